//! Reading a part of a page aloud.

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use underpin::ui::{
    dom,
    part::read_aloud::{self, Reader},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{click, see, see_text, texts};

/// A browser with one voice, which notes down what it is given to say.
const VOICES: &str = "
    const voice = Object.create(SpeechSynthesisVoice.prototype, {
        lang: { value: 'en_GB' }, localService: { value: OWN }, default: { value: true },
    });
    window.said = [];
    window.utterances = [];
    const speech = Object.assign(new EventTarget(), {
        getVoices: () => [voice],
        speak: (one) => { said.push(one.text); utterances.push(one); },
        cancel: () => { said.push('(silence)'); },
    });
    Object.defineProperty(window, 'speechSynthesis', { value: speech, configurable: true });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
";

const PART: &str = "
    <section class=part>
        <h2>Who is a <em>carer</em>?</h2>
        <p>Somebody who helps
            without pay.<sup class=note-mark>1</sup></p>
        <p hidden>Not this.</p>
        <ul><li>A <strong>wife</strong></li><li>A son</li></ul>
        <details><summary>More</summary><p>Nor this.</p></details>
        <p><button>Press me</button></p>
    </section>
    <section class=part><h2>What they do</h2><p>A great deal.</p></section>";

fn show(own_voice: bool) -> Owner {
    let _ = any_spawner::Executor::init_wasm_bindgen();
    js_sys::eval(&VOICES.replace("OWN", if own_voice { "true" } else { "false" })).unwrap();
    for old in dom::all(&dom::html().unwrap(), ".part") {
        old.remove();
    }
    let place = crate::place();
    place.set_inner_html(PART);
    let owner = Owner::new();
    owner.with(|| read_aloud::attach(Reader::new(), &dom::all(&place, ".part")));
    owner
}

fn said() -> Vec<String> {
    let said = Reflect::get(&dom::window(), &"said".into()).unwrap();
    let said: Array = said.into();
    said.iter().filter_map(|line| line.as_string()).collect()
}

#[wasm_bindgen_test]
async fn what_is_seen_is_read_line_by_line_until_it_is_stopped() {
    let owner = show(true);
    click(".part:first-of-type [data-action=read-aloud]").await;
    let lines = [
        "(silence)",
        "Who is a carer?",
        "Somebody who helps without pay.",
        "A wife",
        "A son",
    ];
    assert_eq!(said(), lines);
    see_text("[data-reading]", "Stop reading").await;

    // Another part is read instead of it.
    click(".part:last-of-type [data-action=read-aloud]").await;
    let more = ["(silence)", "What they do", "A great deal."];
    assert_eq!(said(), [&lines[..], &more[..]].concat());
    see(".part:last-of-type [data-reading]").await;
    assert_eq!(texts("[data-reading]").len(), 1);

    // It comes to its end by itself.
    js_sys::eval("utterances.at(-1).onend()").unwrap();
    see(".part:last-of-type [data-action=read-aloud]:not([data-reading])").await;

    click(".part:first-of-type [data-action=read-aloud]").await;
    see("[data-reading]").await;
    click("[data-reading]").await;
    see(".part:first-of-type [data-action=read-aloud]:not([data-reading])").await;
    assert_eq!(said().last().unwrap(), "(silence)");

    // Whoever leaves the page leaves the voice behind.
    let before = said().len();
    drop(owner);
    assert_eq!(said()[before..], ["(silence)"]);
}

#[wasm_bindgen_test]
async fn a_voice_that_would_send_the_text_away_is_not_used() {
    let owner = show(false);
    assert_eq!(texts("[data-action=read-aloud]"), [""; 0]);
    drop(owner);
}
