//! Which numbers are right where an item takes more than one: its operators, and the answers that they
//! become.

use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use super::rules::{ENTRY, MATCH, answers, beside, correct, is, item, pays};
use crate::{
    exchange::bank::Loss,
    question::{Amount, Answer},
};

const TELLS_RULES: &[Loss] = &[Loss::Scoring];

fn edges(numbers: &[&str]) -> Vec<Loss> {
    let edge = |number: &&str| Loss::Edge((*number).to_owned());
    numbers.iter().map(edge).collect()
}

/// A number that is given beside the response: the range lies around the first.
fn around(operator: &str, attributes: &str, value: &str) -> String {
    format!(
        "<{operator} {attributes}><baseValue baseType=\"float\">{value}</baseValue><variable identifier=\"RESPONSE\"/></{operator}>"
    )
}

#[test]
fn a_number_with_a_comma_is_told_as_that() {
    let comma = Loss::Comma("0,5".to_owned());
    let text = item("float", &correct("0,5"), ENTRY, &pays(MATCH, "1"));
    let (_, losses) = answers(&text);
    assert!(losses.contains(&comma), "{losses:?}");
    assert!(!losses.iter().any(|loss| matches!(loss, Loss::Pattern(_))));
    let said = crate::wording::bank::loss(&comma);
    assert!(said.ends_with("Write 0.5 there"), "{said}");
}

#[test]
fn what_is_near_enough_is_a_range() {
    let absolute = |given: &str, more: &str| {
        format!("toleranceMode=\"absolute\" tolerance=\"{given}\" {more}")
    };
    let relative = |given: &str, more: &str| {
        format!("toleranceMode=\"relative\" tolerance=\"{given}\" {more}")
    };
    let no_lower = "includeLowerBound=\"false\"";
    let no_upper = "includeUpperBound=\"0\"";
    let neither = "includeLowerBound=\"false\" includeUpperBound=\"false\"";
    for (condition, wanted, without) in [
        (
            beside("equal", "toleranceMode=\"exact\"", "7"),
            &["+7"][..],
            &[][..],
        ),
        (beside("equal", &absolute("2", ""), "7"), &["+7 ± 2"], &[]),
        (
            around("equal", &absolute("2", "includeLowerBound=\"true\""), "7"),
            &["+7 ± 2"],
            &[],
        ),
        (around("equal", &absolute("1 3", ""), "7"), &["+8 ± 2"], &[]),
        // Around the response: what lies below it is above the number, and its edges too.
        (beside("equal", &absolute("1 3", ""), "7"), &["+6 ± 2"], &[]),
        (
            around("equal", &absolute("2", no_lower), "7"),
            &["-5", "+7 ± 2"],
            &["5"],
        ),
        (
            around("equal", &absolute("2", no_upper), "7"),
            &["-9", "+7 ± 2"],
            &["9"],
        ),
        (
            beside("equal", &absolute("2", no_lower), "7"),
            &["-9", "+7 ± 2"],
            &["9"],
        ),
        (
            beside("equal", &absolute("2", no_upper), "7"),
            &["-5", "+7 ± 2"],
            &["5"],
        ),
        (
            around("equal", &absolute("2", neither), "7"),
            &["-5", "-9", "+7 ± 2"],
            &["5", "9"],
        ),
        (
            around("equal", &relative("10", ""), "200"),
            &["+200 ± 20"],
            &[],
        ),
        (
            around("equal", &relative("10", no_lower), "200"),
            &["-180", "+200 ± 20"],
            &["180"],
        ),
        (
            around("equal", &relative("10 0", ""), "-200"),
            &["+-210 ± 10"],
            &[],
        ),
        (
            beside("equal", &relative("20 25", ""), "100"),
            &["+102.5 ± 22.5"],
            &[],
        ),
        (
            beside("equal", &relative("20 25", no_lower), "100"),
            &["-125", "+102.5 ± 22.5"],
            &["125"],
        ),
        // Two bounds.
        (
            format!(
                "<and>{}{}</and>",
                beside("gt", "", "4"),
                beside("lte", "", "10")
            ),
            &["-4", "+7 ± 3"],
            &["4"],
        ),
        // The names of version 3.0.
        (
            around(
                "qti-equal",
                "tolerance-mode=\"absolute\" tolerance=\"2\" include-lower-bound=\"false\"",
                "7",
            ),
            &["-5", "+7 ± 2"],
            &["5"],
        ),
        // The correct response with what is near it.
        (
            format!(
                "<equal {}><correct identifier=\"RESPONSE\"/><variable identifier=\"RESPONSE\"/></equal>",
                absolute("2", no_upper)
            ),
            &["-9", "+7 ± 2"],
            &["9"],
        ),
    ] {
        is(
            "float",
            &correct("7"),
            ENTRY,
            &pays(&condition, "1"),
            wanted,
            &edges(without),
        );
    }
    for condition in [
        // Any number from somewhere on would do, or none, or it is not known which.
        beside("equal", &relative("100", ""), "7"),
        around("equal", &absolute("0", no_lower), "7"),
        around("equal", &absolute("-1", ""), "7"),
        around("equal", &absolute("{NEAR}", ""), "7"),
        around("equal", &absolute("", ""), "7"),
    ] {
        is(
            "float",
            &correct("7"),
            ENTRY,
            &pays(&condition, "1"),
            &["+7"],
            TELLS_RULES,
        );
    }
    // No decimal is exactly ten elevenths of a hundred.
    is(
        "float",
        &correct("100"),
        ENTRY,
        &pays(&beside("equal", &relative("10", ""), "100"), "1"),
        &["+101.01010095 ± 10.10101005"],
        &[Loss::Limits("100".to_owned())],
    );
    // Of whole numbers there is a next one.
    for (condition, wanted) in [
        (around("equal", &absolute("2", neither), "7"), "+7 ± 1"),
        (around("equal", &absolute("2.5", no_upper), "7"), "+7 ± 2"),
        (
            beside(
                "equalRounded",
                "roundingMode=\"decimalPlaces\" figures=\"1\"",
                "7.04",
            ),
            "+7",
        ),
        (
            beside(
                "equalRounded",
                "roundingMode=\"significantFigures\" figures=\"1\"",
                "61",
            ),
            "+59.5 ± 4.5",
        ),
    ] {
        is(
            "integer",
            &correct("7"),
            ENTRY,
            &pays(&condition, "1"),
            &[wanted],
            &[],
        );
    }
}

#[test]
fn what_is_rounded_to_the_same_is_a_range() {
    for (mode, figures, given, wanted, without) in [
        (
            "decimalPlaces",
            "1",
            "7.04",
            &["-7.05", "+7 ± 0.05"][..],
            &["7.05"][..],
        ),
        ("decimalPlaces", "0", "6.5", &["-7.5", "+7 ± 0.5"], &["7.5"]),
        (
            "decimalPlaces",
            "0",
            "-6.5",
            &["--7.5", "+-7 ± 0.5"],
            &["-7.5"],
        ),
        (
            "decimalPlaces",
            "0",
            "0.2",
            &["--0.5", "-0.5", "+0 ± 0.5"],
            &["-0.5", "0.5"],
        ),
        (
            "significantFigures",
            "2",
            "7.04",
            &["-7.05", "+7 ± 0.05"],
            &["7.05"],
        ),
        (
            "significantFigures",
            "2",
            "1234",
            &["-1250", "+1200 ± 50"],
            &["1250"],
        ),
        // Below 1 there is a figure more.
        (
            "significantFigures",
            "1",
            "1.2",
            &["-1.5", "+1.225 ± 0.275"],
            &["1.5"],
        ),
        (
            "significantFigures",
            "3",
            "9.996",
            &["-10.05", "+10.0225 ± 0.0275"],
            &["10.05"],
        ),
        (
            "significantFigures",
            "2",
            "-0.0104",
            &["--0.0105", "+-0.010225 ± 0.000275"],
            &["-0.0105"],
        ),
        ("significantFigures", "2", "0", &["+0"], &[]),
    ] {
        let attributes = format!("roundingMode=\"{mode}\" figures=\"{figures}\"");
        let rules = pays(&beside("equalRounded", &attributes, given), "1");
        is(
            "float",
            &correct("7"),
            ENTRY,
            &rules,
            wanted,
            &edges(without),
        );
        let named = format!("rounding-mode=\"{mode}\" figures=\"{figures}\"");
        let rules = pays(&around("qti-equal-rounded", &named, given), "1");
        is(
            "float",
            &correct("7"),
            ENTRY,
            &rules,
            wanted,
            &edges(without),
        );
    }
    for (mode, figures) in [
        ("significantFigures", "0"),
        ("significantFigures", "{FIGURES}"),
        ("decimalPlaces", "4294967295"),
        ("decimalPlaces", "-1"),
        ("upwards", "1"),
    ] {
        let attributes = format!("roundingMode=\"{mode}\" figures=\"{figures}\"");
        let rules = pays(&beside("equalRounded", &attributes, "7"), "1");
        is("float", &correct("7"), ENTRY, &rules, &["+7"], TELLS_RULES);
    }
}

#[test]
fn an_edge_is_what_it_was_whatever_stands_beside_it() {
    let from = |least: &str, most: &str, upper: &str| {
        format!(
            "<and>{}{}</and>",
            beside("gte", "", least),
            beside(upper, "", most)
        )
    };
    let first = pays(&from("5", "7", "lt"), "1");
    for (second, wanted, without) in [
        // As right as what it lies beside.
        (
            pays(&from("7", "9", "lte"), "1"),
            &["+6 ± 1", "+8 ± 1"][..],
            &[][..],
        ),
        // An answer that is known as wrong stays what it was, once.
        (
            pays(&beside("equal", "", "7"), "0"),
            &["-7", "+6 ± 1"],
            &["7"],
        ),
        (
            pays(&from("7", "9", "lt"), "0"),
            &["-7", "+6 ± 1", "-8 ± 1"],
            &["7"],
        ),
    ] {
        let rules = format!("{first}{second}");
        is(
            "float",
            &correct("6"),
            ENTRY,
            &rules,
            wanted,
            &edges(without),
        );
    }
}

fn any_number() -> impl Strategy<Value = Decimal> {
    (-2000_i64..2000, 0_u32..4).prop_map(|(figures, places)| Decimal::new(figures, places))
}

/// Whether the standard takes a number.
fn takes(operator: &Operator, typed: Decimal) -> bool {
    let up = RoundingStrategy::MidpointAwayFromZero;
    match operator {
        Operator::Equal {
            first,
            given,
            below,
            above,
            lower,
            upper,
        } => {
            let (x, y) = match first {
                true => (typed, *given),
                false => (*given, typed),
            };
            let (least, most) = (x - below, x + above);
            (y > least || (*lower && y == least)) && (y < most || (*upper && y == most))
        }
        Operator::Places { given, figures } => {
            given.round_dp_with_strategy(*figures, up) == typed.round_dp_with_strategy(*figures, up)
        }
        Operator::Figures { given, figures } => {
            given.round_sf_with_strategy(*figures, up) == typed.round_sf_with_strategy(*figures, up)
        }
    }
}

#[derive(Clone, Debug)]
enum Operator {
    Equal {
        first: bool,
        given: Decimal,
        below: Decimal,
        above: Decimal,
        lower: bool,
        upper: bool,
    },
    Places {
        given: Decimal,
        figures: u32,
    },
    Figures {
        given: Decimal,
        figures: u32,
    },
}

impl Operator {
    fn written(&self) -> String {
        match self {
            Self::Equal {
                first,
                given,
                below,
                above,
                lower,
                upper,
            } => {
                let attributes = format!(
                    "toleranceMode=\"absolute\" tolerance=\"{below} {above}\" includeLowerBound=\"{lower}\" includeUpperBound=\"{upper}\""
                );
                match first {
                    true => beside("equal", &attributes, &given.to_string()),
                    false => around("equal", &attributes, &given.to_string()),
                }
            }
            Self::Places { given, figures } => {
                let attributes = format!("roundingMode=\"decimalPlaces\" figures=\"{figures}\"");
                beside("equalRounded", &attributes, &given.to_string())
            }
            Self::Figures { given, figures } => {
                let attributes =
                    format!("roundingMode=\"significantFigures\" figures=\"{figures}\"");
                beside("equalRounded", &attributes, &given.to_string())
            }
        }
    }
}

fn any_operator() -> impl Strategy<Value = Operator> {
    let tolerance = || (1_i64..300, 0_u32..3).prop_map(|(size, places)| Decimal::new(size, places));
    let equal = (
        any::<bool>(),
        any_number(),
        tolerance(),
        tolerance(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(first, given, below, above, lower, upper)| Operator::Equal {
                first,
                given,
                below,
                above,
                lower,
                upper,
            },
        );
    let places =
        (any_number(), 0_u32..4).prop_map(|(given, figures)| Operator::Places { given, figures });
    let figures =
        (any_number(), 1_u32..5).prop_map(|(given, figures)| Operator::Figures { given, figures });
    prop_oneof![equal, places, figures]
}

proptest! {
    #[test]
    fn a_number_earns_here_what_it_earned_there(
        operator in any_operator(),
        typed in prop::collection::vec(any_number(), 1..20),
    ) {
        let text = item("float", "", ENTRY, &pays(&operator.written(), "1"));
        let (known, _) = answers(&text);
        let known: Vec<(bool, Amount)> = known
            .iter()
            .map(|answer| (answer.starts_with('+'), answer[1..].parse().unwrap()))
            .collect();
        // The numbers that anything could hinge on, and some others.
        let hinges = known.iter().flat_map(|(_, amount)| {
            let (least, most) = (amount.value - amount.tolerance, amount.value + amount.tolerance);
            let near = Decimal::new(1, 9);
            [least, most, least - near, least + near, most - near, most + near]
        });
        for number in hinges.chain(typed) {
            let typed: Amount = number.to_string().parse().unwrap();
            let earns = known.iter().find(|(_, amount)| amount.fits(&typed));
            let earns = earns.is_some_and(|(right, _)| *right);
            prop_assert_eq!(earns, takes(&operator, number), "{} of {}", number, text);
        }
    }
}
