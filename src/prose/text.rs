//! Prose to plain text: what is kept beside a response, so that it can be read years later
//! without the pack and without trusting anybody's HTML.

use super::{Mark, Piece, Prose};
use crate::pack::Fillings;

impl Prose {
    /// The words, with terms put in: paragraphs and items on lines of their own, lists marked
    /// with `- ` or numbers, cells parted by ` | `, gaps as `____`. No blank line at either end.
    pub fn text(&self, fillings: &Fillings) -> String {
        let mut out = String::new();
        let mut open: Vec<&Mark> = Vec::new();
        let mut numbers: Vec<Option<u64>> = Vec::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) | Piece::Code(text) => out.push_str(text),
                Piece::Fill(filling) => out.push_str(&filling.value(fillings)),
                Piece::Gap(_) => out.push_str("____"),
                Piece::Note { number, .. } => out.push_str(&format!("[{number}]")),
                Piece::Image { alternative, .. } => out.push_str(alternative),
                Piece::SoftBreak => out.push(' '),
                Piece::HardBreak | Piece::Rule => fresh_line(&mut out),
                Piece::Box(true) => out.push_str("☑ "),
                Piece::Box(false) => out.push_str("☐ "),
                Piece::Open(mark) => {
                    start(&mut out, mark, &mut numbers);
                    open.push(mark);
                }
                Piece::Close => match open.pop() {
                    Some(Mark::Cell) => out.push_str(" | "),
                    Some(Mark::TableRow | Mark::TableHead) => {
                        out.truncate(out.trim_end_matches(" | ").len());
                        out.push('\n');
                    }
                    Some(Mark::List(_)) => {
                        numbers.pop();
                    }
                    Some(mark) if !is_inline(mark) => fresh_line(&mut out),
                    _ => {}
                },
            }
        }
        out.trim().to_owned()
    }
}

fn is_inline(mark: &Mark) -> bool {
    matches!(
        mark,
        Mark::Emphasis | Mark::Strong | Mark::Strikethrough | Mark::Link(_)
    )
}

fn fresh_line(out: &mut String) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

fn start(out: &mut String, mark: &Mark, numbers: &mut Vec<Option<u64>>) {
    match mark {
        Mark::List(first) => {
            fresh_line(out);
            numbers.push(*first);
        }
        Mark::Item => {
            fresh_line(out);
            match numbers.last_mut() {
                Some(Some(number)) => {
                    out.push_str(&format!("{number}. "));
                    *number = number.saturating_add(1);
                }
                Some(None) | None => out.push_str("- "),
            }
        }
        Mark::Alert(alert) => {
            fresh_line(out);
            out.push_str(alert.label());
            out.push_str(": ");
        }
        _ if is_inline(mark) => {}
        // A paragraph that opens an item or an alert goes on behind its mark.
        Mark::Paragraph if out.ends_with("- ") || out.ends_with(". ") || out.ends_with(": ") => {}
        Mark::Cell => {}
        _ => fresh_line(out),
    }
}
