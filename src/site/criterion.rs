//! A criterion: a card on its unit's page, and the page where an answer to it is written.

use maud::{Markup, html};

use super::{
    above::above,
    view::{View, nations},
};
use crate::{
    criterion::{Criterion, CriterionKind, Official},
    route::Route,
    unit::Unit,
    wording::{answer, page},
};

/// The criteria of a unit, together.
pub(super) fn cards(view: View<'_>, unit: &Unit) -> Markup {
    html! {
        section .section.criteria #page_criteria data-kind="criteria" {
            h2 { (page::CRITERIA) }
            p { (page::CRITERIA_HELP) }
            @for criterion in unit.criteria() { (card(view, unit, criterion)) }
        }
    }
}

fn card(view: View<'_>, unit: &Unit, criterion: &Criterion) -> Markup {
    let worded = Worded::new(view, unit, criterion);
    let write = match criterion.kind {
        CriterionKind::Knowledge => page::WRITE_ANSWER,
        CriterionKind::Skill => page::WRITE_ACCOUNT,
    };
    let answer = Route::Answer(unit.id.clone(), criterion.id.clone());
    html! {
        article .card.criterion id=(criterion.id) data-criterion=(criterion.id)
            data-evidence=(evidence(criterion.kind)) data-nations=[nations(criterion.nations)]
        {
            div .criterion__head {
                p .criterion__ref { (worded.reference) }
                div .criterion__state data-place="criterion-state" {}
            }
            h3 { (worded.title) }
            (worded.plain())
            @if criterion.kind == CriterionKind::Skill { p .meta { (page::evidence_label(criterion.kind)) } }
            details .criterion__points {
                summary { (page::POINTS) }
                (view.prose(&criterion.guidance))
                ul {
                    @for point in &criterion.points {
                        li { strong { (point.lead) "." } " " (view.words(&point.text)) }
                    }
                }
            }
            p { a .button.button--quiet href=(view.to(&answer)) { (write) span .unseen { " to " (worded.reference) } } }
        }
    }
}

/// The page where an answer is written.
pub(super) fn answer_main(
    view: View<'_>,
    unit: &Unit,
    criterion: &Criterion,
    source: &str,
) -> Markup {
    let unit_page = view.to(&Route::Unit(unit.id.clone()));
    let view = View {
        away_from: Some(&unit.id),
        ..view
    };
    let worded = Worded::new(view, unit, criterion);
    html! {
        main #page_main .page.page--wide data-unit=(unit.id) data-criterion=(criterion.id)
            data-evidence=(evidence(criterion.kind)) data-source=(source)
        {
            (above())
            div .answer {
                div .answer__head {
                    p .meta {
                        a href=(unit_page) { (unit.title) } " · criterion " (worded.reference)
                        " · level " (criterion.level)
                    }
                    h1 { (worded.title) }
                    (worded.plain())
                    div data-place="criterion-state" {}
                }
                section .card.answer__asks {
                    h2 { (page::WHAT_IT_ASKS) }
                    p { (page::evidence(criterion.kind)) }
                    @if let Some(verb) = criterion.verb {
                        @let guide = verb.guide(criterion.level);
                        p { strong { (verb.word()) ": " } (guide.looks_for) }
                        @if let Some(depth) = guide.depth { p { (depth) } }
                        p { strong { (answer::OFTEN_MISSING) } " " (guide.shortfall) }
                    }
                }
                div .answer__editor {
                    div data-place="decision" {}
                    div data-place="answer" { p .coming { (page::COMING) } }
                    div data-place="versions" {}
                }
                section .card.answer__points {
                    h2 { (page::POINTS) }
                    (view.prose(&criterion.guidance))
                    ul .points {
                        @for point in &criterion.points {
                            li data-point=(point.lead) {
                                label .point {
                                    input .point__tick type="checkbox" name="point" value=(point.lead);
                                    span { strong { (point.lead) "." } " " (view.words(&point.text)) }
                                }
                            }
                        }
                    }
                    p .hint { (page::POINTS_HELP) }
                }
                (teaching(view, unit, criterion, &unit_page))
            }
        }
    }
}

/// Links back to what teaches and practises a criterion.
fn teaching(view: View<'_>, unit: &Unit, criterion: &Criterion, unit_page: &str) -> Markup {
    let taught: Vec<_> = unit.teaching(&criterion.id).collect();
    let practised: Vec<_> = unit
        .scenarios()
        .filter(|scenario| scenario.criteria.contains(&criterion.id))
        .collect();
    html! {
        section .card.answer__teaching {
            @if !taught.is_empty() {
                h2 { (page::READ_AGAIN) }
                ul .links {
                    @for section in &taught {
                        li data-nations=[nations(section.nations)] {
                            a data-section=(section.id) href={ (unit_page) "#" (section.id) } { (view.text(&section.title)) }
                        }
                    }
                }
            }
            @if !practised.is_empty() {
                h2 { (page::PRACTISE) }
                ul .links {
                    @for scenario in &practised {
                        li data-nations=[nations(scenario.nations)] {
                            a href={ (unit_page) "#" (scenario.id) } { (view.text(&scenario.title)) }
                        }
                    }
                }
            }
            p { a href={ (unit_page) "#page_criteria" } { (page::ALL_CRITERIA) } }
        }
    }
}

fn evidence(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Knowledge => "knowledge",
        CriterionKind::Skill => "skill",
    }
}

/// A criterion as it is worded: the centre's own specification first, where it has set one.
pub(super) struct Worded {
    pub reference: String,
    pub title: Markup,
    /// The pack's wording, where the title is the centre's.
    ours: Option<Markup>,
}

impl Worded {
    pub fn new(view: View<'_>, unit: &Unit, criterion: &Criterion) -> Self {
        let ours = view.words(&criterion.text);
        let reference = criterion.reference.clone();
        let Some(Official {
            official_ref,
            official_text,
        }) = view.settings.official(&unit.id, &criterion.id)
        else {
            return Self {
                reference,
                title: ours,
                ours: None,
            };
        };
        let reference = if official_ref.is_empty() {
            reference
        } else {
            official_ref.clone()
        };
        if official_text.is_empty() {
            return Self {
                reference,
                title: ours,
                ours: None,
            };
        }
        Self {
            reference,
            title: html! { (official_text) },
            ours: Some(ours),
        }
    }

    pub fn plain(&self) -> Markup {
        html! {
            @if let Some(ours) = &self.ours {
                p .criterion__plain { strong { (page::OUR_WORDS) } " " (ours) }
            }
        }
    }
}

/// The answer page's title.
pub(super) fn answer_title(view: View<'_>, unit: &Unit, criterion: &Criterion) -> String {
    let worded = Worded::new(view, unit, criterion);
    format!("{} {}", worded.reference, unit.title)
}
