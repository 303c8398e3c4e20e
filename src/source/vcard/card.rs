//! One card as one row: which header each property stands under. The headers are English and such as the map stage knows, so
//! that a card is read like any other row. Interprets nothing but what the format itself says: types, labels, escapes, and the
//! ways in which vCard writes a date.

use std::collections::BTreeMap;

use super::lines::Property;
use super::text::{iso, parts, plain_label, unescape};

/// A column: its place among the others, and its header.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    rank: usize,
    number: usize,
    pub(super) header: String,
}

/// Headers in the order in which they stand; those of the trade come after them by name.
const HEADERS: [&str; 43] = [
    "Full name",
    "Name prefix",
    "First name",
    "Middle name",
    "Last name",
    "Name suffix",
    "Nickname",
    "Company",
    "Department",
    "Job title",
    "Mobile phone",
    "Phone",
    "Phone # - Label",
    "Phone # - Value",
    "Work phone",
    "Home phone",
    "Fax",
    "Email",
    "E-mail # - Label",
    "E-mail # - Value",
    "Work email",
    "Home email",
    "Website",
    "Messenger",
    "Street",
    "City",
    "Region",
    "Postal code",
    "Country",
    "Home street",
    "Home city",
    "Home state",
    "Home postal code",
    "Home country",
    "Business street",
    "Business city",
    "Business state",
    "Business postal code",
    "Business country",
    "Birthday",
    "Anniversary",
    "Spouse",
    "Children",
];
const GENERAL: [&str; 5] = ["Street", "City", "Region", "Postal code", "Country"];
const HOME: [&str; 5] = [
    "Home street",
    "Home city",
    "Home state",
    "Home postal code",
    "Home country",
];
const WORK: [&str; 5] = [
    "Business street",
    "Business city",
    "Business state",
    "Business postal code",
    "Business country",
];
/// So many columns of one kind a card may have; what is more is joined in the last.
const MOST_OF_A_KIND: usize = 20;
/// A card holds no more text than this, in bytes.
const LARGEST: usize = 8 << 20;

/// The cells of one card.
#[derive(Debug, Default)]
pub(super) struct Card {
    pub(super) cells: BTreeMap<Slot, String>,
    /// Whether some text was left out because there was too much of it.
    pub(super) cut: bool,
    bytes: usize,
}

/// What a card says. `longest` bounds the text of a cell, in bytes.
pub(super) fn read(properties: &[Property], longest: usize) -> Card {
    let mut card = Card::default();
    let labels: BTreeMap<&str, &str> = properties
        .iter()
        .filter(|one| one.name == "X-ABLABEL" && !one.group.is_empty())
        .map(|one| (one.group.as_str(), one.value.trim()))
        .collect();
    for one in properties {
        let label = labels.get(one.group.as_str()).copied().unwrap_or_default();
        let mut put = Put {
            card: &mut card,
            longest,
        };
        put.property(one, &plain_label(label));
    }
    card
}

struct Put<'a> {
    card: &'a mut Card,
    longest: usize,
}

impl Put<'_> {
    fn property(&mut self, one: &Property, label: &str) {
        let text = unescape(&one.value);
        match one.name.as_str() {
            // The frame of a card, what is no text, when it was exported, and what was read with the property that it labels.
            "BEGIN" | "END" | "VERSION" | "PRODID" | "REV" | "PHOTO" | "LOGO" | "SOUND" | "KEY"
            | "X-ABLABEL" => {}
            "FN" => self.join("Full name", &text, " "),
            "N" => self.name(&one.value),
            "NICKNAME" => self.join("Nickname", &text, ", "),
            "ORG" => {
                let mut parts = parts(&one.value).into_iter();
                self.join("Company", &parts.next().unwrap_or_default(), "; ");
                let rest: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
                self.join("Department", &rest.join(", "), "; ");
            }
            "TITLE" => self.join("Job title", &text, ", "),
            "ROLE" => self.join("vCard role", &text, ", "),
            "TEL" => self.phone(one, label),
            "EMAIL" => self.email(one, label),
            "ADR" => self.address(one, label),
            "LABEL" => self.join("Address label", &text, "\n"),
            "BDAY" => self.next("Birthday", &date(one)),
            "ANNIVERSARY" | "X-ANNIVERSARY" | "X-EVOLUTION-ANNIVERSARY" => {
                self.next("Anniversary", &date(one));
            }
            "X-ABDATE" => match label.to_lowercase().as_str() {
                "anniversary" => self.next("Anniversary", &date(one)),
                "birthday" => self.next("Birthday", &date(one)),
                _ => self.labelled("Other dates", label, &date(one)),
            },
            "NOTE" => self.join("Notes", &text, "\n"),
            "URL" => self.next("Website", &text),
            "CATEGORIES" => self.join("Categories", &text, ", "),
            "IMPP" | "X-SKYPE" | "X-SKYPE-USERNAME" | "X-TELEGRAM" | "X-VIBER" | "X-WHATSAPP"
            | "X-JABBER" | "X-ICQ" | "X-AIM" | "X-MSN" | "X-YAHOO" | "X-GOOGLE-TALK" | "X-QQ"
            | "X-SOCIALPROFILE" => self.join("Messenger", &messenger(one, &text), "; "),
            "X-SPOUSE" | "X-EVOLUTION-SPOUSE" | "X-MS-SPOUSE" => self.join("Spouse", &text, "; "),
            "X-CHILDREN" | "X-MS-CHILD" => self.join("Children", &text, "; "),
            "RELATED" | "X-ABRELATEDNAMES" => {
                let kind = one.types().into_iter().find(|kind| *kind != "PREF");
                let label = if label.is_empty() {
                    kind.unwrap_or_default().to_lowercase()
                } else {
                    label.to_owned()
                };
                self.relative(&label, &text);
            }
            "X-ANDROID-CUSTOM" => self.android(&one.value),
            // Names of the standard that would be taken for columns of a business's own.
            name @ ("CLASS" | "KIND" | "SOURCE" | "UID" | "GENDER" | "LANG" | "MEMBER"
            | "AGENT" | "MAILER" | "TZ" | "GEO" | "NAME" | "PROFILE") => {
                let header = format!("vCard {}", name.to_lowercase());
                self.join(&header, &text, "; ");
            }
            name => self.join(name, &text, "; "),
        }
    }

    fn name(&mut self, value: &str) {
        const PARTS: [&str; 5] = [
            "Last name",
            "First name",
            "Middle name",
            "Name prefix",
            "Name suffix",
        ];
        for (header, part) in PARTS.iter().zip(parts(value)) {
            self.join(header, &part, " ");
        }
    }

    fn phone(&mut self, one: &Property, label: &str) {
        let types = one.types();
        let is = |kinds: &[&str]| {
            types.iter().any(|kind| kinds.contains(kind))
                || kinds.iter().any(|kind| label.eq_ignore_ascii_case(kind))
        };
        let text = unescape(&one.value);
        let number = match text.get(..4) {
            Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => {
                text.get(4..).unwrap_or_default().replace(";ext=", " ext. ")
            }
            _ => text,
        };
        let known = label.to_lowercase().contains("fax");
        let header = if known || is(&["FAX"]) {
            "Fax"
        } else if is(&["PAGER"]) {
            "Pager"
        } else if is(&["CELL", "MOBILE", "IPHONE"]) {
            "Mobile phone"
        } else if is(&["WORK"]) {
            "Work phone"
        } else if is(&["HOME"]) {
            "Home phone"
        } else {
            return self.with_label("Phone", &own_label(one, label), &number);
        };
        self.next(header, &number);
    }

    fn email(&mut self, one: &Property, label: &str) {
        let types = one.types();
        let text = unescape(&one.value);
        if types.contains(&"WORK") || label.eq_ignore_ascii_case("work") {
            self.next("Work email", &text);
        } else if types.contains(&"HOME") || label.eq_ignore_ascii_case("home") {
            self.next("Home email", &text);
        } else {
            self.with_label("E-mail", &own_label(one, label), &text);
        }
    }

    /// A value whose label is its owner's own word keeps it in a column beside it, as in exports of Google Contacts.
    fn with_label(&mut self, kind: &str, label: &str, text: &str) {
        if label.is_empty() {
            return self.next(if kind == "E-mail" { "Email" } else { kind }, text);
        }
        let number = self.free(&format!("{kind} # - Value"));
        self.set(&format!("{kind} # - Label"), number, label);
        self.set(&format!("{kind} # - Value"), number, text);
    }

    fn address(&mut self, one: &Property, label: &str) {
        let types = one.types();
        let headers = if types.contains(&"HOME") || label.eq_ignore_ascii_case("home") {
            HOME
        } else if types.contains(&"WORK") || label.eq_ignore_ascii_case("work") {
            WORK
        } else {
            self.join("Address label", &own_label(one, label), "\n");
            GENERAL
        };
        let mut parts = parts(&one.value);
        parts.resize(7, String::new());
        let number = headers.iter().map(|header| self.free(header)).max();
        let street: Vec<&str> = parts
            .iter()
            .take(3)
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect();
        let street = street.join(", ");
        let rest = parts.iter().skip(3).map(String::as_str);
        for (header, text) in headers
            .iter()
            .zip(std::iter::once(street.as_str()).chain(rest))
        {
            self.set(header, number.unwrap_or(1), text);
        }
    }

    fn relative(&mut self, label: &str, text: &str) {
        const SPOUSES: [&str; 4] = ["spouse", "wife", "husband", "partner"];
        const CHILDREN: [&str; 3] = ["child", "son", "daughter"];
        let label = label.trim();
        if SPOUSES.contains(&label.to_lowercase().as_str()) {
            self.join("Spouse", text, "; ");
        } else if CHILDREN.contains(&label.to_lowercase().as_str()) {
            self.join("Children", text, "; ");
        } else {
            self.labelled("Related people", label, text);
        }
    }

    /// Android keeps what has no property of its own as `vnd.android.cursor.item/KIND;VALUE;TYPE;LABEL`.
    fn android(&mut self, value: &str) {
        let parts = parts(value);
        let part = |at: usize| parts.get(at).map_or("", |part| part.trim());
        let kind = part(0).rsplit('/').next().unwrap_or_default();
        match (kind, part(2)) {
            ("nickname", _) => self.join("Nickname", part(1), ", "),
            ("contact_event", "1") => self.next("Anniversary", &iso(part(1), "")),
            ("contact_event", "3") => self.next("Birthday", &iso(part(1), "")),
            ("contact_event", _) => self.labelled("Other dates", part(3), &iso(part(1), "")),
            ("relation", "14") => self.join("Spouse", part(1), "; "),
            ("relation", "3") => self.join("Children", part(1), "; "),
            ("relation", _) => self.labelled("Related people", part(3), part(1)),
            _ => self.join("X-ANDROID-CUSTOM", &unescape(value), "; "),
        }
    }

    fn labelled(&mut self, header: &str, label: &str, text: &str) {
        if label.is_empty() || text.trim().is_empty() {
            self.join(header, text, "; ");
        } else {
            self.join(header, &format!("{label}: {text}"), "; ");
        }
    }

    /// Under the first free number of a header, unless it stands there already.
    fn next(&mut self, header: &str, text: &str) {
        for number in 1..MOST_OF_A_KIND {
            match self.card.cells.get(&slot(header, number)) {
                None => return self.set(header, number, text),
                Some(known) if known == text.trim() => return,
                Some(_) => {}
            }
        }
        self.set(header, MOST_OF_A_KIND, text);
    }

    fn free(&self, header: &str) -> usize {
        (1..MOST_OF_A_KIND)
            .find(|number| !self.card.cells.contains_key(&slot(header, *number)))
            .unwrap_or(MOST_OF_A_KIND)
    }

    fn set(&mut self, header: &str, number: usize, text: &str) {
        self.add(slot(header, number), text, "; ");
    }

    fn join(&mut self, header: &str, text: &str, between: &str) {
        self.add(slot(header, 1), text, between);
    }

    fn add(&mut self, slot: Slot, text: &str, between: &str) {
        let text = text.trim();
        let known = self.card.cells.get(&slot).map_or("", String::as_str);
        if text.is_empty() || known == text || known.split(between).any(|one| one == text) {
            return;
        }
        let more = text.len() + if known.is_empty() { 0 } else { between.len() };
        if known.len() + more > self.longest || self.card.bytes + more > LARGEST {
            self.card.cut = true;
            return;
        }
        self.card.bytes += more;
        let cell = self.card.cells.entry(slot).or_default();
        if !cell.is_empty() {
            cell.push_str(between);
        }
        cell.push_str(text);
    }
}

impl Card {
    /// Keeps a line that is no property.
    pub(super) fn keep_unread(&mut self, text: &str, longest: usize) {
        let mut put = Put {
            card: self,
            longest,
        };
        put.join("Unread lines", text, "\n");
    }
}

impl Slot {
    /// The column of what finds no column of its own any more.
    pub(super) fn other() -> Slot {
        slot("Other properties", 1)
    }
}

fn slot(header: &str, number: usize) -> Slot {
    let rank = HEADERS.iter().position(|known| *known == header);
    let shown = if header.contains('#') {
        header.replace('#', &number.to_string())
    } else if number > 1 {
        format!("{header} {number}")
    } else {
        header.to_owned()
    };
    // Each label stands before its value.
    let rank = match rank {
        Some(rank) if header.ends_with("# - Value") => rank - 1,
        Some(rank) => rank,
        None => HEADERS.len(),
    };
    Slot {
        rank,
        number,
        header: shown,
    }
}

impl Property {
    /// Its types, in capitals.
    fn types(&self) -> Vec<&'static str> {
        const KNOWN: [&str; 15] = [
            "CELL",
            "MOBILE",
            "IPHONE",
            "WORK",
            "HOME",
            "FAX",
            "PAGER",
            "PREF",
            "SPOUSE",
            "CHILD",
            "FRIEND",
            "PARENT",
            "SIBLING",
            "CONTACT",
            "COLLEAGUE",
        ];
        let says = |kind: &&str| {
            self.params.iter().any(|(name, value)| {
                name == "TYPE"
                    && value
                        .split(',')
                        .any(|one| one.trim().eq_ignore_ascii_case(kind))
            })
        };
        KNOWN.into_iter().filter(says).collect()
    }
}

/// The label of Apple, or the type of the owner's own: `TEL;X-Office`, `TEL;TYPE=X-Office`.
fn own_label(one: &Property, label: &str) -> String {
    if !label.is_empty() {
        return label.to_owned();
    }
    let types = one.params.iter().filter(|(name, _)| name == "TYPE");
    let own = types
        .flat_map(|(_, value)| value.split(','))
        .find_map(|value| value.trim().strip_prefix("X-"));
    own.unwrap_or_default().to_owned()
}

/// The service where the value does not name it: `skype: bob`.
fn messenger(one: &Property, text: &str) -> String {
    let service = match one.name.as_str() {
        "IMPP" => "",
        "X-SOCIALPROFILE" => one
            .params
            .iter()
            .find(|(name, _)| name == "TYPE")
            .map_or("", |(_, value)| value.as_str()),
        name => name.trim_start_matches("X-").trim_end_matches("-USERNAME"),
    };
    if service.is_empty() || text.trim().is_empty() || text.contains(':') {
        text.to_owned()
    } else {
        format!("{}: {}", service.to_lowercase(), text.trim())
    }
}

fn date(one: &Property) -> String {
    let left_out = one
        .params
        .iter()
        .find(|(name, _)| name == "X-APPLE-OMIT-YEAR")
        .map_or("", |(_, year)| year.as_str());
    iso(&unescape(&one.value), left_out)
}
