//! What holds for every question and every response.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{any, *};

/// A question, and a response that fits it.
fn answered() -> impl Strategy<Value = (Question, Response)> {
    (any::question(steps()), any::picks()).prop_map(|(question, picks)| {
        let response = any::response(&question, picks);
        (question, response)
    })
}

fn steps() -> Vec<StepId> {
    ["one", "two"].map(|step| step.parse().unwrap()).into()
}

fn earned(question: &Question, response: &Response) -> Option<Points> {
    let score = question.score(response).unwrap();
    score.map(|score| score.earned)
}

proptest! {
    #[test]
    fn what_is_earned_lies_between_nothing_and_everything((question, response) in answered()) {
        let score = question.score(&response).unwrap();
        prop_assert_eq!(score.is_some(), question.is_scored());
        if let Some(score) = score {
            prop_assert!(score.earned <= score.maximum);
            prop_assert_eq!(score.maximum, question.points);
            prop_assert!(score.words().contains(" of "));
        }
    }

    #[test]
    fn everything_is_earned_exactly_by_what_is_right((question, response) in answered()) {
        if let Some(score) = question.score(&response).unwrap() {
            prop_assert_eq!(score.is_full(), is_right(&question, &response), "{:?}", response);
        }
    }

    #[test]
    fn the_key_earns_everything(question in any::question(steps())) {
        match question.key() {
            Some(key) => prop_assert_eq!(earned(&question, &key), Some(question.points)),
            None => {
                let responses = any::every_response(&question);
                let full = responses.iter().find(|r| earned(&question, r) == Some(question.points));
                prop_assert_eq!(full, None, "a question without a key has no right response");
            }
        }
    }

    #[test]
    fn the_order_in_the_file_earns_nothing((question, response) in answered(), turn in 0..5_usize) {
        let mut moved = question.clone();
        match &mut moved.interaction {
            Interaction::Single(choice) => turn_round(&mut choice.options, turn),
            Interaction::Multiple(multiple) => turn_round(&mut multiple.choice.options, turn),
            Interaction::Match(matching) => turn_round(&mut matching.pairs, turn),
            Interaction::Gap(gap) => turn_round(&mut gap.blanks, turn),
            Interaction::Rate(rate) => turn_round(&mut rate.labels, turn),
            // The order of these says something.
            Interaction::Order(_)
            | Interaction::Number(_)
            | Interaction::Short(_)
            | Interaction::Reflect => {}
        }
        prop_assert_eq!(question.score(&response), moved.score(&response));
    }

    #[test]
    fn everything_and_nothing_earn_nothing_where_several_are_chosen(
        question in any::question(steps()),
    ) {
        if let Interaction::Multiple(multiple) = &question.interaction {
            let all = multiple.choice.options.iter().map(|option| option.id.clone());
            let nothing = question.is_scored().then_some(Points::ZERO);
            prop_assert_eq!(earned(&question, &Response::Multiple(all.collect())), nothing);
            prop_assert_eq!(earned(&question, &Response::Multiple([].into())), nothing);
        }
    }

    #[test]
    fn a_response_of_another_kind_is_no_score(
        (question, _) in answered(),
        (other, response) in answered(),
    ) {
        if question.kind() != other.kind() {
            let unfit = Unfit::Kind(question.kind());
            prop_assert_eq!(question.score(&response), Err(unfit.clone()));
            prop_assert_eq!(question.feedback(&response), Err(unfit.clone()));
            prop_assert_eq!(question.is_unsafe(&response), Err(unfit.clone()));
            prop_assert_eq!(question.leads_to(&response), Err(unfit));
        }
    }

    #[test]
    fn a_response_that_names_what_is_gone_is_no_score((question, response) in answered()) {
        let gone: OptionId = "gone".parse().unwrap();
        let Some(stale) = stale(response, &gone) else {
            return Ok(());
        };
        prop_assert_eq!(question.score(&stale), Err(Unfit::Unknown(gone)));
    }

    #[test]
    fn an_order_places_every_item_once((question, response) in answered(), at in 0..5_usize) {
        if let Response::Order(mut placed) = response
            && at < placed.len()
        {
            let item = placed.remove(at);
            prop_assert_eq!(
                question.score(&Response::Order(placed.clone())),
                Err(Unfit::NotEveryItem)
            );
            if let Some(first) = placed.first().cloned() {
                placed.push(first);
                prop_assert_eq!(
                    question.score(&Response::Order(placed.clone())),
                    Err(Unfit::NotEveryItem)
                );
            }
            placed.extend([item.clone(), item]);
            prop_assert_eq!(
                question.score(&Response::Order(placed)),
                Err(Unfit::NotEveryItem)
            );
        }
    }

    /// What stands in for all responses shows every way on, and the most that each earns, with
    /// unsafe choices and without.
    #[test]
    fn representatives_stand_for_every_response(question in any::question(steps())) {
        let best = |responses: Vec<Response>, with_unsafe: bool| {
            let mut ways = BTreeMap::new();
            for response in responses {
                if with_unsafe || !question.is_unsafe(&response).unwrap() {
                    let to = question.leads_to(&response).unwrap();
                    let earned = earned(&question, &response);
                    let most = ways.entry(to.cloned()).or_insert(earned);
                    *most = earned.max(*most);
                }
            }
            ways
        };
        for with_unsafe in [true, false] {
            prop_assert_eq!(
                best(question.representatives(), with_unsafe),
                best(any::every_response(&question), with_unsafe)
            );
        }
    }

    #[test]
    fn a_question_and_a_response_are_kept_as_they_are((question, response) in answered()) {
        let json = serde_json::to_string(&question).unwrap();
        prop_assert_eq!(serde_json::from_str::<Question>(&json).unwrap(), question);
        let json = serde_json::to_string(&response).unwrap();
        prop_assert_eq!(serde_json::from_str::<Response>(&json).unwrap(), response);
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        let folded = fold_text(&text);
        prop_assert_eq!(fold_text(&folded), folded);
    }

    #[test]
    fn any_text_can_be_typed_for_a_number(text in any::<String>(), tail in "[0-9.,£±+/ -]{0,30}") {
        let _ = text.parse::<Amount>();
        let _ = tail.parse::<Amount>();
    }
}

/// Whether a response is right, worked out without scores.
fn is_right(question: &Question, response: &Response) -> bool {
    match (&question.interaction, response) {
        (Interaction::Single(choice), Response::Single(chosen)) => {
            let mut right = choice.options.iter().filter(|option| option.right);
            right.any(|option| option.id == *chosen)
        }
        (Interaction::Multiple(multiple), Response::Multiple(chosen)) => {
            let mut options = multiple.choice.options.iter();
            options.all(|option| option.right == chosen.contains(&option.id))
        }
        (Interaction::Order(order), Response::Order(placed)) => {
            order.items.iter().map(|item| &item.id).eq(placed)
        }
        (Interaction::Match(matching), Response::Match(put)) => {
            let mut pairs = matching.pairs.iter();
            pairs.all(|pair| put.get(&pair.left) == Some(&pair.right))
        }
        (Interaction::Gap(gap), Response::Gap(filled)) => {
            let mut blanks = gap.blanks.iter();
            blanks.all(|blank| filled.get(&blank.id).is_some_and(|text| text != "else"))
        }
        (Interaction::Number(number), Response::Number(typed)) => {
            number.find(typed).is_some_and(|known| known.right)
        }
        (Interaction::Short(short), Response::Short(typed)) => {
            short.find(typed).is_some_and(|known| known.right)
        }
        _ => false,
    }
}

fn turn_round<T>(items: &mut [T], turn: usize) {
    if !items.is_empty() {
        items.rotate_left(turn % items.len());
    }
}

/// The same response, naming `gone` as well, where it names anything.
fn stale(response: Response, gone: &OptionId) -> Option<Response> {
    Some(match response {
        Response::Single(_) => Response::Single(gone.clone()),
        Response::Rate(_) => Response::Rate(gone.clone()),
        Response::Multiple(mut chosen) => {
            chosen.insert(gone.clone());
            Response::Multiple(chosen)
        }
        Response::Order(mut placed) => {
            placed.push(gone.clone());
            Response::Order(placed)
        }
        Response::Match(mut put) => {
            put.insert(gone.clone(), gone.clone());
            Response::Match(put)
        }
        Response::Gap(mut filled) => {
            filled.insert(gone.clone(), String::new());
            Response::Gap(filled)
        }
        Response::Number(_) | Response::Short(_) | Response::Reflect(_) => return None,
    })
}
