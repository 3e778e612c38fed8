//! Drafts of any kind, for tests that try many.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;

/// Words as people type them.
pub(super) fn plain() -> BoxedStrategy<String> {
    let word = select(vec![
        "knock",
        "Wait.",
        "She’s",
        "said:",
        "“no”",
        "then",
        "Mrs Okoro",
        "(again)",
        "half-past",
        "5",
        "é",
        "and",
        "{{term:individual}}",
        "**at once**",
        "[the law](https://example.org)",
        "why?",
    ]);
    vec(word, 1..24).prop_map(|words| words.join(" ")).boxed()
}

/// Words that Markdown makes something of.
pub(super) fn hostile() -> BoxedStrategy<String> {
    let piece = select(vec![
        "word",
        " ",
        "\n",
        "\n\n",
        "# ",
        "## x",
        "- ",
        "1. ",
        "> ",
        "> [!CAUTION]\n",
        "[x] ",
        "[ ] ",
        "```",
        "```\n",
        "{#id}",
        "{",
        "}",
        "{#a .b}",
        "|",
        "\\",
        "[Go](#then)",
        "[a]: b\n",
        "[^note]",
        "[^x]: y\n",
        "<!--",
        "-->",
        "<b>",
        "**Right.** ",
        "**",
        "---",
        "===",
        "\t",
        "    ",
        "[[gap]]",
        "[[",
        "{{term:",
        "}}",
        "*",
        "_",
        "`",
        "+++\n",
        "\r\n",
        "&lt;",
        "é",
        "\u{a0}",
        "± 2",
    ]);
    vec(piece, 0..8).prop_map(|pieces| pieces.concat()).boxed()
}

/// Any draft of any kind, with words made by `words`.
pub(super) fn draft(words: BoxedStrategy<String>) -> impl Strategy<Value = Draft> {
    let leads = || {
        let to = select(vec!["asked", "then", "end"]);
        option::of(to.prop_map(|to| Leads {
            to: to.to_owned(),
            words: "Go on".to_owned(),
        }))
    };
    let said = {
        let words = words.clone();
        move || {
            let text = option::of(words.clone()).prop_map(Option::unwrap_or_default);
            (text, leads()).prop_map(|(text, leads)| Said { text, leads })
        }
    };
    let choice = (words.clone(), any::<bool>(), said(), any::<bool>());
    let rows = vec((choice, words.clone()), 0..5);
    let kind = select(Kind::ALL.to_vec());
    (
        kind,
        words.clone(),
        words,
        1..4_u32,
        any::<(bool, bool)>(),
        rows,
        said(),
        said(),
        said(),
    )
        .prop_map(
            |(
                kind,
                title,
                stem,
                points,
                (shuffle, all_or_nothing),
                rows,
                right,
                otherwise,
                always,
            )| {
                let number = |at: usize, text: String| match kind {
                    // Numbers that do not take one another’s place.
                    Kind::Number => {
                        format!("{at}0 {}", text.replace(|c: char| !c.is_alphabetic(), ""))
                    }
                    // What a pack fills in cannot be part of an answer.
                    Kind::Short => format!("{text} no {at}").replace("{{term:individual}}", "she"),
                    _ => format!("{text} no {at}"),
                };
                let item = |at, text| Item {
                    text: number(at, text),
                    own_id: String::new(),
                };
                let rows = rows.into_iter().enumerate();
                let answers = match Answers::none_of(kind) {
                    Answers::Choices(_) => Answers::Choices(
                        rows.map(|(at, ((text, right, said, is_unsafe), _))| Choice {
                            item: item(at, text),
                            right,
                            said,
                            is_unsafe: is_unsafe && !right,
                        })
                        .collect(),
                    ),
                    Answers::Items(_) => {
                        Answers::Items(rows.map(|(at, ((text, ..), _))| item(at, text)).collect())
                    }
                    Answers::Pairs { .. } => Answers::Pairs {
                        left_title: "Who | what".to_owned(),
                        right_title: "Which".to_owned(),
                        rows: rows
                            .map(|(at, ((text, ..), right))| Pair {
                                left: item(at, text),
                                right: item(at, right),
                            })
                            .collect(),
                    },
                    Answers::None => Answers::None,
                };
                let stem = match kind {
                    Kind::Gap => format!("{stem} [[=one|two]] and [[more]]"),
                    _ => stem,
                };
                Draft {
                    id: "asked".to_owned(),
                    kind,
                    title,
                    points,
                    shuffle,
                    all_or_nothing,
                    criteria: Vec::new(),
                    nations: Vec::new(),
                    stem,
                    answers,
                    right,
                    otherwise,
                    always,
                }
            },
        )
}
