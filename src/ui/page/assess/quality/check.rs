//! Checking one decision: what the learner handed in, the sampler's own judgement (before the
//! assessor's is shown, if she wants that), the rules, and what comes of it.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::{Looked, Quality, to_answer};
use crate::{
    pinned,
    quality::sampling,
    record::{
        Record,
        decision::{Decision, Evidence, Holds, Judgement, Rule},
        event::{About, Item},
        evidence::{EvidenceItem, Method},
        pending::Texts,
        sample::{Sample, SampleFinding, Stage},
        state::{CriterionState, Kept},
        stored::Learner,
        what::What,
    },
    ui::{clock, desk::Act, dom},
    wording::{
        answer,
        assess::{judge, quality as words, table},
        date,
    },
};

/// Everything about the decision.
#[derive(Clone, PartialEq)]
struct Case {
    learner: Learner,
    about: About,
    asks: String,
    answer: Option<(Arc<str>, String)>,
    evidence: Vec<Arc<EvidenceItem>>,
    decision: Kept<Decision>,
}

/// What is being written.
#[derive(Clone, Copy)]
struct Writing {
    blind: RwSignal<bool>,
    own: RwSignal<Option<Judgement>>,
    revealed: RwSignal<bool>,
    evidence: RwSignal<Evidence>,
    finding: RwSignal<Option<SampleFinding>>,
    comment: RwSignal<String>,
    action: RwSignal<String>,
    by_when: RwSignal<String>,
    wrong: RwSignal<Option<&'static str>>,
}

/// How far the reading has come.
#[derive(Clone, PartialEq)]
enum Stand {
    Reading,
    Gone,
    Open(Box<Case>),
}

/// The check of one decision.
#[component]
pub(super) fn Check(quality: Quality, looked: Looked) -> impl IntoView {
    let stand = RwSignal::new(Stand::Reading);
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            dom::focus(&heading);
        }
    });
    let wanted = looked.clone();
    spawn_local(async move {
        let read = match quality.desk.portfolio(wanted.learner).await {
            Ok(portfolio) => {
                portfolio.and_then(|p| Case::find(quality, &p.learner, &p.record, &wanted))
            }
            Err(error) => {
                quality.desk.session.tell(&error);
                None
            }
        };
        let _ = stand.try_set(read.map_or(Stand::Gone, |case| Stand::Open(Box::new(case))));
    });
    let title = format!(
        "{}: {}",
        quality.learner_name(looked.learner),
        quality.called(&looked.place)
    );
    let to = to_answer(looked.learner, &looked.place);
    view! {
        <section class="stack" aria-labelledby="quality_check" data-part="check">
            <h2 id="quality_check" tabindex="-1" node_ref=heading>{words::CHECKING}</h2>
            <p class="kicker">{title}</p>
            {move || match stand.get() {
                Stand::Reading => ().into_any(),
                Stand::Gone => view! { <p>{words::GONE}</p>{leave(quality)} }.into_any(),
                Stand::Open(case) => view! { <Open quality=quality case=*case to=to.clone()/> }.into_any(),
            }}
        </section>
    }
}

fn leave(quality: Quality) -> impl IntoView {
    view! { <button type="button" class="button button--quiet" data-action="leave" on:click=move |_| quality.checking.set(None)>{words::LEAVE}</button> }
}

impl Case {
    fn find(quality: Quality, learner: &Learner, record: &Record, looked: &Looked) -> Option<Self> {
        let state = record.state();
        let unit = state.unit(&looked.place.pack, &looked.place.unit)?;
        let criterion = unit.criteria.get(&looked.place.criterion)?;
        let decision = criterion.decisions.get(&looked.decision)?.clone();
        let item = Item::Criterion(looked.place.criterion.clone());
        let mut about = decision.event.about.iter();
        let about = about.find(|about| about.item == item && about.unit == looked.place.unit)?;
        let shown = about.shown.and_then(|hash| record.text(&hash));
        let asks = shown
            .and_then(|shown| pinned::official(shown).or(pinned::asks(shown).map(str::to_owned)));
        Some(Self {
            learner: learner.clone(),
            asks: asks.unwrap_or_else(|| {
                quality
                    .names
                    .with_value(|names| names.asks(&looked.place).to_owned())
            }),
            about: about.clone(),
            answer: handed_in(criterion, &decision),
            evidence: criterion
                .basis_of(&decision)
                .filter_map(|seal| Some(Arc::clone(&criterion.evidence.get(&seal)?.said)))
                .collect(),
            decision,
        })
    }
}

/// The answer that was judged, and what was declared with it.
fn handed_in(state: &CriterionState, decision: &Kept<Decision>) -> Option<(Arc<str>, String)> {
    let submission = state.submission_of(decision)?;
    let version = state.version_of(submission)?;
    let signed = answer::signed(&submission.said.signed, &date::day(submission.said.date));
    Some((Arc::clone(&version.said.text), signed))
}

#[component]
fn Open(quality: Quality, case: Case, to: String) -> impl IntoView {
    let writing = Writing::new();
    let case = StoredValue::new(case);
    let shown = Memo::new(move |_| !writing.blind.get() || writing.revealed.get());
    let asks = case.with_value(|case| case.asks.clone());
    let answer = case.with_value(|case| case.answer.clone()).map(|(text, signed)| {
        view! { <h3>{words::ANSWER}</h3><div class="card answer__text">{text.to_string()}</div><p class="meta">{signed}</p> }
    });
    let evidence = case.with_value(|case| case.evidence.clone());
    view! {
        <div class="columns">
            <div class="stack">
                <p><strong>{asks}</strong></p>
                {answer}
                {(!evidence.is_empty()).then(|| view! { <h3>{words::EVIDENCE}</h3>{evidence.iter().map(|item| piece(item)).collect_view()} })}
            </div>
            <div class="stack">
                <Show when=move || !writing.revealed.get()>
                    <div class="choice">
                        <input type="checkbox" id="check_blind" prop:checked=writing.blind on:change:target=move |event| writing.blind.set(event.target().checked())/>
                        <label for="check_blind">{words::BLIND}</label>
                    </div>
                </Show>
                <Show when=move || shown.get() fallback=move || view! { <Blind writing=writing/> }>
                    {case.with_value(|case| decided(&case.decision))}
                    <p><a href=to.clone()>{words::TO_ANSWER}</a></p>
                    <Form quality=quality writing=writing case=case/>
                </Show>
                <p>{leave(quality)}</p>
            </div>
        </div>
    }
}

impl Writing {
    fn new() -> Self {
        Self {
            blind: RwSignal::new(true),
            own: RwSignal::new(None),
            revealed: RwSignal::new(false),
            evidence: RwSignal::new(Evidence::default()),
            finding: RwSignal::new(None),
            comment: RwSignal::new(String::new()),
            action: RwSignal::new(String::new()),
            by_when: RwSignal::new(String::new()),
            wrong: RwSignal::new(None),
        }
    }

    /// What is recorded; none, with the reason shown, where something is missing.
    fn sample(self, stage: Stage) -> Option<Sample> {
        let (comment, finding) = (self.comment.get_untracked(), self.finding.get_untracked());
        let wrong = match finding {
            None => Some(words::FIND_FIRST),
            Some(SampleFinding::Disagree) if comment.trim().is_empty() => Some(words::SAY_WHY),
            Some(_) => None,
        };
        self.wrong.set(wrong);
        if wrong.is_some() {
            return None;
        }
        let blind = self
            .own
            .get_untracked()
            .filter(|_| self.revealed.get_untracked());
        Some(Sample {
            stage,
            blind,
            evidence: self.evidence.get_untracked(),
            finding: finding?,
            comment: comment.trim().into(),
            action: self.action.get_untracked().trim().into(),
            by_when: self.by_when.get_untracked().parse().ok(),
        })
    }
}

/// A piece of evidence in short: everything about it stands where it was judged.
fn piece(item: &EvidenceItem) -> impl IntoView + use<> {
    let said = match &item.method {
        Method::Observation(seen) => &seen.seen,
        Method::Discussion(talk) => &talk.summary,
        Method::Testimony(witness) => &witness.statement,
        Method::WorkProduct(product) => &product.description,
    };
    let kind = table::method(item.method.kind());
    let title = format!("{kind}: {}, {}", item.title, date::day(item.date));
    let kept =
        (!item.location.is_empty()).then(|| format!("{} {}", words::LOCATION, item.location));
    view! {
        <div class="card">
            <p><strong>{title}</strong></p>
            <p class="answer__text">{said.to_string()}</p>
            <p class="hint">{kept}</p>
        </div>
    }
}

/// The sampler's own judgement, before she sees the assessor's.
#[component]
fn Blind(writing: Writing) -> impl IntoView {
    let reveal = move |event: SubmitEvent| {
        event.prevent_default();
        let judged = writing.own.get_untracked().is_some();
        writing.wrong.set((!judged).then_some(words::JUDGE_FIRST));
        writing.revealed.set(judged);
    };
    let radio = |judgement: Judgement, id: &'static str| {
        view! {
            <div class="choice">
                <input type="radio" name="check_own" id=id checked=writing.own.get_untracked() == Some(judgement) on:change=move |_| writing.own.set(Some(judgement))/>
                <label for=id>{words::judgement(judgement)}</label>
            </div>
        }
    };
    view! {
        <form class="card fields" on:submit=reveal novalidate data-form="blind">
            <fieldset>
                <legend class="field__label">{words::OWN_JUDGEMENT}</legend>
                {radio(Judgement::Met, "check_own_met")}
                {radio(Judgement::NotYetMet, "check_own_not_yet")}
            </fieldset>
            <p class="field__error" role="alert">{move || writing.wrong.get()}</p>
            <p><button type="submit" class="button" data-action="reveal">{words::REVEAL}</button></p>
        </form>
    }
}

fn decided(decision: &Kept<Decision>) -> impl IntoView + use<> {
    let said = &decision.said;
    let line = |title: &'static str, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| view! { <p><strong>{title}</strong>" "{text}</p> })
    };
    let rules = Rule::ALL.map(|rule| {
        let finding = said.evidence.finding(rule);
        let note = finding.note.to_string();
        view! { <li>{answer::rule(judge::rule(rule), finding.holds)}" "{note}</li> }
    });
    view! {
        <div class="card" data-part="decision">
            <h3>{words::DECISION}</h3>
            <p><strong>{words::judgement(said.judgement)}</strong></p>
            <p class="meta">{answer::decided_by(&decision.event.by.name, &clock::local_day(decision.event.at))}</p>
            {line(answer::STRENGTHS, &said.feedback.strengths)}
            {line(answer::GAP, &said.feedback.gap)}
            {line(answer::ACTION, &said.feedback.action)}
            <ul class="links">{rules.collect_view()}</ul>
        </div>
    }
}

#[component]
fn Form(quality: Quality, writing: Writing, case: StoredValue<Case>) -> impl IntoView {
    let record = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(sample) = writing.sample(stage(quality)) {
            spawn_local(keep(quality, writing, case.get_value(), sample));
        }
    };
    let rules = Rule::ALL
        .into_iter()
        .enumerate()
        .map(|(at, rule)| check_of(writing, at, rule));
    let finding = |finding: SampleFinding, id: &'static str| {
        view! {
            <div class="choice">
                <input type="radio" name="check_finding" id=id on:change=move |_| writing.finding.set(Some(finding))/>
                <label for=id>{words::agree(finding)}</label>
            </div>
        }
    };
    view! {
        <form class="card fields stack" on:submit=record novalidate data-form="check">
            <fieldset>
                <legend class="field__label">{words::RULES}</legend>
                {rules.collect_view()}
            </fieldset>
            <fieldset>
                <legend class="field__label">{words::FINDING}</legend>
                {finding(SampleFinding::Agree, "check_agree")}
                {finding(SampleFinding::Disagree, "check_disagree")}
            </fieldset>
            {area("check_comment", words::COMMENT, None, writing.comment)}
            {area("check_action", words::ACTION, Some(words::ACTION_HELP), writing.action)}
            <div class="field">
                <label for="check_by_when">{words::BY_WHEN}</label>
                <input id="check_by_when" type="date" prop:value=writing.by_when on:input:target=move |event| writing.by_when.set(event.target().value())/>
            </div>
            <p class="field__error" role="alert">{move || writing.wrong.get()}</p>
            <p><button type="submit" class="button" data-action="record">{words::RECORD}</button></p>
        </form>
    }
}

fn check_of(writing: Writing, at: usize, rule: Rule) -> impl IntoView {
    let choices = [Holds::NotJudged, Holds::Yes, Holds::No];
    let options = choices.map(|holds| view! { <option>{words::holds(holds)}</option> });
    let id = format!("check_rule_{at}");
    let choose = move |at: i32| {
        let holds = usize::try_from(at)
            .ok()
            .and_then(|at| choices.get(at).copied());
        writing.evidence.update(|evidence| {
            evidence.finding_mut(rule).holds = holds.unwrap_or_default();
        });
    };
    view! {
        <div class="rate">
            <label for=id.clone()>{judge::rule(rule)}" "<span class="hint">{judge::rule_asks(rule)}</span></label>
            <select id=id on:change:target=move |event| choose(event.target().selected_index())>{options.collect_view()}</select>
        </div>
    }
}

fn area(
    id: &'static str,
    label: &'static str,
    help: Option<&'static str>,
    text: RwSignal<String>,
) -> impl IntoView {
    let help_id = help.map(|_| format!("{id}_help"));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {help.map(|help| view! { <p class="hint" id=help_id.clone()>{help}</p> })}
            <textarea id=id rows="3" aria-describedby=help_id prop:value=text on:input:target=move |event| text.set(event.target().value())></textarea>
        </div>
    }
}

fn stage(quality: Quality) -> Stage {
    let plan = quality.plan.read_untracked();
    match plan.as_ref().map(|kept| kept.plan.strategy.stage) {
        Some(sampling::Stage::Summative) => Stage::Summative,
        Some(sampling::Stage::Interim) | None => Stage::Interim,
    }
}

async fn keep(quality: Quality, writing: Writing, case: Case, sample: Sample) {
    let act = Act {
        what: What::Sample(sample.into()),
        about: vec![case.about],
        after: vec![case.decision.seal],
    };
    match quality
        .desk
        .act(&case.learner, vec![act], Texts::new())
        .await
    {
        Ok(_) => {
            quality.checking.set(None);
            quality.said.set(Some(words::RECORDED));
        }
        Err(error) => {
            quality.desk.session.tell(&error);
            let _ = writing.wrong.try_set(Some(words::NOT_RECORDED));
        }
    }
}
