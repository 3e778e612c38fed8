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
    let mut actions = Vec::new();
    if has_unique_names(&was) && has_unique_names(&is) {
        let pair = Pair {
            was: original.text,
            is: edited,
        };
        pair.part(&was, &is, &mut actions);
        if let Some(actions) = confirmed(original, edited, actions) {
            return actions;
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

/// The changes, if they give the edited text.
fn confirmed(original: Source<'_>, edited: &str, actions: Vec<Action>) -> Option<Vec<Action>> {
    let mut text = original.text.to_owned();
    for action in &actions {
        text = make(original, &text, action).ok()?;
    }
    same(&text, edited).then_some(actions)
}

/// Whether two texts differ at most in blank lines and in blanks at line ends.
fn same(a: &str, b: &str) -> bool {
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
    was: &'t str,
    is: &'t str,
}

impl Pair<'_> {
    /// The changes within a part that both texts have.
    fn part(&self, was: &Part, is: &Part, actions: &mut Vec<Action>) {
        if same(was.core(self.was), is.core(self.is)) {
            return;
        }
        let can_go_in = was.kind == Kind::Unit
            || (was.kind == is.kind
                && !was.children.is_empty()
                && same(&around(was, self.was), &around(is, self.is)));
        match can_go_in {
            true => self.children(was, is, actions),
            false => actions.push(self.replaced(was, is)),
        }
    }

    fn replaced(&self, was: &Part, is: &Part) -> Action {
        Action::Replace {
            name: was.name.clone(),
            was: Was::of(was.core(self.was)),
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
                was: Was::of(old.core(self.was)),
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
