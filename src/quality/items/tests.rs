//! Cohorts of made-up learners, with figures that were worked out by hand.

use proptest::prelude::*;

use super::*;
use crate::{
    id::{OptionId, StepId},
    question::Response,
    record::{
        Record,
        event::About,
        seal::StructureHash,
        sealed::Sealed,
        story::{LEARNER, Story, question, turns},
        what::{Answered, Earned, What},
    },
    scenario::Outcome,
    score::Points,
};

fn person(n: u8) -> PersonId {
    PersonId::from_random([n; 16])
}

fn option(id: &str) -> OptionId {
    id.parse().unwrap()
}

fn single(id: &str) -> Response {
    Response::Single(option(id))
}

fn earned(earned: &str, maximum: &str) -> Option<Earned> {
    Some(Earned {
        earned: earned.parse().unwrap(),
        maximum: maximum.parse().unwrap(),
    })
}

fn right(is_right: bool) -> Option<Earned> {
    earned(if is_right { "1" } else { "0" }, "1")
}

fn answer_about(about: About, attempt: u32, response: Response, score: Option<Earned>) -> Sealed {
    let said = Answered {
        attempt,
        response,
        score,
    };
    Story::default().sealed(LEARNER, about, &[], What::Answered(said.into()))
}

fn answer(id: &str, score: Option<Earned>) -> Sealed {
    answer_about(question(id), 0, single("a"), score)
}

fn state(events: impl IntoIterator<Item = Sealed>) -> State {
    events.into_iter().collect::<Record>().state()
}

/// The figures of a cohort whose learners did these things.
fn unit<I: IntoIterator<Item = Sealed>>(learners: impl IntoIterator<Item = I>) -> UnitItems {
    let mut items = Items::default();
    for (n, events) in (0..).zip(learners) {
        assert!(items.add(person(n), &state(events)));
    }
    items.units().into_values().next().unwrap_or_default()
}

fn figures(unit: &UnitItems, id: &str) -> QuestionFigures {
    unit.questions[id].figures().unwrap().clone()
}

#[test]
fn under_five_learners_nothing_is_told_but_how_few_they_are() {
    let story = Story::default();
    let learner = || {
        let walk = story.step(1, 0, true, &[]);
        [answer("why", right(true)), walk]
    };
    let four = unit((0..4).map(|_| learner()));
    assert_eq!(four.questions["why"], Told::TooFew { learners: 4 });
    assert_eq!(four.scenarios["sleepy-lunch"], Told::TooFew { learners: 4 });
    let five = unit((0..5).map(|_| learner()));
    assert_eq!(five.questions["why"].learners(), 5);
    assert!(five.questions["why"].figures().is_some());
    assert!(five.scenarios["sleepy-lunch"].figures().is_some());
}

#[test]
fn facility_is_the_mean_share_of_first_attempts() {
    // 1, ½, ½, 0 and 1: three fifths. Nobody's second attempt counts.
    let shares = [("2", "2"), ("1", "2"), ("3/2", "3"), ("0", "1"), ("4", "4")];
    let unit = unit(shares.map(|(points, maximum)| {
        let second = answer_about(question("why"), 1, single("b"), earned("9", "9"));
        [second, answer("why", earned(points, maximum))]
    }));
    let figures = figures(&unit, "why");
    let wanted = Facility {
        mean: 0.6,
        learners: 5,
    };
    assert_eq!(figures.facility, Some(wanted));
    assert_eq!(figures.picks, [(Pick::Option(option("a")), 5)]);
    assert_eq!(figures.discrimination, None);
}

#[test]
fn what_was_scored_for_fewer_than_five_has_no_facility() {
    let not_scored = |n| if n < 4 { right(true) } else { earned("1", "0") };
    let unit = unit((0..9).map(|n| [answer("why", not_scored(n))]));
    assert_eq!(unit.questions["why"].learners(), 9);
    assert_eq!(figures(&unit, "why").facility, None);
}

/// By hand. Ten learners; five are right in `a`, and of these four in `b`; of the other five, one.
/// Of two that are right or wrong Pearson's correlation is (4·4 − 1·1)/√(5·5·5·5) = 15/25. With
/// `a` counted into its own total it would be √((1 + 0.6)/2) = 0.89.
#[test]
fn discrimination_leaves_the_question_itself_out() {
    let cohort = |n: u8| {
        let in_a = n < 5;
        let in_b = if in_a { n < 4 } else { n == 5 };
        [answer("a", right(in_a)), answer("b", right(in_b))]
    };
    let ten = unit((0..10).map(cohort));
    for id in ["a", "b"] {
        let found = figures(&ten, id).discrimination.unwrap();
        assert!((found.correlation - 0.6).abs() < 1e-12);
        assert_eq!(found.learners, 10);
    }
    let nine = unit((0..9).map(cohort));
    assert_eq!(figures(&nine, "a").discrimination, None);
}

#[test]
fn there_is_no_discrimination_where_nothing_varies() {
    // All do the same in `b`: a third each, of which ten have a mean that rounds to another number.
    let third = || answer("b", earned("1", "3"));
    let flat = unit((0..10).map(|n| [answer("a", right(n < 5)), third()]));
    assert_eq!(figures(&flat, "a").discrimination, None);
    assert_eq!(figures(&flat, "b").discrimination, None);
    let alone = unit((0..10).map(|n| [answer("a", right(n < 5))]));
    assert_eq!(figures(&alone, "a").discrimination, None);
}

#[test]
fn what_is_chosen_is_counted_and_what_is_typed_is_not() {
    let pair = |left, right| (option(left), option(right));
    let responses = [
        Response::Multiple([option("a"), option("b")].into()),
        Response::Multiple([option("b")].into()),
        Response::Match([pair("a", "x"), pair("b", "y")].into()),
        Response::Match([pair("a", "y"), pair("b", "y")].into()),
        Response::Rate(option("often")),
        Response::Short("Mrs Khan".into()),
        Response::Gap([(option("gap"), "Mrs Khan".into())].into()),
        Response::Order(vec![option("b"), option("a")]),
        Response::Number("42".into()),
        Response::Reflect("Mrs Khan".into()),
    ];
    let unit = unit(responses.map(|response| [answer_about(question("q"), 0, response, None)]));
    let one = |id| Pick::Option(option(id));
    let two = |left, right| Pick::Pair {
        left: option(left),
        right: option(right),
    };
    let wanted = [
        (one("a"), 1),
        (one("b"), 2),
        (one("often"), 1),
        (two("a", "x"), 1),
        (two("a", "y"), 1),
        (two("b", "y"), 2),
    ];
    assert_eq!(figures(&unit, "q").picks, wanted);
}

#[test]
fn it_is_told_over_how_many_structures_the_figures_go() {
    let with = |structure: Option<&str>| About {
        structure: structure.map(StructureHash::of),
        ..question("q")
    };
    let structures = [Some("1"), Some("1"), Some("2"), None, Some("2")];
    let unit = unit(structures.map(|s| [answer_about(with(s), 0, single("a"), None)]));
    assert_eq!(figures(&unit, "q").structures, 2);
}

#[test]
fn walks_are_told_by_step_and_by_end() {
    let story = Story::default();
    let learners = (0..6).map(|n| {
        let first = story.step(1, 0, n < 2, &[]);
        // The same step of the same walk, gone back to.
        let again = story.step(1, 1, false, &[first.seal()]);
        let end = story.end(1, 3, Outcome::Passed, &[again.seal()]);
        let left = story.step(2, 0, false, &[]);
        let not_yet = story.end(3, 1, Outcome::NotYet, &[]);
        let mut events = vec![first, again, end, left];
        events.extend((n == 5).then_some(not_yet));
        events
    });
    let unit = unit(learners);
    let figures = unit.scenarios["sleepy-lunch"].figures().unwrap();
    assert_eq!(figures.walks, 13);
    let ends: Ends = [
        (Outcome::Passed, 4),
        (Outcome::NotYet, 1),
        (Outcome::Unsafe, 2),
    ]
    .into();
    assert_eq!(figures.ended, ends);
    let step = StepFigures {
        walks: 12,
        unsafe_walks: 2,
        ended: ends,
    };
    let first: StepId = "first".parse().unwrap();
    assert_eq!(
        figures.steps,
        [(
            first,
            Told::Figures {
                learners: 6,
                figures: step
            }
        )]
        .into()
    );
}

#[test]
fn a_step_that_few_came_to_is_not_told() {
    let story = Story::default();
    let elsewhere = |n: u8| {
        let id = if n < 2 { "rare" } else { "first" };
        let raw = story.step(1, 0, true, &[]);
        let raw = raw.raw().replace("\"first\"", &format!("{id:?}"));
        [Sealed::from_raw(
            serde_json::value::RawValue::from_string(raw).unwrap(),
        )]
    };
    let unit = unit((0..7).map(elsewhere));
    let figures = unit.scenarios["sleepy-lunch"].figures().unwrap();
    assert_eq!(figures.steps["rare"], Told::TooFew { learners: 2 });
    assert_eq!(figures.steps["first"].figures().unwrap().unsafe_walks, 5);
}

#[test]
fn of_a_learner_who_is_added_again_only_the_last_counts() {
    let mut items = Items::default();
    for n in 0..5 {
        items.add(person(n), &state([answer("why", right(false))]));
    }
    let more = state([answer("why", right(true)), answer("how", right(true))]);
    assert!(!items.add(person(0), &more));
    let unit = items.units().into_values().next().unwrap();
    assert_eq!(figures(&unit, "why").facility.unwrap().mean, 0.2);
    assert_eq!(unit.questions["how"], Told::TooFew { learners: 1 });

    assert!(!items.add(person(0), &State::default()));
    let unit = items.units().into_values().next().unwrap();
    assert_eq!(unit.questions["why"], Told::TooFew { learners: 4 });
    assert!(!unit.questions.contains_key("how"));
}

/// Points as a record could claim them.
fn any_points() -> impl Strategy<Value = Points> {
    let extremes = vec![0, 1, 2, u64::MAX - 1, u64::MAX];
    let number = prop::sample::select(extremes);
    (number.clone(), number).prop_map(|(n, d)| format!("{n}/{}", d.max(1)).parse().unwrap())
}

fn any_state() -> impl Strategy<Value = State> {
    let answer = (0..4_u8, 0..2_u32, any_points(), any_points()).prop_map(
        |(id, attempt, earned, maximum)| {
            let score = Some(Earned { earned, maximum });
            answer_about(question(&format!("q{id}")), attempt, single("a"), score)
        },
    );
    let answers = prop::collection::vec(answer, 0..5);
    (turns(6), answers).prop_map(|(turns, answers)| {
        let told = Story::default().tell(&turns);
        state(told.into_iter().chain(answers))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn figures_are_in_range_whatever_records_claim(
        states in prop::collection::vec(any_state(), 0..16),
    ) {
        let mut items = Items::default();
        for (n, state) in (0..).zip(&states) {
            items.add(person(n), state);
        }
        for unit in items.units().values() {
            for told in unit.questions.values() {
                prop_assert!(told.learners() <= states.len());
                prop_assert_eq!(told.figures().is_some(), told.learners() >= FEWEST);
                let Some(figures) = told.figures() else { continue };
                if let Some(facility) = figures.facility {
                    prop_assert!((0.0..=1.0).contains(&facility.mean));
                    prop_assert!((FEWEST..=told.learners()).contains(&facility.learners));
                }
                if let Some(found) = figures.discrimination {
                    prop_assert!((-1.0..=1.0).contains(&found.correlation));
                    prop_assert!(found.learners >= FEWEST_TO_CORRELATE);
                }
                prop_assert!(figures.picks.iter().all(|(_, times)| *times <= told.learners()));
            }
            for told in unit.scenarios.values() {
                prop_assert_eq!(told.figures().is_some(), told.learners() >= FEWEST);
                let Some(figures) = told.figures() else { continue };
                prop_assert!(figures.ended.values().sum::<usize>() <= figures.walks);
                for step in figures.steps.values() {
                    prop_assert_eq!(step.figures().is_some(), step.learners() >= FEWEST);
                    let counts = step.figures().map_or((0, 0), |f| (f.unsafe_walks, f.walks));
                    prop_assert!(counts.0 <= counts.1 && counts.1 <= figures.walks);
                }
            }
        }
    }

    #[test]
    fn the_order_in_which_learners_are_added_does_not_matter(
        (states, shuffled) in prop::collection::vec(any_state(), 0..12).prop_flat_map(|states| {
            let numbered: Vec<(u8, State)> = (0..).zip(states).collect();
            (Just(numbered.clone()), Just(numbered).prop_shuffle())
        }),
    ) {
        let gathered = |states: &[(u8, State)]| {
            let mut items = Items::default();
            for (n, state) in states {
                items.add(person(*n), state);
            }
            items.units()
        };
        prop_assert_eq!(gathered(&states), gathered(&shuffled));
    }
}
