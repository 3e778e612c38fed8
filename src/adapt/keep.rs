//! What stays of the employer's over a new original: whether it can, and what would stand there twice.

use std::collections::BTreeSet;

use super::{
    Adaptation,
    make::make,
    outline::{Name, outline},
    update::{Fate, Row, Update},
};
use crate::source::Source;

impl Update {
    /// Whether the change of a row would be made if it stayed as it is. One whose part is gone, or that
    /// weakens what is locked, would not.
    pub fn can_stay(&self, row: &Row) -> bool {
        match &row.fate {
            Fate::Fits | Fate::SameAsOriginal | Fate::Moved { .. } => true,
            Fate::Gone { .. } | Fate::Locked(_) => false,
            Fate::Aside => {
                let mut units = self.original().units.iter();
                let unit = units.find(|(name, _)| *name == row.file);
                unit.is_some_and(|(name, text)| {
                    make(Source { name, text }, text, &row.change.action).is_ok()
                })
            }
        }
    }
}

impl Adaptation {
    /// Headings of a unit that stand there more than once with the employer's changes, and not
    /// without them: both sides have put one there.
    pub fn twice(&self, name: &str) -> Vec<Name> {
        let (Some(text), Some(wanted)) = (self.original_text(name), self.wanted_text(name)) else {
            return Vec::new();
        };
        let mut twice = repeated(Source {
            name,
            text: &wanted,
        });
        let before = repeated(Source { name, text });
        twice.retain(|name| !before.contains(name));
        twice.into_iter().collect()
    }
}

fn repeated(unit: Source<'_>) -> BTreeSet<Name> {
    let whole = outline(unit);
    let mut seen = BTreeSet::new();
    let headings = whole
        .all()
        .filter(|part| matches!(part.name, Name::Heading(_)));
    let again = headings.filter(|part| !seen.insert(part.name.clone()));
    again.map(|part| part.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use crate::{
        adapt::{
            Choice, apply, check_adaptation,
            tests::{TEXT, adaptation, file, hide, original, replace},
            update,
        },
        diagnostic::Code,
    };

    const QUESTION: &str = "### Breaks {#breaks .single}\n\n- [x] Take them. {#take}\n  > They are yours.\n\
                            - [ ] Work on.\n  > You make more mistakes.\n\n";

    #[test]
    fn what_is_gone_or_locked_does_not_stay_as_it_is() {
        let gone = TEXT.replace("{#rest}", "{#resting}");
        for (change, new) in [
            (
                replace("rest", "## Rest {#rest}\n\nLie down."),
                gone.as_str(),
            ),
            (hide("worried"), TEXT),
        ] {
            let ours = adaptation(&file(vec![change]));
            let told = update(&ours, &original(new));
            assert!(!told.can_stay(&told.rows[0]));
            let mine = BTreeMap::from([(0, Choice::Mine)]);
            let accepted = told.accept(&ours, &mine);
            assert!(accepted.units[0].1.contains("aside = true"));
            assert_eq!(apply(&accepted).diagnostics, []);
        }
    }

    #[test]
    fn what_both_sides_put_there_is_told_where_the_employer_has_it() {
        // Hers is the section with a question in it; the original has moved that question out of it.
        let section = format!("## Rest {{#rest}}\n\nSleep matters.\n\n{QUESTION}");
        let start = TEXT.find("## Rest").unwrap();
        let end = TEXT.find("## When").unwrap();
        let old = format!("{}{section}{}", &TEXT[..start], &TEXT[end..]);
        let mut ours = adaptation(&file(Vec::new()));
        ours.original = original(&old);
        let name = "example.md";
        ours.take(
            name,
            &old.replace("## Rest {#rest}", "## Rest at ours {#rest}"),
        );
        let new = format!(
            "{}\n## Breaks and more {{#more}}\n\n{QUESTION}",
            old.replace(QUESTION, "")
        );
        let told = update(&ours, &original(&new));
        let mine = BTreeMap::from([(0, Choice::Mine)]);
        let accepted = told.accept(&ours, &mine);
        assert_eq!(accepted.twice(name), ["breaks".parse().unwrap()]);
        assert_eq!(ours.twice(name), []);

        let found = check_adaptation(&accepted, date(2026, 11, 27));
        let mut twice = found.iter().filter(|one| one.code == Code::DuplicateId);
        let twice = twice.next().unwrap();
        assert_eq!(twice.file, name);
        let hers = &accepted.units[0].1;
        assert_eq!(twice.span.of(hers), "#breaks");
        assert!(!twice.message.contains("line"), "{}", twice.message);
    }
}
