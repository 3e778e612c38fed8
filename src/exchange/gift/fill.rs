//! The answers of a question, put into a draft of the content language: what fits, and what is lost.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::answers::{Given, Kinds, One, SPARE};
use crate::{
    author::question::{Answers, Choice, Draft, Item, Pair, Said},
    exchange::bank::{Loss, escape, html::Cleaning},
    question::fold_text,
    wording::bank as words,
};

impl Given<'_> {
    /// The answers as a gap of the content language, where nothing is lost by that.
    pub fn as_gap(&self) -> Option<String> {
        let silent = self.answers.iter().all(|answer| answer.said.is_empty());
        let fits = |text: &str| {
            let bad = ["|", "[", "]", "{{", "\\", "*", "`", "<", "_", "&", "~"];
            !text.is_empty() && !text.starts_with('=') && !bad.iter().any(|bad| text.contains(bad))
        };
        let texts: Vec<String> = self
            .answers
            .iter()
            .map(|answer| answer.words.bare())
            .collect();
        if !silent || !texts.iter().all(|text| fits(text)) {
            return None;
        }
        let rights = self
            .answers
            .iter()
            .filter(|answer| answer.is_right())
            .count();
        let whole = !self.answers.iter().any(One::is_part);
        match self.kind {
            Kinds::Short if rights == texts.len() => {
                let mut known = BTreeSet::new();
                let mut ways = texts;
                ways.retain(|way| known.insert(fold_text(way)));
                Some(format!("[[{}]]", ways.join("|")))
            }
            Kinds::Choice { single: true } if rights == 1 && whole => {
                let (right, wrong): (Vec<_>, Vec<_>) = self
                    .answers
                    .iter()
                    .zip(&texts)
                    .partition(|(answer, _)| answer.is_right());
                let all = right
                    .into_iter()
                    .chain(wrong)
                    .map(|(_, text)| text.as_str());
                Some(format!("[[={}]]", all.collect::<Vec<_>>().join("|")))
            }
            _ => None,
        }
    }

    /// Puts the answers into a draft of their kind.
    pub fn fill(self, draft: &mut Draft, cleaning: &mut Cleaning<'_>) {
        match self.kind {
            Kinds::Essay => {}
            Kinds::Match => self.pairs(draft, cleaning),
            Kinds::Order => {
                let items = self
                    .answers
                    .iter()
                    .map(|answer| item(answer.words.line(cleaning)));
                draft.answers = Answers::Items(items.collect());
                cleaning.losses.tell(Loss::Parts);
            }
            Kinds::Choice { single: false } => self.several(draft, cleaning),
            Kinds::Choice { single: true } | Kinds::TrueFalse => {
                let choices = self.answers.iter().map(|answer| {
                    part_points(answer, cleaning);
                    choice(answer, answer.words.line(cleaning), cleaning)
                });
                draft.answers = Answers::Choices(choices.collect());
            }
            Kinds::Number => {
                let choices = self.answers.iter().map(|answer| {
                    part_points(answer, cleaning);
                    choice(answer, answer.words.text.clone(), cleaning)
                });
                draft.answers = Answers::Choices(choices.collect());
                others_earn(self.others_earn, cleaning);
                draft.otherwise.text = self.to_others.blocks(cleaning);
            }
            Kinds::Short => self.typed(draft, cleaning),
        }
    }

    fn pairs(self, draft: &mut Draft, cleaning: &mut Cleaning<'_>) {
        let mut rows = Vec::new();
        let mut spare = Vec::new();
        for answer in &self.answers {
            if answer.words.text == SPARE {
                spare.push(answer.right.clone());
                continue;
            }
            let right = escape::line(&answer.right, &mut cleaning.losses);
            rows.push(Pair {
                left: item(answer.words.line(cleaning)),
                right: item(right),
            });
        }
        if !spare.is_empty() {
            cleaning.losses.tell(Loss::SpareSides(spare));
        }
        draft.answers = Answers::Pairs {
            left_title: words::LEFT_TITLE.to_owned(),
            right_title: words::RIGHT_TITLE.to_owned(),
            rows,
        };
    }

    /// Several that are right: what earns something is right, what costs something is not.
    fn several(self, draft: &mut Draft, cleaning: &mut Cleaning<'_>) {
        let right = |answer: &One<'_>| answer.weight > Decimal::ZERO;
        let count = |is: bool| {
            self.answers
                .iter()
                .filter(|answer| right(answer) == is)
                .count()
        };
        let (rights, wrongs) = (count(true), count(false));
        let near = |weight: Decimal, share: usize, sign: Decimal| {
            let all = weight.checked_mul(Decimal::from(share.max(1)));
            let off = all.and_then(|all| all.checked_sub(sign * Decimal::ONE_HUNDRED));
            off.is_some_and(|off| off.abs() <= Decimal::ONE)
        };
        let as_ours = self.answers.iter().all(|answer| match right(answer) {
            true => near(answer.weight, rights, Decimal::ONE),
            false => near(answer.weight, wrongs, Decimal::NEGATIVE_ONE),
        });
        // Where nothing is right, nothing earned a part either: that is told as what it is.
        if rights > 0 && !as_ours {
            cleaning.losses.tell(Loss::PartPoints);
        }
        let choices = self.answers.iter().map(|answer| Choice {
            right: right(answer),
            ..choice(answer, answer.words.line(cleaning), cleaning)
        });
        draft.answers = Answers::Choices(choices.collect());
    }

    fn typed(self, draft: &mut Draft, cleaning: &mut Cleaning<'_>) {
        let mut choices: Vec<Choice> = Vec::new();
        let mut known: Vec<(String, &One<'_>)> = Vec::new();
        for answer in &self.answers {
            let bare = answer.words.bare();
            if bare == "*" {
                others_earn(answer.weight, cleaning);
                draft.otherwise.text = answer.said.blocks(cleaning);
                continue;
            }
            // A star stands for anything, unless a backslash is before it.
            let literal = bare.replace("\\*", "\u{e002}");
            if literal.contains('*') {
                cleaning.losses.tell(Loss::Pattern(bare));
                continue;
            }
            let folded = fold_text(&literal);
            if let Some((_, first)) = known.iter().find(|(known, _)| *known == folded) {
                // It is taken for the one before it, which says what it earns and is told.
                if first.weight != answer.weight {
                    cleaning.losses.tell(Loss::PartPoints);
                }
                if !answer.said.is_empty() && answer.said != first.said {
                    cleaning.losses.tell(Loss::SameAnswer(bare));
                }
                continue;
            }
            known.push((folded, answer));
            part_points(answer, cleaning);
            let literal = literal.replace('\u{e002}', "*");
            if literal.contains('|') {
                cleaning.losses.tell(Loss::Signs("|".to_owned()));
            }
            let literal = literal.replace('|', " ");
            let text = escape::line(&literal, &mut cleaning.losses);
            choices.push(choice(answer, text, cleaning));
        }
        draft.answers = Answers::Choices(choices);
    }
}

fn part_points(answer: &One<'_>, cleaning: &mut Cleaning<'_>) {
    if !answer.is_right() && !answer.weight.is_zero() {
        cleaning.losses.tell(Loss::PartPoints);
    }
}

/// Here an answer that is not known earns nothing.
fn others_earn(weight: Decimal, cleaning: &mut Cleaning<'_>) {
    if weight == Decimal::ONE_HUNDRED {
        cleaning.losses.tell(Loss::Pattern("*".to_owned()));
    } else if !weight.is_zero() {
        cleaning.losses.tell(Loss::PartPoints);
    }
}

fn choice(answer: &One<'_>, text: String, cleaning: &mut Cleaning<'_>) -> Choice {
    let said = answer.said.blocks(cleaning);
    // So it went out, and the other program has thrown away what else was noted of it.
    let warned = said.strip_prefix(words::LEAD_UNSAFE);
    let warned = warned.filter(|_| answer.weight <= Decimal::ZERO);
    Choice {
        item: item(text),
        right: answer.is_right(),
        is_unsafe: warned.is_some(),
        said: Said {
            text: warned.unwrap_or(&said).to_owned(),
            leads: None,
        },
    }
}

fn item(text: String) -> Item {
    Item {
        text,
        own_id: String::new(),
    }
}
