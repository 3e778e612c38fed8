//! Items that go very deep.

use std::fmt::Write;

use super::{item, of, rules};

/// Attributes may hold what ends a tag elsewhere.
const LIKE_AN_END: &str = "title=\"/>\"";

fn within(name: &str, levels: usize, inside: &str) -> String {
    let (open, close) = (format!("<{name} {LIKE_AN_END}>"), format!("</{name}>"));
    format!("{}{inside}{}", open.repeat(levels), close.repeat(levels))
}

/// An item with so many elements inside one another, where each of those stands that can.
fn deep(levels: usize) -> Vec<String> {
    let matches =
        "<match><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/></match>";
    let choice = "<choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\"><prompt>Which?</prompt>\
        <simpleChoice identifier=\"A\">a</simpleChoice><simpleChoice identifier=\"B\">b</simpleChoice></choiceInteraction>";
    let asks =
        |body: &str, rules: &str| rules::item("identifier", &rules::correct("A"), body, rules);
    let conditions = ["not", "and", "or"].map(|name| {
        let condition = within(name, levels, matches);
        asks(choice, &rules::pays(&condition, "1"))
    });
    let rule = rules::pays(matches, "1");
    let nested = |inside: &str| {
        let open = format!("<responseCondition><responseElse {LIKE_AN_END}>");
        let close = "</responseElse></responseCondition>";
        let levels = levels / 2;
        format!("{}{inside}{}", open.repeat(levels), close.repeat(levels))
    };
    let fragments = within("responseProcessingFragment", levels, &rule);
    let rules = [fragments, nested(&rule)].map(|rules| asks(choice, &rules));
    let bodies = ["div", "rubricBlock", "blockquote", "ul"].map(|name| {
        let words = within(name, levels, "<p>Words.</p>");
        let around = within(name, levels, choice);
        [
            asks(&format!("{words}{choice}"), &rule),
            asks(&around, &rule),
        ]
    });
    let bodies = bodies.into_iter().flatten();
    conditions.into_iter().chain(rules).chain(bodies).collect()
}

#[test]
fn what_is_too_deep_is_told_and_takes_no_stack() {
    for text in deep(100_000) {
        let told = of(&text);
        let all = told.lines().collect::<Vec<_>>();
        assert!(
            told.contains("deeper than anybody writes"),
            "{:?}",
            &all[..1]
        );
    }
}

#[test]
fn what_is_not_too_deep_is_read() {
    for text in deep(480) {
        let told = of(&text);
        assert!(!told.contains("FAULT"), "{told}");
    }
}

#[test]
fn a_sign_that_ends_a_tag_elsewhere_is_no_depth() {
    let images = "<img src=\"a.png\" alt=\"a > b\"/><!-- <p> --><br/>".repeat(600);
    let told = of(&item(&format!("<itemBody><p>{images}</p></itemBody>")));
    assert!(!told.contains("FAULT"), "{told}");
}

#[test]
fn more_namespaces_than_anybody_uses_are_told() {
    let with = |many: usize| {
        let mut open = String::new();
        for at in 0..many {
            let _ = write!(open, "<p xmlns:n{at}=\"urn:n{at}\">");
        }
        let close = "</p>".repeat(many);
        of(&item(&format!("<itemBody>{open}Words.{close}</itemBody>")))
    };
    assert!(!with(50).contains("FAULT"), "{}", with(50));
    assert!(
        with(400).contains("more namespaces are named"),
        "{}",
        with(400)
    );
}
