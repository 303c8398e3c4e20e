//! What separates the fields of a text table: tried out, and judged by how regular the rows become.

use csv::{ByteRecord, ReaderBuilder};

/// The separators that are tried; at equal regularity the earlier one wins, for a comma also stands inside numbers.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];
/// Records that are looked at.
const RECORDS: usize = 500;
/// Below this a text is one column.
const REGULAR: f64 = 0.4;

/// How a text table is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dialect {
    /// Between fields.
    pub(super) separator: u8,
    /// The first line is `sep=;`, Excel's own mark.
    pub(super) marked: bool,
    /// From 0 (one column) to 1 (every row has the same number of fields).
    pub(super) regularity: f64,
}

/// The dialect of a text, from its beginning.
pub(super) fn detect(sample: &str) -> Dialect {
    if let Some(separator) = mark(sample) {
        return Dialect {
            separator,
            marked: true,
            regularity: 1.0,
        };
    }
    let mut best: Option<(f64, usize, u8)> = None;
    let mut single = None;
    for separator in SEPARATORS {
        let (regularity, columns) = judge(sample, separator);
        if columns < 2 {
            single = single.or_else(|| (regularity == 0.0).then_some(separator));
        } else if best.is_none_or(|(score, width, _)| {
            regularity > score + 1e-9 || (regularity > score - 1e-9 && columns > width)
        }) {
            best = Some((regularity, columns, separator));
        }
    }
    match best.filter(|(regularity, ..)| *regularity >= REGULAR) {
        Some((regularity, _, separator)) => Dialect {
            separator,
            marked: false,
            regularity,
        },
        // One column: a separator that occurs nowhere, if there is one.
        None => Dialect {
            separator: single.unwrap_or(b'\t'),
            marked: false,
            regularity: 0.0,
        },
    }
}

/// The separator that the first line names.
fn mark(sample: &str) -> Option<u8> {
    let line = sample.lines().next()?.trim_matches('"');
    let named = line
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| line.as_bytes().get(4))?;
    (line.len() == 5 && named.is_ascii()).then_some(*named)
}

/// How regular the rows are with a separator, and how many fields most of them have.
fn judge(sample: &str, separator: u8) -> (f64, usize) {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(sample.as_bytes());
    let mut record = ByteRecord::new();
    let mut widths: Vec<usize> = Vec::new();
    let (mut splits, mut before_space) = (0_usize, 0_usize);
    while widths.len() < RECORDS && matches!(reader.read_byte_record(&mut record), Ok(true)) {
        if record.iter().all(<[u8]>::is_empty) {
            continue;
        }
        widths.push(record.len());
        splits += record.len() - 1;
        before_space += record
            .iter()
            .skip(1)
            .filter(|field| field.starts_with(b" "))
            .count();
    }
    let rows = widths.len() as f64;
    let wide = widths.iter().filter(|width| **width > 1).count();
    if wide == 0 {
        return (0.0, 1);
    }
    widths.sort_unstable();
    let (usual, times) = widths
        .chunk_by(|a, b| a == b)
        .filter_map(|same| Some((*same.first()?, same.len())))
        .max_by_key(|(width, times)| (*times, *width))
        .unwrap_or((1, 0));
    if usual < 2 {
        return (0.01, 1);
    }
    let regularity = 0.7 * times as f64 / rows + 0.3 * wide as f64 / rows;
    // `Smith, John` in every row is a name, not two columns.
    let of_prose = before_space * 10 >= splits * 9;
    (
        if of_prose {
            regularity * 0.3
        } else {
            regularity
        },
        usual,
    )
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn separators_are_found() {
        for (sample, separator) in [
            ("name,phone\nSara,1\nOmar,2\n", b','),
            ("name;amount\nSara;1,50\nOmar;2,75\n", b';'),
            ("name;amount,EUR\nSara;1,50\nOmar;2,75\n", b';'),
            ("name\tnote\nSara\tone, two; three\n", b'\t'),
            ("name|phone|city\nSara|1|Cairo\n", b'|'),
            (
                "Export of May\n\nname;phone;city\nA;1;x\nB;2;y\nC;3\n",
                b';',
            ),
            ("sep=|\na;b|c;d\n", b'|'),
            ("\"name\",\"note\"\n\"A\",\"x;y\nz;w\"\n\"B\",\"\"\n", b','),
            ("a,b\n\"1200,50\",2\n", b','),
        ] {
            let dialect = detect(sample);
            assert_eq!(
                char::from(dialect.separator),
                char::from(separator),
                "{sample}"
            );
            assert!(dialect.regularity > 0.5, "{sample}: {dialect:?}");
        }
    }

    #[test]
    fn one_column_is_not_split() {
        for sample in [
            "",
            "name\nSara\n",
            "amount\n\"1200,50\"\n",
            "name\nSmith, John\nDoe, Jane\n",
            "A letter.\nIt has, here and there; a comma.\nNo more\nthan\nthat.\n",
        ] {
            let dialect = detect(sample);
            assert!(dialect.regularity < 0.5, "{sample}: {dialect:?}");
            assert!(
                !sample.contains(char::from(dialect.separator)),
                "{sample}: {dialect:?}"
            );
        }
    }
}
