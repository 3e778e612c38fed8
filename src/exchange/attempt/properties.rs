//! What holds for every unit and everything that may be done in it.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{
    any::{Act, Learner, NATION, acts, clock, everything, unit},
    report::{Item as Part, Report, Success},
    resume::{self, most, read, write},
    scaled::Scaled,
    *,
};
use crate::{
    completion::Completion, question::any::picks, record::event::Item, record::story::about,
};

fn mark() -> impl Strategy<Value = Option<Scaled>> {
    prop::option::of((0..=100_u8).prop_map(|mark| Scaled::from_percent(&mark.to_string()).unwrap()))
}

/// What counts in a report.
fn counts(report: &Report) -> (bool, Success, Option<Scaled>, usize, usize, usize) {
    let Report {
        is_complete,
        success,
        score,
        sections,
        practice,
        left_unsafe,
        ..
    } = report;
    (
        *is_complete,
        *success,
        *score,
        sections.done,
        practice.done,
        *left_unsafe,
    )
}

proptest! {
    /// The same rule as everywhere else in the program, worked out by other code.
    #[test]
    fn complete_here_is_complete_everywhere(unit in unit(), acts in acts(), all in any::<bool>(), picks in prop::collection::vec(picks(), 1..9)) {
        let mut learner = Learner::new(&unit);
        let done = if all { everything(&unit, &picks) } else { Vec::new() };
        done.iter().chain(&acts).for_each(|act| learner.act(act));
        let state = learner.record().state();
        let about = about(Item::Unit);
        let completion = Completion::of(&unit, state.unit(&about.pack, &about.unit), NATION);
        let report = Report::of(&unit, &learner.attempt(Timestamp::UNIX_EPOCH), NATION, None);
        prop_assert_eq!(report.is_complete, completion.is_complete());
        prop_assert_eq!(report.sections, completion.sections);
        prop_assert_eq!(report.left_unsafe, completion.left_unsafe.len());
    }

    /// Never failed for what was not attempted, and no score of it.
    #[test]
    fn nothing_is_failed_or_scored_before_everything_is_done(unit in unit(), acts in acts(), mark in mark()) {
        let mut learner = Learner::new(&unit);
        for act in &acts {
            learner.act(act);
            let report = Report::of(&unit, &learner.attempt(Timestamp::UNIX_EPOCH), NATION, mark);
            if !report.is_complete {
                prop_assert_eq!((report.success, report.score), (Success::Unknown, None));
                prop_assert!(report.progress() < Scaled::ONE);
            }
            prop_assert!(mark.is_some() || report.success == Success::Unknown);
        }
    }

    /// Never left incomplete once everything is done, and then told passed or failed where there is
    /// a pass mark.
    #[test]
    fn everything_done_is_complete(unit in unit(), acts in acts(), picks in prop::collection::vec(picks(), 1..9), mark in mark()) {
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        everything(&unit, &picks).iter().for_each(|act| learner.act(act));
        let report = Report::of(&unit, &learner.attempt(Timestamp::UNIX_EPOCH), NATION, mark);
        let all = report.sections.all + report.practice.all;
        let walked = report.items.iter().all(|item| match item {
            Part::Scenario { best, .. } => best.is_some(),
            Part::Question { share, .. } => share.is_some(),
        });
        // A walk may go round in circles for ever; that is the one way not to come to an end.
        prop_assert_eq!(report.is_complete, all > 0 && walked && report.left_unsafe == 0);
        prop_assert_eq!(report.success == Success::Unknown, !report.is_complete || mark.is_none());
    }

    /// An unsafe choice is never passed, at any score.
    #[test]
    fn nothing_unsafe_is_passed(unit in unit(), acts in acts(), mark in mark()) {
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        let report = Report::of(&unit, &learner.attempt(Timestamp::UNIX_EPOCH), NATION, mark);
        prop_assert!(report.left_unsafe == 0 || (report.success == Success::Unknown && report.score.is_none()));
    }

    /// What was told is not taken back, whatever is done afterwards, and practice makes no score worse.
    #[test]
    fn nothing_is_taken_back(unit in unit(), acts in acts(), mark in mark()) {
        let mut learner = Learner::new(&unit);
        let mut told = Attempt::default();
        let mut before = None::<Report>;
        for act in &acts {
            learner.act(act);
            let attempt = learner.attempt(Timestamp::UNIX_EPOCH).with(&told);
            let report = Report::of(&unit, &attempt, NATION, mark);
            report.note(&mut told);
            if let Some(before) = before {
                prop_assert!(report.is_complete || !before.is_complete);
                prop_assert!(report.success == Success::Passed || before.success != Success::Passed);
                prop_assert!(report.score >= before.score);
                prop_assert!(report.progress() >= before.progress());
            }
            before = Some(report);
        }
    }

    /// A new attempt begins with nothing practised; what was read stays read.
    #[test]
    fn an_attempt_counts_what_was_done_since_it_began(unit in unit(), before in acts(), after in acts(), out in clock()) {
        let mut learner = Learner::new(&unit);
        before.iter().for_each(|act| learner.act(act));
        learner.act(&Act::Clock(out));
        let since = learner.open(learner.now(), None);
        let new = learner.done(&since);
        prop_assert!(new.questions.is_empty() && new.scenarios.is_empty());
        let mut apart = Learner::new(&unit);
        apart.act(&Act::Clock(out));
        for act in &after {
            learner.act(act);
            apart.act(act);
        }
        let attempt = learner.done(&since);
        let alone = apart.attempt(Timestamp::UNIX_EPOCH);
        prop_assert_eq!(&attempt.questions, &alone.questions);
        prop_assert_eq!(&attempt.scenarios, &alone.scenarios);
        prop_assert!(attempt.read.is_superset(&alone.read));
        // The page is opened again.
        prop_assert_eq!(&learner.open(since.began(), Some(&since.note(false))), &since);
        prop_assert_eq!(&learner.open(since.began(), Some(&since.note(true))), &since);
    }

    /// What is practised while a learning system only shows the page does not count, and what was done
    /// before and is done afterwards does.
    #[test]
    fn what_is_done_in_a_look_does_not_count(unit in unit(), first in acts(), looked in acts(), last in acts(), mark in mark()) {
        let counting = |looks: &[Act]| {
            let mut learner = Learner::new(&unit);
            let since = learner.open(Timestamp::UNIX_EPOCH, None);
            first.iter().for_each(|act| learner.act(act));
            let held = learner.look(|did| since.held(did));
            // Where clocks stand says nothing.
            looks.iter().filter(|act| !matches!(act, Act::Read(_))).for_each(|act| learner.act(act));
            let since = learner.look(|did| since.without_looks(&held, did));
            let since = learner.open(since.began(), Some(&since.note(false)));
            last.iter().for_each(|act| learner.act(act));
            let report = Report::of(&unit, &learner.done(&since), NATION, mark);
            counts(&report)
        };
        prop_assert_eq!(counting(&looked), counting(&[]));
    }

    /// What is done in an attempt counts, and nothing else does: in several sessions, on two devices
    /// with work of earlier attempts, whatever their clocks say, and whatever the learning system
    /// does not store or loses again.
    #[test]
    fn what_is_done_counts_whatever_clocks_say(
        unit in unit(), before in [acts(), acts()], picks in prop::collection::vec(picks(), 1..9),
        sessions in prop::collection::vec((0..2_usize, [clock(), clock()], 0..6_usize, 0..4_u8), 1..6),
    ) {
        let mut devices = [Learner::on(&unit, 1), Learner::on(&unit, 2)];
        for (device, before) in devices.iter_mut().zip(&before) {
            let practice = before.iter().filter(|act| !matches!(act, Act::Read(_)));
            practice.for_each(|act| device.act(act));
        }
        let mut alone = Learner::new(&unit);
        let everything = everything(&unit, &picks);
        everything.iter().for_each(|act| alone.act(act));
        let wanted = alone.attempt(Timestamp::UNIX_EPOCH);

        let (mut kept, mut never_stored, mut befores) = (String::new(), None, [None::<String>, None]);
        let mut is_known = false;
        let mut todo = everything.iter();
        // Work that was not stored is on its device, and the learner goes on there.
        let mut here = None::<usize>;
        let last = (here, 0, [0, 0], usize::MAX, 0);
        let planned = sessions.into_iter().map(|(at, clocks, count, fate)| (Some(at), at, clocks, count, fate));
        let mut latest = None;
        for (_, at, [begin, middle], count, fate) in planned.chain([last]) {
            let at = here.unwrap_or(at);
            let learner = &mut devices[at];
            learner.act(&Act::Clock(begin));
            let noted = befores[at].as_deref();
            let lost = noted.filter(|_| is_known).and_then(|noted| since::began(noted, false));
            let new = || Attempt::new(never_stored.or(lost).unwrap_or(learner.now()));
            let carried = read(&unit, &kept).unwrap_or_else(new);
            let since = learner.open(carried.began, noted);
            befores[at] = Some(since.note(false));
            for act in todo.by_ref().take(count) {
                learner.act(act);
                learner.act(&Act::Clock(middle));
            }
            let attempt = learner.done(&since).with(&carried);
            let text = write(&unit, &attempt, resume::SCORM_12);
            match fate {
                // It is not stored, and the learning system says so.
                0 if count < usize::MAX => {
                    never_stored = kept.is_empty().then_some(carried.began);
                    here = Some(at);
                }
                // It is said to be stored, and is not, be it the first that was told.
                1 => (is_known, never_stored, here) = (true, None, Some(at)),
                _ => (kept, is_known, never_stored, here) = (text, true, None, None),
            }
            latest = Some(attempt);
        }
        let attempt = latest.unwrap();
        prop_assert!(attempt.questions.keys().eq(wanted.questions.keys()));
        prop_assert!(attempt.scenarios.keys().eq(wanted.scenarios.keys()));
        for (id, did) in &attempt.questions {
            // A long share is rounded down where it is kept.
            prop_assert!(did.share <= wanted.questions[id].share);
        }
        for (id, did) in &attempt.scenarios {
            let outcome = |did: &Walked| did.best.map(|best| best.outcome);
            prop_assert_eq!(outcome(did), outcome(&wanted.scenarios[id]));
        }
        let complete = |attempt| Report::of(&unit, attempt, NATION, None).is_complete;
        prop_assert_eq!(complete(&attempt), complete(&wanted));
    }

    /// Who has only last year's attempt noted, which was complete, is not taken to go on with it.
    #[test]
    fn what_was_complete_is_not_gone_on_with(unit in unit(), acts in acts()) {
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        let since = learner.open(learner.now(), None);
        let began = Timestamp::from_second(since.began().as_second()).ok();
        prop_assert_eq!(since::began(&since.note(false), false), began);
        prop_assert_eq!(since::began(&since.note(true), true), began);
        prop_assert_eq!(since::began(&since.note(true), false), None);
    }

    /// What another device has done is put into the record here once, whatever clocks say.
    #[test]
    fn what_is_here_is_not_put_here_again(unit in unit(), acts in acts(), outs in [clock(), clock()]) {
        let mut there = Learner::on(&unit, 1);
        there.act(&Act::Clock(outs[0]));
        let began = there.now();
        acts.iter().for_each(|act| there.act(act));
        let carried = there.attempt(began);
        let mut here = Learner::on(&unit, 2);
        here.act(&Act::Clock(outs[1]));
        acts.iter().filter(|act| !matches!(act, Act::Clock(_))).for_each(|act| here.act(act));
        // All of it is there, and none of it is of this attempt.
        let since = here.open(carried.began, None);
        let done = here.done(&since);
        prop_assert!(done.questions.is_empty() && done.scenarios.is_empty());
        let again = here.look(|did| carried.elsewhere(&done, did));
        prop_assert_eq!(again, Vec::<Elsewhere>::new());
    }

    /// What counts survives being kept, within the limit of the strictest standard.
    #[test]
    fn what_counts_survives_being_kept(unit in unit(), acts in acts(), mark in mark(), spare in 0..60_usize, told in any::<[bool; 2]>()) {
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        let mut attempt = learner.attempt(Timestamp::UNIX_EPOCH);
        [attempt.told.completed, attempt.told.passed] = told;
        prop_assert!(most(&unit) <= resume::SCORM_12);
        let text = write(&unit, &attempt, most(&unit) + spare);
        prop_assert!(text.len() <= most(&unit) + spare && text.is_ascii());
        let kept = read(&unit, &text).unwrap();
        prop_assert_eq!(
            counts(&Report::of(&unit, &kept, NATION, mark)),
            counts(&Report::of(&unit, &attempt, NATION, mark))
        );
    }

    /// With room enough, all that was not typed survives.
    #[test]
    fn all_survives_with_room_enough(unit in unit(), acts in acts()) {
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        let attempt = learner.attempt(Timestamp::UNIX_EPOCH);
        let kept = read(&unit, &write(&unit, &attempt, resume::SCORM_2004)).unwrap();
        for (id, did) in &attempt.questions {
            let question = unit.question(id).unwrap();
            let untyped = did.latest.clone().filter(|said| !report::is_typed(question, said));
            prop_assert_eq!(&kept.questions[id].latest, &untyped);
        }
        // What is kept is all there is to do again where nothing is known.
        let again = kept.elsewhere(&Attempt::default(), None).len();
        let known = kept.questions.values().filter(|did| did.latest.is_some()).count()
            + kept.scenarios.values().filter(|did| did.latest.is_some()).count();
        prop_assert_eq!(again, kept.read.len() + known);
        prop_assert!(kept.elsewhere(&attempt, None).is_empty());
    }

    /// Walks are kept so that they can be gone on with.
    #[test]
    fn a_walk_goes_on_where_it_was_left(unit in unit(), acts in acts()) {
        let mut learner = Learner::new(&unit);
        acts.iter().filter(|act| matches!(act, Act::Walk(..))).for_each(|act| learner.act(act));
        let attempt = learner.attempt(Timestamp::UNIX_EPOCH);
        let kept = read(&unit, &write(&unit, &attempt, resume::SCORM_2004)).unwrap();
        for (id, did) in &attempt.scenarios {
            prop_assert_eq!(kept.scenarios[id].best, did.best);
            let (Some(way), Some(was)) = (&kept.scenarios[id].latest, &did.latest) else { continue };
            prop_assert!(was.choices.starts_with(&way.choices));
            prop_assert!(way.ended == was.ended);
            prop_assert!(!way.ended || way.choices == was.choices);
        }
    }

    /// However little room there is, the text keeps to it, and nothing counts that was not done.
    #[test]
    fn any_limit_is_kept_to(unit in unit(), acts in acts(), limit in 0..200_usize) {
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        let attempt = learner.attempt(Timestamp::UNIX_EPOCH);
        let text = write(&unit, &attempt, limit);
        let head = write(&unit, &Attempt::new(attempt.began), 0).len();
        prop_assert!(text.len() <= limit.max(head));
        let kept = read(&unit, &text).unwrap();
        prop_assert!(kept.read.is_subset(&attempt.read));
        prop_assert!(kept.questions.keys().all(|id| attempt.questions.contains_key(id)));
    }

    /// Wherever a text is cut off, what is read of it is what was written.
    #[test]
    fn what_is_cut_off_is_mistaken_for_nothing(unit in unit(), acts in acts(), at in any::<prop::sample::Index>()) {
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        let text = write(&unit, &learner.attempt(Timestamp::UNIX_EPOCH), resume::SCORM_12);
        prop_assert!(!resume::is_cut(&text));
        let whole = read(&unit, &text).unwrap();
        if let Some(cut) = read(&unit, &text[..at.index(text.len())]) {
            prop_assert!(cut.read.is_subset(&whole.read));
            for (id, did) in &cut.questions {
                prop_assert_eq!(Some(did), whole.questions.get(id));
            }
            for (id, did) in &cut.scenarios {
                prop_assert_eq!(Some(did), whole.scenarios.get(id));
            }
        }
    }

    /// A learning system may hand back anything.
    #[test]
    fn any_text_is_an_attempt_or_not(unit in unit(), acts in acts(), text in "1?\\.?[0-9a-z.;:,!/_-]{0,60}", changes in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 0..6)) {
        let _ = read(&unit, &text);
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        let whole = write(&unit, &learner.attempt(Timestamp::UNIX_EPOCH), resume::SCORM_12);
        let mut changed: Vec<char> = whole.chars().collect();
        for (at, new) in changes {
            let at = at.index(changed.len());
            changed[at] = new;
        }
        if let Some(read) = read(&unit, &changed.into_iter().collect::<String>()) {
            let _ = Report::of(&unit, &read, NATION, None);
            let _ = write(&unit, &read, resume::SCORM_12);
        }
    }

    /// An edit to a unit leaves out what it took away and mistakes nothing for something else.
    #[test]
    fn an_edited_unit_mistakes_nothing(unit in unit(), acts in acts(), drop in any::<prop::sample::Index>()) {
        let mut learner = Learner::new(&unit);
        acts.iter().for_each(|act| learner.act(act));
        let attempt = learner.attempt(Timestamp::UNIX_EPOCH);
        let text = write(&unit, &attempt, resume::SCORM_2004);
        let mut edited = unit.clone();
        if !edited.sections.is_empty() {
            edited.sections.remove(drop.index(unit.sections.len()));
        }
        let kept = read(&edited, &text).unwrap();
        for (id, did) in &kept.questions {
            prop_assert_eq!(did.share, attempt.questions[id].share);
        }
        prop_assert!(kept.read.is_subset(&attempt.read));
    }
}

/// The form is fixed: a learning system may hand it back in a year.
#[test]
fn the_form_is_fixed() {
    let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n## A {#a}\n\nx\n\n\
        ### Which? {#which .multiple}\n\n- [x] One {#one}\n- [x] Two {#two}\n- [ ] Three {#three}\n\n\
        ### How many? {#how-many .number}\n\n- [x] 3\n\n\
        ## A story {#story .scenario}\n\nx\n\n\
        ### First {#first .single}\n\n- [x] Stay {#stay}\n- [ ] Go {#go}\n\n### Last {#last .single}\n\n- [x] Sing {#sing}\n- [ ] Shout {#shout}\n";
    let unit = crate::read::read_unit(crate::source::Source { name: "u.md", text }).value;
    let id = |text: &str| text.parse().unwrap();
    let attempt = Attempt {
        told: Milestones {
            completed: true,
            passed: false,
        },
        read: [unit.sections[0].id.clone()].into(),
        questions: [
            (
                "which".parse().unwrap(),
                Practised {
                    share: Points::fraction(1, 2),
                    latest: Some(Response::Multiple([id("one"), id("three")].into())),
                },
            ),
            (
                "how-many".parse().unwrap(),
                Practised {
                    share: Points::whole(1),
                    latest: Some(Response::Number("3".to_owned())),
                },
            ),
        ]
        .into(),
        scenarios: [(
            "story".parse().unwrap(),
            Walked {
                best: Some(Ended {
                    outcome: Outcome::NotYet,
                    share: Points::fraction(1, 2),
                }),
                latest: Some(Way {
                    choices: vec![("first".parse().unwrap(), Response::Single(id("stay")))],
                    ended: false,
                }),
            },
        )]
        .into(),
        ..Attempt::new(Timestamp::from_second(1_790_000_000).unwrap())
    };
    let text = write(&unit, &attempt, resume::SCORM_12);
    insta::assert_snapshot!(text);
    // As it was written before there was a sign at its end.
    let older = text.replacen(".ce;", ".c;", 1);
    assert_eq!(read(&unit, older.trim_end_matches(';')), read(&unit, &text));
    let mut kept = attempt.clone();
    kept.questions.get_mut("how-many").unwrap().latest = None;
    assert_eq!(read(&unit, &text), Some(kept));
    assert_eq!(
        read(&unit, &text.replacen('1', "2", 1)),
        None,
        "a later version's"
    );
    assert_eq!(read(&unit, ""), None);
}
