//! One entry of an adaptation's settings that is about something: found by its place, taken out by itself.

use std::ops::Range;

use toml_edit::{Document, DocumentMut, Item, TableLike};

use crate::id::RoleId;

/// The tables whose entries are about a unit, a place in one, or somebody.
const TABLES: [&str; 6] = [
    "pass_marks",
    "review",
    "refresh",
    "criteria",
    "contacts",
    "roles",
];

/// An entry of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    table: &'static str,
    key: String,
}

impl Entry {
    /// The entry that stands at this place of the settings, in bytes; none where something else does.
    pub fn at(text: &str, place: usize) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        TABLES.into_iter().find_map(|table| {
            let entries = document.get(table)?.as_table_like()?;
            let key = entries.iter().find_map(|(key, item)| {
                let name = entries.get_key_value(key)?.0.span();
                let spans = || name.clone().into_iter().chain(spans(item));
                let start = spans().map(|span| span.start).min()?;
                let end = spans().map(|span| span.end).max()?;
                (start..=end).contains(&place).then(|| key.to_owned())
            })?;
            Some(Self { table, key })
        })
    }

    /// What a role is in the settings.
    pub fn of_role(role: &RoleId) -> Self {
        Self {
            table: "roles",
            key: role.to_string(),
        }
    }

    /// Whether the settings have it.
    pub fn is_in(&self, text: &str) -> bool {
        let document = Document::parse(text).ok();
        let table = document
            .as_ref()
            .and_then(|document| document.get(self.table));
        let entries = table.and_then(Item::as_table_like);
        entries.is_some_and(|entries| entries.contains_key(&self.key))
    }

    /// As somebody knows it: the table's name and the key.
    pub fn name(&self) -> String {
        format!("{} {}", self.table.replace('_', " "), self.key)
    }

    /// The settings without it; unchanged where they cannot be read.
    pub fn taken_out(&self, text: &str) -> String {
        let Ok(mut document) = text.parse::<DocumentMut>() else {
            return text.to_owned();
        };
        let table = document.get_mut(self.table);
        if let Some(entries) = table.and_then(Item::as_table_like_mut) {
            entries.remove(&self.key);
        }
        document.to_string()
    }
}

/// Where an item stands, and all that is in it: of a table the parser tells its heading only.
fn spans(item: &Item) -> Vec<Range<usize>> {
    let inner = item.as_table_like().into_iter().flat_map(TableLike::iter);
    let inner = inner.flat_map(|(_, item)| spans(item));
    item.span().into_iter().chain(inner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
id = \"ours\"
units = [\"care\"]

[contacts]
manager = { name = \"Ada\" }
night = { phone = \"07700 900123\" }

[pass_marks]
\"care/walk\" = 80

[criteria.\"care/ac-1-1\"]
official_ref = \"HD 1\"
official_text = \"Explain.\"

[adapts]
pack = \"base\"
";

    #[test]
    fn an_entry_is_found_by_its_place_and_taken_out_alone() {
        for (words, name, gone) in [
            ("phone", "contacts night", "night"),
            ("night", "contacts night", "night"),
            ("\"care/walk\"", "pass marks care/walk", "walk"),
            ("80", "pass marks care/walk", "walk"),
            ("care/ac-1-1", "criteria care/ac-1-1", "official"),
            ("official_text", "criteria care/ac-1-1", "official"),
        ] {
            let place = TEXT.find(words).unwrap();
            let entry = Entry::at(TEXT, place).expect(words);
            assert_eq!(entry.name(), name);
            let left = entry.taken_out(TEXT);
            assert!(!left.contains(gone), "{left}");
            for kept in ["Ada", "units = [\"care\"]", "pack = \"base\""] {
                assert!(left.contains(kept), "{left}");
            }
        }
        for words in ["id =", "units", "pack ="] {
            assert_eq!(Entry::at(TEXT, TEXT.find(words).unwrap()), None, "{words}");
        }
    }
}
