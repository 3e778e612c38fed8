//! A question's text out of its parts, where there is no text yet.
//!
//! It is what a form would write, without reading it again: who calls this has many to write, and
//! looks at what all of them are read as together.

use super::{
    Draft, Said,
    read::{Which, hidden, steps_of, whole},
    rows::with_way,
    words::{without_headings, wrapped},
    write::fresh,
};
use crate::{diagnostic::Diagnostic, question::Question, unit::Unit};

impl Draft {
    /// The question as a section of a unit, with its heading.
    pub fn text(&self) -> String {
        let mut parts = vec![format!("## {} {}", self.title, self.braces())];
        if !self.stem.is_empty() {
            parts.push(wrapped(&without_headings(&self.stem), "", 0));
        }
        let answers = fresh(&self.answers);
        if !answers.is_empty() {
            parts.push(answers);
        }
        let said = self.said();
        if !said.is_empty() {
            parts.push(said);
        }
        parts.join("\n\n") + "\n"
    }

    /// What stands in the heading's braces, with them.
    pub fn braces(&self) -> String {
        let mut text = format!("{{#{} .{}", self.id, self.kind.class());
        if self.points != 1 {
            text.push_str(&format!(" points={}", self.points));
        }
        if !self.shuffle {
            text.push_str(" shuffle=no");
        }
        if self.all_or_nothing {
            text.push_str(" scoring=all");
        }
        if !self.criteria.is_empty() {
            text.push_str(&format!(" criteria={}", self.criteria.join(",")));
        }
        if !self.nations.is_empty() {
            text.push_str(&format!(" nation={}", self.nations.join(",")));
        }
        text + "}"
    }

    /// What is said under the answers, as one quotation.
    fn said(&self) -> String {
        let all: [(Which, &Said); 3] = [
            (Which::Right, &self.right),
            (Which::Otherwise, &self.otherwise),
            (Which::Always, &self.always),
        ];
        let mut parts = Vec::new();
        for (which, said) in all {
            let words = with_way(said, " ");
            if words.is_empty() {
                continue;
            }
            let led: Vec<String> = match which {
                Which::Always => vec![words],
                _ => words
                    .split("\n\n")
                    .map(|paragraph| format!("{}{paragraph}", which.lead()))
                    .collect(),
            };
            parts.push(wrapped(&led.join("\n\n"), "> ", 2));
        }
        match parts.is_empty() {
            true => String::new(),
            false => format!("> {}", parts.join("\n>\n> ")),
        }
    }

    /// A question that was read already, with what reading its unit told; none where a mistake hides
    /// a part of it.
    pub fn of(text: &str, unit: &Unit, told: &[Diagnostic], question: &Question) -> Option<Self> {
        if hidden(question, told).is_some() {
            return None;
        }
        let steps = steps_of(unit, &question.id);
        whole(text, question, &steps)
    }
}
