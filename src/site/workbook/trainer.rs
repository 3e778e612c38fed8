//! The trainer's pages: what is right, what is said to each choice, where it leads, and what to
//! talk about. The page's own links lead to the unit, so that nothing in it has one id twice.

use maud::{Markup, PreEscaped, html};

use super::{
    Book,
    ways::{For, ways},
};
use crate::{
    criterion::Criterion,
    id::OptionId,
    prose::Prose,
    question::{Blank, Choice, Feedback, GapKind, Interaction, KnownAnswer, Question},
    scenario::Scenario,
    site::{
        criterion::Worded,
        view::{View, nations},
    },
    unit::{Content, Section},
    wording::{page, practice, workbook as words},
    workbook::{gap_choices, lettered, written},
};

/// All of them.
pub(super) fn pages(book: Book<'_>) -> Markup {
    let book = Book {
        view: View {
            away_from: Some(&book.unit.id),
            ..book.view
        },
        ..book
    };
    html! {
        section .workbook__trainer {
            h2 { (words::FOR_TRAINER) ": " (book.unit.title) }
            p { (words::FOR_TRAINER_HELP) }
            @for section in &book.unit.sections { (one(book, section)) }
            @if book.unit.criteria().next().is_some() {
                h3 { (words::CRITERIA) }
                p { (words::NO_MODEL_ANSWERS) }
                @for criterion in book.unit.criteria() { (judged(book, criterion)) }
            }
        }
    }
}

fn one(book: Book<'_>, section: &Section) -> Markup {
    let view = book.view;
    html! {
        @match &section.content {
            Content::Reading(reading) => @for question in reading.questions() {
                @if let Some(both) = section.nations.within(question.nations) {
                    div .workbook__answer data-nations=[nations(both)] { (answered(book, question, &question.title, 3)) }
                }
            },
            Content::Question(question) => div .workbook__answer data-nations=[nations(section.nations)] {
                (answered(book, question, &section.title, 3))
            },
            Content::Scenario(scenario) => div .workbook__answer data-nations=[nations(section.nations)] {
                h3 { (page::SCENARIO) ": " (view.words(&section.title)) }
                (passing(scenario))
                @for (at, step) in scenario.steps.iter().enumerate() {
                    @if let Some(question) = &step.question {
                        div .workbook__answer {
                            (answered(book, question, &step.title, 4))
                            (ways(book, scenario, at, For::Trainer))
                        }
                    }
                }
            },
            Content::Criterion(_) => {}
        }
    }
}

fn passing(scenario: &Scenario) -> Markup {
    let all = || {
        scenario
            .steps
            .iter()
            .filter_map(|step| step.question.as_ref())
    };
    let is_unsafe = all().any(|question| question.all_feedback().any(|said| said.is_unsafe));
    html! {
        p {
            (words::pass_mark(scenario.pass_mark_percent, scenario.maximum))
            @if is_unsafe { " " (words::UNSAFE_NOT_PASSED) }
        }
    }
}

fn answered(book: Book<'_>, question: &Question, title: &Prose, level: u8) -> Markup {
    let view = book.view;
    let words_of = html! { (view.words(title)) };
    html! {
        div .workbook__head {
            @if level == 3 { h3 { (words_of) } } @else { h4 { (words_of) } }
            (book.code(question.id.as_str()))
        }
        (key(book, question))
        @match &question.interaction {
            Interaction::Single(choice) => (each(view, question, choice)),
            Interaction::Multiple(multiple) => (each(view, question, &multiple.choice)),
            Interaction::Number(number) => (known(view, question, &number.known, ToString::to_string)),
            Interaction::Short(short) => (known(view, question, &short.known, |texts| texts.join(" / "))),
            Interaction::Gap(_) | Interaction::Order(_) | Interaction::Match(_)
            | Interaction::Rate(_) | Interaction::Reflect => {}
        }
        @let said = &question.discussion;
        @if let Some(said) = &said.right { p .workbook__label { (page::IF_RIGHT) } (view.prose(&said.prose)) }
        @if let Some(said) = &said.otherwise { p .workbook__label { (page::IF_NOT) } (view.prose(&said.prose)) }
        @if let Some(said) = &said.always { p .workbook__label { (words::TO_TALK_ABOUT) } (view.prose(&said.prose)) }
    }
}

/// What is right, as a learner would have written it.
fn key(book: Book<'_>, question: &Question) -> Markup {
    let right = match &question.interaction {
        // Any of several right ones is right.
        Interaction::Single(choice) if question.is_scored() => {
            let options = lettered(question);
            let right = options
                .iter()
                .filter(|one| choice.option(one.id).is_some_and(|option| option.right));
            let right: Vec<String> = right.map(|one| one.label.to_string()).collect();
            Some(words::or(&right))
        }
        Interaction::Gap(gap) => {
            let shown = |id: &OptionId| {
                let mut blanks = gap.blanks.iter().enumerate();
                let blank = blanks.find(|(_, blank)| blank.id == *id);
                let right = blank.map(|(place, blank)| fills(question, place, blank));
                html! { strong { (right.unwrap_or_default()) } }.into_string()
            };
            let filled = question.stem.html_with(book.view.setting(), shown);
            return html! {
                p .workbook__label { (words::worth(words::RIGHT_ANSWER, question.points)) }
                (PreEscaped(filled))
            };
        }
        // Each known answer is listed with what is said to it.
        Interaction::Number(_) | Interaction::Short(_) => return Markup::default(),
        _ => question.key().map(|key| written(question, &key).join(" ")),
    };
    html! {
        @match right {
            Some(right) => p { (words::RIGHT_ANSWER) " " strong { (right) } " (" (words::points(question.points)) ")" },
            None => p { (words::NO_RIGHT_ANSWER) },
        }
    }
}

/// All that fills a gap rightly: the texts that are accepted, or the letter that learners write and
/// its words.
fn fills(question: &Question, place: usize, blank: &Blank) -> String {
    match &blank.kind {
        GapKind::Typed { accepted } => accepted.join(" / "),
        GapKind::Chosen { right, .. } => {
            let mut choices = gap_choices(question, place, blank).into_iter();
            let choice = choices.find(|(_, words)| words == right);
            choice.map_or_else(
                || right.clone(),
                |(label, words)| format!("{label} {words}"),
            )
        }
    }
}

fn each(view: View<'_>, question: &Question, choice: &Choice) -> Markup {
    html! {
        ul .workbook__options {
            @for one in lettered(question) {
                @if let Some(option) = choice.option(one.id) {
                    li .workbook__option {
                        span .workbook__letter { (one.label) }
                        div {
                            p { (view.words(one.text)) }
                            @if let Some(said) = &option.feedback { (feedback(view, said, option.right)) }
                        }
                    }
                }
            }
        }
    }
}

fn known<A>(
    view: View<'_>,
    question: &Question,
    known: &[KnownAnswer<A>],
    text: impl Fn(&A) -> String,
) -> Markup {
    html! {
        p .workbook__label { (words::worth(words::KNOWN, question.points)) }
        ul .workbook__options {
            @for one in known {
                li .workbook__option {
                    div {
                        p { strong { (text(&one.answer)) } }
                        @if let Some(said) = &one.feedback { (feedback(view, said, one.right)) }
                    }
                }
            }
        }
    }
}

fn feedback(view: View<'_>, said: &Feedback, right: bool) -> Markup {
    let verdict = match (said.is_unsafe, right) {
        (true, _) => "unsafe",
        (false, true) => "right",
        (false, false) => "wrong",
    };
    html! {
        div .feedback data-verdict=(verdict) {
            p .feedback__verdict { strong { (practice::verdict(Some(right), said.is_unsafe)) } }
            (view.prose(&said.prose))
        }
    }
}

/// A criterion: what an answer has to cover, in short.
fn judged(book: Book<'_>, criterion: &Criterion) -> Markup {
    let worded = Worded::new(book.view, book.unit, criterion);
    html! {
        div .workbook__answer data-nations=[nations(criterion.nations)] {
            div .workbook__head {
                h4 { (worded.reference) " " (worded.title) }
                (book.code(criterion.id.as_str()))
            }
            p { (page::evidence(criterion.kind)) }
            ul {
                @for point in &criterion.points {
                    li { strong { (point.lead) "." } " " (book.view.words(&point.text)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source};

    #[test]
    fn a_gap_is_keyed_by_all_that_is_accepted_and_by_the_letter_that_is_written() {
        let text = "+++\nid = \"nights\"\ntitle = \"Nights\"\nlevel = 2\nminutes = 5\n+++\n\n\
                    ## What is missing? {#missing .gap}\n\n\
                    Ask for [[consent|permission]]. If he says no, [[=try later|turn him]].\n\n\
                    > **Otherwise.** He may say no.\n";
        let source = Source {
            name: "nights.md",
            text,
        };
        let unit = read_unit(source).value;
        let question = unit.questions().next().unwrap();
        let Interaction::Gap(gap) = &question.interaction else {
            panic!("{question:?}");
        };
        let fills = |place: usize| fills(question, place, &gap.blanks[place]);
        assert_eq!(fills(0), "consent / permission");
        let choices = gap_choices(question, 1, &gap.blanks[1]);
        let (letter, _) = choices
            .iter()
            .find(|(_, words)| *words == "try later")
            .unwrap();
        assert_eq!(fills(1), format!("{letter} try later"));
    }
}
