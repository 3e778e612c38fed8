//! When something is said: conditions as other programs write them, one each.

use super::rules::{CHOICE, MAP, MATCH, correct, item, pays};
use crate::{
    author::question::{Answers, Draft},
    exchange::{
        bank::{Content, Loss},
        qti::read,
    },
    source::Source,
};

fn set(outcome: &str, value: &str) -> String {
    format!(
        "<setOutcomeValue identifier=\"{outcome}\"><baseValue baseType=\"identifier\">{value}</baseValue></setOutcomeValue>"
    )
}

fn number(value: &str) -> String {
    format!("<baseValue baseType=\"float\">{value}</baseValue>")
}

fn identifier(value: &str) -> String {
    format!("<baseValue baseType=\"identifier\">{value}</baseValue>")
}

fn variable(name: &str) -> String {
    format!("<variable identifier=\"{name}\"/>")
}

fn two(operator: &str, left: &str, right: &str) -> String {
    format!("<{operator}>{left}{right}</{operator}>")
}

fn when(condition: &str, then: &str) -> String {
    format!("<responseCondition><responseIf>{condition}{then}</responseIf></responseCondition>")
}

/// The question of an item.
fn draft(text: &str) -> (Draft, Vec<Loss>) {
    let taken = read(Source {
        name: "item.xml",
        text,
    });
    let [item] = taken.items.as_slice() else {
        panic!("one item: {text}");
    };
    let Content::Question(draft) = &item.content else {
        panic!("a question: {text}");
    };
    let losses = item.losses.iter().cloned().collect();
    ((**draft).clone(), losses)
}

/// To whom it is said: those who are right, all others, everybody, who chose an answer, or nobody, which
/// is told.
fn told_to(text: &str) -> String {
    let (draft, losses) = draft(text);
    let mut told = Vec::new();
    for (said, to) in [
        (&draft.right, "right"),
        (&draft.otherwise, "others"),
        (&draft.always, "everybody"),
    ] {
        if said.text == "Said." {
            told.push(to);
        }
    }
    if let Answers::Choices(choices) = &draft.answers {
        let said = choices.iter().filter(|choice| choice.said.text == "Said.");
        told.extend(said.map(|choice| choice.item.text.as_str()));
    }
    if losses.contains(&Loss::Feedback) {
        told.push("nobody");
    }
    told.join(" ")
}

#[test]
fn a_score_says_who_was_right() {
    let (score, most) = (variable("SCORE"), variable("MAXSCORE"));
    let (none, one, some) = (number("0"), number("1"), number("0.5"));
    for (condition, wanted) in [
        (two("gte", &score, &one), "right"),
        (two("lte", &one, &score), "right"),
        (two("gt", &score, &none), "right"),
        (two("lt", &none, &score), "right"),
        (two("gt", &score, &some), "right"),
        (two("equal", &score, &most), "right"),
        (two("equal", &most, &score), "right"),
        (two("gte", &score, &most), "right"),
        (two("lte", &most, &score), "right"),
        (two("lt", &score, &one), "others"),
        (two("gt", &one, &score), "others"),
        (two("lt", &score, &most), "others"),
        (two("lte", &score, &none), "others"),
        (two("equal", &score, &none), "others"),
        (two("match", &none, &score), "others"),
        (
            format!("<not>{}</not>", two("gte", &score, &most)),
            "others",
        ),
        (format!("<not>{}</not>", two("lt", &score, &most)), "right"),
        // So it is for everybody, or for nobody.
        (two("lte", &score, &one), "nobody"),
        (two("gt", &score, &most), "nobody"),
        (two("gte", &score, &none), "nobody"),
        // What the system counts by itself.
        (two("gte", &variable("numAttempts"), &one), "nobody"),
        (two("lt", &variable("numAttempts"), &one), "nobody"),
    ] {
        let rules = format!("{}{}", pays(MATCH, "1"), when(&condition, &set("F", "f")));
        let text = item("identifier", &correct("A"), CHOICE, &rules);
        assert_eq!(told_to(&text), wanted, "{condition}");
    }
    // Of parts of the points nothing follows.
    let mapping = "<mapping><mapEntry mapKey=\"A\" mappedValue=\"1\"/></mapping>";
    for (condition, wanted) in [
        (two("gt", &score, &none), "nobody"),
        (two("equal", &score, &none), "nobody"),
        (two("equal", &score, &most), "right"),
        (two("lt", &score, &most), "others"),
        (two("gte", &score, &one), "right"),
        (two("gte", &score, &some), "nobody"),
        (two("lt", &score, &some), "nobody"),
    ] {
        let rules = format!("{MAP}{}", when(&condition, &set("F", "f")));
        let text = item("identifier", mapping, CHOICE, &rules);
        assert_eq!(told_to(&text), wanted, "{condition}");
    }
}

/// Half of the points is not all of them, however many that are.
#[test]
fn a_part_of_the_points_says_nothing_of_all() {
    let at_least = |points: &str| two("gte", &variable("SCORE"), &number(points));
    for (most, points, wanted) in [
        ("2", "2", "right"),
        ("2", "1.99", "right"),
        ("2", "1", "nobody"),
    ] {
        for paid in [
            format!(
                "{}{}",
                pays(MATCH, "2"),
                pays(&two("match", &variable("RESPONSE"), &identifier("B")), "1")
            ),
            MAP.to_owned(),
        ] {
            let mapping = "<mapping><mapEntry mapKey=\"A\" mappedValue=\"2\"/><mapEntry mapKey=\"B\" mappedValue=\"1\"/></mapping>";
            let rules = format!(
                "{paid}<responseCondition><responseIf>{}{}</responseIf><responseElseIf>{}{}</responseElseIf></responseCondition>",
                at_least("2.01"),
                set("F", "g"),
                at_least(points),
                set("F", "f")
            );
            let text = item(
                "identifier",
                &format!("{}{mapping}", correct("A")),
                CHOICE,
                &rules,
            );
            assert_eq!(told_to(&text), wanted, "{points}: {paid}");
            let text = text.replace(
                "identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"",
                &format!("identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\" normalMaximum=\"{most}\""),
            );
            assert_eq!(told_to(&text), wanted, "{points} of {most}: {paid}");
        }
    }
}

/// Programs note in an outcome whether the answer was right, and ask for that afterwards.
#[test]
fn what_was_noted_before_is_asked_for() {
    let null = format!("<isNull>{}</isNull>", variable("RESPONSE"));
    let note = |value: &str| set("NOTE", value);
    let by_cases = format!(
        "<responseCondition><responseIf>{null}{}</responseIf><responseElseIf>{MATCH}{}</responseElseIf>\
         <responseElse>{}</responseElse></responseCondition>",
        note("empty"),
        note("correct"),
        note("incorrect")
    );
    let full = two("equal", &variable("SCORE"), &variable("MAXSCORE"));
    let is_noted = |value: &str| two("match", &identifier(value), &variable("NOTE"));
    let by_score = format!(
        "{}{}",
        when(&format!("<not>{null}</not>"), &note("incorrect")),
        when(
            &format!("<and><not>{}</not>{full}</and>", is_noted("empty")),
            &note("correct")
        )
    );
    for notes in [by_cases, by_score] {
        for (value, wanted) in [
            ("correct", "right"),
            ("incorrect", "others"),
            ("empty", "nobody"),
        ] {
            let said = when(&format!("<and>{}</and>", is_noted(value)), &set("F", "f"));
            let rules = format!("{}{notes}{said}", pays(MATCH, "1"));
            let text = item("identifier", &correct("A"), CHOICE, &rules).replace(
                "<itemBody>",
                "<outcomeDeclaration identifier=\"NOTE\" cardinality=\"single\" baseType=\"identifier\">\
                 <defaultValue><value>empty</value></defaultValue></outcomeDeclaration><itemBody>",
            );
            assert_eq!(told_to(&text), wanted, "{value}: {notes}");
        }
    }
    // Points may hang on it too.
    let rules = format!(
        "{}{}",
        when(MATCH, &note("correct")),
        pays(&is_noted("correct"), "2")
    );
    let (draft, losses) = draft(&item("identifier", &correct("A"), CHOICE, &rules));
    assert_eq!(draft.points, 2);
    assert!(!losses.contains(&Loss::Scoring), "{losses:?}");
    let rules = format!(
        "{}<responseCondition><responseIf>{MATCH}{}</responseIf><responseElse>{}</responseElse></responseCondition>{}",
        pays(MATCH, "2"),
        note("correct"),
        note("incorrect"),
        pays(&is_noted("incorrect"), "1")
    );
    let (_, losses) = self::draft(&item("identifier", &correct("A"), CHOICE, &rules));
    assert!(losses.contains(&Loss::Scoring), "{losses:?}");
}

#[test]
fn answers_are_named_in_either_order_and_within_what_is_wrong() {
    let (response, b) = (variable("RESPONSE"), identifier("B"));
    let said = set("F", "f");
    let chosen = two("match", &b, &response);
    let either = |condition: &str, then: &str, otherwise: &str| {
        format!(
            "<responseCondition><responseIf>{condition}{then}</responseIf><responseElse>{otherwise}</responseElse></responseCondition>"
        )
    };
    let other = set("F", "g");
    let within = either(MATCH, &other, &when(&chosen, &said));
    let null = format!("<isNull>{response}</isNull>");
    for (rules, wanted) in [
        (when(&two("match", &response, &b), &said), "b"),
        (when(&chosen, &said), "b"),
        (when(&two("member", &b, &response), &said), "b"),
        (within, "b"),
        (when(&format!("<not>{MATCH}</not>"), &said), "others"),
        (when(&format!("<not>{chosen}</not>"), &said), "nobody"),
        (
            either(&format!("<not>{MATCH}</not>"), &other, &said),
            "right",
        ),
        (
            either(&two("lt", &variable("SCORE"), &number("1")), &other, &said),
            "right",
        ),
        (either(MATCH, &other, &said), "others"),
        (either(&chosen, &other, &said), "others"),
        (either(&null, &other, &said), "everybody"),
    ] {
        let rules = format!("{}{rules}", pays(MATCH, "1"));
        let text = item("identifier", &correct("A"), CHOICE, &rules);
        assert_eq!(told_to(&text), wanted, "{rules}");
    }
}

/// What is said to those who press a button is told as lost, and nothing else with it.
#[test]
fn a_button_is_not_pressed() {
    let rules = format!(
        "<responseCondition><responseIf>{}{}</responseIf><responseElse>{}</responseElse></responseCondition>",
        variable("HINT"),
        set("F", "f"),
        pays(MATCH, "3")
    );
    let text = item("identifier", &correct("A"), CHOICE, &rules).replace(
        "<outcomeDeclaration identifier=\"SCORE\"",
        "<responseDeclaration identifier=\"HINT\" cardinality=\"single\" baseType=\"boolean\"/><outcomeDeclaration identifier=\"SCORE\"",
    );
    let (draft, losses) = draft(&text);
    assert_eq!((draft.points, losses), (3, vec![Loss::Feedback]));
}

#[test]
fn several_answers_may_be_listed() {
    let list = |values: &[&str]| {
        let values: String = values.iter().map(|value| identifier(value)).collect();
        two(
            "match",
            &format!("<multiple>{values}</multiple>"),
            &variable("RESPONSE"),
        )
    };
    let right = "<correctResponse><value>A</value><value>C</value></correctResponse>";
    let body = CHOICE.replace("maxChoices=\"1\"", "maxChoices=\"0\"");
    for (values, wanted) in [
        (&["C", "A"][..], "right"),
        (&["A"], "nobody"),
        (&[], "nobody"),
    ] {
        let rules = format!(
            "{}{}",
            pays(MATCH, "1"),
            when(&list(values), &set("F", "f"))
        );
        let text = item("identifier", right, &body, &rules);
        assert_eq!(told_to(&text), wanted, "{values:?}");
    }
}

/// Common Cartridge has templates of its own.
#[test]
fn templates_say_whether_it_was_right() {
    for (template, outcome, said, wanted) in [
        ("CC2_match", "FEEDBACKBASIC", "correct", "right"),
        ("CC2_match_basic", "FEEDBACKBASIC", "incorrect", "others"),
        ("CC2_map_response", "FEEDBACK", "incorrect", "others"),
    ] {
        let mapping = "<mapping><mapEntry mapKey=\"A\" mappedValue=\"1\"/></mapping>";
        let declared = format!("{}{mapping}", correct("A"));
        let text = item("identifier", &declared, CHOICE, "")
            .replace(
                "<responseProcessing></responseProcessing>",
                &format!("<responseProcessing template=\"http://x/{template}.xml\"/>"),
            )
            .replace(
                "\"F\" identifier=\"f\"",
                &format!("\"{outcome}\" identifier=\"{said}\""),
            );
        assert_eq!(told_to(&text), wanted, "{template}");
        let (_, losses) = draft(&text);
        assert!(!losses.contains(&Loss::Scoring), "{template}: {losses:?}");
    }
}

/// All of several answers are right where all their points are had.
#[test]
fn the_points_of_several_answers_are_added_up() {
    let right = |id: &str| {
        let condition = two(
            "match",
            &variable(id),
            &format!("<correct identifier=\"{id}\"/>"),
        );
        pays(&condition, "1")
    };
    let declared = |id: &str| {
        format!(
            "<responseDeclaration identifier=\"{id}\" cardinality=\"single\" baseType=\"string\">{}</responseDeclaration>",
            correct("tea")
        )
    };
    let field = |id: &str| format!("<textEntryInteraction responseIdentifier=\"{id}\"/>");
    for (points, wanted) in [("2", "right"), ("1", "nobody"), ("3", "nobody")] {
        let said = when(
            &two("equal", &variable("SCORE"), &number(points)),
            &set("F", "f"),
        );
        let text = format!(
            "<assessmentItem identifier=\"i\" title=\"I\">{}{}<itemBody><p>{} and {} here</p></itemBody>\
             <responseProcessing>{}{}{said}</responseProcessing><modalFeedback outcomeIdentifier=\"F\" identifier=\"f\" \
             showHide=\"show\"><p>Said.</p></modalFeedback></assessmentItem>",
            declared("R"),
            declared("S"),
            field("R"),
            field("S"),
            right("R"),
            right("S")
        );
        assert_eq!(told_to(&text), wanted, "{points}");
    }
}
