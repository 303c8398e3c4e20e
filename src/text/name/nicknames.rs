//! Short and pet forms of given names: `Bob` for Robert, `Саша` for Александр and Александра alike.
//!
//! Collected from common usage in English, Russian, German, Spanish and Arabic; all words in folded form. A form may stand for
//! several names.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::spellings::SPELLINGS;

/// Each line is one name with its forms, in Latin and Cyrillic letters.
const FORMS: &[&[&str]] = &[
    &["abraham", "abe", "bram"],
    &["albert", "al", "bert", "bertie"],
    &[
        "alexander",
        "alex",
        "alec",
        "sandy",
        "xander",
        "aleksandr",
        "alexandre",
        "sasha",
        "александр",
        "саша",
        "саня",
        "шура",
        "алекс",
    ],
    &[
        "alexandra",
        "alex",
        "sandra",
        "aleksandra",
        "sasha",
        "александра",
        "саша",
        "шура",
        "саня",
    ],
    &[
        "alexey",
        "aleksey",
        "alexei",
        "lyosha",
        "алексей",
        "леша",
        "алеша",
    ],
    &["alfred", "al", "fred", "alf"],
    &["alice", "alicia", "алиса"],
    &["alison", "allie"],
    &["amanda", "mandy"],
    &["anastasia", "nastya", "stacy", "анастасия", "настя", "ася"],
    &["anatoly", "tolya", "анатолий", "толя"],
    &[
        "andrew",
        "andy",
        "drew",
        "andrei",
        "andrey",
        "андрей",
        "андрюша",
    ],
    &["angela", "angie"],
    &[
        "anna", "ann", "anne", "annie", "anya", "nancy", "анна", "аня", "нюра",
    ],
    &["anthony", "tony", "ant", "antonio", "anton"],
    &["arthur", "art", "артур"],
    &["barbara", "barb", "babs", "варвара", "варя"],
    &["benjamin", "ben", "benny", "benji"],
    &["bernard", "bernie"],
    &["boris", "борис", "боря"],
    &["bradley", "brad"],
    &["cameron", "cam"],
    &["caroline", "carol", "carrie", "lina"],
    &[
        "catherine",
        "katherine",
        "kathryn",
        "cathy",
        "kathy",
        "kate",
        "katie",
        "kat",
        "cat",
        "kit",
        "katya",
        "ekaterina",
        "екатерина",
        "катя",
    ],
    &["charles", "charlie", "chuck", "chas", "carlos", "karl"],
    &["charlotte", "charlie", "lottie"],
    &[
        "christine",
        "christina",
        "chris",
        "chrissy",
        "tina",
        "kristina",
        "кристина",
    ],
    &["christopher", "chris", "kit", "topher"],
    &["clifford", "cliff"],
    &["cynthia", "cindy"],
    &["daniel", "dan", "danny", "даниил", "данила", "даня"],
    &["darya", "daria", "dasha", "дарья", "даша"],
    &["david", "dave", "davy", "давид"],
    &["deborah", "debbie", "deb", "debra"],
    &["dennis", "denis", "denny", "денис"],
    &[
        "dmitry",
        "dmitri",
        "dima",
        "mitya",
        "дмитрий",
        "дима",
        "митя",
    ],
    &["donald", "don", "donny"],
    &["dorothy", "dot", "dottie", "dolly"],
    &["douglas", "doug"],
    &[
        "edward",
        "ed",
        "eddie",
        "ted",
        "teddy",
        "ned",
        "eduard",
        "эдуард",
        "эдик",
    ],
    &["eleanor", "ellie", "nell", "nora"],
    &["elena", "helena", "lena", "елена", "лена", "алена"],
    &[
        "elizabeth",
        "liz",
        "lizzie",
        "beth",
        "betty",
        "eliza",
        "lisa",
        "betsy",
        "libby",
        "elizaveta",
        "елизавета",
        "лиза",
    ],
    &["emily", "em", "emma"],
    &[
        "eugene",
        "gene",
        "evgeny",
        "yevgeny",
        "zhenya",
        "евгений",
        "женя",
    ],
    &["evgenia", "eugenia", "zhenya", "евгения", "женя"],
    &["fatima", "fatma", "fatemeh"],
    &["florence", "flo", "florrie"],
    &["frances", "fran", "franny"],
    &["francis", "frank", "francisco", "paco", "pancho"],
    &["franklin", "frank"],
    &["frederick", "fred", "freddie", "friedrich", "fritz"],
    &["gabriel", "gabe"],
    &["gabrielle", "gabby"],
    &["galina", "galya", "галина", "галя"],
    &["gareth", "gary"],
    &["geoffrey", "jeffrey", "jeff", "geoff"],
    &[
        "george",
        "georgy",
        "zhora",
        "egor",
        "георгий",
        "жора",
        "гоша",
        "егор",
    ],
    &["gerald", "gerry", "jerry"],
    &["gregory", "greg", "grigory", "grisha", "григорий", "гриша"],
    &["gwendolyn", "gwen"],
    &["harold", "harry", "hal"],
    &["harry", "henry", "hank", "hal"],
    &["igor", "игорь"],
    &["ilya", "elijah", "eli", "илья"],
    &["ignacio", "nacho"],
    &["irina", "irene", "ira", "ирина", "ира"],
    &["isaac", "ike", "zak"],
    &["isabella", "isabel", "bella", "izzy"],
    &["jacob", "jake", "jack", "яков", "яша"],
    &["jacqueline", "jackie"],
    &["james", "jim", "jimmy", "jamie", "jem"],
    &["janet", "jan"],
    &["jennifer", "jen", "jenny"],
    &["jeremy", "jerry", "jem"],
    &["jessica", "jess", "jessie"],
    &["johannes", "hans", "johann"],
    &[
        "john", "johnny", "jack", "jon", "ivan", "juan", "иван", "ваня",
    ],
    &["jonathan", "jon", "jonny", "nathan"],
    &["jose", "pepe"],
    &[
        "joseph",
        "joe",
        "joey",
        "josef",
        "osip",
        "jose",
        "иосиф",
        "осип",
        "yusuf",
        "youssef",
    ],
    &["josephine", "jo", "josie"],
    &["joshua", "josh"],
    &["judith", "judy"],
    &["julia", "julie", "yulia", "yuliya", "юлия", "юля"],
    &["kenneth", "ken", "kenny"],
    &["kimberly", "kim"],
    &["konstantin", "kostya", "constantine", "константин", "костя"],
    &["ksenia", "xenia", "oksana", "ксения", "ксюша", "оксана"],
    &["lawrence", "larry", "laurence"],
    &["leonard", "len", "lenny", "leo"],
    &["leonid", "lyonya", "леонид", "леня"],
    &["lillian", "lily", "lil"],
    &["louis", "lou", "lewis", "luis"],
    &["louise", "lou"],
    &["lyubov", "luba", "любовь", "люба"],
    &[
        "lyudmila",
        "ludmila",
        "lyuda",
        "mila",
        "людмила",
        "люда",
        "мила",
    ],
    &[
        "margaret",
        "maggie",
        "meg",
        "peggy",
        "marge",
        "greta",
        "rita",
        "маргарита",
        "рита",
    ],
    &[
        "maria",
        "mary",
        "marie",
        "masha",
        "molly",
        "mariya",
        "мария",
        "маша",
        "маруся",
    ],
    &["martha", "marty"],
    &["martin", "marty"],
    &["matthew", "matt", "matvey", "матвей"],
    &["maxim", "maksim", "max", "maximilian", "максим", "макс"],
    &[
        "michael",
        "mike",
        "mick",
        "mickey",
        "misha",
        "mikhail",
        "miguel",
        "михаил",
        "миша",
    ],
    &["mohammed", "mohamed", "muhammad", "mohamad", "mo", "hamada"],
    &["nadezhda", "nadia", "nadya", "надежда", "надя"],
    &[
        "natalia",
        "natalie",
        "natasha",
        "nataliya",
        "natalya",
        "наталья",
        "наталия",
        "наташа",
        "ната",
    ],
    &["nathaniel", "nathan", "nat", "nate"],
    &[
        "nicholas",
        "nick",
        "nicky",
        "nicolas",
        "nikolai",
        "nikolay",
        "kolya",
        "klaus",
        "николай",
        "коля",
    ],
    &["nicole", "nicky", "nikki"],
    &["nikita", "никита"],
    &["olga", "olya", "ольга", "оля"],
    &["oliver", "ollie"],
    &["olivia", "liv", "livvy"],
    &["pamela", "pam"],
    &["patricia", "pat", "patty", "trish", "tricia"],
    &["patrick", "pat", "paddy", "rick"],
    &["paul", "pavel", "pasha", "pablo", "павел", "паша"],
    &["penelope", "penny"],
    &[
        "peter", "pete", "pyotr", "petr", "petya", "pedro", "петр", "петя",
    ],
    &["philip", "phillip", "phil", "pip", "филипп"],
    &["polina", "polya", "полина", "поля"],
    &["rachel", "rae"],
    &["randolph", "randy"],
    &["raymond", "ray"],
    &["rebecca", "becky", "becca"],
    &["reginald", "reg", "reggie"],
    &[
        "richard", "rick", "ricky", "rich", "richie", "dick", "ricardo",
    ],
    &["robert", "rob", "robbie", "bob", "bobby", "bert", "roberto"],
    &["roderick", "rod"],
    &["roman", "roma", "роман", "рома"],
    &["ronald", "ron", "ronnie"],
    &["rosemary", "rose", "rosie"],
    &["russell", "russ"],
    &["samantha", "sam", "sammy"],
    &["samuel", "sam", "sammy"],
    &["sarah", "sara", "sally", "sadie"],
    &["sebastian", "seb", "bastian"],
    &["sergey", "sergei", "seryozha", "serge", "сергей", "сережа"],
    &["simon", "si", "semyon", "семен", "сема"],
    &[
        "sophia",
        "sofia",
        "sophie",
        "sonya",
        "софья",
        "софия",
        "соня",
    ],
    &["stanislav", "stas", "slava", "станислав", "стас", "слава"],
    &["stephanie", "steph"],
    &[
        "stephen",
        "steven",
        "steve",
        "stefan",
        "stepan",
        "степан",
        "степа",
    ],
    &["stuart", "stu", "stewart"],
    &["susan", "sue", "susie", "suzanne", "susanna"],
    &["svetlana", "sveta", "lana", "светлана", "света"],
    &["tamara", "toma", "тамара", "тома"],
    &["tatiana", "tatyana", "tanya", "tania", "татьяна", "таня"],
    &["terence", "terry", "terrance"],
    &[
        "theodore",
        "theo",
        "ted",
        "teddy",
        "fyodor",
        "fedor",
        "федор",
        "федя",
    ],
    &["theresa", "teresa", "terry", "tess", "tessa"],
    &["thomas", "tom", "tommy", "tomas"],
    &["timothy", "tim", "timmy", "timofey", "тимофей", "тима"],
    &["valentina", "valya", "валентина", "валя"],
    &["valery", "valera", "валерий", "валера"],
    &["vasily", "vasya", "basil", "василий", "вася"],
    &["vera", "вера"],
    &["victor", "vic", "viktor", "vitya", "виктор", "витя"],
    &[
        "victoria",
        "vicky",
        "tori",
        "viktoria",
        "vika",
        "виктория",
        "вика",
    ],
    &["vincent", "vince", "vinny"],
    &["vladimir", "vova", "volodya", "владимир", "вова", "володя"],
    &["vladislav", "vlad", "slava", "владислав", "влад", "слава"],
    &["vyacheslav", "slava", "вячеслав", "слава"],
    &["walter", "walt", "wally"],
    &["wilhelmina", "mina", "billie"],
    &[
        "william",
        "bill",
        "billy",
        "will",
        "willy",
        "liam",
        "wilhelm",
        "guillermo",
    ],
    &["yuri", "yury", "юрий", "юра"],
    &["zachary", "zach", "zack", "zak"],
];

/// The most names that one form stands for, here.
pub(crate) const MOST_NAMES: usize = 4;

static NAMES: LazyLock<HashMap<&str, [u16; MOST_NAMES], FixedState>> = LazyLock::new(|| {
    let mut names: HashMap<&str, [u16; MOST_NAMES], FixedState> = HashMap::default();
    for (number, forms) in numbered() {
        for form in forms {
            let known = names.entry(form).or_default();
            if let Some(free) = known.iter_mut().find(|known| **known == 0) {
                *free = number;
            }
        }
    }
    names
});

/// Every name with its forms, then every name with its spellings, numbered from 1.
fn numbered() -> impl Iterator<Item = (u16, Vec<&'static str>)> {
    let spellings = SPELLINGS.iter().map(|line| line.split(' ').collect());
    let forms = FORMS.iter().map(|forms| forms.to_vec());
    (1..).zip(forms.chain(spellings))
}

/// The names that a folded word may stand for, as numbers from 1; 0 for none.
pub(crate) fn names_of_form(word: &str) -> [u16; MOST_NAMES] {
    NAMES.get(word).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn forms_are_folded_and_none_is_lost() {
        for (number, forms) in numbered() {
            for form in forms {
                assert_eq!(fold(form), form);
                assert!(names_of_form(form).contains(&number), "{form}");
            }
        }
        assert_eq!(names_of_form("zzz"), [0; MOST_NAMES]);
    }

    #[test]
    fn a_form_of_two_names_stands_for_both() {
        let shares = |a: &str, b: &str| {
            let b = names_of_form(b);
            names_of_form(a)
                .iter()
                .any(|name| *name > 0 && b.contains(name))
        };
        assert!(shares("саша", "александр") && shares("саша", "александра"));
        assert!(!shares("александр", "александра"));
        assert!(shares("bob", "robert") && shares("bill", "william") && !shares("bob", "william"));
    }
}
