//! What a careful reading must find and, as important, what it must leave alone: sentences as
//! care workers write them, one a line, in two files that anybody can add to.

use proptest::prelude::*;

use super::*;

/// Sentences with what must be found in square brackets, under the name of its kind.
const FOUND: &str = include_str!("examples/found.txt");

/// Sentences in which nothing must be found.
const LEFT_ALONE: &str = include_str!("examples/left-alone.txt");

/// Each sentence of [`FOUND`] and its kind.
fn found() -> impl Iterator<Item = (&'static str, Kind)> {
    let mut kind = None;
    FOUND.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix("# ") {
            let named = |kind: &Kind| format!("{kind:?}") == name;
            kind = Some(Kind::ALL.into_iter().find(named).expect(name));
            return None;
        }
        kind.filter(|_| !line.is_empty()).map(|kind| (line, kind))
    })
}

/// The text without its brackets, and where they were.
fn unbracket(marked: &str) -> (String, Range<usize>) {
    let open = marked.find('[').expect(marked);
    let close = marked.rfind(']').expect(marked);
    let text = marked.replace(['[', ']'], "");
    (text, open..close - 1)
}

#[test]
fn what_identifies_is_found() {
    let mut wrong = Vec::new();
    for (marked, kind) in found() {
        let (text, range) = unbracket(marked);
        let findings = scan(&text);
        // A possessive ending may stand in the brackets for the eye's sake.
        let fits = |f: &Finding| {
            f.kind == kind
                && f.range.start == range.start
                && matches!(
                    &text[f.range.end..range.end.max(f.range.end)],
                    "" | "'s" | ","
                )
                && f.range.end <= range.end
        };
        if !matches!(findings.as_slice(), [one] if fits(one)) {
            let seen: Vec<_> = findings
                .iter()
                .map(|f| (&text[f.range.clone()], f.kind, &f.suggestion))
                .collect();
            wrong.push(format!("{marked}\n    gave {seen:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_has_an_example() {
    for kind in Kind::ALL {
        assert!(found().any(|(_, other)| other == kind), "{kind:?}");
    }
}

#[test]
fn what_identifies_nobody_is_left_alone() {
    let mut wrong = Vec::new();
    for text in LEFT_ALONE.lines() {
        for finding in scan(text) {
            wrong.push(format!(
                "{text}\n    gave {:?} {:?}",
                &text[finding.range.clone()],
                finding.kind
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_reads_on_when_every_suggestion_is_taken() {
    for (text, wanted) in [
        (
            "Mrs Brown and Mr Green asked for Mrs Brown’s son. I told Mrs C.",
            "Mrs A and Mr B asked for Mrs A’s son. I told Mrs C.",
        ),
        (
            "Joan was upset. Joan’s daughter Anne rang from Rosewood House.",
            "The person I support was upset. The person’s daughter rang from the home.",
        ),
        (
            "On 3 March 2024 a resident called Joan Smith in room 12 fell.",
            "On a day in spring a resident in their room fell.",
        ),
        (
            "She was born on 3 March 1931 and lives at 12 Rosewood Lane, LS1 4AP.",
            "She was born in the 1930s and lives at their address, (postcode left out).",
        ),
        (
            "I support a 94-year-old lady at the Rosewood Unit.",
            "I support an older lady at the unit.",
        ),
        (
            "Her son Marek works nights. Marek is tired, and Mrs Wójcik’s back hurts. Wójcik is well.",
            "Her son works nights. The person I support is tired, and Mrs A’s back hurts. The person I support is well.",
        ),
        (
            "Auntie Joan came. Her Auntie Joan came. Dr Patel came.",
            "A relative came. Her auntie came. The doctor came.",
        ),
    ] {
        assert_eq!(anonymise(text, &scan(text)), wanted);
    }
}

#[test]
fn only_chosen_suggestions_are_applied_and_stale_ones_are_passed_over() {
    let text = "Joan met Anne.";
    let findings = scan(text);
    assert_eq!(findings.len(), 2);
    assert_eq!(
        anonymise(text, &findings[1..]),
        "Joan met the person I support."
    );
    assert_eq!(anonymise("Joan", &findings), "The person I support");
    assert_eq!(anonymise("", &findings), "");
    assert_eq!(anonymise("é", &findings[..1]), "é");
}

/// What findings are made of, and what stands in their way.
const PIECES: &[&str] = &[
    "Mrs",
    "Dr.",
    "B",
    "Joan",
    "Rose",
    "daughter",
    "called",
    "House",
    "St",
    "The",
    "Willows",
    "room",
    "12",
    "3rd",
    "March",
    "1941",
    "born",
    "on",
    "943 476 5919",
    "07700",
    "900123",
    "LS1",
    "4AP",
    "a@b.co",
    "@",
    "’s",
    "'",
    "-",
    "/",
    ".",
    ",",
    "(",
    ")",
    "+44",
    "\n",
    "é",
    "ß",
    "İ",
    "\u{301}",
    "👩‍👩‍👧",
    "Aunt",
    "my name is",
    "94",
    "years old",
    "“",
    "and",
    "de",
    "Tom",
    "Kitwood",
];

/// Text in which scanners meet each other's edges.
fn any_prose() -> impl Strategy<Value = String> {
    let piece = (proptest::sample::select(PIECES), any::<bool>());
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| {
        let spaced = |(piece, space)| [piece, if space { " " } else { "" }];
        pieces.into_iter().flat_map(spaced).collect()
    })
}

fn check_findings(text: &str) {
    let findings = scan(text);
    let mut end = 0;
    for finding in &findings {
        assert!(finding.range.start >= end, "{findings:?}");
        assert!(!text[finding.range.clone()].is_empty());
        assert!(!finding.suggestion.is_empty());
        end = finding.range.end;
    }
    assert_eq!(findings, scan(text));
    let kept: usize = text.len() - findings.iter().map(|f| f.range.len()).sum::<usize>();
    let added: usize = findings.iter().map(|f| f.suggestion.len()).sum();
    assert_eq!(anonymise(text, &findings).len(), kept + added);
}

proptest! {
    #[test]
    fn findings_are_sorted_disjoint_and_on_boundaries(text in any_prose()) {
        check_findings(&text);
    }

    #[test]
    fn no_text_makes_it_stumble(text in "\\PC*") {
        check_findings(&text);
    }

    #[test]
    fn stale_findings_never_panic(text in any_prose(), other in any_prose()) {
        anonymise(&other, &scan(&text));
    }
}
