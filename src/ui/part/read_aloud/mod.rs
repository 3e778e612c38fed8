//! Reading aloud with a voice of the device itself. A browser may also offer voices that speak
//! somewhere else, to which it would send the text: those are never used. Where there is no voice
//! of English on the device, there is no button.

mod visible;

use js_sys::Reflect;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Event, HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice,
};

use crate::{ui::dom, wording::aloud};

/// The one voice of a page: of several buttons, only one is reading. It is a handle: copies are
/// the same voice.
#[derive(Clone, Copy)]
pub struct Reader {
    voice: RwSignal<Option<SpeechSynthesisVoice>, LocalStorage>,
    /// The number of the button that is reading.
    reading: RwSignal<Option<usize>>,
    buttons: StoredValue<usize>,
    /// Held because a browser forgets to say that an utterance has ended when nobody holds it.
    utterances: StoredValue<Vec<SpeechSynthesisUtterance>, LocalStorage>,
}

impl Reader {
    /// The voice of this page, silent when the page is left.
    pub fn new() -> Self {
        let reader = Self {
            voice: RwSignal::new_local(own_voice()),
            reading: RwSignal::new(None),
            buttons: StoredValue::new(0),
            utterances: StoredValue::new_local(Vec::new()),
        };
        if let Some(speech) = speech() {
            // Most browsers come to know their voices only after the page is there.
            dom::listen(&speech, "voiceschanged", move |_: Event| {
                reader.voice.set(own_voice());
            });
            dom::listen(&dom::window(), "pagehide", |_: Event| silence());
            on_cleanup(silence);
        }
        reader
    }

    /// Whether anything can be read here.
    pub fn can_read(self) -> bool {
        self.voice.with(Option::is_some)
    }

    /// Reads lines one by one, because some browsers fall silent in the middle of a long text.
    fn read(self, button: usize, lines: &[String]) {
        let (Some(speech), Some(voice)) = (speech(), self.voice.get_untracked()) else {
            return;
        };
        self.stop();
        let utterances: Vec<_> = lines
            .iter()
            .filter_map(|line| SpeechSynthesisUtterance::new_with_text(line).ok())
            .collect();
        let Some(last) = utterances.last() else {
            return;
        };
        let ended = Closure::once_into_js(move || {
            if self.reading.try_get_untracked() == Some(Some(button)) {
                self.reading.set(None);
            }
        });
        last.set_onend(Some(ended.unchecked_ref()));
        for utterance in &utterances {
            utterance.set_voice(Some(&voice));
            utterance.set_lang(&voice.lang());
            speech.speak(utterance);
        }
        self.utterances.set_value(utterances);
        self.reading.set(Some(button));
    }

    /// Stops what is being read.
    pub fn stop(self) {
        // What is cut off would report its end as well, in the middle of what is read next.
        if let Some(last) = self
            .utterances
            .with_value(|utterances| utterances.last().cloned())
        {
            last.set_onend(None);
        }
        silence();
        self.reading.set(None);
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

/// A button that reads aloud, and stops.
#[component]
pub fn ReadAloud<F: Fn() -> Vec<String> + Clone + Send + 'static>(
    /// The page's voice.
    reader: Reader,
    /// What the text is called, where a page has several such buttons.
    #[prop(into, optional)]
    of: String,
    /// The lines to be read, asked for when the button is pressed.
    lines: F,
) -> impl IntoView {
    let button = reader.buttons.get_value();
    reader.buttons.set_value(button + 1);
    let is_reading = Memo::new(move |_| reader.reading.get() == Some(button));
    let words = move || {
        if is_reading.get() {
            aloud::STOP
        } else {
            aloud::READ
        }
    };
    let press = move || {
        if is_reading.get_untracked() {
            reader.stop();
        } else {
            reader.read(button, &lines());
        }
    };
    move || {
        let (of, press) = (of.clone(), press.clone());
        let named = move || (!of.is_empty()).then(|| aloud::named(words(), &of));
        reader.can_read().then(|| {
            view! {
                <button type="button" class="button button--plain read-aloud" data-action="read-aloud"
                    data-reading=move || is_reading.get().then_some("") aria-label=named on:click=move |_| press()>
                    {words}
                </button>
            }
        })
    }
}

/// Gives each part of a page that has a heading a button that reads what is seen of that part.
pub fn attach(reader: Reader, parts: &[HtmlElement]) {
    for part in parts {
        let Some(heading) = dom::one(part, "h2, h3") else {
            continue;
        };
        let of = heading.text_content().unwrap_or_default();
        let Ok(Ok(place)) = dom::document()
            .create_element("div")
            .map(JsCast::dyn_into::<HtmlElement>)
        else {
            continue;
        };
        place.set_class_name("read-aloud-place");
        // A legend has to stay the first of its form.
        let after = heading
            .closest("legend")
            .ok()
            .flatten()
            .unwrap_or_else(|| heading.clone().into());
        if after.insert_adjacent_element("afterend", &place).is_err() {
            continue;
        }
        let part = send_wrapper::SendWrapper::new(part.clone());
        let lines = move || visible::lines(&part);
        dom::fill(
            place,
            move || view! { <ReadAloud reader=reader of=of.trim() lines=lines/> },
        );
    }
}

fn speech() -> Option<SpeechSynthesis> {
    let window = dom::window();
    // Asked for by name first: where there is none, the getter's value is no object.
    let there = Reflect::get(&window, &"speechSynthesis".into()).ok()?;
    there.is_object().then(|| window.speech_synthesis().ok())?
}

/// A voice of English that speaks on the device, British where there is one.
fn own_voice() -> Option<SpeechSynthesisVoice> {
    let voices = speech()?.get_voices().into_iter();
    let own = voices
        .filter_map(|voice| voice.dyn_into::<SpeechSynthesisVoice>().ok())
        .filter(|voice| voice.local_service());
    // Some devices write `en_GB`.
    let rank = |voice: &SpeechSynthesisVoice| {
        let lang = voice.lang().to_ascii_lowercase().replace('_', "-");
        let british = lang.starts_with("en-gb");
        lang.starts_with("en").then(|| (!british, !voice.default()))
    };
    own.filter_map(|voice| Some((rank(&voice)?, voice)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, voice)| voice)
}

fn silence() {
    if let Some(speech) = speech() {
        speech.cancel();
    }
}
