//! Questions of units as a package of QTI 3.0 items.

use std::collections::BTreeMap;

use maud::{PreEscaped, html};

use super::{
    body::ASKS,
    declare::{declarations, left},
    item::{CLASS, ID, TOOL},
    listing::{ASI, DECLARATION, TEST, manifest, test},
    names::RESPONSE,
    package::{CONTENT, MANIFEST},
    process::processing,
    prose::{Leave, escaped},
    spelling,
};
use crate::{
    author::question::{Answers, Draft, Pair},
    exchange::{
        bank::{Leaving, Loss, heading::Heading},
        unzip::Files,
    },
    id::OptionId,
    nation::Nations,
    pack::Fillings,
    question::{Blank, Feedback, GapKind, Interaction, Match, Multiple, Question, fold_text},
    unit::Unit,
    wording::bank as words,
};

/// A unit that is put into a package.
pub struct Packed<'p> {
    /// The unit.
    pub unit: &'p Unit,
    /// Its questions.
    pub questions: &'p mut [Leaving],
}

/// Puts the questions of units into a package. What is lost is told in each.
pub fn write(
    units: &mut [Packed<'_>],
    fillings: Option<&Fillings>,
    images: &BTreeMap<String, Vec<u8>>,
) -> Files {
    let mut files = Files::new();
    let mut sections: Vec<(String, String, Vec<String>)> = Vec::new();
    let has_image = |path: &str| images.contains_key(path);
    for packed in units {
        let mut items = Vec::new();
        for leaving in packed.questions.iter_mut() {
            let Some(draft) = leaving.draft.clone() else {
                continue;
            };
            let mut leave = Leave {
                fillings,
                images: &format!("../{CONTENT}"),
                has_image: &has_image,
                shown: Vec::new(),
                losses: Default::default(),
            };
            let text = item(&leaving.question, &draft, &mut leave);
            // What no id has in it, or `a-b` with `c` would be `a` with `b-c`.
            let name = format!("items/{}.{}.xml", packed.unit.id, draft.id);
            files.insert(name.clone(), text.into_bytes());
            items.push(name);
            for image in leave.shown {
                if let Some(bytes) = images.get(&image) {
                    files.insert(format!("{CONTENT}{image}"), bytes.clone());
                }
            }
            leaving.losses.extend(leave.losses);
        }
        sections.push((packed.unit.id.to_string(), packed.unit.title.clone(), items));
    }
    files.insert(TEST.to_owned(), test(&sections).into_bytes());
    let manifest = manifest(&files);
    files.insert(MANIFEST.to_owned(), manifest.into_bytes());
    files
}

/// A text for an attribute, on one line.
pub(super) fn plain(text: &str) -> String {
    let allowed = text
        .chars()
        .filter(|c| !c.is_control() || c.is_whitespace());
    let allowed: String = allowed.collect();
    allowed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The identifier of an option.
pub(super) fn identifier(id: &OptionId) -> String {
    format!("{ID}{id}")
}

/// The response to a question, and to a text with several gaps by their number.
pub(super) fn response(at: usize) -> String {
    match at {
        0 => RESPONSE.to_owned(),
        at => format!("{RESPONSE}{}", at + 1),
    }
}

/// An item.
fn item(question: &Question, draft: &Draft, leave: &mut Leave<'_>) -> String {
    lost(question, draft, leave);
    let title: String = question
        .title
        .text(&Fillings::default())
        .chars()
        .take(200)
        .collect();
    let scored = question.is_scored();
    let said = said(question, draft, leave);
    let has = |outcome: &str| said.iter().any(|said| said.outcome == outcome);
    let several = matches!(question.interaction, Interaction::Multiple(_));
    let body = body(question, draft, leave);
    let feedback = if several { "multiple" } else { "single" };
    let points = draft.points.to_string();
    let markup = html! {
        qti-assessment-item xmlns=(ASI) identifier={(ID)(draft.id)} title=(plain(&title)) label=(Heading::write(draft, question.nations))
            tool-name=(TOOL) xml:lang="en-GB" adaptive="false" time-dependent="false" {
            (declarations(question, draft))
            @if scored {
                qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum=(points) normal-minimum="0" {
                    qti-default-value { qti-value { "0" } }
                }
            }
            @if has(FEEDBACK) {
                qti-outcome-declaration identifier=(FEEDBACK) cardinality=(feedback) base-type="identifier" {}
            }
            @for outcome in [RIGHT, OTHERWISE, ALWAYS].into_iter().filter(|outcome| has(outcome)) {
                qti-outcome-declaration identifier=(outcome) cardinality="single" base-type="identifier" {}
            }
            qti-item-body { (PreEscaped(body)) }
            @if scored || has(ALWAYS) {
                (processing(question, draft, &said))
            }
            @for said in &said {
                qti-modal-feedback outcome-identifier=(said.outcome) show-hide="show" identifier=(said.identifier) title=[said.title.as_deref()] {
                    qti-content-body { (PreEscaped(&said.xhtml)) }
                }
            }
        }
    };
    format!("{DECLARATION}{}\n", markup.into_string())
}

fn lost(question: &Question, draft: &Draft, leave: &mut Leave<'_>) {
    let losses = &mut leave.losses;
    if !draft.criteria.is_empty() {
        losses.tell(Loss::Criteria);
    }
    if question.nations != Nations::ALL {
        losses.tell(Loss::Nations);
    }
    if question.all_feedback().any(|said| said.leads_to.is_some()) {
        losses.tell(Loss::Steps);
    }
    if question.all_feedback().any(|said| said.is_unsafe) {
        losses.tell(Loss::Unsafe);
    }
    if matches!(question.interaction, Interaction::Order(_)) {
        losses.tell(Loss::Parts);
    }
    if let Interaction::Number(number) = &question.interaction {
        for known in &number.known {
            if !known.answer.unit.is_empty() {
                losses.tell(Loss::UnitOfNumber(known.answer.unit.clone()));
            }
        }
    }
    let typed: Vec<&String> = match &question.interaction {
        Interaction::Short(short) => short.known.iter().flat_map(|known| &known.answer).collect(),
        Interaction::Gap(gap) => {
            let ways = gap.blanks.iter().filter_map(|blank| match &blank.kind {
                GapKind::Typed { accepted } => Some(accepted),
                GapKind::Chosen { .. } => None,
            });
            ways.flatten().collect()
        }
        _ => Vec::new(),
    };
    if typed.iter().any(|way| fold_text(way) != way.to_lowercase()) {
        losses.tell(Loss::Comparison);
    }
}

/// What is said to an answer.
pub(super) const FEEDBACK: &str = "FEEDBACK";
/// What is said to those who are right.
pub(super) const RIGHT: &str = "SAID_RIGHT";
/// What is said to all others.
pub(super) const OTHERWISE: &str = "SAID_OTHERWISE";
/// What is said to everybody.
pub(super) const ALWAYS: &str = "SAID_ALWAYS";

pub(super) struct Said {
    pub outcome: &'static str,
    pub identifier: String,
    title: Option<String>,
    xhtml: String,
}

/// Answers as their author wrote them.
fn written(draft: &Draft) -> Vec<&str> {
    match &draft.answers {
        Answers::Choices(choices) => choices.iter().map(|c| c.item.text.as_str()).collect(),
        Answers::Items(items) => items.iter().map(|item| item.text.as_str()).collect(),
        Answers::Pairs { .. } | Answers::None => Vec::new(),
    }
}

/// Everything that is said. A known answer is its title, as its author wrote it: the option is
/// known by that.
fn said(question: &Question, draft: &Draft, leave: &mut Leave<'_>) -> Vec<Said> {
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

fn body(question: &Question, draft: &Draft, leave: &mut Leave<'_>) -> String {
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
    let written = written(draft);
    let choices = |leave: &mut Leave<'_>, options: &[(&OptionId, &crate::prose::Prose)]| {
        let choices = options.iter().enumerate().map(|(at, (id, text))| {
            let words = leave.words(text);
            let written = written.get(at);
            let label = match written.and_then(|written| spelling::kept(written, &words)) {
                Some(written) => format!(" label=\"{}\"", escaped(written)),
                None => String::new(),
            };
            format!(
                "<qti-simple-choice identifier=\"{}\"{label}>{words}</qti-simple-choice>",
                identifier(id)
            )
        });
        choices.collect::<String>()
    };
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
            let options: Vec<_> = choice.options.iter().map(|o| (&o.id, &o.text)).collect();
            let inside = choices(leave, &options);
            with(
                "choice",
                &format!(" shuffle=\"{shuffle}\" max-choices=\"1\""),
                inside,
            )
        }
        Interaction::Multiple(multiple) => {
            let options: Vec<_> = multiple
                .choice
                .options
                .iter()
                .map(|o| (&o.id, &o.text))
                .collect();
            let inside = choices(leave, &options);
            with(
                "choice",
                &format!(" shuffle=\"{shuffle}\" max-choices=\"0\""),
                inside,
            )
        }
        Interaction::Order(order) => {
            let options: Vec<_> = order.items.iter().map(|o| (&o.id, &o.text)).collect();
            let inside = choices(leave, &options);
            // Whatever its author said, an order that stands in order gives itself away.
            with("order", " shuffle=\"true\"", inside)
        }
        Interaction::Rate(rate) => {
            let options: Vec<_> = rate.labels.iter().map(|o| (&o.id, &o.text)).collect();
            let inside = choices(leave, &options);
            with("choice", " shuffle=\"false\" max-choices=\"1\"", inside)
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

fn blank(at: usize, blank: &Blank, stem: &str) -> String {
    let response = response(at);
    let label = match spelling::of_gap(blank, stem) {
        Some(written) => format!(" label=\"{}\"", escaped(&written)),
        None => String::new(),
    };
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
