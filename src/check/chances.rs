//! What a question gives away: what guessing at random, choosing everything and choosing nothing
//! would earn, exactly.
//!
//! It judges nothing. An author who sees that guessing earns half the points may want a question
//! with more options, or one that is typed.

use std::collections::BTreeSet;

use crate::{
    question::{Choice, GapKind, Interaction, Multiple, Question, Response, shuffled},
    score::{Arithmetic, Points},
};

/// What a scored question earns those who do not think.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chances {
    /// What the right response earns.
    pub worth: Points,
    /// What guessing at random earns on average: each response as likely as any other. None where
    /// it is not worked out ([`MOST_ITEMS`]).
    pub guessing: Option<Points>,
    /// What choosing everything earns; none where only one can be chosen.
    pub everything: Option<Points>,
    /// What handing in without having chosen, typed or moved anything earns.
    pub nothing: Points,
}

/// The most items of an ordering question for which guessing is worked out. Numbers of orders stay
/// far inside what [`Points`] can hold, and nobody sorts as many.
pub const MOST_ITEMS: usize = 20;

impl Chances {
    /// The chances of a question; none where it is not scored.
    pub fn of(question: &Question) -> Option<Self> {
        if !question.is_scored() {
            return None;
        }
        let everything = match &question.interaction {
            Interaction::Multiple(multiple) => {
                let all = multiple.choice.options.iter();
                Some(Response::Multiple(
                    all.map(|option| option.id.clone()).collect(),
                ))
            }
            Interaction::Single(_)
            | Interaction::Order(_)
            | Interaction::Match(_)
            | Interaction::Gap(_)
            | Interaction::Number(_)
            | Interaction::Short(_)
            | Interaction::Rate(_)
            | Interaction::Reflect => None,
        };
        let earned = |response: &Response| {
            let score = question.score(response).ok().flatten();
            score.map_or(Points::ZERO, |score| score.earned)
        };
        Some(Self {
            worth: question.points,
            guessing: guessed_share(&question.interaction).map(|share| share * question.points),
            everything: everything.as_ref().map(earned),
            nothing: untouched(question).as_ref().map_or(Points::ZERO, earned),
        })
    }
}

/// The response of somebody who changes nothing; none where that is no response.
fn untouched(question: &Question) -> Option<Response> {
    match &question.interaction {
        Interaction::Multiple(_) => Some(Response::Multiple(BTreeSet::new())),
        Interaction::Order(order) => {
            let shown = shuffled(&question.id, 0, order.items.len(), true);
            let items = shown.iter().filter_map(|place| order.items.get(*place));
            Some(Response::Order(items.map(|item| item.id.clone()).collect()))
        }
        Interaction::Single(_)
        | Interaction::Match(_)
        | Interaction::Gap(_)
        | Interaction::Number(_)
        | Interaction::Short(_)
        | Interaction::Rate(_)
        | Interaction::Reflect => None,
    }
}

/// The part of the points that guessing earns on average.
fn guessed_share(interaction: &Interaction) -> Option<Points> {
    match interaction {
        Interaction::Single(choice) => {
            let right = choice.options.iter().filter(|option| option.right).count();
            Some(Points::fraction(right, choice.options.len()))
        }
        Interaction::Multiple(multiple) => Some(guessed_several(multiple)),
        Interaction::Order(order) => guessed_order(order.items.len()),
        // Each left-hand side by itself: one of the right-hand sides is right.
        Interaction::Match(matching) => Some(Points::fraction(1, matching.choices().len())),
        Interaction::Gap(gap) => {
            let shares = gap.blanks.iter().map(|blank| match &blank.kind {
                GapKind::Typed { .. } => Points::ZERO,
                GapKind::Chosen { wrong, .. } => Points::fraction(1, wrong.len() + 1),
            });
            let each = Points::fraction(1, gap.blanks.len());
            Some(shares.map(|share| share * each).sum())
        }
        // Nobody types the right thing by chance.
        Interaction::Number(_) | Interaction::Short(_) => Some(Points::ZERO),
        Interaction::Rate(_) | Interaction::Reflect => None,
    }
}

/// Every set of options is as likely as any other.
fn guessed_several(multiple: &Multiple) -> Points {
    let Multiple {
        choice: Choice { options },
        all_or_nothing,
    } = multiple;
    let right = options.iter().filter(|option| option.right).count();
    let wrong = options.len() - right;
    let (of_right, of_wrong) = (combinations(right), combinations(wrong));
    let mut sum = Points::ZERO;
    for (right_chosen, right_sets) in of_right.iter().enumerate() {
        for (wrong_chosen, wrong_sets) in of_wrong.iter().enumerate() {
            let share = Arithmetic::Several {
                right_chosen,
                right,
                wrong_chosen,
                wrong,
                all_or_nothing: *all_or_nothing,
            };
            sum = sum + share.share() * Points::of_many(right_sets * wrong_sets, 1);
        }
    }
    sum * Points::of_many(1, 1_i128 << options.len())
}

/// The number of ways to choose 0, 1, … `count` things out of `count`: a row of Pascal's triangle.
fn combinations(count: usize) -> Vec<i128> {
    let mut row = vec![1];
    for _ in 0..count {
        let mut next = vec![1];
        next.extend(row.windows(2).map(|pair| pair[0] + pair[1]));
        next.push(1);
        row = next;
    }
    row
}

/// The average length of the longest rising run of a random order, less one, over items less one.
///
/// By Robinson, Schensted and Knuth the orders of `items` things are as many as pairs of standard
/// Young tableaux of the same shape, and the longest run is the shape's first row. So the average
/// is a sum over shapes, each counted by the square of its number of tableaux.
fn guessed_order(items: usize) -> Option<Points> {
    if !(2..=MOST_ITEMS).contains(&items) {
        return None;
    }
    let mut sum = 0;
    let mut shape = Vec::new();
    each_shape(items, items, &mut shape, &mut |shape| {
        let tableaux = tableaux(shape);
        let run = shape.first().copied().unwrap_or_default();
        sum += (run - 1) as i128 * tableaux * tableaux;
    });
    let orders: i128 = (1..=items as i128).product();
    Some(Points::of_many(sum, orders * (items as i128 - 1)))
}

/// Calls `with` for each way to write `rest` as a falling sum of parts of at most `most`.
fn each_shape(rest: usize, most: usize, shape: &mut Vec<usize>, with: &mut impl FnMut(&[usize])) {
    if rest == 0 {
        with(shape);
    }
    for part in (1..=rest.min(most)).rev() {
        shape.push(part);
        each_shape(rest - part, part, shape, with);
        shape.pop();
    }
}

/// The number of standard Young tableaux of a shape, by the hook length formula.
fn tableaux(shape: &[usize]) -> i128 {
    let mut hooks = Vec::new();
    for (row, length) in shape.iter().enumerate() {
        for column in 0..*length {
            let below = shape[row + 1..].iter().filter(|other| **other > column);
            hooks.push((length - column + below.count()) as i128);
        }
    }
    let all: i128 = (1..=hooks.len() as i128).product();
    all / hooks.iter().product::<i128>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source};

    fn question(text: &str) -> Question {
        let source = Source {
            name: "unit.md",
            text,
        };
        let unit = read_unit(source).value;
        let mut questions = unit.questions();
        questions.next().unwrap().clone()
    }

    fn all_orders(items: usize) -> Vec<Vec<usize>> {
        let mut orders = vec![Vec::new()];
        for item in 0..items {
            let with = |order: &Vec<usize>| -> Vec<Vec<usize>> {
                (0..=order.len())
                    .map(|place| {
                        let mut order = order.clone();
                        order.insert(place, item);
                        order
                    })
                    .collect()
            };
            orders = orders.iter().flat_map(with).collect();
        }
        orders
    }

    #[test]
    fn ordering_by_guess_earns_what_trying_every_order_earns() {
        for items in 2..=6 {
            let list: String = (0..items).map(|item| format!("1. item {item}\n")).collect();
            let question = question(&format!("## Q {{#q .order points=6}}\n\n{list}"));
            let Interaction::Order(order) = &question.interaction else {
                unreachable!("it is an order");
            };
            let orders = all_orders(items);
            let earned = orders.iter().map(|places| {
                let ids = places.iter().map(|place| order.items[*place].id.clone());
                let score = question.score(&Response::Order(ids.collect())).unwrap();
                score.unwrap().earned
            });
            let average = earned.sum::<Points>() * Points::fraction(1, orders.len());
            let chances = Chances::of(&question).unwrap();
            assert_eq!(chances.guessing, Some(average), "{items} items");
            assert!(chances.nothing < chances.worth, "{items} items");
        }
        assert_eq!(guessed_order(MOST_ITEMS + 1), None);
        assert!(guessed_order(MOST_ITEMS).is_some());
    }

    #[test]
    fn choosing_several_by_guess_earns_what_trying_every_set_earns() {
        for (rights, scoring) in [
            ("x..", ""),
            ("xx.", ""),
            ("xx..x", ""),
            ("x.x", "scoring=all"),
        ] {
            let options: String = rights
                .chars()
                .enumerate()
                .map(|(at, mark)| {
                    format!("- [{}] option {at}\n", mark.to_string().replace('.', " "))
                })
                .collect();
            let question = question(&format!(
                "## Q {{#q .multiple points=2 {scoring}}}\n\n{options}"
            ));
            let Interaction::Multiple(multiple) = &question.interaction else {
                unreachable!("it is a multiple");
            };
            let ids: Vec<_> = multiple
                .choice
                .options
                .iter()
                .map(|o| o.id.clone())
                .collect();
            let sets = 1_usize << ids.len();
            let earned = (0..sets).map(|set| {
                let chosen = ids.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                let chosen = chosen.map(|(_, id)| id.clone()).collect();
                let score = question.score(&Response::Multiple(chosen)).unwrap();
                score.unwrap().earned
            });
            let average = earned.sum::<Points>() * Points::fraction(1, sets);
            let chances = Chances::of(&question).unwrap();
            assert_eq!(chances.guessing, Some(average), "{rights} {scoring}");
            assert_eq!(chances.everything, Some(Points::ZERO), "{rights} {scoring}");
            assert_eq!(chances.nothing, Points::ZERO, "{rights} {scoring}");
        }
    }

    #[test]
    fn other_kinds_by_hand() {
        for (text, guessing) in [
            (
                "## Q {#q .single points=3}\n\n- [x] a\n- [x] b\n- [ ] c\n",
                Some(Points::whole(2)),
            ),
            (
                "## Q {#q .match}\n\n|a|b|\n|-|-|\n|1|x|\n|2|y|\n|3|y|\n",
                Some(Points::fraction(1, 2)),
            ),
            (
                "## Q {#q .gap}\n\n[[a]] and [[=b|c|d]]\n",
                Some(Points::fraction(1, 6)),
            ),
            ("## Q {#q .number}\n\n- [x] 4\n", Some(Points::ZERO)),
            ("## Q {#q .short}\n\n- [x] word\n", Some(Points::ZERO)),
        ] {
            let chances = Chances::of(&question(text)).unwrap();
            assert_eq!(chances.guessing, guessing, "{text}");
            assert_eq!(chances.nothing, Points::ZERO, "{text}");
        }
        assert_eq!(
            Chances::of(&question("## Q {#q .reflect}\n\nThink.\n")),
            None
        );
    }
}
