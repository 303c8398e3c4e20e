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

pub(crate) fn book() -> Book {
    Book::new()
        .csv("contacts.csv", CONTACTS)
        .csv("sales.csv", PURCHASES)
        .rules(
            "book.toml",
            "name = \"Nile Flowers\"\ncountry = \"EG\"\ncurrency = \"EGP\"\n",
        )
}
