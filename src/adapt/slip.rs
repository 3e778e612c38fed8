//! What is wrong with an entry of an adaptation's settings, for somebody who fills in a form and sees no
//! file.

use super::entry::EntryKind;
use crate::{diagnostic::Code, pack::FillingKind};

/// What is wrong with an entry, whatever file and line say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slip {
    /// It says nothing, where something has to be said.
    Empty,
    /// Somebody, or a role, without a name.
    NoName,
    /// What keeps people safe needs it otherwise.
    KeepsSafe,
    /// The training does not have what it is about.
    Gone,
    /// A role has a unit that the training does not have.
    UnitGone,
    /// The value is not one that the field takes.
    Unfit,
    /// There is something in it that no field shows.
    NoField,
}

impl Slip {
    /// What a diagnostic of this code says of such an entry; none where its own words have to do.
    pub fn of(code: Code, kind: EntryKind) -> Option<Self> {
        Some(match (code, kind) {
            (Code::FillingWithoutValue, _) => Self::Empty,
            (Code::MissingKey, EntryKind::Filling(FillingKind::Contact) | EntryKind::Role) => {
                Self::NoName
            }
            (Code::LockedWeakened, _) => Self::KeepsSafe,
            (Code::MissingUnit, EntryKind::Role) => Self::UnitGone,
            (Code::BadId | Code::UnknownKey, EntryKind::Role) => Self::NoField,
            (Code::UnknownKey, EntryKind::Filling(_) | EntryKind::Criterion) => Self::NoField,
            (
                Code::MissingUnit
                | Code::ChangeWithoutTarget
                | Code::UnknownCriterion
                | Code::BadId,
                _,
            ) => Self::Gone,
            (Code::BadFrontMatter, _) => Self::Unfit,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        adapt::{Adaptation, Applied, Entry, apply, check_wanted, settings::SETTINGS},
        read::{PackFiles, read_pack},
    };

    /// An adaptation with these lines in its settings, and every mistake in them: what it is about, and
    /// what is wrong.
    fn told(lines: &str) -> Vec<(EntryKind, String, Option<Slip>)> {
        let unit = "+++\nid = \"care\"\ntitle = \"Care\"\nlevel = 2\nminutes = 5\n+++\n\n\
                    ## Whom to ask {#ask .reading}\n\nAsk {{contact:out-of-hours}}.\n";
        let base = "id = \"base\"\ntitle = \"Base\"\nversion = \"1\"\nunits = [\"care\"]\n\
                    locked = [\"care/ask\"]\n\n\
                    [policies]\ngifts = \"Say no.\"\n\n\
                    [contacts]\nout-of-hours = { name = \"the manager on call\" }\n";
        let original = PackFiles {
            settings: Some(base.to_owned()),
            units: vec![("care.md".to_owned(), unit.to_owned())],
            ..PackFiles::default()
        };
        let mut adaptation = Adaptation::new(original, &"ours".parse().unwrap(), "Ours", None);
        for begun in ["[policies]\n", "[contacts]\n"] {
            adaptation.settings = adaptation.settings.replace(begun, "");
        }
        adaptation.settings.push_str(lines);
        let Applied { files, .. } = apply(&adaptation);
        let pack = read_pack(&files).value;
        let found = check_wanted(&adaptation, date(2026, 11, 29)).into_iter();
        let found = found.filter(|wrong| wrong.file == SETTINGS);
        found
            .map(|wrong| {
                let entry =
                    Entry::at(&adaptation.settings, wrong.span.start).expect(&wrong.message);
                let slip = Slip::of(wrong.code, entry.kind());
                (entry.kind(), entry.called(&pack), slip)
            })
            .collect()
    }

    #[test]
    fn every_mistake_in_an_entry_is_known_by_what_it_is_about_and_what_is_wrong() {
        let contact = EntryKind::Filling(FillingKind::Contact);
        let policy = EntryKind::Filling(FillingKind::Policy);
        for (lines, kind, called, slip) in [
            (
                "[contacts]\nnight = { phone = \"1\" }\n",
                contact,
                "Night",
                Slip::NoName,
            ),
            (
                "[contacts]\nnight = { name = \" \" }\n",
                contact,
                "Night",
                Slip::Empty,
            ),
            (
                "[contacts]\nnight = { name = \"Ada\", fax = \"1\" }\n",
                contact,
                "Night",
                Slip::NoField,
            ),
            (
                "[contacts]\nnight = \"Ada\"\n",
                contact,
                "Night",
                Slip::Unfit,
            ),
            (
                "[contacts]\nout-of-hours = { name = \"\" }\n",
                contact,
                "Out of hours",
                Slip::KeepsSafe,
            ),
            ("[policies]\ngifts = \"\"\n", policy, "Gifts", Slip::Empty),
            (
                "[roles.night]\nunits = [\"care\"]\n",
                EntryKind::Role,
                "night",
                Slip::NoName,
            ),
            (
                "[roles.night]\ntitle = \"Nights\"\nunits = [\"old\"]\n",
                EntryKind::Role,
                "Nights",
                Slip::UnitGone,
            ),
            (
                "[refresh]\nold = 12\n",
                EntryKind::Refresh,
                "Old",
                Slip::Gone,
            ),
            (
                "[refresh]\ncare = 0\n",
                EntryKind::Refresh,
                "Care",
                Slip::Unfit,
            ),
            (
                "[review]\nold-unit = 2027-01-31\n",
                EntryKind::Review,
                "Old unit",
                Slip::Gone,
            ),
            (
                "[review]\ncare = \"soon\"\n",
                EntryKind::Review,
                "Care",
                Slip::Unfit,
            ),
            (
                "[pass_marks]\n\"care/walk\" = 80\n",
                EntryKind::PassMark,
                "Care/walk",
                Slip::Gone,
            ),
            (
                "[criteria.\"care/ac-9\"]\nofficial_ref = \"1\"\n",
                EntryKind::Criterion,
                "Care/ac 9",
                Slip::Gone,
            ),
        ] {
            assert_eq!(
                told(lines),
                [(kind, called.to_owned(), Some(slip))],
                "{lines}"
            );
        }
    }
}
