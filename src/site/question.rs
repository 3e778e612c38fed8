//! A question as a form.

use maud::{Markup, PreEscaped, html};

use super::view::{View, nations};
use crate::{
    id::{CriterionId, OptionId},
    prose::Prose,
    question::{
        Amount, Choice, Feedback, Gap, GapKind, Interaction, Kind, KnownAnswer, Match, Order,
        Question, Rate, shuffled,
    },
    wording::{page, practice},
    workbook::shown_order,
};

/// Where a question stands.
#[derive(Clone, Copy)]
pub(super) enum Stands<'a> {
    /// It is a section by itself, which has its id and nations.
    AsSection,
    /// Among the paragraphs of a section.
    InReading,
    /// It is a step of a scenario, which has its id and nations. The closure gives the fragment
    /// that a piece of feedback leads to, if it leads anywhere.
    AsStep(&'a dyn Fn(&Feedback) -> Option<String>),
}

/// The form, in the order of the first attempt.
pub(super) fn form(view: View<'_>, question: &Question, stands: Stands<'_>) -> Markup {
    let own = matches!(stands, Stands::InReading);
    let kind = question.kind();
    let form = Form {
        view,
        question,
        stands,
    };
    html! {
        form .question
            id=[own.then_some(&question.id)]
            data-question=(question.id)
            data-kind=(kind.class())
            data-points=[question.is_scored().then(|| question.points.to_string())]
            data-criteria=[ids(&question.criteria)]
            data-nations=[own.then(|| nations(question.nations)).flatten()]
        {
            fieldset {
                legend {
                    @match stands {
                        Stands::AsSection => h2 { (view.words(&question.title)) },
                        Stands::InReading | Stands::AsStep(_) => h3 { (view.words(&question.title)) },
                    }
                }
                @if kind != Kind::Gap { (view.prose(&question.stem)) }
                p .hint { (page::instruction(kind)) }
                (form.controls())
            }
            p .question__actions {
                button .button type="submit" data-action="check" { (submit_words(kind, stands)) }
            }
            div .question__result data-place="result" role="status" {}
            (form.discussion())
        }
    }
}

/// Ids as an attribute holds them; none for none.
pub(super) fn ids(ids: &[CriterionId]) -> Option<String> {
    let ids: Vec<&str> = ids.iter().map(CriterionId::as_str).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn submit_words(kind: Kind, stands: Stands<'_>) -> &'static str {
    match stands {
        _ if !kind.is_scored() => practice::KEEP,
        Stands::AsStep(_) => practice::CHOOSE,
        Stands::AsSection | Stands::InReading => practice::CHECK,
    }
}

struct Form<'a> {
    view: View<'a>,
    question: &'a Question,
    stands: Stands<'a>,
}

impl Form<'_> {
    fn controls(&self) -> Markup {
        match &self.question.interaction {
            Interaction::Single(choice) => self.options(choice, "radio"),
            Interaction::Multiple(multiple) => self.options(&multiple.choice, "checkbox"),
            Interaction::Rate(rate) => self.scale(rate),
            Interaction::Order(order) => self.order(order),
            Interaction::Match(matching) => self.pairs(matching),
            Interaction::Gap(gap) => self.gaps(gap),
            Interaction::Number(number) => {
                let negative = |known: &KnownAnswer<Amount>| known.answer.value.is_sign_negative();
                // The number pad of some telephones has no minus.
                let pad = if number.known.iter().any(negative) {
                    "text"
                } else {
                    "decimal"
                };
                self.line(Some(pad))
            }
            Interaction::Short(_) => self.line(None),
            Interaction::Reflect => html! {
                label .field {
                    span .field__label { (page::YOUR_WORDS) }
                    textarea name=(self.question.id) rows="6" {}
                }
            },
        }
    }

    /// The places `0..count` in the order shown.
    fn order_shown(&self, count: usize, never_key: bool) -> Vec<usize> {
        shown_order(self.question, count, never_key)
    }

    fn options(&self, choice: &Choice, control: &str) -> Markup {
        let order = self.order_shown(choice.options.len(), false);
        let options = order.into_iter().filter_map(|at| choice.options.get(at));
        html! {
            ul .options {
                @for option in options {
                    li .option data-option=(option.id) {
                        (self.labelled(&option.id, &option.text, control))
                        @if let Some(said) = &option.feedback {
                            (self.feedback(said, Some(option.right)))
                        }
                    }
                }
            }
        }
    }

    fn scale(&self, rate: &Rate) -> Markup {
        html! {
            ul .options.options--scale {
                @for label in &rate.labels {
                    li .option data-option=(label.id) { (self.labelled(&label.id, &label.text, "radio")) }
                }
            }
        }
    }

    fn labelled(&self, id: &OptionId, text: &Prose, control: &str) -> Markup {
        html! {
            label .option__label {
                input .option__control type=(control) name=(self.question.id) value=(id);
                span .option__text { (self.view.words(text)) }
            }
        }
    }

    fn order(&self, order: &Order) -> Markup {
        let shown = self.order_shown(order.items.len(), true);
        html! {
            ol .order {
                @for item in shown.into_iter().filter_map(|at| order.items.get(at)) {
                    @let words = self.view.text(&item.text);
                    li .order__item data-option=(item.id) {
                        span .order__text { (self.view.words(&item.text)) }
                        span .order__moves {
                            button .button.button--quiet type="button" data-move="up" aria-label={ (page::UP) ": " (words) } { (page::UP) }
                            button .button.button--quiet type="button" data-move="down" aria-label={ (page::DOWN) ": " (words) } { (page::DOWN) }
                        }
                    }
                }
            }
        }
    }

    fn pairs(&self, matching: &Match) -> Markup {
        let choices = matching.choices();
        let shown = self.order_shown(choices.len(), choices.len() == matching.pairs.len());
        html! {
            ul .pairs {
                @for pair in &matching.pairs {
                    li {
                        label .pair {
                            span .pair__left { (self.view.words(&pair.left_text)) }
                            select .pair__right name=(pair.left) data-option=(pair.left) {
                                option value="" { (page::CHOOSE_ONE) }
                                @for (id, text) in shown.iter().filter_map(|at| choices.get(*at)) {
                                    option value=(id) { (self.view.text(text)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn gaps(&self, gap: &Gap) -> Markup {
        let control = |id: &OptionId| {
            let Some(place) = gap.blanks.iter().position(|blank| blank.id == *id) else {
                return String::new();
            };
            let label = page::gap(place + 1);
            let markup = match gap.blanks.get(place).map(|blank| &blank.kind) {
                Some(GapKind::Typed { .. }) => html! {
                    input .gap type="text" name=(id) data-option=(id) aria-label=(label) autocomplete="off" autocapitalize="none" spellcheck="false";
                },
                Some(GapKind::Chosen { right, wrong }) => {
                    let words: Vec<&String> = std::iter::once(right).chain(wrong).collect();
                    // Each gap has an order of its own, or the right word would stand in the same
                    // place in all of them.
                    let seed = u32::try_from(place).unwrap_or(u32::MAX);
                    let shown = shuffled(&self.question.id, seed, words.len(), false);
                    html! {
                        select .gap name=(id) data-option=(id) aria-label=(label) {
                            option value="" { (page::CHOOSE_ONE) }
                            @for word in shown.into_iter().filter_map(|at| words.get(at)) {
                                option value=(word) { (word) }
                            }
                        }
                    }
                }
                None => Markup::default(),
            };
            markup.into_string()
        };
        let text = self.question.stem.html_with(self.view.setting(), control);
        html! { div .gaps { (PreEscaped(text)) } }
    }

    fn line(&self, pad: Option<&str>) -> Markup {
        html! {
            label .field {
                span .field__label { (page::YOUR_ANSWER) }
                input .field__line type="text" name=(self.question.id) inputmode=[pad] autocomplete="off" autocapitalize="none" spellcheck="false";
            }
        }
    }

    /// What is said to a response; `right` is none for what is said to everybody.
    fn feedback(&self, said: &Feedback, right: Option<bool>) -> Markup {
        let verdict = match (said.is_unsafe, right) {
            (true, _) => Some("unsafe"),
            (false, Some(true)) => Some("right"),
            (false, Some(false)) => Some("wrong"),
            (false, None) => None,
        };
        let onward = match self.stands {
            Stands::AsStep(onward) => onward(said),
            Stands::AsSection | Stands::InReading => None,
        };
        html! {
            div .feedback data-verdict=[verdict] {
                @if verdict.is_some() {
                    p .feedback__verdict { strong { (practice::verdict(right, said.is_unsafe)) } }
                }
                (self.view.prose(&said.prose))
                @if let Some(step) = onward {
                    p { a .onward href={ "#" (step) } { (said.leads_by.as_deref().unwrap_or(practice::GO_ON)) } }
                }
            }
        }
    }

    /// What is said to everybody and, where no feedback stands beside options, the answers.
    fn discussion(&self) -> Markup {
        let said = &self.question.discussion;
        let answers = self.answers();
        if answers.is_none()
            && said.always.is_none()
            && said.right.is_none()
            && said.otherwise.is_none()
        {
            return Markup::default();
        }
        let title = if self.question.is_scored() {
            page::DISCUSSION
        } else {
            page::AFTERWARDS
        };
        html! {
            details .question__discussion {
                summary { (title) }
                @if let Some(answers) = answers { (answers) }
                @if let Some(said) = &said.right {
                    p .question__whose { (page::IF_RIGHT) }
                    (self.feedback(said, None))
                }
                @if let Some(said) = &said.otherwise {
                    p .question__whose { (page::IF_NOT) }
                    (self.feedback(said, None))
                }
                @if let Some(said) = &said.always { (self.feedback(said, None)) }
            }
        }
    }

    /// The right answers of kinds that show no feedback beside options.
    fn answers(&self) -> Option<Markup> {
        let view = self.view;
        match &self.question.interaction {
            Interaction::Single(_)
            | Interaction::Multiple(_)
            | Interaction::Rate(_)
            | Interaction::Reflect => None,
            Interaction::Order(order) => Some(html! {
                ol { @for item in &order.items { li { (view.words(&item.text)) } } }
            }),
            Interaction::Match(matching) => Some(html! {
                dl .answers {
                    @for pair in &matching.pairs {
                        dt { (view.words(&pair.left_text)) }
                        dd { (view.words(&pair.right_text)) }
                    }
                }
            }),
            Interaction::Gap(gap) => Some({
                let filled = |id: &OptionId| {
                    let answer = gap.blank(id).map_or("", |blank| blank.answer());
                    html! { mark .gap-answer { (answer) } }.into_string()
                };
                PreEscaped(self.question.stem.html_with(view.setting(), filled))
            }),
            Interaction::Number(number) => Some(self.known(&number.known, |amount| {
                let near = if amount.tolerance.is_zero() {
                    String::new()
                } else {
                    format!(" ± {}", amount.tolerance)
                };
                format!("{}{near} {}", amount.value, amount.unit)
                    .trim()
                    .to_owned()
            })),
            Interaction::Short(short) => Some(self.known(&short.known, |texts| {
                texts.first().cloned().unwrap_or_default()
            })),
        }
    }

    fn known<A>(&self, known: &[KnownAnswer<A>], words: impl Fn(&A) -> String) -> Markup {
        html! {
            ul .known {
                @for answer in known {
                    li {
                        p .known__answer { (words(&answer.answer)) }
                        @if let Some(said) = &answer.feedback { (self.feedback(said, Some(answer.right))) }
                    }
                }
            }
        }
    }
}
