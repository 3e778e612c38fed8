//! What an item weighs in a test.

use std::collections::BTreeMap;

use super::rules::{CHOICE, MATCH, correct, item, pays};
use crate::exchange::{bank::Loss, qti::read_package, unzip::Files};

#[test]
fn what_an_item_weighs_in_its_test_is_told() {
    let manifest = "<manifest><resources><resource type=\"imsqti_test_xmlv2p1\" href=\"test.xml\"/>\
        <resource type=\"imsqti_item_xmlv2p1\" href=\"a.xml\"/><resource type=\"imsqti_item_xmlv2p1\" href=\"b.xml\"/>\
        </resources></manifest>";
    let asked = |name: &str, weight: &str| {
        format!(
            "<assessmentItemRef identifier=\"{name}\" href=\"{name}.xml\"><weight identifier=\"W\" value=\"{weight}\"/></assessmentItemRef>"
        )
    };
    let test = format!(
        "<assessmentTest title=\"All\"><testPart><assessmentSection title=\"One\">{}{}</assessmentSection></testPart></assessmentTest>",
        asked("a", "3"),
        asked("b", "1.0")
    );
    let choice = item("identifier", &correct("A"), CHOICE, &pays(MATCH, "1"));
    let files: Files = BTreeMap::from([
        ("imsmanifest.xml".to_owned(), manifest.into()),
        ("test.xml".to_owned(), test.into()),
        ("a.xml".to_owned(), choice.clone().into()),
        ("b.xml".to_owned(), choice.into()),
    ]);
    let taken = read_package("bank.zip", &files);
    let weighs = |at: usize| {
        let mut losses = taken.items[at].losses.iter();
        losses.any(|loss| *loss == Loss::Weight("3".to_owned()))
    };
    assert_eq!(taken.items.len(), 2);
    assert!(weighs(0) && !weighs(1), "{:?}", taken.items);
}
