//! What is shipped: it breaks no rule, not even one that only warns.

use std::{collections::BTreeMap, fs};

use underpin::{
    read::read_unit,
    source::Source,
    unit::Unit,
    workbook::{Code, Workbook},
};

use crate::program;

#[test]
fn the_shipped_units_break_no_rule() {
    let run = program::underpin(["check", "content", "--deny=warnings", "--today=2026-11-21"]);
    assert_eq!(run.code, Some(0), "{}", run.out);
}

#[test]
fn the_shipped_units_are_written_and_read_back_as_they_are() {
    for file in fs::read_dir("content").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let unit = read_unit(Source { name, text: &text }).value;
            let json = serde_json::to_string(&unit).unwrap();
            assert_eq!(serde_json::from_str::<Unit>(&json).unwrap(), unit);
        }
    }
}

/// One code in two units of a pack would only be unlucky; in one unit it would have to be asked
/// about.
#[test]
fn every_item_of_a_shipped_unit_has_a_code_of_its_own() {
    let mut seen = 0;
    for file in fs::read_dir("content").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let unit = read_unit(Source { name, text: &text }).value;
            let mut codes = BTreeMap::<Code, &str>::new();
            for entry in Workbook::new(&unit).entries() {
                let other = codes.insert(entry.code, entry.item.id());
                assert_eq!(other, None, "{name}: {} {}", entry.code, entry.item.id());
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}
