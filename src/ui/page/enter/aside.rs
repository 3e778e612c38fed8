//! What was typed and not taken with Enter. It stands in its fields again when its item is come back to,
//! also from another page.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{id::UnitId, record::event::PersonId};

/// What stands in an item's fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The texts.
    pub fields: Vec<String>,
    /// The points that are ticked.
    pub covered: BTreeSet<Arc<str>>,
}

impl Typed {
    /// Whether it is nothing.
    pub fn is_blank(&self) -> bool {
        self.covered.is_empty() && self.fields.iter().all(|field| field.trim().is_empty())
    }
}

/// Whose workbook, and which. Before the first entry there may be nobody yet whose it is.
pub type Book = (Option<PersonId>, UnitId);

type Aside = BTreeMap<Book, BTreeMap<usize, Typed>>;

thread_local! {
    static ASIDE: RefCell<Aside> = const { RefCell::new(BTreeMap::new()) };
}

/// What is aside of a workbook. What was typed before anybody was there is hers who is.
fn of<'a>(aside: &'a mut Aside, book: &Book) -> &'a mut BTreeMap<usize, Typed> {
    let (person, unit) = book;
    let before = person.and_then(|_| aside.remove(&(None, unit.clone())));
    let of = aside.entry(book.clone()).or_default();
    for (at, typed) in before.into_iter().flatten() {
        of.entry(at).or_insert(typed);
    }
    of
}

/// Puts what stands at an item aside; nothing where it is blank.
pub fn put(book: &Book, at: usize, typed: Typed) {
    ASIDE.with_borrow_mut(|aside| {
        let of = of(aside, book);
        match typed.is_blank() {
            true => drop(of.remove(&at)),
            false => drop(of.insert(at, typed)),
        }
    });
}

/// What stood at an item. Gives it once.
pub fn take(book: &Book, at: usize) -> Option<Typed> {
    ASIDE.with_borrow_mut(|aside| of(aside, book).remove(&at))
}

/// The first item of which something is aside.
pub fn first(book: &Book) -> Option<usize> {
    ASIDE.with_borrow_mut(|aside| of(aside, book).keys().next().copied())
}

/// Whether something is aside of any workbook.
pub fn is_any() -> bool {
    ASIDE.with_borrow(|aside| aside.values().any(|of| !of.is_empty()))
}
