//! What becomes of questions as people write them in GIFT, and of questions of ours and back.

use std::fmt::Write;

use super::{read, write};
use crate::{
    exchange::bank::{
        Content, Item, Taken, leaving,
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
