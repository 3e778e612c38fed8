//! What holds for every text, however strange or hostile.

use proptest::{collection::vec, prelude::*, sample::select};

use super::*;
use crate::{
    pack::Settings,
    question::Interaction,
    source::{Source, Span},
    unit::{Content, Unit},
};

/// Pieces of the language, of what it does not allow, and of what nobody expects.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "  ",
    "    ",
    "\r\n",
    "\t",
    "word",
    "Knock.",
    "é",
    "e\u{301}",
    "🙂",
    "\u{0}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{a0}",
    "+++\n",
    "id = \"unit\"\n",
    "title = \"\"\n",
    "level = 3\n",
    "minutes = 99999999999999999999\n",
    "reviewed = 2026-02-30\n",
    "[terms]\n",
    "= \n",
    "# ",
    "## ",
    "### ",
    "#### ",
    "###### ",
    "{#id}",
    "{#a .single}",
    "{#b .multiple scoring=all}",
    "{#c .order}",
    "{#d .match}",
    "{#e .gap}",
    "{#f .number}",
    "{#g .short}",
    "{#h .rate}",
    "{#i .reflect}",
    "{#j .scenario pass=70}",
    "{#k .criterion kind=skill}",
    "{#l .law nation=wales}",
    "{.sing criteria=a,b,,}",
    "{#É}",
    "{points=}",
    "{#",
    "}",
    "- [x] ",
    "- [ ] ",
    "- ",
    "* ",
    "1. ",
    "2) ",
    "  > ",
    "> ",
    ">> ",
    "> [!CAUTION]\n",
    "> [!NOTE]\n",
    "**Right.** ",
    "**Otherwise.** ",
    "**Lead.** ",
    "42 ± 2 hours",
    "1e400",
    "£1,000.5",
    "-",
    "[[answer|other]]",
    "[[=right|wrong]]",
    "[[",
    "]]",
    "[[]]",
    "{{term:individual}}",
    "{{policy:x}}",
    "{{contact:",
    "{{}}",
    "}}",
    "| a | b |\n",
    "|---|---|\n",
    "|",
    "[link](#a)",
    "[link](other.md#a)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](http://a/\"onclick=\"x)",
    "<javascript:alert(1)>",
    "<https://example.org>",
    "<me@example.org>",
    "![](a.png)",
    "![alt](../../secret)",
    "![alt](a.png \"onerror=x\")",
    "[ref]",
    "[ref]: javascript:x\n",
    "<script>alert(1)</script>",
    "<b onclick=x style=y>",
    "<!-- -->",
    "<!--",
    "-->",
    "<![CDATA[",
    "&lt;",
    "&#x6A;avascript:",
    "\\",
    "`",
    "```\n",
    "~~~",
    "***",
    "___",
    "*",
    "_",
    "~~",
    "---\n",
    "===\n",
    "[^a]",
    "[^a]: note\n",
    "<div style=\"x\">",
    "\" onload=\"x",
    "' style='x",
];

/// Any text: mostly pieces of the language in any order, sometimes anything at all.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let pieces = vec(select(PIECES), 0..60).prop_map(|pieces| pieces.concat());
    let begun = pieces.clone().prop_map(|rest| {
        format!("+++\nid = \"unit\"\ntitle = \"Unit\"\n+++\n\n## One {{#one .scenario}}\n\n### Two {{#two .single}}\n\n{rest}")
    });
    prop_oneof![4 => pieces, 2 => begun, 1 => any::<String>()]
}

fn read(text: &str) -> Read<Unit> {
    read_unit(Source {
        name: "unit.md",
        text,
    })
}

/// Every place in a file that a unit keeps.
fn spans(unit: &Unit) -> Vec<Span> {
    let mut spans = vec![unit.front];
    for section in &unit.sections {
        spans.extend([section.span, section.heading]);
        if let Content::Scenario(scenario) = &section.content {
            spans.extend([scenario.span, scenario.heading]);
            for step in &scenario.steps {
                spans.extend([step.span, step.heading]);
            }
        }
        if let Content::Criterion(criterion) = &section.content {
            spans.extend([criterion.span, criterion.heading]);
            spans.extend(criterion.points.iter().map(|point| point.span));
        }
    }
    for question in unit.questions() {
        spans.extend([question.span, question.heading]);
        spans.extend(question.all_feedback().map(|said| said.span));
        match &question.interaction {
            Interaction::Single(choice) => spans.extend(choice.options.iter().map(|o| o.span)),
            Interaction::Multiple(multiple) => {
                spans.extend(multiple.choice.options.iter().map(|o| o.span));
            }
            Interaction::Order(order) => spans.extend(order.items.iter().map(|i| i.span)),
            Interaction::Match(matching) => spans.extend(matching.pairs.iter().map(|p| p.span)),
            Interaction::Gap(gap) => spans.extend(gap.blanks.iter().map(|b| b.span)),
            Interaction::Number(number) => spans.extend(number.known.iter().map(|k| k.span)),
            Interaction::Short(short) => spans.extend(short.known.iter().map(|k| k.span)),
            Interaction::Rate(rate) => spans.extend(rate.labels.iter().map(|l| l.span)),
            Interaction::Reflect => {}
        }
    }
    spans
}

fn lies_in(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_every_place_lies_in_it(text in text()) {
        let read = read(&text);
        for span in spans(&read.value) {
            prop_assert!(lies_in(&text, span), "{span:?}");
        }
        for diagnostic in &read.diagnostics {
            prop_assert!(lies_in(&text, diagnostic.span), "{diagnostic:?}");
            for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
                prop_assert!(lies_in(&text, edit.span), "{diagnostic:?}");
            }
        }
        prop_assert!(read.diagnostics.is_sorted_by_key(|diagnostic| diagnostic.span));
    }

    #[test]
    fn a_unit_is_kept_as_it_is(text in text()) {
        let unit = read(&text).value;
        let json = serde_json::to_string(&unit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Unit>(&json).unwrap(), unit);
    }

    #[test]
    fn any_settings_are_read_and_kept_as_they_are(text in text()) {
        let read = read_settings(Source { name: "pack.toml", text: &text });
        for diagnostic in &read.diagnostics {
            prop_assert!(lies_in(&text, diagnostic.span), "{diagnostic:?}");
        }
        let json = serde_json::to_string(&read.value).unwrap();
        prop_assert_eq!(serde_json::from_str::<Settings>(&json).unwrap(), read.value);
    }

    /// Options are told apart whatever an author writes: a response names exactly one.
    #[test]
    fn no_two_options_of_a_question_have_one_id(text in text()) {
        for question in read(&text).value.questions() {
            let ids: Vec<_> = match &question.interaction {
                Interaction::Single(choice) => choice.options.iter().map(|o| &o.id).collect(),
                Interaction::Multiple(multiple) => {
                    multiple.choice.options.iter().map(|o| &o.id).collect()
                }
                Interaction::Order(order) => order.items.iter().map(|i| &i.id).collect(),
                Interaction::Match(matching) => matching.pairs.iter().map(|p| &p.left).collect(),
                Interaction::Gap(gap) => gap.blanks.iter().map(|b| &b.id).collect(),
                Interaction::Number(number) => number.known.iter().map(|k| &k.id).collect(),
                Interaction::Short(short) => short.known.iter().map(|k| &k.id).collect(),
                Interaction::Rate(rate) => rate.labels.iter().map(|l| &l.id).collect(),
                Interaction::Reflect => Vec::new(),
            };
            let once: std::collections::BTreeSet<_> = ids.iter().collect();
            prop_assert_eq!(once.len(), ids.len());
        }
    }

    /// What is right in a question that was read earns everything, and its responses have words.
    #[test]
    fn every_question_that_is_read_can_be_answered(text in text()) {
        for question in read(&text).value.questions() {
            for response in question.representatives() {
                prop_assert!(question.score(&response).is_ok());
                prop_assert!(question.feedback(&response).is_ok());
            }
            if let Some(key) = question.key() {
                prop_assert!(question.score(&key).unwrap().unwrap().is_full());
            }
        }
    }
}

/// Each would take minutes if anything looked at all that came before for each thing that comes.
#[test]
fn hostile_texts_by_the_hundred_thousand_come_to_an_end() {
    let many = |text: &str| text.repeat(200_000 / text.len());
    let numbered = |before: &str, after: &str| {
        let count = 200_000 / (before.len() + after.len() + 5);
        (0..count).map(|n| format!("{before}{n}{after}")).collect()
    };
    let texts: Vec<String> = vec![
        many("> "),
        many("- "),
        many("1. "),
        many("*"),
        many("_a"),
        many("["),
        many("[["),
        many("![a]("),
        many("`"),
        many("<!--"),
        many("<b>"),
        many("{{a}} "),
        many("\u{202e}\n"),
        many("\u{202e}"),
        many("# a {#a}\n\n"),
        many("## a\n\n"),
        many("[^a]"),
        many("[^a]: b\n\n"),
        many("|a"),
        format!("|a|b|\n|---|---|\n{}", many("|a|b|\n")),
        numbered("[^a", "] "),
        numbered("[^a", "]: b\n\n"),
        numbered("{{a", "}} "),
        numbered("## a {#a", "}\n\n"),
        format!("## a {{#a {}}}", numbered("b", "=c ")),
        format!("## a {{#a {}}}", numbered(".b", " ")),
        format!("## a {{#a nation={}}}", many("b,")),
        format!("## a {{#a .gap}}\n\n{}", numbered("[[a", "]] ")),
        format!("## a {{#a .single}}\n\n{}", numbered("- [x] a", "\n")),
        format!("## a {{#a .number}}\n\n{}", numbered("- [x] 1", "\n")),
        format!("## a {{#a .short}}\n\n- [x] {}", numbered("a", "|")),
        format!(
            "## a {{#a .match}}\n\n|a|b|\n|---|---|\n{}",
            numbered("|a", "|b|\n")
        ),
        format!(
            "## a {{#a .scenario}}\n\n{}",
            numbered("### b {#b", " .reflect}\n\n")
        ),
        format!(
            "## 1 Explain {{#a .criterion}}\n\n{}",
            numbered("- **A", ".** b\n")
        ),
    ];
    for text in texts {
        let read = read(&text);
        assert!(read.value.sections.len() <= text.len());
    }
}
