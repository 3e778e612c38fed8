//! Questions of a unit to a GIFT file.

use super::own::{Answer, Column, UNIT};
use crate::{
    author::question::{AmountParts, Answers, Choice, Draft, Item, Said, as_words},
    exchange::bank::{
        Lacking, Leaving, Loss, Losses, escape,
        heading::{Heading, alternatives, words_of},
    },
    normal::one_line,
    question::{Amount, GapKind, Interaction, Kind, fold_text},
    wording::bank as words,
};

/// Writes the questions of a unit, as far as they can be. What is lost is told in each.
pub fn write(id: &str, title: &str, questions: &mut [Leaving]) -> String {
    let title = title.replace('/', "//");
    let mut file = format!(
        "//{UNIT}{id}\n$CATEGORY: $course$/top/{}\n\n",
        sign_free(&title)
    );
    for leaving in questions {
        if let Some(text) = one(leaving) {
            file.push_str(&text);
            file.push_str("\n\n");
        }
    }
    file
}

/// One question; none where GIFT has nothing like it.
fn one(leaving: &mut Leaving) -> Option<String> {
    let draft = leaving.draft.clone()?;
    let Some((asked, answers, after)) = parts(&draft, leaving) else {
        leaving.draft = None;
        return None;
    };
    let nations = leaving.question.nations;
    let losses = &mut leaving.losses;
    lost_of_heading(&draft, nations.is_all(), losses);
    let heading = Heading::write(&draft, nations);
    let general = general(&draft, losses);
    let name: String = words_of(&draft.title).chars().take(250).collect();
    let mut inside = answers;
    if !general.is_empty() {
        inside.push(format!("####{}", worded(&general)));
    }
    let inside = match inside.is_empty() {
        true => String::new(),
        false => format!("\n\t{}\n", inside.join("\n\t")),
    };
    let sign = if draft.kind == Kind::Number { "#" } else { "" };
    Some(format!(
        "// [id:{}]\n// underpin: {heading}\n::{}::[markdown]{}{{{sign}{inside}}}{}",
        draft.id,
        escaped(&name),
        escaped(&asked),
        escaped(&after),
    ))
}

fn lost_of_heading(draft: &Draft, everywhere: bool, losses: &mut Losses) {
    if draft.points != 1 {
        losses.tell(Loss::Worth(draft.points));
    }
    if !draft.shuffle {
        losses.tell(Loss::FixedOrder);
    }
    if draft.all_or_nothing {
        losses.tell(Loss::AllOrNothing);
    }
    if !draft.criteria.is_empty() {
        losses.tell(Loss::Criteria);
    }
    if !everywhere {
        losses.tell(Loss::Nations);
    }
}

/// What is asked, the answers a line, and what stands behind them.
fn parts(draft: &Draft, leaving: &mut Leaving) -> Option<(String, Vec<String>, String)> {
    let mut asked = draft.title.clone();
    if !draft.stem.is_empty() {
        asked.push_str("\n\n");
        asked.push_str(&draft.stem);
    }
    let losses = &mut leaving.losses;
    let lines = match (&draft.answers, &leaving.question.interaction) {
        (Answers::Choices(choices), Interaction::Single(_) | Interaction::Multiple(_)) => {
            options(draft.kind, choices, losses)?
        }
        (Answers::Choices(choices), Interaction::Number(_)) => numbers(choices, draft, losses),
        (Answers::Choices(choices), Interaction::Short(_)) => short(choices, draft, losses)?,
        (Answers::Items(items), Interaction::Order(_)) => order(items, losses)?,
        (Answers::Items(labels), Interaction::Rate(_)) => {
            losses.tell(Loss::Scale);
            asked.push_str("\n\n");
            asked.push_str(&scale(labels));
            labels.iter().map(|label| note(label, false)).collect()
        }
        (Answers::Pairs { .. }, Interaction::Match(_)) => pairs(&draft.answers, losses)?,
        (Answers::None, Interaction::Gap(gap)) => {
            let (before, inner, after) = only_gap(&asked, losses)?;
            let blank = gap.blanks.first().filter(|_| gap.blanks.len() == 1);
            let Some(blank) = blank else {
                losses.tell(Loss::NoCounterpart(Lacking::SeveralGaps));
                return None;
            };
            let answer = Answer {
                text: inner,
                ..Answer::default()
            };
            let mut lines = vec![answer.write()];
            match &blank.kind {
                GapKind::Typed { accepted } => {
                    without_arrows(accepted, losses)?;
                    lines.extend(accepted.iter().map(|way| format!("={}", bare(&typed(way)))));
                }
                GapKind::Chosen { right, wrong } => {
                    lines.push(format!("={}", worded(right)));
                    lines.extend(wrong.iter().map(|way| format!("~{}", worded(way))));
                }
            }
            return Some((before, lines, after));
        }
        _ => Vec::new(),
    };
    Some((asked, lines, String::new()))
}

/// The text around its only gap, and what stands in the gap's brackets.
fn only_gap(asked: &str, losses: &mut Losses) -> Option<(String, String, String)> {
    let parts = asked.split_once("[[").and_then(|(before, rest)| {
        let (inner, after) = rest.split_once("]]")?;
        let alone = !after.contains("[[") && !inner.contains('\n');
        alone.then(|| (before.to_owned(), inner.to_owned(), after.to_owned()))
    });
    if parts.is_none() {
        losses.tell(Loss::NoCounterpart(Lacking::SeveralGaps));
    }
    parts
}

fn options(kind: Kind, choices: &[Choice], losses: &mut Losses) -> Option<Vec<String>> {
    let count = |right: bool| {
        choices
            .iter()
            .filter(|choice| choice.right == right)
            .count()
    };
    let (rights, wrongs) = (count(true), count(false));
    if wrongs == 0 || rights == 0 {
        losses.tell(Loss::NoCounterpart(Lacking::NothingWrong));
        return None;
    }
    if kind == Kind::Multiple && [rights, wrongs].iter().any(|count| !is_share(*count)) {
        losses.tell(Loss::Share);
    }
    let mut lines = Vec::new();
    for choice in choices {
        if !choice.item.own_id.is_empty() || choice.is_unsafe {
            let bare = Item {
                text: String::new(),
                ..choice.item.clone()
            };
            lines.push(note(&bare, choice.is_unsafe));
        }
        let sign = match (kind, choice.right) {
            (Kind::Multiple, true) => format!("~%{}%", share(rights)),
            (Kind::Multiple, false) => format!("~%-{}%", share(wrongs)),
            (_, true) => "=".to_owned(),
            (_, false) => "~".to_owned(),
        };
        let text = worded(&as_words(&choice.item.text));
        lines.push(format!("{sign}{text}{}", said(choice, losses)));
    }
    Some(lines)
}

/// Whether Moodle knows the share of the points that each of so many has.
fn is_share(count: usize) -> bool {
    matches!(count, 1..=10 | 20)
}

/// A hundred parted among so many, with five decimal places, as Moodle writes it.
fn share(count: usize) -> String {
    let hundred_thousandths = 10_000_000_u64;
    let count = count.max(1) as u64;
    let rounded = (hundred_thousandths * 2 / count).div_ceil(2);
    let (whole, rest) = (rounded / 100_000, rounded % 100_000);
    let text = format!("{whole}.{rest:05}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn numbers(choices: &[Choice], draft: &Draft, losses: &mut Losses) -> Vec<String> {
    let mut lines = Vec::new();
    for choice in choices {
        let Some((written, unit)) = number(&choice.item.text) else {
            continue;
        };
        if !unit.is_empty() {
            losses.tell(Loss::UnitOfNumber(unit));
        }
        let again = super::answers::amount_text(&written);
        let same = again.as_deref() == Some(choice.item.text.as_str());
        if !same || !choice.item.own_id.is_empty() || choice.is_unsafe {
            lines.push(note(&choice.item, choice.is_unsafe));
        }
        let weight = if choice.right { "" } else { "%0%" };
        lines.push(format!("={weight}{written}{}", said(choice, losses)));
    }
    if !draft.otherwise.text.is_empty() {
        lines.push(format!("~#{}", worded(&draft.otherwise.text)));
    }
    lines
}

/// A known number as GIFT writes it, and its unit; none where it is no number.
pub(super) fn number(text: &str) -> Option<(String, String)> {
    let amount: Amount = text.parse().ok()?;
    let value = amount.value.normalize();
    let written = match amount.tolerance.is_zero() {
        true => value.to_string(),
        false => format!("{value}:{}", amount.tolerance.normalize()),
    };
    // A currency sign before the number counts as well.
    let parts = AmountParts::of(text);
    let sign: String = parts
        .value
        .chars()
        .filter(|c| matches!(c, '£' | '€' | '$'))
        .collect();
    Some((written, format!("{sign}{}", amount.unit)))
}

fn short(choices: &[Choice], draft: &Draft, losses: &mut Losses) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    for choice in choices {
        let ways = alternatives(&choice.item.text);
        without_arrows(&ways, losses)?;
        let plain = match ways.as_slice() {
            [way] => escape::line(way, &mut Losses::default()) == choice.item.text,
            _ => false,
        };
        if !plain || !choice.item.own_id.is_empty() || choice.is_unsafe {
            lines.push(note(&choice.item, choice.is_unsafe));
        }
        let weight = if choice.right { "" } else { "%0%" };
        for way in ways {
            if fold_text(&way) != way.to_lowercase() {
                losses.tell(Loss::Comparison);
            }
            let said = said(choice, losses).replace("->", ARROW);
            lines.push(format!("={weight}{}{said}", bare(&typed(&way))));
        }
    }
    if !draft.otherwise.text.is_empty() {
        let otherwise = worded(&draft.otherwise.text).replace("->", ARROW);
        lines.push(format!("=%0%*#{otherwise}"));
    }
    Some(lines)
}

/// An arrow among typed answers, where Moodle would take it for a pair's.
const ARROW: &str = "-\\\\>";

/// Nothing where one of these answers has an arrow in it.
fn without_arrows(ways: &[String], losses: &mut Losses) -> Option<()> {
    let fine = !ways.iter().any(|way| way.contains("->"));
    if !fine {
        losses.tell(Loss::NoCounterpart(Lacking::Arrow));
    }
    fine.then_some(())
}

/// A text to type as Moodle compares it: a star would stand for anything.
pub(super) fn typed(way: &str) -> String {
    way.replace('*', "\\*")
}

fn order(items: &[Item], losses: &mut Losses) -> Option<Vec<String>> {
    if items.len() < 2 {
        losses.tell(Loss::NoCounterpart(Lacking::OnePair));
        return None;
    }
    losses.tell(Loss::OrderAsPairs);
    let mut lines = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if left(&item.text) != item.text || !item.own_id.is_empty() {
            lines.push(note(item, false));
        }
        let text = worded(&left(&item.text));
        lines.push(format!("={text} -> {}", at + 1));
    }
    Some(lines)
}

/// The left side of a pair as GIFT can hold it: an arrow would end it.
pub(super) fn left(text: &str) -> String {
    as_words(text).replace("->", "-\\>")
}

fn pairs(answers: &Answers, losses: &mut Losses) -> Option<Vec<String>> {
    let Answers::Pairs {
        left_title,
        right_title,
        rows,
    } = answers
    else {
        return None;
    };
    if rows.len() < 2 {
        losses.tell(Loss::NoCounterpart(Lacking::OnePair));
        return None;
    }
    losses.tell(Loss::Columns);
    let title = |column, text: &String| {
        let answer = Answer {
            column: Some(column),
            text: text.clone(),
            ..Answer::default()
        };
        answer.write()
    };
    let mut lines = vec![
        title(Column::Left, left_title),
        title(Column::Right, right_title),
    ];
    for row in rows {
        let right = words_of(&row.right.text);
        let again = escape::line(&right, &mut Losses::default());
        let own = !row.left.own_id.is_empty() || !row.right.own_id.is_empty();
        if own || again != row.right.text || left(&row.left.text) != row.left.text {
            lines.push(note(&row.left, false));
            lines.push(note(&row.right, false));
        }
        let text = worded(&left(&row.left.text));
        lines.push(format!("={text} -> {}", escaped(&right)));
    }
    Some(lines)
}

/// The labels of a scale as a list.
pub(super) fn scale(labels: &[Item]) -> String {
    let lines = labels.iter().enumerate();
    let lines = lines.map(|(at, label)| format!("{}. {}", at + 1, as_words(&label.text)));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is said under the answers, in one text.
fn general(draft: &Draft, losses: &mut Losses) -> String {
    let mut parts = Vec::new();
    let led = |lead: &str, said: &Said| -> Vec<String> {
        let paragraphs = said.text.split("\n\n").filter(|text| !text.is_empty());
        paragraphs.map(|text| format!("{lead}{text}")).collect()
    };
    parts.extend(led(words::LEAD_RIGHT, &draft.right));
    let in_answers = matches!(draft.kind, Kind::Number | Kind::Short);
    if !in_answers {
        parts.extend(led(words::LEAD_OTHERWISE, &draft.otherwise));
    }
    if !parts.is_empty() {
        losses.tell(Loss::ToWhom);
    }
    if !draft.always.text.is_empty() {
        parts.push(draft.always.text.clone());
    }
    parts.join("\n\n")
}

fn said(choice: &Choice, losses: &mut Losses) -> String {
    let text = match choice.is_unsafe {
        true => {
            losses.tell(Loss::Unsafe);
            format!("{}{}", words::LEAD_UNSAFE, choice.said.text)
        }
        false => choice.said.text.clone(),
    };
    match text.is_empty() {
        true => String::new(),
        false => format!("#{}", worded(&text)),
    }
}

fn note(item: &Item, is_unsafe: bool) -> String {
    let answer = Answer {
        own_id: item.own_id.clone(),
        is_unsafe,
        column: None,
        text: item.text.clone(),
    };
    answer.write()
}

/// Markdown within a question that is Markdown. A bracket at its start could be read as the name of
/// a format.
fn worded(text: &str) -> String {
    let format = if text.starts_with('[') {
        "[markdown]"
    } else {
        ""
    };
    format!("{format}{}", escaped(text))
}

/// Bare words likewise.
fn bare(text: &str) -> String {
    let format = if text.starts_with('[') { "[plain]" } else { "" };
    format!("{format}{}", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ':' | '#' | '=' | '~' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// A title on one line.
fn sign_free(title: &str) -> String {
    escaped(&one_line(title))
}
