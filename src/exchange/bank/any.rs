//! Any question, for property tests: with every sign in it that some format takes for its own.

use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};

use super::{Content, Group, Item, Losses};
use crate::{
    author::question::{Answers, Choice, Draft, Item as Words, Pair, Said},
    nation::Nation,
    question::Kind,
};

/// Words in Markdown that mean something to GIFT, to XML or to HTML.
const WORDS: [&str; 34] = [
    "carer",
    "consent",
    "a = b",
    "*stressed*",
    "**strong**",
    "`co de`",
    "{curly}",
    "~",
    "50%",
    "%50%",
    "C:\\\\temp",
    "\\#tag",
    "->",
    "[site](https://a.b/c)",
    "\\*",
    "“quoted”",
    "{{term:individual}}",
    "=",
    "// no comment",
    "[html]",
    "é",
    "&amp;",
    "\\<b>",
    "]]>",
    "'",
    "a: b",
    "::",
    "####x",
    "~~gone~~",
    "1\\.",
    "|",
    "_so_",
    "\\_\\_",
    "5",
];

/// The pictures that questions may show.
pub(crate) const IMAGES: [&str; 2] = ["images/hoist.png", "rota.jpg"];

/// What a format has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Has {
    /// Words, and one gap.
    Words,
    /// Pictures as well, and any number of gaps.
    Everything,
}

fn line(has: Has) -> BoxedStrategy<String> {
    let words = vec(select(&WORDS[..]), 1..5).prop_map(|words| format!("Word {}", words.join(" ")));
    let image = (words.clone(), select(&IMAGES[..]))
        .prop_map(|(words, image)| format!("{words} ![A *picture* = {{x}}]({image}) there"));
    match has {
        Has::Words => words.boxed(),
        Has::Everything => prop_oneof![6 => words, 1 => image].boxed(),
    }
}

fn bare() -> impl Strategy<Value = String> {
    let words: Vec<&str> = vec![
        "carer", "a = b", "50%", "é", "5", "x: y", "#", "~", "{a}", "'", "&", "//", "\\*",
    ];
    vec(select(words), 1..3).prop_map(|words| words.join(" "))
}

fn blocks(has: Has) -> impl Strategy<Value = String> {
    let line = move || line(has);
    let block = prop_oneof![
        4 => line(),
        1 => (line(), line()).prop_map(|(a, b)| format!("* {a}\n* {b}")),
        1 => (line(), line()).prop_map(|(a, b)| format!("1) {a}\n2) {b}")),
    ];
    vec(block, 0..3).prop_map(|blocks| blocks.join("\n\n"))
}

fn said(has: Has) -> impl Strategy<Value = Said> {
    (line(has), option::weighted(0.2, line(has))).prop_map(|(first, more)| Said {
        text: match more {
            Some(more) => format!("{first}\n\n{more}"),
            None => first,
        },
        leads: None,
    })
}

fn maybe_said(has: Has) -> impl Strategy<Value = Said> {
    option::weighted(0.4, said(has)).prop_map(Option::unwrap_or_default)
}

/// Answers of every shape, all different.
fn answers(kind: Kind, has: Has) -> BoxedStrategy<Answers> {
    let line = move || line(has);
    let said = move || said(has);
    let own = |at: usize, has: bool| {
        if has {
            format!("own-{at}")
        } else {
            String::new()
        }
    };
    let one = (line(), any::<bool>(), said(), any::<bool>(), any::<bool>());
    match kind {
        Kind::Single | Kind::Multiple => vec(one, 2..5)
            .prop_map(move |all| {
                let choices = all.into_iter().enumerate();
                let choices = choices.map(|(at, (text, right, said, is_unsafe, has))| {
                    let right = match at {
                        0 => true,
                        1 => false,
                        _ => right,
                    };
                    Choice {
                        item: Words {
                            text: format!("{text} {at}"),
                            own_id: own(at, has),
                        },
                        right,
                        said,
                        is_unsafe: is_unsafe && !right,
                    }
                });
                Answers::Choices(choices.collect())
            })
            .boxed(),
        Kind::Number => {
            let unit = select(&["", " hours", " ml"][..]);
            let tolerance = select(&["", " ± 0.5", " ± 2"][..]);
            vec(
                (unit, tolerance, any::<bool>(), said(), any::<bool>()),
                1..4,
            )
            .prop_map(move |all| {
                let choices = all.into_iter().enumerate();
                let choices = choices.map(|(at, (unit, tolerance, right, said, has))| Choice {
                    item: Words {
                        text: format!("{}{tolerance}{unit}", at * 10),
                        own_id: own(at, has),
                    },
                    right: right || at == 0,
                    said,
                    is_unsafe: false,
                });
                Answers::Choices(choices.collect())
            })
            .boxed()
        }
        Kind::Short => vec(
            (vec(bare(), 1..3), any::<bool>(), said(), any::<bool>()),
            1..4,
        )
        .prop_map(move |all| {
            let choices = all.into_iter().enumerate();
            let choices = choices.map(|(at, (ways, right, said, has))| {
                let ways: Vec<String> = ways
                    .into_iter()
                    .enumerate()
                    .map(|(way, text)| format!("w{at}{way} {text}"))
                    .collect();
                Choice {
                    item: Words {
                        text: ways.join(" | "),
                        own_id: own(at, has),
                    },
                    right: right || at == 0,
                    said,
                    is_unsafe: !right && at > 0 && has,
                }
            });
            Answers::Choices(choices.collect())
        })
        .boxed(),
        Kind::Order | Kind::Rate => vec((line(), any::<bool>()), 2..5)
            .prop_map(move |all| {
                let items = all.into_iter().enumerate();
                let items = items.map(|(at, (text, has))| Words {
                    text: format!("{text} {at}"),
                    own_id: own(at, has),
                });
                Answers::Items(items.collect())
            })
            .boxed(),
        Kind::Match => vec((line(), line(), any::<bool>()), 2..5)
            .prop_map(move |all| {
                let rows = all.into_iter().enumerate();
                let rows = rows.map(|(at, (left, right, has))| Pair {
                    left: Words {
                        text: format!("{left} {at}"),
                        own_id: own(at, has),
                    },
                    right: Words {
                        text: format!("{right} {at}"),
                        own_id: String::new(),
                    },
                });
                Answers::Pairs {
                    left_title: "What".to_owned(),
                    right_title: "Is *so*".to_owned(),
                    rows: rows.collect(),
                }
            })
            .boxed(),
        Kind::Gap | Kind::Reflect => Just(Answers::None).boxed(),
    }
}

/// A text with so many gaps, no two alike.
fn gaps(many: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    const WAYS: [&str; 6] = [
        "act",
        "act|law = act",
        "=act|law ~ x|rule: {y}",
        "act | an act||law",
        "=act||rule | law",
        "5|five",
    ];
    let gap = (
        select(&WAYS[..]),
        select(&[" and ", ", then\n", "\n\nAlso: ", "\n\n* so "][..]),
    );
    vec(gap, many).prop_map(|gaps| {
        let gaps = gaps.iter().enumerate().map(|(at, (ways, apart))| match at {
            0 => format!("[[{ways}]]"),
            at => format!("{apart}[[{ways}|way {at}]]"),
        });
        format!("Fill in {} here, please.", gaps.collect::<String>())
    })
}

/// Some of the nations; none for all.
fn nations() -> impl Strategy<Value = Vec<String>> {
    let keys = Nation::ALL.map(|nation| nation.key().to_owned()).to_vec();
    let some = subsequence(keys, 1..4);
    option::weighted(0.3, some).prop_map(Option::unwrap_or_default)
}

/// Any question of a kind, that passes the check.
fn draft(kind: Kind, has: Has) -> BoxedStrategy<Draft> {
    let gaps = gaps(match has {
        Has::Words => 1..2,
        Has::Everything => 1..5,
    });
    let flags = (1..4_u32, any::<bool>(), any::<bool>(), nations());
    let heading = (line(has), blocks(has), line(has), flags);
    let under = (maybe_said(has), maybe_said(has), maybe_said(has));
    (heading, answers(kind, has), under, gaps)
        .prop_map(
            move |((title, stem, last, flags), answers, (right, otherwise, always), gaps)| {
                let scored = kind.is_scored();
                let said = |said: Said| if scored { said } else { Said::default() };
                let (points, shuffle, all, nations) = flags;
                Draft {
                    id: "asked".to_owned(),
                    kind,
                    title,
                    points: if scored { points } else { 1 },
                    shuffle: shuffle || !scored,
                    all_or_nothing: all && kind == Kind::Multiple,
                    // They are ids of the unit that is left behind.
                    criteria: Vec::new(),
                    nations,
                    stem: match kind {
                        Kind::Gap => gaps,
                        // A list at the end would be taken for the answers.
                        Kind::Rate | Kind::Order if !stem.is_empty() => format!("{stem}\n\n{last}"),
                        _ => stem,
                    },
                    answers,
                    right: said(right),
                    otherwise: said(otherwise),
                    always,
                }
            },
        )
        .boxed()
}

/// Any question of any kind.
pub(crate) fn any_draft(has: Has) -> BoxedStrategy<Draft> {
    let kinds = select(&Kind::ALL[..]);
    kinds.prop_flat_map(move |kind| draft(kind, has)).boxed()
}

/// Items of some drafts, as a bank would hold them.
pub(crate) fn items(drafts: Vec<Draft>) -> Vec<Item> {
    let items = drafts.into_iter().enumerate().map(|(at, draft)| Item {
        name: String::new(),
        file: "any".to_owned(),
        line: at + 1,
        group: Group {
            title: "Any: a/b = \"c\"".to_owned(),
            id: Some("any".to_owned()),
        },
        content: Content::Question(Box::new(Draft {
            id: format!("asked-{at}"),
            ..draft
        })),
        losses: Losses::default(),
    });
    items.collect()
}
