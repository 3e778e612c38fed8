//! One entry of an adaptation's settings that is about something: found by its place, taken out by itself.

use std::ops::Range;

use toml_edit::{Document, DocumentMut, Item, TableLike};

use crate::{
    id::{RoleId, UnitId},
    pack::{FillingKind, Pack, Place},
};

/// The tables whose entries are each about one thing: a word, somebody, a unit, a place in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A term, a policy or somebody to turn to.
    Filling(FillingKind),
    /// What people work as.
    Role,
    /// When a unit is done again.
    Refresh,
    /// A scenario's pass mark.
    PassMark,
    /// When a unit is checked again.
    Review,
    /// The awarding body's wording of a criterion.
    Criterion,
}

impl EntryKind {
    const ALL: [Self; 8] = [
        Self::Filling(FillingKind::Term),
        Self::Filling(FillingKind::Policy),
        Self::Filling(FillingKind::Contact),
        Self::Role,
        Self::Refresh,
        Self::PassMark,
        Self::Review,
        Self::Criterion,
    ];

    fn table(self) -> &'static str {
        match self {
            Self::Filling(kind) => kind.table(),
            Self::Role => "roles",
            Self::Refresh => "refresh",
            Self::PassMark => "pass_marks",
            Self::Review => "review",
            Self::Criterion => "criteria",
        }
    }
}

/// An entry of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    kind: EntryKind,
    key: String,
}

impl Entry {
    /// The entry that stands at this place of the settings, in bytes; none where something else does.
    pub fn at(text: &str, place: usize) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        EntryKind::ALL.into_iter().find_map(|kind| {
            let entries = document.get(kind.table())?.as_table_like()?;
            let key = entries.iter().find_map(|(key, item)| {
                let name = entries.get_key_value(key)?.0.span();
                let spans = || name.clone().into_iter().chain(spans(item));
                let start = spans().map(|span| span.start).min()?;
                let end = spans().map(|span| span.end).max()?;
                (start..=end).contains(&place).then(|| key.to_owned())
            })?;
            Some(Self { kind, key })
        })
    }

    /// What a role is in the settings.
    pub fn of_role(role: &RoleId) -> Self {
        Self {
            kind: EntryKind::Role,
            key: role.to_string(),
        }
    }

    /// What it is about.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }

    /// Whether the settings have it.
    pub fn is_in(&self, text: &str) -> bool {
        let document = Document::parse(text).ok();
        let table = document
            .as_ref()
            .and_then(|document| document.get(self.kind.table()));
        let entries = table.and_then(Item::as_table_like);
        entries.is_some_and(|entries| entries.contains_key(&self.key))
    }

    /// What it is about, as somebody knows it who reads the training: a title, or else its key in words.
    pub fn called(&self, pack: &Pack) -> String {
        let title = match self.kind {
            EntryKind::Filling(_) => None,
            EntryKind::Role => {
                let mut roles = pack.settings.roles.iter();
                let role = roles.find(|role| role.id.as_str() == self.key);
                role.map(|role| role.title.clone())
            }
            EntryKind::Refresh | EntryKind::Review => {
                let unit = self.key.parse::<UnitId>().ok();
                let unit = unit.and_then(|unit| pack.unit(&unit));
                unit.map(|unit| unit.title.clone())
            }
            EntryKind::PassMark | EntryKind::Criterion => self.called_in_unit(pack),
        };
        title.unwrap_or_else(|| in_words(&self.key))
    }

    fn called_in_unit(&self, pack: &Pack) -> Option<String> {
        let place = self.key.parse::<Place>().ok()?;
        let unit = pack.unit(&place.unit)?;
        let mut scenarios = unit.scenarios();
        let scenario = scenarios.find(|scenario| scenario.id.as_str() == place.id.as_str());
        let mut criteria = unit.criteria();
        let criterion = criteria.find(|criterion| criterion.id.as_str() == place.id.as_str());
        let title = scenario
            .map(|scenario| scenario.title.text(&pack.settings.fillings))
            .or_else(|| Some(criterion?.reference.clone()))?;
        Some(format!("{title} ({})", unit.title))
    }

    /// The settings without it; unchanged where they cannot be read.
    pub fn taken_out(&self, text: &str) -> String {
        let Ok(mut document) = text.parse::<DocumentMut>() else {
            return text.to_owned();
        };
        let table = document.get_mut(self.kind.table());
        if let Some(entries) = table.and_then(Item::as_table_like_mut) {
            entries.remove(&self.key);
        }
        document.to_string()
    }
}

/// A key as a label says it, "safeguarding-lead" as "Safeguarding lead".
pub fn in_words(key: &str) -> String {
    let words = key.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
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
        let contact = EntryKind::Filling(FillingKind::Contact);
        for (words, kind, key, gone) in [
            ("phone", contact, "night", "night"),
            ("night", contact, "night", "night"),
            ("\"care/walk\"", EntryKind::PassMark, "care/walk", "walk"),
            ("80", EntryKind::PassMark, "care/walk", "walk"),
            (
                "care/ac-1-1",
                EntryKind::Criterion,
                "care/ac-1-1",
                "official",
            ),
            (
                "official_text",
                EntryKind::Criterion,
                "care/ac-1-1",
                "official",
            ),
        ] {
            let place = TEXT.find(words).unwrap();
            let entry = Entry::at(TEXT, place).expect(words);
            assert_eq!((entry.kind, &*entry.key), (kind, key));
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
