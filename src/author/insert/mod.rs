//! What a toolbar puts into a unit's text: where it goes, what it says to begin with, and what is
//! selected afterwards, so that the next key typed takes its place.

mod answers;
#[cfg(test)]
mod tests;

use jiff::{ToSpan, civil::Date};
use pulldown_cmark::{Event, Tag};

use super::{
    question::{CannotRead, Refused},
    start::{self, Named, ids_in},
    with_edit,
};
use crate::{
    block::Document,
    diagnostic::Edit,
    nation::Nation,
    pack::FillingKind,
    question::Kind,
    read::read_unit,
    source::{Source, Span},
};

/// What can be put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Insert {
    /// A section to read.
    Section,
    /// What the law says in a nation.
    Law(Nation),
    /// A story in steps.
    Scenario,
    /// A step that ends the story.
    Ending,
    /// A question; in a scenario, a step.
    Question(Kind),
    /// Another answer of the question at the caret.
    Answer,
    /// The mark that the answer at the caret is unsafe, or its taking away.
    Unsafe,
    /// The step that the answer at the caret leads to.
    Branch,
    /// A criterion, with what teaches and practises it.
    Criterion,
    /// One of the pack's own words.
    Filling(FillingKind, String),
}

/// A change of the text, and what is selected after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted {
    /// The change; none where only the selection moves.
    pub edit: Option<Edit>,
    /// What is selected in the changed text.
    pub selection: Span,
}

/// Why something cannot be put in at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotInsert {
    /// The caret is in no question that has answers.
    NotInQuestion,
    /// The caret is in no answer with a box.
    NotInAnswer,
    /// A right answer cannot be unsafe.
    Right,
    /// The question is no step of a scenario.
    NotInScenario,
    /// There is no other step to lead to.
    NoOtherStep,
    /// The front matter holds no content.
    InFront,
    /// The question has a mistake that has to be mended first.
    Mistake(CannotRead),
    /// The change would not be read as it is meant.
    Refused(Vec<Refused>),
}

/// What putting something in at a selection does to a text.
///
/// # Errors
/// It has no place there.
pub fn insert(
    text: &str,
    selection: Span,
    what: &Insert,
    today: Date,
) -> Result<Inserted, CannotInsert> {
    let at = selection.start.min(text.len());
    match what {
        Insert::Section => Ok(block(text, at, 2, start::SECTION, "A new section")),
        Insert::Scenario => Ok(block(text, at, 2, start::SCENARIO, "A hard evening")),
        Insert::Law(nation) => {
            let later = today.saturating_add(6.months());
            let law = start::LAW
                .replace("NATION", nation.key())
                .replace("TODAY", &today.to_string())
                .replace("LATER", &later.to_string());
            let title = format!("What the law says in {}", nation);
            Ok(block(text, at, 2, &law, &title))
        }
        Insert::Criterion => {
            let unit = read_unit(Source {
                name: "unit.md",
                text,
            })
            .value;
            let named = Named::criterion("Describe what good support looks like", Some(&unit));
            let text_of = start::without_comments(start::CRITERION);
            Ok(put(text, next_heading(text, at, 2), &text_of, named))
        }
        Insert::Ending => match section_at(text, at) {
            Section::Scenario => Ok(block(text, at, 3, start::ENDING, "How it ends")),
            _ => Err(CannotInsert::NotInScenario),
        },
        Insert::Question(kind) => {
            let (starting_point, title) = start::question(*kind);
            Ok(match section_at(text, at) {
                Section::Reading | Section::Scenario => {
                    block(text, at, 3, &format!("#{starting_point}"), title)
                }
                Section::Other => block(text, at, 2, starting_point, title),
            })
        }
        Insert::Filling(kind, key) => {
            if at < front_end(text) {
                return Err(CannotInsert::InFront);
            }
            let filling = format!("{{{{{}:{key}}}}}", kind.key());
            let end = at + filling.len();
            Ok(Inserted {
                edit: Some(Edit {
                    span: selection,
                    text: filling,
                }),
                selection: Span::at(end),
            })
        }
        Insert::Answer => answers::answer(text, at),
        Insert::Unsafe => answers::unsafe_mark(text, at),
        Insert::Branch => answers::branch(text, at),
    }
}

// ---- Blocks ----------------------------------------------------------------------------------

enum Section {
    Reading,
    Scenario,
    Other,
}

struct Heading {
    start: usize,
    level: u8,
    class: Option<String>,
}

fn headings(text: &str) -> Vec<Heading> {
    let document = Document::parse(text);
    let tops = document.siblings(document.all());
    let found = tops.filter_map(|(_, node)| match &node.event {
        Event::Start(Tag::Heading { level, classes, .. }) => Some(Heading {
            start: node.span.start,
            level: *level as u8,
            class: classes.first().map(ToString::to_string),
        }),
        _ => None,
    });
    found.collect()
}

fn section_at(text: &str, at: usize) -> Section {
    let mut before = headings(text)
        .into_iter()
        .filter(|heading| heading.level <= 2 && heading.start <= at);
    match before.next_back() {
        None => Section::Other,
        Some(heading) => match heading.class.as_deref() {
            None | Some("law") => Section::Reading,
            Some("scenario") => Section::Scenario,
            Some(_) => Section::Other,
        },
    }
}

fn front_end(text: &str) -> usize {
    let document = Document::parse(text);
    match document.node(0) {
        Some(node) if matches!(node.event, Event::Start(Tag::MetadataBlock(_))) => node.span.end,
        _ => 0,
    }
}

/// The start of the next heading behind the caret's line of this level or above, or the end.
fn next_heading(text: &str, at: usize, level: u8) -> usize {
    let line_end = text
        .get(at..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |end| at + end);
    let from = line_end.max(front_end(text));
    headings(text)
        .into_iter()
        .find(|heading| heading.start >= from && heading.level <= level)
        .map_or(text.len(), |heading| heading.start)
}

fn block(text: &str, at: usize, level: u8, starting_point: &str, title: &str) -> Inserted {
    let place = next_heading(text, at, level);
    put(
        text,
        place,
        &start::without_comments(starting_point),
        Named::by(title),
    )
}

/// Puts a block in at a place between blocks, with empty lines around it.
fn put(text: &str, place: usize, starting_point: &str, named: Named) -> Inserted {
    let taken = ids_in(text).collect();
    let title = named.title.clone();
    let filled = named.fill_apart(starting_point, &taken);
    let before = text.get(..place).unwrap_or_default();
    let lead = match before {
        "" => "",
        before if before.ends_with("\n\n") => "",
        before if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let tail = if place < text.len() { "\n" } else { "" };
    let body = format!("{lead}{}\n{tail}", filled.trim_end());
    // What is typed next is the heading, the criterion's own or the first.
    let heading = body.rfind(&format!(" {title} {{#"));
    let start = heading
        .map_or(0, |found| found + 1)
        .max(body.find(&title).unwrap_or(0));
    Inserted {
        selection: Span::new(place + start, place + start + title.len()),
        edit: Some(Edit {
            span: Span::at(place),
            text: body,
        }),
    }
}

/// The one edit of an insertion, for those who apply it to a text that may have changed.
pub fn applied(text: &str, inserted: &Inserted) -> String {
    inserted
        .edit
        .as_ref()
        .map_or_else(|| text.to_owned(), |edit| with_edit(text, edit))
}
