//! A report holds everything that was done, and whatever was typed stays text.

use jiff::civil::date;
use proptest::prelude::*;
use scraper::{Html, Selector};

use super::*;
use crate::{
    nation::Nation,
    pack::Settings,
    record::{
        decision::Judgement,
        event::PersonId,
        sample::SampleFinding,
        sealed::Sealed,
        story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story, criterion, turns},
        what::{Comment, Reply, What},
    },
};

fn report(record: &Record, findings: &[String]) -> String {
    let settings = Settings::default();
    let learner = Learner {
        id: PersonId::from_random([1; 16]),
        name: "Ada <b>".into(),
    };
    document(
        &Report {
            content: Content {
                settings: &settings,
                units: &[],
                nation: Nation::England,
            },
            learner: &learner,
            record,
            state: &record.state(),
            findings,
            made: date(2026, 11, 21),
        },
        ".a { content: \"</style><p>\" }",
    )
}

fn texts(html: &str, css: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let css = Selector::parse(css).unwrap();
    page.select(&css)
        .map(|element| element.text().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn everything_that_was_done_stands_in_its_block() {
    let story = Story::default();
    let plan = story.plan(&[]);
    let agreed = story.answer_plan(&[plan.seal()]);
    let first = story.version("They notice\n<script>first</script>", &[]);
    let handed_in = story.hand_in(&[first.seal()]);
    let comment = What::Comment(
        Comment {
            quote: "notice".into(),
            from: 5,
            to: 11,
            text: "Who does?".into(),
        }
        .into(),
    );
    let comment = story.sealed(ASSESSOR, criterion("ac-3-2"), &[handed_in.seal()], comment);
    let trainee = story.decide(IN_TRAINING, Judgement::NotYetMet, &[handed_in.seal()]);
    let signed = story.countersign(ASSESSOR, &[trainee.seal()]);
    let reply = What::Reply(
        Reply {
            text: "I said who.".into(),
            disagree: true,
        }
        .into(),
    );
    let reply = story.sealed(LEARNER, criterion("ac-3-2"), &[trainee.seal()], reply);
    let piece = story.evidence(&[]);
    let met = story.decide(
        ASSESSOR,
        Judgement::Met,
        &[handed_in.seal(), piece.seal(), trainee.seal()],
    );
    let sample = story.sample(SAMPLER, SampleFinding::Disagree, &[met.seal()]);
    let answer = story.answer_sample(ASSESSOR, &[sample.seal()]);
    let closed = story.close_sample(SAMPLER, &[sample.seal(), answer.seal()]);
    let declared = story.declare(LEARNER, &[met.seal()]);
    let draft = story.version("Not handed in", &[]);
    let all = [
        plan, agreed, first, handed_in, comment, trainee, signed, reply, piece, met, sample,
        answer, closed, declared, draft,
    ];
    let record: Record = all.iter().cloned().collect();
    let html = report(&record, &["An entry was changed (abc).".to_owned()]);

    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("</style><p>"));
    assert!(
        !html.contains("Not handed in"),
        "drafts are nobody's to assess"
    );
    for (css, words) in [
        ("h1", "Ada <b>"),
        ("[data-part=about]", "do not show authorship"),
        ("[data-part=about]", "An entry was changed (abc)."),
        ("[data-part=people]", "Assessor in training"),
        ("[data-part=plans]", "No names"),
        ("[data-part=plans]", "Agreed, "),
        ("[data-evidence=E1]", "She waited for his answer."),
        ("[data-evidence=E1]", "Portfolio, page 4"),
        (
            "[data-submission='1']",
            "They notice\n<script>first</script>",
        ),
        (
            "[data-submission='1']",
            "This is my own work. Signed: Ada, 21 November 2026.",
        ),
        ("[data-submission='1']", "on “notice”:"),
        ("[data-decision='1']", "Decision 1: not yet met"),
        (
            "[data-decision='1']",
            "Say why it matters. By 5 December 2026.",
        ),
        ("[data-decision='1']", "Well reasoned."),
        ("[data-decision='1']", "disagrees with this decision"),
        (
            "[data-decision='1']",
            "A later decision has taken its place.",
        ),
        ("[data-decision='2']", "Submission 1, E1"),
        ("[data-decision='2']", "This decision stands."),
        (
            "[data-decision='2'] [data-sample]",
            "It stands in the second half.",
        ),
        ("[data-decision='2'] [data-sample]", "Closed."),
        ("[data-part='sign-off']", "This unit is complete."),
    ] {
        let found = texts(&html, css);
        assert!(
            found.iter().any(|text| text.contains(words)),
            "{words:?} in {css}: {found:#?}"
        );
    }
}

#[test]
fn nobodys_signature_and_closing_stands_there_that_does_not_count() {
    let story = Story::default();
    let handed_in = story.hand_in(&[]);
    let trainee = story.decide(IN_TRAINING, Judgement::NotYetMet, &[handed_in.seal()]);
    let sample = story.sample(SAMPLER, SampleFinding::Disagree, &[trainee.seal()]);
    let closed = |role| story.close_sample(role, &[sample.seal()]);
    let signed = |role| story.countersign(role, &[trainee.seal()]);
    let do_not_count = [closed(ASSESSOR), signed(IN_TRAINING), signed(LEARNER)];
    let count = [signed(ASSESSOR), closed(SAMPLER)];
    for (more, is_there) in [(do_not_count.as_slice(), false), (&count, true)] {
        let all = [&handed_in, &trainee, &sample].into_iter().chain(more);
        let record: Record = all.cloned().collect();
        let decision = texts(&report(&record, &[]), "[data-decision='1']").concat();
        for words in ["Well reasoned.", "Closed"] {
            assert_eq!(decision.contains(words), is_there, "{decision}");
        }
    }
}

#[test]
fn without_the_units_content_a_sign_off_is_told_or_said_to_be_unknown() {
    let story = Story::default();
    let first = story.version("First", &[]);
    let handed_in = story.hand_in(&[first.seal()]);
    let met = story.decide(ASSESSOR, Judgement::Met, &[handed_in.seal()]);
    let learner = story.declare(LEARNER, &[met.seal()]);
    let assessor = story.declare(ASSESSOR, &[met.seal(), learner.seal()]);
    let mut record: Record = [first, handed_in, met].into_iter().collect();
    for (more, words) in [
        (None, "Not known"),
        (Some(learner), "Waits for the assessor’s declaration"),
        (Some(assessor), "Signed off"),
    ] {
        more.map(|more| record.add(more));
        let parts = texts(&report(&record, &[]), "[data-part='sign-off'] > p");
        assert!(
            parts.iter().all(|said| said.starts_with(words)),
            "{parts:?}"
        );
        assert_eq!(parts.len(), 1);
    }
}

#[test]
fn of_one_moment_the_log_has_what_follows_after_what_it_follows() {
    let story = Story::default();
    let now = story
        .event(LEARNER, criterion("ac-3-2"), &[], What::SectionRead)
        .at;
    let (mut record, mut wanted) = (Record::default(), Vec::<String>::new());
    let mut before: Vec<_> = Vec::new();
    for _ in 0..8 {
        let about = criterion("ac-3-2");
        let mut event = story.event(LEARNER, about, &before, What::SectionRead);
        event.at = now;
        let sealed = Sealed::new(&event);
        wanted.push(part::short(&sealed.seal()));
        before = vec![sealed.seal()];
        record.add(sealed);
    }
    let seals = texts(&report(&record, &[]), "[data-part=log] tbody td:last-child");
    assert_eq!(seals, wanted);
}

proptest! {
    #[test]
    fn the_log_has_every_event_once(turns in turns(40)) {
        let record: Record = Story::default().tell(&turns).into_iter().collect();
        let html = report(&record, &[]);
        let mut seals = texts(&html, "[data-part=log] tbody td:last-child");
        seals.sort();
        let wanted: Vec<String> = record.events().map(|e: &Sealed| part::short(&e.seal())).collect();
        prop_assert_eq!(seals, wanted);
        prop_assert_eq!(html, report(&record, &[]));
    }
}
