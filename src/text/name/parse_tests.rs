//! Names of four languages, taken apart. Each line: as typed, then `t`itles, `g`iven, `m`iddle, `i`nitials, `f`amily, `s`uffix.

use proptest::prelude::proptest;

use super::{NameColumns, ParsedName, PersonName, parse_columns, parse_name};
use crate::text::fold;

fn shown(person: &PersonName) -> String {
    let titles = (!person.titles.is_empty()).then(|| person.titles.join(" "));
    let suffixes = (!person.suffixes.is_empty()).then(|| person.suffixes.join(" "));
    [
        ("t", &titles),
        ("g", &person.given),
        ("m", &person.middle),
        ("i", &person.initials),
        ("f", &person.family),
        ("s", &suffixes),
    ]
    .into_iter()
    .filter_map(|(letter, part)| Some(format!("{letter}:{}", part.as_deref()?)))
    .collect::<Vec<_>>()
    .join(" | ")
}

fn parsed(text: &str) -> String {
    match parse_name(text) {
        None => String::new(),
        Some(ParsedName::Person(person)) => shown(&person),
        Some(ParsedName::Couple(both)) => format!("{} && {}", shown(&both[0]), shown(&both[1])),
        Some(ParsedName::Company(name)) => format!("company {name}"),
    }
}

const GOLDEN: &[(&str, &str)] = &[
    // Russian.
    ("Петров Иван Сергеевич", "g:Иван | m:Сергеевич | f:Петров"),
    ("Иван Сергеевич Петров", "g:Иван | m:Сергеевич | f:Петров"),
    ("Иванова А. Б.", "i:А. Б. | f:Иванова"),
    ("Иванова А.Б.", "i:А. Б. | f:Иванова"),
    ("И. И. Иванов", "i:И. И. | f:Иванов"),
    ("И.И. Иванов", "i:И. И. | f:Иванов"),
    ("М. Ю. Лермонтов", "i:М. Ю. | f:Лермонтов"),
    ("Иван Сергеевич", "g:Иван | m:Сергеевич"),
    ("Иванов Иван", "g:Иван | f:Иванов"),
    ("Иван Иванов", "g:Иван | f:Иванов"),
    (
        "Абрамович Роман Аркадьевич",
        "g:Роман | m:Аркадьевич | f:Абрамович",
    ),
    (
        "Роман Аркадьевич Абрамович",
        "g:Роман | m:Аркадьевич | f:Абрамович",
    ),
    (
        "Салтыков-Щедрин Михаил Евграфович",
        "g:Михаил | m:Евграфович | f:Салтыков-Щедрин",
    ),
    ("г-н Петров Иван", "t:г-н | g:Иван | f:Петров"),
    ("г-жа Смирнова", "t:г-жа | f:Смирнова"),
    ("д-р Анна Иванова", "t:д-р | g:Анна | f:Иванова"),
    ("ИП Иванов И.И.", "t:ИП | i:И. И. | f:Иванов"),
    ("Петров", "f:Петров"),
    ("Мария", "g:Мария"),
    ("Пётр Ильич Чайковский", "g:Пётр | m:Ильич | f:Чайковский"),
    (
        "Семёнова Алёна Игоревна",
        "g:Алёна | m:Игоревна | f:Семёнова",
    ),
    ("Лука Никитична", "g:Лука | m:Никитична"),
    (
        "Алиев Гейдар Алирза оглы",
        "g:Гейдар | m:Алирза оглы | f:Алиев",
    ),
    ("Шевченко Ольга", "g:Ольга | f:Шевченко"),
    ("Мельник Ольга", "g:Ольга | f:Мельник"),
    ("Цой Виктор", "g:Виктор | f:Цой"),
    ("Шульц Анна", "g:Анна | f:Шульц"),
    ("Виктор Цой", "g:Виктор | f:Цой"),
    ("Анна Марина", "g:Анна | f:Марина"),
    ("Саакян Тигран", "g:Тигран | f:Саакян"),
    ("ПЕТРОВ Иван", "g:Иван | f:ПЕТРОВ"),
    ("Петров Иван (директор)", "g:Иван | f:Петров"),
    (
        "Иван и Мария Петровы",
        "g:Иван | f:Петровы && g:Мария | f:Петровы",
    ),
    (
        "Петровы Иван и Мария",
        "g:Иван | f:Петровы && g:Мария | f:Петровы",
    ),
    ("Анна + Сергей", "g:Анна && g:Сергей"),
    ("ООО «Ромашка»", "company ООО «Ромашка»"),
    ("ООО \"РОМАШКА\"", "company ООО \"РОМАШКА\""),
    ("Салон красоты Мария", "company Салон красоты Мария"),
    (
        "фон Мекк Надежда Филаретовна",
        "g:Надежда | m:Филаретовна | f:фон Мекк",
    ),
    // Arabic.
    ("محمد بن أحمد آل سعود", "g:محمد | m:بن أحمد | f:آل سعود"),
    ("أبو بكر", "g:أبو بكر"),
    ("عبد الرحمن", "g:عبد الرحمن"),
    ("عبدالرحمن", "g:عبدالرحمن"),
    ("عبد الرحمن محمد حسن", "g:عبد الرحمن | m:محمد | f:حسن"),
    ("فاطمة بنت علي", "g:فاطمة | m:بنت علي"),
    ("أحمد محمد علي", "g:أحمد | m:محمد | f:علي"),
    ("أحمد علي", "g:أحمد | f:علي"),
    ("سارة المصري", "g:سارة | f:المصري"),
    (
        "محمد بن سلمان بن عبد العزيز آل سعود",
        "g:محمد | m:بن سلمان بن عبد العزيز | f:آل سعود",
    ),
    ("صلاح الدين الأيوبي", "g:صلاح الدين | f:الأيوبي"),
    ("د. أحمد علي", "t:د. | g:أحمد | f:علي"),
    ("م. هاني أبو بكر", "t:م. | g:هاني | f:أبو بكر"),
    ("أ.د. منى حسن", "t:أ. د. | g:منى | f:حسن"),
    (
        "الدكتورة منى عبد الرحمن",
        "t:الدكتورة | g:منى | f:عبد الرحمن",
    ),
    ("السيد محمد حسن", "t:السيد | g:محمد | f:حسن"),
    ("السيد", "g:السيد"),
    ("الأستاذ خالد", "t:الأستاذ | g:خالد"),
    ("الدكتور المصري", "t:الدكتور | f:المصري"),
    ("المصري، أحمد", "g:أحمد | f:المصري"),
    (
        "أحمد وسارة المصري",
        "g:أحمد | f:المصري && g:سارة | f:المصري",
    ),
    (
        "أحمد و سارة المصري",
        "g:أحمد | f:المصري && g:سارة | f:المصري",
    ),
    ("محمد وليد", "g:محمد | f:وليد"),
    ("محمد وهبة", "g:محمد | f:وهبة"),
    ("محمد وهبة حسن", "g:محمد | m:وهبة | f:حسن"),
    ("سارة وحسن", "g:سارة | f:وحسن"),
    (
        "الأستاذ خالد والأستاذة منى",
        "t:الأستاذ | g:خالد && t:الأستاذة | g:منى",
    ),
    ("وسام وفاء حسن", "g:وسام | m:وفاء | f:حسن"),
    ("شركة النيل للتجارة", "company شركة النيل للتجارة"),
    ("صيدلية الشفاء", "company صيدلية الشفاء"),
    ("خالد أبو النجا", "g:خالد | f:أبو النجا"),
    ("سيف الله", "g:سيف الله"),
    // Persian.
    ("محمدرضا شجریان", "g:محمدرضا | f:شجریان"),
    ("محمد رضا شجریان", "g:محمد رضا | f:شجریان"),
    ("علی‌رضا کریمی", "g:علی‌رضا | f:کریمی"),
    ("علی رضایی", "g:علی | f:رضایی"),
    ("سید محمد خاتمی", "t:سید | g:محمد | f:خاتمی"),
    ("سید علی حسینی", "t:سید | g:علی | f:حسینی"),
    ("مریم مهدی‌پور", "g:مریم | f:مهدی‌پور"),
    ("رضا حسین زاده", "g:رضا | f:حسین زاده"),
    ("نسرین محمدی نژاد", "g:نسرین | f:محمدی نژاد"),
    ("علی رضایی تهرانی", "g:علی | f:رضایی تهرانی"),
    ("آقای کریمی", "t:آقای | f:کریمی"),
    ("جناب آقای علی رضایی", "t:جناب آقای | g:علی | f:رضایی"),
    ("سرکار خانم مریم کریمی", "t:سرکار خانم | g:مریم | f:کریمی"),
    ("خانم مهندس پریسا احمدی", "t:خانم مهندس | g:پریسا | f:احمدی"),
    ("دکتر نادر حسن‌زاده", "t:دکتر | g:نادر | f:حسن‌زاده"),
    ("امیر حسین صادقی", "g:امیر حسین | f:صادقی"),
    ("مهدی‌پور", "f:مهدی‌پور"),
    ("شیرین", "g:شیرین"),
    ("کریمی، مریم", "g:مریم | f:کریمی"),
    ("علی و مریم رضایی", "g:علی | f:رضایی && g:مریم | f:رضایی"),
    ("آقا و خانم رضایی", "t:آقا | f:رضایی && t:خانم | f:رضایی"),
    ("شرکت آریا", "company شرکت آریا"),
    ("داروخانه دکتر رضایی", "company داروخانه دکتر رضایی"),
    // English and other Latin.
    ("John Smith", "g:John | f:Smith"),
    ("Smith, John", "g:John | f:Smith"),
    ("Smith, John Paul", "g:John | m:Paul | f:Smith"),
    ("Smith, John, Jr.", "g:John | f:Smith | s:Jr."),
    ("John Smith, PhD", "g:John | f:Smith | s:PhD"),
    ("John Smith, Ph.D.", "g:John | f:Smith | s:Ph.D."),
    ("Dr. John Smith III", "t:Dr. | g:John | f:Smith | s:III"),
    ("Prof. Dr. Hans Müller", "t:Prof. Dr. | g:Hans | f:Müller"),
    ("J. R. R. Tolkien", "i:J. R. R. | f:Tolkien"),
    ("John F. Kennedy", "g:John | i:F. | f:Kennedy"),
    ("Mary Ann Evans", "g:Mary | m:Ann | f:Evans"),
    ("Ludwig van Beethoven", "g:Ludwig | f:van Beethoven"),
    ("Robin van der Meer", "g:Robin | f:van der Meer"),
    ("Maria de la Cruz", "g:Maria | f:de la Cruz"),
    ("van Gogh", "f:van Gogh"),
    ("van Gogh, Vincent", "g:Vincent | f:van Gogh"),
    ("Abd al-Rahman", "g:Abd al-Rahman"),
    ("Abdul Rahman Hassan", "g:Abdul Rahman | f:Hassan"),
    ("Ahmed Abdel Rahman", "g:Ahmed | f:Abdel Rahman"),
    (
        "Mohammed bin Salman Al Saud",
        "g:Mohammed | m:bin Salman | f:Al Saud",
    ),
    ("Ali ibn Sina", "g:Ali | m:ibn Sina"),
    ("Ahmed El Sayed", "g:Ahmed | f:El Sayed"),
    ("Omar al-Bashir", "g:Omar | f:al-Bashir"),
    ("Mohamed Salah El Din", "g:Mohamed | f:Salah El Din"),
    ("Abu Bakr", "g:Abu Bakr"),
    ("Madonna", "g:Madonna"),
    ("Mr Smith", "t:Mr | f:Smith"),
    ("Mr. & Mrs. Smith", "t:Mr. | f:Smith && t:Mrs. | f:Smith"),
    (
        "Mr and Mrs John Smith",
        "t:Mr | g:John | f:Smith && t:Mrs | f:Smith",
    ),
    (
        "Anna & Peter Schmidt",
        "g:Anna | f:Schmidt && g:Peter | f:Schmidt",
    ),
    (
        "Anna&Peter Schmidt",
        "g:Anna | f:Schmidt && g:Peter | f:Schmidt",
    ),
    (
        "John Smith & Mary Jones",
        "g:John | f:Smith && g:Mary | f:Jones",
    ),
    ("Petrov Ivan Sergeevich", "g:Ivan | m:Sergeevich | f:Petrov"),
    ("Ivanova Anna", "g:Anna | f:Ivanova"),
    ("John SMITH", "g:John | f:SMITH"),
    ("DUPONT Pierre", "g:Pierre | f:DUPONT"),
    ("Conan O'Brien", "g:Conan | f:O'Brien"),
    ("Anne-Marie Smith", "g:Anne-Marie | f:Smith"),
    ("Sara Ahmed (VIP)", "g:Sara | f:Ahmed"),
    ("Al Pacino", "g:Al | f:Pacino"),
    ("Ben Affleck", "g:Ben | f:Affleck"),
    ("Smith & Sons", "company Smith & Sons"),
    ("Marks & Spencer", "company Marks & Spencer"),
    ("Nile Trading Co.", "company Nile Trading Co."),
    ("Bosch GmbH", "company Bosch GmbH"),
    ("City Clinic", "company City Clinic"),
    ("123", ""),
    (" - ", ""),
];

#[test]
fn names_of_four_languages_are_taken_apart() {
    assert!(GOLDEN.len() > 100);
    let wrong: Vec<String> = GOLDEN
        .iter()
        .filter(|(typed, want)| parsed(typed) != *want)
        .map(|(typed, want)| format!("{typed}: {} for {want}", parsed(typed)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_are_listed_as_they_fold() {
    for list in super::words::ALL {
        for word in *list {
            assert_eq!(fold(word), *word);
        }
    }
}

#[test]
fn what_has_a_column_of_its_own_is_what_stands_there() {
    let of = |columns| match parse_columns(columns) {
        Some(ParsedName::Person(person)) => shown(&person),
        other => format!("{other:?}"),
    };
    let name = NameColumns {
        name: Some("Dr. Anna Schmidt"),
        family: Some("Müller"),
        ..NameColumns::default()
    };
    assert_eq!(of(name), "t:Dr. | g:Anna | f:Müller");
    let parts = NameColumns {
        given: Some("Иван"),
        middle: Some("-"),
        family: Some("Петров"),
        ..NameColumns::default()
    };
    assert_eq!(of(parts), "g:Иван | f:Петров");
    let whole = NameColumns {
        name: Some("Петров Иван"),
        ..NameColumns::default()
    };
    assert_eq!(of(whole), "g:Иван | f:Петров");
    assert_eq!(parse_columns(NameColumns::default()), None);
}

#[test]
fn people_are_called_by_their_given_names() {
    for (typed, given) in [
        ("Петров Иван Сергеевич", Some("Иван")),
        ("Anna & Peter Schmidt", Some("Anna & Peter")),
        ("Mr & Mrs Smith", None),
        ("ООО «Ромашка»", None),
        ("Иванова А. Б.", None),
    ] {
        let found = parse_name(typed).and_then(|name| name.given());
        assert_eq!(found.as_deref(), given, "{typed}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_no_word_is_lost(
        words in proptest::collection::vec("[A-Za-zА-Яа-яابتجدرسعلمنهپچژگکی]{4,9}", 1..6),
    ) {
        let typed = words.join(" ");
        if let Some(ParsedName::Person(person)) = parse_name(&typed) {
            let shown = shown(&person);
            for word in &words {
                assert!(shown.contains(word.as_str()), "{typed}: {shown}");
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,60}") {
        parse_name(&text);
    }
}
