//! Why two rows are taken for one person, in words, and what the whole of it amounts to.

use crate::lang::Lang;
use crate::pipeline::{Merge, Proposal, Reason, Sign, Signs};

/// What agrees, nearly agrees and differs, such as "same phone, similar name; but other birthday".
pub(crate) fn pair_reason(lang: &Lang, signs: &Signs) -> String {
    let mut said: [Vec<&str>; 2] = [Vec::new(), Vec::new()];
    for (field, sign) in fields(signs) {
        let (list, kind) = match sign {
            Sign::Missing => continue,
            Sign::Same => (0, "same"),
            Sign::Near => (0, "near"),
            Sign::Differs => (1, "differs"),
        };
        said[list].extend(words(lang, kind, field));
    }
    let comma = lang.get("out.pair.comma");
    let parts = said.iter().filter(|list| !list.is_empty());
    let parts: Vec<String> = parts.map(|list| list.join(comma)).collect();
    parts.join(lang.get("out.pair.but"))
}

/// Why a row was merged: what a person or a number decided, else what agrees and differs.
pub(crate) fn merge_reason(lang: &Lang, merge: &Merge) -> String {
    let told = || pair_reason(lang, &merge.signs);
    let coded = || {
        let code = merge.reason.code();
        let words = lang.find(&format!("out.reason.{code}"));
        words.unwrap_or(code).to_owned()
    };
    match merge.reason {
        Reason::WholeRow | Reason::Decision => coded(),
        _ => Some(told())
            .filter(|told| !told.is_empty())
            .unwrap_or_else(coded),
    }
}

/// Why two contacts may be one, and who they probably are.
pub(crate) fn proposal_reason(lang: &Lang, proposal: &Proposal) -> String {
    let reason = pair_reason(lang, &proposal.signs);
    let verdict = lang.get(verdict(proposal));
    lang.fill(
        "out.pair.verdict",
        &[("reason", &reason), ("verdict", verdict)],
    )
}

/// The key of the words for what two contacts probably are.
fn verdict(proposal: &Proposal) -> &'static str {
    /// Below it nothing is probable enough to be said.
    const SAID: f32 = 0.6;
    let organisations = proposal.signs.organisations;
    let one = if organisations {
        "out.verdict.company"
    } else {
        "out.verdict.person"
    };
    let colleagues = if organisations {
        "out.verdict.branches"
    } else {
        "out.verdict.colleagues"
    };
    let kinds = [
        (proposal.probability, one),
        (proposal.relatives, "out.verdict.relatives"),
        (proposal.colleagues, colleagues),
    ];
    let likely = kinds
        .into_iter()
        .find(|(probability, _)| *probability >= SAID);
    likely.map_or("out.verdict.unsure", |(_, words)| words)
}

/// What several people share, each thing once.
pub(crate) fn shared<'l>(lang: &'l Lang, pairs: &[Signs]) -> Vec<&'l str> {
    let mut said: Vec<&str> = Vec::new();
    for signs in pairs {
        for (field, sign) in fields(signs) {
            let kind = match sign {
                Sign::Same => "same",
                Sign::Near => "near",
                Sign::Missing | Sign::Differs => continue,
            };
            let new = words(lang, kind, field).filter(|words| !said.contains(words));
            said.extend(new);
        }
    }
    said
}

fn words<'l>(lang: &'l Lang, kind: &str, field: &str) -> Option<&'l str> {
    lang.find(&format!("out.pair.{kind}.{field}"))
}

/// A probability as people read it: what is not certain is not shown as 1.
pub(crate) fn as_share(probability: f32) -> f64 {
    (f64::from(probability) * 1000.0 + 1e-4).floor() / 1000.0
}

/// The fields in the order in which they are told. Where both parts of a name differ, the name does; an organisation has a title.
fn fields(signs: &Signs) -> Vec<(&'static str, Sign)> {
    let mut fields = vec![
        ("number", signs.number),
        ("phone", signs.phone),
        ("email", signs.email),
        ("birthday", signs.birthday),
        ("address", signs.address),
    ];
    let named = [signs.given, signs.family];
    if signs.organisations {
        fields.push(("title", signs.name));
    } else if signs.name == Sign::Differs || named == [Sign::Same; 2] {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    fn proposal(probability: f32, relatives: f32, signs: Signs) -> Proposal {
        Proposal {
            contacts: (0, 1),
            rows: (0, 1),
            probability,
            relatives,
            colleagues: 0.0,
            signs,
            reason: Reason::Likely,
            asked: true,
        }
    }

    #[test]
    fn a_pair_is_told_with_its_verdict() {
        let signs = Signs {
            phone: Sign::Same,
            given: Sign::Differs,
            family: Sign::Same,
            name: Sign::Near,
            ..Signs::default()
        };
        let companies = Signs {
            organisations: true,
            name: Sign::Near,
            city: Sign::Same,
            ..Signs::default()
        };
        let lang = Lang::load(Language::English);
        for (proposal, told) in [
            (
                proposal(0.3, 0.7, signs),
                "same phone, same surname; but other given name: probably relatives",
            ),
            (
                proposal(0.55, 0.44, signs),
                "same phone, same surname; but other given name: unsure",
            ),
            (
                proposal(0.9, 0.0, companies),
                "similar name, same city: probably one company",
            ),
        ] {
            assert_eq!(proposal_reason(&lang, &proposal), told);
        }
    }

    #[test]
    fn what_is_not_certain_is_not_shown_as_certain() {
        for (probability, share) in [(0.99999, 0.999), (1.0, 1.0), (0.5, 0.5), (0.999, 0.999)] {
            assert!(
                (as_share(probability) - share).abs() < 1e-9,
                "{probability}"
            );
        }
    }
}
