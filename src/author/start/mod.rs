//! The texts to start from, with comments that learners do not see, and how they get their names.
//! `underpin new` writes them, and an editor's toolbar.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

use crate::{id::propose, question::Kind, unit::Unit};

/// A whole unit.
pub const UNIT: &str = include_str!("unit.md");
/// A story in steps.
pub const SCENARIO: &str = include_str!("scenario.md");
/// A criterion, with a section that teaches it and a question that practises it.
pub const CRITERION: &str = include_str!("criterion.md");

/// A section to read.
pub const SECTION: &str = include_str!("section.md");
/// A section that says what the law is.
pub const LAW: &str = include_str!("law.md");
/// A step that ends a story.
pub const ENDING: &str = include_str!("ending.md");

/// A question's starting point, and its heading where nobody gave one.
pub fn question(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Single => (include_str!("question/single.md"), "What do you do first?"),
        Kind::Multiple => (include_str!("question/multiple.md"), "Which of these help?"),
        Kind::Order => (include_str!("question/order.md"), "What comes first?"),
        Kind::Match => (include_str!("question/match.md"), "What belongs together?"),
        Kind::Gap => (include_str!("question/gap.md"), "Which words are missing?"),
        Kind::Number => (
            include_str!("question/number.md"),
            "How many hours is that?",
        ),
        Kind::Short => (include_str!("question/short.md"), "What is it called?"),
        Kind::Rate => (
            include_str!("question/rate.md"),
            "How far is that so where you work?",
        ),
        Kind::Reflect => (
            include_str!("question/reflect.md"),
            "When did you last see this?",
        ),
    }
}

/// What a starting point is to be called.
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A criterion's number; empty for all else.
    pub reference: String,
}

/// A whole unit to start from, checked today and to be checked again in half a year.
pub fn unit(named: &Named, today: Date) -> String {
    let later = today.saturating_add(6.months());
    named
        .fill(UNIT)
        .replace("TODAY", &today.to_string())
        .replace("LATER", &later.to_string())
}

impl Named {
    /// Names something by its heading, or by its id.
    pub fn by(name: &str) -> Self {
        let id = propose(name);
        // What would end a heading, or a text in front matter, is left out.
        let title = name.replace(['"', '\\', '\n', '{', '}'], "");
        let title = match title == id || title.trim().is_empty() {
            true => sentence(&id),
            false => title,
        };
        Self {
            id,
            title,
            reference: String::new(),
        }
    }

    /// Names a criterion by its text: its id is made from its number, which is the next one of the
    /// unit.
    pub fn criterion(text: &str, unit: Option<&Unit>) -> Self {
        let last = unit.and_then(|unit| unit.criteria().last());
        let reference = last.and_then(|last| {
            let (outcome, number) = last.reference.rsplit_once('.')?;
            let next = number.parse::<u32>().ok()?.checked_add(1)?;
            Some(format!("{outcome}.{next}"))
        });
        let reference = reference.unwrap_or_else(|| "1.1".to_owned());
        Self {
            id: propose(&format!("ac {reference}")),
            title: text.to_owned(),
            reference,
        }
    }

    /// A starting point with the names put in.
    pub fn fill(&self, text: &str) -> String {
        text.replace("NEW TITLE", &self.title)
            .replace("NEW-REF", &self.reference)
            .replace("NEW-ID", &self.id)
    }

    /// The same, with ids that are not among those taken.
    pub fn fill_apart(mut self, text: &str, taken: &BTreeSet<&str>) -> String {
        let wanted = self.id.clone();
        for number in 2.. {
            let filled = self.fill(text);
            if ids_in(&filled).all(|id| !taken.contains(id)) {
                return filled;
            }
            self.id = format!("{wanted}-{number}");
        }
        unreachable!("there are more numbers than ids in a file");
    }
}

/// An id as words: `night-shift` is “Night shift”.
fn sentence(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Every id in a text, of headings and of options.
pub fn ids_in(text: &str) -> impl Iterator<Item = &str> {
    let marks = text.split("{#").skip(1);
    marks.filter_map(|rest| rest.split([' ', '}', '\n']).next())
}

/// A starting point without its comments, for those who are told elsewhere what they say.
pub fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        let after = comment.split_once("-->").map_or("", |(_, after)| after);
        rest = after.trim_start_matches('\n');
    }
    kept.push_str(rest);
    kept
}
