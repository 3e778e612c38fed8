//! People of one name, told apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{event::PersonId, stored::Learner};
use crate::question::fold_text;

/// Those who share a name with somebody else. Names are the same that look the same, however they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Namesakes(BTreeSet<PersonId>);

impl Namesakes {
    /// Those among these people.
    pub fn among<'l>(people: impl IntoIterator<Item = &'l Learner>) -> Self {
        let mut by_name = BTreeMap::<String, Vec<PersonId>>::new();
        for person in people {
            let of_that_name = by_name.entry(fold_text(&person.name)).or_default();
            of_that_name.push(person.id);
        }
        let shared = by_name.into_values().filter(|ids| ids.len() > 1);
        Self(shared.flatten().collect())
    }

    /// Whether somebody is one of them.
    pub fn contains(&self, person: PersonId) -> bool {
        self.0.contains(&person)
    }
}

/// What each of these people is called, in their order: by her name, and where somebody else's is
/// the same, with what stands in the names of her files.
pub fn told_apart(people: &[&Learner]) -> Vec<Arc<str>> {
    let namesakes = Namesakes::among(people.iter().copied());
    let called = |person: &&Learner| match namesakes.contains(person.id) {
        true => format!("{} ({})", person.name.trim(), person.id.short()).into(),
        false => Arc::clone(&person.name),
    };
    people.iter().map(called).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_namesakes_have_more_than_a_name() {
        let learner = |n, name: &str| Learner {
            id: PersonId::from_random([n; 16]),
            name: name.into(),
        };
        let learners = [
            learner(1, "Zo\u{eb} Rao"),
            learner(2, "Ben"),
            learner(3, "zoe\u{308}  Rao "),
            learner(4, ""),
            learner(5, ""),
        ];
        let called = told_apart(&learners.each_ref());
        let called: Vec<&str> = called.iter().map(|name| &**name).collect();
        let wanted = [
            "Zo\u{eb} Rao (01010101)",
            "Ben",
            "zoe\u{308}  Rao (03030303)",
            " (04040404)",
            " (05050505)",
        ];
        assert_eq!(called, wanted);
    }
}
