//! Checking one decision: what the learner handed in, the sampler's own judgement (before the
//! assessor's is shown, if she wants that), the rules, and what comes of it.

use std::rc::Rc;

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};

use super::{
    super::{
        keeper::{GivenBack, Keeper, Keeping, KeptSoFar},
        to_answer,
    },
    Looked, Quality,
    case::Case,
};
use crate::{
    desk::unfinished::{CheckMissing, CheckWriting, Unfinished, Work},
    quality::sampling,
    record::{
        decision::{Holds, Judgement, Rule},
        evidence::{EvidenceItem, Method},
        pending::Texts,
        sample::{Sample, SampleFinding, Stage},
        what::What,
    },
    ui::{
        clock,
        desk::{Act, Desk},
        dom,
        part::day::DayField,
    },
    wording::{
        answer,
        assess::{judge, quality as words, table},
        date,
    },
};

/// What is being written.
#[derive(Clone, Copy)]
struct Writing {
    form: RwSignal<CheckWriting>,
    wrong: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    keeper: StoredValue<Rc<Keeper<CheckWriting>>, LocalStorage>,
}

/// How far the reading has come.
#[derive(Clone, PartialEq)]
enum Stand {
    Reading,
    Gone,
    Open(Found),
}

/// What was read: the decision, and what was written about it when it was last left.
type Found = (Box<Case>, Option<Unfinished<CheckWriting>>);

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
        let read = Case::read(quality, &wanted).await.unwrap_or_else(|error| {
            quality.desk.session.tell(&error);
            None
        });
        let work = Work::Check(wanted.learner, wanted.decision);
        let found = quality.desk.unfinished(&work).await;
        let _ =
            stand.try_set(read.map_or(Stand::Gone, |case| Stand::Open((Box::new(case), found))));
    });
    let title = format!(
        "{}: {}",
        quality.learner_name(looked.learner),
        quality.called(&looked.place)
    );
    let to = to_answer(looked.learner, &looked.place);
    let looked = StoredValue::new(looked);
    view! {
        <section class="stack" aria-labelledby="quality_check" data-part="check">
            <h2 id="quality_check" tabindex="-1" node_ref=heading>{words::CHECKING}</h2>
            <p class="kicker">{title}</p>
            {move || match stand.get() {
                Stand::Reading => ().into_any(),
                Stand::Gone => view! { <p>{words::GONE}</p>{leave(quality)} }.into_any(),
                Stand::Open((case, found)) => {
                    let writing = looked.with_value(|looked| Writing::new(quality.desk, looked, found.as_ref()));
                    view! { <Open quality=quality writing=writing case=*case stand=stand to=to.clone()/> }.into_any()
                }
            }}
        </section>
    }
}

fn leave(quality: Quality) -> impl IntoView {
    view! { <button type="button" class="button button--quiet" data-action="leave" on:click=move |_| quality.checking.set(None)>{words::LEAVE}</button> }
}

#[component]
fn Open(
    quality: Quality,
    writing: Writing,
    case: Case,
    stand: RwSignal<Stand>,
    to: String,
) -> impl IntoView {
    let case = RwSignal::new(case);
    let shown = Memo::new(move |_| writing.form.with(CheckWriting::shows));
    let form = writing.form;
    let blind = Memo::new(move |_| writing.form.with(|form| form.blind));
    let revealed = Memo::new(move |_| writing.form.with(|form| form.revealed));
    view! {
        <div class="columns">
            <div class="stack">{move || case.with(judged)}</div>
            <div class="stack">
                <GivenBack state=writing.keeping() start_again=move || writing.start_again()/>
                <Show when=move || !revealed.get()>
                    <div class="choice">
                        <input type="checkbox" id="check_blind" prop:checked=blind disabled=move || shown.get() on:change=move |_| form.update(CheckWriting::look)/>
                        <label for="check_blind">{words::BLIND}</label>
                    </div>
                </Show>
                <Show when=move || shown.get() fallback=move || view! { <Blind writing=writing/> }>
                    {move || case.with(decided)}
                    <p><a href=to.clone()>{words::TO_ANSWER}</a></p>
                    <Form quality=quality writing=writing case=case stand=stand/>
                </Show>
                <p>{leave(quality)}</p>
                <KeptSoFar state=writing.keeping()/>
            </div>
        </div>
    }
}

/// What was judged: the words, and evidence of other kinds.
fn judged(case: &Case) -> impl IntoView + use<> {
    let answer = case.answer.clone().map(|answer| {
        let from_paper = answer.from_paper.then(|| view! { <p class="notice" data-kind="info" data-part="from-paper">{judge::FROM_PAPER}</p> });
        view! {
            <h3>{words::ANSWER}</h3>
            {from_paper}
            <div class="card answer__text">{answer.text.to_string()}</div>
            <p class="meta">{answer.signed}</p>
        }
    });
    let evidence = &case.evidence;
    let pieces = evidence.iter().map(|item| piece(item)).collect_view();
    view! {
        <p><strong>{case.asks.clone()}</strong></p>
        {answer}
        {(!evidence.is_empty()).then(|| view! { <h3>{words::EVIDENCE}</h3>{pieces} })}
    }
}

impl Writing {
    /// Goes on from what was found, and keeps what is written.
    fn new(desk: Desk, looked: &Looked, found: Option<&Unfinished<CheckWriting>>) -> Self {
        let form = RwSignal::new(CheckWriting::default());
        let work = Work::Check(looked.learner, looked.decision);
        let is_nothing = |writing: &CheckWriting| *writing == CheckWriting::default();
        let keeper = Keeper::follow(desk, work, move || form.get(), is_nothing);
        if let Some(found) = found {
            form.set(found.writing.clone());
            keeper.gave_back(found, None);
        }
        Self {
            form,
            wrong: RwSignal::new(None),
            busy: RwSignal::new(false),
            keeper: StoredValue::new_local(keeper),
        }
    }

    fn keeping(self) -> Keeping {
        self.keeper.with_value(|keeper| keeper.state)
    }

    /// Empties the form. Once she has seen the decision she cannot judge it blind any more.
    fn start_again(self) {
        self.wrong.set(None);
        self.form.update(|form| {
            *form = CheckWriting {
                blind: form.blind,
                own: form.own,
                revealed: form.revealed,
                ..CheckWriting::default()
            };
        });
    }

    /// Whether the day by when stands against it.
    fn is_wrong_day(self) -> bool {
        let wrong = self.wrong.get();
        wrong.is_some_and(|wrong| [date::DAY_UNREAD, words::DAY_OVER].contains(&wrong))
    }

    /// What is recorded; none, with the reason shown, where something is missing.
    fn sample(self, stage: Stage) -> Option<Sample> {
        let made = self
            .form
            .with_untracked(|form| form.sample(stage, clock::today()));
        self.wrong
            .set(made.as_ref().err().map(|missing| match missing {
                CheckMissing::Finding => words::FIND_FIRST,
                CheckMissing::Comment => words::SAY_WHY,
                CheckMissing::ByWhenUnread => date::DAY_UNREAD,
                CheckMissing::ByWhenOver => words::DAY_OVER,
            }));
        made.ok()
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
        let judged = writing.form.with_untracked(|form| form.own.is_some());
        writing.wrong.set((!judged).then_some(words::JUDGE_FIRST));
        writing.form.update(|form| form.revealed = judged);
    };
    let form = writing.form;
    let (own, set_own) = slice!(form.own);
    let radio = move |judgement: Judgement, id: &'static str| {
        view! {
            <div class="choice">
                <input type="radio" name="check_own" id=id prop:checked=move || own.get() == Some(judgement) on:change=move |_| set_own.set(Some(judgement))/>
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

fn decided(case: &Case) -> impl IntoView + use<> {
    let decision = &case.decision;
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
    let signatures = case.signatures.iter().map(|signature| {
        let day = clock::local_day(signature.event.at);
        view! { <p class="meta" data-countersigned="">{answer::countersigned_by(&signature.event.by.name, &day)}</p> }
    });
    let checks = case.checks.iter().map(|check| {
        let (said, by) = (&check.said, &check.event.by);
        let by = judge::by(&by.name, by.role, &clock::local_day(check.event.at));
        view! { <p class="meta" data-checked="">{judge::sampled(said.stage, said.finding)}" · "{by}</p> }
    });
    view! {
        <div class="card" data-part="decision">
            <h3>{words::DECISION}</h3>
            <p><strong>{words::judgement(said.judgement)}</strong></p>
            <p class="meta">{answer::decided_by(&decision.event.by.name, &clock::local_day(decision.event.at))}</p>
            {signatures.collect_view()}
            {checks.collect_view()}
            {line(answer::STRENGTHS, &said.feedback.strengths)}
            {line(answer::GAP, &said.feedback.gap)}
            {line(answer::ACTION, &said.feedback.action)}
            <ul class="links">{rules.collect_view()}</ul>
        </div>
    }
}

#[component]
fn Form(
    quality: Quality,
    writing: Writing,
    case: RwSignal<Case>,
    stand: RwSignal<Stand>,
) -> impl IntoView {
    let record = move |event: SubmitEvent| {
        event.prevent_default();
        if writing.busy.get_untracked() {
            return;
        }
        if let Some(sample) = writing.sample(stage(quality)) {
            writing.busy.set(true);
            spawn_local(async move {
                if !was_overtaken(quality, writing, case, stand).await {
                    keep(quality, writing, case, sample).await;
                }
                writing.busy.try_set(false);
            });
        }
    };
    let rules = Rule::ALL
        .into_iter()
        .enumerate()
        .map(|(at, rule)| check_of(writing, at, rule));
    let form = writing.form;
    let (found, set_found) = slice!(form.finding);
    let finding = move |finding: SampleFinding, id: &'static str| {
        view! {
            <div class="choice">
                <input type="radio" name="check_finding" id=id prop:checked=move || found.get() == Some(finding) on:change=move |_| set_found.set(Some(finding))/>
                <label for=id>{words::agree(finding)}</label>
            </div>
        }
    };
    let (by_when, set_by_when) = slice!(form.by_when);
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
            {area("check_comment", words::COMMENT, None, slice!(form.comment))}
            {area("check_action", words::ACTION, Some(words::ACTION_HELP), slice!(form.action))}
            <div class="field">
                <label for="check_by_when">{words::BY_WHEN}</label>
                <DayField id="check_by_when" described_by="check_wrong" is_wrong=Signal::derive(move || writing.is_wrong_day())
                    value=by_when put=move |day| set_by_when.set(day)/>
            </div>
            <p id="check_wrong" class="field__error" role="alert">{move || writing.wrong.get()}</p>
            <p><button type="submit" class="button" data-action="record" disabled=writing.busy>{words::RECORD}</button></p>
        </form>
    }
}

fn check_of(writing: Writing, at: usize, rule: Rule) -> impl IntoView {
    let choices = [Holds::NotJudged, Holds::Yes, Holds::No];
    let now = move || writing.form.with(|form| form.evidence.finding(rule).holds);
    let options = choices.map(
        |holds| view! { <option selected=move || now() == holds>{words::holds(holds)}</option> },
    );
    let id = format!("check_rule_{at}");
    let choose = move |at: i32| {
        let holds = usize::try_from(at)
            .ok()
            .and_then(|at| choices.get(at).copied());
        writing.form.update(|form| {
            form.evidence.finding_mut(rule).holds = holds.unwrap_or_default();
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
    (text, set_text): (Signal<String>, SignalSetter<String>),
) -> impl IntoView {
    let help_id = help.map(|_| format!("{id}_help"));
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {help.map(|help| view! { <p class="hint" id=help_id.clone()>{help}</p> })}
            <textarea id=id rows="3" aria-describedby=help_id prop:value=text on:input:target=move |event| set_text.set(event.target().value())></textarea>
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

/// Whether another tab has changed what is checked since it was read here; it is shown as it now is then.
/// A check is of what was seen.
async fn was_overtaken(
    quality: Quality,
    writing: Writing,
    case: RwSignal<Case>,
    stand: RwSignal<Stand>,
) -> bool {
    let Some(seen) = case.try_get_untracked() else {
        return true;
    };
    match Case::read(quality, &seen.looked).await {
        Ok(Some(now)) if now == seen => false,
        Ok(Some(now)) => {
            case.try_set(now);
            writing.wrong.try_set(Some(words::CHANGED_MEANWHILE));
            true
        }
        Ok(None) => {
            stand.try_set(Stand::Gone);
            true
        }
        // What cannot be read cannot be written either: that is told there.
        Err(_) => false,
    }
}

async fn keep(quality: Quality, writing: Writing, case: RwSignal<Case>, sample: Sample) {
    let Some(case) = case.try_get_untracked() else {
        return;
    };
    let act = Act {
        what: What::Sample(sample.into()),
        about: vec![case.about],
        after: vec![case.decision.seal],
    };
    let keeper = writing.keeper.try_get_value();
    match quality
        .desk
        .act(&case.learner, vec![act], Texts::new())
        .await
    {
        Ok(_) => {
            if let Some(keeper) = keeper {
                keeper.forget();
            }
            quality.checking.set(None);
            quality
                .said
                .set(Some(match quality.desk.goes_to_provider() {
                    true => words::RECORDED_SENT,
                    false => words::RECORDED,
                }));
        }
        Err(error) => {
            quality.desk.session.tell(&error);
            let _ = writing.wrong.try_set(Some(words::NOT_RECORDED));
        }
    }
}
