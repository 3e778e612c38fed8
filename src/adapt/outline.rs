//! A unit's text as the parts that an adaptation can name: front matter, opening, sections,
//! scenarios, steps, questions, options, criteria.
//!
//! Parts are stretches of the author's text; nothing is read out of them here but where they
//! begin and end. A part ends where the next of its kind begins, so that the blank lines after it
//! belong to it.

use std::{fmt, str::FromStr};

use pulldown_cmark::{Event, Tag};
use serde::{Deserialize, Serialize};

use crate::{
    block::Document,
    id::{OptionId, QuestionId, SectionId},
    question::{Interaction, Question},
    read::read_unit,
    source::{Source, Span},
    unit::{Content, Part as Piece, Unit},
};

/// The name of a part, as an adaptation writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Name {
    /// The front matter, written `@front`.
    Front,
    /// What stands before the first section, written `@opening`.
    Opening,
    /// The unit's whole text, written `@unit`.
    Unit,
    /// A section, scenario, step, question or criterion, written as its id.
    Heading(SectionId),
    /// An option, item or known answer, written `question/option`.
    Option(QuestionId, OptionId),
}

/// A text that is not the name of a part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no part of a unit")]
pub struct BadName(String);

impl FromStr for Name {
    type Err = BadName;
    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = |_| BadName(text.to_owned());
        Ok(match text {
            "@front" => Self::Front,
            "@opening" => Self::Opening,
            "@unit" => Self::Unit,
            text => match text.split_once('/') {
                Some((question, option)) => {
                    Self::Option(question.parse().map_err(bad)?, option.parse().map_err(bad)?)
                }
                None => Self::Heading(text.parse().map_err(bad)?),
            },
        })
    }
}

impl TryFrom<String> for Name {
    type Error = BadName;
    fn try_from(text: String) -> Result<Self, BadName> {
        text.parse()
    }
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        name.to_string()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Front => f.write_str("@front"),
            Self::Opening => f.write_str("@opening"),
            Self::Unit => f.write_str("@unit"),
            Self::Heading(id) => id.fmt(f),
            Self::Option(question, option) => write!(f, "{question}/{option}"),
        }
    }
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The front matter.
    Front,
    /// What stands before the first section.
    Opening,
    /// The whole text.
    Unit,
    /// Something to read.
    Section,
    /// A scenario.
    Scenario,
    /// A step of a scenario, with its question if it asks one.
    Step,
    /// A question outside a scenario.
    Question,
    /// An option, item or known answer.
    Option,
    /// An assessment criterion.
    Criterion,
}

impl Kind {
    /// What stands between two parts of this kind.
    pub(super) fn gap(self) -> &'static str {
        match self {
            Self::Option => "\n",
            Self::Front
            | Self::Opening
            | Self::Unit
            | Self::Section
            | Self::Scenario
            | Self::Step
            | Self::Question
            | Self::Criterion => "\n\n",
        }
    }
}

/// One part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: Kind,
    /// Where it stands, with the blank lines after it.
    pub span: Span,
    /// The parts within it, in order.
    pub children: Vec<Part>,
}

impl Part {
    /// The text without the blank lines after it.
    pub fn core<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text).trim_end()
    }

    /// Its place without the blank lines after it.
    pub(super) fn core_span(&self, text: &str) -> Span {
        Span::new(self.span.start, self.span.start + self.core(text).len())
    }

    /// This part and all within it, in the order of the text.
    pub fn all(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        Box::new(std::iter::once(self).chain(self.children.iter().flat_map(Self::all)))
    }
}

/// A unit's text in parts: the whole, with everything else within it.
pub fn outline(source: Source<'_>) -> Part {
    of_unit(source.text, &read_unit(source).value)
}

/// The same of a unit that has been read from this text.
pub(super) fn of_unit(text: &str, unit: &Unit) -> Part {
    let document = Document::parse(text);
    let starts: Vec<usize> = unit.sections.iter().map(|s| s.heading.start).collect();
    let end_of = |at: usize| starts.get(at + 1).copied().unwrap_or(text.len());
    let first = starts.first().copied().unwrap_or(text.len());
    let front = match document.node(0).map(|node| (&node.event, node.span)) {
        Some((Event::Start(Tag::MetadataBlock(_)), span)) => span.end.min(first),
        _ => 0,
    };
    let front = past_blanks(text, front, first);
    let mut children = Vec::new();
    // Blank lines alone are no part: nothing can stand in their place.
    let is_part = |start: usize, end: usize| !Span::new(start, end).of(text).trim().is_empty();
    if is_part(0, front) {
        children.push(Part {
            name: Name::Front,
            kind: Kind::Front,
            span: Span::new(0, front),
            children: Vec::new(),
        });
    }
    if is_part(front, first) {
        children.push(Part {
            name: Name::Opening,
            kind: Kind::Opening,
            span: Span::new(front, first),
            children: Vec::new(),
        });
    }
    for (at, section) in unit.sections.iter().enumerate() {
        let span = Span::new(section.heading.start, end_of(at));
        let (kind, inner) = match &section.content {
            Content::Reading(reading) => {
                let questions = reading.parts.iter().filter_map(|part| match part {
                    Piece::Question(question) => Some(&**question),
                    Piece::Prose(_) => None,
                });
                let part = |question: &Question| {
                    let end = past_blanks(text, question.span.end, span.end);
                    question_part(text, &document, question, question.heading.start, end)
                };
                (Kind::Section, questions.map(part).collect())
            }
            Content::Scenario(scenario) => {
                let starts: Vec<usize> = scenario.steps.iter().map(|s| s.heading.start).collect();
                let steps = scenario.steps.iter().enumerate().map(|(at, step)| {
                    let inner = Span::new(
                        step.heading.start,
                        starts.get(at + 1).copied().unwrap_or(span.end),
                    );
                    Part {
                        name: Name::Heading(SectionId::from(step.id.clone())),
                        kind: Kind::Step,
                        span: inner,
                        children: step
                            .question
                            .as_ref()
                            .map_or_else(Vec::new, |q| options(text, &document, q, inner)),
                    }
                });
                (Kind::Scenario, steps.collect())
            }
            Content::Question(question) => {
                (Kind::Question, options(text, &document, question, span))
            }
            Content::Criterion(_) => (Kind::Criterion, Vec::new()),
        };
        children.push(Part {
            name: Name::Heading(section.id.clone()),
            kind,
            span,
            children: inner,
        });
    }
    Part {
        name: Name::Unit,
        kind: Kind::Unit,
        span: Span::new(0, text.len()),
        children,
    }
}

fn question_part(
    text: &str,
    document: &Document<'_>,
    question: &Question,
    start: usize,
    end: usize,
) -> Part {
    let span = Span::new(start, end);
    Part {
        name: Name::Heading(SectionId::from(question.id.clone())),
        kind: Kind::Question,
        span,
        children: options(text, document, question, span),
    }
}

/// The items of a question's list. Pairs of a table and gaps of a text are changed with their
/// question.
fn options(text: &str, document: &Document<'_>, question: &Question, within: Span) -> Vec<Part> {
    let found: Vec<(&OptionId, Span)> = match &question.interaction {
        Interaction::Single(choice) => choice.options.iter().map(|o| (&o.id, o.span)).collect(),
        Interaction::Multiple(several) => {
            let options = several.choice.options.iter();
            options.map(|o| (&o.id, o.span)).collect()
        }
        Interaction::Order(order) => order.items.iter().map(|i| (&i.id, i.span)).collect(),
        Interaction::Number(number) => number.known.iter().map(|k| (&k.id, k.span)).collect(),
        Interaction::Short(short) => short.known.iter().map(|k| (&k.id, k.span)).collect(),
        Interaction::Rate(rate) => rate.labels.iter().map(|l| (&l.id, l.span)).collect(),
        Interaction::Match(_) | Interaction::Gap(_) | Interaction::Reflect => Vec::new(),
    };
    let starts: Vec<usize> = found.iter().map(|(_, span)| span.start).collect();
    let whole = |start: usize| {
        let nodes = document.nodes(document.all());
        let from = nodes.partition_point(|node| node.span.start < start);
        let here = nodes.get(from..).unwrap_or_default().iter();
        here.take_while(|node| node.span.start == start)
            .find(|node| matches!(node.event, Event::Start(Tag::Item)))
            .map(|node| node.span)
    };
    let parts = found
        .into_iter()
        .enumerate()
        .filter_map(|(at, (id, span))| {
            let item = whole(span.start)?;
            let next = starts.get(at + 1).copied().unwrap_or(within.end);
            // A list's last item may claim the blank lines after it; a sub-list, the whole rest.
            let end = item.start + item.of(text).trim_end().len();
            Some(Part {
                name: Name::Option(question.id.clone(), id.clone()),
                kind: Kind::Option,
                span: Span::new(item.start, past_blanks(text, end, next.min(within.end))),
                children: Vec::new(),
            })
        });
    parts.collect()
}

/// The end of the blanks that begin at `from`, at most `end`: whole lines only.
fn past_blanks(text: &str, from: usize, end: usize) -> usize {
    let rest = text.get(from..end.max(from)).unwrap_or_default();
    let blanks = rest.len() - rest.trim_start().len();
    match rest.get(..blanks).and_then(|blank| blank.rfind('\n')) {
        Some(_) if blanks == rest.len() => from + blanks,
        Some(line) => from + line + 1,
        None => from,
    }
}
