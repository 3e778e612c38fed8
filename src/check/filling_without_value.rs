//! A term, policy or contact that `pack.toml` gives no value.

use pulldown_cmark::Event;

use super::{Check, Example, PackInHand, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic, Fix, nearest},
    pack::{Filling, FillingKind, Fillings},
    read::filling,
    source::Span,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::FillingWithoutValue,
    title: "Every term, policy and contact has a value in pack.toml.",
    why: "The learner would read “[manager]” where a name should stand: in the sentence that says whom to tell, perhaps.",
    fails: Example::Pack(&[
        (
            "pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]

[contacts]
manager = { name = "Mrs B" }
"#,
        ),
        (
            "example.md",
            r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
+++

## Rest {#rest}

Tell {{contact:manger}}.
"#,
        ),
    ]),
    passes: Example::Pack(&[
        (
            "pack.toml",
            r#"
id = "example-pack"
title = "An example"
version = "1.0.0"
units = ["example"]

[contacts]
manager = { name = "Mrs B" }
"#,
        ),
        (
            "example.md",
            r#"
+++
id = "example"
title = "An example"
level = 3
minutes = 5
+++

## Rest {#rest}

Tell {{contact:manager}}.
"#,
        ),
    ]),
    checks: &[Check::Unit(check), Check::Pack(check_settings)],
};

/// Tells of each filling without a value, where there is a pack to have one.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let Some(pack) = in_hand.pack else {
        return Vec::new();
    };
    let fillings = &pack.settings.fillings;
    let nodes = in_hand.document.nodes(in_hand.document.all());
    let words = nodes.iter().filter_map(|node| match &node.event {
        Event::Text(_) if !in_hand.is_front(node.span) => Some(node.span),
        _ => None,
    });
    words
        .flat_map(|span| fillings_in(in_hand.text(span), span.start))
        // One that is empty is told where it is.
        .filter(|(wanted, _)| wanted.found(fillings).is_none())
        .map(|(wanted, span)| without_value(in_hand, fillings, &wanted, span))
        .collect()
}

/// Tells of each term and policy that is there and says nothing. Of a contact reading tells it.
fn check_settings(in_hand: &PackInHand<'_>) -> Vec<Diagnostic> {
    let fillings = &in_hand.pack.settings.fillings;
    let mut found = Vec::new();
    for (kind, words) in [
        (FillingKind::Term, &fillings.terms),
        (FillingKind::Policy, &fillings.policies),
    ] {
        for (key, _) in words.iter().filter(|(_, text)| text.trim().is_empty()) {
            let text = in_hand.settings.text;
            let mut rest = Span::new(0, text.len());
            rest.find_next(text, &format!("[{}]", kind.table()));
            let place = rest.find(text, key);
            let message = format!("the {} `{key}` is empty", kind.key());
            found.push(
                in_hand
                    .wrong(Code::FillingWithoutValue, place, message)
                    .help("write what learners are to read there, or take the line out"),
            );
        }
    }
    found
}

/// The fillings in some words that begin at `start`, each with its place.
fn fillings_in(words: &str, start: usize) -> Vec<(Filling, Span)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = words[from..].find("{{").map(|at| from + at) {
        let Some(close) = words[open..].find("}}").map(|at| open + at) else {
            break;
        };
        if let Some(filling) = filling(&words[open + 2..close]) {
            found.push((filling, Span::new(start + open, start + close + 2)));
        }
        from = close + 2;
    }
    found
}

fn without_value(
    in_hand: &UnitInHand<'_>,
    fillings: &Fillings,
    wanted: &Filling,
    span: Span,
) -> Diagnostic {
    let (kind, key) = (wanted.kind.key(), &wanted.key);
    let known: Vec<&str> = match wanted.kind {
        FillingKind::Term => fillings.terms.keys().map(String::as_str).collect(),
        FillingKind::Policy => fillings.policies.keys().map(String::as_str).collect(),
        FillingKind::Contact => fillings.contacts.keys().map(String::as_str).collect(),
    };
    let found = in_hand.wrong(
        Code::FillingWithoutValue,
        span,
        format!("`pack.toml` has no {kind} `{key}`"),
    );
    match nearest(key, known) {
        Some(meant) => found
            .help(format!("did you mean `{{{{{kind}:{meant}}}}}`?"))
            .fix(Fix::one(
                format!("Write {meant}"),
                span,
                format!("{{{{{kind}:{meant}}}}}"),
            )),
        None => found.help(format!(
            "add a line such as `{key} = {}` under `[{}]` in `pack.toml`",
            match wanted.kind {
                FillingKind::Term | FillingKind::Policy => "\"…\"",
                FillingKind::Contact => "{ name = \"…\" }",
            },
            wanted.kind.table()
        )),
    }
}
