//! Domains as people read them: `xn--e1afmkfd.xn--p1ai` is `пример.рф`. Decodes only (RFC 3492); what does not decode stays.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 128;

/// A label of a domain has at most so many bytes (RFC 1035).
const LONGEST_LABEL: usize = 63;

/// An address in lower case with the encoded parts of its domain made readable; `None` where there is nothing to change.
pub(super) fn readable(address: &str) -> Option<String> {
    if !address.as_bytes().windows(4).any(|part| part == b"xn--") {
        return None;
    }
    let (local, domain) = address.rsplit_once('@')?;
    let labels: Vec<String> = domain
        .split('.')
        .map(|label| {
            let decoded = label.strip_prefix("xn--").and_then(decode);
            decoded.unwrap_or_else(|| label.to_owned())
        })
        .collect();
    let readable = format!("{local}@{}", labels.join("."));
    (readable != address).then_some(readable)
}

/// One label without its `xn--`.
fn decode(label: &str) -> Option<String> {
    if label.is_empty() || label.len() > LONGEST_LABEL || !label.is_ascii() {
        return None;
    }
    let (basic, encoded) = label.rsplit_once('-').unwrap_or(("", label));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut code, mut at, mut bias) = (FIRST_CODE, 0_u32, FIRST_BIAS);
    let mut bytes = encoded.bytes();
    while bytes.len() > 0 {
        let before = at;
        let (mut weight, mut k) = (1_u32, BASE);
        loop {
            let digit = match bytes.next()? {
                byte @ b'a'..=b'z' => u32::from(byte - b'a'),
                byte @ b'0'..=b'9' => u32::from(byte - b'0') + 26,
                _ => return None,
            };
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let count = output.len() as u32 + 1;
        bias = adapted(at - before, count, before == 0);
        code = code.checked_add(at / count)?;
        at %= count;
        output.insert(at as usize, char::from_u32(code)?);
        at += 1;
    }
    let text: String = output.into_iter().collect();
    // Only letters and digits of a domain; a decoded label must not bring signs with it.
    text.chars()
        .all(|c| {
            c.is_alphanumeric()
                || c == '-'
                || !c.is_ascii() && !c.is_whitespace() && !c.is_control()
        })
        .then_some(text)
        .filter(|text| !text.is_ascii() && text.to_lowercase() == *text)
}

fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{decode, readable};

    #[test]
    fn labels_are_decoded() {
        for (label, want) in [
            ("e1afmkfd", Some("пример")),
            ("p1ai", Some("рф")),
            ("4gbrim", Some("موقع")),
            ("wgbh1c", Some("مصر")),
            ("mgba3a4f16a", Some("ایران")),
            ("bcher-kva", Some("bücher")),
            ("", None),
            ("-", None),
            ("99999999", None),
            ("abc-", None),
        ] {
            assert_eq!(decode(label).as_deref(), want, "{label}");
        }
        assert_eq!(
            readable("a@xn--e1afmkfd.org").as_deref(),
            Some("a@пример.org")
        );
        assert_eq!(readable("a@nile.org"), None);
    }

    proptest! {
        #[test]
        fn no_label_makes_it_panic(label in "[a-z0-9-]{0,70}") {
            decode(&label);
        }
    }
}
