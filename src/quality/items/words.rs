//! Which wrong options drew learners, in the question's own words.

use std::collections::BTreeMap;

use super::{Pick, QuestionFigures};
use crate::{
    pack::Fillings,
    question::{Interaction, Question, Response},
};

/// Every wrong option that was chosen, in words, and by how many; the most chosen first. What the
/// question has no more is left out.
pub fn wrong_picks(
    question: &Question,
    figures: &QuestionFigures,
    fillings: &Fillings,
) -> Vec<(String, usize)> {
    let picks = figures.picks.iter();
    let mut wrong: Vec<(String, usize)> = picks
        .filter_map(|(pick, count)| Some((words_if_wrong(question, pick, fillings)?, *count)))
        .collect();
    wrong.sort_by(|(a, one), (b, other)| other.cmp(one).then(a.cmp(b)));
    wrong
}

fn words_if_wrong(question: &Question, pick: &Pick, fillings: &Fillings) -> Option<String> {
    match (&question.interaction, pick) {
        (Interaction::Single(choice), Pick::Option(id)) => {
            let option = choice.option(id).filter(|option| !option.right)?;
            Some(option.text.text(fillings))
        }
        (Interaction::Multiple(multiple), Pick::Option(id)) => {
            let option = multiple.choice.option(id).filter(|option| !option.right)?;
            Some(option.text.text(fillings))
        }
        (Interaction::Match(_), Pick::Pair { left, right }) => {
            let key = match question.key() {
                Some(Response::Match(key)) => key,
                _ => BTreeMap::new(),
            };
            if key.get(left) == Some(right) {
                return None;
            }
            let put = Response::Match([(left.clone(), right.clone())].into());
            let words = question.words_of(&put, fillings);
            (!words.is_empty()).then_some(words)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source};

    const UNIT: &str = "\
+++
id = \"handover\"
title = \"Handover\"
+++

## What do you do? {#what .single}

- [x] Ask. {#ask}
- [ ] Guess. {#guess}
- [ ] Wait. {#wait}

## Which belong together? {#which .match}

| What | Where |
|---|---|
| A note | In the file |
| A call | In the diary |
";

    #[test]
    fn only_what_is_wrong_and_still_there_is_told_the_most_chosen_first() {
        let source = Source {
            name: "handover.md",
            text: UNIT,
        };
        let unit = read_unit(source).value;
        let fillings = Fillings::default();
        let question = unit.question(&"what".parse().unwrap()).unwrap();
        let option = |id: &str| Pick::Option(id.parse().unwrap());
        let figures = |picks| QuestionFigures {
            facility: None,
            discrimination: None,
            picks,
            structures: 1,
        };
        let picks = vec![
            (option("ask"), 9),
            (option("gone"), 5),
            (option("guess"), 1),
            (option("wait"), 4),
        ];
        assert_eq!(
            wrong_picks(question, &figures(picks), &fillings),
            [("Wait.".to_owned(), 4), ("Guess.".to_owned(), 1)]
        );

        let question = unit.question(&"which".parse().unwrap()).unwrap();
        let Some(Response::Match(key)) = question.key() else {
            panic!("a match has a key");
        };
        let (left, right): (Vec<_>, Vec<_>) = key.into_iter().unzip();
        let pair = |l: usize, r: usize| Pick::Pair {
            left: left[l].clone(),
            right: right[r].clone(),
        };
        let told = wrong_picks(
            question,
            &figures(vec![(pair(0, 0), 6), (pair(0, 1), 2)]),
            &fillings,
        );
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].1, 2);
    }
}
