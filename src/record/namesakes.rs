//! People of one name, told apart.

use std::{collections::BTreeMap, sync::Arc};

use super::stored::Learner;
use crate::question::fold_text;

/// What each of these people is called, in their order: by her name, and where somebody else's is
/// the same, with what stands in the names of her files.
pub fn told_apart<'l>(learners: impl IntoIterator<Item = &'l Learner>) -> Vec<Arc<str>> {
    let learners: Vec<(&Learner, String)> = learners
        .into_iter()
        .map(|learner| (learner, fold_text(&learner.name)))
        .collect();
    let mut alike = BTreeMap::<&str, usize>::new();
    for (_, name) in &learners {
        *alike.entry(name).or_default() += 1;
    }
    let called = |(learner, folded): &(&Learner, String)| match alike.get(folded.as_str()) {
        Some(2..) => format!("{} ({})", learner.name.trim(), learner.id.short()).into(),
        Some(_) | None => Arc::clone(&learner.name),
    };
    learners.iter().map(called).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::event::PersonId;

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
        let called = told_apart(&learners);
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
