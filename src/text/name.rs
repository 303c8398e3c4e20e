//! Names.

/// Folded tokens without titles, sorted.
pub fn name_key(name: &str) -> String {
    let folded = super::fold(name);
    let mut tokens: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|t| !t.is_empty() && *t != "dr")
        .collect();
    tokens.sort_unstable();
    tokens.join(" ")
}
