//! The page where an employer makes the training its own, in several tabs of one device.

use base64::{Engine, engine::general_purpose::STANDARD};
use leptos::prelude::*;
use underpin::{
    adapt::Adaptation,
    read::PackFiles,
    ui::{
        database::{Database, kept_file::KeptFile},
        dom,
        page::adapt,
    },
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::{page::a_moment, place};

const FIELD: &str = "#adapt_terms_individual";

fn begun() -> Adaptation {
    let original = PackFiles {
        settings: Some(
            "id = \"base\"\ntitle = \"Base\"\nversion = \"1.0.0\"\n\n[terms]\nindividual = \"person\"\n".to_owned(),
        ),
        ..PackFiles::default()
    };
    Adaptation::new(original, &"ours".parse().unwrap(), "Ours", None)
}

async fn keep(adaptation: &Adaptation) {
    let text = STANDARD.encode(adaptation.write().unwrap());
    let database = Database::default();
    let kept = database.keep_file(KeptFile::Adaptation, Some(text)).await;
    kept.unwrap();
}

async fn kept_settings() -> String {
    let kept = Database::default().kept_file(KeptFile::Adaptation).await;
    let bytes = STANDARD.decode(kept.unwrap().unwrap()).unwrap();
    Adaptation::read(&bytes).unwrap().settings
}

/// The page, as another tab has it.
fn tab() -> HtmlElement {
    let tab = place();
    let inner = dom::document().create_element("div").unwrap();
    inner.set_attribute("data-place", "adapt").unwrap();
    tab.append_child(&inner).unwrap();
    adapt::attach();
    inner.remove_attribute("data-place").unwrap();
    tab
}

fn field(tab: &HtmlElement) -> Option<HtmlInputElement> {
    let field = tab.query_selector(FIELD).unwrap();
    field.map(JsCast::unchecked_into)
}

async fn until(mut is: impl AsyncFnMut() -> bool) {
    while !is().await {
        a_moment().await;
    }
}

async fn says(tab: &HtmlElement, words: &str) {
    until(async || field(tab).is_some_and(|field| field.value() == words)).await;
}

fn press(tab: &HtmlElement, button: &str) {
    let button = tab.query_selector(button).unwrap().unwrap();
    button.unchecked_into::<HtmlElement>().click();
}

fn type_in(tab: &HtmlElement, words: &str) {
    let field = field(tab).unwrap();
    field.set_value(words);
    field.dispatch_event(&Event::new("input").unwrap()).unwrap();
}

#[wasm_bindgen_test]
async fn what_is_typed_is_kept_before_the_field_is_left_and_no_tab_writes_over_anothers() {
    // Running already is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    keep(&begun()).await;
    dom::window().location().set_hash("#settings").unwrap();
    let owner = Owner::new();
    let (one, two) = owner.with(|| (tab(), tab()));
    says(&one, "").await;
    says(&two, "").await;
    type_in(&one, "resident");
    let is_kept = async || kept_settings().await.contains("\"resident\"");
    until(is_kept).await;
    says(&two, "resident").await;

    // Another has kept something that these have not heard of.
    let mut third = begun();
    third.settings.push_str("# By another.\n");
    keep(&third).await;
    type_in(&two, "tenant");
    let asks = || two.query_selector("[data-adapt=elsewhere]").unwrap();
    until(async || asks().is_some()).await;
    assert!(kept_settings().await.contains("# By another."));
    press(&two, "[data-action=stand-there]");
    says(&two, "").await;
    press(&two, "[data-action=undo]");
    says(&two, "tenant").await;
    until(async || kept_settings().await.contains("\"tenant\"")).await;
    says(&one, "tenant").await;
    drop(owner);
    dom::window().location().set_hash("").unwrap();
}

#[wasm_bindgen_test]
async fn a_mistake_in_her_settings_is_told_in_the_words_of_the_form() {
    // Running already is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let mut adaptation = begun();
    adaptation.settings.push_str(
        "\n[roles.night]\nunits = []\n\n[review]\nold-unit = 2027-01-31\n\n[terms.individual]\nwords = \"resident\"\n",
    );
    adaptation.settings = adaptation
        .settings
        .replace(
            "[contacts]\n",
            "[contacts]\nout-of-hours = { phone = \"07700 900123\" }\n",
        )
        .replace("[terms]\n", "");
    keep(&adaptation).await;
    dom::window().location().set_hash("#overview").unwrap();
    let owner = Owner::new();
    let tab = owner.with(tab);
    let said = || {
        let problems = tab.query_selector("[data-adapt=problems]").unwrap();
        problems.map(|problems| problems.unchecked_into::<HtmlElement>().inner_text())
    };
    until(async || said().is_some()).await;
    let told = said().unwrap();
    for words in [
        "Your people: Out of hours",
        "and no name.",
        "Who completes which units: night",
        "This role has no name.",
        "When you check units again: Old unit",
        "Your words: Individual",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    for file in ["`", "pack.toml", "[contacts]"] {
        assert!(!told.contains(file), "{file}: {told}");
    }
    press(&tab, "[data-code=missing-key] [data-action=take-out]");
    until(async || !said().unwrap_or_default().contains("and no name.")).await;
    drop(owner);
    dom::window().location().set_hash("").unwrap();
}
