//! Every question that ships, and what a form may make of it.

use std::{fs, path::Path};

use proptest::prelude::*;

use super::{
    any::{draft, hostile, plain},
    *,
};
use crate::{diagnostic::Edit, source::Span};

/// Every unit there is: what ships, and what explains the language.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["content", "tests/format", "tests/broken", "src/fingerprint"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|end| end != "md") {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            match folder {
                "tests/format" => {
                    let blocks = text.split("\n```markdown").skip(1);
                    let blocks = blocks.filter_map(|block| block.split("\n```\n").next());
                    texts.extend(blocks.map(|block| {
                        block
                            .split_once('\n')
                            .map_or("", |(_, rest)| rest)
                            .to_owned()
                            + "\n"
                    }));
                }
                _ => texts.push(text),
            }
        }
    }
    texts.sort();
    texts
}

/// Every question in them that can be shown as a form.
fn questions() -> Vec<(String, QuestionId)> {
    let mut found = Vec::new();
    for text in texts() {
        let source = Source {
            name: "unit.md",
            text: &text,
        };
        let unit = read_unit(source).value;
        // Of a unit only the section that the question is in: reading all of it thousands of times
        // would take minutes.
        for section in &unit.sections {
            let front = text.get(..unit.front.end).unwrap_or_default();
            let front = if front.is_empty() {
                ""
            } else {
                &format!("{front}+++\n\n")
            };
            let text = format!(
                "{front}{}\n## After {{#after-it}}\n\nWords.\n",
                section.span.of(&text)
            );
            for question in section.questions() {
                if Draft::read(&text, &question.id).is_ok() {
                    found.push((text.clone(), question.id.clone()));
                }
            }
        }
    }
    found
}

fn applied(text: &str, edit: &Edit) -> String {
    let mut whole = text.to_owned();
    whole.replace_range(edit.span.range(), &edit.text);
    whole
}

/// Writes a draft and reads it again: the same, with all else of the file as it was.
fn round_trip(text: &str, id: &QuestionId, draft: &Draft) -> Result<String, Vec<Refused>> {
    let unit = read_unit(Source {
        name: "unit.md",
        text,
    })
    .value;
    let span = unit.question(id).unwrap().span;
    let Some(edit) = draft.write(text, id)? else {
        assert_eq!(Draft::read(text, id).unwrap(), draft.tidied());
        return Ok(text.to_owned());
    };
    assert!(span.start <= edit.span.start && edit.span.end <= span.end);
    let whole = applied(text, &edit);
    let again = Draft::read(&whole, &draft.tidied().id.parse().unwrap()).unwrap();
    assert_eq!(again, draft.tidied());
    Ok(whole)
}

#[test]
fn a_draft_that_nobody_touched_changes_nothing() {
    let questions = questions();
    assert!(questions.len() > 150, "{}", questions.len());
    for (text, id) in questions {
        let draft = Draft::read(&text, &id).unwrap();
        assert_eq!(draft.tidied(), draft, "{id}");
        assert_eq!(draft.write(&text, &id), Ok(None), "{id}");
    }
}

/// Every way to change one field of a draft.
fn touched(draft: &Draft) -> Vec<(&'static str, Draft)> {
    let mut all: Vec<(&'static str, Draft)> = Vec::new();
    let mut with = |name, change: &dyn Fn(&mut Draft)| {
        let mut changed = draft.clone();
        change(&mut changed);
        if changed != *draft {
            all.push((name, changed));
        }
    };
    with("title", &|d| d.title.push_str(" And why?"));
    with("stem", &|d| {
        d.stem.push_str(" One more thing was said at the door, and it was said twice, so that all of them heard it well.")
    });
    with("new stem", &|d| {
        if d.kind != Kind::Gap {
            d.stem = "Told anew.\n\nIn two paragraphs.".to_owned();
        }
    });
    with("no stem", &|d| {
        if d.kind != Kind::Gap {
            d.stem.clear();
        }
    });
    with("right", &|d| {
        d.right.text = "That is it.\n\nAnd more.".to_owned()
    });
    with("no right", &|d| d.right = Said::default());
    with("otherwise", &|d| d.otherwise.text.push_str(" Look again."));
    with("always", &|d| d.always.text = "To all.".to_owned());
    with("no always", &|d| d.always = Said::default());
    if draft.kind.is_scored() {
        with("points", &|d| d.points = 7);
        with("one point", &|d| d.points = 1);
        with("shuffle", &|d| d.shuffle = !d.shuffle);
    }
    with("criteria", &|d| d.criteria.push("ac-9-9".to_owned()));
    with("no criteria", &|d| d.criteria.clear());
    for at in 0..draft.answers.len() {
        with("words", &|d| match &mut d.answers {
            Answers::Choices(choices) => choices[at].item.text = format!("{} or so", 40 + at),
            Answers::Items(items) => items[at].text.push_str(" indeed"),
            Answers::Pairs { rows, .. } => rows[at].left.text.push_str(" indeed"),
            Answers::None => {}
        });
        with("without", &|d| match &mut d.answers {
            Answers::Choices(choices) => drop(choices.remove(at)),
            Answers::Items(items) => drop(items.remove(at)),
            Answers::Pairs { rows, .. } => drop(rows.remove(at)),
            Answers::None => {}
        });
        with("first", &|d| match &mut d.answers {
            Answers::Choices(choices) => choices[..=at].rotate_right(1),
            Answers::Items(items) => items[..=at].rotate_right(1),
            Answers::Pairs { rows, .. } => rows[..=at].rotate_right(1),
            Answers::None => {}
        });
        let Answers::Choices(_) = &draft.answers else {
            continue;
        };
        let mut choice = |name, change: &dyn Fn(&mut Choice)| {
            with(name, &|d| {
                if let Answers::Choices(choices) = &mut d.answers {
                    change(&mut choices[at]);
                }
            });
        };
        choice("mark", &|c| {
            c.right = !c.right;
            c.is_unsafe &= !c.right;
        });
        choice("said", &|c| {
            c.said.text = "Quite another thing is said here, at some length, so that it is wrapped, as it has to be.\n\nTwice.".to_owned()
        });
        choice("nothing said", &|c| {
            c.said = Said::default();
            c.is_unsafe = false;
        });
        choice("unsafe", &|c| {
            c.is_unsafe = !c.is_unsafe;
            c.right &= !c.is_unsafe;
        });
        choice("id", &|c| c.item.own_id = "an-id-of-its-own".to_owned());
        choice("no id", &|c| c.item.own_id.clear());
        choice("way", &|c| {
            if let Some(leads) = &mut c.said.leads {
                leads.words = "Now what".to_owned();
            }
        });
        choice("no way", &|c| c.said.leads = None);
    }
    with("more", &|d| match &mut d.answers {
        Answers::Choices(choices) => choices.push(Choice {
            item: Item {
                text: "1234 more".to_owned(),
                own_id: String::new(),
            },
            said: Said {
                text: "Then this.".to_owned(),
                leads: None,
            },
            ..Choice::default()
        }),
        Answers::Items(items) => items.insert(
            0,
            Item {
                text: "A new one".to_owned(),
                own_id: String::new(),
            },
        ),
        Answers::Pairs { rows, .. } => rows.push(Pair {
            left: Item {
                text: "A | new".to_owned(),
                own_id: String::new(),
            },
            right: Item {
                text: "pair".to_owned(),
                own_id: "pair".to_owned(),
            },
        }),
        Answers::None => {}
    });
    all
}

#[test]
fn each_field_of_a_question_can_be_changed_by_itself() {
    let mut refused = Vec::new();
    let mut written = 0;
    // One in five: all of them would take minutes.
    for (text, id) in questions().into_iter().step_by(5) {
        let draft = Draft::read(&text, &id).unwrap();
        for (name, changed) in touched(&draft) {
            match round_trip(&text, &id, &changed) {
                Ok(whole) => {
                    written += 1;
                    // And back: but for how the words are wrapped, nothing is left of it.
                    let back = draft
                        .write(&whole, &id)
                        .unwrap_or_else(|e| panic!("{id} {name} back: {e:?}\n{whole}"))
                        .unwrap();
                    let back = applied(&whole, &back);
                    assert_eq!(Draft::read(&back, &id).unwrap(), draft);
                }
                Err(why) => refused.push(format!("{id} {name}: {why:?}")),
            }
        }
    }
    // Of a few it is right that they are refused: a number out of reach of another, for example.
    assert!(written > 500, "{written}");
    assert!(refused.len() * 100 < written, "{written}: {refused:#?}");
}

#[test]
fn in_a_whole_unit_only_the_question_changes() {
    for text in texts().iter().filter(|text| text.len() > 10_000).take(3) {
        let unit = read_unit(Source {
            name: "unit.md",
            text,
        })
        .value;
        let Some(question) = unit.questions().nth(3) else {
            continue;
        };
        let mut draft = Draft::read(text, &question.id).unwrap();
        draft.title = "What is asked now?".to_owned();
        draft.id = "another-name".to_owned();
        let whole = round_trip(text, &question.id, &draft).unwrap();
        let Span { start, end } = question.span;
        assert!(whole.starts_with(&text[..start]) && whole.ends_with(&text[end..]));
    }
}

/// A scenario in which a question may stand, with other things around it.
const AROUND: &str = "\
+++
id = \"unit\"
title = \"A unit\"
level = 3
minutes = 5
+++

Before. [^note]

## A story {#story .scenario}

### What now? {#asked .single}

- [x] Yes.
  > Yes. [Go on](#then)
- [ ] No.
  > No.

### And then? {#then .single}

- [x] Yes.
  > Yes.
- [ ] No.
  > No.

### The end {#end}

All is well.

## After {#after}

Words.

[^note]: A note.
";

fn base() -> (String, QuestionId) {
    (AROUND.to_owned(), "asked".parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_people_type_is_written_and_read_again(draft in draft(plain()), other in draft(plain())) {
        let (text, id) = base();
        let whole = round_trip(&text, &id, &draft);
        let whole = whole.unwrap_or_else(|why| panic!("{why:?} of {draft:#?}"));
        let whole = round_trip(&whole, &id, &other);
        prop_assert!(whole.is_ok(), "{:?} of {:#?}", whole, other);
    }

    #[test]
    fn what_markdown_makes_something_of_is_written_as_it_is_or_refused(draft in draft(hostile())) {
        let (text, id) = base();
        if let Err(refused) = round_trip(&text, &id, &draft) {
            prop_assert!(!refused.is_empty());
        }
    }

    #[test]
    fn any_text_has_its_questions_read_or_refused(text in crate::read::properties::text()) {
        let source = Source { name: "unit.md", text: &text };
        for question in read_unit(source).value.questions() {
            if let Ok(draft) = Draft::read(&text, &question.id) {
                let mut draft = draft.tidied();
                draft.title.push_str(" again");
                let _ = round_trip(&text, &question.id, &draft);
            }
        }
    }
}
