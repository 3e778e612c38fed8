//! Edits of a unit's text as people make them, for tests that try any.

use proptest::prelude::*;

use super::{Kind, outline};
use crate::source::{Source, Span};

/// One edit of a text, as a person might make it.
#[derive(Clone, Debug)]
pub(super) enum Slip {
    /// A line says something else.
    Line(usize, String),
    /// A line is taken out.
    Cut(usize),
    /// A line is put in.
    Add(usize, String),
    /// Two parts change places.
    Swap(usize, usize),
    /// A part is taken out.
    Drop(usize),
    /// Something is written into the middle of a line.
    Type(usize, String),
}

/// A line as people type it, or one that means something.
pub(super) fn any_words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,8}( [a-z]{1,8}){0,4}\\.",
        1 => prop::sample::select(vec![
            "## Ours {#ours}".to_owned(),
            "### Ours {#ours .single}".to_owned(),
            "- [ ] Wait. {#wait}".to_owned(),
            "- [x] Go.".to_owned(),
            "  > [!CAUTION]".to_owned(),
            "```".to_owned(),
            "+++".to_owned(),
            "++++".to_owned(),
            "> ".to_owned(),
            "[^note]: A note.".to_owned(),
            "## Again {#worried}".to_owned(),
            "[guess]: #ill".to_owned(),
            "<!--".to_owned(),
            "    {#guess}".to_owned(),
        ]),
    ]
}

/// Any edit.
pub(super) fn any_slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        (any::<usize>(), any_words()).prop_map(|(at, words)| Slip::Line(at, words)),
        any::<usize>().prop_map(Slip::Cut),
        (any::<usize>(), any_words()).prop_map(|(at, words)| Slip::Add(at, words)),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Slip::Swap(a, b)),
        any::<usize>().prop_map(Slip::Drop),
        (any::<usize>(), any_words()).prop_map(|(at, words)| Slip::Type(at, words)),
    ]
}

/// Any edit of a file of changes as text.
pub(super) fn any_damage() -> impl Strategy<Value = Slip> {
    let line = || {
        prop::sample::select(vec![
            "+++",
            "++++",
            "+++ ",
            "changes = \"handover\"",
            "changes = \"handover",
            "# Asked for by Ada.",
            "## Ours {#ours}",
            "replace = \"worried\"",
            "hide = \"notes\"",
            "hide = \"@front\"",
            "move = \"notes\"",
            "after = \"worried\" # By Ben",
            "before = \"@opening\"",
            "was = \"0123456789abcdef\"",
            "aside = true",
            "Ours = theirs.",
            "",
        ])
    };
    let line = || line().prop_map(str::to_owned);
    // The first lines are the head.
    let at = || prop_oneof![0_usize..6, any::<usize>()];
    prop_oneof![
        3 => (at(), line()).prop_map(|(at, words)| Slip::Line(at, words)),
        3 => (at(), line()).prop_map(|(at, words)| Slip::Add(at, words)),
        2 => at().prop_map(Slip::Cut),
        1 => (at(), line()).prop_map(|(at, words)| Slip::Type(at, words)),
        1 => any_slip(),
    ]
}

/// A text after edits, one after another.
pub(super) fn slipped(text: &str, slips: &[Slip]) -> String {
    let mut text = text.to_owned();
    for slip in slips {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.is_empty() {
            return text;
        }
        let count = lines.len();
        match slip {
            Slip::Line(at, words) => lines[at % count].clone_from(words),
            Slip::Cut(at) => drop(lines.remove(at % count)),
            Slip::Add(at, words) => lines.insert(at % count, words.clone()),
            Slip::Type(at, words) => lines[at % count].push_str(words),
            Slip::Swap(..) | Slip::Drop(_) => {
                text = with_parts(&text, slip);
                continue;
            }
        }
        text = lines.join("\n") + "\n";
    }
    text
}

fn with_parts(text: &str, slip: &Slip) -> String {
    let whole = outline(Source {
        name: "unit.md",
        text,
    });
    let spans: Vec<Span> = whole
        .all()
        .filter(|part| !matches!(part.kind, Kind::Unit | Kind::Front | Kind::Opening))
        .map(|part| part.span)
        .collect();
    if spans.is_empty() {
        return text.to_owned();
    }
    match slip {
        Slip::Swap(a, b) => {
            let (a, b) = (spans[a % spans.len()], spans[b % spans.len()]);
            let (a, b) = if a.start < b.start { (a, b) } else { (b, a) };
            if a.end > b.start {
                return text.to_owned();
            }
            [
                &text[..a.start],
                b.of(text),
                &text[a.end..b.start],
                a.of(text),
                &text[b.end..],
            ]
            .concat()
        }
        Slip::Drop(at) => {
            let span = spans[at % spans.len()];
            format!("{}{}", &text[..span.start], &text[span.end..])
        }
        _ => text.to_owned(),
    }
}
