//! What XML may spell in one way or another.

use super::{item, of};

#[test]
fn blanks_beside_an_interaction_part_words() {
    let told = of(&item(
        "<responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"string\"/>\
         <itemBody><div> <b>Wash</b> <i>hands</i> <extendedTextInteraction responseIdentifier=\"R\"/> </div></itemBody>",
    ));
    assert!(
        told.contains("## **Wash** *hands*") || told.contains("## **Wash** _hands_"),
        "{told}"
    );
}

#[test]
fn a_boolean_may_be_a_number() {
    let asks = |shuffle: &str, fixed: &str| {
        of(&item(&format!(
            "<responseDeclaration identifier=\"R\" cardinality=\"single\" baseType=\"identifier\">\
             <correctResponse><value>A</value></correctResponse></responseDeclaration>\
             <itemBody><choiceInteraction responseIdentifier=\"R\" maxChoices=\"1\" shuffle=\"{shuffle}\"><prompt>Which?</prompt>\
             <simpleChoice identifier=\"A\">a</simpleChoice><simpleChoice identifier=\"B\" fixed=\"{fixed}\">b</simpleChoice>\
             </choiceInteraction></itemBody><responseProcessing template=\"match_correct_multiple\"/>"
        )))
    };
    for (shuffle, fixed) in [("true", "true"), ("1", "1"), (" 1 ", "true")] {
        assert_eq!(
            asks(shuffle, fixed),
            asks("true", "true"),
            "{shuffle} {fixed}"
        );
    }
    assert_eq!(asks("1", "0"), asks("true", "false"));
    assert_ne!(asks("1", "0"), asks("0", "0"));
    let adaptive =
        item("<itemBody><p>Words.</p></itemBody>").replace("adaptive=\"false\"", "adaptive=\"1\"");
    assert!(of(&adaptive).contains("NOT CARRIED"));
}
