//! `underpin check --explain CODE`: a rule, why it matters, and examples of it.

use std::fmt::Write;

use annotate_snippets::normalize_untrusted_str;
use clap::builder::styling::{Effects, Style};

use crate::{
    check::{Example, rule},
    diagnostic::{Code, Severity},
};

const STRONG: Style = Style::new().effects(Effects::BOLD);

/// Writes what there is to say about a rule.
pub(super) fn explain(code: Code) -> String {
    let rule = rule(code);
    let severity = match code.severity() {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
    };
    let mut out = String::new();
    let _ = writeln!(out, "{STRONG}{code}{STRONG:#} ({severity})\n");
    let _ = writeln!(out, "{STRONG}{}{STRONG:#}\n{}\n", rule.title, rule.why);
    let _ = writeln!(
        out,
        "{STRONG}This fails:{STRONG:#}\n\n{}",
        example(&rule.fails)
    );
    let told = rule.fails.found();
    if let Some(first) = told.first() {
        let _ = writeln!(out, "{STRONG}It says:{STRONG:#} {}", first.message);
        if let Some(help) = &first.help {
            let _ = writeln!(out, "{STRONG}Help:{STRONG:#} {help}");
        }
    }
    let _ = write!(
        out,
        "\n{STRONG}This passes:{STRONG:#}\n\n{}",
        example(&rule.passes)
    );
    out
}

/// An example, set off from the words around it, with hidden characters made visible.
fn example(example: &Example) -> String {
    let mut out = String::new();
    for line in example.shown().lines() {
        let _ = writeln!(out, "    {}", normalize_untrusted_str(line));
    }
    out.replace("    \n", "\n")
}
