//! Why two rows are taken for one person, in words.

use crate::pipeline::{Sign, Signs};

use super::View;

/// What agrees, nearly agrees and differs, such as "same phone, similar name; another birthday".
pub(in crate::output) fn pair_reason(view: &View<'_>, signs: &Signs) -> String {
    let mut said: [Vec<&str>; 2] = [Vec::new(), Vec::new()];
    for (field, sign) in fields(signs) {
        let (list, kind) = match sign {
            Sign::Missing => continue,
            Sign::Same => (0, "same"),
            Sign::Near => (0, "near"),
            Sign::Differs => (1, "differs"),
        };
        let key = format!("out.pair.{kind}.{field}");
        if let Some(words) = view.lang.find(&key) {
            said[list].push(words);
        }
    }
    let comma = view.lang.get("out.pair.comma");
    let parts = said.iter().filter(|list| !list.is_empty());
    let parts: Vec<String> = parts.map(|list| list.join(comma)).collect();
    parts.join(view.lang.get("out.pair.but"))
}

/// The fields in the order in which they are told. Where both parts of a name differ, the name does.
fn fields(signs: &Signs) -> Vec<(&'static str, Sign)> {
    let mut fields = vec![
        ("number", signs.number),
        ("phone", signs.phone),
        ("email", signs.email),
        ("birthday", signs.birthday),
        ("address", signs.address),
    ];
    let named = [signs.given, signs.family];
    if signs.name == Sign::Differs || signs.organisations || named == [Sign::Same; 2] {
        fields.push(("name", signs.name));
    } else {
        fields.push(("given", signs.given));
        fields.push(("family", signs.family));
    }
    fields.push(("company", signs.company));
    if signs.address == Sign::Missing {
        fields.push(("city", signs.city));
    }
    fields
}
