//! The editor of a unit.

use js_sys::Reflect;
use leptos::{mount::mount_to, prelude::*, task::tick};
use underpin::ui::{dom, part::editor::Editor};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit};

use crate::page::{click, see, see_text, settings, text};

const UNIT: &str = "\
+++
id = \"carers\"
title = \"Carers\"
level = 3
minutes = 5
+++

Before.

## A story {#story .scenario}

### What now? {#now .single}

- [x] Ask her.
  > She says.
- [ ] Wait.
  > Nobody knows.

### The end {#end}

All is well.

## One {#one .readng}

Words.
";

/// Draws an editor in place of the one that stands.
fn show(unit: &str) -> RwSignal<String> {
    let _ = any_spawner::Executor::init_wasm_bindgen();
    for old in dom::all(&dom::html().unwrap(), "main, [data-part=writer]") {
        old.remove();
    }
    let text = RwSignal::new(unit.to_owned());
    let settings = Signal::stored(settings("[terms]\nindividual = \"resident\"\n"));
    let mounted = mount_to(crate::place(), move || {
        view! { <Editor text=text settings=settings name="carers.md"/> }
    });
    // It lives as long as the page.
    std::mem::forget(mounted);
    text
}

async fn area() -> HtmlTextAreaElement {
    see("#writer_text").await.unchecked_into()
}

/// Puts the caret behind some words.
async fn caret(words: &str) {
    see_value(words).await;
    let area = area().await;
    let at = u32::try_from(area.value().find(words).unwrap() + words.len()).unwrap();
    area.focus().unwrap();
    area.set_selection_range(at, at).unwrap();
    area.click();
}

fn undo() {
    let page = dom::document();
    let undo = Reflect::get(&page, &JsValue::from("execCommand")).unwrap();
    let undo: js_sys::Function = undo.unchecked_into();
    undo.call1(&page, &JsValue::from("undo")).unwrap();
}

async fn see_value(words: &str) {
    let area = area().await;
    for _ in 0..400 {
        if area.value().contains(words) {
            return;
        }
        crate::page::a_moment().await;
    }
    panic!("“{words}” is not in “{}”", area.value());
}

#[wasm_bindgen_test]
async fn what_the_toolbar_puts_in_is_marked_and_can_be_undone() {
    let signal = show(UNIT);
    tick().await;
    caret("- [ ] Wa").await;
    click("[data-insert=unsafe]").await;
    see_value("- [ ] Wait.\n  > [!CAUTION]\n  > Nobody knows.").await;
    assert!(signal.get_untracked().contains("[!CAUTION]"));
    undo();
    see_value("- [ ] Wait.\n  > Nobody knows.").await;
    assert_eq!(signal.get_untracked(), UNIT);

    click("[data-insert=answer]").await;
    see_value("- [ ] Another choice.").await;
    let area = area().await;
    let (start, end) = (
        area.selection_start().unwrap(),
        area.selection_end().unwrap(),
    );
    let marked = &area.value()[start.unwrap() as usize..end.unwrap() as usize];
    assert_eq!(marked, "Another choice.");
    undo();
    see_value("  > Nobody knows.\n\n### The end").await;
}

#[wasm_bindgen_test]
async fn a_problem_stands_at_its_line_and_is_mended_with_one_press() {
    show(UNIT);
    click("[data-view=problems]").await;
    see_text("[data-part=problems]", "there is no class `.readng`").await;
    let line = UNIT
        .lines()
        .position(|line| line.contains("readng"))
        .unwrap()
        + 1;
    click(&format!("[data-line=\"{line}\"]")).await;
    see_text("#writer_at_caret", &format!("Line {line}: ")).await;
    let marked = see("[data-severity=error]").await;
    assert!(marked.text_content().unwrap().contains(".readng"));
}

#[wasm_bindgen_test]
async fn the_preview_can_be_answered_and_keeps_nothing() {
    show(UNIT);
    click("[data-part=preview] [data-question=now] input").await;
    click("[data-part=preview] [data-question=now] button[type=submit]").await;
    see_text("[data-part=preview] .result", "1 of 1 point").await;
}

#[wasm_bindgen_test]
async fn a_form_writes_what_it_changes_and_refuses_what_cannot_be_said() {
    let signal = show(UNIT);
    caret("### What no").await;
    click("[data-view=question]").await;
    let title: web_sys::HtmlInputElement = see("#writer_form_title").await.unchecked_into();
    assert_eq!(title.value(), "What now?");
    change(&title, "What do you do?");
    see_value("### What do you do? {#now .single}").await;
    assert_eq!(
        signal.get_untracked(),
        UNIT.replace("What now?", "What do you do?")
    );

    let answer: web_sys::HtmlInputElement = see("#writer_form_answer_1").await.unchecked_into();
    change(&answer, "Ask her.");
    see_text(
        "#writer_form_answer_1_error",
        "another answer says the same",
    )
    .await;
    change(&answer, "Wait and see.");
    see_value("- [ ] Wait and see.").await;
    assert_eq!(text("#writer_form_answer_1_error"), "");
}

fn change(input: &web_sys::HtmlInputElement, value: &str) {
    input.set_value(value);
    let event = web_sys::Event::new("change").unwrap();
    input.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn a_press_on_the_picture_goes_to_the_line() {
    show(UNIT);
    caret("### What no").await;
    click("[data-view=scenario]").await;
    let step = UNIT.find("### The end").unwrap();
    click(&format!(
        "[data-part=picture] button[data-offset=\"{step}\"]"
    ))
    .await;
    let area = area().await;
    assert_eq!(
        area.selection_start().unwrap(),
        Some(u32::try_from(step).unwrap())
    );
    // The list is folded away until it is asked for, and says the same.
    let list = see("[data-part=picture] .graph__steps").await;
    assert!(list.text_content().unwrap().contains("Ending"));
}

#[wasm_bindgen_test]
async fn the_toolbar_is_one_stop_and_the_arrows_go_along_it() {
    show(UNIT);
    let first: HtmlElement = see("[data-insert=section]").await;
    first.focus().unwrap();
    let options = KeyboardEventInit::new();
    options.set_key("ArrowRight");
    options.set_bubbles(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options).unwrap();
    first.dispatch_event(&event).unwrap();
    tick().await;
    let now = dom::document().active_element().unwrap();
    assert_eq!(now.get_attribute("data-insert").as_deref(), Some("law"));
    let stops = dom::all(&dom::html().unwrap(), "[role=toolbar] [tabindex=\"0\"]");
    assert_eq!(stops.len(), 1);
}
