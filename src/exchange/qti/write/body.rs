//! What an item asks: words, and the interactions by which they are answered.

use super::{
    declarations::left,
    prose::{Leave, plain},
};
use crate::{
    author::question::{Answers, Draft, Pair},
    exchange::{
        qti::{
            names::{ASKS, ID, RESPONSE, identifier, response},
            spelling,
        },
        xml::escaped,
    },
    id::OptionId,
    prose::Prose,
    question::{Blank, GapKind, Interaction, Match, Question},
};

/// Answers as their author wrote them.
pub(super) fn written(draft: &Draft) -> Vec<&str> {
    match &draft.answers {
        Answers::Choices(choices) => choices.iter().map(|c| c.item.text.as_str()).collect(),
        Answers::Items(items) => items.iter().map(|item| item.text.as_str()).collect(),
        Answers::Pairs { .. } | Answers::None => Vec::new(),
    }
}

/// The body of an item.
pub(super) fn body(question: &Question, draft: &Draft, leave: &mut Leave<'_>) -> String {
    let title = leave.words(&question.title);
    let gap = |id: &OptionId| match &question.interaction {
        Interaction::Gap(gap) => {
            let at = gap.blanks.iter().position(|blank| blank.id == *id);
            at.map(|at| blank(at, &gap.blanks[at], &draft.stem))
                .unwrap_or_default()
        }
        _ => String::new(),
    };
    let stem = leave.xhtml(&question.stem, &gap);
    let shuffle = if draft.shuffle { "true" } else { "false" };
    let prompt = format!("<qti-prompt>{title}</qti-prompt>");
    let with = |name: &str, attributes: &str, inside: String| {
        format!(
            "{stem}<qti-{name}-interaction response-identifier=\"{RESPONSE}\"{attributes}>{prompt}{inside}</qti-{name}-interaction>"
        )
    };
    let asks = format!("<p class=\"{ASKS}\">{title}</p>{stem}");
    let entry = format!(
        "<qti-text-entry-interaction response-identifier=\"{RESPONSE}\"></qti-text-entry-interaction>"
    );
    match &question.interaction {
        Interaction::Single(choice) => {
            let options = choice.options.iter().map(|o| (&o.id, &o.text));
            let attributes = format!(" shuffle=\"{shuffle}\" max-choices=\"1\"");
            with("choice", &attributes, choices(options, draft, leave))
        }
        Interaction::Multiple(multiple) => {
            let options = multiple.choice.options.iter().map(|o| (&o.id, &o.text));
            let attributes = format!(" shuffle=\"{shuffle}\" max-choices=\"0\"");
            with("choice", &attributes, choices(options, draft, leave))
        }
        Interaction::Order(order) => {
            let items = order.items.iter().map(|item| (&item.id, &item.text));
            // Whatever its author said, an order that stands in order gives itself away.
            with("order", " shuffle=\"true\"", choices(items, draft, leave))
        }
        Interaction::Rate(rate) => {
            let labels = rate.labels.iter().map(|label| (&label.id, &label.text));
            let attributes = " shuffle=\"false\" max-choices=\"1\"";
            with("choice", attributes, choices(labels, draft, leave))
        }
        Interaction::Match(matching) => {
            let (titles, rows) = match &draft.answers {
                Answers::Pairs {
                    left_title,
                    right_title,
                    rows,
                } => (format!("{left_title} | {right_title}"), rows.as_slice()),
                _ => (String::new(), [].as_slice()),
            };
            let inside = pairs(matching, rows, leave);
            let label = escaped(&plain(&titles));
            let most = matching.pairs.len();
            let attributes =
                format!(" label=\"{label}\" shuffle=\"{shuffle}\" max-associations=\"{most}\"");
            with("match", &attributes, inside)
        }
        Interaction::Reflect => with("extended-text", "", String::new()),
        Interaction::Number(_) | Interaction::Short(_) => format!("{asks}<p>{entry}</p>"),
        Interaction::Gap(_) => asks,
    }
}

fn choices<'o>(
    options: impl Iterator<Item = (&'o OptionId, &'o Prose)>,
    draft: &Draft,
    leave: &mut Leave<'_>,
) -> String {
    let mut written = written(draft).into_iter();
    let choices = options.map(|(id, text)| {
        let words = leave.words(text);
        let kept = written
            .next()
            .and_then(|written| spelling::kept(written, &words));
        let label = label(kept);
        let identifier = identifier(id);
        format!("<qti-simple-choice identifier=\"{identifier}\"{label}>{words}</qti-simple-choice>")
    });
    choices.collect()
}

/// Where an author's own way of writing stands.
fn label(written: Option<&str>) -> String {
    written.map_or_else(String::new, |written| {
        format!(" label=\"{}\"", escaped(written))
    })
}

fn blank(at: usize, blank: &Blank, stem: &str) -> String {
    let response = response(at);
    let label = label(spelling::of_gap(blank, stem).as_deref());
    match &blank.kind {
        GapKind::Typed { .. } => format!(
            "<qti-text-entry-interaction response-identifier=\"{response}\"{label}></qti-text-entry-interaction>"
        ),
        GapKind::Chosen { right, wrong } => {
            let choices = std::iter::once(right).chain(wrong).enumerate();
            let choices = choices.map(|(at, text)| {
                let words = escaped(text);
                format!("<qti-inline-choice identifier=\"c{at}\">{words}</qti-inline-choice>")
            });
            let choices: String = choices.collect();
            format!(
                "<qti-inline-choice-interaction response-identifier=\"{response}\"{label} shuffle=\"true\">{choices}</qti-inline-choice-interaction>"
            )
        }
    }
}

fn pairs(matching: &Match, rows: &[Pair], leave: &mut Leave<'_>) -> String {
    let mut out = "<qti-simple-match-set>".to_owned();
    for (at, pair) in matching.pairs.iter().enumerate() {
        let words = leave.words(&pair.left_text);
        let written = rows.get(at).map(|row| row.left.text.as_str());
        out.push_str(&side(&left(at), &pair.left, written, 1, &words));
    }
    out.push_str("</qti-simple-match-set><qti-simple-match-set>");
    for (at, (id, text)) in matching.choices().into_iter().enumerate() {
        let words = leave.words(text);
        let row = matching.pairs.iter().position(|pair| pair.right == *id);
        let row = row.and_then(|at| rows.get(at));
        out.push_str(&side(
            &format!("right{at}"),
            id,
            row.map(|row| row.right.text.as_str()),
            matching.pairs.len(),
            &words,
        ));
    }
    out.push_str("</qti-simple-match-set>");
    out
}

/// A side, whose own id stands in its label (two sides may have one), and behind it how its author
/// wrote it.
fn side(
    identifier: &str,
    id: &OptionId,
    written: Option<&str>,
    most: usize,
    words: &str,
) -> String {
    let written = match written.and_then(|written| spelling::kept(written, words)) {
        Some(written) => format!(" {}", escaped(written)),
        None => String::new(),
    };
    format!(
        "<qti-simple-associable-choice identifier=\"{identifier}\" label=\"{ID}{id}{written}\" match-max=\"{most}\">{words}</qti-simple-associable-choice>"
    )
}
