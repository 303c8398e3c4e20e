//! Exports of address books as they are: every column with a plausible value, and the field that it must be read as. `*` is a
//! field of the trade, `label` a column that speaks of the value beside it.

use super::{fields, map, sheet};
use crate::lang::Language;

type Line = (&'static str, &'static str, &'static str);

const GOOGLE: &[Line] = &[
    ("First Name", "Leila", "given-name"),
    ("Middle Name", "Marie", "patronymic"),
    ("Last Name", "Haddad", "family-name"),
    ("Phonetic First Name", "Layla", "*"),
    ("Phonetic Middle Name", "Mari", "*"),
    ("Phonetic Last Name", "Hadad", "*"),
    ("Name Prefix", "Dr.", "title"),
    ("Name Suffix", "PhD", "*"),
    ("Nickname", "Lulu", "*"),
    ("File As", "Haddad, Leila", "*"),
    ("Organization Name", "Nile Flowers", "company"),
    ("Organization Title", "Buyer", "job-title"),
    ("Organization Department", "Sales", "*"),
    ("Birthday", " --02-29", "birthday"),
    ("Notes", "likes tea", "notes"),
    ("Photo", "https://lh3.example.com/x", "*"),
    ("Labels", "* myContacts ::: Friends", "tags"),
    ("E-mail 1 - Label", "* Work", "label"),
    ("E-mail 1 - Value", "leila@example.com", "email"),
    ("E-mail 2 - Label", "Home", "label"),
    (
        "E-mail 2 - Value",
        "l@example.org ::: m@example.org",
        "email",
    ),
    ("Phone 1 - Label", "Mobile", "label"),
    ("Phone 1 - Value", "+971 50 555 0101", "phone"),
    ("Phone 2 - Label", "Work Fax", "label"),
    ("Phone 2 - Value", "+971 4 555 0102", "phone"),
    ("Address 1 - Label", "Home", "label"),
    ("Address 1 - Formatted", "12 Palm Road, Dubai", "*"),
    ("Address 1 - Street", "12 Palm Road", "street"),
    ("Address 1 - City", "Dubai", "city"),
    ("Address 1 - PO Box", "117", "street"),
    ("Address 1 - Region", "Dubai", "region"),
    ("Address 1 - Postal Code", "00000", "postcode"),
    ("Address 1 - Country", "AE", "country"),
    ("Address 1 - Extended Address", "Flat 3", "street"),
    ("Relation 1 - Label", "Spouse", "label"),
    ("Relation 1 - Value", "Omar", "spouse"),
    ("Website 1 - Label", "Work", "label"),
    ("Website 1 - Value", "https://nile.example", "website"),
    ("Event 1 - Label", "Anniversary", "label"),
    ("Event 1 - Value", "2014-05-01", "anniversary"),
];

const OLD_GOOGLE: &[Line] = &[
    ("Name", "Leila Marie Haddad", "name"),
    ("Given Name", "Leila", "given-name"),
    ("Additional Name", "Marie", "patronymic"),
    ("Family Name", "Haddad", "family-name"),
    ("Yomi Name", "x", "*"),
    ("Given Name Yomi", "x", "*"),
    ("Name Prefix", "Dr.", "title"),
    ("Name Suffix", "PhD", "*"),
    ("Initials", "LH", "*"),
    ("Nickname", "Lulu", "*"),
    ("Birthday", " --02-29", "birthday"),
    ("Gender", "female", "*"),
    ("Billing Information", "x", "*"),
    ("Occupation", "Buyer", "job-title"),
    ("Hobby", "chess", "hobbies"),
    ("Notes", "likes tea", "notes"),
    ("Language", "ar", "*"),
    ("Photo", "x", "*"),
    ("Group Membership", "* myContacts", "tags"),
    ("E-mail 1 - Type", "* Home", "label"),
    ("E-mail 1 - Value", "leila@example.com", "email"),
    ("Phone 1 - Type", "Mobile", "label"),
    ("Phone 1 - Value", "+971 50 555 0101", "phone"),
    ("Address 1 - Type", "Home", "label"),
    ("Address 1 - Formatted", "12 Palm Road, Dubai", "*"),
    ("Address 1 - Street", "12 Palm Road", "street"),
    ("Address 1 - City", "Dubai", "city"),
    ("Organization 1 - Type", "x", "*"),
    ("Organization 1 - Name", "Nile Flowers", "company"),
    ("Organization 1 - Department", "Sales", "*"),
    ("Relation 1 - Type", "Spouse", "label"),
    ("Relation 1 - Value", "Omar", "spouse"),
    ("Website 1 - Type", "Work", "label"),
    ("Website 1 - Value", "https://nile.example", "website"),
    ("Event 1 - Type", "Anniversary", "label"),
    ("Event 1 - Value", "2014-05-01", "anniversary"),
];

const OUTLOOK: &[Line] = &[
    ("First Name", "Leila", "given-name"),
    ("Middle Name", "Marie", "patronymic"),
    ("Last Name", "Haddad", "family-name"),
    ("Title", "Dr.", "title"),
    ("Suffix", "PhD", "*"),
    ("Nickname", "Lulu", "*"),
    ("E-mail Address", "leila@example.com", "email"),
    ("E-mail 2 Address", "l@example.org", "email"),
    ("E-mail 3 Address", "m@example.org", "email"),
    ("Home Phone", "04 555 0101", "home-phone"),
    ("Home Phone 2", "04 555 0102", "home-phone"),
    ("Business Phone", "04 555 0103", "work-phone"),
    ("Business Phone 2", "04 555 0104", "work-phone"),
    ("Mobile Phone", "050 555 0105", "mobile-phone"),
    ("Other Phone", "050 555 0106", "phone"),
    ("Primary Phone", "050 555 0107", "phone"),
    ("Business Fax", "04 555 0108", "fax"),
    ("Home Fax", "04 555 0109", "fax"),
    ("Company Main Phone", "04 555 0110", "work-phone"),
    ("Job Title", "Buyer", "job-title"),
    ("Department", "Sales", "*"),
    ("Company", "Nile Flowers", "company"),
    ("Manager's Name", "Omar", "*"),
    ("Assistant's Name", "Mona", "*"),
    ("Business Street", "1 Dock Road", "street"),
    ("Business City", "Dubai", "city"),
    ("Business State", "Dubai", "region"),
    ("Business Postal Code", "00000", "postcode"),
    ("Business Country/Region", "UAE", "country"),
    ("Home Street", "12 Palm Road", "street"),
    ("Home City", "Sharjah", "city"),
    ("Home State", "Sharjah", "region"),
    ("Home Postal Code", "11111", "postcode"),
    ("Home Country/Region", "UAE", "country"),
    ("Spouse", "Omar", "spouse"),
    ("Hobby", "chess", "hobbies"),
    ("Location", "Office 3", "city"),
    ("Web Page", "https://nile.example", "website"),
    ("Birthday", "0/0/00", "birthday"),
    ("Anniversary", "5/1/2014", "anniversary"),
    ("Referred By", "Grace", "referred-by"),
    ("Notes", "likes tea", "notes"),
];

const HUBSPOT: &[Line] = &[
    ("Record ID", "90210", "own-id"),
    ("First Name", "Leila", "given-name"),
    ("Last Name", "Haddad", "family-name"),
    ("Email", "leila@example.com", "email"),
    ("Phone Number", "+971505550101", "phone"),
    ("Contact owner", "Karim", "owner"),
    ("Lead Status", "Open", "status"),
    ("Lifecycle Stage", "Customer", "group"),
    ("Company name", "Nile Flowers", "company"),
    ("Job Title", "Buyer", "job-title"),
    ("City", "Dubai", "city"),
    ("Create Date", "2025-11-20 10:31", "added-on"),
    ("Last Activity Date", "2026-10-02", "last-contact"),
    ("Original Source", "Organic search", "source"),
    ("Associated Company", "Nile Flowers LLC", "*"),
];

/// What the reader of address book files writes above its columns.
const VCARD: &[Line] = &[
    ("Full name", "Leila Haddad", "name"),
    ("Name prefix", "Dr.", "title"),
    ("First name", "Leila", "given-name"),
    ("Middle name", "Marie", "patronymic"),
    ("Last name", "Haddad", "family-name"),
    ("Name suffix", "PhD", "*"),
    ("Nickname", "Lulu", "*"),
    ("Company", "Nile Flowers", "company"),
    ("Department", "Sales", "*"),
    ("Job title", "Buyer", "job-title"),
    ("Mobile phone", "050 555 0105", "mobile-phone"),
    ("Mobile phone 2", "050 555 0106", "mobile-phone"),
    ("Phone", "050 555 0107", "phone"),
    ("Phone 1 - Label", "Beach house", "label"),
    ("Phone 1 - Value", "050 555 0108", "phone"),
    ("Work phone", "04 555 0103", "work-phone"),
    ("Home phone", "04 555 0101", "home-phone"),
    ("Fax", "04 555 0109", "fax"),
    ("Email", "leila@example.com", "email"),
    ("E-mail 1 - Label", "club", "label"),
    ("E-mail 1 - Value", "l@example.org", "email"),
    ("Work email", "m@example.org", "email"),
    ("Home email", "n@example.org", "email"),
    ("Website", "https://nile.example", "website"),
    ("Messenger", "skype: leila", "messenger"),
    ("Street", "Box 1", "street"),
    ("City", "Ajman", "city"),
    ("Region", "Ajman", "region"),
    ("Postal code", "22222", "postcode"),
    ("Country", "UAE", "country"),
    ("Home street", "12 Palm Road", "street"),
    ("Home city", "Sharjah", "city"),
    ("Home state", "Sharjah", "region"),
    ("Home postal code", "11111", "postcode"),
    ("Home country", "UAE", "country"),
    ("Business street", "1 Dock Road", "street"),
    ("Business city", "Dubai", "city"),
    ("Business state", "Dubai", "region"),
    ("Business postal code", "00000", "postcode"),
    ("Business country", "UAE", "country"),
    ("Birthday", "--02-29", "birthday"),
    ("Anniversary", "2014-05-01", "anniversary"),
    ("Spouse", "Omar", "spouse"),
    ("Children", "Mina", "children"),
    ("Address label", "x", "*"),
    ("Categories", "Friends", "tags"),
    ("Notes", "likes tea", "notes"),
    ("Other dates", "graduation: 2004-06-01", "*"),
    ("Other properties", "x", "*"),
    ("Pager", "x", "*"),
    ("Related people", "friend: Ali", "*"),
    ("Unread lines", "x", "*"),
    ("vCard agent", "x", "*"),
    ("vCard class", "PUBLIC", "*"),
    ("vCard kind", "individual", "*"),
    ("vCard role", "x", "*"),
    ("vCard source", "x", "*"),
    ("vCard uid", "urn:uuid:1", "*"),
    ("X-ABADR", "ae", "*"),
    ("X-PHONETIC-FIRST-NAME", "Layla", "*"),
];

#[test]
fn every_column_of_an_export_is_read_as_its_field() {
    let mut wrong = Vec::new();
    for (export, lines) in [
        ("Google", GOOGLE),
        ("Google until 2024", OLD_GOOGLE),
        ("Outlook", OUTLOOK),
        ("HubSpot", HUBSPOT),
        ("vCard", VCARD),
    ] {
        let row = |part: fn(&Line) -> &'static str| {
            let cells: Vec<&str> = lines.iter().map(part).collect();
            cells.join("|")
        };
        let mapped = map(vec![sheet("", &[&row(|line| line.0), &row(|line| line.1)])]);
        let read = fields(&mapped);
        assert_eq!(read.len(), lines.len(), "{export}");
        assert_eq!(mapped.tables[0].language, Language::English);
        for ((header, _, field), read) in lines.iter().zip(read) {
            let read = if read.starts_with("label of") {
                "label"
            } else {
                &read
            };
            if read != *field {
                wrong.push(format!("{export}: {header}: {read}, not {field}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
