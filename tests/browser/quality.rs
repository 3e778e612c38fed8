//! The page of quality assurance.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::Owner;
use underpin::{
    desk::{sampled::KeptPlan, store::Note},
    exchange::record_file::Learner,
    record::{
        Record,
        decision::Evidence,
        event::{Actor, Role},
        sample::{Sample, SampleAnswer, SampleClosed, SampleFinding, Stage},
        seal::Seal,
        state::CriterionState,
        what::What,
    },
    ui::desk::Desk,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    page::{a_moment, click, desk_of, see, see_text, settings, show_quality, type_into, unit},
    work::{CRITERION, UNIT, Work, actor, assessor, met},
};

const SAMPLER: Role = Role::InternalQualityAssurer;

/// A learner whose answer was found to be sufficient, and that decision.
fn decided() -> (Work, Seal) {
    let ada = actor(1, "Ada", Role::Learner);
    let mut work = Work::of(ada, &settings(""), &unit(UNIT));
    let version = work.write(CRITERION, "Carers notice small changes first.", &[]);
    let submission = work.hand_in(CRITERION, &[version]);
    let decision = work.decide(&assessor(8, "Bea"), CRITERION, &[submission], met(1));
    (work, decision)
}

fn check(work: &mut Work, by: &Actor, decision: Seal, finding: SampleFinding) -> Seal {
    let sample = Sample {
        stage: Stage::Summative,
        blind: None,
        evidence: Evidence::default(),
        finding,
        comment: "Where is a consequence?".into(),
        action: "".into(),
        by_when: None,
    };
    let what = What::Sample(Arc::new(sample));
    work.add(by, CRITERION, &[decision], what)
}

fn ada() -> Learner {
    Learner {
        id: actor(1, "", Role::Learner).person,
        name: "Ada".into(),
    }
}

/// What another tab writes into the same storage, and this one hears nothing of.
async fn in_another_tab(desk: Desk, record: &Record) {
    let owner = Owner::new();
    let other = owner.with(|| Desk::new(desk.session));
    other.take_in(&ada(), record.clone()).await.unwrap();
}

async fn kept(desk: Desk) -> CriterionState {
    let portfolio = desk.portfolio(ada().id).await.unwrap().unwrap();
    let (settings, unit) = (settings(""), unit(UNIT));
    let state = portfolio.record.state();
    state.unit(&settings.id, &unit.id).unwrap().criteria[CRITERION].clone()
}

#[wasm_bindgen_test]
async fn who_checked_in_another_tab_looks_again_before_a_check_is_recorded_here() {
    let (mut work, decision) = decided();
    let desk = desk_of("Quinn", SAMPLER, Vec::new()).await;
    desk.take_in(&ada(), work.record.clone()).await.unwrap();
    show_quality(desk, &settings(""), unit(UNIT));
    click("[data-action=check]").await;
    click("#check_blind").await;
    click("#check_agree").await;
    type_into("#check_comment", "Clear and to the point.").await;

    let me = desk.me_untracked().unwrap();
    check(&mut work, &me, decision, SampleFinding::Disagree);
    in_another_tab(desk, &work.record).await;
    click("[data-action=record]").await;
    see_text("#check_wrong", "Nothing was recorded").await;
    see_text("[data-part=decision] [data-checked]", "Quinn").await;
    assert_eq!(kept(desk).await.samples.len(), 1);

    click("[data-action=record]").await;
    see_text("[data-said=quality]", "Recorded").await;
    let state = kept(desk).await;
    let comments = state.samples.iter().map(|sample| &*sample.said.comment);
    let comments: BTreeSet<&str> = comments.collect();
    assert!(comments.contains("Clear and to the point."));
    assert_eq!(comments.len(), 2);
}

#[wasm_bindgen_test]
async fn a_check_of_a_record_that_another_tab_took_off_the_desk_is_not_recorded() {
    let desk = desk_of("Quinn", SAMPLER, vec![decided().0]).await;
    show_quality(desk, &settings(""), unit(UNIT));
    click("[data-action=check]").await;
    click("#check_blind").await;
    click("#check_agree").await;
    let owner = Owner::new();
    let other = owner.with(|| Desk::new(desk.session));
    other.take_off(&[ada().id]).await.unwrap();
    click("[data-action=record]").await;
    see_text("[data-part=check]", "no longer on the desk").await;
    assert_eq!(desk.portfolio(ada().id).await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_check_is_closed_on_what_the_assessor_says_by_now_and_once_only() {
    let (mut work, decision) = decided();
    let desk = desk_of("Quinn", SAMPLER, Vec::new()).await;
    let me = desk.me_untracked().unwrap();
    let sample = check(&mut work, &me, decision, SampleFinding::Disagree);
    let answer = |work: &mut Work, text: &str| {
        let what = What::SampleAnswer(Arc::new(SampleAnswer { text: text.into() }));
        work.add(&assessor(8, "Bea"), CRITERION, &[sample], what);
    };
    answer(&mut work, "It stands in the second sentence.");
    desk.take_in(&ada(), work.record.clone()).await.unwrap();
    show_quality(desk, &settings(""), unit(UNIT));
    click("[data-action=close]").await;
    type_into("#quality_note", "Seen.").await;
    answer(&mut work, "And in the third.");
    in_another_tab(desk, &work.record).await;
    click("[data-action=close-it]").await;
    see_text("dialog[open]", "Nothing was recorded").await;
    see_text("dialog[open]", "And in the third.").await;
    assert!(kept(desk).await.sample_closings.is_empty());

    let closed = SampleClosed {
        note: "Elsewhere".into(),
        date: jiff::civil::date(2026, 11, 22),
    };
    let closed = What::SampleClosed(Arc::new(closed));
    work.add(&me, CRITERION, &[sample], closed);
    in_another_tab(desk, &work.record).await;
    click("[data-action=close-it]").await;
    see_text("dialog[open]", "was closed meanwhile").await;
    let state = kept(desk).await;
    let notes = state.sample_closings.iter().map(|kept| &*kept.said.note);
    assert!(notes.eq(["Elsewhere"]));
    see_text("[data-part=made] tbody tr", "Closed").await;
}

#[wasm_bindgen_test]
async fn what_two_tabs_change_in_the_plan_is_all_in_it() {
    let desk = desk_of("Quinn", SAMPLER, vec![decided().0]).await;
    let me = desk.me_untracked().unwrap().person;
    let read = |text: &str| KeptPlan::read(text, me);
    let kept = || desk.note_as(Note::SamplingPlan, read);
    show_quality(desk, &settings(""), unit(UNIT));
    see("#quality_again").await;
    while kept().await.unwrap().is_none() {
        a_moment().await;
    }
    let first = kept().await.unwrap().unwrap();

    let owner = Owner::new();
    let other = owner.with(|| Desk::new(desk.session));
    let seed = first.plan.seed + 1;
    let changed = other.change_note(Note::SamplingPlan, read, |plan| {
        let mut plan = plan.unwrap();
        plan.plan.seed = seed;
        (Some(plan.to_text()), ())
    });
    changed.await.unwrap();
    click("#quality_again").await;
    let again = first.plan.strategy.all_resubmissions;
    while kept()
        .await
        .unwrap()
        .unwrap()
        .plan
        .strategy
        .all_resubmissions
        == again
    {
        a_moment().await;
    }
    assert_eq!(kept().await.unwrap().unwrap().plan.seed, seed);
}
