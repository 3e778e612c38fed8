//! Any question and any response to it, for property tests here and elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, option, prelude::*};
use rust_decimal::Decimal;

use super::*;
use crate::id::StepId;

/// A source of choices that shrinks to the first of everything.
pub(crate) struct Picks(std::vec::IntoIter<u32>);

impl Picks {
    /// One of `count`, from 0.
    pub fn below(&mut self, count: usize) -> usize {
        let pick = self.0.next().unwrap_or_default() as usize;
        pick % count.max(1)
    }
}

/// Any choices.
pub(crate) fn picks() -> impl Strategy<Value = Vec<u32>> {
    vec(any::<u32>(), 24)
}

/// Any question of any kind, whose feedback leads to any of `steps`. A choice or scale has at
/// least one option, so that there is a response to it.
pub(crate) fn question(steps: Vec<StepId>) -> BoxedStrategy<Question> {
    let interaction = prop_oneof![
        choice(1..5, steps.clone()).prop_map(Interaction::Single),
        (choice(0..5, steps.clone()), any::<bool>()).prop_map(|(choice, all_or_nothing)| {
            Interaction::Multiple(Multiple {
                choice,
                all_or_nothing,
            })
        }),
        (0..5_usize).prop_map(order),
        vec(0..3_usize, 0..4).prop_map(matching),
        vec(any::<bool>(), 0..4).prop_map(gap),
        number(steps.clone()),
        short(steps.clone()),
        (1..5_usize).prop_map(rate),
        Just(Interaction::Reflect),
    ];
    let said = option::weighted(0.4, feedback(steps));
    let discussion = (said.clone(), said.clone(), said);
    (interaction, discussion, 1..4_u32)
        .prop_map(|(interaction, (always, right, otherwise), points)| {
            let safe = |said: Option<Feedback>| {
                said.map(|said| Feedback {
                    is_unsafe: false,
                    ..said
                })
            };
            Question {
                id: id("question"),
                title: Prose::plain("What do you do?"),
                stem: Prose::plain("A bell rings."),
                points: Points::whole(points),
                shuffle: true,
                criteria: Vec::new(),
                nations: Nations::ALL,
                interaction,
                discussion: Discussion {
                    always: safe(always),
                    right: safe(right),
                    otherwise: safe(otherwise),
                },
                span: Span::default(),
                heading: Span::default(),
            }
        })
        .boxed()
}

/// A response that fits a question, as `picks` has it.
pub(crate) fn response(question: &Question, picks: Vec<u32>) -> Response {
    let mut picks = Picks(picks.into_iter());
    match &question.interaction {
        Interaction::Single(choice) => {
            let at = picks.below(choice.options.len());
            Response::Single(choice.options[at].id.clone())
        }
        Interaction::Multiple(multiple) => {
            let options = multiple.choice.options.iter();
            let chosen = options.filter(|_| picks.below(2) == 1);
            Response::Multiple(chosen.map(|option| option.id.clone()).collect())
        }
        Interaction::Order(order) => {
            let mut items: Vec<_> = order.items.iter().map(|item| item.id.clone()).collect();
            let places = 0..items.len();
            let placed = places.map(|_| items.remove(picks.below(items.len())));
            Response::Order(placed.collect())
        }
        Interaction::Match(matching) => {
            let sides = matching.choices();
            let mut put = BTreeMap::new();
            for pair in &matching.pairs {
                if let Some((right, _)) = sides.get(picks.below(sides.len() + 1)) {
                    put.insert(pair.left.clone(), (*right).clone());
                }
            }
            Response::Match(put)
        }
        Interaction::Gap(gap) => {
            let blanks = gap.blanks.iter().filter_map(|blank| {
                let texts = [None, Some(blank.answer()), Some("else")];
                let text = texts[picks.below(3)]?;
                Some((blank.id.clone(), text.to_owned()))
            });
            Response::Gap(blanks.collect())
        }
        Interaction::Number(_) => {
            let texts = numbers();
            Response::Number(texts[picks.below(texts.len())].clone())
        }
        Interaction::Short(_) => Response::Short(WORDS[picks.below(WORDS.len())].to_owned()),
        Interaction::Rate(rate) => {
            let at = picks.below(rate.labels.len());
            Response::Rate(rate.labels[at].id.clone())
        }
        Interaction::Reflect => Response::Reflect("I would ask.".to_owned()),
    }
}

/// Every response that a question could tell from others, however many there are.
pub(crate) fn every_response(question: &Question) -> Vec<Response> {
    match &question.interaction {
        Interaction::Single(choice) => {
            let options = choice.options.iter();
            options.map(|o| Response::Single(o.id.clone())).collect()
        }
        Interaction::Multiple(multiple) => {
            let ids: Vec<_> = multiple.choice.options.iter().map(|o| &o.id).collect();
            let sets = (0..1_usize << ids.len()).map(|bits| {
                let chosen = ids.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                chosen.map(|(_, id)| (*id).clone()).collect::<BTreeSet<_>>()
            });
            sets.map(Response::Multiple).collect()
        }
        Interaction::Order(order) => {
            let ids: Vec<_> = order.items.iter().map(|item| item.id.clone()).collect();
            orders(&ids).into_iter().map(Response::Order).collect()
        }
        Interaction::Match(matching) => {
            let mut all = vec![BTreeMap::new()];
            for pair in &matching.pairs {
                let longer = all.iter().flat_map(|put| {
                    let sides = matching.choices().into_iter();
                    sides.map(move |(right, _)| {
                        let mut put: BTreeMap<_, _> = BTreeMap::clone(put);
                        put.insert(pair.left.clone(), right.clone());
                        put
                    })
                });
                let longer: Vec<_> = longer.collect();
                all.extend(longer);
            }
            all.into_iter().map(Response::Match).collect()
        }
        Interaction::Gap(gap) => {
            let mut all = vec![BTreeMap::new()];
            for blank in &gap.blanks {
                let longer = all.iter().map(|filled| {
                    let mut filled: BTreeMap<_, _> = BTreeMap::clone(filled);
                    filled.insert(blank.id.clone(), blank.answer().to_owned());
                    filled
                });
                let longer: Vec<_> = longer.collect();
                all.extend(longer);
            }
            all.into_iter().map(Response::Gap).collect()
        }
        Interaction::Number(_) => numbers().into_iter().map(Response::Number).collect(),
        Interaction::Short(_) => {
            let words = WORDS.iter();
            words.map(|w| Response::Short((*w).to_owned())).collect()
        }
        Interaction::Rate(rate) => {
            let labels = rate.labels.iter();
            labels.map(|l| Response::Rate(l.id.clone())).collect()
        }
        Interaction::Reflect => vec![Response::Reflect(String::new())],
    }
}

fn orders(ids: &[OptionId]) -> Vec<Vec<OptionId>> {
    if ids.is_empty() {
        return vec![Vec::new()];
    }
    let firsts = ids.iter().enumerate().flat_map(|(at, first)| {
        let mut rest = ids.to_vec();
        rest.remove(at);
        orders(&rest).into_iter().map(move |mut order| {
            order.insert(0, first.clone());
            order
        })
    });
    firsts.collect()
}

fn id<I: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> I {
    text.parse().unwrap()
}

/// Some feedback, leading to any of `steps` or to none.
fn feedback(steps: Vec<StepId>) -> BoxedStrategy<Feedback> {
    let count = steps.len();
    (option::weighted(0.5, 0..count.max(1)), any::<bool>())
        .prop_map(move |(to, is_unsafe)| {
            let leads_to = to.and_then(|at| steps.get(at).cloned());
            Feedback {
                prose: Prose::plain("So it is."),
                is_unsafe,
                leads_by: leads_to.as_ref().map(|_| "Go on".to_owned()),
                leads_to,
                span: Span::default(),
            }
        })
        .boxed()
}

/// What is said to an answer; a right one is not unsafe.
fn answers(
    counts: std::ops::Range<usize>,
    steps: Vec<StepId>,
) -> BoxedStrategy<Vec<(bool, Option<Feedback>)>> {
    let said = option::weighted(0.6, feedback(steps));
    let answer = (any::<bool>(), said).prop_map(|(right, said)| {
        let said = said.map(|said| Feedback {
            is_unsafe: said.is_unsafe && !right,
            ..said
        });
        (right, said)
    });
    vec(answer, counts).boxed()
}

fn choice(counts: std::ops::Range<usize>, steps: Vec<StepId>) -> impl Strategy<Value = Choice> {
    answers(counts, steps).prop_map(|answers| {
        let options = answers.into_iter().enumerate();
        Choice {
            options: options
                .map(|(at, (right, feedback))| ChoiceOption {
                    id: id(&format!("o{at}")),
                    text: Prose::plain(format!("Option {at}")),
                    right,
                    feedback,
                    span: Span::default(),
                })
                .collect(),
        }
    })
}

fn order(count: usize) -> Interaction {
    let items = (0..count).map(|at| Item {
        id: id(&format!("i{at}")),
        text: Prose::plain(format!("Item {at}")),
        span: Span::default(),
    });
    Interaction::Order(Order {
        items: items.collect(),
    })
}

fn matching(rights: Vec<usize>) -> Interaction {
    let pairs = rights.into_iter().enumerate().map(|(left, right)| Pair {
        left: id(&format!("l{left}")),
        left_text: Prose::plain(format!("Left {left}")),
        right: id(&format!("r{right}")),
        right_text: Prose::plain(format!("Right {right}")),
        span: Span::default(),
    });
    Interaction::Match(Match {
        pairs: pairs.collect(),
        ..Match::default()
    })
}

fn gap(typed: Vec<bool>) -> Interaction {
    let blanks = typed.into_iter().enumerate().map(|(at, typed)| Blank {
        id: id(&format!("g{at}")),
        kind: match typed {
            true => GapKind::Typed {
                accepted: vec![format!("Answer {at}"), format!("other {at}")],
            },
            false => GapKind::Chosen {
                right: format!("Answer {at}"),
                wrong: vec!["else".to_owned()],
            },
        },
        span: Span::default(),
    });
    Interaction::Gap(Gap {
        blanks: blanks.collect(),
    })
}

/// Numbers near each other, so that what is near enough to one is near enough to others.
fn number(steps: Vec<StepId>) -> BoxedStrategy<Interaction> {
    let amount = (0..6_u32, 0..3_u32, 0..3_usize).prop_map(|(value, tolerance, unit)| Amount {
        value: value.into(),
        tolerance: tolerance.into(),
        unit: ["", "hours", "minutes"][unit].to_owned(),
    });
    let known = answers(0..4, steps).prop_flat_map(move |answers| {
        let amounts = vec(amount.clone(), answers.len());
        (Just(answers), amounts).prop_map(|(answers, amounts)| {
            let known = answers.into_iter().zip(amounts).enumerate();
            known
                .map(|(at, ((right, feedback), answer))| KnownAnswer {
                    id: id(&format!("n{at}")),
                    answer,
                    right,
                    feedback,
                    span: Span::default(),
                })
                .collect()
        })
    });
    known
        .prop_map(|known| Interaction::Number(Number { known }))
        .boxed()
}

/// All that somebody may type for a number that such a question can tell apart.
fn numbers() -> Vec<String> {
    let mut texts = vec![String::new(), "many".to_owned()];
    for half in -6..=18 {
        for unit in ["", " hours", " minutes"] {
            texts.push(format!("{}{unit}", Decimal::new(half * 5, 1)));
        }
    }
    texts
}

const WORDS: [&str; 6] = [
    "",
    "carer",
    "Young  carer",
    "a carer",
    "friend",
    "none of them",
];

fn short(steps: Vec<StepId>) -> BoxedStrategy<Interaction> {
    let known = answers(0..4, steps).prop_flat_map(|answers| {
        let texts = vec(vec(1..5_usize, 1..3), answers.len());
        (Just(answers), texts).prop_map(|(answers, texts)| {
            let known = answers.into_iter().zip(texts).enumerate();
            known
                .map(|(at, ((right, feedback), texts))| KnownAnswer {
                    id: id(&format!("s{at}")),
                    answer: texts.iter().map(|at| WORDS[*at].to_owned()).collect(),
                    right,
                    feedback,
                    span: Span::default(),
                })
                .collect()
        })
    });
    known
        .prop_map(|known| Interaction::Short(Short { known }))
        .boxed()
}

fn rate(count: usize) -> Interaction {
    let labels = (0..count).map(|at| Label {
        id: id(&format!("b{at}")),
        text: Prose::plain(format!("Label {at}")),
        span: Span::default(),
    });
    Interaction::Rate(Rate {
        labels: labels.collect(),
    })
}
