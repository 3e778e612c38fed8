//! Questions that Moodle has and GIFT has no type for: its export leaves a line with their names, and nothing else.

use super::scan::lines;
use crate::{
    exchange::bank::Fault,
    source::{Source, Span},
};

/// How the line begins that Moodle writes above every question.
const ABOVE: &str = "// question: ";

/// The questions of a bank that stand in it by name alone.
pub(super) fn left_out(source: Source<'_>) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut named: Option<(Span, &str)> = None;
    let fault = |(span, name): (Span, &str)| Fault {
        file: source.name.to_owned(),
        span,
        message: format!(
            "“{name}” is in Moodle, but not in this file: GIFT has no question of its type"
        ),
        help: "make it anew as a question of another type, in Moodle or here".to_owned(),
    };
    for (start, line) in lines(source.text) {
        let bare = line.trim();
        match bare
            .strip_prefix(ABOVE)
            .and_then(|rest| rest.split_once("  name: "))
        {
            Some((number, name)) => {
                found.extend(named.take().map(fault));
                // Number 0 is a change of the category.
                let span = Span::new(start, start + line.trim_end().len());
                named = (number.trim() != "0").then_some((span, name.trim()));
            }
            None if bare.is_empty() || bare.starts_with("//") => {}
            None => named = None,
        }
    }
    found.extend(named.map(fault));
    found
}
