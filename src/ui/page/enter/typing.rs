//! Where the typing is: the item before whoever types, what stands in its fields, the last entry,
//! the walk through a scenario. It draws nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use leptos::prelude::*;

use super::{
    aside::{self, Book, Typed},
    shown_name,
    written::{OpenWalk, Versions},
};
use crate::{
    question::{Question, Response},
    scenario::{Scenario, Step},
    ui::{dom, here::Here},
    wording::enter as words,
    workbook::{CannotRead, Code, Entry, Item, Workbook, read},
};

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It was typed in.
    Typed,
    /// It was passed by.
    Blank,
}

/// What was wrong with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trouble {
    /// In words.
    pub words: String,
    /// The items that may have been meant.
    pub ways: Vec<usize>,
}

/// An entry that is not in the record yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// Its item.
    pub at: usize,
    /// What it says, in words.
    pub shown: String,
    /// The response; none for a criterion.
    pub response: Option<Response>,
    /// What stood in the fields.
    pub fields: Vec<String>,
    /// The points that were ticked.
    pub covered: BTreeSet<Arc<str>>,
}

/// Where the typing is. It is a handle: copies are the same. Items are known by their place in the
/// workbook of the unit that is open, as long as the page is.
#[derive(Clone, Copy)]
pub(super) struct Typing {
    /// The item that is asked for; behind the last at the end.
    pub at: RwSignal<usize>,
    /// What stands in its fields.
    pub fields: RwSignal<Vec<String>>,
    /// The points that are ticked.
    pub covered: RwSignal<BTreeSet<Arc<str>>>,
    /// What was wrong.
    pub trouble: RwSignal<Option<Trouble>>,
    /// The last entry, as long as it can be taken back.
    pub last: RwSignal<Option<Waiting>>,
    /// What became of the items.
    pub marks: RwSignal<BTreeMap<usize, Mark>>,
    /// How many entries are in the record from here.
    pub recorded: RwSignal<usize>,
    /// Something to be announced.
    pub said: RwSignal<String>,
    pub(super) walk: StoredValue<Option<OpenWalk>>,
    pub(super) versions: StoredValue<Versions, LocalStorage>,
    here: StoredValue<Here, LocalStorage>,
}

impl Typing {
    /// At the first item.
    pub fn new(here: Here) -> Self {
        let typing = Self {
            at: RwSignal::new(0),
            fields: RwSignal::new(Vec::new()),
            covered: RwSignal::new(BTreeSet::new()),
            trouble: RwSignal::new(None),
            last: RwSignal::new(None),
            marks: RwSignal::new(BTreeMap::new()),
            recorded: RwSignal::new(0),
            said: RwSignal::new(String::new()),
            walk: StoredValue::new(None),
            versions: StoredValue::new_local(Versions::default()),
            here: StoredValue::new_local(here),
        };
        typing.show(typing.printed(0));
        typing
    }

    pub fn here(self) -> Here {
        self.here.get_value()
    }

    /// Whose record it goes into.
    pub fn name(self) -> String {
        shown_name(&self.here())
    }

    /// Looks at an item.
    pub fn with<R>(self, at: usize, look: impl FnOnce(&Here, &Entry<'_>) -> R) -> Option<R> {
        let here = self.here();
        let book = Workbook::new(&here.unit);
        book.entries().get(at).map(|entry| look(&here, entry))
    }

    /// An item's code; nothing behind the last.
    pub fn code(self, at: usize) -> String {
        let code = self.with(at, |_, entry| entry.code.to_string());
        code.unwrap_or_default()
    }

    /// The items of the reader's nation: place, code, title.
    pub fn items(self) -> Vec<(usize, String, String)> {
        let here = self.here();
        let nation = here.nation();
        let book = Workbook::new(&here.unit);
        let entries = book.entries().iter().enumerate();
        let entries = entries.filter(|(_, entry)| entry.holds(nation));
        let entries = entries.map(|(at, entry)| (at, entry.code.to_string(), title(&here, entry)));
        entries.collect()
    }

    /// The first item from this place on that the reader's nation has.
    fn printed(self, from: usize) -> usize {
        let here = self.here();
        let nation = here.nation();
        let book = Workbook::new(&here.unit);
        let mut later = book.entries().iter().enumerate().skip(from);
        let found = later.find(|(_, entry)| entry.holds(nation));
        found.map_or(book.entries().len(), |(at, _)| at)
    }

    /// Shows an item with what was typed there and not taken.
    fn show(self, at: usize) {
        self.put_aside();
        let none = || Typed {
            fields: vec![String::new(); self.fields_of(at)],
            covered: BTreeSet::new(),
        };
        let typed = aside::take(&self.book(), at).unwrap_or_else(none);
        self.fields.set(typed.fields);
        self.covered.set(typed.covered);
        self.at.set(at);
    }

    /// Puts what stands in the fields aside, so that it is there when the item is come back to.
    pub fn put_aside(self) {
        aside::put(&self.book(), self.at.get_untracked(), self.typed_now());
    }

    /// Empties the fields.
    fn clear(self) {
        self.fields.set(Vec::new());
        self.covered.set(BTreeSet::new());
    }

    fn typed_now(self) -> Typed {
        Typed {
            fields: self.fields.get_untracked(),
            covered: self.covered.get_untracked(),
        }
    }

    /// Whether something was typed and not taken.
    pub fn has_untaken(self) -> bool {
        !self.typed_now().is_blank() || aside::is_any()
    }

    fn book(self) -> Book {
        let here = self.here();
        let person = here.session.person_untracked().map(|person| person.id);
        (person, here.unit.id.clone())
    }

    fn fields_of(self, at: usize) -> usize {
        let fields = self.with(at, |_, entry| question(&entry.item).map_or(1, fields));
        fields.unwrap_or(1)
    }

    /// Moves the keyboard to where the next thing is typed.
    pub fn look_at_field(self) {
        dom::focus_soon("[data-enter=field]");
    }

    fn trouble(self, words: String, ways: Vec<usize>) {
        self.trouble.set(Some(Trouble { words, ways }));
    }

    /// Goes to the item with a code that was typed. Says whether there is one.
    pub fn go_to(self, typed: &str) -> bool {
        self.trouble.set(None);
        if typed.trim().is_empty() {
            self.trouble(words::NOTHING_TYPED.to_owned(), Vec::new());
            return false;
        }
        let here = self.here();
        let book = Workbook::new(&here.unit);
        let at = |entry: &Entry<'_>| {
            let mut entries = book.entries().iter();
            entries.position(|one| one.item.id() == entry.item.id())
        };
        let found: Vec<usize> = typed
            .parse::<Code>()
            .map(|code| book.find(code).filter_map(at).collect())
            .unwrap_or_default();
        match found.as_slice() {
            [only] => {
                self.enter_at(*only);
                true
            }
            [] => {
                let near = book.nearest(typed);
                let meant = near
                    .map(|near| words::did_you_mean(&near.code.to_string(), &title(&here, near)));
                let said = words::no_code(typed.trim());
                let said = meant.map_or(said.clone(), |meant| format!("{said} {meant}"));
                self.trouble(said, near.and_then(at).into_iter().collect());
                false
            }
            _ => {
                self.trouble(words::WHICH_OF_THEM.to_owned(), found);
                false
            }
        }
    }

    /// Goes to an item, unless it is a step that no walk has come to.
    pub fn enter_at(self, at: usize) {
        self.trouble.set(None);
        let first = self.with(at, |here, entry| match entry.item {
            Item::Step(scenario, step) if !self.has_come_to(scenario, step) => {
                let book = Workbook::new(&here.unit);
                let first = scenario.steps.first()?;
                let mut entries = book.entries().iter();
                let place = entries.position(|one| one.item.id() == first.id.as_str())?;
                let title = scenario.title.text(&here.settings.fillings);
                let code = book.code(first.id.as_str()).to_string();
                Some((place, words::begin_at(&code, &title)))
            }
            _ => None,
        });
        match first.flatten() {
            Some((place, said)) => self.trouble(said, vec![place]),
            None => {
                self.show(at);
                self.look_at_field();
            }
        }
    }

    /// Enter was pressed: what stands in the fields becomes the last entry, and the next item is
    /// asked for. With nothing in them the item is passed by.
    pub fn take(self) {
        self.trouble.set(None);
        let at = self.at.get_untracked();
        let fields = self.fields.get_untracked();
        let covered = self.covered.get_untracked();
        let blank = self.typed_now().is_blank();
        let read = self.with(at, |here, entry| match question(&entry.item) {
            Some(question) => {
                let response = read(question, &fields)?;
                Ok((here.words(question, &response), Some(response)))
            }
            None if blank => Err(CannotRead::Nothing),
            None => Ok((fields.concat(), None)),
        });
        match read {
            None => self.finish(),
            Some(Err(_)) if blank => {
                self.mark(at, Mark::Blank);
                self.go_on(at, None);
            }
            Some(Err(why)) => {
                self.trouble(words::cannot_read(&why), Vec::new());
                match why {
                    CannotRead::Empty(place) => {
                        dom::focus_soon(format!("#enter_field_{}", place.saturating_sub(1)));
                    }
                    _ => self.look_at_field(),
                }
            }
            Some(Ok((shown, response))) => {
                self.keep();
                if let Some(response) = &response {
                    self.walk_on(at, response);
                }
                let after = response.clone();
                self.last.set(Some(Waiting {
                    at,
                    shown,
                    response,
                    fields,
                    covered,
                }));
                self.clear();
                self.mark(at, Mark::Typed);
                self.go_on(at, after.as_ref());
            }
        }
    }

    fn mark(self, at: usize, mark: Mark) {
        self.marks.update(|marks| {
            // What was typed in is not blank because somebody went past it again.
            if mark == Mark::Typed || !marks.contains_key(&at) {
                marks.insert(at, mark);
            }
        });
    }

    /// To the item that comes next: the step that a response leads to, or what is printed behind.
    fn go_on(self, at: usize, response: Option<&Response>) {
        let here = self.here();
        let book = Workbook::new(&here.unit);
        let entries = book.entries();
        let led = entries.get(at).and_then(|entry| {
            let Item::Step(scenario, step) = entry.item else {
                return Some(at + 1);
            };
            let (place, _) = scenario.step(&step.id)?;
            let next = response.and_then(|response| scenario.after(place, response).ok()?);
            let next = next.and_then(|next| scenario.steps.get(next));
            let is = |one: &Entry<'_>, id: &str| one.item.id() == id;
            match next {
                Some(next) => entries.iter().position(|one| is(one, next.id.as_str())),
                None => {
                    let mut later = entries.iter().enumerate().skip(at);
                    let other = later.find(|(_, one)| match one.item {
                        Item::Step(other, _) => other.id != scenario.id,
                        _ => true,
                    });
                    other.map(|(at, _)| at)
                }
            }
        });
        self.show(self.printed(led.unwrap_or(entries.len())));
        self.look_at_field();
    }

    /// The last entry is taken back: nothing of it is recorded, and it stands in its fields again.
    pub fn undo(self) {
        let Some(last) = self.last.try_update(Option::take).flatten() else {
            return;
        };
        self.trouble.set(None);
        if last.response.is_some() {
            self.walk_back(last.at);
        }
        self.marks.update(|marks| {
            marks.remove(&last.at);
        });
        self.put_aside();
        self.at.set(last.at);
        self.fields.set(last.fields);
        self.covered.set(last.covered);
        self.said.set(words::UNDONE.to_owned());
        self.look_at_field();
    }

    /// That is all: what stands in the fields is taken, and the last entry goes into the record. Where
    /// something was typed and not taken, it is shown instead.
    pub fn finish(self) {
        if !self.typed_now().is_blank() {
            self.take();
            if self.trouble.with_untracked(Option::is_some) {
                return;
            }
        }
        self.keep();
        if let Some(at) = aside::first(&self.book()) {
            self.show(at);
            self.trouble(words::not_taken(&self.code(at)), Vec::new());
            self.look_at_field();
            return;
        }
        let said = words::recorded(self.recorded.get_untracked(), &untrack(|| self.name()));
        self.said.set(said);
    }
}

/// The question of an item, if it has one.
pub(super) fn question<'a>(item: &Item<'a>) -> Option<&'a Question> {
    match *item {
        Item::Question(question) => Some(question),
        Item::Step(_, Step { question, .. }) => question.as_ref(),
        Item::Criterion(_) => None,
    }
}

/// How many fields a response is typed into.
fn fields(question: &Question) -> usize {
    match &question.interaction {
        crate::question::Interaction::Gap(gap) => gap.blanks.len().max(1),
        _ => 1,
    }
}

/// An item's title.
pub(super) fn title(here: &Here, entry: &Entry<'_>) -> String {
    let fillings = &here.settings.fillings;
    match entry.item {
        Item::Question(question) => question.title.text(fillings),
        Item::Step(Scenario { title, .. }, step) => {
            format!("{}: {}", title.text(fillings), step.title.text(fillings))
        }
        Item::Criterion(criterion) => {
            format!("{} {}", criterion.reference, criterion.text.text(fillings))
        }
    }
}
