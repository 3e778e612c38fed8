//! What holds for every scenario and every walk through it.

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::{
    question::any,
    score::{Points, Score},
};

/// A small scenario with steps of all kinds, whose feedback leads anywhere in it.
pub(crate) fn scenario() -> impl Strategy<Value = Scenario> {
    (1..6_usize).prop_flat_map(|count| {
        let ids: Vec<StepId> = (0..count)
            .map(|at| format!("step-{at}").parse().unwrap())
            .collect();
        let question = prop_oneof![
            6 => any::question(ids.clone()).prop_map(Some),
            1 => Just(None),
        ];
        (vec(question, count), 0..=100_u8).prop_map(move |(questions, pass_mark_percent)| {
            let steps = ids.iter().zip(questions).map(|(id, question)| Step {
                id: id.clone(),
                title: Prose::plain("Then"),
                prose: Prose::default(),
                question,
                span: Span::default(),
                heading: Span::default(),
            });
            Scenario {
                id: "story".parse().unwrap(),
                title: Prose::plain("Story"),
                opening: Prose::default(),
                steps: steps.collect(),
                pass_mark_percent,
                maximum: Points::ZERO,
                criteria: Vec::new(),
                nations: Nations::ALL,
                span: Span::default(),
                heading: Span::default(),
            }
            .with_maximum()
        })
    })
}

/// A walk of at most so many choices, as `picks` has them.
pub(crate) fn walk(scenario: &Scenario, picks: Vec<Vec<u32>>) -> Walk<'_> {
    let mut walk = Walk::start(scenario);
    for picks in picks {
        let Some(question) = walk.step().and_then(|step| step.question.as_ref()) else {
            break;
        };
        walk.take(any::response(question, picks)).unwrap();
    }
    walk
}

/// The most of all walks, found by trying every response at every step in every state: where the
/// walk is, and what it holds of each step. No rule of `maximum` is used but those of a walk.
fn most_of_all_walks(scenario: &Scenario, with_unsafe: bool) -> Option<Points> {
    type State = (usize, Vec<(usize, Points)>);
    let end = scenario.steps.len();
    let mut seen: BTreeSet<State> = BTreeSet::new();
    let mut waiting: Vec<State> = vec![(0, Vec::new())];
    let mut most = None;
    while let Some((at, held)) = waiting.pop() {
        let question = scenario.steps.get(at).and_then(|s| s.question.as_ref());
        let Some(question) = question else {
            most = most.max(Some(held.iter().map(|(_, points)| *points).sum()));
            continue;
        };
        for response in any::every_response(question) {
            if !with_unsafe && question.is_unsafe(&response).unwrap() {
                continue;
            }
            let score = question.score(&response).unwrap();
            let next = scenario.after(at, &response).unwrap().unwrap_or(end);
            let mut held = held.clone();
            held.push((at, score.map_or(Points::ZERO, |score| score.earned)));
            held.retain(|(step, _)| *step < next || next == end);
            let state = (next, held);
            if seen.insert(state.clone()) {
                waiting.push(state);
            }
        }
    }
    most
}

/// The most of all paths that only go forward, found by trying every one of them.
fn most_of_forward_paths(scenario: &Scenario, at: usize) -> Option<Points> {
    let question = scenario.steps.get(at).and_then(|s| s.question.as_ref());
    let Some(question) = question else {
        return Some(Points::ZERO);
    };
    let ways = any::every_response(question).into_iter().map(|response| {
        let earned = question.score(&response).unwrap().map(|score| score.earned);
        let next = scenario.after(at, &response).unwrap();
        (
            next.unwrap_or(scenario.steps.len()),
            earned.unwrap_or_default(),
        )
    });
    let ways: BTreeSet<_> = ways.filter(|(next, _)| *next > at).collect();
    let most = ways
        .into_iter()
        .filter_map(|(next, earned)| Some(earned + most_of_forward_paths(scenario, next)?));
    most.max()
}

/// Whether every link back leads to a step that no walk to it can have passed over: every forward
/// path from the first step to the link's own goes through it.
fn goes_back_only_where_it_was(scenario: &Scenario) -> bool {
    let count = scenario.steps.len();
    // The steps that every path to a step goes through: none known yet, or these.
    let mut through: Vec<Option<BTreeSet<usize>>> = vec![None; count];
    let mut back = Vec::new();
    if let Some(first) = through.first_mut() {
        *first = Some(BTreeSet::new());
    }
    for at in 0..count {
        let (Some(before), Some(question)) = (&through[at], &scenario.steps[at].question) else {
            continue;
        };
        let mut before = before.clone();
        before.insert(at);
        for response in any::every_response(question) {
            match scenario.after(at, &response).unwrap() {
                Some(next) if next > at => {
                    through[next] = Some(match through[next].take() {
                        Some(other) => other.intersection(&before).copied().collect(),
                        None => before.clone(),
                    });
                }
                Some(next) => back.push((before.clone(), next)),
                None => {}
            }
        }
    }
    back.iter().all(|(before, next)| before.contains(next))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn the_maximum_is_the_most_of_all_walks(scenario in scenario()) {
        let most = most_of_all_walks(&scenario, true);
        prop_assert_eq!(scenario.maximum, most.unwrap_or_default());
        let safe = most_of_all_walks(&scenario, false);
        prop_assert_eq!(scenario.safe_maximum(), safe);
    }

    #[test]
    fn going_back_never_adds_to_the_best_way_forward(scenario in scenario()) {
        if goes_back_only_where_it_was(&scenario) {
            let forward = most_of_forward_paths(&scenario, 0);
            prop_assert_eq!(scenario.maximum, forward.unwrap_or_default());
        }
    }

    #[test]
    fn no_walk_holds_more_than_the_maximum(
        scenario in scenario(),
        picks in vec(any::picks(), 1..12),
    ) {
        let walk = walk(&scenario, picks);
        if walk.has_ended() {
            prop_assert!(walk.earned() <= scenario.maximum);
        }
    }

    #[test]
    fn going_back_takes_off_what_was_earned_from_there_on(
        scenario in scenario(),
        picks in vec(any::picks(), 1..12),
    ) {
        let mut walk = Walk::start(&scenario);
        for picks in picks {
            let Some(step) = walk.step().filter(|step| step.question.is_some()) else {
                break;
            };
            let before = walk.earned();
            let response = any::response(step.question.as_ref().unwrap(), picks);
            walk.take(response).unwrap();
            let (at, _) = scenario.step(&step.id).unwrap();
            let next = walk.step().and_then(|step| scenario.step(&step.id));
            if let Some((next, _)) = next.filter(|(next, _)| *next <= at) {
                prop_assert!(walk.earned() <= before);
                let mut standing = walk.taken().iter().filter(|taken| !taken.taken_off);
                prop_assert!(standing.all(|taken| taken.at < next));
            }
        }
    }

    #[test]
    fn an_unsafe_choice_is_never_passed(
        scenario in scenario(),
        picks in vec(any::picks(), 1..12),
    ) {
        let walk = walk(&scenario, picks);
        let was_unsafe = walk.taken().iter().any(|taken| taken.is_unsafe);
        match walk.outcome() {
            Some(Outcome::Unsafe) => prop_assert!(was_unsafe),
            Some(Outcome::Passed) => {
                prop_assert!(!was_unsafe);
                prop_assert!(walk.earned().reach(scenario.pass_mark_percent, scenario.maximum));
            }
            Some(Outcome::Done | Outcome::NotYet) => prop_assert!(!was_unsafe),
            None => prop_assert!(!walk.has_ended()),
        }
    }

    #[test]
    fn a_walk_is_taken_up_where_it_was_left(
        scenario in scenario(),
        picks in vec(any::picks(), 0..12),
    ) {
        let walk = walk(&scenario, picks);
        let choices = walk
            .taken()
            .iter()
            .map(|taken| (&scenario.steps[taken.at].id, &taken.response));
        let resumed = Walk::resume(&scenario, choices).unwrap();
        prop_assert_eq!(resumed.taken(), walk.taken());
        prop_assert_eq!(resumed.step(), walk.step());
        prop_assert_eq!(resumed.earned(), walk.earned());
        prop_assert_eq!(resumed.outcome(), walk.outcome());
    }

    #[test]
    fn what_does_not_fit_leaves_a_walk_where_it_was(
        scenario in scenario(),
        picks in vec(any::picks(), 0..6),
    ) {
        let mut walk = walk(&scenario, picks);
        let (before, step) = (walk.taken().to_vec(), walk.step().cloned());
        let gone = Response::Order(vec!["gone".parse().unwrap()]);
        prop_assert!(walk.take(gone).is_err());
        prop_assert_eq!(walk.taken(), before);
        prop_assert_eq!(walk.step().cloned(), step);
    }

    #[test]
    fn a_scenario_is_kept_as_it_is(scenario in scenario()) {
        let json = serde_json::to_string(&scenario).unwrap();
        prop_assert_eq!(serde_json::from_str::<Scenario>(&json).unwrap(), scenario);
    }
}

/// The shape that a forward search alone gets wrong: a link back to a step that was passed over.
#[test]
fn a_step_that_is_only_gone_back_to_counts() {
    let text = "## Story {#story .scenario}\n\n\
        ### A {#a .single}\n\n- [x] On\n  > [On](#c)\n- [ ] Next\n  > No.\n\n\
        ### B {#b .single points=5}\n\n- [x] Yes\n  > [On](#d)\n- [ ] No\n  > [On](#d)\n\n\
        ### C {#c .single}\n\n- [x] On\n  > [On](#d)\n- [ ] Back\n  > [Back](#b)\n\n\
        ### D {#d}\n\nThe end.\n";
    let source = crate::source::Source {
        name: "story.md",
        text,
    };
    let unit = crate::read::read_unit(source).value;
    let scenario = unit.scenarios().next().unwrap();
    let mut walk = Walk::start(scenario);
    for right in [true, false, true] {
        let question = walk.step().and_then(|step| step.question.as_ref());
        let mut ways = question.unwrap().representatives().into_iter();
        let is_wanted = |way: &Response| {
            let score: Option<Score> = question.unwrap().score(way).unwrap();
            score.unwrap().is_full() == right
        };
        walk.take(ways.find(is_wanted).unwrap()).unwrap();
    }
    assert_eq!(walk.earned(), Points::whole(6));
    assert_eq!(scenario.maximum, Points::whole(6));
    assert_eq!(walk.outcome(), Some(Outcome::Passed));
}
