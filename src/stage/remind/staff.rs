//! The people of the business: one name for the spellings found in sheets, and who answers for the work of somebody who left.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::config::Person;
use crate::text::{fold, tidy};

/// The staff as the plan names it.
#[derive(Debug)]
pub(crate) struct Staff<'a> {
    people: &'a [Person],
    by_spelling: BTreeMap<String, usize>,
    today: Date,
}

impl<'a> Staff<'a> {
    /// The staff on a day. Of two people with one spelling the first has it.
    pub(crate) fn new(people: &'a [Person], today: Date) -> Staff<'a> {
        let mut by_spelling = BTreeMap::new();
        for (index, person) in people.iter().enumerate() {
            for spelling in std::iter::once(&person.name).chain(&person.aliases) {
                by_spelling.entry(fold(spelling)).or_insert(index);
            }
        }
        Staff {
            people,
            by_spelling,
            today,
        }
    }

    /// The name of whoever is meant; a name that the plan does not know stays as typed.
    pub(crate) fn canonical(&self, typed: &str) -> String {
        match self.find(typed) {
            Some(person) => person.name.clone(),
            None => tidy(typed).into_owned(),
        }
    }

    /// Who does the work of whoever is meant: the person, or after leaving the one who took over, and so on; the keeper of the
    /// base where nobody took over; empty where there is no keeper either.
    pub(crate) fn responsible(&self, typed: &str) -> String {
        let Some(mut person) = self.find(typed) else {
            return tidy(typed).into_owned();
        };
        for _ in 0..self.people.len() {
            if self.is_active(person) {
                return person.name.clone();
            }
            match person.hands_over_to.as_deref() {
                None => break,
                Some(heir) => match self.find(heir) {
                    Some(heir) => person = heir,
                    None => return tidy(heir).into_owned(),
                },
            }
        }
        self.keeper().unwrap_or_default().to_owned()
    }

    /// Who answers for the base: the first of the staff with the role `keeper` who has not left.
    pub(crate) fn keeper(&self) -> Option<&'a str> {
        self.people
            .iter()
            .find(|person| {
                self.is_active(person)
                    && person.role.as_deref().map(fold).as_deref() == Some("keeper")
            })
            .map(|person| person.name.as_str())
    }

    fn find(&self, typed: &str) -> Option<&'a Person> {
        self.people.get(*self.by_spelling.get(&fold(typed))?)
    }

    fn is_active(&self, person: &Person) -> bool {
        person.left.is_none_or(|left| left > self.today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, alias: &str, left: Option<&str>, heir: Option<&str>) -> Person {
        Person {
            name: name.to_owned(),
            aliases: vec![alias.to_owned()],
            role: (name == "Mona").then(|| "Keeper".to_owned()),
            left: left.map(|day| day.parse().unwrap()),
            hands_over_to: heir.map(str::to_owned),
        }
    }

    #[test]
    fn work_passes_on_the_day_somebody_leaves() {
        let people = [
            person("Ali", "ali k.", Some("2026-05-01"), Some("olga p")),
            person("Olga", "olga p", Some("2026-04-01"), Some("Mona")),
            person("Mona", "mo", None, None),
            person("Ivan", "vanya", Some("2026-01-01"), None),
            person("A", "a1", Some("2026-01-01"), Some("B")),
            person("B", "b1", Some("2026-01-01"), Some("A")),
        ];
        let staff = |day: &str| Staff::new(&people, day.parse().unwrap());
        for (day, typed, canonical, responsible) in [
            ("2026-04-30", " ALI K. ", "Ali", "Ali"),
            ("2026-05-01", "Ali", "Ali", "Mona"),
            ("2026-05-01", "Vanya", "Ivan", "Mona"),
            ("2026-05-01", "A", "A", "Mona"),
            (
                "2026-05-01",
                "Somebody  Else",
                "Somebody Else",
                "Somebody Else",
            ),
        ] {
            assert_eq!(staff(day).canonical(typed), canonical);
            assert_eq!(staff(day).responsible(typed), responsible, "{typed}");
        }
    }
}
