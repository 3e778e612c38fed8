//! The page where a criterion is answered.

use underpin::record::event::Role;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

use crate::{
    page::{
        click, see, see_text, session_with, settings, show_answer, text, texts, type_into, unit,
    },
    work::{CRITERION, UNIT, Work, actor, assessor, met, not_yet_met},
};

fn ada() -> Work {
    Work::of(actor(1, "Ada", Role::Learner), &settings(""), &unit(UNIT))
}

#[wasm_bindgen_test]
async fn typing_shows_how_long_the_text_is_and_what_could_identify_somebody() {
    let session = session_with("Ada", Default::default()).await;
    show_answer(session, settings(""), unit(UNIT), CRITERION);
    type_into("#answer_text", "Mrs Joan Bates told me.").await;
    see_text("#answer_length", "5 words. Many answers have ").await;
    see("[data-part=identifying] [data-finding='Mrs Joan Bates']").await;
    see_text("#answer_saved", "Saved on this device").await;

    click("[data-finding='Mrs Joan Bates'] [data-action=replace]").await;
    see_text("[data-place=answer] [role=status]", "Replaced with").await;
    assert_eq!(texts("[data-part=identifying]"), [""; 0]);
}

#[wasm_bindgen_test]
async fn what_nobody_asked_to_keep_is_kept_apart_from_what_she_keeps() {
    let session = session_with("Ada", Default::default()).await;
    show_answer(session, settings(""), unit(UNIT), CRITERION);
    let versions = || -> Vec<(String, bool)> {
        let state = session.record().state();
        let criteria = state
            .units()
            .flat_map(|(_, _, unit)| unit.criteria.values());
        let versions = criteria.flat_map(|criterion| criterion.versions.in_order());
        versions
            .map(|version| (version.said.text.to_string(), version.said.unasked))
            .collect()
    };
    let left = ("Mr Smith sa".to_owned(), true);
    type_into("#answer_text", &left.0).await;
    see_text("#answer_saved", "Saved on this device").await;
    let going = web_sys::Event::new("pagehide").unwrap();
    web_sys::window().unwrap().dispatch_event(&going).unwrap();
    click("[data-part=history] summary").await;
    see_text("[data-part=history]", "kept by itself").await;
    assert_eq!(versions(), std::slice::from_ref(&left));

    click("[data-action=keep-version]").await;
    see_text("[data-place=answer] [role=status]", "This version is kept.").await;
    let kept = (left.0.clone(), false);
    assert_eq!(versions(), [left, kept.clone()]);
    assert_eq!(texts("[data-version]").len(), 1);
    assert!(!text("[data-part=history]").contains("kept by itself"));

    // It is kept once.
    click("[data-action=keep-version]").await;
    see_text("[data-place=answer] [role=status]", "is kept already").await;
    assert_eq!(versions().last(), Some(&kept));
    assert_eq!(versions().len(), 2);
}

#[wasm_bindgen_test]
async fn a_decision_is_shown_with_its_feedback_its_rules_and_its_comments() {
    let mut work = ada();
    let grace = assessor(2, "Grace");
    let version = work.write(CRITERION, "They notice things first.", &[]);
    let submission = work.hand_in(CRITERION, &[version]);
    work.comment(
        &grace,
        CRITERION,
        submission,
        "notice",
        "What do they notice?",
    );
    work.decide(&grace, CRITERION, &[submission], not_yet_met(1));
    let session = session_with("Ada", work.record).await;
    show_answer(session, settings(""), unit(UNIT), CRITERION);

    see("[data-decision][data-judgement=not-yet]").await;
    let said = text("[data-decision]");
    for words in [
        "Not yet met",
        "Decided by Grace",
        "A real example, told with respect.",
        "You do not yet say what follows when carers are ignored.",
        "Add what could have happened to Mrs B.",
        "By 5 December 2026",
    ] {
        assert!(said.contains(words), "“{words}” is not in “{said}”");
    }
    let rules = [
        "yes",
        "yes",
        "yes",
        "not judged",
        "no. No consequence is given.",
    ];
    let shown = texts("[data-decision] .rules > li");
    assert_eq!(shown.len(), rules.len());
    for (shown, rule) in shown.iter().zip(rules) {
        assert!(
            shown.contains(&format!(": {rule}")),
            "{rule} is not in {shown}"
        );
    }
    // The comment stands once, beside the text that it is on.
    assert!(!said.contains("What do they notice?"), "{said}");
    assert!(text("[data-part=comments]").contains("What do they notice?"));
    // The comment leads from its passage in the text.
    assert_eq!(text("[data-part=fixed-text] mark"), "notice");
    assert!(text("[data-part=fixed-text]").ends_with(" things first."));
    see_text("[data-place=criterion-state]", "Not yet met").await;
}

#[wasm_bindgen_test]
async fn comments_stand_once_however_many_decided_on_the_same_text() {
    let mut work = ada();
    let (grace, henry) = (assessor(2, "Grace"), assessor(3, "Henry"));
    let version = work.write(CRITERION, "They notice things first.", &[]);
    let submission = work.hand_in(CRITERION, &[version]);
    let asked = "What do they notice?";
    work.comment(&grace, CRITERION, submission, "notice", asked);
    work.decide(&grace, CRITERION, &[submission], not_yet_met(1));
    work.decide(&henry, CRITERION, &[submission], met(2));
    let session = session_with("Ada", work.record).await;
    show_answer(session, settings(""), unit(UNIT), CRITERION);
    let times = || text("main").matches(asked).count();
    see("[data-decision] + * + [data-decision]").await;
    assert_eq!(times(), 1);
    // Also where the text makes room for the editor.
    click("[data-action=write-on]").await;
    see("#answer_text").await;
    assert_eq!(times(), 1);
}

#[wasm_bindgen_test]
async fn a_later_decision_stands_and_the_earlier_one_is_folded_away() {
    let mut work = ada();
    let grace = assessor(2, "Grace");
    let first = work.write(CRITERION, "They notice.", &[]);
    let submission = work.hand_in(CRITERION, &[first]);
    let decision = work.decide(&grace, CRITERION, &[submission], not_yet_met(1));
    let second = work.write(CRITERION, "They notice first.", &[first]);
    let again = work.hand_in(CRITERION, &[second, submission, decision]);
    work.decide(&grace, CRITERION, &[again], met(2));
    let session = session_with("Ada", work.record).await;
    show_answer(session, settings(""), unit(UNIT), CRITERION);

    see("[data-part=decisions] > [data-judgement=met]").await;
    see("[data-part=decisions] > details:not([open]) > [data-judgement=not-yet]").await;
    assert_eq!(texts("[data-part=decisions] > article").len(), 1);
}

#[wasm_bindgen_test]
async fn no_more_is_handed_in_than_the_centre_allows() {
    let often = "max_submissions = 1";
    let mut work = ada();
    let version = work.write(CRITERION, "They notice.", &[]);
    let submission = work.hand_in(CRITERION, &[version]);
    work.decide(
        &assessor(2, "Grace"),
        CRITERION,
        &[submission],
        not_yet_met(1),
    );
    let session = session_with("Ada", work.record.clone()).await;
    show_answer(session, settings(often), unit(UNIT), CRITERION);
    see_text("[data-part=handed-in]", "as often as your centre allows").await;
    assert_eq!(texts("[data-action=write-on]"), [""; 0]);

    // A version from another device brings the editor back, but not the way to hand in.
    work.write(CRITERION, "They notice first.", &[version]);
    let session = session_with("Ada", work.record).await;
    show_answer(session, settings(often), unit(UNIT), CRITERION);
    click("[data-action=hand-in]").await;
    see_text("[data-part=hand-in]", "as often as your centre allows").await;
    assert_eq!(texts("[data-action=hand-in-now]"), [""; 0]);
    assert_ne!(texts("[data-part=hand-in] [data-action=not-now]"), [""; 0]);
}

#[wasm_bindgen_test]
async fn changed_wording_is_shown_beside_the_wording_that_was_answered() {
    let then = unit(&UNIT.replace("why carers matter", "what carers know"));
    let mut work = Work::of(actor(1, "Ada", Role::Learner), &settings(""), &then);
    work.write(CRITERION, "They notice.", &[]);
    let session = session_with("Ada", work.record).await;
    show_answer(session, settings(""), unit(UNIT), CRITERION);

    see_text("[data-part=reworded] del", "what").await;
    see_text("[data-part=reworded] ins", "why").await;
    let whole = see("[data-part=reworded] details").await;
    whole.set_attribute("open", "").unwrap();
    let both = texts("[data-part=reworded] details .answer__text");
    let [old, new] = both.as_slice() else {
        panic!("there are not two wordings: {both:?}")
    };
    assert!(old.starts_with("Explain what carers know"), "{old}");
    assert!(new.starts_with("Explain why carers matter"), "{new}");
    assert!(old.contains("shared ways of working") && new.contains("shared ways of working"));
}

#[wasm_bindgen_test]
async fn a_reply_and_a_declaration_are_given_back_after_the_page_was_left() {
    let mut work = ada();
    let version = work.write(CRITERION, "They notice.", &[]);
    let submission = work.hand_in(CRITERION, &[version]);
    let grace = assessor(2, "Grace");
    work.decide(&grace, CRITERION, &[submission], not_yet_met(1));
    let session = session_with("Ada", work.record).await;
    let show = || show_answer(session, settings(""), unit(UNIT), CRITERION);
    let (reply, sources) = ("[data-form=reply] textarea", "#sources");
    let open = async || {
        show();
        click("[data-action=write-on]").await;
        click("[data-action=hand-in]").await;
        see(sources).await;
        click("[data-action=reply]").await;
        see(reply).await;
    };
    open().await;
    type_into(reply, "I said who.").await;
    see("[data-form=reply] [data-part=kept-so-far]").await;
    type_into(sources, "The carers’ charter").await;
    see("[data-part=hand-in] [data-part=kept-so-far]").await;

    open().await;
    see("[data-form=reply] [data-part=given-back]").await;
    see("[data-part=hand-in] [data-part=given-back]").await;
    let value = async |field| {
        let field = see(field).await.dyn_into::<HtmlTextAreaElement>();
        field.unwrap().value()
    };
    assert_eq!(value(reply).await, "I said who.");
    assert_eq!(value(sources).await, "The carers’ charter");
}
