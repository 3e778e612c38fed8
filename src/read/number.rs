//! The number that an author knows of. What a learner types is read as far as it is a number, and
//! compared; here whatever is not understood for certain would be a wrong mark, and is told.

use rust_decimal::Decimal;

use crate::question::Amount;

/// What keeps some words from being one number, and what to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclear {
    pub message: String,
    pub help: String,
}

/// Words that make more than one number of what stands around them.
const JOINING: [&str; 7] = ["to", "or", "and", "until", "..", "…", "-"];

/// Words before a number that belongs to a unit, as in `ml per 24 hours`.
const COUNTING: [&str; 9] = [
    "per", "every", "in", "each", "over", "within", "a", "of", "for",
];

/// Reads `42`, `-2.5`, `1,200`, `£3.50`, `42 ± 2 hours`, and nothing that may mean something else.
pub(super) fn amount(words: &str) -> Result<Amount, Unclear> {
    let dashed = words.replace("+/-", "±").replace(['−', '–', '—'], "-");
    let plain = dashed.trim();
    let (first, rest) = leading(plain);
    if let Some(told) = comma(first).or_else(|| time(first, rest)) {
        return Err(told);
    }
    if let Some(told) = fraction(first, rest).or_else(|| range(plain)) {
        return Err(told);
    }
    let amount: Amount = words.parse().map_err(|wrong: crate::question::BadAmount| {
        unclear(
            &wrong.to_string(),
            "write the number first, then `± 2` for what is near enough, then its unit",
        )
    })?;
    match tolerance(&amount, plain).or_else(|| unit(&amount.unit)) {
        Some(told) => Err(told),
        None => Ok(amount),
    }
}

fn unclear(message: &str, help: &str) -> Unclear {
    Unclear {
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

/// The digits at the start, with what parts them, and what follows.
fn leading(text: &str) -> (&str, &str) {
    let bare = text.strip_prefix(['£', '€', '$']).unwrap_or(text);
    let signed = bare.strip_prefix(['-', '+']).unwrap_or(bare);
    let end = signed.find(|c: char| !matches!(c, '0'..='9' | '.' | ','));
    signed.split_at(end.unwrap_or(signed.len()))
}

/// A comma that does not part thousands: `6,5` would be 65.
fn comma(number: &str) -> Option<Unclear> {
    let number = number.trim_end_matches(['.', ',']);
    let (whole, _) = number.split_once('.').unwrap_or((number, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let others: Vec<&str> = groups.collect();
    let parts_thousands = (1..=3).contains(&first.len())
        && first != "0"
        && others.iter().all(|group| group.len() == 3);
    if let ([], Some((whole, decimals))) = (others.as_slice(), number.split_once('.'))
        && whole != "0"
        && decimals.len() == 3
        && decimals.ends_with("00")
    {
        let meant = decimals.trim_end_matches('0');
        let point = if meant.is_empty() { "" } else { "." };
        let help = format!("write `{whole}{point}{meant}`, or `{whole},{decimals}` for thousands");
        return Some(unclear("this may be a decimal or thousands", &help));
    }
    if others.is_empty() || parts_thousands {
        return None;
    }
    let help = match (others.as_slice(), number.contains('.')) {
        ([decimals], false) => format!("write a full stop for the decimals: `{first}.{decimals}`"),
        _ => "put commas between thousands, or none: `1,200` or `1200`".to_owned(),
    };
    let message = "the comma in this number does not part thousands";
    Some(unclear(message, &help))
}

/// `10:30`, `10.30 pm`.
fn time(first: &str, rest: &str) -> Option<Unclear> {
    let half = rest.trim_start().to_lowercase().replace('.', "");
    let half = half.split_whitespace().next().unwrap_or_default();
    let is_time = rest.strip_prefix(':').is_some_and(begins_with_digit)
        || (first.contains('.') && matches!(half, "am" | "pm"));
    is_time.then(|| {
        unclear(
            "a time of day is no number",
            "ask how many hours or minutes, or make it a `.short` with each way to say it",
        )
    })
}

/// `1/2`, `2 1/2`, `1½`.
fn fraction(first: &str, rest: &str) -> Option<Unclear> {
    let (whole, upper, below) = match rest.strip_prefix('/') {
        Some(below) => (None, first, below),
        None => {
            let (upper, below) = leading(rest.trim_start());
            (
                Some(first),
                upper,
                below.strip_prefix('/').unwrap_or_default(),
            )
        }
    };
    let signs = ['½', '¼', '¾', '⅓', '⅔'];
    let is_sign =
        rest.trim_start().starts_with(signs) || (first.is_empty() && rest.starts_with(signs));
    if !is_sign && !begins_with_digit(below) {
        return None;
    }
    let (lower, unit) = leading(below);
    let number = |text: &str| Decimal::from_str_exact(text).ok();
    let exact = number(upper)
        .zip(number(lower))
        .and_then(|(upper, lower)| upper.checked_div(lower))
        .and_then(|part| part.checked_add(whole.map_or(Some(Decimal::ZERO), number)?))
        .filter(|exact| exact.scale() <= 3);
    let help = match exact {
        Some(exact) => format!("write it with a full stop: `{}{unit}`", exact.normalize()),
        None => "write it with a full stop, and with how far off is near enough: `0.33 ± 0.01`"
            .to_owned(),
    };
    Some(unclear("a fraction does not read as a number", &help))
}

/// `18 to 21 °C`, `18 .. 21 °C`, `18-21 °C`.
fn range(text: &str) -> Option<Unclear> {
    let (low, rest) = leading(text);
    let between = rest.trim_start();
    let joined = between
        .strip_prefix("to ")
        .or_else(|| between.strip_prefix("..."))
        .or_else(|| between.strip_prefix("…"))
        .or_else(|| between.strip_prefix('-'));
    // Two full stops behind a number are read with its digits.
    let (low, joined) = match low
        .strip_suffix("..")
        .or_else(|| low.split_once("..").map(|(low, _)| low))
    {
        Some(whole) => (whole, text.get(text.find("..")? + 2..)),
        None => (low, joined.or_else(|| between.strip_prefix(".."))),
    };
    let (high, unit) = leading(joined?.trim_start());
    let number = |text: &str| Decimal::from_str_exact(&text.replace(',', "")).ok();
    let (low, high) = (number(low)?, number(high)?);
    let middle = low.checked_add(high)?.checked_div(Decimal::TWO)?;
    let reach = high.checked_sub(middle)?.abs();
    let (middle, reach) = (middle.normalize(), reach.normalize());
    let help =
        format!("write its middle, and how far off is near enough: `{middle} ± {reach}{unit}`");
    Some(unclear("a range does not read as one number", &help))
}

/// `6 +- 1`, `42 hours ± 2`, `6 ± 10% months`.
fn tolerance(amount: &Amount, text: &str) -> Option<Unclear> {
    let unit = amount.unit.as_str();
    let is_late = unit.contains('±') || unit.contains("+-") || unit.contains("-+");
    let is_part = text.contains('±')
        && unit.strip_prefix('%').is_some_and(|words| {
            !words.trim().is_empty() && !words.trim_start().starts_with("of ")
        });
    (is_late || is_part || text.trim_start_matches(['-', '+']).contains("+-")).then(|| {
        unclear(
            "how far off is near enough does not read here",
            "write it behind the number, and as a number: `42 ± 2 hours`",
        )
    })
}

/// A unit that holds more than what is counted.
fn unit(unit: &str) -> Option<Unclear> {
    let may_begin = |c: char| c.is_alphabetic() || "%‰°£€$\"'″′µ²³/".contains(c);
    let words: Vec<&str> = unit.split_whitespace().collect();
    let joins = words
        .iter()
        .any(|word| JOINING.contains(&&*word.to_lowercase()));
    let counts = words.windows(2).any(|pair| match pair {
        [before, word] => begins_with_digit(word) && !COUNTING.contains(before) && *before != "/",
        _ => false,
    });
    let is_unit = unit.chars().next().is_none_or(may_begin)
        && !unit.strip_prefix('/').is_some_and(begins_with_digit)
        && !joins
        && !counts;
    (!is_unit).then(|| {
        unclear(
            &format!("`{unit}` behind the number does not read as a unit"),
            "write one number, then what is counted, and nothing else; another answer is a line of its own",
        )
    })
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one_number_is_read() {
        for words in [
            "42",
            "-2.5",
            "1,200",
            "1,200,000.50",
            "£3.50",
            "42 ± 2 hours",
            "42 +/- 2",
            "37.5 °C",
            "95 %",
            "95 ± 2 % of days",
            "500 ml per 24 hours",
            "80 mg/day",
            "9 hours",
            "7.",
            "5 km²",
            "10 am",
            "0.125 mg",
            "−2",
        ] {
            let read = amount(words).map_err(|told| told.message);
            assert_eq!(read, Ok(words.parse().unwrap()), "{words}");
        }
    }

    #[test]
    fn what_may_mean_something_else_is_told_with_what_to_write() {
        for (words, help) in [
            ("18 to 21 °C", "`19.5 ± 1.5 °C`"),
            ("18 .. 21 °C", "`19.5 ± 1.5 °C`"),
            ("18..21 °C", "`19.5 ± 1.5 °C`"),
            ("18–21 °C", "`19.5 ± 1.5 °C`"),
            ("18 - 21", "`19.5 ± 1.5`"),
            ("5 or 6", "a line of its own"),
            ("18 °C to 21 °C", "a line of its own"),
            ("2 hours 30 minutes", "a line of its own"),
            ("6 (months)", "a line of its own"),
            ("6 months or more", "a line of its own"),
            ("6 +- 1 months", "`42 ± 2 hours`"),
            ("42 hours ± 2", "`42 ± 2 hours`"),
            ("6 ± 10% months", "`42 ± 2 hours`"),
            ("1/2 tablet", "`0.5 tablet`"),
            ("2 1/2", "`2.5`"),
            ("1/3", "`0.33 ± 0.01`"),
            ("1½ tablets", "with a full stop"),
            ("½ tablet", "with a full stop"),
            ("10:30", "`.short`"),
            ("10.30 pm", "`.short`"),
            ("6,5", "`6.5`"),
            ("0,500", "`0.500`"),
            ("1.500 ml", "`1.5`, or `1,500`"),
            ("6 | 6.5 months", "a line of its own"),
            ("£3.50 or £4", "a line of its own"),
            ("1,20,000", "`1200`"),
            ("six months", "write the number first"),
        ] {
            let told = amount(words).expect_err(words);
            assert!(told.help.contains(help), "{words}: {told:?}");
        }
    }
}
