//! Where sentences begin: the places where a capital says nothing of a word.

use super::token::{Shape, Token};

/// Words whose full stop does not end a sentence.
const ABBREVIATED: [&str; 12] = [
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "fr", "st", "eg", "ie", "no",
];

/// The length of a line, in bytes, that an editor wrapped: shorter ones were ended on purpose,
/// and longer ones are whole paragraphs.
const WRAPPED_LINE: std::ops::RangeInclusive<usize> = 60..=130;

/// Whether a line break only wraps a sentence, as in an author's Markdown.
fn is_soft_wrap(text: &str, before: Token, gap: &str) -> bool {
    let line = text
        .get(..before.end)
        .and_then(|all| all.rsplit('\n').next())
        .unwrap_or_default();
    before.shape != Shape::Mark
        && gap.matches('\n').count() == 1
        && WRAPPED_LINE.contains(&line.len())
}

/// Sets `opens` and `sentence` of every token.
pub(super) fn mark(text: &str, all: &mut [Token]) {
    let mut sentence = 0;
    // Whether the next word opens something, and whether that is a sentence of its own.
    let (mut waiting, mut ended) = (true, true);
    let mut before: Option<Token> = None;
    // The word just before a full stop, to tell "Mr." from the end of a sentence.
    let mut word_before = "";
    for token in all {
        let gap = before
            .and_then(|b: Token| text.get(b.end..token.start))
            .unwrap_or_default();
        if let Some(before) = before
            && gap.contains('\n')
            && !is_soft_wrap(text, before, gap)
        {
            (waiting, ended) = (true, true);
        }
        let whole = text.get(token.start..token.end).unwrap_or_default();
        if token.shape == Shape::Mark {
            let glued = before.is_some() && gap.is_empty();
            match whole {
                "!" | "?" | "…" | "•" | "*" => (waiting, ended) = (true, true),
                // "DOB: 3/3/41" is one sentence still.
                ":" => waiting = true,
                "." => {
                    let shortened = ABBREVIATED
                        .iter()
                        .any(|a| a.eq_ignore_ascii_case(word_before))
                        || word_before.chars().count() == 1;
                    waiting |= !shortened;
                    ended |= !shortened;
                }
                // An opening quotation mark: somebody begins to speak.
                "“" | "‘" => waiting = true,
                "\"" | "'" if !glued => waiting = true,
                _ => {}
            }
        } else {
            // "1.2", "9:30" and "care.org" go on; "(see above). Then" does not.
            let goes_on = before.is_some() && gap.is_empty() && {
                let mark = before
                    .and_then(|b| text.get(b.start..b.end))
                    .unwrap_or_default();
                matches!(mark, "." | ":")
            };
            if waiting && !goes_on {
                token.opens = true;
                sentence += usize::from(ended);
            }
            (waiting, ended) = (false, false);
            word_before = whole;
        }
        token.sentence = sentence;
        before = Some(*token);
    }
}

#[cfg(test)]
mod tests {
    use crate::identify::token::Tokens;

    #[test]
    fn the_words_that_open_sentences_are_known() {
        for (text, wanted) in [
            (
                "I told Mrs. B about Dr. Smith. She was glad.",
                vec!["I", "She"],
            ),
            ("First line\nSecond line", vec!["First", "Second"]),
            (
                "He said, “Good morning.” Then left.",
                vec!["He", "Good", "Then"],
            ),
            ("At 9.30 we met: All came.", vec!["At", "All"]),
            ("- Rest\n- Food", vec!["Rest", "Food"]),
            ("It works (Well, mostly).", vec!["It"]),
            ("Really? Yes! No.", vec!["Really", "Yes", "No"]),
            (
                "A line that an editor wrapped goes on below, as an Adult Protection\nBill does",
                vec!["A"],
            ),
        ] {
            let tokens = Tokens::of(text);
            let opening: Vec<&str> = (0..tokens.len())
                .filter(|&at| tokens.opens(at))
                .map(|at| tokens.word(at))
                .collect();
            assert_eq!(opening, wanted, "{text}");
        }
    }
}
