//! What somebody has written behind a `#` into the settings of a change: why it was made, who asked for
//! it. It means nothing to us, and is kept.

use toml_edit::{Decor, DocumentMut, Item};

/// The comments in some settings, each from its `#` to the end of its line, in the order of the text
/// as far as they stand by keys; none where the settings cannot be read, or have a table in them, which
/// settings of ours have not.
pub(super) fn comments(settings: &str) -> Option<Vec<String>> {
    let document: DocumentMut = settings.parse().ok()?;
    let mut found = Vec::new();
    for (key, item) in document.iter() {
        let Item::Value(value) = item else {
            return None;
        };
        let leaf = document.key(key).map(toml_edit::Key::leaf_decor);
        found.extend(leaf.and_then(before));
        found.extend(behind(value.decor()));
    }
    found.extend(document.trailing().as_str());
    let lines = found.into_iter().flat_map(str::lines).map(str::trim);
    let comments = lines.filter(|line| line.starts_with('#'));
    Some(comments.map(str::to_owned).collect())
}

fn before(decor: &Decor) -> Option<&str> {
    decor.prefix()?.as_str()
}

fn behind(decor: &Decor) -> Option<&str> {
    decor.suffix()?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_what_only_looks_like_them() {
        for (settings, wanted) in [
            ("", Some(&[][..])),
            ("replace = \"a\"\nwas = \"b\"\n", Some(&[])),
            ("replace = \"a # b\"\n", Some(&[])),
            (
                "# One\n\n  # Two = 2\r\nafter = 'a' # Three\naside = true# Four\n#\n# Five",
                Some(&["# One", "# Two = 2", "# Three", "# Four", "#", "# Five"]),
            ),
            ("# Lost, but for who reads lines\nafter = \n", None),
            ("# A table\n[after]\nx = 1\n", None),
        ] {
            let found = comments(settings);
            let found = found
                .as_ref()
                .map(|all| -> Vec<&str> { all.iter().map(String::as_str).collect() });
            assert_eq!(found.as_deref(), wanted, "{settings}");
        }
    }
}
