//! Colours, which the content language has none of: a question may ask for “the words in red”.

use super::{Element, Loss, Losses};

/// Tells of the colours of an element. Black, white and greys are what editors leave behind.
pub(super) fn colours(element: &Element, losses: &mut Losses) {
    let style = element.attribute("style").to_ascii_lowercase();
    let rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    let named = ["color", "background-color", "background"];
    let own = rules.filter(|(name, _)| named.contains(&name.trim()));
    let mut all = own
        .map(|(_, value)| value)
        .chain([element.attribute("color"), element.attribute("bgcolor")]);
    if all.any(is_colour) {
        losses.tell(Loss::Markup("color".to_owned()));
    }
}

fn is_colour(value: &str) -> bool {
    let value = value.trim().trim_end_matches("!important").trim();
    let value = value.to_ascii_lowercase();
    if value.is_empty() || value.contains("url(") {
        return false;
    }
    if let Some(hex) = value.strip_prefix('#') {
        let digits: Vec<char> = hex.chars().collect();
        let parts: Vec<&[char]> = digits.chunks((digits.len() / 3).max(1)).collect();
        return parts.windows(2).any(|two| two[0] != two[1]);
    }
    if let Some(numbers) = value.strip_prefix("rgb").and_then(|v| v.split_once('(')) {
        let numbers = numbers.1.split([',', ' ', ')', '/']);
        let numbers: Vec<&str> = numbers.filter(|n| !n.is_empty()).take(3).collect();
        return numbers.windows(2).any(|two| two[0] != two[1]);
    }
    let plain = [
        "black",
        "white",
        "gray",
        "grey",
        "silver",
        "transparent",
        "none",
        "inherit",
        "initial",
        "unset",
        "revert",
        "auto",
        "currentcolor",
        "windowtext",
        "window",
    ];
    // Other ways to write it may be anything.
    !plain.contains(&value.as_str()) && !value.starts_with("var(")
}

#[cfg(test)]
mod tests {
    use crate::exchange::bank::{
        Loss,
        html::{Cleaning, blocks, parse},
    };

    fn told(html: &str) -> Vec<Loss> {
        let mut cleaning = Cleaning::default();
        blocks(&parse(html), &mut cleaning);
        cleaning.losses.iter().cloned().collect()
    }

    #[test]
    fn colours_are_told_and_greys_are_not() {
        for told_of in [
            "<p style='color: red'>x</p>",
            "<p>a <span style='font-size: 1em; COLOR:#C00'>x</span></p>",
            "<p><font color='#ff0000'>x</font></p>",
            "<p><span style='background-color: rgb(255, 255, 0);'>x</span></p>",
        ] {
            assert_eq!(
                told(told_of),
                [Loss::Markup("color".to_owned())],
                "{told_of}"
            );
        }
        for silent in [
            "<p style='color: black; background: #fff'>x</p>",
            "<p><span style='color: #333333; font-family: Arial'>x</span></p>",
            "<p><span style='color: rgb(51, 51, 51) !important'>x</span></p>",
            "<p><span style='background: url(a.png)'>x</span></p>",
            "<p><font face='Arial'>x</font></p>",
        ] {
            assert_eq!(told(silent), [], "{silent}");
        }
    }
}
