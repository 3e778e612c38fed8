//! Tables of what completion is, and of what a statement holds.

use std::sync::Arc;

use jiff::{
    Timestamp,
    civil::{Date, date},
    tz::TimeZone,
};
use serde_json::Value;

use super::{
    Completion, Done,
    certificate::Certificate,
    statement::{self, Made, NotOpened, StatedRole, StatedStanding, Statement},
    team::{Added, Mark, Order, Statements, Team},
};
use crate::{
    exchange::team_table,
    nation::Nation,
    pack::{JobRole, Settings},
    progress::Count,
    question::Response,
    read::read_unit,
    record::{
        Record,
        decision::Judgement,
        event::{Item, PersonId},
        sealed::Sealed,
        stored::Learner,
        story::{ASSESSOR, LEARNER, Story, about, criterion},
        what::What,
    },
    scenario::Outcome,
    site,
    source::Source,
    unit::Unit,
};

/// A section, a question, a scenario and a criterion, by the ids of [`Story`].
pub(super) const UNIT: &str = "\
+++
id = \"carer-partnerships\"
title = \"Carers\"
level = 3
minutes = 40
+++

## Rights {#rights}

Everybody has some.

## Only in Wales {#welsh nation=wales}

Everybody there has more.

## How many? {#how .number}

- [x] 42
  > Yes.
- [ ] 41
  > No.

## Why? {#why .reflect}

> Take it to supervision.

## The sleepy lunch {#sleepy-lunch .scenario pass=70}

He says no.

### What do you do? {#first .single}

- [x] Ask.
  > Good.
- [ ] Push.
  > [!CAUTION]
  > Never.

## 3.2 Explain it {#ac-3-2 .criterion}

- **A.** x
";

const TODAY: Date = date(2026, 11, 29);

pub(super) fn unit() -> Unit {
    let name = "carer-partnerships.md";
    read_unit(Source { name, text: UNIT }).value
}

pub(super) fn settings() -> Settings {
    let unit = unit();
    Settings {
        id: "underpin".parse().unwrap(),
        title: "Our training".to_owned(),
        version: "2".to_owned(),
        order: vec![unit.id.clone()],
        roles: vec![JobRole {
            id: "senior".parse().unwrap(),
            title: "Senior care worker".to_owned(),
            units: vec![unit.id.clone()],
        }],
        refresh: [(unit.id, 12)].into(),
        ..Settings::default()
    }
}

fn read(story: &Story) -> Sealed {
    let section = about(Item::Section("rights".parse().unwrap()));
    story.sealed(LEARNER, section, &[], What::SectionRead)
}

fn answer(story: &Story) -> Sealed {
    story.answer("how", 0, Response::Number("41".into()))
}

fn completion(events: &[Sealed], nation: Nation) -> Completion {
    let record: Record = events.iter().cloned().collect();
    let state = record.state();
    let about = criterion("ac-3-2");
    Completion::of(&unit(), state.unit(&about.pack, &about.unit), nation)
}

fn at(event: &Sealed) -> Timestamp {
    event.event().unwrap().at
}

fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

pub(super) fn learner(n: u8, name: &str) -> Learner {
    Learner {
        id: PersonId::from_random([n; 16]),
        name: name.into(),
    }
}

/// A statement of somebody whose record this is.
pub(super) fn stated(
    events: &[Sealed],
    learner: Learner,
    role: Option<&str>,
    made: Date,
) -> Statement {
    let record: Record = events.iter().cloned().collect();
    let made_of = Made {
        settings: &settings(),
        units: &[&unit()],
        nation: Nation::England,
        record: &record,
        state: &record.state(),
        day: &day,
    };
    let role = role.map(|title| StatedRole {
        id: None,
        title: title.into(),
    });
    made_of.statement(learner, role, made.at(9, 30, 0, 0))
}

pub(super) fn everything(story: &Story) -> Vec<Sealed> {
    let version = story.version("They notice.", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    vec![
        read(story),
        answer(story),
        story.end(1, 3, Outcome::Passed, &[]),
        version,
        handed_in,
    ]
}

#[test]
fn a_unit_is_complete_by_the_rule() {
    let story = Story::default();
    let (read, answer) = (read(&story), answer(&story));
    let ended = |walk, outcome| story.end(walk, 2, outcome, &[]);
    let (not_yet, passed, harmed) = (
        ended(1, Outcome::NotYet),
        ended(2, Outcome::Passed),
        ended(3, Outcome::Unsafe),
    );
    let begun = story.step(4, 0, false, &[]);
    let reflected = story.answer("why", 0, Response::Reflect("Quietly.".into()));
    let cases: [(&[&Sealed], bool); 9] = [
        (&[], false),
        (&[&read, &answer], false),
        (&[&read, &answer, &begun], false),
        (&[&read, &answer, &harmed], false),
        (&[&answer, &passed], false),
        (&[&read, &reflected, &passed], false),
        // What was wrong or not passed was practised all the same.
        (&[&read, &answer, &not_yet], true),
        // Unsafe once, and then safe.
        (&[&read, &answer, &harmed, &passed], true),
        // Safe once, and then unsafe: the best is what counts.
        (&[&read, &answer, &passed, &ended(5, Outcome::Unsafe)], true),
    ];
    for (events, wanted) in cases {
        let events: Vec<Sealed> = events.iter().copied().cloned().collect();
        let found = completion(&events, Nation::England);
        assert_eq!(found.is_complete(), wanted, "{found:?}");
        // Wales has one section more.
        assert!(!completion(&events, Nation::Wales).is_complete());
    }
    let found = completion(&[read, answer, harmed], Nation::England);
    assert_eq!(found.left_unsafe.len(), 1);
}

#[test]
fn it_is_done_again_when_all_practice_is_done_again() {
    let story = Story::default();
    let mut events = vec![
        answer(&story),
        read(&story),
        story.end(1, 2, Outcome::Passed, &[]),
    ];
    let first = at(&events[2]);
    let done = |latest| Some(Done { first, latest });
    assert_eq!(completion(&events, Nation::England).done, done(first));
    // The scenario alone is not all of it.
    events.push(story.end(2, 2, Outcome::Passed, &[]));
    let found = completion(&events, Nation::England);
    assert_eq!(found.done, done(first));
    assert_eq!(found.again, Count { done: 1, all: 2 });
    events.push(story.answer("how", 1, Response::Number("42".into())));
    let again = at(&events[3]);
    let found = completion(&events, Nation::England);
    assert_eq!(found.done, done(again));
    assert_eq!(found.again, Count { done: 1, all: 2 });
    // An unsafe end is not doing it again, and takes nothing away.
    events.push(story.end(3, 0, Outcome::Unsafe, &[]));
    assert_eq!(completion(&events, Nation::England).done, done(again));
}

#[test]
fn a_unit_without_anything_to_do_is_never_complete() {
    let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n## 1.1 Explain it {#ac-1-1 .criterion}\n\n- **A.** x\n";
    let empty = read_unit(Source { name: "u.md", text }).value;
    assert!(!Completion::of(&empty, None, Nation::England).is_complete());
}

#[test]
fn a_statement_is_written_read_and_noticed_when_altered() {
    let story = Story::default();
    let mut events = everything(&story);
    let handed_in = stated(
        &events,
        learner(1, "Asha Rao"),
        Some("Cook"),
        date(2026, 11, 27),
    );
    let decided = story.decide(ASSESSOR, Judgement::Met, &[events[4].seal()]);
    events.push(decided);
    let made = stated(
        &events,
        learner(1, "Asha Rao"),
        Some("Cook"),
        date(2026, 11, 27),
    );
    for (statement, standing) in [
        (&handed_in, StatedStanding::HandedIn),
        (&made, StatedStanding::Met),
    ] {
        assert_eq!(statement.units[0].criteria[0].standing, standing);
    }
    let text = made.to_text();
    assert_eq!(statement::open(text.as_bytes()), Ok(made.clone()));
    assert!(!made.file_name().contains("Asha"));

    // Another program's spacing is no alteration; anything else is.
    let value: Value = serde_json::from_str(&text).unwrap();
    let spaced = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(statement::open(spaced.as_bytes()), Ok(made));
    for (from, to) in [
        ("Asha Rao", "Asha Roe"),
        ("\"Cook\"", "\"Manager\""),
        ("\"passed\"", "\"done\""),
        ("\"met\"", "\"handed-in\""),
        ("\"done\":1", "\"done\":0"),
        ("2026-11-27", "2026-11-28"),
    ] {
        assert!(text.contains(from), "{from} is not in {text}");
        let altered = text.replacen(from, to, 1);
        let found = statement::open(altered.as_bytes());
        assert_eq!(found, Err(NotOpened::Altered), "{from}");
    }
}

#[test]
fn what_is_no_statement_is_refused_with_its_reason() {
    let made = stated(&[], learner(1, "Asha"), None, date(2026, 11, 27)).to_text();
    let newer = made.replace("\"version\":1,", "\"version\":9,");
    let cut = &made[..made.len() / 2];
    let more = made.replace("\"units\":[]", "\"units\":[],\"answers\":[]");
    for (text, wanted) in [
        ("", NotOpened::Empty),
        (" \n", NotOpened::Empty),
        ("GIF89a", NotOpened::NotAStatement),
        ("{}", NotOpened::NotAStatement),
        ("[1]", NotOpened::NotAStatement),
        (r#"{"format":"recipe"}"#, NotOpened::NotAStatement),
        (
            r#"{"format":"underpin-record","version":1}"#,
            NotOpened::Work,
        ),
        (
            r#"{"format":"underpin-locked","version":1}"#,
            NotOpened::Work,
        ),
        (&newer, NotOpened::Newer(9)),
        (cut, NotOpened::Damaged),
        (&more, NotOpened::Damaged),
    ] {
        assert_eq!(statement::open(text.as_bytes()), Err(wanted), "{text}");
    }
    let large = format!("{made}{}", " ".repeat(statement::MAX_FILE_BYTES));
    assert_eq!(statement::open(large.as_bytes()), Err(NotOpened::TooLarge));
}

#[test]
fn what_is_said_is_as_it_was() {
    let story = Story::default();
    let mut events = everything(&story);
    events.push(story.decide(ASSESSOR, Judgement::Met, &[events[4].seal()]));
    let made = stated(
        &events,
        learner(1, "Asha <Rao>"),
        Some("Cook"),
        date(2026, 11, 27),
    );
    insta::assert_snapshot!("statement", made.to_text());
    insta::assert_snapshot!("statement-print", site::statement::body(&made));
    let certificate = Certificate::of(
        &settings(),
        &unit(),
        &made.units[0],
        Nation::England,
        "Asha <Rao>",
        " Beech House ",
    )
    .unwrap();
    insta::assert_snapshot!("certificate", site::certificate::body(&certificate));
    let entry = super::cpd::CpdEntry {
        learned: "To ask.\n\n<b>Twice.</b>".to_owned(),
        ..super::cpd::CpdEntry::begun(
            &unit(),
            "Our training",
            Some(date(2026, 11, 27)),
            Nation::England,
        )
    };
    insta::assert_snapshot!("cpd", site::cpd::body(&entry, "Asha <Rao>"));
}

#[test]
fn the_table_says_what_is_due() {
    let story = Story::default();
    // Completed on 21 September 2026.
    let done = everything(&story);
    let begun = [read(&story)];
    let made = date(2026, 11, 27);
    let mut statements = Statements::default();
    for (events, n, name, role) in [
        (&done[..], 1, "Asha", Some("senior care WORKER ")),
        (&begun[..], 2, "Ben", Some("Senior care worker")),
        (&[][..], 3, "Cal", Some("Senior care worker")),
        (&[][..], 4, "Dee", Some("Cook")),
        (&[][..], 5, "", None),
    ] {
        let added = statements.add(stated(events, learner(n, name), role, made), TODAY);
        assert_eq!(added, Added::NewPerson);
    }
    let titles = [(unit().id, "Carers".to_owned())];
    let team = |role, order, today| Team::of(&statements, &settings(), &titles, role, order, today);
    for (today, mark) in [
        (date(2026, 11, 27), Mark::Done),
        (date(2027, 8, 22), Mark::DueSoon),
        (date(2027, 9, 21), Mark::DueSoon),
        (date(2027, 9, 22), Mark::Overdue),
    ] {
        let shown = team(None, Order::Name, today);
        let marks: Vec<Mark> = shown.rows.iter().map(|row| row.cells[0].mark).collect();
        let rest = [Mark::Begun, Mark::Missing, Mark::NotAsked];
        assert_eq!(
            marks,
            [&[Mark::NotAsked, mark], &rest[..]].concat(),
            "{today}"
        );
    }
    let names =
        |team: &Team| -> Vec<String> { team.rows.iter().map(|row| row.name.to_string()).collect() };
    let early = team(None, Order::Next, date(2026, 11, 27));
    assert_eq!(names(&early), ["Ben", "Cal", "Asha", "", "Dee"]);
    let late = team(None, Order::Next, date(2027, 10, 1));
    assert_eq!(names(&late), ["Asha", "Ben", "Cal", "", "Dee"]);
    assert_eq!(early.roles.len(), 2);
    let foot = |team: &Team| (team.columns[0].wanted, team.columns[0].up_to_date);
    assert_eq!(foot(&early), (3, 1));
    let cooks = team(Some("Cook"), Order::Role, date(2026, 11, 27));
    assert_eq!((names(&cooks), cooks.people), (vec!["Dee".to_owned()], 5));
    // What a cook did without being asked counts where nobody is asked, and nowhere else.
    let dee = stated(&done, learner(4, "Dee"), Some("Cook"), made);
    assert_eq!(statements.add(dee, TODAY), Added::Later);
    let team = |role| Team::of(&statements, &settings(), &titles, role, Order::Name, made);
    assert_eq!(foot(&team(None)), (3, 1));
    assert_eq!(foot(&team(Some("Cook"))), (0, 1));
    insta::assert_snapshot!("team-csv", team_table::team(&early));
}

#[test]
fn a_statement_on_another_training_takes_the_place_of_none_on_this() {
    let story = Story::default();
    let asha = || learner(1, "Asha");
    let this = stated(&everything(&story), asha(), None, date(2026, 11, 1));
    // A unit of another training that has the same id.
    let mut other = stated(&[read(&story)], asha(), None, date(2026, 11, 27));
    other.pack.id = "other".parse().unwrap();
    other.pack.title = "Their training".into();
    let mut statements = Statements::default();
    for statement in [this, other] {
        statements.add(statement, TODAY);
    }
    let titles = [(unit().id, "Carers".to_owned())];
    let (order, today) = (Order::Name, date(2026, 11, 28));
    let team = Team::of(&statements, &settings(), &titles, None, order, today);
    let marks: Vec<Mark> = team.rows[0].cells.iter().map(|cell| cell.mark).collect();
    assert_eq!(marks, [Mark::Done, Mark::Begun]);
    let columns = team.columns.iter();
    let columns: Vec<_> = columns.map(|one| (&*one.title, one.months)).collect();
    let wanted = [("Carers", Some(12)), ("Carers (Their training)", None)];
    assert_eq!(columns, wanted);
    assert_eq!(team.rows[0].stated, date(2026, 11, 27));
}

#[test]
fn a_pack_id_tells_trainings_apart() {
    let story = Story::default();
    let record: Record = everything(&story).into_iter().collect();
    let other = Settings {
        id: "other".parse().unwrap(),
        ..settings()
    };
    let made = Made {
        settings: &other,
        units: &[&unit()],
        nation: Nation::England,
        record: &record,
        state: &record.state(),
        day: &day,
    };
    let nobody = Learner {
        id: PersonId::from_random([1; 16]),
        name: Arc::from(""),
    };
    let made = made.statement(nobody, None, date(2026, 11, 27).at(9, 0, 0, 0));
    assert_eq!(made.units, []);
}
