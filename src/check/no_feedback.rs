//! An option, or a whole question, that tells the learner nothing.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    question::{Choice, Feedback, Interaction, KnownAnswer, Question},
    source::Span,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NoFeedback,
    title: "Whatever a learner answers, she is told why.",
    why: "“Wrong” teaches nothing. The reason does, and for a right answer too: it may have been a guess.",
    fails: Example::Body(
        "
## What comes first? {#first .single}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her son.
",
    ),
    passes: Example::Body(
        "
## What comes first? {#first .single}

- [x] Ask her.
  > It is her choice.
- [ ] Ask her son.
  > He can help her to choose. He cannot choose for her.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of answers that nothing is said to.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let read_well = in_hand.well_read_questions();
    read_well
        .flat_map(|question| silent(in_hand, question))
        .collect()
}

fn silent(in_hand: &UnitInHand<'_>, question: &Question) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = options(&question.interaction)
        .into_iter()
        .filter(|(_, feedback)| !feedback.is_some_and(says_something))
        .map(|(span, _)| {
            in_hand
                .wrong(
                    Code::NoFeedback,
                    span,
                    "nothing is said to those who answer this",
                )
                .help("write why under it, as a quotation indented by two spaces: `  > …`")
        })
        .collect();
    let said = &question.discussion;
    let answered = |said: &Option<Feedback>| said.as_ref().is_some_and(says_something);
    let to_wrong = answered(&said.otherwise) || answered(&said.always);
    let message = match &question.interaction {
        Interaction::Order(_) | Interaction::Match(_) | Interaction::Gap(_) => {
            "nothing is said to those who get this wrong"
        }
        Interaction::Number(_) | Interaction::Short(_) => {
            "nothing is said to those who answer something else"
        }
        Interaction::Single(_)
        | Interaction::Multiple(_)
        | Interaction::Rate(_)
        | Interaction::Reflect => return found,
    };
    if !to_wrong {
        found.push(in_hand.wrong(Code::NoFeedback, question.heading, message).help(
            "end the question with a quotation; a paragraph in it may begin with `**Otherwise.**`",
        ));
    }
    found
}

/// Every option or known answer, where it stands, and what is said to it.
fn options(interaction: &Interaction) -> Vec<(Span, Option<&Feedback>)> {
    match interaction {
        Interaction::Single(choice) => chosen(choice),
        Interaction::Multiple(multiple) => chosen(&multiple.choice),
        Interaction::Number(number) => known(&number.known),
        Interaction::Short(short) => known(&short.known),
        Interaction::Order(_)
        | Interaction::Match(_)
        | Interaction::Gap(_)
        | Interaction::Rate(_)
        | Interaction::Reflect => Vec::new(),
    }
}

fn chosen(choice: &Choice) -> Vec<(Span, Option<&Feedback>)> {
    let options = choice.options.iter();
    options
        .map(|option| (option.span, option.feedback.as_ref()))
        .collect()
}

fn known<A>(known: &[KnownAnswer<A>]) -> Vec<(Span, Option<&Feedback>)> {
    known
        .iter()
        .map(|known| (known.span, known.feedback.as_ref()))
        .collect()
}

/// A link without words says something too: the step it leads to tells what follows.
fn says_something(feedback: &Feedback) -> bool {
    !feedback.prose.is_empty() || feedback.leads_to.is_some()
}
