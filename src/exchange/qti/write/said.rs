//! What an item says to answers, and to whom.

use super::{
    body::written,
    prose::{Leave, plain},
};
use crate::{
    author::question::Draft,
    exchange::qti::names::{CLASS, identifier},
    id::OptionId,
    question::{Feedback, Interaction, Multiple, Question},
    wording::bank as words,
};

/// What is said to an answer.
pub(super) const FEEDBACK: &str = "FEEDBACK";
/// What is said to those who are right.
pub(super) const RIGHT: &str = "SAID_RIGHT";
/// What is said to all others.
pub(super) const OTHERWISE: &str = "SAID_OTHERWISE";
/// What is said to everybody.
pub(super) const ALWAYS: &str = "SAID_ALWAYS";

/// Something that is said, and by which outcome and identifier it is known.
pub(super) struct Said {
    pub outcome: &'static str,
    pub identifier: String,
    pub title: Option<String>,
    pub xhtml: String,
}

/// Everything that is said. A known answer is its title, as its author wrote it: the option is
/// known by that.
pub(super) fn said(question: &Question, draft: &Draft, leave: &mut Leave<'_>) -> Vec<Said> {
    let mut all = Vec::new();
    let written = written(draft);
    let is_known = matches!(
        question.interaction,
        Interaction::Number(_) | Interaction::Short(_)
    );
    let answers: Vec<(&OptionId, Option<&Feedback>)> = match &question.interaction {
        Interaction::Single(choice) | Interaction::Multiple(Multiple { choice, .. }) => {
            let options = choice.options.iter();
            options.map(|o| (&o.id, o.feedback.as_ref())).collect()
        }
        Interaction::Number(number) => {
            let known = number.known.iter();
            known.map(|k| (&k.id, k.feedback.as_ref())).collect()
        }
        Interaction::Short(short) => {
            let known = short.known.iter();
            known.map(|k| (&k.id, k.feedback.as_ref())).collect()
        }
        _ => Vec::new(),
    };
    for (at, (id, feedback)) in answers.into_iter().enumerate() {
        let title = written.get(at).filter(|_| is_known);
        if feedback.is_some() || title.is_some() {
            all.push(Said {
                outcome: FEEDBACK,
                identifier: identifier(id),
                title: title.map(|title| plain(title)),
                xhtml: feedback.map(|said| spoken(said, leave)).unwrap_or_default(),
            });
        }
    }
    let under = &question.discussion;
    for (outcome, feedback) in [
        (RIGHT, &under.right),
        (OTHERWISE, &under.otherwise),
        (ALWAYS, &under.always),
    ] {
        if let Some(feedback) = feedback {
            all.push(Said {
                outcome,
                identifier: "said".to_owned(),
                title: None,
                xhtml: spoken(feedback, leave),
            });
        }
    }
    all
}

fn spoken(feedback: &Feedback, leave: &mut Leave<'_>) -> String {
    let words = leave.words(&feedback.prose);
    if !feedback.is_unsafe {
        return words;
    }
    let lead = words::LEAD_UNSAFE.trim_matches(['*', ' ']);
    // The lead stands in the first paragraph, as it would on our own page.
    let lead = format!("<strong>{lead}</strong> ");
    let words = match words.strip_prefix("<p>") {
        Some(rest) => format!("<p>{lead}{rest}"),
        None => format!("<p>{lead}</p>{words}"),
    };
    format!("<div class=\"{CLASS}unsafe\">{words}</div>")
}
