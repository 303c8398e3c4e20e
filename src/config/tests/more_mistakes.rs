//! More mistakes, with their whole messages: sentences, ladders, overrides, and keys of every kind.

use super::{Case, are_told, file, lines, read_files};

const CASES: &[Case] = &[
    (
        "rules/tiers.toml",
        "[[ladder]]\nname = \"worth\"\ncolumns = [\"phone\", \"favorite-product\"]\n[[ladder.rung]]\nname = \"A\"\ncolumns = [\"amount\", 5]\nwhen = [\"spend > 5\"]\n",
        &[
            "3:22: unknown field `favorite-product`; did you mean `favourite-product`?",
            "6:13: `amount` is a field of purchases, not of contacts; use a field of contacts, such as `spend` or `last-contact`",
            "6:22: `columns` wants a list of texts, not `5`; write `columns = [\"...\", \"...\"]`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend > 5\"]\ncolums = [\"name\"]\ncolumns = [\"shoe size of a neighbour\"]\n",
        &[
            "4:1: unknown key `colums`; did you mean `columns`?",
            "5:13: unknown field `shoe size of a neighbour`; use a field of `docs/rules.md`, or the header of a column as it is written in the workbook",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[ladder]]\nname = \"worth\"\nyours = \"Leval\"\nyours-reason = \"spend\"\n[[ladder.rung]]\nname = \"A\"\n",
        &[
            "1:1: `[[ladder]]` has no `yours-until`; add a line `yours-until = ...`",
            "3:10: unknown field `Leval`; did you mean `Level`?",
            "4:17: `spend` is computed; no column holds it; use a field that people fill in",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[ladder]]\nname = \"worth\"\nyours = \"amount\"\nyour = \"Level\"\n[[ladder.rung]]\nname = \"\"\n",
        &[
            "3:10: `amount` is a field of purchases, not of contacts; use a field of contacts, such as `spend` or `last-contact`",
            "4:1: unknown key `your`; did you mean `yours`?",
            "6:8: `name` is empty; write a value between the quotes, or remove the line",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[score]]\nname = \"fit\"\n[[score.points]]\npart = \"a\"\nadd = \"ten\"\n[[score.points]]\npart = \"b\"\n",
        &[
            "5:7: `add` wants a whole number, not `\"ten\"`; write a number such as `30`, without quotes",
            "6:1: `[[score.points]]` has no `add`; add a line `add = ...`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"A\"\nwhen = [\"any relative in segment B\"]\n[[segment]]\nname = \"B\"\nany = [\"city is Cairo\", \"not in segment A\"]\n",
        &["2:9: `A` asks about itself: `A` → `B` → `A`; take one of these conditions out"],
    ),
    (
        "rules/tiers.toml",
        "[[ladder]]\nname = \"A\"\n[[ladder.rung]]\nname = \"x\"\nwhen = [\"in segment S\"]\n[[segment]]\nname = \"S\"\nwhen = [\"A-days-on-rung > 5\"]\n",
        &["2:9: `A` asks about itself: `A` → `S` → `A`; take one of these conditions out"],
    ),
    (
        "rules/overrides.toml",
        "[[override]]\ncontact = true\nladder = \"value\"\nrung = \"Gold\"\nreason = \"x\"\nuntil = 2027-01-01\n",
        &["2:11: `contact` wants a text, not `true`; write it in quotes: `contact = \"...\"`"],
    ),
    (
        "rules/overrides.toml",
        "[[override]]\ncontact = \"17\"\nladder = \"valu\"\nrung = \"Gold\"\nreason = \"\"\nuntil = \"soon\"\n",
        &[
            "3:11: unknown ladder `valu`; did you mean `value`?",
            "5:10: `reason` is empty; write a value between the quotes, or remove the line",
            "6:9: `until` wants a date, not `\"soon\"`; write it as `2026-12-31`",
        ],
    ),
    (
        "rules/overrides.toml",
        "[[override]]\ncontact = \"17\"\nladder = \"spending power\"\nrungs = \"Gold\"\n",
        &[
            "1:1: `[[override]]` has no `rung`; add a line `rung = ...`",
            "1:1: `[[override]]` has no `reason`; add a line `reason = ...`",
            "1:1: `[[override]]` has no `until`; add a line `until = ...`",
            "4:1: unknown key `rungs`; did you mean `rung`?",
        ],
    ),
    (
        "rules/overrides.toml",
        "[[override]]\ncontact = \"17\"\nladder = \"value\"\nrung = \"Goold\"\nreason = \"x\"\nuntil = 2027-01-01\n[[override]]\ncontact = \"18\"\nladder = \"value\"\nrung = \"Platinum\"\nreason = \"x\"\nuntil = 2027-01-01\n",
        &[
            "4:9: the ladder `value` has no rung `Goold`; did you mean `Gold`?",
            "10:9: the ladder `value` has no rung `Platinum`; use one of `Gold`, `Silver`, `Bronze`",
        ],
    ),
    (
        "rules/overrides.toml",
        "[override]\ncontact = \"17\"\n",
        &[
            "1:1: `override` wants tables, not `[override]`; write `[[override]]` in double brackets on a line of its own, once for each",
        ],
    ),
    (
        "rules/overides.toml",
        "",
        &[
            "1:1: `overides.toml` is not a rules file and was not read; did you mean `overrides.toml`?",
        ],
    ),
    (
        "rules/book.toml",
        "colour = 1\n[[staff]]\nname = \"Omar\"\nhands-over-to = \"Zainab\"\n",
        &[
            "1:1: unknown key `colour`; use one of `name`, `country`, `currency`, `unit`, `rate`, `language`, `calendar`, `numerals`, `time-zone`, `week-start`, `holidays`, `as-of`, `opened`, `sources`, `backup`, `staff`",
            "4:18: nobody on the staff is called `Zainab`; add a `[[staff]]` of this name, or use one of `Omar`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"city is Cairo\", 5]\nany = 3\n",
        &[
            "3:26: `when` wants a list of texts, not `5`; write `when = [\"...\", \"...\"]`",
            "4:7: `any` wants a list of texts, not `3`; write `any = [\"...\", \"...\"]`",
        ],
    ),
    (
        "rules/reminders.toml",
        "[[reminder]]\nkind = \"verify\"\nwhen = [\"bought\", \"city >\"]\npriority = \"high\"\n",
        &[
            "3:10: `bought` does not say what; name a product or a time: `bought Coaching`, `bought category Books`, `bought within 12 months`",
            "3:25: `>` does not fit `city`, which is a text; use `is`, `is not`, `is one of`, `contains`, `lacks`, `starts with`, `is known` or `is empty`",
            "4:12: `priority` wants a whole number, not `\"high\"`; write a number such as `30`, without quotes",
        ],
    ),
];

#[test]
fn every_further_mistake_is_named_with_its_place_and_what_to_do() {
    are_told(CASES);
}

/// A line of conditions, and what is said of it after the column in which it begins.
const LINES: &[(&str, &str)] = &[
    (
        "bought",
        "10: `bought` does not say what; name a product or a time: `bought Coaching`, `bought category Books`, `bought within 12 months`",
    ),
    (
        "boght Coaching",
        "10: `boght` is not understood; did you mean `bought`?",
    ),
    (
        "boght Coaching within 12 months",
        "10: `boght` is not understood; did you mean `bought`?",
    ),
    (
        "never bougth Coaching",
        "10: `never bougth` is not understood; did you mean `never bought`?",
    ),
    (
        "купли Коучинг",
        "10: `купли` is not understood; did you mean `купил`?",
    ),
    (
        "spent on Coaching",
        "10: `spent on Coaching` compares nothing; write a comparison: `spent >= 500 on Coaching within 12 months`, `ordered >= 3 within 12 months`",
    ),
    (
        "spent more than 500 on Coaching",
        "16: unknown operator `more than`; did you mean `>`?",
    ),
    (
        "spent 500 on Coaching",
        "10: `spent 500 on Coaching` compares nothing; write a comparison: `spent >= 500 on Coaching within 12 months`, `ordered >= 3 within 12 months`",
    ),
    (
        "spent 500 >= 3 on Coaching",
        "16: `500` does not belong here; remove it, or put it on a line of its own",
    ),
    (
        "spent >= 500 > 3 on Tea",
        "23: `>` does not belong here; remove it, or put it on a line of its own",
    ),
    (
        "spent >= plenty on Tea within 3 days",
        "19: `spent` is compared with a number, and `plenty` is none; write a number such as `1000`; amounts are in the book's currency",
    ),
    (
        "spent >= 500 on",
        "23: there is no value after `on`; write what to compare with",
    ),
    (
        "spent >= 500 on Tea on Coffee",
        "30: `on Coffee` does not belong here; remove it, or put it on a line of its own",
    ),
    (
        "bought Coaching within soon",
        "33: `soon` is no time after `within`; write `within 12 months`, `after 2026-01-31` or `before today`; put a name with such a word in quotes: `bought 'After Eight'`",
    ),
    (
        "bought Coaching within",
        "26: there is no value after `within`; write what to compare with",
    ),
    (
        "bought Coaching after 2026-02-30",
        "32: `2026-02-30` is no time after `after`; write `within 12 months`, `after 2026-01-31` or `before today`; put a name with such a word in quotes: `bought 'After Eight'`",
    ),
    (
        "bought Coaching within 3 months after 2026-01-01",
        "42: `after 2026-01-01` does not belong here; remove it, or put it on a line of its own",
    ),
    (
        "bought Coaching within 2000 years",
        "33: `2000 years` is no time after `within`; write `within 12 months`, `after 2026-01-31` or `before today`; put a name with such a word in quotes: `bought 'After Eight'`",
    ),
    (
        "ordered in top 120%",
        "25: `120%` is not a percentage; write a number above 0 and up to 100 with its sign: `20%`",
    ),
    (
        "ordered between 5 3",
        "26: `5 3` has no `and`; write both ends: `between 30 and 55`",
    ),
    (
        "spend in top 20% from plenty",
        "32: `spend` is compared with a number, and `plenty` is none; write a number such as `1000`; amounts are in the book's currency",
    ),
    (
        "spend in top from 500",
        "23: `from 500` is neither a percentage nor a number of contacts; write `20%` or `50`",
    ),
    (
        "any relative",
        "10: `any relative` asks nothing; write a condition after it: `any relative whose city is Cairo`, `relatives spend-12m >= 1000`",
    ),
    (
        "any relative has relatives",
        "23: `has relatives` asks for relatives of relatives; ask something else of the relative: `any relative whose city is Cairo`",
    ),
    (
        "any relative whose spnd > 5",
        "29: unknown field `spnd`; did you mean `spend`?",
    ),
    (
        "any relative: any relative in segment S",
        "24: `any relative in segment S` asks for relatives of relatives; ask something else of the relative: `any relative whose city is Cairo`",
    ),
    (
        "any relatve whose city is Cairo",
        "10: `any relatve` is not understood; did you mean `any relative`?",
    ),
    (
        "has relatives today",
        "24: `today` does not belong here; remove it, or put it on a line of its own",
    ),
    (
        "relatives city is Cairo",
        "20: `city is Cairo` is no number that could be summed up over relatives; write `relatives spend-12m >= 1000`; anything else is asked as `any relative whose city is Cairo`",
    ),
    (
        "relatives spend",
        "20: `spend` has no operator; write an operator and a value after the field: `city is Cairo`",
    ),
    (
        "relatives value is on Gold",
        "20: `value is on Gold` is no number that could be summed up over relatives; write `relatives spend-12m >= 1000`; anything else is asked as `any relative whose city is Cairo`",
    ),
    (
        "relatives spend > lots",
        "28: `spend` is compared with a number, and `lots` is none; write a number such as `1000`; amounts are in the book's currency",
    ),
    (
        "not in segment T",
        "25: unknown segment `T`; add a `[[segment]]` of this name to `tiers.toml`",
    ),
    (
        "city not in segment S",
        "15: `not in segment` does not fit `city`, which is a text; use `is`, `is not`, `is one of`, `contains`, `lacks`, `starts with`, `is known` or `is empty`",
    ),
    (
        "last-contact within 5 fortnights",
        "30: `5 fortnights` is not a duration; write it as `30 days`, `2 weeks`, `6 months` or `1 year`",
    ),
    (
        "age between 5 and five",
        "28: `age` is compared with a number, and `five` is none; write a number such as `1000`; amounts are in the book's currency",
    ),
    (
        "vip is on Hold on",
        "20: the ladder `vip` has no rung `Hold on`; use one of `VIP`",
    ),
    (
        "level is one of A, B",
        "26: `A, B` is not a list; write it in brackets: `[A, B]`",
    ),
    (
        "days-known > 3 hours",
        "23: `days-known` is compared with a number, and `3 hours` is none; write a number such as `1000`; amounts are in the book's currency",
    ),
    (
        "city starts with",
        "15: there is no value after `starts with`; write what to compare with",
    ),
];

#[test]
fn every_mistake_of_a_sentence_is_named_with_its_place_and_what_to_do() {
    for (line, expected) in LINES {
        let text = format!("[[segment]]\nname = \"S\"\nwhen = [\"{line}\"]\n");
        let found = lines(&read_files(&[file("rules/tiers.toml", &text)]));
        assert_eq!(found, [format!("rules/tiers.toml:3:{expected}")], "{line}");
    }
}
