//! Plain words as Markdown that reads as just these words.

use super::{Loss, Losses};
use crate::normal::one_line;

/// A line break that counts.
pub const BREAK: &str = "\\\n";

/// Words of one line. Blanks are folded.
pub fn line(text: &str, losses: &mut Losses) -> String {
    words(&one_line(text), true, losses)
}

/// Words of several lines: a blank line parts paragraphs, a line break stays one.
pub fn paragraphs(text: &str, losses: &mut Losses) -> String {
    let mut paragraphs: Vec<Vec<String>> = vec![Vec::new()];
    for raw in text.lines() {
        let escaped = line(raw, losses);
        match (escaped.is_empty(), paragraphs.last_mut()) {
            (true, Some(last)) if !last.is_empty() => paragraphs.push(Vec::new()),
            (false, Some(last)) => last.push(escaped),
            _ => {}
        }
    }
    let joined = paragraphs.iter().filter(|lines| !lines.is_empty());
    let joined: Vec<String> = joined.map(|lines| lines.join(BREAK)).collect();
    joined.join("\n\n")
}

/// Words as they stand among others. `starts` says whether they begin a line, where more characters
/// have a meaning.
pub fn words(text: &str, starts: bool, losses: &mut Losses) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    let mut rest = text.chars().peekable();
    if has_formula(text) {
        losses.tell(Loss::Formula);
    }
    let numbered = starts.then(|| number_at_start(text)).flatten();
    let mut place = 0;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let first = starts && before.is_none();
        match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                losses.tell(Loss::HiddenDirection);
                continue;
            }
            // The language's own signs. A backslash does not keep them apart: what is read is the
            // words behind it.
            '{' if next == Some('{') => set_apart("{{", "{ ", &mut out, losses),
            '[' if next == Some('[') => set_apart("[[", "\\[ ", &mut out, losses),
            '{' if next == Some('#') => {
                rest.next();
                out.push_str("{\\#");
            }
            '[' if next == Some('^') => {
                rest.next();
                out.push_str("\\[\\^");
            }
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => escaped(c, &mut out),
            '_' => {
                let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                match within(before) && within(next) {
                    true => out.push('_'),
                    false => escaped('_', &mut out),
                }
            }
            '&' if is_reference(rest.clone()) => escaped('&', &mut out),
            '#' if before.is_none_or(char::is_whitespace) => escaped('#', &mut out),
            '>' | '|' if first => escaped(c, &mut out),
            '-' | '+' if first && next.is_none_or(|c| c == ' ' || c == '-') => escaped(c, &mut out),
            ':' if first && next == Some('-') => escaped(c, &mut out),
            // A line of nothing else would make a heading of the line above.
            '=' if first && text.trim_matches('=').trim().is_empty() => escaped(c, &mut out),
            '.' | ')' if numbered == Some(place) => escaped(c, &mut out),
            '\0' => out.push('\u{fffd}'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        before = Some(c);
        place += 1;
    }
    out
}

/// Whether there is a formula, as TeX has them among words.
fn has_formula(text: &str) -> bool {
    let mut signs = [("\\(", "\\)"), ("$$", "$$")].into_iter();
    signs.any(|(open, close)| {
        let behind = text.split_once(open).map(|(_, behind)| behind);
        let inside = behind.and_then(|behind| behind.split_once(close));
        inside.is_some_and(|(inside, _)| !inside.trim().is_empty())
    })
}

fn escaped(c: char, out: &mut String) {
    out.push('\\');
    out.push(c);
}

fn set_apart(signs: &str, with: &str, out: &mut String, losses: &mut Losses) {
    losses.tell(Loss::Signs(signs.to_owned()));
    out.push_str(with);
}

/// Whether what is behind an ampersand makes a character reference of it.
fn is_reference(rest: impl Iterator<Item = char>) -> bool {
    let mut behind = rest
        .take(34)
        .skip_while(|c| c.is_ascii_alphanumeric() || *c == '#');
    behind.next() == Some(';')
}

/// Where the full stop behind a number at the start stands, which would begin a list.
fn number_at_start(text: &str) -> Option<usize> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    (1..=9).contains(&digits).then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        pack::Fillings,
        prose::Piece,
        read::read_unit,
        source::Source,
        unit::{Content, Part},
    };

    /// What some Markdown under a heading says, if it is words and nothing else.
    fn read(markdown: &str) -> String {
        let text = format!("+++\nid = \"a\"\ntitle = \"A\"\n+++\n\n## A {{#a}}\n\n{markdown}\n");
        let read = read_unit(Source {
            name: "a.md",
            text: &text,
        });
        assert_eq!(read.diagnostics, [], "{markdown:?}");
        let Content::Reading(reading) = &read.value.sections[0].content else {
            panic!("{markdown:?}");
        };
        let proses = reading.parts.iter().map(|part| match part {
            Part::Prose(prose) => {
                let plain = prose.pieces().iter().all(|piece| {
                    use crate::prose::Mark::Paragraph;
                    let plain = matches!(piece, Piece::Text(_) | Piece::HardBreak);
                    plain || matches!(piece, Piece::Open(Paragraph) | Piece::Close)
                });
                assert!(plain, "{markdown:?}: {prose:?}");
                prose.text(&Fillings::default())
            }
            Part::Question(_) => panic!("{markdown:?}"),
        });
        proses.collect::<Vec<_>>().join("\n")
    }

    fn said(text: &str) -> String {
        let lines = text.lines().map(|line| {
            let signs = line.replace("{{", "{ {").replace("[[", "[ [");
            let signs = signs.replace("{{", "{ {").replace("[[", "[ [");
            one_line(&signs)
        });
        lines
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }

    proptest! {
        #[test]
        fn any_words_are_read_as_these_words(
            text in "([-a-z0-9 #>*_`~|:.()=+&;<!\\\\\\[\\]{}^\"'/$@\n]|é|&amp;|\\{#a\\}|\\[x\\] |https://a\\.b){0,24}"
        ) {
            let markdown = paragraphs(&text, &mut Losses::default());
            prop_assert_eq!(read(&markdown), said(&text), "{}", markdown);
        }
    }

    #[test]
    fn ordinary_words_stay_as_they_are() {
        for text in [
            "It's 5 o'clock: wait (or don't).",
            "snake_case, C&A, a -> b, 50% + 1, item #3 of 10: £5.50!",
        ] {
            let kept = line(text, &mut Losses::default());
            assert_eq!(kept.replace("\\#", "#"), text);
        }
    }
}
