//! What becomes of questions as people write them in GIFT, and of questions of ours and back.

use std::fmt::Write;

use super::{read, write};
use crate::{
    exchange::bank::{
        Content, Item, Loss, Taken, leaving,
        make::{Made, units},
        tests::wanted,
    },
    read::read_unit,
    source::{Position, Source},
    wording::bank as words,
};

pub(super) fn taken(text: &str) -> Taken {
    read(Source {
        name: "bank.txt",
        text,
    })
}

/// Everything that comes of a bank, for reading.
fn all_of(text: &str) -> String {
    let mut taken = taken(text);
    let made = units(&mut taken.items, wanted());
    let mut out = String::new();
    for fault in &taken.faults {
        let Position { line, column } = Position::of(text, fault.span.start);
        let _ = writeln!(
            out,
            "FAULT {line}:{column} {:?} {}\n  help: {}",
            fault.span.of(text),
            fault.message,
            fault.help
        );
    }
    for item in &taken.items {
        told(item, &mut out);
    }
    for Made { id, text, .. } in made {
        let _ = write!(out, "===== {id}.md\n{text}");
    }
    out
}

fn told(item: &Item, out: &mut String) {
    let not = match item.content {
        Content::Nothing => "NOT CARRIED ",
        _ if item.losses.is_empty() => return,
        _ => "",
    };
    let _ = writeln!(out, "{not}line {} “{}”", item.line, item.name);
    for loss in item.losses.iter() {
        let _ = writeln!(out, "  - {}", words::loss(loss));
    }
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ description => text, omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, all_of(text));
    });
}

#[test]
fn every_kind() {
    snapshot("gift-every-kind", include_str!("examples/every-kind.gift"));
}

#[test]
fn signs_and_formats() {
    snapshot(
        "gift-signs",
        include_str!("examples/signs-and-formats.gift"),
    );
}

#[test]
fn what_is_lost() {
    snapshot("gift-lost", include_str!("examples/lost.gift"));
}

#[test]
fn what_cannot_be_read() {
    snapshot("gift-faults", include_str!("examples/faults.gift"));
}

#[test]
fn a_file_of_another_system_is_the_same() {
    let text = include_str!("examples/every-kind.gift");
    for other in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{feff}{text}"),
    ] {
        assert_eq!(all_of(&other), all_of(text));
    }
}

#[test]
fn every_kind_of_ours_goes_out_and_comes_back() {
    let text = include_str!("../../fingerprint/every-kind.md");
    let source = Source {
        name: "every-kind.md",
        text,
    };
    let unit = read_unit(source).value;
    let mut questions = leaving(source, &unit, None);
    let file = write(unit.id.as_str(), &unit.title, &mut questions);
    let mut out = file.clone();
    for leaving in &questions {
        let not = if leaving.draft.is_none() {
            "NOT CARRIED "
        } else {
            ""
        };
        let _ = writeln!(out, "{not}{} line {}", leaving.question.id, leaving.line);
        for loss in leaving.losses.iter() {
            let _ = writeln!(out, "  - {}", words::loss(loss));
        }
    }
    out.push_str("\n===== and back\n");
    out.push_str(&all_of(&file));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("gift-every-kind-of-ours", out);
    });
}

#[test]
fn a_weight_of_any_size_is_read() {
    let most = "79228162514264337593543950335";
    for weight in [most.to_owned(), format!("-{most}")] {
        let text = format!("Which? {{~%50%One ~%50%Two ~%{weight}%Three ~%{weight}%Four ~Five}}\n");
        let told = all_of(&text);
        assert!(
            told.contains("- [x] Three") || told.contains("- [ ] Three"),
            "{told}"
        );
    }
}

/// The text of all units that come of a bank, and what is told of its items and faults.
fn units_and_told(text: &str) -> (String, String) {
    let all = all_of(text);
    let (told, units) = all.split_once("===== ").unwrap_or((&all, ""));
    (units.to_owned(), told.to_owned())
}

#[test]
fn a_question_right_behind_a_category_is_a_question() {
    let bank =
        "$CATEGORY: $course$/top/One\n::Q1::Is it? {=yes ~no}\n$CATEGORY: Two\n\nAnd it? {T}\n";
    let taken = taken(bank);
    let found = taken
        .items
        .iter()
        .map(|item| (item.name.as_str(), item.line, item.group.title.as_str()));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [("Q1", 2, "One"), ("And it?", 5, "Two")]
    );
    assert_eq!(taken.faults, []);
}

#[test]
fn embedded_answers_are_not_taken_for_words() {
    for bank in [
        "There {1:SA:=are} two.",
        "It {1:MULTICHOICE_V:=is~=was~were} so, {2:MC:~not~=but} not now.",
        "How many? {:NM:=3:1}",
        "Which? {1:MRHS:=a~=b~c}",
    ] {
        let taken = taken(bank);
        assert_eq!(taken.items, [], "{bank}");
        let [fault] = taken.faults.as_slice() else {
            panic!("{bank}: {:?}", taken.faults);
        };
        assert!(fault.message.contains("Cloze"), "{bank}: {}", fault.message);
        assert_eq!(fault.span.of(bank), "{", "{bank}");
    }
    // A time, or a colon in an answer, is none.
    for bank in [
        "When? {=10:SA=11\\:MC\\:x}",
        "How much? {#5:2}",
        "Who? {1:a=b}",
    ] {
        assert_eq!(taken(bank).faults, [], "{bank}");
    }
}

#[test]
fn a_wrong_sign_before_a_right_one_is_none() {
    let (units, told) = units_and_told("Which? {~=one~two ~ =three ~four}\n");
    for line in [
        "- [x] one\n",
        "- [ ] two\n",
        "- [x] three\n",
        "- [ ] four\n",
    ] {
        assert!(units.contains(line), "{units}\n{told}");
    }
    assert!(!told.contains("FAULT"), "{told}");
    // Nothing to choose is still told.
    assert!(
        units_and_told("Which? {~ ~two =three}\n")
            .1
            .contains("FAULT")
    );
}

#[test]
fn a_weight_may_have_a_comma() {
    let (units, told) =
        units_and_told("Which? {~%33,33333%a ~%33,33333%b ~%33,33333%c ~%-100%d}\n");
    assert!(
        units.contains("- [x] c\n") && units.contains("- [ ] d\n"),
        "{units}"
    );
    assert!(!told.contains("points"), "{told}");
}

#[test]
fn line_breaks_count_but_in_the_middle_of_a_sentence() {
    for (bank, wanted) in [
        (
            "Read this:\n1. Cats bark\n2. Dogs bark\nWhich is true? {~1 =2}",
            "## Which is true? {#read-this-1-cats-bark-2-dogs-bark-which-is-true .single}\n\nRead this:\\\n1\\. Cats bark\\\n2\\. Dogs bark\n",
        ),
        (
            "Where is it said,\nand by\nwhom? {}",
            "## Where is it said, and by whom? {#",
        ),
        (
            "[plain]What is this?\nx = 1\nprint(x) {}",
            "## What is this? {#what-is-this-x-1-print-x .reflect}\n\nx = 1\\\nprint(x)\n",
        ),
        (
            "<b>Note</b>\nDo it.\n<pre>\nif so\n  do it\n</pre>\nWhat? {}",
            "```\nif so\n  do it\n```\n",
        ),
        (
            "It is the\n{~second =fourth}\nThursday.",
            "It is the [[=fourth|second]] Thursday.\n",
        ),
    ] {
        let (units, told) = units_and_told(bank);
        assert!(units.contains(wanted), "{bank}\n{units}\n{told}");
    }
}

#[test]
fn an_answer_that_is_listed_twice_is_one() {
    let bank = "Who? {=They’re here=they're  here#Well said=%50%THEY'RE HERE=%0%*#No}\n";
    let (units, told) = units_and_told(bank);
    assert!(units.contains("- [x] They’re here\n"), "{units}\n{told}");
    assert_eq!(units.matches("- [").count(), 1, "{units}");
    assert!(told.contains("a part of the points"), "{told}");
    assert!(told.contains("the same answer here"), "{told}");
}

/// A line of a written break is not empty, so it ends no question.
#[test]
fn a_question_may_be_of_breaks_alone() {
    let breaks = "\\n\n".repeat(100_000);
    for (question, title) in [
        (format!("Tea,\n{breaks}with milk?"), "with milk?"),
        (format!("Tea?\n{breaks}"), "Tea?"),
    ] {
        let taken = taken(&format!("{question} {{=This ~That}}\n"));
        let [item] = taken.items.as_slice() else {
            panic!("one question");
        };
        let Content::Question(draft) = &item.content else {
            panic!("a question");
        };
        assert_eq!(draft.title, title);
    }
}

#[test]
fn a_break_at_the_end_is_no_backslash() {
    for bank in [
        "[html]Where?<br/><br>\n{=Here ~There}",
        "[html]&nbsp;<br>Where?<br />\n<br/>{=Here ~There}",
    ] {
        let (units, told) = units_and_told(bank);
        assert!(units.contains("## Where? {#"), "{bank}\n{units}\n{told}");
        assert!(!units.contains('\\'), "{bank}\n{units}");
    }
}

#[test]
fn what_looks_or_sounds_is_told() {
    let bank = "[html]<p>BMI is kg/m<sup>2</sup>, CO<sub>2</sub> and x<sup>abc</sup>. \
                \\\\(x\\=1\\\\) <span style\\=\"color\\: red\">red</span></p>\
                <audio controls><source src\\=\"a.mp3\"></audio>{=Here ~There}";
    let (units, told) = units_and_told(bank);
    assert!(
        units.contains("kg/m², CO₂ and xabc. \\\\(x=1\\\\) red"),
        "{units}"
    );
    for loss in ["“sup”", "“color”", "“a.mp3”", "a formula"] {
        assert!(told.contains(loss), "{loss}: {told}");
    }
    assert!(
        !told.contains("“sub”") && !told.contains("source"),
        "{told}"
    );
}

#[test]
fn a_gap_lists_each_answer_once() {
    let (units, _) = units_and_told("It {=isn't=isn’t=ISN'T=is not} so.\n");
    assert!(units.contains("It [[isn't|is not]] so."), "{units}");
}

/// An answer that nobody has thought of earns nothing here, and that is told where it earned something.
#[test]
fn what_any_answer_earns_is_told() {
    let part = words::loss(&Loss::PartPoints);
    let any = words::loss(&Loss::Pattern("*".to_owned()));
    for (answers, lost) in [
        ("=ice =%50%*#Nearly", Some(&part)),
        ("#=5 =%50%*#Nearly", Some(&part)),
        ("=ice =*#Anything", Some(&any)),
        ("#=5 =*#Anything", Some(&any)),
        ("=ice =%0%*#No", None),
        ("#=5 =%0%*#No", None),
        ("#=5 ~#No", None),
    ] {
        let told = all_of(&format!("What is it? {{{answers}}}\n"));
        for loss in [&part, &any] {
            assert_eq!(
                told.contains(&**loss),
                lost == Some(loss),
                "{answers}: {told}"
            );
        }
    }
}

#[test]
fn where_nothing_is_right_nothing_earned_a_part() {
    let part = words::loss(&Loss::PartPoints);
    for (answers, is_told) in [("~a ~b", false), ("~%50%a ~b", true)] {
        let told = all_of(&format!("What is it? {{{answers}}}\n"));
        assert_eq!(told.contains(&*part), is_told, "{answers}: {told}");
    }
}

#[test]
fn brackets_in_comments_need_not_be_closed() {
    for open in ["[", "[a:", "[a:\\]"] {
        let many = open.repeat(100_000);
        let bank = format!("// {many}\n// [tag:law] {many}\nWhich? {{=This ~That}}\n");
        let taken = taken(&bank);
        assert_eq!((taken.items.len(), taken.faults.len()), (1, 0));
        let tags = Loss::Tags(vec!["law".to_owned()]);
        assert!(taken.items[0].losses.iter().any(|loss| *loss == tags));
    }
}

/// Moodle throws our notes away, and gives back the words.
#[test]
fn what_is_said_to_some_is_said_to_some_without_our_notes() {
    for general in [
        "[markdown]**Right.** Well done.\\n\\n**Otherwise.** Look again.",
        "[markdown]**Right** Well done.\\n\\n__Otherwise:__ Look again.",
        "<p><strong>Right.</strong> Well done.</p><p><b>Otherwise.</b> Look again.</p>",
    ] {
        let told = all_of(&format!("Which? {{=ice#Yes. ~tea#No.####{general}}}\n"));
        assert!(
            told.contains("> **Right.** Well done.\n>\n> **Otherwise.** Look again."),
            "{told}"
        );
    }
    let unsafe_said = all_of("Which? {=ice#Yes. ~tea#[markdown]**Not safe.** It burns.}\n");
    let caution = "- [ ] tea\n  > [!CAUTION]\n  > It burns.";
    assert!(unsafe_said.contains(caution), "{unsafe_said}");
    let paid = all_of("Which? {=ice#[markdown]**Not safe.** It burns. ~tea#No.}\n");
    assert!(!paid.contains("CAUTION"), "{paid}");
}

#[test]
fn what_a_bank_calls_a_question_by_is_its_heading() {
    let told = all_of("::What did you hear?::[markdown]What did you hear?\n\nWould you tell?{}\n");
    assert!(told.contains("## What did you hear? {#"), "{told}");
}

#[test]
fn what_moodle_left_out_is_told() {
    let bank = "// question: 0  name: Switch category to $course$/a\n$CATEGORY: $course$/a\n\n\n\
                // question: 7  name: Drag it\n\n\n// question: 8  name: One\n::One::Which? {=a#A ~b#B}\n\n\n\
                // question: 9  name: Cloze\n\n";
    let faults = taken(bank).faults;
    let told: Vec<_> = faults
        .iter()
        .map(|fault| (fault.span.of(bank), fault.message.split(" is in ").next()))
        .collect();
    let expected = [
        ("// question: 7  name: Drag it", Some("“Drag it”")),
        ("// question: 9  name: Cloze", Some("“Cloze”")),
    ];
    assert_eq!(told, expected);
    assert_eq!(taken(bank).items.len(), 1);
}

#[test]
fn what_is_said_to_an_answer_that_is_known_is_told() {
    let told = all_of("Salt? {=Na#Yes =%50%na#Capital N.}\n");
    let loss = words::loss(&Loss::SameAnswer("na".to_owned()));
    assert!(told.contains(&*loss), "{told}");
}
