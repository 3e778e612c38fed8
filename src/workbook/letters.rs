//! The letters that a question's options have on paper, and the order they stand in: that of the
//! first attempt, as on the unit's page.
//!
//! A letter is for the eye only. What is recorded is the option's id.

use std::fmt;

use crate::{
    id::OptionId,
    prose::Prose,
    question::{Interaction, Question, shuffled},
};

/// What stands beside an option: a letter, or a number where there are too many for letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A to Z.
    Letter(char),
    /// From 1.
    Number(usize),
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(letter) => write!(f, "{letter}"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// The labels of so many options.
pub fn labels(count: usize) -> impl Iterator<Item = Label> {
    let letters = ('A'..='Z').count();
    let label = move |(letter, number): (Option<char>, usize)| match letter {
        Some(letter) if count <= letters => Label::Letter(letter),
        _ => Label::Number(number),
    };
    let all = ('A'..='Z').map(Some).chain(std::iter::repeat(None));
    all.zip(1..).take(count).map(label)
}

/// Something that is chosen, with its label.
#[derive(Clone, Copy, Debug)]
pub struct Lettered<'a> {
    /// Its label.
    pub label: Label,
    /// What it is known by.
    pub id: &'a OptionId,
    /// Its words.
    pub text: &'a Prose,
}

/// The places `0..count` in the order in which a question shows them at the first attempt.
pub fn shown_order(question: &Question, count: usize, never_key: bool) -> Vec<usize> {
    if question.shuffle || never_key {
        shuffled(&question.id, 0, count, never_key)
    } else {
        (0..count).collect()
    }
}

/// What a response to a question is chosen among, as it is printed: options, items to put in
/// order, the right-hand sides of pairs, labels of a scale. Nothing for what is typed.
pub fn lettered(question: &Question) -> Vec<Lettered<'_>> {
    let all: Vec<(&OptionId, &Prose)> = match &question.interaction {
        Interaction::Single(choice) => options(choice),
        Interaction::Multiple(multiple) => options(&multiple.choice),
        Interaction::Order(order) => {
            let items = order.items.iter();
            items.map(|item| (&item.id, &item.text)).collect()
        }
        Interaction::Match(matching) => matching.choices(),
        Interaction::Rate(rate) => {
            let scale = rate.labels.iter();
            scale.map(|label| (&label.id, &label.text)).collect()
        }
        Interaction::Gap(_)
        | Interaction::Number(_)
        | Interaction::Short(_)
        | Interaction::Reflect => Vec::new(),
    };
    let order = match &question.interaction {
        Interaction::Rate(_) => (0..all.len()).collect(),
        Interaction::Order(_) => shown_order(question, all.len(), true),
        Interaction::Match(matching) => {
            shown_order(question, all.len(), all.len() == matching.pairs.len())
        }
        _ => shown_order(question, all.len(), false),
    };
    let shown = order.into_iter().filter_map(|at| all.get(at));
    labels(all.len())
        .zip(shown)
        .map(|(label, (id, text))| Lettered { label, id, text })
        .collect()
}

/// What is written beside those letters, place by place: for each left-hand side of a pair, for each
/// gap, in this order. Nothing where letters stand alone.
pub(super) fn places(question: &Question) -> Vec<&OptionId> {
    match &question.interaction {
        Interaction::Match(matching) => matching.pairs.iter().map(|pair| &pair.left).collect(),
        // A gap’s id is of its words to choose from as well.
        Interaction::Gap(gap) => gap.blanks.iter().map(|blank| &blank.id).collect(),
        Interaction::Single(_)
        | Interaction::Multiple(_)
        | Interaction::Order(_)
        | Interaction::Number(_)
        | Interaction::Short(_)
        | Interaction::Rate(_)
        | Interaction::Reflect => Vec::new(),
    }
}

fn options(choice: &crate::question::Choice) -> Vec<(&OptionId, &Prose)> {
    let options = choice.options.iter();
    options.map(|option| (&option.id, &option.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_have_letters_and_many_have_numbers() {
        let printed = |count| {
            labels(count)
                .map(|label| label.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(printed(3), ["A", "B", "C"]);
        assert_eq!(printed(26).last().map(String::as_str), Some("Z"));
        assert_eq!(printed(27).first().map(String::as_str), Some("1"));
        assert_eq!(printed(50).last().map(String::as_str), Some("50"));
    }
}
