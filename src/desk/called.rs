//! What learners are called where several are shown: by their names, and where two have the same
//! one also by the beginning of their record's id, which stands in the names of their files.

use super::summary::Summary;
use crate::{
    record::{event::PersonId, namesakes::Namesakes},
    wording::assess::desk as words,
};

/// Who shares a name with somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    namesakes: Namesakes,
}

impl Called {
    /// Everybody on the desk.
    pub fn among<'s>(summaries: impl IntoIterator<Item = &'s Summary>) -> Self {
        let learners = summaries.into_iter().map(|summary| &summary.learner);
        Self {
            namesakes: Namesakes::among(learners),
        }
    }

    /// What a learner of this name is called.
    pub fn learner(&self, learner: PersonId, name: &str) -> String {
        match self.namesakes.contains(learner) {
            true => words::called_with(name, &learner.short()),
            false => words::called(name).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::record::{Record, stored::Learner};

    #[test]
    fn who_shares_a_name_is_told_by_her_record() {
        let names = ["Ben Rushed", "ben  rushed ", "Ada", "", ""];
        let summaries: Vec<Summary> = (0_u8..)
            .zip(names)
            .map(|(number, name)| {
                let learner = Learner {
                    id: PersonId::from_random([number; 16]),
                    name: name.into(),
                };
                let record = Record::default();
                Summary::of(&learner, &record, &record.state())
            })
            .collect();
        let called = Called::among(&summaries);
        let all = summaries.iter().map(|summary| &summary.learner);
        let all: Vec<String> = all.map(|one| called.learner(one.id, &one.name)).collect();
        assert_eq!(all[2], "Ada");
        assert_eq!(all[0], "Ben Rushed (00000000)");
        assert_eq!(all[3], "Somebody without a name (03030303)");
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }
}
