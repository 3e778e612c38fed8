//! What an employer keeps of statements.

use jiff::civil::date;

use super::{
    team::{Added, Order, Statements, Team},
    tests::{everything, learner, settings, stated},
};
use crate::record::story::Story;

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
    assert_eq!(statements.add(later.clone()), Added::NewPerson);
    assert_eq!(statements.add(first.clone()), Added::Earlier);
    assert_eq!(statements.add(first), Added::Again);
    assert_eq!(statements.latest(learner(1, "").id), Some(&later));
    assert_eq!((statements.people(), statements.len()), (1, 2));

    let text = statements.to_text();
    assert_eq!(Statements::read(&text), statements);
    // One that was damaged in the storage is missed, and kept; the others are there.
    let damaged = text.replacen("2026-11-01", "2026-10-01", 1);
    for text in [damaged.clone(), Statements::read(&damaged).to_text()] {
        let rest = Statements::read(&text);
        assert_eq!((rest.len(), rest.unread()), (1, 1));
    }
    let mended = Statements::read(&damaged).to_text();
    let mended = Statements::read(&mended.replacen("2026-10-01", "2026-11-01", 1));
    assert_eq!(mended, statements);
    for text in ["nonsense", "{\"later\":[]}"] {
        let none = Statements::read(text);
        assert_eq!((none.len(), none.unread()), (0, 1));
        assert_eq!(Statements::read(&none.to_text()), none);
    }
    assert_eq!(Statements::read(""), Statements::default());
    statements.forget(learner(1, "").id);
    assert!(statements.is_empty());
}

#[test]
fn namesakes_are_told_apart_by_the_names_of_their_files() {
    let mut statements = Statements::default();
    for (n, name) in [(1, "Asha"), (2, "Ben"), (3, "asha ")] {
        statements.add(stated(&[], learner(n, name), None, date(2026, 11, 27)));
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
