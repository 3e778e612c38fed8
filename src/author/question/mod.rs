//! A question as a form: its parts taken out of the Markdown, and put back into it.
//!
//! Putting back changes the bytes of what was changed and no others. What was written is read
//! again before it is handed out, so that a form never writes anything that would be read as
//! something else: such a change is refused, and the field is named.

mod align;
#[cfg(test)]
mod any;
mod compose;
mod layout;
mod read;
mod rows;
#[cfg(test)]
mod tests;
mod under;
mod verify;
mod words;
mod write;

use std::str::FromStr;

use crate::{
    id::{QuestionId, StepId},
    question::Kind,
    read::read_unit,
    source::Source,
};

pub use self::{
    verify::{Field, Refused, Why},
    words::{AmountParts, as_cell, as_words},
};

/// A question's parts, each as its author types it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: Kind,
    /// What is asked: Markdown on one line.
    pub title: String,
    /// What the right response is worth.
    pub points: u32,
    /// Whether options are shown in a shuffled order.
    pub shuffle: bool,
    /// Whether only the exact set earns anything; for choosing several.
    pub all_or_nothing: bool,
    /// The criteria it practises.
    pub criteria: Vec<String>,
    /// The nations where it holds, as their keys; none for all.
    pub nations: Vec<String>,
    /// What stands before the answers, in Markdown; the gaps stand in it.
    pub stem: String,
    /// The answers.
    pub answers: Answers,
    /// What is said to those with the full points.
    pub right: Said,
    /// What is said to all others.
    pub otherwise: Said,
    /// What is said to everybody.
    pub always: Said,
}

/// What a kind of question has to answer with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Lines with a box: options, or known numbers and words.
    Choices(Vec<Choice>),
    /// A numbered list: items in order, or the labels of a scale.
    Items(Vec<Item>),
    /// A table of pairs.
    Pairs {
        /// What the left column holds.
        left_title: String,
        /// What the right column holds.
        right_title: String,
        /// The right pairs.
        rows: Vec<Pair>,
    },
    /// Nothing, or gaps, which stand in the stem.
    None,
}

/// A line with a box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its words; for known words, ways to say them parted by `|`.
    pub item: Item,
    /// Whether it is right.
    pub right: bool,
    /// What is said to it.
    pub said: Said,
    /// Whether choosing it is unsafe.
    pub is_unsafe: bool,
}

/// Words with an id of their own, if they need one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Markdown on one line.
    pub text: String,
    /// The author's id; empty without one.
    pub own_id: String,
}

/// A row of a table of pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// What is shown.
    pub left: Item,
    /// What belongs to it.
    pub right: Item,
}

/// What is said, and the step it leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The words, in Markdown, without the link that leads on.
    pub text: String,
    /// The link that leads on.
    pub leads: Option<Leads>,
}

/// A link to a step of the same scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    /// The step.
    pub to: String,
    /// The words of the link.
    pub words: String,
}

impl Said {
    /// Whether nothing is said and nothing leads on.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.leads.is_none()
    }
}

impl Answers {
    /// No answers yet, in the shape that a kind has.
    pub fn none_of(kind: Kind) -> Self {
        match kind {
            Kind::Single | Kind::Multiple | Kind::Number | Kind::Short => Self::Choices(Vec::new()),
            Kind::Order | Kind::Rate => Self::Items(Vec::new()),
            Kind::Match => Self::Pairs {
                left_title: String::new(),
                right_title: String::new(),
                rows: Vec::new(),
            },
            Kind::Gap | Kind::Reflect => Self::None,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Choices(choices) => choices.len(),
            Self::Items(items) => items.len(),
            Self::Pairs { rows, .. } => rows.len(),
            Self::None => 0,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn same_shape(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// Why a question cannot be shown as a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotRead {
    /// There is no question of that id.
    NotThere,
    /// Something in it is hidden from the reader by a mistake, which has to be mended first.
    Mistake {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
}

impl Draft {
    /// Changes the kind. Answers stay where the new kind has answers of the same shape; between
    /// lines with boxes and numbered lists their words stay.
    pub fn set_kind(&mut self, kind: Kind) {
        let fresh = Answers::none_of(kind);
        self.kind = kind;
        if !kind.is_scored() {
            self.points = 1;
            self.shuffle = true;
        }
        if kind != Kind::Multiple {
            self.all_or_nothing = false;
        }
        if self.answers.same_shape(&fresh) {
            return;
        }
        self.answers = match (std::mem::replace(&mut self.answers, Answers::None), fresh) {
            (Answers::Choices(choices), Answers::Items(_)) => {
                Answers::Items(choices.into_iter().map(|choice| choice.item).collect())
            }
            (Answers::Items(items), Answers::Choices(_)) => {
                let choice = |item| Choice {
                    item,
                    ..Choice::default()
                };
                Answers::Choices(items.into_iter().map(choice).collect())
            }
            (_, fresh) => fresh,
        };
    }
}

/// The question at a place in a unit's text: the one whose heading or body the place is in.
pub fn question_at(text: &str, offset: usize) -> Option<QuestionId> {
    let unit = read_unit(Source {
        name: "unit.md",
        text,
    })
    .value;
    let mut heads: Vec<(usize, Option<QuestionId>)> = Vec::new();
    for section in &unit.sections {
        heads.push((section.span.start, None));
        for question in section.questions() {
            heads.push((question.span.start, Some(question.id.clone())));
        }
    }
    for scenario in unit.scenarios() {
        let endings = scenario.steps.iter().filter(|step| step.question.is_none());
        heads.extend(endings.map(|step| (step.span.start, None)));
    }
    // A question that is a section begins where its section does, and counts.
    heads.sort_by_key(|(start, question)| (*start, question.is_some()));
    let before = heads.into_iter().take_while(|(start, _)| *start <= offset);
    before.last().and_then(|(_, question)| question)
}

/// The steps that a question's feedback can lead to: those of its scenario, none elsewhere.
pub fn steps_from(text: &str, id: &str) -> Vec<StepId> {
    let unit = read_unit(Source {
        name: "unit.md",
        text,
    })
    .value;
    let Ok(step) = StepId::from_str(id) else {
        return Vec::new();
    };
    let found = unit
        .scenarios()
        .find(|scenario| scenario.step(&step).is_some());
    found
        .into_iter()
        .flat_map(|scenario| scenario.steps.iter().map(|step| step.id.clone()))
        .collect()
}
