//! Items that go very deep, and banks of very many.

use std::{collections::BTreeSet, fmt::Write};

use super::{item, of, rules};
use crate::{
    author::question::Answers,
    exchange::{
        bank::{
            Content, Item, Loss,
            make::{MOST_QUESTIONS, Made, units},
            tests::wanted,
        },
        qti::{read, read_package},
        unzip::Files,
    },
    source::Source,
    wording::bank as words,
};

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

/// As programs write them: a folder and a picture to each item, and one section for all.
#[test]
fn a_package_of_ten_thousand_items_comes_in_at_one_go() {
    const MANY: usize = 10_000;
    let mut files = Files::new();
    let mut manifest = String::from(
        "<manifest><resources><resource type=\"imsqti_test_xmlv2p1\" href=\"test.xml\"/>",
    );
    let mut test = String::from(
        "<assessmentTest title=\"All\"><testPart><assessmentSection title=\"The week\">",
    );
    for at in 0..MANY {
        let text = item(&format!(
            "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"identifier\">\
             <correctResponse><value>A</value></correctResponse></responseDeclaration>\
             <itemBody><p><img src=\"image.png\" alt=\"Rota {at}\"/></p>\
             <choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\"><prompt>Who is late on day {at}?</prompt>\
             <simpleChoice identifier=\"A\">Ann</simpleChoice><simpleChoice identifier=\"B\">Ben</simpleChoice>\
             </choiceInteraction></itemBody><responseProcessing template=\"match_correct\"/>"
        ));
        files.insert(format!("{at}/item.xml"), text.into());
        files.insert(format!("{at}/image.png"), at.to_string().into());
        let _ = write!(
            manifest,
            "<resource type=\"imsqti_item_xmlv2p1\" href=\"{at}/item.xml\"/>"
        );
        let _ = write!(test, "<assessmentItemRef href=\"{at}/item.xml\"/>");
    }
    manifest.push_str("</resources></manifest>");
    test.push_str("</assessmentSection></testPart></assessmentTest>");
    files.insert("imsmanifest.xml".to_owned(), manifest.into());
    files.insert("test.xml".to_owned(), test.into());

    let mut taken = read_package("bank.zip", &files);
    assert_eq!((taken.items.len(), taken.faults.len()), (MANY, 0));
    let made = units(&mut taken.items, wanted());
    assert_eq!(made.len(), MANY / MOST_QUESTIONS);
    assert_eq!(made.iter().map(|made| made.questions).sum::<usize>(), MANY);
    let lost = |item: &&Item| item.content == Content::Nothing;
    assert_eq!(taken.items.iter().find(lost), None);
    // They stand in the order of the test, each with its own picture.
    let second = made[1].text.find("Who is late on day 100?");
    assert!(second < made[1].text.find("Who is late on day 101?"));
    let shown: BTreeSet<&str> = made.iter().flat_map(Made::links).collect();
    assert_eq!(shown.len(), MANY);
    assert!(
        taken
            .images
            .keys()
            .all(|name| shown.contains(name.as_str()))
    );
}

/// An item may know thousands of answers, each with what is said to it.
#[test]
fn an_item_that_knows_very_many_answers_is_read() {
    const MANY: usize = 5_000;
    let mut rules = String::new();
    let mut spoken = String::new();
    for at in 0..MANY {
        let _ = write!(
            rules,
            "<responseCondition><responseIf><stringMatch caseSensitive=\"false\"><variable identifier=\"RESPONSE\"/>\
             <baseValue baseType=\"string\">tea {at}</baseValue></stringMatch>\
             <setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">1</baseValue></setOutcomeValue>\
             <setOutcomeValue identifier=\"F\"><baseValue baseType=\"identifier\">f{at}</baseValue></setOutcomeValue>\
             </responseIf></responseCondition>"
        );
        let _ = write!(
            spoken,
            "<modalFeedback outcomeIdentifier=\"F\" identifier=\"f{at}\" showHide=\"show\"><p>Said to {at}.</p></modalFeedback>"
        );
    }
    let text = rules::item("string", "", rules::ENTRY, &rules);
    let text = text.replace("<modalFeedback", &format!("{spoken}<modalFeedback"));
    let taken = read(Source {
        name: "item.xml",
        text: &text,
    });
    let Content::Question(draft) = &taken.items[0].content else {
        panic!("a question");
    };
    let Answers::Choices(choices) = &draft.answers else {
        panic!("known answers");
    };
    assert_eq!(choices.len(), MANY);
    for (at, choice) in choices.iter().enumerate() {
        assert_eq!(choice.item.text, format!("tea {at}"));
        assert_eq!(choice.said.text, format!("Said to {at}."));
    }
}

/// Rules may name thousands of values, again for each thing that they say, and what others have noted:
/// a small file would become more than there is. What is not kept for that is told.
#[test]
fn rules_that_name_values_again_and_again_do_not_fill_the_memory() {
    const MANY: usize = 2_000;
    let said =
        |identifier: &str| format!("<baseValue baseType=\"identifier\">{identifier}</baseValue>");
    let set = |outcome: &str, value: &str| {
        format!("<setOutcomeValue identifier=\"{outcome}\">{value}</setOutcomeValue>")
    };
    let asked = |name: &str, value: &str| {
        format!(
            "<match><variable identifier=\"{name}\"/>{}</match>",
            said(value)
        )
    };
    let when = |condition: &str, then: &str| {
        format!("<responseCondition><responseIf>{condition}{then}</responseIf></responseCondition>")
    };
    let chosen = asked("RESPONSE", "B");
    let each_for_all = |many: usize| {
        let values = format!("{}{}", said("x").repeat(many - 1), said("f"));
        let value = set("F", &format!("<multiple>{values}</multiple>"));
        when(&format!("<or>{}</or>", chosen.repeat(many)), &value)
    };
    let twice_as_many = |times: usize| {
        let mut rules = when(&chosen, &set("NOTE0", &said("x")));
        for at in 0..times {
            let asked = asked(&format!("NOTE{at}"), "x");
            let again = when(&asked, &set(&format!("NOTE{}", at + 1), &said("x")));
            rules.push_str(&again.repeat(2));
        }
        rules + &when(&asked(&format!("NOTE{times}"), "x"), &set("F", &said("f")))
    };
    for (rules, is_kept) in [
        (each_for_all(20), true),
        (each_for_all(MANY), false),
        (twice_as_many(5), true),
        (twice_as_many(18), false),
    ] {
        let rules = format!("{}{rules}", rules::pays(rules::MATCH, "1"));
        let text = rules::item("identifier", &rules::correct("A"), rules::CHOICE, &rules);
        let told = of(&text);
        assert_eq!(told.contains("Said."), is_kept, "{told}");
        let lost = Loss::Feedback;
        assert_eq!(told.contains(&words::loss(&lost)), !is_kept, "{told}");
    }
}
