//! What in the learner's own words could tell a stranger whom they are about, before they leave
//! the device. It is listed and never stops anything.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::{
    exchange::own_words,
    identify::{self, Certainty, Kind},
    record::{
        Record,
        event::{About, Item},
    },
    route::Route,
    wording::file,
};

/// The most that is listed; a longer list is not read.
const MOST: usize = 30;

/// Something found, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words.
    pub words: String,
    /// What they seem to be.
    pub kind: Kind,
    /// How sure that is.
    pub certainty: Certainty,
    /// What they stand in, each once.
    pub within: Vec<About>,
}

/// Looks through everything that the learner typed. What is likely comes first.
pub fn find(record: &Record) -> Vec<Found> {
    let mut found = BTreeMap::<(String, Kind), Found>::new();
    for own in own_words::of(record) {
        for finding in identify::scan(&own.text) {
            let Some(words) = own.text.get(finding.range.clone()) else {
                continue;
            };
            let entry = found
                .entry((words.to_owned(), finding.kind))
                .or_insert_with(|| Found {
                    words: words.to_owned(),
                    kind: finding.kind,
                    certainty: finding.certainty,
                    within: Vec::new(),
                });
            entry.certainty = entry.certainty.max(finding.certainty);
            let known = entry
                .within
                .iter()
                .any(|about| about.unit == own.about.unit && about.item == own.about.item);
            if !known {
                entry.within.push(own.about.clone());
            }
        }
    }
    let mut found: Vec<Found> = found.into_values().collect();
    found.sort_by_key(|found| std::cmp::Reverse(found.certainty));
    found
}

/// The list of what was found, each with the way to where it stands.
#[component]
pub fn FoundList(
    /// What was found.
    found: Vec<Found>,
    /// The way to the site's root.
    root: String,
) -> impl IntoView {
    let more = found.len().saturating_sub(MOST);
    let items = found.into_iter().take(MOST).map(|found| {
        let places = found.within.iter().map(|about| {
            let address = format!("{root}{}", address(about));
            view! { " " <a href=address>{file::stands_in(about)}</a> }
        });
        view! {
            <li>
                <mark>{found.words.clone()}</mark>" "
                {file::seems(found.kind, found.certainty)}" "
                <span class="hint">{found.kind.why()}</span>
                {places.collect_view()}
            </li>
        }
    });
    view! {
        <ul class="history">{items.collect_view()}</ul>
        {(more > 0).then(|| view! { <p class="hint">{file::and_more(more)}</p> })}
    }
}

fn address(about: &About) -> String {
    let unit = || Route::Unit(about.unit.clone()).path();
    match &about.item {
        Item::Criterion(id) => Route::Answer(about.unit.clone(), id.clone()).path(),
        Item::Unit => unit(),
        Item::Section(id) => format!("{}#{id}", unit()),
        Item::Question(id) => format!("{}#{id}", unit()),
        Item::Scenario(id) => format!("{}#{id}", unit()),
    }
}
