//! A shop of four contacts and three sales.

use super::Book;

pub(crate) const CONTACTS: &str = "\
Name,Phone,City,Added on
Sara Ahmed,+201001234567,Cairo,2026-01-05
Omar Hassan,+201112223334,Giza,2026-01-05
Mona Said,+201112223335,Giza,2026-01-05
Laila Adel,+201112223336,Cairo,2026-01-05
";

pub(crate) const PURCHASES: &str = "\
Date,Client,Product,Amount
2026-10-01,Sara Ahmed,Roses,5000
2026-11-01,Omar Hassan,Tulips,1200
2025-12-10,Mona Said,Tulips,300
";

pub(crate) const TIERS: &str = "\
[[ladder]]
name = \"value\"
keep = \"30 days\"
[[ladder.rung]]
name = \"Gold\"
when = [\"spend-12m >= 1000\"]
[[ladder.rung]]
name = \"Silver\"
when = [\"spend-12m > 0\"]
[[ladder.rung]]
name = \"Bronze\"
";

pub(crate) fn book() -> Book {
    of(CONTACTS, PURCHASES)
}

/// The shop with these contacts and sales.
pub(crate) fn of(contacts: &str, purchases: &str) -> Book {
    Book::new()
        .csv("contacts.csv", contacts)
        .csv("sales.csv", purchases)
        .rules(
            "book.toml",
            "name = \"Nile Flowers\"\ncountry = \"EG\"\ncurrency = \"EGP\"\n",
        )
}
