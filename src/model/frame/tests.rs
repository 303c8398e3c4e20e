use super::*;
use crate::model::{Field, PhoneKind};

#[test]
fn retained_rows_keep_their_values() {
    let mut frame = Frame::new(TableKind::Contacts);
    for (row, name) in ["a", "b", "c"].into_iter().enumerate() {
        frame.push_row(SheetId(0), row as u32);
        frame.set_text(Field::Name, name);
        frame.add_email(Field::Email, &format!("{name}@x.org"));
    }
    let frame = frame.retain(&[true, false, true]);
    assert_eq!(frame.len(), 2);
    assert_eq!(frame.text(Field::Name, 1), Some("c"));
    assert_eq!(
        frame.emails(Field::Email, 1).collect::<Vec<_>>(),
        ["c@x.org"]
    );
    assert_eq!(frame.origin(1), (SheetId(0), 2));
}

#[test]
fn rows_hold_what_was_set_and_nothing_else() {
    let mut frame = Frame::new(TableKind::Contacts);
    frame.push_row(SheetId(0), 1);
    frame.set_text(Field::Name, "Sara");
    frame.push_row(SheetId(0), 2);
    frame.add_email(Field::Email, "a@b.org");
    frame.add_email(Field::Email, "c@d.org");
    let phone = Phone {
        number: 4_930_123,
        extension: 0,
        kind: PhoneKind::Fixed,
        text: TextRef::NONE,
    };
    frame.add_phone(Field::Phone, phone, "030 123");
    frame.push_row(SheetId(0), 3);
    frame.set_yes_no(Field::Vip, true);
    assert_eq!(frame.text(Field::Name, 0), Some("Sara"));
    assert_eq!(frame.text(Field::Name, 1), None);
    assert_eq!(
        frame.display(Field::Email, 1).as_deref(),
        Some("a@b.org; c@d.org")
    );
    assert_eq!(frame.display(Field::Phone, 1).as_deref(), Some("+4930123"));
    assert_eq!(
        frame.phone_text(&frame.phones(Field::Phone, 1)[0]),
        "030 123"
    );
    assert!(frame.phones(Field::Phone, 2).is_empty());
    assert_eq!(frame.yes_no(Field::Vip, 2), Some(true));
    assert_eq!(frame.display(Field::City, 0), None);
}

#[test]
fn frames_in_pieces_are_one_frame() {
    let fill = |frame: &mut Frame, numbers: std::ops::Range<u32>| {
        for number in numbers {
            frame.push_row(SheetId(0), number);
            if number % 2 == 0 {
                frame.set_text(Field::Name, &format!("name {number}"));
                frame.add_email(Field::Email, &format!("a{number}@b.org"));
            }
            if number % 3 == 0 {
                frame.set_yes_no(Field::Vip, true);
                frame.set_typed(Field::Birthday, &format!("typed {number}"));
            }
        }
    };
    let mut whole = Frame::new(TableKind::Contacts);
    fill(&mut whole, 0..12);
    let mut joined = Frame::new(TableKind::Contacts);
    for numbers in [0..1, 1..2, 2..7, 7..9, 9..12] {
        let mut piece = Frame::new(TableKind::Contacts);
        fill(&mut piece, numbers);
        joined.append(piece);
    }
    assert_eq!(joined.len(), whole.len());
    for row in 0..whole.len() {
        assert_eq!(joined.origin(row), whole.origin(row));
        for field in [Field::Name, Field::Email, Field::Vip] {
            assert_eq!(joined.display(field, row), whole.display(field, row));
        }
        assert_eq!(
            joined.typed(Field::Birthday, row),
            whole.typed(Field::Birthday, row)
        );
    }
}

#[test]
fn a_bad_first_value_does_not_decide_the_type_of_a_column() {
    let mut frame = Frame::new(TableKind::Contacts);
    frame.push_row(SheetId(0), 1);
    frame.set_typed(Field::Birthday, "soon");
    frame.push_row(SheetId(0), 2);
    let day = PartialDate::from_civil(jiff::civil::date(1980, 5, 1));
    frame.set_date(Field::Birthday, day);
    assert_eq!(frame.date(Field::Birthday, 1), Some(day));
    assert_eq!(frame.typed(Field::Birthday, 0), Some("soon"));
}
