//! The nine kinds of question, and what each makes of a response.
//!
//! A kind is one file: the type, how its responses are scored, and tests. A question decides
//! nothing about a criterion; it is practice.

#[cfg(test)]
pub(crate) mod any;
mod choice;
mod entry;
mod gap;
mod matching;
mod number;
mod order;
#[cfg(test)]
mod properties;
mod rate;
mod response;
mod short;
mod shuffle;
mod words;

use serde::{Deserialize, Serialize};

pub(crate) use self::words::Listed;
pub use self::{
    choice::{Choice, ChoiceOption, Multiple},
    entry::{Answer, Entry, KnownAnswer},
    gap::{Blank, Gap, GapKind},
    matching::{Match, Pair},
    number::{Amount, BadAmount, Number},
    order::{Item, Order},
    rate::{Label, Rate},
    response::Response,
    short::{Short, fold_text},
    shuffle::shuffled,
};
use crate::{
    id::{CriterionId, OptionId, QuestionId, StepId},
    nation::Nations,
    prose::Prose,
    score::{Arithmetic, Points, Score},
    source::Span,
};

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The author's id, unique in the unit.
    pub id: QuestionId,
    /// The heading: what is asked.
    pub title: Prose,
    /// What stands between the heading and the options.
    pub stem: Prose,
    /// What the right response is worth.
    pub points: Points,
    /// Whether options are shown in a shuffled order.
    pub shuffle: bool,
    /// The criteria it practises.
    pub criteria: Vec<CriterionId>,
    /// Where it holds.
    pub nations: Nations,
    /// Its kind, and what belongs to it.
    pub interaction: Interaction,
    /// What is said whatever was answered.
    pub discussion: Discussion,
    /// The whole question in the file.
    pub span: Span,
    /// Its heading in the file.
    pub heading: Span,
}

/// The nine kinds, with the name of the QTI 3 interaction that each is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Interaction {
    /// Choose one (choice).
    Single(Choice),
    /// Choose all that are right (choice).
    Multiple(Multiple),
    /// Put in order (order).
    Order(Order),
    /// Put together what belongs together (match).
    Match(Match),
    /// Fill the gaps, by typing (text entry) or choosing (inline choice).
    Gap(Gap),
    /// Give a number (text entry).
    Number(Number),
    /// Give a word or a few (text entry).
    Short(Short),
    /// Say where you stand on a scale (choice, never scored).
    Rate(Rate),
    /// Think it over in your own words (extended text, never scored).
    Reflect,
}

/// The kind of a question, without what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "they are explained at `Interaction`")]
pub enum Kind {
    Single,
    Multiple,
    Order,
    Match,
    Gap,
    Number,
    Short,
    Rate,
    Reflect,
}

impl Kind {
    /// All kinds, in the order in which the language explains them.
    pub const ALL: [Self; 9] = [
        Self::Single,
        Self::Multiple,
        Self::Order,
        Self::Match,
        Self::Gap,
        Self::Number,
        Self::Short,
        Self::Rate,
        Self::Reflect,
    ];

    /// The heading's class, without its full stop.
    pub fn class(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multiple => "multiple",
            Self::Order => "order",
            Self::Match => "match",
            Self::Gap => "gap",
            Self::Number => "number",
            Self::Short => "short",
            Self::Rate => "rate",
            Self::Reflect => "reflect",
        }
    }

    /// The kind that a heading's class names.
    pub fn of_class(class: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.class() == class)
    }

    /// Whether responses of this kind can earn points.
    pub fn is_scored(self) -> bool {
        !matches!(self, Self::Rate | Self::Reflect)
    }
}

/// What an author says to somebody who gave a certain response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// The words, without the link that leads on.
    pub prose: Prose,
    /// Whether the response it is for is unsafe, which no points make good.
    pub is_unsafe: bool,
    /// The step of the scenario it leads to.
    pub leads_to: Option<StepId>,
    /// The words of the link that leads there.
    pub leads_by: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// What is said under a question's options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussion {
    /// To everybody.
    pub always: Option<Feedback>,
    /// To those with the full points: what begins **Right.**
    pub right: Option<Feedback>,
    /// To all others: what begins **Otherwise.**
    pub otherwise: Option<Feedback>,
}

/// Why a response does not fit a question. It is never scored as 0: that would re-mark somebody's
/// work because an author edited the question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The response is of another kind.
    #[error("the response is not of the kind {}", .0.class())]
    Kind(Kind),
    /// The response names something the question does not have.
    #[error("the question has no option {0}")]
    Unknown(OptionId),
    /// The response leaves out or repeats something that each must have a place.
    #[error("the response does not place every item once")]
    NotEveryItem,
}

impl Question {
    /// The kind.
    pub fn kind(&self) -> Kind {
        match &self.interaction {
            Interaction::Single(_) => Kind::Single,
            Interaction::Multiple(_) => Kind::Multiple,
            Interaction::Order(_) => Kind::Order,
            Interaction::Match(_) => Kind::Match,
            Interaction::Gap(_) => Kind::Gap,
            Interaction::Number(_) => Kind::Number,
            Interaction::Short(_) => Kind::Short,
            Interaction::Rate(_) => Kind::Rate,
            Interaction::Reflect => Kind::Reflect,
        }
    }

    /// What a response earns; none where the question is not scored, by its kind or because its
    /// content is wrong (nothing right, fewer than two items).
    ///
    /// # Errors
    /// The response does not fit the question.
    pub fn score(&self, response: &Response) -> Result<Option<Score>, Unfit> {
        let why = self.arithmetic(response)?;
        Ok(why.map(|why| Score::of(self.points, why)))
    }

    fn arithmetic(&self, response: &Response) -> Result<Option<Arithmetic>, Unfit> {
        match (&self.interaction, response) {
            (Interaction::Single(choice), Response::Single(chosen)) => choice.score(chosen),
            (Interaction::Multiple(multiple), Response::Multiple(chosen)) => multiple.score(chosen),
            (Interaction::Order(order), Response::Order(items)) => order.score(items),
            (Interaction::Match(matching), Response::Match(pairs)) => matching.score(pairs),
            (Interaction::Gap(gap), Response::Gap(filled)) => gap.score(filled),
            (Interaction::Number(number), Response::Number(typed)) => Ok(number.score(typed)),
            (Interaction::Short(short), Response::Short(typed)) => Ok(short.score(typed)),
            (Interaction::Rate(rate), Response::Rate(chosen)) => rate.check(chosen).map(|()| None),
            (Interaction::Reflect, Response::Reflect(_)) => Ok(None),
            (
                Interaction::Single(_)
                | Interaction::Multiple(_)
                | Interaction::Order(_)
                | Interaction::Match(_)
                | Interaction::Gap(_)
                | Interaction::Number(_)
                | Interaction::Short(_)
                | Interaction::Rate(_)
                | Interaction::Reflect,
                _,
            ) => Err(Unfit::Kind(self.kind())),
        }
    }

    /// Whether any response earns anything.
    pub fn is_scored(&self) -> bool {
        match &self.interaction {
            Interaction::Single(choice) => choice.is_scored(),
            Interaction::Multiple(multiple) => multiple.is_scored(),
            Interaction::Order(order) => order.is_scored(),
            Interaction::Match(matching) => !matching.pairs.is_empty(),
            Interaction::Gap(gap) => !gap.blanks.is_empty(),
            Interaction::Number(number) => number.is_scored(),
            Interaction::Short(short) => short.is_scored(),
            Interaction::Rate(_) | Interaction::Reflect => false,
        }
    }

    /// The most that can be earned: nothing where the question is not scored.
    pub fn maximum(&self) -> Points {
        if self.is_scored() {
            self.points
        } else {
            Points::ZERO
        }
    }

    /// What the author says to this response: to what was chosen, in the file's order, then to
    /// right or other responses, then to all.
    ///
    /// # Errors
    /// The response does not fit the question.
    pub fn feedback(&self, response: &Response) -> Result<Vec<&Feedback>, Unfit> {
        let full = self.score(response)?.map(|score| score.is_full());
        let mut said: Vec<&Feedback> = match (&self.interaction, response) {
            (Interaction::Single(choice), Response::Single(chosen)) => {
                choice.feedback(|option| option.id == *chosen)
            }
            (Interaction::Multiple(multiple), Response::Multiple(chosen)) => multiple
                .choice
                .feedback(|option| chosen.contains(&option.id)),
            (Interaction::Number(number), Response::Number(typed)) => number.feedback(typed),
            (Interaction::Short(short), Response::Short(typed)) => short.feedback(typed),
            _ => Vec::new(),
        };
        match full {
            Some(true) => said.extend(&self.discussion.right),
            Some(false) => said.extend(&self.discussion.otherwise),
            None => {}
        }
        said.extend(&self.discussion.always);
        Ok(said)
    }

    /// The step a response leads to: the first link in the feedback that is shown.
    ///
    /// # Errors
    /// The response does not fit the question.
    pub fn leads_to(&self, response: &Response) -> Result<Option<&StepId>, Unfit> {
        Ok(self
            .feedback(response)?
            .into_iter()
            .find_map(|said| said.leads_to.as_ref()))
    }

    /// Whether a response holds an unsafe choice.
    ///
    /// # Errors
    /// The response does not fit the question.
    pub fn is_unsafe(&self, response: &Response) -> Result<bool, Unfit> {
        Ok(self
            .feedback(response)?
            .into_iter()
            .any(|said| said.is_unsafe))
    }

    /// The right response, where the question is scored.
    pub fn key(&self) -> Option<Response> {
        if !self.is_scored() {
            return None;
        }
        match &self.interaction {
            Interaction::Single(choice) => choice
                .options
                .iter()
                .find(|option| option.right)
                .map(|o| Response::Single(o.id.clone())),
            Interaction::Multiple(multiple) => Some(multiple.key()),
            Interaction::Order(order) => Some(order.key()),
            Interaction::Match(matching) => Some(matching.key()),
            Interaction::Gap(gap) => Some(gap.key()),
            Interaction::Number(number) => number.key(),
            Interaction::Short(short) => short.key(),
            Interaction::Rate(_) | Interaction::Reflect => None,
        }
    }

    /// Responses that between them show every way on from this question, each with the most that
    /// can be earned on that way. A scenario's maximum needs no others.
    pub fn representatives(&self) -> Vec<Response> {
        match &self.interaction {
            Interaction::Single(choice) => choice
                .options
                .iter()
                .map(|option| Response::Single(option.id.clone()))
                .collect(),
            Interaction::Multiple(multiple) => multiple.representatives(),
            Interaction::Order(order) => order.representatives(),
            Interaction::Match(matching) => matching.representatives(),
            Interaction::Gap(gap) => gap.representatives(),
            Interaction::Number(number) => number.representatives(),
            Interaction::Short(short) => short.representatives(),
            Interaction::Rate(rate) => rate
                .labels
                .iter()
                .map(|label| Response::Rate(label.id.clone()))
                .collect(),
            Interaction::Reflect => vec![Response::Reflect(String::new())],
        }
    }

    /// All feedback there is, with the step each leads to: options first, in the file's order.
    pub fn all_feedback(&self) -> impl Iterator<Item = &Feedback> {
        let own: Vec<&Feedback> = match &self.interaction {
            Interaction::Single(choice) => choice.feedback(|_| true),
            Interaction::Multiple(multiple) => multiple.choice.feedback(|_| true),
            Interaction::Number(number) => number.all_feedback(),
            Interaction::Short(short) => short.all_feedback(),
            Interaction::Order(_)
            | Interaction::Match(_)
            | Interaction::Gap(_)
            | Interaction::Rate(_)
            | Interaction::Reflect => Vec::new(),
        };
        let Discussion {
            always,
            right,
            otherwise,
        } = &self.discussion;
        own.into_iter().chain(right).chain(otherwise).chain(always)
    }
}
