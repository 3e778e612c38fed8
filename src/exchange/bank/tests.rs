//! What tests of every format need, and what holds for all of them.

use jiff::civil::date;

use super::{
    Content, Group, Loss, Taken,
    any::items,
    html, leaving,
    make::{MOST_QUESTIONS, Made, Wanted, units},
    whole,
};
use crate::{
    author::question::{Answers, Choice, Draft, Item, Said},
    check::check_unit,
    diagnostic::Severity,
    exchange::{gift, qti},
    level::Level,
    question::Kind,
    read::read_unit,
    source::Source,
};

/// What is wanted of units in tests.
pub(crate) fn wanted() -> Wanted<'static> {
    Wanted {
        level: Level::new(3).unwrap(),
        title: "Questions",
        taken: Default::default(),
        today: date(2026, 11, 21),
    }
}

/// The errors of a unit.
pub(crate) fn errors(made: &Made) -> Vec<String> {
    let name = format!("{}.md", made.id);
    let source = Source {
        name: &name,
        text: &made.text,
    };
    let found = check_unit(source, &read_unit(source), wanted().today);
    let errors = found
        .iter()
        .filter(|wrong| wrong.severity() == Severity::Error);
    errors.map(|wrong| format!("{wrong:?}")).collect()
}

/// A question that anybody may write.
fn plain(title: &str, wrong: &str) -> Draft {
    let choice = |text: &str, right| Choice {
        item: Item {
            text: text.to_owned(),
            own_id: String::new(),
        },
        right,
        said: Said::default(),
        is_unsafe: false,
    };
    Draft {
        id: String::new(),
        kind: Kind::Single,
        title: title.to_owned(),
        points: 1,
        shuffle: true,
        all_or_nothing: false,
        criteria: Vec::new(),
        nations: Vec::new(),
        stem: String::new(),
        answers: Answers::Choices(vec![choice("Yes.", true), choice(wrong, false)]),
        right: Said::default(),
        otherwise: Said::default(),
        always: Said::default(),
    }
}

#[test]
fn ten_thousand_questions_come_in_at_one_go() {
    let mut bank = String::new();
    for number in 0..10_000 {
        if number % 2_500 == 0 {
            bank.push_str(&format!("$CATEGORY: top/Week {}\n\n", number / 2_500 + 1));
        }
        bank.push_str(&format!("Is {number} even? {{=Ask. ~Guess.}}\n\n"));
    }
    let mut taken = gift::read(Source {
        name: "bank.txt",
        text: &bank,
    });
    assert_eq!((taken.items.len(), taken.faults.len()), (10_000, 0));
    let made = units(&mut taken.items, wanted());
    assert_eq!(made.len(), 10_000 / MOST_QUESTIONS);
    assert_eq!(
        made.iter().map(|made| made.questions).sum::<usize>(),
        10_000
    );
    assert_eq!(made[25].title, "Week 2");
    assert_eq!(made[26].id.as_str(), "week-2-2");
    let lost = |content: &&Content| **content == Content::Nothing;
    assert_eq!(
        taken
            .items
            .iter()
            .map(|item| &item.content)
            .filter(lost)
            .count(),
        0
    );
}

#[test]
fn one_question_that_breaks_a_rule_leaves_the_others() {
    let mut asked = items(vec![
        plain("One?", "No."),
        plain("Two?", "Yes."),
        plain("Three?", "<b>"),
        plain("Four? {{nobody}}", "No."),
        plain("Five?", "No."),
    ]);
    let made = units(&mut asked, wanted());
    let carried = asked.iter().map(|item| item.content != Content::Nothing);
    assert_eq!(
        carried.collect::<Vec<_>>(),
        [true, false, false, false, true]
    );
    assert_eq!(errors(&made[0]), Vec::<String>::new());
    assert!(made[0].text.contains("## Five?"), "{}", made[0].text);
}

#[test]
fn a_very_long_paragraph_comes_in_too() {
    let words = "Mr Jones rings. ".repeat(20_000);
    let bank = format!("{words}\n{{=Go to him. ~Wait.}}\n\nAnd now? {{=Go. ~Wait.#{words}}}\n");
    let mut taken = gift::read(Source {
        name: "bank.txt",
        text: &bank,
    });
    let made = units(&mut taken.items, wanted());
    assert_eq!(made.iter().map(|made| made.questions).sum::<usize>(), 2);
}

#[test]
fn ids_are_a_questions_own() {
    let named = |titles: &[&str]| {
        let drafts = titles.iter().map(|title| plain(title, "No."));
        let mut asked = items(drafts.collect());
        for item in &mut asked {
            if let Content::Question(draft) = &mut item.content {
                draft.id.clear();
            }
        }
        let made = units(&mut asked, wanted());
        let unit = read_unit(Source {
            name: "any.md",
            text: &made[0].text,
        });
        let ids = unit
            .value
            .questions()
            .map(|question| question.id.to_string());
        ids.collect::<Vec<_>>()
    };
    let ids = named(&["What now?", "And then?", "What now?"]);
    assert_eq!(ids[..2], ["what-now", "and-then"]);
    assert!(ids[2].starts_with("what-now-"), "{ids:?}");
    assert_eq!(named(&["First?", "What now?", "And then?"])[1..], ids[..2]);
}

#[test]
fn a_second_unit_of_a_long_title_passes_too() {
    let title = "A title that is so long that an id made of it is cut";
    let mut asked = items(
        (0..=MOST_QUESTIONS)
            .map(|at| plain(&format!("Question {at}?"), "No."))
            .collect(),
    );
    for item in &mut asked {
        item.group = Group {
            title: title.to_owned(),
            id: None,
        };
    }
    let made = units(&mut asked, wanted());
    assert_eq!(made.len(), 2);
    for made in &made {
        assert_eq!(errors(made), Vec::<String>::new(), "{}", made.id);
    }
}

/// The section is left behind, so the question says itself where it holds.
#[test]
fn what_holds_in_a_nation_comes_back_as_that() {
    let text = "+++\nid = \"u\"\ntitle = \"U\"\nlevel = 3\nminutes = 5\n+++\n\n\
        ## In Wales {#in-wales .law nation=wales,england checked=2026-11-02 review-by=2027-05-02}\n\nWords.\n\n\
        ### Who may? {#who-may .single}\n\n- [x] She.\n  > Yes.\n- [ ] He.\n  > No.\n\n\
        ### And here? {#and-here .single nation=wales}\n\n- [x] She.\n  > Yes.\n- [ ] He.\n  > No.\n";
    let source = Source { name: "u.md", text };
    let unit = read_unit(source).value;
    let nations = |mut taken: Taken| {
        let made = units(&mut taken.items, wanted());
        let back = read_unit(Source {
            name: "back.md",
            text: &made[0].text,
        });
        let questions = back.value.questions();
        let keys = questions.map(|question| question.nations.keys());
        keys.collect::<Vec<_>>()
    };
    let mut leave = leaving(source, &unit, None);
    let file = gift::write("u", "U", &mut leave);
    let back = gift::read(Source {
        name: "bank.txt",
        text: &file,
    });
    assert_eq!(nations(back), ["england wales", "wales"]);
    let mut leave = whole(source, &unit);
    let mut packed = [qti::Packed {
        unit: &unit,
        questions: &mut leave,
    }];
    let files = qti::write(&mut packed, None, &Default::default());
    let back = qti::read_package("bank.zip", &files);
    assert_eq!(nations(back), ["england wales", "wales"]);
}

/// What a bank calls a unit may be no id, and what becomes of it may be another's.
#[test]
fn no_two_units_have_one_id() {
    let bank = "// underpin unit: Hand-Hygiene\n$CATEGORY: Washing\n\nWhen? {=Before. ~Never.}\n\n\
        $CATEGORY: Hand hygiene\n\nHow long? {=A minute. ~A second.}\n\n\
        $CATEGORY: Hand  hygiene!\n\nWith what? {=Soap. ~Sand.}\n";
    let mut taken = gift::read(Source {
        name: "bank.txt",
        text: bank,
    });
    let made = units(&mut taken.items, wanted());
    let ids = made.iter().map(|made| made.id.as_str());
    assert_eq!(
        ids.collect::<Vec<_>>(),
        ["washing", "hand-hygiene", "hand-hygiene-2"]
    );
}

#[test]
fn a_thousand_titles_without_a_letter_for_ids_are_told_apart() {
    let category =
        |at: usize| format!("$CATEGORY: top/Ενότητα {at}\n\nΝαι {at}; {{=Ναι. ~Όχι.}}\n\n");
    let bank: String = (0..1_000).map(category).collect();
    let mut taken = gift::read(Source {
        name: "bank.txt",
        text: &bank,
    });
    let made = units(&mut taken.items, wanted());
    let ids: std::collections::BTreeSet<_> = made.iter().map(|made| &made.id).collect();
    assert_eq!((made.len(), ids.len()), (1_000, 1_000));
}

/// One row of many cells makes every row as long.
#[test]
fn a_table_cannot_fill_the_memory() {
    let rows = |cells: usize, rows: usize| {
        let html = format!(
            "<table><tr>{}</tr>{}</table>",
            "<td>a".repeat(cells),
            "<tr>".repeat(rows)
        );
        let mut cleaning = html::Cleaning::default();
        let text = html::blocks(&html::parse(&html), &mut cleaning);
        let is_lost = cleaning
            .losses
            .iter()
            .any(|loss| *loss == Loss::Markup("table".to_owned()));
        (text, is_lost)
    };
    let (text, is_lost) = rows(2, 1);
    assert!(text.starts_with("| a | a |") && !is_lost, "{text}");
    let (text, is_lost) = rows(5_000, 5_000);
    assert_eq!((text.matches('a').count(), is_lost), (5_000, true));
}
