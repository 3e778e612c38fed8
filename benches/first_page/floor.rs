//! The floor: the same text and the same questions as one page written by hand, with nothing but
//! what HTML and a little style can do. Nothing that says and asks the same can be much faster.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use underpin::{
    criterion::Criterion,
    pack::{Pack, Settings},
    prose::{Prose, Setting},
    question::{Choice, Discussion, Interaction, Match, Question},
    unit::{Content, Part, Unit},
};

/// All the style there is: what a careful hand would write, with the system's own colours.
const STYLE: &str = "\
body{max-width:40rem;margin:0 auto;padding:1rem;font:1.125rem/1.6 system-ui,sans-serif}\
table{border-collapse:collapse;width:100%}\
th,td{padding:.5rem;border:1px solid;text-align:start;vertical-align:top}\
form{margin:2rem 0;padding:1rem;border:1px solid;border-radius:.5rem}\
fieldset{margin:0;padding:0;border:0}\
legend h3{margin:0}\
.options{padding:0;list-style:none}\
.option{margin:.5rem 0;border:1px solid;border-radius:.5rem}\
.option label{display:flex;gap:.75rem;min-height:44px;padding:.75rem 1rem;box-sizing:border-box}\
.option .feedback{display:none;padding:0 1rem 1rem}\
.option:has(:checked) .feedback{display:block}\
select,summary{min-height:44px;max-width:100%;font:inherit}";

/// A unit as such a page.
pub fn page(pack: &Pack, unit: &Unit) -> String {
    let hand = Hand {
        settings: &pack.settings,
    };
    let document = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (unit.title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (unit.title) }
                    (hand.prose(&unit.opening))
                    @for section in &unit.sections {
                        @if !matches!(section.content, Content::Criterion(_)) {
                            h2 id=(section.id) { (hand.words(&section.title)) }
                        }
                        (hand.content(&section.content))
                    }
                }
            }
        }
    };
    document.into_string()
}

struct Hand<'a> {
    settings: &'a Settings,
}

impl Hand<'_> {
    fn setting(&self) -> Setting<'_> {
        Setting {
            fillings: &self.settings.fillings,
            root: "./",
            away_from: None,
        }
    }

    fn prose(&self, prose: &Prose) -> Markup {
        PreEscaped(prose.html(self.setting()))
    }

    fn words(&self, prose: &Prose) -> Markup {
        PreEscaped(prose.inline_html(self.setting()))
    }

    fn content(&self, content: &Content) -> Markup {
        html! {
            @match content {
                Content::Reading(reading) => @for part in &reading.parts {
                    @match part {
                        Part::Prose(prose) => (self.prose(prose)),
                        Part::Question(question) => (self.question(question)),
                    }
                },
                Content::Question(question) => (self.question(question)),
                Content::Criterion(criterion) => (self.criterion(criterion)),
                // The unit that is measured has none.
                Content::Scenario(_) => {}
            }
        }
    }

    fn question(&self, question: &Question) -> Markup {
        html! {
            form .question data-kind=(question.kind().class()) {
                fieldset {
                    legend { h3 { (self.words(&question.title)) } }
                    (self.prose(&question.stem))
                    @match &question.interaction {
                        Interaction::Single(choice) => (self.options(question, choice, "radio")),
                        Interaction::Multiple(multiple) => (self.options(question, &multiple.choice, "checkbox")),
                        Interaction::Match(matching) => (self.pairs(matching)),
                        _ => {}
                    }
                }
                (self.discussion(&question.discussion))
            }
        }
    }

    fn options(&self, question: &Question, choice: &Choice, control: &str) -> Markup {
        html! {
            ul .options {
                @for option in &choice.options {
                    li .option {
                        label { input type=(control) name=(question.id); span { (self.words(&option.text)) } }
                        @if let Some(said) = &option.feedback {
                            div .feedback {
                                p { strong { @if option.right { "Right" } @else { "Not yet" } } }
                                (self.prose(&said.prose))
                            }
                        }
                    }
                }
            }
        }
    }

    fn pairs(&self, matching: &Match) -> Markup {
        html! {
            @for pair in &matching.pairs {
                p {
                    label {
                        (self.words(&pair.left_text)) " "
                        select {
                            option value="" { "Choose" }
                            @for (id, words) in matching.choices() { option value=(id) { (self.words(words)) } }
                        }
                    }
                }
            }
            details {
                summary { "The right pairs" }
                dl {
                    @for pair in &matching.pairs {
                        dt { (self.words(&pair.left_text)) }
                        dd { (self.words(&pair.right_text)) }
                    }
                }
            }
        }
    }

    fn discussion(&self, discussion: &Discussion) -> Markup {
        let said = [&discussion.right, &discussion.otherwise, &discussion.always];
        let said: Vec<_> = said.into_iter().flatten().collect();
        html! {
            @if !said.is_empty() {
                details {
                    summary { "Afterwards" }
                    @for said in said { (self.prose(&said.prose)) }
                }
            }
        }
    }

    fn criterion(&self, criterion: &Criterion) -> Markup {
        html! {
            h2 { (criterion.reference) " " (self.words(&criterion.text)) }
            (self.prose(&criterion.guidance))
            ul {
                @for point in &criterion.points {
                    li { strong { (point.lead) "." } " " (self.words(&point.text)) }
                }
            }
        }
    }
}
