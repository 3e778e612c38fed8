//! What rules of scoring become, and what is told of those that become something else: items as
//! other programs write them, one rule each.

use crate::{
    author::question::Answers,
    exchange::{
        bank::{Content, Loss},
        qti::read,
    },
    source::Source,
};

/// An item of version 2.2 that asks for one thing.
pub(super) fn item(base: &str, declared: &str, body: &str, rules: &str) -> String {
    let cardinality = match body.contains("maxChoices=\"0\"") {
        true => "multiple",
        false => "single",
    };
    format!(
        "<assessmentItem identifier=\"i\" title=\"I\">\
         <responseDeclaration identifier=\"RESPONSE\" cardinality=\"{cardinality}\" baseType=\"{base}\">{declared}</responseDeclaration>\
         <outcomeDeclaration identifier=\"SCORE\" cardinality=\"single\" baseType=\"float\"/>\
         <itemBody>{body}</itemBody><responseProcessing>{rules}</responseProcessing>\
         <modalFeedback outcomeIdentifier=\"F\" identifier=\"f\" showHide=\"show\"><p>Said.</p></modalFeedback></assessmentItem>"
    )
}

pub(super) const ENTRY: &str =
    "<p>What is it? <textEntryInteraction responseIdentifier=\"RESPONSE\"/></p>";
pub(super) const CHOICE: &str = "<choiceInteraction responseIdentifier=\"RESPONSE\" maxChoices=\"1\"><prompt>Which?</prompt>\
    <simpleChoice identifier=\"A\">a</simpleChoice><simpleChoice identifier=\"B\">b</simpleChoice>\
    <simpleChoice identifier=\"C\">c</simpleChoice></choiceInteraction>";
pub(super) const MAP: &str = "<setOutcomeValue identifier=\"SCORE\"><mapResponse identifier=\"RESPONSE\"/></setOutcomeValue>";
pub(super) const MATCH: &str =
    "<match><variable identifier=\"RESPONSE\"/><correct identifier=\"RESPONSE\"/></match>";

pub(super) fn correct(value: &str) -> String {
    format!("<correctResponse><value>{value}</value></correctResponse>")
}

fn score(points: &str) -> String {
    format!(
        "<setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">{points}</baseValue></setOutcomeValue>"
    )
}

/// The response beside a value.
pub(super) fn beside(operator: &str, attributes: &str, value: &str) -> String {
    format!(
        "<{operator} {attributes}><variable identifier=\"RESPONSE\"/><baseValue baseType=\"string\">{value}</baseValue></{operator}>"
    )
}

/// So many points where this is so.
pub(super) fn pays(condition: &str, points: &str) -> String {
    let score = score(points);
    format!("<responseCondition><responseIf>{condition}{score}</responseIf></responseCondition>")
}

/// The answers, those that are right with a sign, and what was lost of the scoring.
pub(super) fn answers(text: &str) -> (Vec<String>, Vec<Loss>) {
    let taken = read(Source {
        name: "item.xml",
        text,
    });
    assert_eq!(taken.faults, [], "{text}");
    let [item] = taken.items.as_slice() else {
        panic!("one item: {text}");
    };
    let Content::Question(draft) = &item.content else {
        panic!("a question: {text}");
    };
    let answers = match &draft.answers {
        Answers::Choices(choices) => choices
            .iter()
            .map(|choice| match choice.right {
                true => format!("+{}", choice.item.text),
                false => format!("-{}", choice.item.text),
            })
            .collect(),
        Answers::Items(items) => items.iter().map(|item| item.text.clone()).collect(),
        Answers::None | Answers::Pairs { .. } => vec![draft.stem.clone()],
    };
    let of_scoring = |loss: &&Loss| !matches!(loss, Loss::Feedback);
    let losses = item.losses.iter().filter(of_scoring).cloned();
    (answers, losses.collect())
}

#[track_caller]
pub(super) fn is(
    base: &str,
    declared: &str,
    body: &str,
    rules: &str,
    wanted: &[&str],
    lost: &[Loss],
) {
    let text = item(base, declared, body, rules);
    let (answers, losses) = answers(&text);
    assert_eq!(answers, wanted, "{text}");
    assert_eq!(losses, lost, "{text}");
}

#[test]
fn numbers_with_bounds_are_ranges_or_told() {
    let bound = |operator: &str, value: &str| beside(operator, "", value);
    let both = |one: String, other: String| pays(&format!("<and>{one}{other}</and>"), "1");
    let turned = "<gte><baseValue baseType=\"integer\">9</baseValue><variable identifier=\"RESPONSE\"/></gte>";
    let scoring = [Loss::Scoring];
    for (rules, wanted, lost) in [
        // At least five, without an end: five itself is only what it names as correct.
        (pays(&bound("gte", "5"), "1"), "+7", &scoring[..]),
        (pays(&bound("lte", "5"), "1"), "+7", &scoring),
        (pays(&bound("gt", "5"), "1"), "+7", &scoring),
        // Between two.
        (both(bound("gte", "5"), bound("lte", "9")), "+7 ± 2", &[]),
        (both(bound("lt", "10"), bound("gt", "4")), "+7 ± 2", &[]),
        (both(turned.to_owned(), bound("gte", "5")), "+7 ± 2", &[]),
        (both(bound("gte", "5"), bound("gte", "9")), "+7", &scoring),
        (both(bound("gte", "9"), bound("lte", "5")), "+7", &scoring),
    ] {
        is("integer", &correct("7"), ENTRY, &rules, &[wanted], lost);
    }
}

#[test]
fn rules_that_are_not_understood_are_told_of_the_response_that_they_score() {
    let pattern =
        "<patternMatch pattern=\"te+a\"><variable identifier=\"RESPONSE\"/></patternMatch>";
    let part = beside(
        "stringMatch",
        "caseSensitive=\"false\" substring=\"true\"",
        "tea",
    );
    let tries = "<gte><variable identifier=\"numAttempts\"/><baseValue baseType=\"integer\">3</baseValue></gte>";
    let not_null = "<not><isNull><variable identifier=\"RESPONSE\"/></isNull></not>";
    let null_first = format!(
        "<responseCondition><responseIf><isNull><variable identifier=\"RESPONSE\"/></isNull>{}</responseIf>\
         <responseElse><responseCondition><responseIf>{MATCH}{}</responseIf></responseCondition></responseElse></responseCondition>",
        score("0"),
        score("1")
    );
    let wrong_pays = format!(
        "<responseCondition><responseIf>{MATCH}{}</responseIf><responseElse>{}</responseElse></responseCondition>",
        score("2"),
        score("1")
    );
    let twice = "<setOutcomeValue identifier=\"SCORE\"><product><mapResponse identifier=\"RESPONSE\"/>\
        <baseValue baseType=\"float\">2</baseValue></product></setOutcomeValue>";
    let said = format!(
        "<responseCondition><responseIf>{pattern}<setOutcomeValue identifier=\"F\">\
         <baseValue baseType=\"identifier\">f</baseValue></setOutcomeValue></responseIf></responseCondition>"
    );
    for (rules, lost) in [
        (pays(pattern, "1"), vec![Loss::Scoring]),
        (pays(&part, "1"), vec![Loss::Scoring]),
        (
            pays(&format!("<not>{pattern}</not>"), "0"),
            vec![Loss::Scoring],
        ),
        (wrong_pays, vec![Loss::Scoring]),
        (twice.to_owned(), vec![Loss::Scoring]),
        // The response that they score is another, or they score nothing.
        (
            format!("{}{}", pays(MATCH, "1"), pays(tries, "0.5")),
            vec![],
        ),
        (format!("{}{said}", pays(MATCH, "1")), vec![]),
        // To answer nothing earns nothing here too.
        (null_first, vec![]),
        (pays(&format!("<and>{not_null}{MATCH}</and>"), "1"), vec![]),
    ] {
        is(
            "identifier",
            &correct("tea"),
            ENTRY,
            &rules,
            &["+tea"],
            &lost,
        );
    }
    // A choice that such a rule scores.
    let (rule, right) = (pays(pattern, "1"), correct("A"));
    is(
        "identifier",
        &right,
        CHOICE,
        &rule,
        &["+a", "-b", "-c"],
        &[Loss::Scoring],
    );
    is(
        "identifier",
        "",
        CHOICE,
        &rule,
        &["a", "b", "c"],
        &[Loss::Scoring],
    );
    // Nothing depends on how deep conditions stand in conditions.
    let deep = format!("{}{MATCH}{}", "<and>".repeat(60), "</and>".repeat(60));
    is(
        "identifier",
        &correct("tea"),
        ENTRY,
        &pays(&deep, "1"),
        &["+tea"],
        &[],
    );
}

#[test]
fn capital_letters_that_count_are_told() {
    let fold = beside("stringMatch", "caseSensitive=\"false\"", "Tea");
    let exact = beside("stringMatch", "caseSensitive=\"true\"", "Tea");
    for (base, right, rules, lost) in [
        ("string", "Tea", pays(MATCH, "1"), vec![Loss::Capitals]),
        (
            "string",
            "Tea",
            pays(&beside("match", "", "Tea"), "1"),
            vec![Loss::Capitals],
        ),
        ("string", "Tea", pays(&exact, "1"), vec![Loss::Capitals]),
        ("string", "Tea", pays(&fold, "1"), vec![]),
        // There are no capitals of these.
        ("string", "42", pays(MATCH, "1"), vec![]),
        ("integer", "42", pays(MATCH, "1"), vec![]),
    ] {
        let wanted = format!("+{right}");
        is(base, &correct(right), ENTRY, &rules, &[&wanted], &lost);
    }
}

#[test]
fn bounds_and_defaults_of_mappings_are_told() {
    let mapping = |bounds: &str, entries: &[(&str, &str)]| {
        let entries = entries.iter().map(|(key, value)| {
            format!("<mapEntry mapKey=\"{key}\" mappedValue=\"{value}\" caseSensitive=\"false\"/>")
        });
        format!(
            "<mapping {bounds}>{}</mapping>",
            entries.collect::<String>()
        )
    };
    let one = [("tea", "1")];
    let two = [("tea", "2"), ("brew", "1")];
    let less = [("tea", "1"), ("beer", "-1")];
    for (bounds, entries, wanted, lost) in [
        ("defaultValue=\"0\"", &one[..], &["+tea"][..], vec![]),
        ("", &one, &["+tea"], vec![]),
        (
            "defaultValue=\"0.5\"",
            &one,
            &["+tea"],
            vec![Loss::PartPoints],
        ),
        (
            "defaultValue=\"1\"",
            &one,
            &["+tea"],
            vec![Loss::PartPoints],
        ),
        ("defaultValue=\"-1\"", &one, &["+tea"], vec![Loss::Scoring]),
        (
            "defaultValue=\"-1\" lowerBound=\"0\"",
            &one,
            &["+tea"],
            vec![],
        ),
        (
            "lowerBound=\"0.5\"",
            &one,
            &["+tea"],
            vec![Loss::Scoring, Loss::PartPoints],
        ),
        ("", &less, &["+tea", "-beer"], vec![Loss::Scoring]),
        ("lowerBound=\"0\"", &less, &["+tea", "-beer"], vec![]),
        ("", &two, &["+tea", "-brew"], vec![Loss::PartPoints]),
        // What is worth more is worth no more than this.
        ("upperBound=\"1\"", &two, &["+tea", "+brew"], vec![]),
    ] {
        is(
            "string",
            &mapping(bounds, entries),
            ENTRY,
            MAP,
            wanted,
            &lost,
        );
    }
    let choices = [("A", "2"), ("B", "1")];
    for (bounds, wanted, lost) in [
        ("", ["+a", "-b", "-c"], vec![Loss::PartPoints]),
        ("upperBound=\"1\"", ["+a", "+b", "-c"], vec![]),
        (
            "defaultValue=\"-1\"",
            ["+a", "-b", "-c"],
            vec![Loss::Scoring, Loss::PartPoints],
        ),
    ] {
        is(
            "identifier",
            &mapping(bounds, &choices),
            CHOICE,
            MAP,
            &wanted,
            &lost,
        );
    }
}

#[test]
fn what_is_right_is_what_is_paid() {
    let say = |value: &str| {
        format!(
            "<responseCondition><responseIf>{}<setOutcomeValue identifier=\"F\"><baseValue baseType=\"identifier\">f\
             </baseValue></setOutcomeValue></responseIf></responseCondition>",
            beside("stringMatch", "caseSensitive=\"false\"", value)
        )
    };
    let mapping =
        "<mapping><mapEntry mapKey=\"tea\" mappedValue=\"1\" caseSensitive=\"false\"/></mapping>";
    let both = format!("{}{mapping}", correct("brew"));
    // Something is said to what a mapping pays for.
    is(
        "string",
        mapping,
        ENTRY,
        &format!("{MAP}{}", say("tea")),
        &["+tea"],
        &[],
    );
    is(
        "string",
        mapping,
        ENTRY,
        &format!("{MAP}{}", say("beer")),
        &["+tea", "-beer"],
        &[],
    );
    // A mapping that nothing asks for, and a correct response that earns nothing.
    is(
        "string",
        &both,
        ENTRY,
        &pays(MATCH, "1"),
        &["+brew"],
        &[Loss::Capitals],
    );
    is("string", &both, ENTRY, MAP, &["+tea"], &[]);
    // Choices that rules pay unequally.
    let rules = format!(
        "{}{}",
        pays(&beside("match", "", "A"), "2"),
        pays(&beside("match", "", "B"), "1")
    );
    is(
        "identifier",
        "",
        CHOICE,
        &rules,
        &["+a", "+b", "-c"],
        &[Loss::PartPoints],
    );
}

#[test]
fn no_number_is_too_large_to_add_up() {
    let most = "79228162514264337593543950335";
    let mapped = |id: &str| {
        format!(
            "<responseDeclaration identifier=\"{id}\" cardinality=\"multiple\" baseType=\"string\"><mapping upperBound=\"-1\">\
             <mapEntry mapKey=\"A\" mappedValue=\"{most}\"/><mapEntry mapKey=\"B\" mappedValue=\"-{most}\"/></mapping></responseDeclaration>"
        )
    };
    let free = |id: &str| {
        mapped(id)
            .replace("upperBound=\"-1\"", "")
            .replace("\"multiple\"", "\"single\"")
    };
    let map = |id: &str| {
        format!(
            "<setOutcomeValue identifier=\"SCORE\"><mapResponse identifier=\"{id}\"/></setOutcomeValue>"
        )
    };
    let gaps = format!(
        "<assessmentItem identifier=\"i\" title=\"I\">{}{}<itemBody><p>a <textEntryInteraction responseIdentifier=\"R\"/> b \
         <textEntryInteraction responseIdentifier=\"S\"/> c</p></itemBody><responseProcessing>{}{}</responseProcessing></assessmentItem>",
        free("R"),
        free("S"),
        map("R"),
        map("S")
    );
    let below = format!(
        "<assessmentItem identifier=\"i\" title=\"I\">{}<itemBody>{}</itemBody><responseProcessing>{}</responseProcessing></assessmentItem>",
        mapped("RESPONSE"),
        CHOICE.replace("maxChoices=\"1\"", "maxChoices=\"0\""),
        map("RESPONSE")
    );
    assert!(answers(&gaps).1.contains(&Loss::Points(most.to_owned())));
    assert!(answers(&below).1.contains(&Loss::PartPoints));
}
