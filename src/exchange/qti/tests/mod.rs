//! What becomes of items as other programs write them, and of questions of ours and back; of their
//! rules of scoring, and of when something is said, in files of their own.

mod conditions;
mod large;
mod points;
mod ranges;
mod rules;
mod several;
mod spelt;
mod weight;

use std::{collections::BTreeMap, fmt::Write};

use super::{Packed, read, read_package, write};
use crate::{
    exchange::{
        bank::{
            Content, Taken,
            make::{Made, units},
            tests::wanted,
            whole,
        },
        unzip::Files,
    },
    read::read_unit,
    source::{Position, Source},
    wording::bank as words,
};

/// Everything that comes of a bank, for reading.
fn all_of(mut taken: Taken, text: &str) -> String {
    let made = units(&mut taken.items, wanted());
    let mut out = String::new();
    for fault in &taken.faults {
        let Position { line, column } = Position::of(text, fault.span.start);
        let _ = writeln!(
            out,
            "FAULT {} {line}:{column} {:?} {}\n  help: {}",
            fault.file,
            fault.span.of(text),
            fault.message,
            fault.help
        );
    }
    for item in &taken.items {
        let not = match item.content {
            Content::Nothing => "NOT CARRIED ",
            _ if item.losses.is_empty() => continue,
            _ => "",
        };
        let _ = writeln!(out, "{not}{}:{} “{}”", item.file, item.line, item.name);
        for loss in item.losses.iter() {
            let _ = writeln!(out, "  - {}", words::loss(loss));
        }
    }
    for Made { id, text, .. } in made {
        let _ = write!(out, "===== {id}.md\n{text}");
    }
    out
}

fn of(text: &str) -> String {
    all_of(
        read(Source {
            name: "item.xml",
            text,
        }),
        text,
    )
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, of(text));
    });
}

/// An item of version 2.1 with this within it.
fn item(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<assessmentItem xmlns=\"http://www.imsglobal.org/xsd/imsqti_v2p1\" \
         identifier=\"item-1\" title=\"An item\" adaptive=\"false\" timeDependent=\"false\">\n{inside}\n</assessmentItem>"
    )
}

#[test]
fn a_choice_with_feedback_of_its_own() {
    snapshot("qti-choice", include_str!("../examples/choice-2.1.xml"));
}

#[test]
fn several_choices_that_are_mapped() {
    snapshot("qti-multiple", include_str!("../examples/multiple-2.2.xml"));
}

#[test]
fn an_order_and_pairs() {
    snapshot("qti-order", include_str!("../examples/order-3.0.xml"));
    snapshot("qti-match", include_str!("../examples/match-3.0.xml"));
}

#[test]
fn answers_among_words() {
    snapshot("qti-gaps", include_str!("../examples/gaps-2.1.xml"));
    snapshot("qti-number", include_str!("../examples/number-3.0.xml"));
    snapshot("qti-short", include_str!("../examples/short-2.2.xml"));
}

#[test]
fn several_things_at_once_become_several_questions() {
    snapshot("qti-several", include_str!("../examples/several-2.2.xml"));
}

#[test]
fn what_is_not_carried_is_told() {
    let mut all = String::new();
    for inside in [
        "<itemBody><hotspotInteraction responseIdentifier=\"R\"><object/></hotspotInteraction></itemBody>",
        "<templateProcessing/><itemBody><p>x</p></itemBody>",
        "<itemBody/>",
        "<!-- Nothing --><itemBody><!-- Nothing --><p><!-- Nothing --></p></itemBody>",
        "<itemBody><extendedTextInteraction responseIdentifier=\"R\"><prompt>Why?</prompt></extendedTextInteraction>\
         <rubricBlock view=\"scorer\"><p>Two points.</p></rubricBlock></itemBody>",
        "<itemBody><p>Only <b>words</b>.</p></itemBody>",
    ] {
        all.push_str(&of(&item(inside)));
        all.push('\n');
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("qti-lost", all);
    });
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let mut all = String::new();
    for text in [
        "not XML at all",
        "<assessmentItem>\n  <itemBody>\n</assessmentItem>",
        "<assessmentItem title=\"é\">&nbsp;</assessmentItem>",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c \"&b;&b;\">]>\n<assessmentItem>&c;</assessmentItem>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n<assessmentItem/>",
        "<questestinterop/>",
        "<manifest/>",
        "<html/>",
        &deep,
    ] {
        all.push_str(&of(text));
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("qti-faults", all);
    });
}

#[test]
fn a_package_is_read_in_the_order_of_its_test() {
    let choice = include_str!("../examples/choice-2.1.xml");
    let manifest = "<manifest><resources>\
        <resource type=\"imsqti_item_xmlv2p1\" href=\"items/b.xml\"/>\
        <resource type=\"imsqti_item_xmlv2p1\" href=\"items/a%20b.xml\"/>\
        <resource type=\"imsqti_item_xmlv2p1\" href=\"items/gone.xml\"/>\
        <resource type=\"imsqti_test_xmlv2p1\" href=\"test.xml\"/>\
        </resources></manifest>";
    let test = "<assessmentTest title=\"All\"><testPart><assessmentSection title=\"First week\">\
        <assessmentItemRef href=\"items/a%20b.xml\"/></assessmentSection>\
        <assessmentSection title=\"Second week\"><assessmentSection title=\"Monday\">\
        <assessmentItemRef href=\"items/b.xml\"/></assessmentSection></assessmentSection></testPart></assessmentTest>";
    let picture = item(
        "<itemBody><p><img src=\"../pictures/A%20Hoist.png\" alt=\"A hoist\"/> <img src=\"x.png\" alt=\"Gone\"/></p>\
         <extendedTextInteraction responseIdentifier=\"R\"><prompt>What is it?</prompt></extendedTextInteraction></itemBody>",
    );
    let files: Files = BTreeMap::from([
        ("imsmanifest.xml".to_owned(), manifest.into()),
        ("test.xml".to_owned(), test.into()),
        ("items/a b.xml".to_owned(), choice.into()),
        ("items/b.xml".to_owned(), picture.into()),
        ("pictures/A Hoist.png".to_owned(), b"png".to_vec()),
    ]);
    let taken = read_package("bank.zip", &files);
    assert_eq!(
        taken.images.keys().collect::<Vec<_>>(),
        ["images/a-hoist.png"]
    );
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("qti-package", all_of(taken, manifest));
    });
}

/// Programs give each item a folder of its own, with an image of the same name in it.
#[test]
fn ten_thousand_images_of_one_name_are_told_apart() {
    let asks = item(
        "<itemBody><p><img src=\"image.png\" alt=\"A hoist\"/></p>\
         <extendedTextInteraction responseIdentifier=\"R\"><prompt>What is it?</prompt></extendedTextInteraction></itemBody>",
    );
    let numbered = asks.replace("image.png", "image-2.png");
    let mut files = Files::new();
    let mut manifest = String::from("<manifest><resources>");
    for at in 0..10_000 {
        let text = if at == 1 { &numbered } else { &asks };
        let image = if at == 1 { "image-2" } else { "image" };
        files.insert(format!("{at:05}/item.xml"), text.as_str().into());
        files.insert(format!("{at:05}/{image}.png"), at.to_string().into());
        for place in [format!("{at:05}"), format!("gone-{at:05}")] {
            let _ = write!(
                manifest,
                "<resource type=\"imsqti_item_xmlv2p1\" href=\"{place}/item.xml\"/>"
            );
        }
    }
    manifest.push_str("</resources></manifest>");
    files.insert("imsmanifest.xml".to_owned(), manifest.into());
    let taken = read_package("bank.zip", &files);
    assert_eq!((taken.items.len(), taken.faults.len()), (10_000, 10_000));
    assert_eq!(taken.images.len(), 10_000);
    for (name, at) in [
        ("images/image.png", "0"),
        ("images/image-2.png", "1"),
        ("images/image-3.png", "2"),
        ("images/image-10000.png", "9999"),
    ] {
        assert_eq!(taken.images[name], at.as_bytes(), "{name}");
    }
}

#[test]
fn every_kind_of_ours_goes_out_and_comes_back() {
    let text = include_str!("../../../fingerprint/every-kind.md");
    let source = Source {
        name: "every-kind.md",
        text,
    };
    let unit = read_unit(source).value;
    let mut questions = whole(source, &unit);
    let mut packed = [Packed {
        unit: &unit,
        questions: &mut questions,
    }];
    let files = write(&mut packed, None, &BTreeMap::new());
    let mut out = String::new();
    for (name, bytes) in &files {
        let text = String::from_utf8_lossy(bytes).replace("><", ">\n<");
        let _ = writeln!(out, "===== {name}\n{text}");
    }
    for leaving in &questions {
        let _ = writeln!(out, "{} line {}", leaving.question.id, leaving.line);
        for loss in leaving.losses.iter() {
            let _ = writeln!(out, "  - {}", words::loss(loss));
        }
    }
    out.push_str("\n===== and back\n");
    out.push_str(&all_of(read_package("bank.zip", &files), ""));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("qti-every-kind-of-ours", out);
    });
}

#[test]
fn questions_of_several_units_are_told_apart() {
    let unit = |unit: &str, question: &str| {
        format!(
            "+++\nid = \"{unit}\"\ntitle = \"{unit}\"\n+++\n\n## Which? {{#{question} .single}}\n\n\
             - [x] This.\n  > Yes.\n- [ ] That.\n  > No.\n"
        )
    };
    let texts = [unit("night-shifts", "rota"), unit("night", "shifts-rota")];
    let mut read = texts.each_ref().map(|text| {
        let source = Source {
            name: "unit.md",
            text,
        };
        let unit = read_unit(source).value;
        let questions = whole(source, &unit);
        (unit, questions)
    });
    let mut packed = read
        .each_mut()
        .map(|(unit, questions)| Packed { unit, questions });
    let files = write(&mut packed, None, &BTreeMap::new());
    let taken = read_package("bank.zip", &files);
    assert_eq!((taken.items.len(), taken.faults.len()), (2, 0));
}

#[test]
fn bytes_that_are_no_text_are_not_taken_for_words() {
    let told = of(&item("<itemBody><p>Caf\u{fffd}</p></itemBody>"));
    assert!(told.contains("FAULT item.xml 3:17"), "{told}");
    assert!(told.contains("not UTF-8"), "{told}");
}

#[test]
fn a_quotation_by_a_free_answer_stays_words() {
    let told = of(&item(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"string\"/>\
         <itemBody><p>Write to Sam.</p><extendedTextInteraction responseIdentifier=\"RESPONSE\"/>\
         <blockquote><p>Dear Sam,</p></blockquote></itemBody>",
    ));
    assert!(
        told.contains("Dear Sam,") && told.contains(".reflect"),
        "{told}"
    );
    assert!(told.contains("a quotation became a paragraph"), "{told}");
}

#[test]
fn all_the_points_added_for_the_correct_response_are_no_rules_of_its_own() {
    let told = of(&item(
        "<responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"identifier\">\
         <correctResponse><value>a</value></correctResponse></responseDeclaration>\
         <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\">\
         <defaultValue><value>0.0</value></defaultValue></outcomeDeclaration>\
         <outcomeDeclaration identifier=\"MAXSCORE\" cardinality=\"single\" baseType=\"float\">\
         <defaultValue><value>3.0</value></defaultValue></outcomeDeclaration>\
         <itemBody><p>Which?</p><choiceInteraction responseIdentifier=\"R\" maxChoices=\"1\">\
         <simpleChoice identifier=\"a\">One</simpleChoice><simpleChoice identifier=\"b\">Two</simpleChoice>\
         </choiceInteraction></itemBody>\
         <responseProcessing><responseCondition><responseIf><isNull><variable identifier=\"R\"/></isNull>\
         <setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">0</baseValue></setOutcomeValue></responseIf>\
         <responseElseIf><match><variable identifier=\"R\"/><correct identifier=\"R\"/></match>\
         <setOutcomeValue identifier=\"SCORE\"><sum><variable identifier=\"SCORE\"/>\
         <variable identifier=\"MAXSCORE\"/></sum></setOutcomeValue></responseElseIf></responseCondition></responseProcessing>",
    ));
    assert!(!told.contains("rules of scoring"), "{told}");
    assert!(
        told.contains("points=3") && told.contains("- [x] One"),
        "{told}"
    );
}

#[test]
fn a_text_that_is_read_with_an_item_stands_above_it() {
    let item = item(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"identifier\">\
         <correctResponse><value>a</value></correctResponse></responseDeclaration>\
         <assessmentStimulusRef identifier=\"s\" href=\"../texts/rota.xml\"/>\
         <itemBody><p>Look <img src=\"a.png\" alt=\"here\"/>.</p>\
         <choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\"><prompt>Who is late?</prompt>\
         <simpleChoice identifier=\"a\">Ann</simpleChoice><simpleChoice identifier=\"b\">Ben</simpleChoice>\
         </choiceInteraction></itemBody>",
    );
    let stimulus = "<qti-assessment-stimulus identifier=\"s\" title=\"Rota\"><qti-stimulus-body>\
                    <p>Ann came at nine. <img src=\"a.png\" alt=\"The rota\"/></p>\
                    </qti-stimulus-body></qti-assessment-stimulus>";
    let files = [
        ("items/late.xml", item.as_bytes()),
        ("items/a.png", b"one".as_slice()),
        ("texts/rota.xml", stimulus.as_bytes()),
        ("texts/a.png", b"two".as_slice()),
    ];
    let files: Files = files
        .iter()
        .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
        .collect();
    let mut packed = read_package("bank.zip", &files);
    // Without a manifest every file is looked at, and a text by itself asks nothing.
    packed.items.retain(|item| item.content != Content::Nothing);
    let images = packed.images.clone();
    let told = all_of(packed, "");
    let above = told.split("Who is late? {#").nth(1).unwrap_or_default();
    assert!(
        above.contains("Ann came at nine. ![The rota](images/a-2.png)"),
        "{told}"
    );
    assert!(above.contains("Look ![here](images/a.png)."), "{told}");
    assert_eq!(images["images/a-2.png"], b"two");
    assert!(!told.contains("read with it"), "{told}");
    // By itself the item has no text, and says so.
    assert!(of(&item).contains("the text that is read with it, “../texts/rota.xml”"));
}

/// Else a small item could ask for a large text as often as it has room for addresses.
#[test]
fn a_text_that_is_named_in_many_ways_stands_above_the_item_once() {
    let addresses = ["s.xml", "s.xml", "s.xml?1", "s.xml#2", "./s.xml", "%73.xml"];
    let named = addresses
        .map(|address| format!("<assessmentStimulusRef identifier=\"s\" href=\"{address}\"/>"));
    let item = item(&format!(
        "{}<itemBody><extendedTextInteraction responseIdentifier=\"R\"><prompt>Why?</prompt>\
         </extendedTextInteraction></itemBody>",
        named.concat()
    ));
    let stimulus = "<qti-assessment-stimulus><qti-stimulus-body><p>Ann came at nine.</p>\
                    </qti-stimulus-body></qti-assessment-stimulus>";
    let files = [("item.xml", item.as_str()), ("s.xml", stimulus)];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let mut packed = read_package("bank.zip", &Files::from(files));
    packed.items.retain(|item| item.content != Content::Nothing);
    let told = all_of(packed, "");
    assert_eq!(told.matches("Ann came at nine.").count(), 1, "{told}");
    assert!(!told.contains("read with it"), "{told}");
}

#[test]
fn a_break_before_the_field_is_no_backslash() {
    let told = of(&item(
        "<responseDeclaration identifier=\"RESPONSE\" cardinality=\"single\" baseType=\"string\">\
         <correctResponse><value>late</value></correctResponse></responseDeclaration>\
         <itemBody><table><tr><td> </td></tr></table><div>Ann is:<br/> <br/>\
         <textEntryInteraction responseIdentifier=\"RESPONSE\"/></div></itemBody>\
         <responseProcessing template=\"match_correct\"/>",
    ));
    assert!(told.contains("## Ann is: {#"), "{told}");
    assert!(!told.contains('\\') && !told.contains("|--"), "{told}");
}

#[test]
fn what_is_said_to_a_number_depends_on_what_is_near_enough() {
    let rule = |tolerance: &str, worth: u8, said: &str| {
        format!(
            "<equal toleranceMode=\"absolute\" tolerance=\"{tolerance} {tolerance}\"><variable identifier=\"R\"/>\
             <baseValue baseType=\"float\">70</baseValue></equal>\
             <setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">{worth}</baseValue></setOutcomeValue>\
             <setOutcomeValue identifier=\"SAID\"><baseValue baseType=\"identifier\">{said}</baseValue></setOutcomeValue>"
        )
    };
    let said = |of: &str, words: &str| {
        format!(
            "<modalFeedback outcomeIdentifier=\"SAID\" showHide=\"show\" identifier=\"{of}\"><p>{words}</p></modalFeedback>"
        )
    };
    let told = of(&item(&format!(
        "<responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"float\"/>\
         <outcomeDeclaration identifier=\"SAID\" cardinality=\"single\" baseType=\"identifier\"/>\
         <itemBody><p>How much?</p><p><textEntryInteraction responseIdentifier=\"R\"/></p></itemBody>\
         <responseProcessing><responseCondition><responseIf>{}</responseIf>\
         <responseElseIf>{}</responseElseIf></responseCondition></responseProcessing>{}{}",
        rule("1", 1, "close"),
        rule("5", 0, "far"),
        said("close", "Well read."),
        said("far", "Read it again."),
    )));
    assert!(
        told.contains("- [x] 70 ± 1\n  > Well read.\n- [ ] 70 ± 5\n  > Read it again.\n"),
        "{told}"
    );
    assert!(!told.contains("conditions"), "{told}");
}

#[test]
fn an_answer_that_stays_at_its_place_keeps_all_of_them_there() {
    let told = of(&item(
        "<responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"identifier\">\
         <correctResponse><value>a</value></correctResponse></responseDeclaration>\
         <itemBody><choiceInteraction responseIdentifier=\"R\" shuffle=\"true\" maxChoices=\"1\"><prompt>Which?</prompt>\
         <simpleChoice identifier=\"a\">One</simpleChoice>\
         <simpleChoice identifier=\"b\" fixed=\"true\">None of these</simpleChoice></choiceInteraction></itemBody>\
         <responseProcessing><responseCondition><responseIf><match><variable identifier=\"R\"/><correct identifier=\"R\"/></match>\
         <setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">1</baseValue></setOutcomeValue>\
         </responseIf></responseCondition></responseProcessing>",
    ));
    assert!(told.contains("shuffle=no"), "{told}");
    assert!(
        told.contains("only some of its answers keep their place"),
        "{told}"
    );
}

#[test]
fn answers_that_begin_with_a_sign_keep_their_ids_without_saying_them() {
    let text = "+++\nid = \"signs\"\ntitle = \"Signs\"\nlevel = 3\nminutes = 1\n+++\n\n## Which? {#which .single}\n\n\
                - [x] \\~\n  > Yes.\n- [ ] \\<a> so\n  > No.\n- [ ] \\- minus\n  > No.\n";
    let source = Source {
        name: "signs.md",
        text,
    };
    let unit = read_unit(source).value;
    let mut questions = whole(source, &unit);
    let packed = write(
        &mut [Packed {
            unit: &unit,
            questions: &mut questions,
        }],
        None,
        &BTreeMap::new(),
    );
    let files: Files = packed.into_iter().collect();
    let told = all_of(read_package("bank.zip", &files), "");
    assert!(
        told.ends_with(text.split("+++\n\n").last().unwrap_or_default()),
        "{told}"
    );
}

#[test]
fn a_field_that_nothing_is_right_in_is_a_free_answer() {
    let text = item(
        "<responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"string\"/>\
         <itemBody><p>What would you tell her?</p><p><textEntryInteraction responseIdentifier=\"R\"/></p></itemBody>",
    );
    let made = of(&text);
    assert!(
        made.contains("## What would you tell her? {#item-1 .reflect}"),
        "{made}"
    );
    assert!(!made.contains("NOT CARRIED"), "{made}");
}
