//! A question that asks for what is not so.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    pack::Fillings,
    question::Kind,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NegativeQuestion,
    title: "A question to choose from asks for what is so, not for what is not.",
    why: "A tired reader passes over a “not”. Then somebody who knows the answer gets it wrong, and what stays in mind is the wrong thing.",
    fails: Example::Body(
        "
## Which of these is not part of a good handover? {#handover .single}

- [x] What you think of the family.
  > It helps nobody on the next shift.
- [ ] What she drank.
  > The next shift needs it.
",
    ),
    passes: Example::Body(
        "
## Which of these belongs in a good handover? {#handover .single}

- [x] What she drank.
  > The next shift needs it.
- [ ] What you think of the family.
  > It helps nobody on the next shift.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Words that ask for the one that does not fit, where a question begins with “which” or “what”.
const NOT: [&str; 5] = ["not", "never", "except", "cannot", "least"];

/// Tells of questions to choose from that ask for what is not so. That is advised against wherever
/// questions are written for learners; see Haladyna, Downing and Rodriguez, “A review of
/// multiple-choice item-writing guidelines for classroom assessment”, Applied Measurement in
/// Education 15(3), 2002. What one must not do is asked for often in care, and rightly (“What must
/// you not promise?”), so only the odd one out (“Which of these is not …?”, “All but”, a NOT in
/// capitals) is told.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let choices = in_hand
        .unit
        .questions()
        .filter(|question| matches!(question.kind(), Kind::Single | Kind::Multiple));
    let asks_not = choices.filter(|question| {
        let none = Fillings::default();
        let title = question.title.text(&none);
        let stem = question.stem.text(&none);
        let last = stem
            .trim()
            .rsplit(['.', '\n', '!'])
            .find(|part| !part.trim().is_empty());
        let asks = last.filter(|last| last.trim_end().ends_with('?'));
        [Some(title.as_str()), asks]
            .into_iter()
            .flatten()
            .any(is_negative)
    });
    asks_not
        .map(|question| {
            in_hand
                .wrong(
                    Code::NegativeQuestion,
                    question.heading,
                    "the question asks which answer is not so",
                )
                .help("ask for what is so, or part it in two questions")
        })
        .collect()
}

fn is_negative(asked: &str) -> bool {
    let words: Vec<&str> = asked
        .split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty())
        .collect();
    if words
        .iter()
        .any(|word| matches!(*word, "NOT" | "EXCEPT" | "NEVER"))
    {
        return true;
    }
    let small: Vec<String> = words
        .iter()
        .map(|word| word.to_lowercase().replace('’', "'"))
        .collect();
    let Some(from) = small.iter().position(|word| word == "which") else {
        return false;
    };
    small[from..]
        .iter()
        .any(|word| NOT.contains(&word.as_str()) || word.ends_with("n't"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odd_one_out_is_told_from_what_one_must_not_do() {
        for asked in [
            "Which of these is not a reason?",
            "Which isn’t true?",
            "All of these are carers EXCEPT:",
            "Which is least likely to help?",
        ] {
            assert!(is_negative(asked), "{asked}");
        }
        for asked in [
            "What must you not promise?",
            "Why not?",
            "She does not eat. What do you do?",
            "Which of these helps?",
            "Notice which comes first.",
        ] {
            assert!(!is_negative(asked), "{asked}");
        }
    }
}
