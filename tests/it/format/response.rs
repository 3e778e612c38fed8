//! A response from words: options are named by what they say.

use underpin::{
    id::OptionId,
    pack::Fillings,
    prose::Prose,
    question::{Interaction, Question, Response},
};

/// The response that `words` are to a question. Several parts stand with `; ` between them, the
/// sides of a pair with ` = `. An option is named by its words, or by `#` and its id.
pub fn response(question: &Question, words: &str, fillings: &Fillings) -> Option<Response> {
    let parts = || words.split("; ").filter(|part| *part != "nothing");
    let find = |sides: &[(&OptionId, &Prose)], part: &str| {
        let found = sides
            .iter()
            .find(|(_, text)| text.text(fillings) == part)
            .map(|(id, _)| (*id).clone());
        found.or_else(|| part.strip_prefix('#')?.parse().ok())
    };
    Some(match &question.interaction {
        Interaction::Single(choice) => {
            let sides: Vec<_> = choice.options.iter().map(|o| (&o.id, &o.text)).collect();
            Response::Single(find(&sides, words)?)
        }
        Interaction::Multiple(multiple) => {
            let options = &multiple.choice.options;
            let sides: Vec<_> = options.iter().map(|o| (&o.id, &o.text)).collect();
            let chosen = parts().map(|part| find(&sides, part));
            Response::Multiple(chosen.collect::<Option<_>>()?)
        }
        Interaction::Order(order) => {
            let sides: Vec<_> = order.items.iter().map(|i| (&i.id, &i.text)).collect();
            let placed = parts().map(|part| find(&sides, part));
            Response::Order(placed.collect::<Option<_>>()?)
        }
        Interaction::Match(matching) => {
            let pairs = &matching.pairs;
            let lefts: Vec<_> = pairs.iter().map(|p| (&p.left, &p.left_text)).collect();
            let rights = matching.choices();
            let put = parts().map(|part| {
                let (left, right) = part.split_once(" = ")?;
                Some((find(&lefts, left)?, find(&rights, right)?))
            });
            Response::Match(put.collect::<Option<_>>()?)
        }
        Interaction::Gap(gap) => {
            let filled = gap.blanks.iter().map(|blank| blank.id.clone()).zip(parts());
            Response::Gap(filled.map(|(id, text)| (id, text.to_owned())).collect())
        }
        Interaction::Rate(rate) => {
            let sides: Vec<_> = rate.labels.iter().map(|l| (&l.id, &l.text)).collect();
            Response::Rate(find(&sides, words)?)
        }
        Interaction::Number(_) => Response::Number(words.to_owned()),
        Interaction::Short(_) => Response::Short(words.to_owned()),
        Interaction::Reflect => Response::Reflect(words.to_owned()),
    })
}
