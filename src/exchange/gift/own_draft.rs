//! A question that we wrote ourselves, read back as it was.
//!
//! It is only ever read so where its comments still say what stands below them.

use super::{
    answers::{Given, Kinds, One},
    own::{Answer, Column},
    question::Rest,
    words::Format,
    write,
};
use crate::{
    author::question::{Answers, Choice, Draft, Item, Pair, Said},
    exchange::bank::{
        GAP, Losses, escape,
        heading::{Heading, alternatives, words_of},
    },
    question::Kind,
    wording::bank as words,
};

/// The draft that was written, if it is what stands there.
pub(super) fn own_draft(
    heading: &Heading,
    rest: &Rest<'_>,
    given: &Given<'_>,
    own: &[(usize, Answer)],
) -> Option<Draft> {
    if rest.asked.format != Format::Markdown {
        return None;
    }
    let noted = Noted { own };
    let mut text = rest.asked.text.clone();
    let mut otherwise = Said::default();
    let answers = match (heading.kind, given.kind) {
        (Kind::Single, Kinds::Choice { single: true })
        | (Kind::Multiple, Kinds::Choice { single: false }) => {
            Answers::Choices(noted.options(given)?)
        }
        (Kind::Number, Kinds::Number) => {
            otherwise.text = given.to_others.text.clone();
            Answers::Choices(noted.numbers(given)?)
        }
        (Kind::Short, Kinds::Short) => Answers::Choices(noted.typed(given, &mut otherwise)?),
        (Kind::Order, Kinds::Match) => Answers::Items(noted.order(given)?),
        (Kind::Match, Kinds::Match) => noted.pairs(given)?,
        (Kind::Rate, Kinds::Essay) => {
            let labels: Vec<Item> = own.iter().map(|(_, answer)| item(answer)).collect();
            text = text
                .strip_suffix(&write::scale(&labels))?
                .trim_end()
                .to_owned();
            Answers::Items(labels)
        }
        (Kind::Reflect, Kinds::Essay) => Answers::None,
        (Kind::Gap, Kinds::Short | Kinds::Choice { single: true }) => {
            if !rest.has_hole {
                text = rest.before.trim_start().to_owned();
                text.push(GAP);
            }
            let gap = noted.gap(given)?;
            text = text.replacen(GAP, &format!("[[{gap}]]"), 1);
            Answers::None
        }
        _ => return None,
    };
    if heading.kind != Kind::Gap && rest.has_hole {
        return None;
    }
    let (title, stem) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut draft = Draft {
        id: heading.id.clone(),
        kind: heading.kind,
        title: title.to_owned(),
        points: heading.points,
        shuffle: heading.shuffle,
        all_or_nothing: heading.all_or_nothing,
        // The criteria stand in another unit, if anywhere.
        criteria: Vec::new(),
        nations: heading.nations.clone(),
        stem: stem.to_owned(),
        answers,
        right: Said::default(),
        otherwise,
        always: Said::default(),
    };
    say(&rest.general.text, &mut draft);
    Some(draft)
}

/// What is said under the answers, taken apart.
pub(super) fn say(general: &str, draft: &mut Draft) {
    for part in general.split("\n\n").filter(|part| !part.trim().is_empty()) {
        draft.say_under(part);
    }
}

/// Comments above answers.
struct Noted<'o> {
    own: &'o [(usize, Answer)],
}

impl Noted<'_> {
    /// The comments between the answer before this one and it.
    fn above(&self, given: &Given<'_>, at: usize) -> Vec<&Answer> {
        let from = match at {
            0 => 0,
            at => given.answers[at - 1].at,
        };
        let to = given.answers[at].at;
        let between = self
            .own
            .iter()
            .filter(|(place, answer)| (from..to).contains(place) && answer.column.is_none());
        between.map(|(_, answer)| answer).collect()
    }

    fn options(&self, given: &Given<'_>) -> Option<Vec<Choice>> {
        let several = given.kind == Kinds::Choice { single: false };
        let all = given.answers.iter().enumerate().map(|(at, one)| {
            let above = self.above(given, at).pop().cloned().unwrap_or_default();
            let right = match several {
                true => one.weight > rust_decimal::Decimal::ZERO,
                false => one.weight == rust_decimal::Decimal::ONE_HUNDRED,
            };
            let said = match above.is_unsafe {
                true => one.said.text.strip_prefix(words::LEAD_UNSAFE)?,
                false => &one.said.text,
            };
            (one.words.format == Format::Markdown).then(|| Choice {
                item: Item {
                    text: one.words.text.clone(),
                    own_id: above.own_id,
                },
                right,
                said: told(said),
                is_unsafe: above.is_unsafe,
            })
        });
        all.collect()
    }

    fn numbers(&self, given: &Given<'_>) -> Option<Vec<Choice>> {
        let all = given.answers.iter().enumerate().map(|(at, one)| {
            let above = self.above(given, at).pop().cloned().unwrap_or_default();
            let stands = &one.words.text;
            let text = match write::number(&above.text) {
                Some((written, _))
                    if super::answers::amount_text(&written).as_ref() == Some(stands) =>
                {
                    above.text.clone()
                }
                _ => stands.clone(),
            };
            Some(known(one, text, &above))
        });
        all.collect()
    }

    fn typed(&self, given: &Given<'_>, otherwise: &mut Said) -> Option<Vec<Choice>> {
        let mut choices = Vec::new();
        let mut at = 0;
        while let Some(one) = given.answers.get(at) {
            let bare = one.words.bare();
            if bare == "*" {
                *otherwise = told(&with_arrows(&one.said.text));
                at += 1;
                continue;
            }
            let above = self.above(given, at).pop().cloned().unwrap_or_default();
            let ways = alternatives(&above.text);
            let stand = given.answers.get(at..at + ways.len()).unwrap_or_default();
            let same = stand.iter().zip(&ways).all(|(one, way)| {
                write::typed(way) == one.words.bare() && one.said == stand[0].said
            });
            let (text, count) = match !ways.is_empty() && stand.len() == ways.len() && same {
                true => (above.text.clone(), ways.len()),
                false => {
                    let literal = bare.replace("\\*", "*");
                    (escape::line(&literal, &mut Losses::default()), 1)
                }
            };
            let mut choice = known(one, text, &above);
            choice.said.text = with_arrows(&choice.said.text);
            choices.push(choice);
            at += count;
        }
        Some(choices)
    }

    fn order(&self, given: &Given<'_>) -> Option<Vec<Item>> {
        let mut items: Vec<(usize, Item)> = Vec::new();
        for (at, one) in given.answers.iter().enumerate() {
            let above = self.above(given, at).pop().cloned().unwrap_or_default();
            items.push((one.right.parse().ok()?, left(one, &above)?));
        }
        items.sort_by_key(|(place, _)| *place);
        let places = items.iter().map(|(place, _)| *place);
        places.eq(1..=items.len()).then_some(())?;
        Some(items.into_iter().map(|(_, item)| item).collect())
    }

    fn pairs(&self, given: &Given<'_>) -> Option<Answers> {
        let mut rows = Vec::new();
        for (at, one) in given.answers.iter().enumerate() {
            let above = self.above(given, at);
            let (above_left, above_right) = match above.as_slice() {
                [left, right] => ((*left).clone(), (*right).clone()),
                _ => Default::default(),
            };
            let right = match words_of(&above_right.text) == one.right && !one.right.is_empty() {
                true => above_right.text.clone(),
                false => escape::line(&one.right, &mut Losses::default()),
            };
            rows.push(Pair {
                left: left(one, &above_left)?,
                right: Item {
                    text: right,
                    own_id: above_right.own_id,
                },
            });
        }
        let title = |column| {
            let is = |answer: &&Answer| answer.column == Some(column);
            let found = self.own.iter().map(|(_, answer)| answer).find(is);
            found.map(|answer| answer.text.clone()).unwrap_or_default()
        };
        Some(Answers::Pairs {
            left_title: title(Column::Left),
            right_title: title(Column::Right),
            rows,
        })
    }

    /// What stands within the gap's brackets.
    fn gap(&self, given: &Given<'_>) -> Option<String> {
        let single = given.kind == Kinds::Choice { single: true };
        let mut texts: Vec<String> = Vec::new();
        for one in &given.answers {
            let right = one.weight == rust_decimal::Decimal::ONE_HUNDRED;
            let is_first = texts.is_empty();
            // One right answer, and it stands first.
            if (single && right != is_first) || (!single && !right) || !one.said.is_empty() {
                return None;
            }
            texts.push(one.words.bare());
        }
        let above = self.above(given, 0).pop().cloned().unwrap_or_default();
        let inner = above.text.strip_prefix('=').filter(|_| single);
        let ways = alternatives(inner.unwrap_or(&above.text));
        let written: Vec<String> = match single {
            true => ways,
            false => ways.iter().map(|way| write::typed(way)).collect(),
        };
        if written == texts && inner.is_some() == single {
            return Some(above.text);
        }
        let sign = if single { "=" } else { "" };
        Some(format!("{sign}{}", texts.join("|")))
    }
}

fn left(one: &One<'_>, above: &Answer) -> Option<Item> {
    (one.words.format == Format::Markdown).then(|| Item {
        text: match write::left(&above.text) == one.words.text && !above.text.is_empty() {
            true => above.text.clone(),
            false => one.words.text.clone(),
        },
        own_id: above.own_id.clone(),
    })
}

fn known(one: &One<'_>, text: String, above: &Answer) -> Choice {
    let said = &one.said.text;
    let safe = said
        .strip_prefix(words::LEAD_UNSAFE)
        .filter(|_| above.is_unsafe);
    Choice {
        item: Item {
            text,
            own_id: above.own_id.clone(),
        },
        right: one.weight == rust_decimal::Decimal::ONE_HUNDRED,
        said: told(safe.unwrap_or(said)),
        is_unsafe: safe.is_some(),
    }
}

/// What is said to typed answers has its arrows written otherwise in GIFT.
fn with_arrows(text: &str) -> String {
    text.replace("-\\>", "->")
}

fn item(answer: &Answer) -> Item {
    Item {
        text: answer.text.clone(),
        own_id: answer.own_id.clone(),
    }
}

fn told(text: &str) -> Said {
    Said {
        text: text.to_owned(),
        leads: None,
    }
}
