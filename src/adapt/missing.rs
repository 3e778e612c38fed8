//! What of the changes that are there an edited copy does not have: a copy may be of the original,
//! without what was changed before.

use std::collections::BTreeSet;

use similar::TextDiff;

use super::{
    Adaptation,
    change::{Action, Change},
    derive::same,
    outline::{Name, Part, outline},
    read::changes_of,
    update::merged,
};
use crate::source::Source;

/// Something of the employer's that an edited copy does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A change of a unit of the original.
    Change(Change),
    /// Lines of a unit of her own, in this part of it.
    Words(Name),
}

impl Adaptation {
    /// What would be gone if this copy of a unit were [taken](Adaptation::take).
    pub fn missing_from(&self, name: &str, edited: &str) -> Vec<Missing> {
        let own = self.units.iter().find(|(file, _)| file == name);
        let Some((_, own)) = own else {
            return Vec::new();
        };
        let original = self.original_text(name);
        match (changes_of(own), original) {
            (Some(_), Some(original)) => {
                let (held, left) = self.made(name, original);
                let copy = Copy::new(name, original, &held, edited);
                let changes = self.changes(name).into_iter();
                changes
                    .filter(|change| !left.contains(change) && !copy.has(&change.action))
                    .map(Missing::Change)
                    .collect()
            }
            (Some(_), None) => {
                let changes = self.changes(name).into_iter();
                changes.map(Missing::Change).collect()
            }
            (None, original) => {
                let lines = edited.lines().chain(original.unwrap_or_default().lines());
                let parts = parts_without(Source { name, text: own }, lines);
                parts.into_iter().map(Missing::Words).collect()
            }
        }
    }
}

/// The smallest parts of a unit with a line that is not among these.
fn parts_without<'l>(unit: Source<'_>, lines: impl Iterator<Item = &'l str>) -> Vec<Name> {
    let there: BTreeSet<&str> = lines.map(str::trim_end).collect();
    let whole = outline(unit);
    let mut parts = Vec::new();
    let mut start = 0;
    for line in unit.text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let line = line.trim_end();
        if line.is_empty() || there.contains(line) {
            continue;
        }
        let holds = |part: &&Part| part.span.range().contains(&at);
        let part = whole.all().filter(holds).last();
        parts.extend(part.map(|part| part.name.clone()));
    }
    parts.dedup();
    parts
}

/// A unit as the original has it, as it is with what was changed before, and as it is in a copy.
struct Copy<'t> {
    original: Text<'t>,
    held: Text<'t>,
    copy: Text<'t>,
}

struct Text<'t> {
    text: &'t str,
    whole: Part,
}

impl<'t> Text<'t> {
    fn new(name: &str, text: &'t str) -> Self {
        let whole = outline(Source { name, text });
        Self { text, whole }
    }

    /// Where a part stands among all, and what it says.
    fn part(&self, name: &Name) -> Option<(usize, &'t str)> {
        let mut parts = self.whole.all().enumerate();
        let (at, part) = parts.find(|(_, part)| part.name == *name)?;
        Some((at, part.core(self.text)))
    }

    fn says(&self, name: &Name) -> Option<&'t str> {
        self.part(name).map(|(_, says)| says)
    }
}

impl<'t> Copy<'t> {
    fn new(name: &str, original: &'t str, held: &'t str, copy: &'t str) -> Self {
        Self {
            original: Text::new(name, original),
            held: Text::new(name, held),
            copy: Text::new(name, copy),
        }
    }

    /// Whether a change that was made before is in the copy, as it was or edited further.
    fn has(&self, action: &Action) -> bool {
        match action {
            Action::Replace { name, .. } | Action::Hide { name, .. } => self.has_part(name),
            Action::Insert { text, .. } => {
                let names = self.put_in(text.trim());
                names.is_empty() || names.iter().any(|name| self.has_part(name))
            }
            Action::Move { name, .. } => self.has_order(name),
        }
    }

    /// Whether the copy has what the employer made of a part.
    fn has_part(&self, name: &Name) -> bool {
        let texts = [&self.original, &self.held, &self.copy];
        match (texts.map(|text| text.says(name)), name) {
            ([Some(_), None, copy], _) => copy.is_none(),
            ([None, None, _] | [None, Some(_), Some(_)], _) => true,
            ([Some(original), Some(held), Some(copy)], _) => is_of(copy, original, held),
            // An option without an id has another name when it has other words.
            ([_, Some(_), None], Name::Option(question, _)) => {
                self.has_part(&Name::Heading(question.clone().into()))
            }
            ([_, Some(_), None], _) => false,
        }
    }

    /// The parts that were put in with a text, or the one whose words it stands among.
    fn put_in(&self, text: &str) -> Vec<&Name> {
        let says = |part: &Part| part.core(self.held.text);
        let held = self.held.whole.all();
        let new = held
            .filter(|part| text.contains(says(part)) && self.original.says(&part.name).is_none());
        let new: Vec<_> = new.map(|part| &part.name).collect();
        match new.is_empty() {
            true => {
                let around = self
                    .held
                    .whole
                    .all()
                    .filter(|part| says(part).contains(text));
                around.last().map(|part| &part.name).into_iter().collect()
            }
            false => new,
        }
    }

    /// Whether the copy has a part on the other side of something that it was moved past.
    fn has_order(&self, moved: &Name) -> bool {
        let is_behind = |text: &Text<'_>, name: &Name| {
            let (moved, _) = text.part(moved)?;
            let (other, _) = text.part(name)?;
            Some(moved > other)
        };
        let mut passed = self.original.whole.all().filter_map(|part| {
            let texts = [&self.original, &self.held, &self.copy];
            let [was, is, copied] = texts.map(|text| is_behind(text, &part.name));
            let (was, is, copied) = (was?, is?, copied?);
            (was != is).then_some(is == copied)
        });
        let first = passed.next();
        first.is_none_or(|has| has || passed.any(|has| has))
    }
}

/// Whether a part in a copy was made of what the employer had made of it, and not of the original.
fn is_of(copy: &str, original: &str, held: &str) -> bool {
    if let Some(both) = merged(original, held, copy) {
        return same(&both, copy);
    }
    // Both changed the same lines.
    let alike = |text: &str| TextDiff::from_words(text, copy).ratio();
    alike(held) > alike(original)
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{TEXT, adaptation, file},
        *,
    };
    use crate::adapt::Beside;

    const UNIT: &str = "example.md";

    /// The original with each of these said otherwise.
    fn with(edits: &[(&str, &str)]) -> String {
        edits.iter().fold(TEXT.to_owned(), |text, (was, is)| {
            assert!(text.contains(was), "{was}");
            text.replacen(was, is, 1)
        })
    }

    /// What a second copy does not have of what the first one changed, in words.
    fn missing(first: &str, second: &str) -> Vec<String> {
        let mut ours = adaptation(&file(Vec::new()));
        ours.take(UNIT, first);
        let missing = ours.missing_from(UNIT, second).into_iter();
        let names = missing.map(|missing| match missing {
            Missing::Change(Change { action, .. }) => match action {
                Action::Replace { name, .. } => format!("replace {name}"),
                Action::Hide { name, .. } => format!("hide {name}"),
                Action::Insert { beside, .. } => format!("insert at {}", beside.name()),
                Action::Move { name, .. } => format!("move {name}"),
            },
            Missing::Words(name) => format!("words in {name}"),
        });
        names.collect()
    }

    #[test]
    fn a_second_copy_of_the_original_lacks_what_the_first_changed() {
        let rest = ("Sleep matters.", "Sleep matters. The sofa is yours.");
        let worried = (
            "Tell somebody today.\n",
            "Tell somebody today.\n\nRing Ada.\n",
        );
        let opening = ("What this is for.", "What this is for, in our house.");
        let hidden = ("## Rest {#rest}\n\nSleep matters.\n\n", "");
        let tea = ("## Breaks", "## Tea {#tea}\n\nHot.\n\n## Breaks");
        let option = (
            "- [ ] Work on.",
            "- [ ] Skip one.\n  > It is missed.\n- [ ] Work on.",
        );
        for (change, lacks) in [
            (rest, "replace rest"),
            (worried, "replace worried"),
            (opening, "replace @opening"),
            (hidden, "hide rest"),
            (tea, "insert at rest"),
            (option, "insert at breaks/take"),
        ] {
            let first = with(&[change]);
            assert_eq!(missing(&first, &first), [""; 0], "{change:?}");
            assert_eq!(missing(&first, TEXT), [lacks], "{change:?}");
            let other = ("They are yours.", "They are yours, each day.");
            let second = with(&[other]);
            assert_eq!(missing(&first, &second), [lacks], "{change:?}");
            // Of the first copy, edited further.
            let both = with(&[change, other]);
            assert_eq!(missing(&first, &both), [""; 0], "{change:?}");
        }
    }

    #[test]
    fn a_copy_may_change_again_what_was_changed() {
        let first = with(&[("Sleep matters.", "Sleep matters. Write it in the red book.")]);
        let again = first.replace("the red book", "the blue book");
        assert_eq!(missing(&first, &again), [""; 0]);
        // The same line, of the original.
        let other = with(&[("Sleep matters.", "Sleep matters a lot.")]);
        assert_eq!(missing(&first, &other), ["replace rest"]);
        let first = with(&[(
            "- [ ] Work on.",
            "- [ ] Skip one.\n  > It is missed.\n- [ ] Work on.",
        )]);
        let again = first.replace("Skip one.", "Skip two.");
        assert_eq!(missing(&first, &again), [""; 0]);
    }

    #[test]
    fn what_stands_elsewhere_in_one_copy_is_missed_where_it_stands_in_another() {
        let rest = "## Rest {#rest}\n\nSleep matters.\n\n";
        let moved = TEXT
            .replace(rest, "")
            .replace("## When", &format!("{rest}## When"));
        let mut ours = adaptation(&file(vec![Action::Move {
            name: "rest".parse().unwrap(),
            beside: Beside::After("breaks".parse().unwrap()),
        }]));
        assert_eq!(ours.missing_from(UNIT, &moved), []);
        assert_eq!(ours.missing_from(UNIT, TEXT).len(), 1);
        ours.take_back(UNIT);
        assert_eq!(ours.missing_from(UNIT, TEXT), []);
    }

    #[test]
    fn lines_of_a_unit_of_ones_own_are_missed() {
        let own = "+++\nid = \"nights\"\n+++\n\nQuiet.\n\n## Tea {#tea}\n\nHot.\n\nAt three.\n";
        let mut ours = adaptation(&file(Vec::new()));
        ours.take("nights.md", own);
        let missing = |copy: &str| ours.missing_from("nights.md", copy);
        assert_eq!(missing(&format!("{own}\nAnd at six.\n")), []);
        let tea = Missing::Words("tea".parse().unwrap());
        assert_eq!(missing(&own.replace("\nAt three.\n", "")), [tea]);
        assert_eq!(missing("").len(), 3);
    }
}
