//! Questions on their way out of a unit: each as a form holds it, with the pack's own words put in
//! and what leads elsewhere taken out.

use pulldown_cmark::{Event, Tag};

use super::{Loss, Losses, edit::edited};
use crate::{
    author::question::{Answers, CannotRead, Draft, Said},
    block::Document,
    pack::Fillings,
    prose::Target,
    question::Question,
    read::{filling, target},
    source::{Position, Source, Span},
    unit::Unit,
};

/// A question that leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The line of the unit it stands on.
    pub line: usize,
    /// What was read.
    pub question: Question,
    /// The same as a form holds it; none where it cannot be carried.
    pub draft: Option<Draft>,
    /// What could not be carried.
    pub losses: Losses,
}

/// Every question of a unit, in the file's order, with its Markdown made fit to leave.
pub fn leaving(source: Source<'_>, unit: &Unit, fillings: Option<&Fillings>) -> Vec<Leaving> {
    each(source, unit, |draft, losses| {
        carried(draft, fillings, losses)
    })
}

/// The same with its Markdown as it is, for formats that have words of their own for it.
pub fn whole(source: Source<'_>, unit: &Unit) -> Vec<Leaving> {
    each(source, unit, |draft, _| draft)
}

fn each(
    source: Source<'_>,
    unit: &Unit,
    fit: impl Fn(Draft, &mut Losses) -> Draft,
) -> Vec<Leaving> {
    let questions = unit.questions().map(|question| {
        let mut losses = Losses::default();
        let draft = match Draft::read(source.text, &question.id) {
            Ok(draft) => Some(fit(draft, &mut losses)),
            Err(why) => {
                losses.tell(Loss::Mistake(match why {
                    CannotRead::NotThere => String::new(),
                    CannotRead::Mistake { message, .. } => message,
                }));
                None
            }
        };
        Leaving {
            line: Position::of(source.text, question.span.start).line,
            question: question.clone(),
            draft,
            losses,
        }
    });
    questions.collect()
}

fn carried(mut draft: Draft, fillings: Option<&Fillings>, losses: &mut Losses) -> Draft {
    let mut texts = vec![&mut draft.title, &mut draft.stem];
    let mut saids: Vec<&mut Said> = vec![&mut draft.right, &mut draft.otherwise, &mut draft.always];
    match &mut draft.answers {
        Answers::Choices(choices) => {
            for choice in choices {
                texts.push(&mut choice.item.text);
                saids.push(&mut choice.said);
            }
        }
        Answers::Items(items) => texts.extend(items.iter_mut().map(|item| &mut item.text)),
        Answers::Pairs {
            left_title,
            right_title,
            rows,
        } => {
            texts.extend([left_title, right_title]);
            for row in rows {
                texts.extend([&mut row.left.text, &mut row.right.text]);
            }
        }
        Answers::None => {}
    }
    for said in saids {
        if said.leads.take().is_some() {
            losses.tell(Loss::Steps);
        }
        texts.push(&mut said.text);
    }
    for text in texts {
        *text = carried_words(text, fillings, losses);
    }
    draft
}

/// Markdown with the pack's own words in it, and without images, footnotes and ways within the pack.
fn carried_words(text: &str, fillings: Option<&Fillings>, losses: &mut Losses) -> String {
    let mut text = match fillings {
        Some(fillings) => filled(text, fillings, losses),
        None => text.to_owned(),
    };
    // What is inside a link may be an image: each round takes out the innermost.
    for _ in 0..4 {
        match without_ways(&text, losses) {
            Some(less) => text = less,
            None => break,
        }
    }
    text
}

fn filled(text: &str, fillings: &Fillings, losses: &mut Losses) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inner, behind)) = after.split_once("}}") else {
            break;
        };
        out.push_str(before);
        match filling(inner).and_then(|filling| filling.found(fillings).map(|v| v.into_owned())) {
            Some(value) => {
                losses.tell(Loss::Fillings);
                out.push_str(&super::escape::words(&value, false, losses));
            }
            None => out.push_str(&format!("{{{{{inner}}}}}")),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// One round; none where nothing was to be taken out.
fn without_ways(text: &str, losses: &mut Losses) -> Option<String> {
    if !text.contains(['[', '!']) {
        return None;
    }
    let document = Document::parse(text);
    let mut edits: Vec<(Span, String)> = Vec::new();
    for (at, node) in document.nodes(document.all()).iter().enumerate() {
        let inside = || document.span(document.inside(at)).of(text).to_owned();
        match &node.event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                losses.tell(Loss::Image(dest_url.to_string()));
                edits.push((node.span, inside()));
            }
            Event::Start(Tag::Link { dest_url, .. })
                if matches!(target(dest_url), Some(Target::Pack { .. })) =>
            {
                losses.tell(Loss::Link(dest_url.to_string()));
                edits.push((node.span, inside()));
            }
            Event::FootnoteReference(_) => {
                losses.tell(Loss::Footnote);
                edits.push((node.span, String::new()));
            }
            Event::Text(_) if node.span.of(text).contains("[^") => {
                // Its footnote stands elsewhere in the unit, so Markdown takes the mark for words.
                losses.tell(Loss::Footnote);
                edits.push((node.span, without_marks(node.span.of(text))));
            }
            _ => {}
        }
    }
    if edits.is_empty() {
        return None;
    }
    Some(edited(text, edits))
}

fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        match after.split_once(']') {
            Some((_, behind)) => rest = behind,
            None => {
                rest = after;
                break;
            }
        }
    }
    out.push_str(rest);
    out
}
