//! From an edited copy of a unit to the changes that make it of the original.
//!
//! Whoever edits a unit edits it whole; what is kept is only what differs, as small as it can be
//! said, so that what the employer left alone moves with the original.

use std::collections::BTreeSet;

use similar::{Algorithm, ChangeTag, utils::diff_slices};

use super::{
    change::{Action, Beside, Was},
    make::make,
    outline::{Kind, Name, Part, outline},
    read::as_read,
};
use crate::source::Source;

/// The changes that make `edited` of the original, but for blank lines between parts. There are
/// none where both are the same.
pub fn derive(original: Source<'_>, edited: &str) -> Vec<Action> {
    let now = Source {
        name: original.name,
        text: edited,
    };
    let (was, is) = (outline(original), outline(now));
    if has_unique_names(&was) && has_unique_names(&is) {
        // Trying every part takes long, and is hardly ever needed.
        for tries_each in [false, true] {
            let pair = Pair {
                original,
                is: edited,
                tries_each,
            };
            let mut actions = Vec::new();
            pair.part(&was, &is, &mut actions);
            if same(&made(original, &actions).unwrap_or_default(), edited) {
                return actions;
            }
        }
    }
    if same(original.text, edited) {
        return Vec::new();
    }
    // Whatever cannot be said by parts is said whole.
    let (name, was) = (Name::Unit, Was::of(original.text));
    vec![match as_read(edited) {
        text if text.is_empty() => Action::Hide { name, was },
        text => Action::Replace { name, was, text },
    }]
}

/// The original with these changes, if all of them can be made.
fn made(original: Source<'_>, actions: &[Action]) -> Option<String> {
    let mut text = original.text.to_owned();
    for action in actions {
        text = make(original, &text, action).ok()?;
    }
    Some(text)
}

/// Whether two texts differ at most in blank lines and in blanks at line ends.
pub(super) fn same(a: &str, b: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim_end().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    lines(a) == lines(b)
}

fn has_unique_names(whole: &Part) -> bool {
    let mut names = BTreeSet::new();
    whole.all().all(|part| names.insert(&part.name))
}

struct Pair<'t> {
    original: Source<'t>,
    is: &'t str,
    /// Whether the changes within a part are made to see whether they give what the part says now.
    tries_each: bool,
}

impl Pair<'_> {
    /// The changes within a part that both texts have.
    fn part(&self, was: &Part, is: &Part, actions: &mut Vec<Action>) {
        let text = self.original.text;
        if same(was.core(text), is.core(self.is)) {
            return;
        }
        let can_go_in = was.kind == Kind::Unit
            || (was.kind == is.kind
                && !was.children.is_empty()
                && same(&around(was, text), &around(is, self.is)));
        if can_go_in {
            let mut within = Vec::new();
            self.children(was, is, &mut within);
            if was.kind == Kind::Unit || !self.tries_each || self.is_made_by(&within, is) {
                return actions.append(&mut within);
            }
        }
        actions.push(self.replaced(was, is));
    }

    /// Whether these changes make a part say what it says now.
    fn is_made_by(&self, actions: &[Action], is: &Part) -> bool {
        let Some(text) = made(self.original, actions) else {
            return false;
        };
        let source = Source {
            text: &text,
            ..self.original
        };
        let whole = outline(source);
        let mut parts = whole.all().filter(|part| part.name == is.name);
        parts.any(|part| same(part.core(&text), is.core(self.is)))
    }

    fn replaced(&self, was: &Part, is: &Part) -> Action {
        Action::Replace {
            name: was.name.clone(),
            was: Was::of(was.core(self.original.text)),
            text: as_read(is.core(self.is)),
        }
    }

    /// The changes to the parts within a part whose own words are the same.
    fn children(&self, was: &Part, is: &Part, actions: &mut Vec<Action>) {
        let known = |whole: &Part, name: &Name| whole.children.iter().any(|c| c.name == *name);
        let kept: Vec<&Name> = is
            .children
            .iter()
            .map(|part| &part.name)
            .filter(|name| known(was, name))
            .collect();
        let before: Vec<&Name> = was
            .children
            .iter()
            .map(|part| &part.name)
            .filter(|name| known(is, name))
            .collect();
        let stays = longest_common(&before, &kept);
        // Everything has a place beside something that is there when it is put there.
        let mut last: Option<&Name> = None;
        let mut waiting: Vec<&Part> = Vec::new();
        for part in &is.children {
            match was.children.iter().find(|old| old.name == part.name) {
                Some(old) => {
                    for new in waiting.drain(..) {
                        actions.push(Action::Insert {
                            beside: Beside::Before(part.name.clone()),
                            text: as_read(new.core(self.is)),
                        });
                    }
                    if let Some(after) = last.filter(|_| !stays.contains(&&part.name)) {
                        actions.push(Action::Move {
                            name: part.name.clone(),
                            beside: Beside::After(after.clone()),
                        });
                    } else if !stays.contains(&&part.name) {
                        let first = was.children.iter().find(|p| stays.contains(&&p.name));
                        actions.extend(first.map(|first| Action::Move {
                            name: part.name.clone(),
                            beside: Beside::Before(first.name.clone()),
                        }));
                    }
                    self.part(old, part, actions);
                    last = Some(&part.name);
                }
                None => match last {
                    Some(after) => {
                        actions.push(Action::Insert {
                            beside: Beside::After(after.clone()),
                            text: as_read(part.core(self.is)),
                        });
                        last = Some(&part.name);
                    }
                    None => waiting.push(part),
                },
            }
        }
        for old in was.children.iter().filter(|old| !known(is, &old.name)) {
            actions.push(Action::Hide {
                name: old.name.clone(),
                was: Was::of(old.core(self.original.text)),
            });
        }
    }
}

/// A part's own words: what stands around the parts within it.
fn around(part: &Part, text: &str) -> String {
    let mut at = part.span.start;
    let mut words = String::new();
    for child in &part.children {
        words.push_str(text.get(at..child.span.start).unwrap_or_default());
        // Where the parts within it stand among its words.
        words.push('\n');
        at = child.span.end;
    }
    words.push_str(text.get(at..part.span.end).unwrap_or_default());
    words
}

/// The longest run, not necessarily adjacent, that both have in the same order.
fn longest_common<'n>(a: &[&'n Name], b: &[&'n Name]) -> Vec<&'n Name> {
    let changes = diff_slices(Algorithm::Myers, a, b);
    let same = changes
        .into_iter()
        .filter(|(tag, _)| *tag == ChangeTag::Equal);
    same.flat_map(|(_, names)| names.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapt::properties::shipped;

    /// The smallest part that holds a place.
    fn smallest(whole: &Part, at: usize) -> &Part {
        let holds = |part: &&Part| part.span.range().contains(&at);
        whole.all().filter(holds).last().unwrap()
    }

    /// Where a line's first word of some length stands, after what marks the line.
    fn word(line: &str) -> Option<usize> {
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let mut words = line.split(|c| !is_letter(c));
        let word = words.find(|word| word.len() > 3)?;
        line.find(word)
    }

    /// Whether changes are of this part alone, as small as they can be said.
    fn is_small(actions: &[Action], whole: &Part, part: &Part) -> bool {
        let is_beside_others = whole
            .all()
            .find(|one| one.children.contains(part))
            .is_some_and(|question| question.children.len() > 1);
        match actions {
            [Action::Replace { name, .. }] => {
                *name == part.name || (part.kind == Kind::Option && !is_beside_others)
            }
            // Another option, where it is known by the words that were changed.
            actions => {
                part.kind == Kind::Option
                    && actions.len() == 2
                    && actions.iter().all(|action| match action {
                        Action::Hide { name, .. } => *name == part.name,
                        Action::Insert { text, .. } => text.contains("Zzz"),
                        Action::Replace { .. } | Action::Move { .. } => false,
                    })
            }
        }
    }

    #[test]
    fn one_word_of_a_shipped_unit_changes_the_smallest_part_that_holds_it() {
        let mut large = Vec::new();
        for (name, unit) in shipped().units {
            let whole = outline(Source {
                name: &name,
                text: &unit,
            });
            let front = whole.children[0].span.of(&unit);
            for section in &whole.children[1..] {
                // A section by itself, as a whole unit takes so much longer to read.
                let text = format!("{front}{}", section.span.of(&unit));
                let original = Source {
                    name: &name,
                    text: &text,
                };
                let was = outline(original);
                let mut start = 0;
                for line in text.split_inclusive('\n') {
                    let at = start;
                    start += line.len();
                    let is_words = at >= front.len() && !line.starts_with('#');
                    let Some(word) = word(line).filter(|_| is_words) else {
                        continue;
                    };
                    let mut edited = text.clone();
                    edited.insert_str(at + word, "Zzz");
                    let part = smallest(&was, at + word);
                    let actions = derive(original, &edited);
                    if !is_small(&actions, &was, part) {
                        let made: Vec<_> = actions.iter().map(|a| a.target().to_string()).collect();
                        large.push(format!("{name}, {}: {made:?}: {line}", part.name));
                    }
                }
            }
        }
        assert_eq!(large, [""; 0]);
    }
}
