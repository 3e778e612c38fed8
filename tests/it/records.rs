//! A record from every version of the format: all must open for ever, and come to the same.

use std::{fmt::Write, fs};

use serde::Serialize;
use underpin::{
    exchange::record_file::{self, Opened},
    record::{
        sealed::Reading,
        state::{SignOff, State},
    },
};

use crate::files;

#[test]
fn every_record_opens_and_comes_to_the_same() {
    let files = files::all_in("tests/records");
    assert!(!files.is_empty());
    for file in files {
        let opened = record_file::open(&fs::read(&file).unwrap()).unwrap();
        assert_eq!(opened.findings, [], "{}", file.display());
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        insta::assert_snapshot!(name, summary(&opened));
    }
}

fn summary(opened: &Opened) -> String {
    let record = &opened.file.record;
    let mut kinds: Vec<_> = record
        .events()
        .map(|event| match event.reading() {
            Reading::Known(_) => {
                let event: serde_json::Value = serde_json::from_str(event.raw()).unwrap();
                event["what"]["kind"].as_str().unwrap().to_owned()
            }
            Reading::Unknown(unread) => format!("{} (not known)", unread.kind.as_ref().unwrap()),
        })
        .collect();
    kinds.sort();
    let mut text = json(&opened.file.header) + "\n";
    for kinds in kinds.chunk_by(|a, b| a == b) {
        writeln!(text, "{} {}", kinds.len(), kinds[0]).unwrap();
    }
    for (_, shown) in record.texts() {
        writeln!(text, "text {shown:?}").unwrap();
    }
    text.push_str(&state(&record.state()));
    text
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn state(state: &State) -> String {
    let mut text = format!("name {:?}\n", state.name());
    for (pack, unit, found) in state.units() {
        writeln!(text, "{pack}/{unit}").unwrap();
        for (section, read) in &found.read {
            writeln!(text, "  read {section} {}", read.event.at).unwrap();
        }
        for (question, attempts) in &found.questions {
            for attempt in attempts.attempts() {
                writeln!(text, "  {question} {}", json(&attempt.said)).unwrap();
            }
        }
        for (scenario, walks) in &found.scenarios {
            for (id, walk) in walks.walks() {
                writeln!(text, "  {scenario} {id} {:?}", walk.outcome()).unwrap();
                for step in walk.path() {
                    writeln!(text, "    {}", json(&step.said)).unwrap();
                }
            }
        }
        for (criterion, found) in &found.criteria {
            writeln!(text, "  {criterion} {:?}", found.standing()).unwrap();
            for version in found.versions.in_order() {
                writeln!(text, "    {}", json(&version.said)).unwrap();
            }
            for decision in found.decisions.in_order() {
                writeln!(text, "    {}", json(&decision.said)).unwrap();
            }
            writeln!(
                text,
                "    {} submissions, {} withdrawn, {} comments, {} replies",
                found.submissions.len(),
                found.withdrawn.len(),
                found.comments.len(),
                found.replies.len()
            )
            .unwrap();
            for piece in found.evidence.in_order() {
                writeln!(text, "    {}", json(&piece.said)).unwrap();
            }
            for open in found.samples_that_count() {
                let (said, standing) = (json(&open.sample.said), open.standing);
                writeln!(text, "    {said} {standing:?}").unwrap();
            }
        }
        for plan in found.plans.in_order() {
            writeln!(text, "  {}", json(&plan.said)).unwrap();
        }
        for answer in found.plan_answers.in_order() {
            writeln!(text, "  {}", json(&answer.said)).unwrap();
        }
        let criteria: Vec<_> = found.criteria.keys().cloned().collect();
        if let SignOff::SignedOff { learner, assessor } = found.sign_off(&criteria) {
            let (learner, assessor) = (json(&learner.said), json(&assessor.said));
            writeln!(text, "  signed off {learner} {assessor}").unwrap();
        }
    }
    text
}
