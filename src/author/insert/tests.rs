//! Everything put in everywhere.

use super::*;
use crate::check::{Example, check_unit};

const UNIT: &str = "\
+++
id = \"unit\"
title = \"A unit\"
level = 3
minutes = 5
+++

Before.

## Reading {#reading}

Some words.

### A heading of words

More words.

## A story {#story .scenario}

### First? {#first .single}

- [x] Ask.
  > Yes.
- [ ] Wait.
  > No.

### Second? {#second .single}

- [x] Ask again.
  > Yes.
- [ ] Wait again.
  > No.

### The end {#end}

All is well.
";

fn today() -> Date {
    Example::TODAY
}

fn all() -> Vec<Insert> {
    let mut all = vec![
        Insert::Section,
        Insert::Law(Nation::Wales),
        Insert::Scenario,
        Insert::Ending,
        Insert::Answer,
        Insert::Unsafe,
        Insert::Branch,
        Insert::Criterion,
        Insert::Filling(FillingKind::Term, "individual".to_owned()),
    ];
    all.extend(Kind::ALL.map(Insert::Question));
    all
}

fn errors(text: &str) -> Vec<String> {
    let source = Source {
        name: "unit.md",
        text,
    };
    let found = check_unit(source, &read_unit(source), today());
    let told = found
        .into_iter()
        .map(|wrong| format!("{}: {}", wrong.code, wrong.message));
    told.collect()
}

#[test]
fn what_is_put_in_anywhere_is_read_without_a_mistake() {
    let mut put_in = 0;
    for (at, _) in UNIT.char_indices().step_by(5) {
        for what in all() {
            let Ok(inserted) = insert(UNIT, Span::at(at), &what, today()) else {
                continue;
            };
            let text = applied(UNIT, &inserted);
            assert!(
                text.get(inserted.selection.range()).is_some(),
                "{what:?} at {at}"
            );
            if matches!(what, Insert::Filling(..)) {
                continue;
            }
            put_in += 1;
            // A step that is put between may be one that nothing leads to yet, or end the story.
            let wrong: Vec<String> = errors(&text)
                .into_iter()
                .filter(|wrong| {
                    !wrong.starts_with("unreachable-step") && !wrong.starts_with("wrong-path-pays")
                })
                .collect();
            assert!(wrong.is_empty(), "{what:?} at {at}: {wrong:?}\n{text}");
        }
    }
    assert!(put_in > 600, "{put_in}");
}

fn after(words: &str) -> Span {
    Span::at(UNIT.find(words).unwrap() + words.len())
}

fn shown(at: Span, what: &Insert) -> String {
    let inserted = insert(UNIT, at, what, today()).unwrap();
    let text = applied(UNIT, &inserted);
    let Span { start, end } = inserted.selection;
    let marked = format!("{}⟦{}⟧{}", &text[..start], &text[start..end], &text[end..]);
    let edit = inserted.edit.map_or(at.start, |edit| edit.span.start);
    let from = marked[..edit].rfind("\n\n").unwrap_or(0);
    marked[from..].trim_start().chars().take(140).collect()
}

#[test]
fn each_goes_where_it_belongs() {
    let question = Insert::Question(Kind::Single);
    assert!(
        shown(after("Some wor"), &question)
            .contains("### ⟦What do you do first?⟧ {#what-do-you-do-first .single}")
    );
    assert!(shown(after("- [ ] Wa"), &question).starts_with("### ⟦What do you do first?⟧"));
    assert!(shown(after("Befo"), &question).starts_with("## ⟦What do you do first?⟧"));
    assert!(
        shown(after("- [ ] Wa"), &Insert::Answer)
            .contains("- [ ] Wait.\n  > No.\n- [ ] ⟦Another choice.⟧\n  > Say what follows.")
    );
    assert!(shown(after("- [ ] Wa"), &Insert::Unsafe).contains("- [ ] Wait.\n  > ⟦⟧[!CAUTION]\n"));
    assert!(
        shown(after("- [ ] Wa"), &Insert::Branch).contains("- [ ] Wait.\n  > No. [Go on](#⟦end⟧)")
    );
    assert!(shown(after("Some wor"), &Insert::Law(Nation::Wales)).starts_with(
        "## ⟦What the law says in Wales⟧ {#what-the-law-says-in-wales .law nation=wales checked=2026-11-21 review-by=2027-05-21}"
    ));
}

#[test]
fn what_has_no_place_says_why() {
    for (at, what, why) in [
        (
            after("Some wor"),
            Insert::Answer,
            CannotInsert::NotInQuestion,
        ),
        (after("First?"), Insert::Unsafe, CannotInsert::NotInAnswer),
        (after("[x] As"), Insert::Unsafe, CannotInsert::Right),
        (
            after("Some wor"),
            Insert::Ending,
            CannotInsert::NotInScenario,
        ),
        (
            Span::at(5),
            Insert::Filling(FillingKind::Term, "a".to_owned()),
            CannotInsert::InFront,
        ),
    ] {
        assert_eq!(insert(UNIT, at, &what, today()), Err(why));
    }
}

#[test]
fn ids_are_proposed_apart() {
    let first = insert(UNIT, Span::at(UNIT.len()), &Insert::Section, today()).unwrap();
    let text = applied(UNIT, &first);
    let second = insert(&text, Span::at(text.len()), &Insert::Section, today()).unwrap();
    let text = applied(&text, &second);
    assert!(text.contains("{#a-new-section}") && text.contains("{#a-new-section-2}"));
    assert_eq!(errors(&text), Vec::<String>::new());
}
