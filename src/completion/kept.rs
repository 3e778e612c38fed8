//! What an employer keeps of statements.

use jiff::civil::{Date, date};

use super::{
    team::{Added, Order, Statements, Team},
    tests::{everything, learner, settings, stated},
};
use crate::record::story::Story;

const TODAY: Date = date(2026, 11, 29);

#[test]
fn a_later_statement_is_shown_and_all_are_kept() {
    let story = Story::default();
    let first = stated(&[], learner(1, "Asha"), None, date(2026, 11, 1));
    let later = stated(
        &everything(&story),
        learner(1, "Asha"),
        None,
        date(2026, 11, 27),
    );
    let mut statements = Statements::default();
    assert_eq!(statements.add(later.clone(), TODAY), Added::NewPerson);
    assert_eq!(statements.add(first.clone(), TODAY), Added::Earlier);
    assert_eq!(statements.add(first, TODAY), Added::Again);
    assert_eq!(statements.latest(learner(1, "").id), Some(&later));
    assert_eq!((statements.people(), statements.len()), (1, 2));

    let text = statements.to_text();
    assert_eq!(Statements::read(&text, TODAY), statements);
    // One that was damaged in the storage is missed, and kept; the others are there.
    let damaged = text.replacen("2026-11-01", "2026-10-01", 1);
    for text in [damaged.clone(), Statements::read(&damaged, TODAY).to_text()] {
        let rest = Statements::read(&text, TODAY);
        assert_eq!((rest.len(), rest.unread()), (1, 1));
    }
    let mended = Statements::read(&damaged, TODAY).to_text();
    let mended = Statements::read(&mended.replacen("2026-10-01", "2026-11-01", 1), TODAY);
    assert_eq!(mended, statements);
    for text in ["nonsense", "{\"later\":[]}"] {
        let none = Statements::read(text, TODAY);
        assert_eq!((none.len(), none.unread()), (0, 1));
        assert_eq!(Statements::read(&none.to_text(), TODAY), none);
    }
    assert_eq!(Statements::read("", TODAY), Statements::default());
    statements.forget(learner(1, "").id);
    assert!(statements.is_empty());
}

#[test]
fn namesakes_are_told_apart_by_the_names_of_their_files() {
    let mut statements = Statements::default();
    for (n, name) in [(1, "Asha"), (2, "Ben"), (3, "asha ")] {
        statements.add(
            stated(&[], learner(n, name), None, date(2026, 11, 27)),
            TODAY,
        );
    }
    let day = date(2026, 11, 28);
    let team = Team::of(&statements, &settings(), &[], None, Order::Name, day);
    let rows = team.rows.iter().map(|row| (row.person, row.name.clone()));
    assert_eq!(rows.collect::<Vec<_>>(), statements.names());
    for (person, name) in statements.names() {
        let file = statements.latest(person).unwrap().file_name();
        let short = file.split('-').nth(1).unwrap();
        assert_eq!(name.contains(short), &*name != "Ben", "{name} {file}");
    }
}

#[test]
fn one_that_is_dated_ahead_hides_no_other_and_is_told() {
    let made = |on| stated(&[], learner(1, "Asha"), None, on);
    let (ahead, now, later) = (made(date(2027, 3, 1)), made(TODAY), made(date(2027, 2, 1)));
    let id = ahead.learner.id;
    let mut statements = Statements::default();
    assert_eq!(statements.add(ahead.clone(), TODAY), Added::Ahead);
    let is_ahead = |statements: &Statements| {
        let team = Team::of(statements, &settings(), &[], None, Order::Name, TODAY);
        team.rows.iter().any(|row| row.is_ahead)
    };
    // It is all that there is.
    assert_eq!(statements.latest(id), Some(&ahead));
    assert!(is_ahead(&statements));
    assert_eq!(statements.add(now.clone(), TODAY), Added::Later);
    assert_eq!(statements.latest(id), Some(&now));
    assert!(!is_ahead(&statements));
    // Nor does it when its day has come.
    let day = date(2027, 4, 1);
    let mut then = Statements::read(&statements.to_text(), day);
    assert_eq!(then, statements);
    assert_eq!(then.add(later.clone(), day), Added::Later);
    assert_eq!(then.latest(id), Some(&later));
    // One from where it is tomorrow already is not ahead.
    assert_eq!(then.add(made(date(2027, 4, 2)), day), Added::Later);
    // What was kept before this was known.
    let old = statements.to_text();
    let old = &old[..old.find(",\"ahead\"").unwrap()];
    assert_eq!(Statements::read(&format!("{old}}}"), TODAY), statements);
    then.forget(id);
    assert_eq!(then, Statements::default());
}
