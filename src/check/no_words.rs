//! A heading, a section or an ending that says nothing.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    prose::Prose,
    source::Span,
    unit::{Content, Part, Reading},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::NoWords,
    title: "Every heading, section and ending says something.",
    why: "A learner would meet an empty line in the contents, or an empty page at the end of a story, and nobody would know what was meant to stand there.",
    fails: Example::Body(
        "
## Rest {#rest}

## Sleep {#sleep}

Sleep mends the body.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

Nobody works well when tired.

## Sleep {#sleep}

Sleep mends the body.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Tells of each part without words.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if in_hand.unit.front.range().is_empty() {
        // Front matter that was not known as such makes headings.
        return found;
    }
    let mut tell = |span: Span, message: &str, help: &str| {
        if !in_hand.is_misread(span) {
            found.push(in_hand.wrong(Code::NoWords, span, message).help(help));
        }
    };
    let mut heading = |title: &Prose, span: Span| {
        let is_blank = title.is_empty();
        if is_blank {
            tell(
                span,
                "this heading has no words",
                "write them before the braces",
            );
        }
        !is_blank
    };
    let mut empty = Vec::new();
    for section in &in_hand.unit.sections {
        let is_said = match &section.content {
            // What it asks for stands in the heading behind its number.
            Content::Criterion(criterion) => heading(&criterion.text, section.heading),
            _ => heading(&section.title, section.heading),
        };
        match &section.content {
            Content::Reading(reading) if is_said && is_blank(reading) => {
                empty.push((section.span, section.heading));
            }
            Content::Reading(reading) => {
                for question in reading.questions() {
                    heading(&question.title, question.heading);
                }
            }
            Content::Scenario(scenario) => {
                for step in &scenario.steps {
                    if heading(&step.title, step.heading)
                        && step.question.is_none()
                        && step.prose.is_empty()
                    {
                        empty.push((step.span, step.heading));
                    }
                }
            }
            Content::Question(_) | Content::Criterion(_) => {}
        }
    }
    for (whole, heading) in empty {
        if !in_hand.is_misread(whole) {
            tell(
                heading,
                "nothing stands under this heading",
                "write under it what learners are to read, or take the heading out",
            );
        }
    }
    found
}

fn is_blank(reading: &Reading) -> bool {
    reading.parts.iter().all(|part| match part {
        Part::Prose(prose) => prose.is_empty(),
        Part::Question(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::check_unit, read::read_unit, source::Source};

    #[test]
    fn what_says_nothing_is_told_at_its_heading() {
        for (body, wanted) in [
            ("## {#rest}\n\nSleep.\n", Some(("## {#rest}", "no words"))),
            (
                "## Rest {#rest}\n\n<!-- later -->\n",
                Some(("## Rest {#rest}", "nothing stands")),
            ),
            (
                "## Night {#night .scenario}\n\nDark.\n\n### What now? {#now .single}\n\n- [x] Sit.\n  > Yes.\n- [ ] Go.\n  > No.\n\n### The end {#end}\n",
                Some(("### The end {#end}", "nothing stands")),
            ),
            ("## Rest {#rest}\n\n![A bed](bed.png)\n", None),
            ("## When? {#when .reflect}\n", None),
        ] {
            let text =
                format!("+++\nid = \"a\"\ntitle = \"A\"\nlevel = 2\nminutes = 5\n+++\n\n{body}");
            let source = Source {
                name: "a.md",
                text: &text,
            };
            let found = check_unit(source, &read_unit(source), jiff::civil::date(2026, 11, 27));
            let found = found.iter().filter(|wrong| wrong.code == Code::NoWords);
            let found: Vec<(&str, &str)> = found
                .map(|wrong| (wrong.span.of(&text), wrong.message.as_str()))
                .collect();
            match (found.as_slice(), wanted) {
                ([], None) => {}
                ([(at, said)], Some((place, words))) => {
                    assert_eq!(*at, place);
                    assert!(said.contains(words), "{said}");
                }
                _ => panic!("{body}: {found:?}"),
            }
        }
    }
}
