//! Files of cards as phones and programs write them, and broken ones.

use std::io::Cursor;

use encoding_rs::WINDOWS_1251;
use proptest::prelude::{any, proptest};

use super::super::{FileKind, Limits, ReadProblem, read};
use crate::model::{Flaw, SheetEvent};

/// Each row as `header=value` pairs, flaws as they are reported.
fn told(bytes: &[u8]) -> Vec<String> {
    let mut headers: Vec<(u32, String)> = Vec::new();
    let mut told = Vec::new();
    read(
        &mut Cursor::new(bytes),
        FileKind::Vcard,
        &Limits::default(),
        &mut |event| match event {
            SheetEvent::Row { row: 0, cells } => {
                let text = |(column, cell): (u32, crate::model::OwnedCell)| {
                    (column, cell.as_cell().to_text())
                };
                headers = cells.into_iter().map(text).collect();
            }
            SheetEvent::Row { row, cells } => {
                let pairs: Vec<String> = cells
                    .iter()
                    .map(|(column, cell)| {
                        let header = headers.iter().find(|(known, _)| known == column);
                        let header = header.map_or("?", |(_, header)| header.as_str());
                        format!("{header}={}", cell.as_cell().to_text())
                    })
                    .collect();
                told.push(format!("{row}: {}", pairs.join(" | ")));
            }
            SheetEvent::Flawed(Flaw {
                kind,
                count,
                card,
                line,
                value,
            }) => told.push(format!(
                "{kind:?} {count} card {card} line {line} `{value}`"
            )),
            SheetEvent::OwnOutput => told.push("own".into()),
            SheetEvent::Failed { reason, .. } => told.push(format!("failed: {reason}")),
            SheetEvent::Start { .. } | SheetEvent::End => {}
        },
    )
    .unwrap();
    told
}

const APPLE: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 18.0//EN\r\n\
N:Haddad;Leila;Marie;Dr.;PhD\r\nFN:Dr. Leila Marie Haddad PhD\r\nORG:Nile Flowers;Sales\r\nTITLE:Buyer\r\n\
TEL;type=CELL;type=VOICE;type=pref:+971 50 555 0101\r\nTEL;type=IPHONE;type=CELL:+971 50 555 0102\r\n\
TEL;type=HOME;type=FAX:04 555 0103\r\nitem1.TEL:04 555 0104\r\nitem1.X-ABLabel:_$!<Work>!$_\r\n\
item2.TEL:04 555 0105\r\nitem2.X-ABLabel:Beach house\r\n\
EMAIL;type=INTERNET;type=HOME;type=pref:leila@example.com\r\nEMAIL;type=WORK:buyer@example.org\r\n\
item3.ADR;type=HOME;type=pref:;;12 Palm Road\\, flat 3;Dubai;;00000;UAE\r\nitem3.X-ABADR:ae\r\n\
BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\r\nitem4.X-ABDATE;type=pref:2014-05-01\r\n\
item4.X-ABLabel:_$!<Anniversary>!$_\r\nitem5.X-ABRELATEDNAMES:Omar\r\nitem5.X-ABLabel:_$!<Spouse>!$_\r\n\
NOTE:likes tea\\nno calls on\r\n  Friday\r\nURL:https://nile.example\r\nCATEGORIES:Friends,VIP\r\n\
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\r\n SkZJRgAB\r\nX-SHOE:38\r\nEND:VCARD\r\n";

#[test]
fn a_card_of_an_iphone() {
    assert_eq!(
        told(APPLE.as_bytes()),
        [[
            "1: Full name=Dr. Leila Marie Haddad PhD",
            "Name prefix=Dr.",
            "First name=Leila",
            "Middle name=Marie",
            "Last name=Haddad",
            "Name suffix=PhD",
            "Company=Nile Flowers",
            "Department=Sales",
            "Job title=Buyer",
            "Mobile phone=+971 50 555 0101",
            "Mobile phone 2=+971 50 555 0102",
            "Phone 1 - Label=Beach house",
            "Phone 1 - Value=04 555 0105",
            "Work phone=04 555 0104",
            "Fax=04 555 0103",
            "Work email=buyer@example.org",
            "Home email=leila@example.com",
            "Website=https://nile.example",
            "Home street=12 Palm Road, flat 3",
            "Home city=Dubai",
            "Home postal code=00000",
            "Home country=UAE",
            "Birthday=--02-29",
            "Anniversary=2014-05-01",
            "Spouse=Omar",
            "Categories=Friends,VIP",
            "Notes=likes tea\nno calls on Friday",
            "X-ABADR=ae",
            "X-SHOE=38",
        ]
        .join(" | ")]
    );
}

#[test]
fn a_card_of_an_old_android_or_outlook() {
    let text = "BEGIN:VCARD\nVERSION:2.1\n\
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F=D0=B5=D1=82=D1=80=D0=BE=D0=B2;=D0=90=D0=BD=\n\
=D0=BD=D0=B0;;;\n\
TEL;CELL;PREF:+7 916 555-01-01\nTEL;WORK;FAX:495 555 01 02\nTEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=94=D0=B0=D1=87=D0=B0):495 555 01 03\n\
EMAIL;PREF;INTERNET:anna@example.com\nADR;WORK;ENCODING=QUOTED-PRINTABLE:;;1 Main St=0D=0AFloor 2;Perm;;614000;Russia\n\
BDAY;VALUE=date:19800531\nX-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2010-06-12;1;;;;;;;;;;;;;\n\
X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Anya;1;;;;;;;;;;;;;\nPHOTO;ENCODING=BASE64;JPEG:\n /9j/4AAQ\n SkZJ\n\n\
X-SKYPE:anna.p\nEND:VCARD\n";
    assert_eq!(
        told(text.as_bytes()),
        [[
            "1: First name=Анна",
            "Last name=Петров",
            "Nickname=Anya",
            "Mobile phone=+7 916 555-01-01",
            "Phone 1 - Label=Дача",
            "Phone 1 - Value=495 555 01 03",
            "Fax=495 555 01 02",
            "Email=anna@example.com",
            "Messenger=skype: anna.p",
            "Business street=1 Main St\nFloor 2",
            "Business city=Perm",
            "Business postal code=614000",
            "Business country=Russia",
            "Birthday=1980-05-31",
            "Anniversary=2010-06-12",
        ]
        .join(" | ")]
    );
}

#[test]
fn a_card_of_version_4() {
    let text = "BEGIN:VCARD\nVERSION:4.0\nFN:Reza Karimi\nN:Karimi;Reza;;;\n\
TEL;VALUE=uri;TYPE=\"voice,cell\";PREF=1:tel:+98-912-555-0101;ext=12\nTEL;VALUE=uri:tel:+98-21-555-0102\n\
EMAIL:reza@example.ir\nBDAY:--0229\nANNIVERSARY:20140501\nRELATED;TYPE=child;VALUE=text:Mina\n\
RELATED;TYPE=friend;VALUE=text:Ali\nKIND:individual\nUID:urn:uuid:1\nREV:20250101T000000Z\nIMPP:xmpp:reza@example.ir\nEND:VCARD";
    assert_eq!(
        told(text.as_bytes()),
        [[
            "1: Full name=Reza Karimi",
            "First name=Reza",
            "Last name=Karimi",
            "Mobile phone=+98-912-555-0101 ext. 12",
            "Phone=+98-21-555-0102",
            "Email=reza@example.ir",
            "Messenger=xmpp:reza@example.ir",
            "Birthday=--02-29",
            "Anniversary=2014-05-01",
            "Children=Mina",
            "Related people=friend: Ali",
            "vCard kind=individual",
            "vCard uid=urn:uuid:1",
        ]
        .join(" | ")]
    );
}

#[test]
fn every_encoding_gives_the_same_cards() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Семён Петров\r\nNOTE:Любит крепкий чай и звонит по утрам из дома\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ольга Иванова\r\nNOTE:Работает в большой школе учителем музыки\r\nEND:VCARD\r\n";
    let utf16 = |little: bool, mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xFEFF)
            .into_iter()
            .chain(text.encode_utf16());
        let bytes = |unit: u16| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        units.flat_map(bytes).collect()
    };
    let wanted = told(text.as_bytes());
    assert_eq!(
        wanted.first().map(String::as_str),
        Some("1: Full name=Семён Петров | Notes=Любит крепкий чай и звонит по утрам из дома")
    );
    let labelled = text.replace("FN:", "FN;CHARSET=windows-1251:");
    let (cyrillic, ..) = WINDOWS_1251.encode(text);
    let (labelled, ..) = WINDOWS_1251.encode(&labelled);
    for (name, bytes) in [
        (
            "UTF-8 with mark",
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        ),
        ("UTF-16 LE", utf16(true, false)),
        ("UTF-16 LE with mark", utf16(true, true)),
        ("UTF-16 BE", utf16(false, false)),
        ("UTF-16 BE with mark", utf16(false, true)),
        ("Windows-1251", cyrillic.into_owned()),
        ("Windows-1251 with labels", labelled.into_owned()),
        ("old Mac line ends", text.replace("\r\n", "\r").into_bytes()),
    ] {
        assert_eq!(told(&bytes), wanted, "{name}");
    }
}

#[test]
fn a_broken_card_loses_nothing_but_what_is_broken() {
    let whole = "BEGIN:VCARD\nVERSION:3.0\nFN:Sara\nTEL:1\nEND:VCARD\n";
    let unfinished = "BEGIN:VCARD\nVERSION:3.0\nFN:Omar\nTEL:2\n";
    let junk = "BEGIN:VCARD\nVERSION:3.0\nFN:Mona\n\0\u{1}\u{2}lost in a note\nTEL:3\nEND:VCARD\nEND:VCARD\n";
    let text = [unfinished, whole, junk, unfinished].concat();
    assert_eq!(
        told(text.as_bytes()),
        [
            "1: Full name=Omar | Phone=2",
            "2: Full name=Sara | Phone=1",
            "3: Full name=Mona | Phone=3 | Unread lines=lost in a note",
            "4: Full name=Omar | Phone=2",
            "CardWithoutEnd 2 card 1 line 1 ``",
            "LineUnreadable 2 card 3 line 13 `lost in a note`",
        ]
    );
    let endless = format!(
        "{whole}BEGIN:VCARD\nFN:Omar\nPHOTO;ENCODING=b:{}\nNOTE:{}\nTEL:2\nEND:VCARD\n{whole}",
        "A".repeat(5 << 20),
        "x".repeat(5 << 20)
    );
    let found = told(endless.as_bytes());
    assert_eq!(found.len(), 4);
    assert_eq!(
        found.first().map(String::as_str),
        Some("1: Full name=Sara | Phone=1")
    );
    assert!(
        found
            .get(1)
            .is_some_and(|row| row.starts_with("2: Full name=Omar | Phone=2 | Notes=xxx"))
    );
    assert_eq!(
        found.get(2).map(String::as_str),
        Some("3: Full name=Sara | Phone=1")
    );
    assert_eq!(
        found.get(3).map(String::as_str),
        Some("LineTooLong 1 card 2 line 9 `NOTE`")
    );
}

#[test]
fn more_columns_than_any_file_of_people_has_are_joined_in_one() {
    let mut text = "BEGIN:VCARD\nFN:Sara\n".to_owned();
    for number in 0..400 {
        text.push_str(&["X-P", &format!("{number:03}:v{number}"), "\n"].concat());
    }
    text.push_str("END:VCARD\n");
    let found = told(text.as_bytes());
    let row = found.first().map(String::as_str).unwrap_or_default();
    assert!(row.contains("X-P298=v298"), "{row}");
    assert!(
        row.contains("Other properties=X-P299: v299\nX-P300: v300\n"),
        "{row}"
    );
    assert!(row.contains("X-P399: v399"), "{row}");
}

#[test]
fn files_of_tierbook_are_no_sources_and_files_without_cards_are_refused() {
    let own = "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//tierbook//contacts//EN\nFN:Sara\nEND:VCARD\n";
    assert_eq!(told(own.as_bytes()), ["own"]);
    for bytes in [&b""[..], b"Name,Phone\nSara,1\n", b"\0\0\0\0junk"] {
        let problem = read(
            &mut Cursor::new(bytes),
            FileKind::Vcard,
            &Limits::default(),
            &mut |_| (),
        );
        assert_eq!(problem, Err(ReadProblem::NoCards));
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in any::<usize>()) {
        let mut text = APPLE.as_bytes().to_vec();
        let at = at % text.len();
        text.splice(at..at, bytes);
        let _ = read(
            &mut Cursor::new(text),
            FileKind::Vcard,
            &Limits::default(),
            &mut |_| (),
        );
    }
}
