//! Mistakes, with their whole messages.

use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};
use proptest::sample::select;

use super::{Case, are_told, file, lines, read_files};
use crate::config::{RulesFile, render};
use crate::lang::{Lang, Language};

const CASES: &[Case] = &[
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"cityy is Cairo\"]\n",
        &["3:10: unknown field `cityy`; did you mean `city`?"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"footfall > 5\"]\n",
        &[
            "3:10: unknown field `footfall`; use a field of `docs/rules.md`, or the header of a column as it is written in the workbook",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"Planet of origin is Cairo\"]\n",
        &[
            "3:10: unknown field `Planet of origin`; use a field of `docs/rules.md`, or the header of a column as it is written in the workbook",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"amount > 5\"]\n",
        &[
            "3:10: `amount` is a field of purchases, not of contacts; use a field of contacts, such as `spend` or `last-contact`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend-12m in topp 20%\"]\n",
        &["3:20: unknown operator `in topp`; did you mean `in top`?"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend more than 100\"]\n",
        &["3:16: unknown operator `more than`; did you mean `>`?"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend hundred\"]\n",
        &[
            "3:16: there is no operator in `hundred`; use one of `is not one of`, `is one of`, `is known`, `is empty`, `is not`, `is on`, `is`, `contains`, `lacks`, `starts with`, `!=`, `<=`, `>=`, `=`, `<`, `>`, `between`, `in top`, `in bottom`, `within`, `older than`, `in next`, `before`, `after`, `in segment`, `not in segment`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend\"]\n",
        &[
            "3:10: `spend` has no operator; write an operator and a value after the field: `city is Cairo`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"hello\"]\n",
        &[
            "3:10: `hello` is not a condition; write a field, an operator and a value: `city is Cairo`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"> 5\"]\n",
        &["3:10: there is no field before `>`; write the field first: `city is Cairo`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend >\"]\n",
        &["3:16: there is no value after `>`; write what to compare with"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend > plenty\"]\n",
        &[
            "3:18: `spend` is compared with a number, and `plenty` is none; write a number such as `1000`; amounts are in the book's currency",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend > 1000 EUR\"]\n",
        &[
            "3:18: `spend` is compared with a number, and `1000 EUR` is none; write a number such as `1000`; amounts are in the book's currency",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"city > 3\"]\n",
        &[
            "3:15: `>` does not fit `city`, which is a text; use `is`, `is not`, `is one of`, `contains`, `lacks`, `starts with`, `is known` or `is empty`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend contains 3\"]\n",
        &[
            "3:16: `contains` does not fit `spend`, which is a number; use `=`, `!=`, `<`, `<=`, `>`, `>=`, `between`, `in top`, `in bottom`, `is known` or `is empty`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"products > 3\"]\n",
        &[
            "3:19: `>` does not fit `products`, which is a list; use `contains`, `lacks`, `is one of`, `starts with`, `is known` or `is empty`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"last-contact contains 3\"]\n",
        &[
            "3:23: `contains` does not fit `last-contact`, which is a date; use `before`, `after`, `between`, `within`, `older than`, `in next`, `is known` or `is empty`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"vip > 3\"]\n",
        &["3:14: `>` does not fit `vip`, which is yes or no; write `vip is yes` or `vip is no`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"vip is maybe\"]\n",
        &["3:17: `vip` is yes or no, not `maybe`; write `vip is yes` or `vip is no`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"last-purchase before soon\"]\n",
        &[
            "3:31: `last-purchase` is compared with a date, and `soon` is none; write it as `2026-12-31`, `31.12.2026` or `today`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"last-purchase within 30\"]\n",
        &["3:31: `30` is not a duration; write it as `30 days`, `2 weeks`, `6 months` or `1 year`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend in top 120%\"]\n",
        &[
            "3:23: `120%` is not a percentage; write a number above 0 and up to 100 with its sign: `20%`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend in top few\"]\n",
        &["3:23: `few` is neither a percentage nor a number of contacts; write `20%` or `50`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"spend in bottom 5\"]\n",
        &[
            "3:26: `5` is not a percentage; write a number above 0 and up to 100 with its sign: `20%`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"age between 30 55\"]\n",
        &["3:22: `30 55` has no `and`; write both ends: `between 30 and 55`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"age between 55 and 30\"]\n",
        &["3:22: nothing is between `55 and 30`; did you mean `30 and 55`?"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"city is one of Cairo, Giza\"]\n",
        &["3:25: `Cairo, Giza` is not a list; write it in brackets: `[Cairo, Giza]`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"email is known now\"]\n",
        &["3:25: `now` does not belong here; remove it, or put it on a line of its own"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"value is on Goold\"]\n",
        &["3:22: the ladder `value` has no rung `Goold`; did you mean `Gold`?"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"value is on Platinum\"]\n",
        &["3:22: the ladder `value` has no rung `Platinum`; use one of `Gold`, `Silver`, `Bronze`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"valu is on Gold\"]\n",
        &["3:10: unknown ladder `valu`; did you mean `value`?"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"vip is on Hold\"]\n",
        &["3:20: the ladder `vip` has no rung `Hold`; use one of `VIP`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"in segment T\"]\n",
        &["3:21: unknown segment `T`; add a `[[segment]]` of this name to `tiers.toml`"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"Old friends\"\nwhen = [\"age > 60\"]\n[[segment]]\nname = \"S\"\nwhen = [\"in segment Old freinds\"]\n",
        &["6:21: unknown segment `Old freinds`; did you mean `Old friends`?"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"in segment S\"]\n",
        &["2:9: `S` asks about itself: `S` → `S`; take one of these conditions out"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"A\"\nwhen = [\"in segment B\"]\n[[segment]]\nname = \"B\"\nnone = [\"in segment A\"]\n",
        &["2:9: `A` asks about itself: `A` → `B` → `A`; take one of these conditions out"],
    ),
    (
        "rules/tiers.toml",
        "[[score]]\nname = \"conversion\"\n[[score.points]]\npart = \"a\"\nadd = 5\nwhen = [\"level is on A\"]\n",
        &[
            "2:9: `conversion` asks about itself: `conversion` → `level` → `conversion`; take one of these conditions out",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[score]]\nname = \"spend\"\n[[score.points]]\npart = \"a\"\nadd = 5\n",
        &[
            "2:9: a score cannot be called `spend`: a field has this name; give the score another name",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\n",
        &["1:1: the segment `S` has no conditions; add `when = [\"...\"]`, or remove the segment"],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"age > 3\"]\n[[segment]]\nname = \"s\"\nwhen = [\"age > 4\"]\n",
        &["5:9: the name `s` is given twice; give one of them another name"],
    ),
    (
        "rules/tiers.toml",
        "[[ladder]]\nname = \"L\"\n[[ladder.rung]]\nname = \"all\"\n[[ladder.rung]]\nname = \"rest\"\n",
        &[
            "3:1: the rung `all` takes everyone, so that the rungs below it stay empty; move it to the end of its ladder, or give it a `when`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[ladder]]\nnmae = \"L\"\nkeep = 1.5\n",
        &[
            "1:1: `[[ladder]]` has no `name`; add a line `name = ...`",
            "1:1: no `[[ladder.rung]]` stands below this; add at least one `[[ladder.rung]]`",
            "2:1: unknown key `nmae`; did you mean `name`?",
            "3:8: `keep` wants a duration, not `1.5`; write it as `\"30 days\"`, `\"2 weeks\"`, `\"6 months\"` or `\"1 year\"`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[ladder]\nname = \"L\"\n",
        &[
            "1:1: `ladder` wants tables, not `[ladder]`; write `[[ladder]]` in double brackets on a line of its own, once for each",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\nwhen = 5\n",
        &[
            "2:10: this is not TOML: invalid basic string, expected `\"`; check the quotes, brackets and commas here and on the line before",
            "3:8: `when` wants a list of texts, not `5`; write `when = [\"...\", \"...\"]`",
        ],
    ),
    (
        "rules/book.toml",
        "name = 5\ncountry = \"Egypt\"\ncurrency = \"pound\"\nlanguage = \"frensh\"\ncalendar = \"persan\"\nnumerals = \"arabik\"\n",
        &[
            "1:8: `name` wants a text, not `5`; write it in quotes: `name = \"...\"`",
            "2:12: `Egypt` is not the code of a country; write its two letters of ISO 3166, such as `EG`, `IR` or `DE`",
            "3:13: `pound` is not the code of a currency; write its three letters of ISO 4217, such as `EGP` or `EUR`, or `toman`",
            "4:13: `frensh` is no value of `language`; use one of `en`, `ar`, `fa`, `ru`, `english`, `arabic`, `persian`, `russian`",
            "5:13: `persan` is no value of `calendar`; did you mean `persian`?",
            "6:13: `arabik` is no value of `numerals`; did you mean `arabic`?",
        ],
    ),
    (
        "rules/book.toml",
        "time-zone = \"Cairo\"\nweek-start = \"sonday\"\nholidays = [\"2026-02-30\"]\nas-of = \"soon\"\nsources = [1]\n",
        &[
            "1:14: `Cairo` is not the name of a time zone; write it as `Africa/Cairo` or `Europe/Berlin`",
            "2:15: `sonday` is no value of `week-start`; did you mean `sunday`?",
            "3:13: `holidays` wants a date, not `\"2026-02-30\"`; write it as `2026-12-31`",
            "4:9: `as-of` wants a date, not `\"soon\"`; write it as `2026-12-31`",
            "5:12: `sources` wants a list of texts, not `1`; write `sources = [\"...\", \"...\"]`",
        ],
    ),
    (
        "rules/book.toml",
        "[[rate]]\ncurrency = \"EUR\"\ndate = 2026-01-01\nvalue = 0\n[[rate]]\ncurrency = \"USD\"\n",
        &[
            "4:9: an exchange rate of `0` is not possible; write how much of the book's currency one of the other is worth",
            "5:1: `[[rate]]` has no `date`; add a line `date = ...`",
            "5:1: `[[rate]]` has no `value`; add a line `value = ...`",
        ],
    ),
    (
        "rules/book.toml",
        "[[staff]]\nname = \"Omar\"\naliases = [\"omar\"]\nhands-over-to = \"Sarah\"\n[[staff]]\nname = \"Sara\"\n",
        &["4:18: nobody on the staff is called `Sarah`; did you mean `Sara`?"],
    ),
    (
        "rules/fields.toml",
        "wanted = [\"nme\", \"spend\", \"amount\"]\nsilent = [\"nonsense\"]\n[headers]\ncty = [\"Town\"]\nspend = [\"Total\"]\n[headers.costs]\ncity = [\"Town\"]\n",
        &[
            "1:12: unknown field `nme`; did you mean `name`?",
            "1:19: `spend` is computed; no column holds it; use a field that people fill in",
            "1:28: `amount` is a field of purchases, not of contacts; use a field of contacts, such as `spend` or `last-contact`",
            "2:12: there is no problem with the code `nonsense`; copy the code from `out/data/problems.csv`",
            "4:1: unknown field `cty`; did you mean `city`?",
            "5:1: `spend` is computed; no column holds it; use a field that people fill in",
            "7:1: the table `costs` has no field `city`; move the line under `[headers]`, or under the table that has the field",
        ],
    ),
    (
        "rules/fields.toml",
        "silent = [\"phone-too-shrt\"]\n[severity]\nphone-too-short = \"eror\"\nemail-malformd = \"off\"\nnonsense = \"note\"\ndate-missing = 3\n",
        &[
            "1:12: there is no problem with the code `phone-too-shrt`; did you mean `phone-too-short`?",
            "3:20: `eror` is no value of `severity`; did you mean `error`?",
            "4:1: there is no problem with the code `email-malformd`; did you mean `email-malformed`?",
            "5:1: there is no problem with the code `nonsense`; copy the code from `out/data/problems.csv`",
            "6:16: `date-missing` wants a text, not `3`; write it in quotes: `date-missing = \"...\"`",
        ],
    ),
    (
        "rules/fields.toml",
        "required = \"name\"\n[unique]\ncontact = [\"own-id\"]\npurchases = [\"city\", \"spend\", \"amuont\"]\n",
        &[
            "1:12: `required` wants a table, not `\"name\"`; write `[required]` on a line of its own, and its keys below",
            "3:1: unknown key `contact`; did you mean `contacts`?",
            "4:15: the table `purchases` has no field `city`; move it to a table that has the field, or use a column of your own",
            "4:23: `spend` is computed; no column holds it; use a field that people fill in",
            "4:32: unknown field `amuont`; did you mean `amount`?",
        ],
    ),
    (
        "rules/fields.toml",
        "[range]\nemployees = \"500..0\"\nbudget = \"many\"\nquantity = \"..\"\ncity = \"0..5\"\nemployes = \"0..\"\n[range.costs]\nquantity = \"1..\"\n",
        &[
            "2:14: nothing is between `500..0`; did you mean `0..500`?",
            "3:11: `many` is not a range of numbers; write the least and the greatest number: `0..500`, `0..` or `..500`",
            "4:13: `..` is not a range of numbers; write the least and the greatest number: `0..500`, `0..` or `..500`",
            "5:1: `city` is no field of numbers, so it has no range; name a field of numbers or a column of your own; use `[values]` for texts",
            "6:1: unknown field `employes`; did you mean `employees`?",
            "8:1: the table `costs` has no field `quantity`; move it to a table that has the field, or use a column of your own",
        ],
    ),
    (
        "rules/fields.toml",
        "[values]\nbirthday = [\"today\"]\nstatus = 5\nstaus = [\"Active\"]\n",
        &[
            "2:1: `birthday` is no field of texts, so its values cannot be listed; name a field of texts or a column of your own; use `[range]` for numbers",
            "3:10: `status` wants a list of texts, not `5`; write `status = [\"...\", \"...\"]`",
            "4:1: unknown field `staus`; did you mean `status`?",
        ],
    ),
    (
        "rules/book.toml",
        "opened = \"long ago\"\n",
        &["1:10: `opened` wants a date, not `\"long ago\"`; write it as `2026-12-31`"],
    ),
    (
        "rules/matching.toml",
        "merge = \"yes\"\nmax-shared = 1\n[keep]\nphone = \"longest\"\ncity = \"latest\"\nbirthday = \"precis\"\ncty = \"recent\"\n",
        &[
            "1:9: `merge` wants `true` or `false`, not `\"yes\"`; write `merge = true` or `merge = false`, without quotes",
            "2:14: `max-shared` of `1` would leave no key to compare; write 2 or more",
            "4:1: of merged rows every value of `phone` is kept, so there is nothing to choose; remove the line",
            "5:8: `latest` does not fit `city`; use `latest`, `earliest` and `precise` for dates, `yes` for yes/no, `longest` for texts; `fullest`, `recent`, `trusted` and `frequent` fit every field",
            "6:13: `precis` is no value of `keep`; did you mean `precise`?",
            "7:1: unknown field `cty`; did you mean `city`?",
        ],
    ),
    (
        "rules/reminders.toml",
        "horizon = \"soon\"\n[[reminder]]\nkind = \"birthdy\"\n[[reminder]]\nkind = \"verify\"\npriority = 12\ntext = \"Hello {nmae}\"\noff = 1\n",
        &[
            "1:11: `horizon` wants a duration, not `\"soon\"`; write it as `\"30 days\"`, `\"2 weeks\"`, `\"6 months\"` or `\"1 year\"`",
            "3:9: `birthdy` is no value of `kind`; did you mean `birthday`?",
            "6:12: `12` is not a priority; write a number from 1 (most important) to 9",
            "7:16: unknown field `nmae`; did you mean `name`?",
            "8:7: `off` wants `true` or `false`, not `1`; write `off = true` or `off = false`, without quotes",
        ],
    ),
    (
        "rules/metrics.toml",
        "goals = 3\n",
        &[
            "1:9: `goals` wants a table, not `3`; write `[goals]` on a line of its own, and its keys below",
        ],
    ),
    (
        "rules/metrics.toml",
        "[goals]\n\"Conversion rate\" = 1\nrevenue = \"much\"\n",
        &[
            "2:1: `Conversion rate` is not the name of a measure; write it as in `out/metrics.json`: `conversion-rate`",
            "3:11: `revenue` wants a number, not `\"much\"`; write a number such as `12.5`, or a share such as `\"20%\"`",
        ],
    ),
    (
        "rules/tires.toml",
        "x = 1\n",
        &["1:1: `tires.toml` is not a rules file and was not read; did you mean `tiers.toml`?"],
    ),
    (
        "rules/notes.toml",
        "",
        &[
            "1:1: `notes.toml` is not a rules file and was not read; use one of `book.toml`, `fields.toml`, `matching.toml`, `tiers.toml`, `overrides.toml`, `reminders.toml`, `metrics.toml`",
        ],
    ),
    (
        "rules/tiers.toml",
        "[[segment]]\nname = \"S\"\nwhen = [\"المدنة is القاهرة\", \"cityy is Giza\"]\n",
        &[
            "3:10: unknown field `المدنة`; did you mean `المدينة`?",
            "3:31: unknown field `cityy`; did you mean `city`?",
        ],
    ),
];

#[test]
fn every_mistake_is_named_with_its_place_and_what_to_do() {
    are_told(CASES);
}

#[test]
fn five_mistakes_in_three_files_are_reported_at_once() {
    let files = [
        file("rules/book.toml", "country = \"Egypt\"\nlanguag = \"ar\"\n"),
        file(
            "rules/tiers.toml",
            "[[segment]]\nname = \"S\"\nwhen = [\"spnd > 5\", \"vip is perhaps\"]\n",
        ),
        file("rules/reminders.toml", "horizon = 30 days\n"),
    ];
    let reading = read_files(&files);
    assert_eq!(reading.rejected, [0, 1, 2]);
    assert_eq!(
        lines(&reading),
        [
            "rules/book.toml:1:12: `Egypt` is not the code of a country; write its two letters of ISO 3166, such as `EG`, `IR` or `DE`",
            "rules/book.toml:2:1: unknown key `languag`; did you mean `language`?",
            "rules/tiers.toml:3:10: unknown field `spnd`; did you mean `spend`?",
            "rules/tiers.toml:3:29: `vip` is yes or no, not `perhaps`; write `vip is yes` or `vip is no`",
            "rules/reminders.toml:1:11: this is not TOML: string values must be quoted, expected literal string; check the quotes, brackets and commas here and on the line before",
        ]
    );
}

fn rendered(files: &[RulesFile], language: Language) -> String {
    let reading = read_files(files);
    let lang = Lang::load(language);
    let shown = reading
        .problems
        .iter()
        .map(|problem| render(problem, &files[problem.file].text, &lang, false));
    shown.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_mistake_is_shown_under_its_line_with_the_line_as_it_should_be() {
    let text = "[[segment]]\nname = \"عملاء القاهرة\"\nwhen = [\"city is القاهرة\", \"spnd > 5\"]\n";
    let files = [file("rules/tiers.toml", text)];
    assert_eq!(
        rendered(&files, Language::English),
        r#"error: unknown field `spnd`
 --> rules/tiers.toml:3:29
  |
3 | when = ["city is القاهرة", "spnd > 5"]
  |                             ^^^^
  |
help: did you mean `spend`?
  |
3 | when = ["city is القاهرة", "spend > 5"]
  |                               +"#
    );
    let files = [file("rules/tiers.toml", "[[segment]]\nname = \"S\"\n")];
    assert_eq!(
        rendered(&files, Language::Russian),
        r#"ошибка: у сегмента `S` нет условий
 --> rules/tiers.toml:1:1
  |
1 | [[segment]]
  | ^^^^^^^^^^^
  |
  = подсказка: добавьте `when = ["..."]` или удалите сегмент"#
    );
}

#[test]
fn a_problem_of_a_file_that_changed_meanwhile_is_still_shown() {
    let files = [file(
        "rules/book.toml",
        "name = \"Shop\"\ncountri = \"EG\"\n",
    )];
    let reading = read_files(&files);
    let shown = render(
        &reading.problems[0],
        "ة",
        &Lang::load(Language::English),
        true,
    );
    assert!(shown.contains("unknown key `countri`"), "{shown}");
}

const PIECES: [&str; 37] = [
    "city",
    "spend",
    "المدينة",
    "is",
    "is one of",
    "[",
    "]",
    ",",
    "،",
    "\"",
    "'",
    "«",
    "between",
    "and",
    ">",
    ">=",
    "in top",
    "٢٠٪",
    "%",
    "30 days",
    "today",
    "2026-02-30",
    "in segment",
    "is on",
    "Gold",
    "value",
    "\u{200f}",
    "days-on-rung",
    "{",
    "\\",
    "=",
    "\u{301}",
    "bought",
    "spent",
    "on",
    "any relative",
    "within",
];

/// Lines of pieces that mean something to the parser, in any order.
fn lines_of_pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec((piece, select(&["", " ", "\u{a0}"][..])), 0..8).prop_map(|pieces| {
        let joined = pieces.into_iter().map(|(piece, gap)| piece + gap);
        joined.collect()
    })
}

proptest! {
    #[test]
    fn no_line_however_strange_stops_the_reading(line in lines_of_pieces(), tail in any::<String>()) {
        let quoted = line.replace('\\', "\\\\").replace('"', "\\\"");
        let lang = Lang::load(Language::English);
        for text in [
            format!("[[segment]]\nname = \"S\"\nwhen = [\"{quoted}\"]\n"),
            format!("[[ladder]]\nname = \"S\"\n[[ladder.rung]]\nname = \"{quoted}\"\nany = ['''{line}''', 3]{tail}"),
            tail,
        ] {
            let files = [file("rules/tiers.toml", &text), file("rules/book.toml", &text)];
            let reading = read_files(&files);
            for problem in &reading.problems {
                assert!(!render(problem, &files[problem.file].text, &lang, true).is_empty());
            }
        }
    }
}
