//! A response in words, for lists and summaries: what was chosen, not by its id.

use super::{Interaction, Question, Response};
use crate::pack::Fillings;

impl Question {
    /// What a response says, in the words of the question. What it names and the question does
    /// not have is left out.
    pub fn words_of(&self, response: &Response, fillings: &Fillings) -> String {
        match (&self.interaction, response) {
            (Interaction::Single(choice), Response::Single(chosen)) => choice
                .option(chosen)
                .map(|option| option.text.text(fillings))
                .unwrap_or_default(),
            (Interaction::Multiple(multiple), Response::Multiple(chosen)) => {
                let options = multiple
                    .choice
                    .options
                    .iter()
                    .filter(|option| chosen.contains(&option.id));
                options.map(|option| option.text.text(fillings)).listed()
            }
            (Interaction::Order(order), Response::Order(placed)) => {
                let items = placed
                    .iter()
                    .filter_map(|id| order.items.iter().find(|item| item.id == *id));
                items.map(|item| item.text.text(fillings)).listed()
            }
            (Interaction::Match(matching), Response::Match(put)) => {
                let sides = matching.pairs.iter().filter_map(|pair| {
                    let right = put.get(&pair.left)?;
                    let (_, words) = matching
                        .choices()
                        .into_iter()
                        .find(|(id, _)| *id == right)?;
                    Some(format!(
                        "{}: {}",
                        pair.left_text.text(fillings),
                        words.text(fillings)
                    ))
                });
                sides.listed()
            }
            (Interaction::Gap(gap), Response::Gap(filled)) => {
                let texts = gap
                    .blanks
                    .iter()
                    .filter_map(|blank| filled.get(&blank.id).cloned());
                texts.listed()
            }
            (Interaction::Rate(rate), Response::Rate(chosen)) => {
                let label = rate.labels.iter().find(|label| label.id == *chosen);
                label
                    .map(|label| label.text.text(fillings))
                    .unwrap_or_default()
            }
            (_, Response::Number(typed) | Response::Short(typed) | Response::Reflect(typed)) => {
                typed.clone()
            }
            (_, _) => String::new(),
        }
    }
}

/// Several texts as one line. An author's full stops would end it too soon.
pub(crate) trait Listed {
    /// Joins them.
    fn listed(self) -> String;
}

impl<I: Iterator<Item = String>> Listed for I {
    fn listed(self) -> String {
        let texts = self.map(|text| text.trim_end_matches('.').to_owned());
        texts.collect::<Vec<_>>().join("; ")
    }
}
