//! Who has a workbook open: the lock files that Excel and LibreOffice leave beside it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most that is read of a lock file.
const LIMIT: u64 = 4096;

/// The name in the lock file beside a workbook, if there is one; an empty name where the file names nobody.
pub(super) fn holder(file: &Path) -> Option<String> {
    let folder = file.parent()?;
    let name = file.file_name()?.to_str()?;
    let bytes = |lock: String| {
        let mut bytes = Vec::new();
        let opened = File::open(folder.join(lock)).ok()?;
        opened.take(LIMIT).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    if let Some(bytes) = bytes(format!(".~lock.{name}#")) {
        return Some(of_libreoffice(&bytes));
    }
    bytes(format!("~${name}")).map(|bytes| of_excel(&bytes))
}

/// LibreOffice: `name,user,host,date time,profile;` where the name may be empty.
fn of_libreoffice(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.split(',').map(str::trim);
    let (name, user) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let host = parts.next().unwrap_or_default();
    [name, user, host]
        .into_iter()
        .find(|part| !part.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// Excel: one byte of length and the name in the system's code page, padded to 55 bytes; then two bytes of length and
/// the name in UTF-16.
fn of_excel(bytes: &[u8]) -> String {
    let wide = bytes.get(55..57).and_then(|length| {
        let length = usize::from(length[0]) | usize::from(length[1]) << 8;
        let units: Vec<u16> = bytes
            .get(57..57 + 2 * length)?
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        Some(String::from_utf16_lossy(&units))
    });
    let narrow = || {
        let length = usize::from(*bytes.first()?);
        Some(String::from_utf8_lossy(bytes.get(1..=length)?).into_owned())
    };
    let name = wide
        .filter(|name| !name.is_empty())
        .or_else(narrow)
        .unwrap_or_default();
    name.trim_matches(|c: char| c.is_whitespace() || c.is_control())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_named_by_both_programs() {
        let dir = tempfile::tempdir().unwrap();
        let book = dir.path().join("contacts.xlsx");
        assert_eq!(holder(&book), None);
        let mut excel = vec![4];
        excel.extend(b"Sara");
        excel.resize(55, b' ');
        excel.extend([4, 0]);
        excel.extend("سارة".encode_utf16().flat_map(u16::to_le_bytes));
        std::fs::write(dir.path().join("~$contacts.xlsx"), &excel).unwrap();
        assert_eq!(holder(&book).as_deref(), Some("سارة"));
        let office = "Мария,maria,shop-pc,22.11.2026 09:15,file:///home/maria;";
        std::fs::write(dir.path().join(".~lock.contacts.xlsx#"), office).unwrap();
        assert_eq!(holder(&book).as_deref(), Some("Мария"));
    }

    #[test]
    fn a_lock_file_of_rubbish_names_nobody() {
        for bytes in [&b""[..], b"\xff", b"\x09ab"] {
            assert_eq!(of_excel(bytes), "");
        }
        assert_eq!(of_libreoffice(b",,,"), "");
    }
}
