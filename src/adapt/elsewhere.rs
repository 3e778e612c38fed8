//! A change whose part is gone from the original, made about another part that somebody points at.

use super::{
    change::{Action, Beside, Was},
    lock::Locks,
    make::make,
    outline::{Name, outline},
    update::{Row, Update},
};
use crate::{
    diagnostic::{Diagnostic, Severity},
    id::UnitId,
    read::{read_pack, read_unit},
    source::Source,
};

impl Update {
    /// The change of a row as it is when it is about another part of the new original; none where
    /// it cannot be: it is of another kind, locked, or changed by the adaptation already.
    pub fn about(&self, row: &Row, part: &Name) -> Option<Action> {
        let taken = self.rows.iter().any(|other| {
            let says = matches!(
                other.change.action,
                Action::Replace { .. } | Action::Hide { .. }
            );
            says && other.file == row.file && other.change.action.target() == part
        });
        if taken {
            return None;
        }
        let mut units = self.original().units.iter();
        let (_, text) = units.find(|(name, _)| *name == row.file)?;
        let original = Source {
            name: &row.file,
            text,
        };
        let action = pointed(&row.change.action, part, original)?;
        let made = make(original, text, &action).ok()?;
        let unit = UnitId::of_file(&row.file)?;
        let read = read_unit(Source {
            name: &row.file,
            text: &made,
        });
        // A section in place of its own step would be there twice.
        let errors = |found: &[Diagnostic]| {
            let errors = found.iter().filter(|one| one.severity() == Severity::Error);
            errors.count()
        };
        if errors(&read.diagnostics) > errors(&read_unit(original).diagnostics) {
            return None;
        }
        let pack = read_pack(self.original()).value;
        let locks = Locks::of(&pack);
        locks
            .weakened(&unit, &read.value)
            .is_empty()
            .then_some(action)
    }

    /// The parts of the new original that the change of a row can be about now, the likeliest
    /// first, each with what it says.
    pub fn can_be_about(&self, row: &Row) -> Vec<(Name, String)> {
        let mut units = self.original().units.iter();
        let Some((_, text)) = units.find(|(name, _)| *name == row.file) else {
            return Vec::new();
        };
        let whole = outline(Source {
            name: &row.file,
            text,
        });
        let candidates = row.fate.candidates().iter();
        candidates
            .filter(|name| self.about(row, name).is_some())
            .filter_map(|name| {
                let part = whole.all().find(|part| part.name == *name)?;
                Some((name.clone(), part.core(text).to_owned()))
            })
            .collect()
    }
}

/// The same change about another part, which is taken as it stands now.
fn pointed(action: &Action, part: &Name, original: Source<'_>) -> Option<Action> {
    let whole = outline(original);
    let there = whole.all().find(|one| one.name == *part)?;
    let was = Was::of(there.core(original.text));
    match action {
        Action::Replace { name, text, .. } => Some(Action::Replace {
            name: part.clone(),
            was,
            text: with_id_of(text, name, part)?,
        }),
        Action::Hide { .. } => Some(Action::Hide {
            name: part.clone(),
            was,
        }),
        Action::Insert { beside, text } => Some(Action::Insert {
            beside: match beside {
                Beside::Before(_) => Beside::Before(part.clone()),
                Beside::After(_) => Beside::After(part.clone()),
            },
            text: text.clone(),
        }),
        Action::Move { beside, .. } => Some(Action::Move {
            name: part.clone(),
            beside: beside.clone(),
        }),
    }
}

/// What stands in place of a part has its id: the text with the one in place of the other, which
/// stands in its first line.
fn with_id_of(text: &str, old: &Name, new: &Name) -> Option<String> {
    let (old, new) = match (old, new) {
        (Name::Heading(old), Name::Heading(new)) => (old.as_str(), new.as_str()),
        (Name::Option(_, old), Name::Option(_, new)) => (old.as_str(), new.as_str()),
        _ => return None,
    };
    let start = text.find(|letter: char| !letter.is_whitespace())?;
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let first = &text[start..end];
    let mark = format!("#{old}");
    let at = first.match_indices(&mark).find(|(at, _)| {
        let rest = &first[at + mark.len()..];
        let goes_on = rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '-');
        let in_braces = first[..*at].rfind('{') > first[..*at].rfind('}');
        in_braces && !goes_on
    });
    let at = start + at?.0;
    Some(format!("{}#{new}{}", &text[..at], &text[at + mark.len()..]))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{
        super::{
            Adaptation, apply,
            tests::{TEXT, adaptation, after, file, hide, original, replace},
            update::{Choice, update},
        },
        *,
    };

    /// Whether an adaptation's files hold a change about this part.
    fn changes_part(adaptation: &Adaptation, part: &str) -> bool {
        let mut files = adaptation.units.iter();
        files.any(|(_, text)| text.contains(&format!("= \"{part}\"\n")))
    }

    fn name(part: &str) -> Name {
        part.parse().unwrap()
    }

    /// What learners see, and the adaptation, when the first change is pointed at a part.
    fn pointed_at(changes: Vec<Action>, new: &str, part: &str) -> (String, Adaptation) {
        let ours = adaptation(&file(changes));
        let update = update(&ours, &original(new));
        let choices = BTreeMap::from([(0, Choice::About(name(part)))]);
        let accepted = update.accept(&ours, &choices);
        let applied = apply(&accepted);
        assert_eq!(applied.diagnostics, []);
        (applied.files.units[0].1.clone(), accepted)
    }

    #[test]
    fn a_change_is_made_about_the_part_it_is_pointed_at() {
        let new = TEXT.replace("## Rest {#rest}", "## Resting {#resting}");
        let text = "## Rest at ours {#rest}\n\nLie down. See [rest](#rest).";
        let (seen, kept) = pointed_at(vec![replace("rest", text)], &new, "resting");
        // It carries the id of what it stands for now; nothing else in it is touched.
        assert!(
            seen.contains("## Rest at ours {#resting}\n\nLie down. See [rest](#rest)."),
            "{seen}"
        );
        assert!(!seen.contains("Sleep matters."), "{seen}");
        assert!(changes_part(&kept, "resting") && !changes_part(&kept, "rest"));

        let (seen, _) = pointed_at(vec![hide("rest")], &new, "resting");
        assert!(!seen.contains("## Resting"), "{seen}");
        let (seen, _) = pointed_at(vec![after("rest", "Ring Ada.")], &new, "resting");
        let beside = seen.find("## Resting").unwrap()..seen.find("Ring Ada.").unwrap();
        assert!(
            !seen[beside.start + 1..beside.end].contains("\n## "),
            "{seen}"
        );
    }

    #[test]
    fn what_cannot_be_about_a_part_is_set_aside_and_kept() {
        let new = TEXT.replace("## Rest {#rest}", "## Resting {#resting}");
        let ours = "## Rest {#rest}\n\nLie down.";
        // Locked; not there; of another kind; replaced already.
        for part in ["worried", "nowhere", "@front", "breaks"] {
            let changes = vec![
                replace("rest", ours),
                replace("breaks", "## Breaks {#breaks}\n\nTwo."),
            ];
            let (seen, kept) = pointed_at(changes, &new, part);
            assert!(!seen.contains("Lie down."), "{part}: {seen}");
            let (_, text) = &kept.units[0];
            assert!(
                text.contains("Lie down.") && text.contains("aside = true"),
                "{part}: {text}"
            );
        }
    }

    #[test]
    fn a_section_is_not_put_in_place_of_a_question_that_stands_in_it() {
        let ours = "## Rest {#rest}\n\nLie down.\n\n### Breaks {#breaks .single}\n\n- [x] Take them.\n- [ ] Work on.\n";
        let new = TEXT.replace("## Rest {#rest}", "## Nothing {#nothing}");
        let (seen, kept) = pointed_at(vec![replace("rest", ours)], &new, "breaks");
        assert_eq!(seen.matches("{#breaks").count(), 1, "{seen}");
        assert!(kept.units[0].1.contains("Lie down."));
    }

    #[test]
    fn what_a_change_can_be_about_is_offered_with_what_it_says() {
        let new = TEXT.replace("## Rest {#rest}", "## Resting {#resting}");
        let ours = adaptation(&file(vec![replace("rest", "## Rest {#rest}\n\nLie down.")]));
        let update = update(&ours, &original(&new));
        let offered = update.can_be_about(&update.rows[0]);
        let resting = "## Resting {#resting}\n\nSleep matters.".to_owned();
        assert_eq!(offered, [(name("resting"), resting)]);
    }

    #[test]
    fn an_id_is_put_in_place_of_another_in_the_first_line_alone() {
        let heading = |text: &str| with_id_of(text, &name("rest"), &name("break"));
        for (text, wanted) in [
            ("## A {#rest}\n\n{#rest}", Some("## A {#break}\n\n{#rest}")),
            (
                "\n\n## A {#rest .scenario}",
                Some("\n\n## A {#break .scenario}"),
            ),
            ("## A {.single #rest}", Some("## A {.single #break}")),
            ("## [#rest](#rest) {#rest-more}", None),
            ("## A\n\n{#rest}", None),
            ("", None),
        ] {
            assert_eq!(heading(text).as_deref(), wanted, "{text}");
        }
        let option = with_id_of("- [x] Go. {#go}", &name("q/go"), &name("p/leave"));
        assert_eq!(option.as_deref(), Some("- [x] Go. {#leave}"));
        assert_eq!(
            with_id_of("- [x] Go. {#go}", &name("q/go"), &name("rest")),
            None
        );
    }
}
