//! What is said in items that ask for several things, and to which of them.

use crate::{
    exchange::{
        bank::{Content, Loss},
        qti::read,
    },
    source::Source,
};

/// Who is right in this response.
fn right(id: &str) -> String {
    format!("<match><variable identifier=\"{id}\"/><correct identifier=\"{id}\"/></match>")
}

fn set(value: &str) -> String {
    format!(
        "<setOutcomeValue identifier=\"F\"><baseValue baseType=\"identifier\">{value}</baseValue></setOutcomeValue>"
    )
}

/// One thing is said where this is so, and another where it is not.
fn either(condition: &str, one: &str, other: &str) -> String {
    format!(
        "<responseCondition><responseIf>{condition}{}</responseIf><responseElse>{}</responseElse></responseCondition>",
        set(one),
        set(other)
    )
}

fn pays(id: &str) -> String {
    format!(
        "<responseCondition><responseIf>{}<setOutcomeValue identifier=\"SCORE\"><sum><variable identifier=\"SCORE\"/>\
         <baseValue baseType=\"float\">1</baseValue></sum></setOutcomeValue></responseIf></responseCondition>",
        right(id)
    )
}

fn choice(id: &str) -> String {
    format!(
        "<choiceInteraction responseIdentifier=\"{id}\" maxChoices=\"1\"><prompt>Which in {id}?</prompt>\
         <simpleChoice identifier=\"A\">a</simpleChoice><simpleChoice identifier=\"B\">b</simpleChoice></choiceInteraction>"
    )
}

fn gap(id: &str) -> String {
    format!("<textEntryInteraction responseIdentifier=\"{id}\"/>")
}

/// What an item that asks for R and S says to who is right in each of its questions, and to all others,
/// and whether something that it says is told as lost.
fn said(body: &str, rules: &str) -> (String, bool) {
    let declared = |id: &str| {
        format!(
            "<responseDeclaration identifier=\"{id}\" cardinality=\"single\" baseType=\"identifier\">\
             <correctResponse><value>A</value></correctResponse></responseDeclaration>"
        )
    };
    let spoken = ["one", "two", "three", "four"].map(|words| {
        let used = rules.contains(&format!(">{words}<"));
        let spoken = format!(
            "<modalFeedback outcomeIdentifier=\"F\" identifier=\"{words}\" showHide=\"show\"><p>{words}</p></modalFeedback>"
        );
        if used { spoken } else { String::new() }
    });
    let text = format!(
        "<assessmentItem identifier=\"i\" title=\"I\">{}{}<outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" \
         baseType=\"float\"/><itemBody>{body}</itemBody><responseProcessing>{}{}{rules}</responseProcessing>{}</assessmentItem>",
        declared("R"),
        declared("S"),
        pays("R"),
        pays("S"),
        spoken.concat()
    );
    let taken = read(Source {
        name: "item.xml",
        text: &text,
    });
    assert_eq!(taken.faults, [], "{text}");
    let questions = taken.items.iter().filter_map(|item| match &item.content {
        Content::Question(draft) => Some(format!("{}/{}", draft.right.text, draft.otherwise.text)),
        Content::Words { .. } | Content::Nothing => None,
    });
    let is_lost = taken
        .items
        .iter()
        .any(|item| item.losses.iter().any(|loss| *loss == Loss::Feedback));
    let questions = questions.collect::<Vec<_>>();
    (questions.join(" "), is_lost)
}

/// Whoever is right in one question and wrong in the next is told each where it belongs.
#[test]
fn what_is_said_to_one_answer_is_said_to_no_other() {
    let (two, text) = (
        [choice("R"), choice("S")].concat(),
        format!("<p>{} and {} here</p>", gap("R"), gap("S")),
    );
    let of_each = [
        either(&right("R"), "one", "two"),
        either(&right("S"), "three", "four"),
    ]
    .concat();
    let not = |condition: &str| format!("<not>{condition}</not>");
    let all = format!("<and>{}{}</and>", right("R"), right("S"));
    let points =
        "<gte><variable identifier=\"SCORE\"/><baseValue baseType=\"float\">2</baseValue></gte>";
    let in_turn = format!(
        "<responseCondition><responseIf>{}{}</responseIf><responseElseIf>{}{}</responseElseIf>\
         <responseElse>{}</responseElse></responseCondition>",
        right("R"),
        set("one"),
        right("S"),
        set("two"),
        set("three")
    );
    for (body, rules, wanted, is_lost) in [
        (&two, &of_each, "one/two three/four", false),
        (&text, &of_each, "/", true),
        (
            &two,
            &either(&not(&right("S")), "one", "two"),
            "/ two/one",
            false,
        ),
        // All right is more than one question asks for, and as much as a text with all gaps does.
        (&two, &either(&all, "one", "two"), "/ /", true),
        (&two, &either(points, "one", "two"), "/ /", true),
        (&text, &either(&all, "one", "two"), "one/two", false),
        (&text, &either(points, "one", "two"), "one/two", false),
        (&text, &either(&not(&all), "one", "two"), "two/one", false),
        // Who is wrong in both is no one here.
        (&two, &in_turn, "one/ two/", true),
        (&text, &in_turn, "/", true),
    ] {
        assert_eq!(said(body, rules), (wanted.to_owned(), is_lost), "{rules}");
    }
}
