//! The page where an answer is judged.

use leptos::prelude::Owner;
use underpin::{
    record::{
        decision::{Decision, Holds, Judgement, Rule},
        event::{Actor, Role},
        state::{CriterionState, Standing},
    },
    ui::{desk::Desk, dom},
};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::KeyboardEvent;

use crate::{
    page::{click, desk_of, see, see_text, settings, show_judge, text, texts, type_into, unit},
    work::{CRITERION, UNIT, Work, actor, assessor, met, not_yet_met},
};

const ANSWER: &str = "Carers notice small changes first.\nMrs Joan Bates told me “früh”.";
const ASSESSOR: Role = Role::Assessor { in_training: false };

fn learner(number: u8, name: &str) -> Actor {
    actor(number, name, Role::Learner)
}

/// A learner who has handed in.
fn handed_in(number: u8, name: &str) -> Work {
    let mut work = Work::of(learner(number, name), &settings(""), &unit(UNIT));
    let version = work.write(CRITERION, ANSWER, &[]);
    work.hand_in(CRITERION, &[version]);
    work
}

fn show(desk: Desk, number: u8) {
    let learner = learner(number, "").person;
    show_judge(desk, settings(""), unit(UNIT), learner, CRITERION);
}

/// What the desk has kept for a learner's criterion.
async fn kept(desk: Desk, number: u8) -> CriterionState {
    let learner = learner(number, "").person;
    let portfolio = desk.portfolio(learner).await.unwrap().unwrap();
    let (settings, unit) = (settings(""), unit(UNIT));
    let state = portfolio.record.state();
    state.unit(&settings.id, &unit.id).unwrap().criteria[CRITERION].clone()
}

fn press(key: &str) {
    press_at("body", key, false);
}

fn press_at(element: &str, key: &str, ctrl: bool) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_ctrl_key(ctrl);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    dom::anywhere(element)
        .unwrap()
        .dispatch_event(&event)
        .unwrap();
}

#[wasm_bindgen_test]
async fn met_is_refused_until_every_rule_is_judged_to_hold() {
    let desk = desk_of("Grace", ASSESSOR, vec![handed_in(1, "Ada")]).await;
    show(desk, 1);
    see("#judge_met").await;
    assert!(
        texts("[data-part=decide] input[type=radio]:checked").len() == Rule::ALL.len(),
        "only “not judged” is chosen beforehand"
    );
    click("#judge_met").await;
    click("[data-action=record]").await;
    see_text("[data-part=missing]", "“Sufficient” is not judged").await;
    see_text("[data-rule=valid] .field__error", "“Valid” is not judged").await;

    click("[data-action=all-hold]").await;
    click("#judge_current_no").await;
    see_text("[data-part=missing]", "“Current” does not hold").await;
    assert_eq!(texts("[data-part=missing] li").len(), 1);
    type_into("#judge_current_note", "From last year.").await;

    click("#judge_not_yet").await;
    see_text(
        "[data-part=missing]",
        "Say what the learner has to do next.",
    )
    .await;
    type_into("#judge_action", "Add something from this year.").await;
    click("[data-action=record]").await;
    see_text("[data-part=recorded]", "not yet met, Ada").await;

    let state = kept(desk, 1).await;
    assert_eq!(state.standing(), Standing::NotYetMet);
    let decision: Decision = (*state.standing_decisions()[0].said).clone();
    assert_eq!(decision.attempt, 1);
    assert_eq!(decision.evidence.current.holds, Holds::No);
    assert_eq!(&*decision.evidence.current.note, "From last year.");
    assert_eq!(&*decision.feedback.action, "Add something from this year.");
}

#[wasm_bindgen_test]
async fn one_key_prepares_what_one_key_records_and_goes_on_to_the_next_learner() {
    let works = vec![handed_in(1, "Ada"), handed_in(2, "Ben"), handed_in(3, "Cy")];
    let desk = desk_of("Grace", ASSESSOR, works).await;
    show(desk, 1);
    see_text("#judge_whose", "Ada").await;
    press("m");
    see("[data-action=record-and-next]:focus").await;
    assert_eq!(
        texts("[data-rule] input[value=yes]:checked").len(),
        Rule::ALL.len()
    );
    assert_eq!(
        kept(desk, 1).await.standing(),
        Standing::HandedIn,
        "nothing is recorded yet"
    );
    click("[data-action=record-and-next]").await;
    see_text("#judge_whose", "Ben").await;
    see_text(".judge__last", "met, Ada").await;
    assert_eq!(kept(desk, 1).await.standing(), Standing::Met);
    assert_eq!(texts("[data-rule] input[value=yes]:checked").len(), 0);

    click("[data-setting=single-keys]").await;
    press("m");
    assert_eq!(
        texts("[data-rule] input[value=yes]:checked").len(),
        0,
        "keys are off"
    );
    click("[data-setting=single-keys]").await;
}

/// Selects from one place to another in the answer's text, in UTF-16 units of its only text node.
fn select(from: u32, to: u32) {
    let text = dom::anywhere("[data-answer]").unwrap();
    let first = std::iter::successors(text.first_child(), web_sys::Node::first_child)
        .last()
        .unwrap();
    let range = dom::document().create_range().unwrap();
    range.set_start(&first, from).unwrap();
    range.set_end(&first, to).unwrap();
    let selection = dom::window().get_selection().unwrap().unwrap();
    selection.remove_all_ranges().unwrap();
    selection.add_range(&range).unwrap();
}

#[wasm_bindgen_test]
async fn a_comment_is_tied_to_the_passage_that_is_selected() {
    let desk = desk_of("Grace", ASSESSOR, vec![handed_in(1, "Ada")]).await;
    show(desk, 1);
    see("[data-answer]").await;
    select(7, 14);
    see("[data-action=comment]:not(:disabled)").await;
    click("[data-point=Knowledge] [data-action=use-passage]").await;
    see_text("[data-point=Knowledge] blockquote", "notice").await;
    click("[data-action=comment]").await;
    see_text("[data-part=comment-form] blockquote", "notice").await;
    click("[data-action=keep-comment]").await;
    see_text("#judge_comment_wrong", "Write your comment first.").await;
    type_into("#judge_comment", "What do they notice?").await;
    click("[data-action=keep-comment]").await;
    see_text("mark[data-comments='1']", "notice").await;
    see_text("[data-comment]", "What do they notice?").await;
    let whole = dom::anywhere("[data-answer]").unwrap().text_content();
    assert_eq!(
        whole.as_deref(),
        Some(ANSWER),
        "marks add nothing to the text"
    );
    assert_eq!(text("[data-answer] [data-identifying]"), "Mrs Joan Bates");

    let state = kept(desk, 1).await;
    let comment = state.comments.iter().next().unwrap();
    let passage = comment.said.passage().unwrap();
    assert_eq!(
        (&*passage.quote, passage.from, passage.to),
        ("notice", 7, 13)
    );
}

#[wasm_bindgen_test]
async fn the_wording_the_learner_saw_stands_beside_what_has_changed() {
    let desk = desk_of("Grace", ASSESSOR, vec![handed_in(1, "Ada")]).await;
    let reworded = UNIT.replace(
        "Why shared ways of working help",
        "Why habits that are shared help",
    );
    let place = learner(1, "").person;
    show_judge(desk, settings(""), unit(&reworded), place, CRITERION);
    see_text(
        "[data-part=criterion] .judge__points",
        "Why shared ways of working help",
    )
    .await;
    see_text("[data-part=reworded]", "Only words were mended").await;
    see_text("[data-part=reworded] ins", "habits").await;

    let gone = UNIT.replace("ac-3-2", "ac-9-9");
    show_judge(desk, settings(""), unit(&gone), place, CRITERION);
    see_text("[data-part=criterion]", "no longer in the training").await;
    see_text("[data-part=criterion]", "Explain why carers matter").await;
}

#[wasm_bindgen_test]
async fn two_decisions_that_differ_are_settled_by_a_third() {
    let mut work = handed_in(1, "Ada");
    let submission = {
        let state = work.record.state();
        let unit = state.units().next().unwrap().2.criteria[CRITERION].clone();
        unit.waiting()[0].seal
    };
    work.decide(&assessor(8, "Bea"), CRITERION, &[submission], met(1));
    work.decide(
        &assessor(9, "Cyn"),
        CRITERION,
        &[submission],
        not_yet_met(1),
    );
    let desk = desk_of("Grace", ASSESSOR, vec![work]).await;
    show(desk, 1);
    see("[data-part=differ]").await;
    assert_eq!(texts(".judge__standing > [data-decision]").len(), 2);
    see_text("[data-part=supersedes]", "settles").await;
    press("m");
    click("[data-action=record]").await;
    see("[data-part=recorded]").await;
    let state = kept(desk, 1).await;
    assert_eq!(state.standing(), Standing::Met);
    assert_eq!(state.decisions.len(), 3);
    assert_eq!(state.standing_decisions()[0].said.attempt, 1);
}

#[wasm_bindgen_test]
async fn who_decided_in_another_tab_looks_again_before_a_decision_is_recorded_here() {
    let mut work = handed_in(1, "Ada");
    let submission = {
        let state = work.record.state();
        let unit = state.units().next().unwrap().2.criteria[CRITERION].clone();
        unit.waiting()[0].seal
    };
    let before = work.record.clone();
    work.decide(
        &assessor(8, "Bea"),
        CRITERION,
        &[submission],
        not_yet_met(1),
    );
    let after = std::mem::replace(&mut work.record, before);
    let desk = desk_of("Grace", ASSESSOR, vec![work]).await;
    show(desk, 1);
    see("#judge_met").await;
    // Another tab writes into the same storage, and this one hears nothing of it.
    let owner = Owner::new();
    let other = owner.with(|| Desk::new(desk.session));
    let ada = underpin::exchange::record_file::Learner {
        id: learner(1, "").person,
        name: "Ada".into(),
    };
    other.take_in(&ada, after).await.unwrap();
    press("m");
    click("[data-action=record]").await;
    see_text("[data-part=said]", "Nothing was recorded").await;
    see_text(".judge__standing [data-decision]", "Not yet met").await;
    assert_eq!(kept(desk, 1).await.decisions.len(), 1);
    click("[data-action=record]").await;
    see("[data-part=recorded]").await;
    assert_eq!(kept(desk, 1).await.standing(), Standing::Met);
}

#[wasm_bindgen_test]
async fn a_decision_in_training_counts_once_somebody_qualified_countersigns() {
    let trainee = Role::Assessor { in_training: true };
    let desk = desk_of("Poppy", trainee, vec![handed_in(1, "Ada")]).await;
    show(desk, 1);
    see_text(
        "[data-part=decide]",
        "counts once a qualified assessor has countersigned",
    )
    .await;
    press("m");
    click("[data-action=record]").await;
    see_text("[data-decision]", "Waits to be countersigned").await;
    assert!(dom::anywhere("[data-action=countersign]").is_none());
    assert_eq!(kept(desk, 1).await.standing(), Standing::HandedIn);

    let learner = learner(1, "").person;
    let record = desk.portfolio(learner).await.unwrap().unwrap().record;
    let mut work = handed_in(1, "Ada");
    work.record = record;
    let desk = desk_of("Grace", ASSESSOR, vec![work]).await;
    show(desk, 1);
    click("[data-action=countersign]").await;
    see_text("[data-decision]", "Stands").await;
    let state = kept(desk, 1).await;
    assert_eq!(state.standing(), Standing::Met);
    assert_eq!(state.standing_decisions()[0].said.judgement, Judgement::Met);
}

#[wasm_bindgen_test]
async fn who_may_not_decide_reads() {
    let desk = desk_of(
        "Eve",
        Role::ExternalQualityAssurer,
        vec![handed_in(1, "Ada")],
    )
    .await;
    show(desk, 1);
    see_text(".judge__desk", "You are here to read.").await;
    for writes in ["form", "[data-action]"] {
        assert!(
            dom::anywhere(&format!(".judge {writes}")).is_none(),
            "{writes}"
        );
    }
    let me = desk.me_untracked().unwrap().person;
    let (settings, unit) = (settings(""), unit(UNIT));
    let myself = Actor {
        person: me,
        ..learner(1, "Eve")
    };
    let mut own = Work::of(myself, &settings, &unit);
    let version = own.write(CRITERION, ANSWER, &[]);
    own.hand_in(CRITERION, &[version]);
    let taken = underpin::exchange::record_file::Learner {
        id: me,
        name: "Eve".into(),
    };
    desk.take_in(&taken, own.record).await.unwrap();
    desk.sit_down("Eve", ASSESSOR);
    show_judge(desk, settings, unit, me, CRITERION);
    see_text(".judge__desk", "This is your own work.").await;
    assert!(dom::anywhere(".judge form").is_none());
}

#[wasm_bindgen_test]
async fn evidence_for_a_skill_is_recorded_and_taken_into_the_decision() {
    let desk = desk_of("Grace", ASSESSOR, vec![handed_in(1, "Ada")]).await;
    show(desk, 1);
    click("[data-action=record-evidence]").await;
    click("[data-action=keep-evidence]").await;
    see_text("#evidence_title_wrong", "Give it a title.").await;
    type_into("#evidence_words", "She waited for his answer.").await;
    let title: web_sys::HtmlInputElement =
        wasm_bindgen::JsCast::unchecked_into(see("#evidence_title").await);
    title.set_value("Lunch");
    title
        .dispatch_event(&web_sys::Event::new("input").unwrap())
        .unwrap();
    // What decides is not for a form beside the decision, even where a decision is prepared.
    press("m");
    press_at("#evidence_words", "Enter", true);
    click("[data-action=keep-evidence]").await;
    see_text("[data-evidence]", "She waited for his answer.").await;
    assert!(kept(desk, 1).await.decisions.is_empty());
    assert_eq!(texts("[data-basis]:checked").len(), 2);
    press("m");
    press_at("#judge_action", "Enter", true);
    see("[data-part=recorded]").await;
    let state = kept(desk, 1).await;
    assert!(state.waiting_evidence().is_empty());
    assert_eq!(state.methods_of(state.standing_decisions()[0]).len(), 2);
}
