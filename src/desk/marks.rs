//! Marks in a text: passages that people and checks point at, which may lie over one another.

use std::ops::Range;

use crate::record::decision::Passage;

/// A piece of a text with everything that marks it. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<'t, M> {
    /// The piece.
    pub text: &'t str,
    /// What marks it, in the order in which the marks were given.
    pub marks: Vec<M>,
    /// Those of them that end with it.
    pub ends: Vec<M>,
}

/// A text cut where marks begin and end. The pieces come to the whole text again; a mark that
/// does not lie in the text on character boundaries marks nothing.
pub fn runs<'t, M: Clone>(text: &'t str, marks: &[(Range<usize>, M)]) -> Vec<Run<'t, M>> {
    let marks: Vec<_> = marks
        .iter()
        .filter(|(range, _)| text.get(range.clone()).is_some_and(|part| !part.is_empty()))
        .collect();
    let mut cuts: Vec<usize> = marks
        .iter()
        .flat_map(|(range, _)| [range.start, range.end])
        .chain([0, text.len()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).filter_map(|cut| match *cut {
        [from, to] => Some((from, to, text.get(from..to)?)),
        _ => None,
    });
    pieces
        .map(|(from, to, piece)| {
            let over = |range: &Range<usize>| range.start <= from && to <= range.end;
            let over = marks.iter().filter(|(range, _)| over(range));
            Run {
                text: piece,
                marks: over.clone().map(|(_, mark)| mark.clone()).collect(),
                ends: over
                    .filter(|(range, _)| range.end == to)
                    .map(|(_, mark)| mark.clone())
                    .collect(),
            }
        })
        .collect()
}

/// The passage between two places in characters, without the spaces around it; nothing where
/// only spaces are left or the places do not lie in the text.
pub fn passage(text: &str, from: usize, to: usize) -> Option<Passage> {
    let whole = Passage::of(text, from, to)?;
    let count = |text: &str| text.chars().count();
    let before = count(&whole.quote) - count(whole.quote.trim_start());
    let after = count(&whole.quote) - count(whole.quote.trim_end());
    Passage::of(text, from + before, to.checked_sub(after)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_lie_over_one_another_and_end_where_they_end() {
        let text = "They notice small changes.";
        let runs = runs(text, &[(0..11, 'a'), (5..25, 'b'), (7..99, 'c')]);
        let seen: Vec<_> = runs
            .iter()
            .map(|run| (run.text, run.marks.as_slice(), run.ends.as_slice()))
            .collect();
        let none: &[char] = &[];
        assert_eq!(
            seen,
            [
                ("They ", &['a'][..], none),
                ("notice", &['a', 'b'], &['a']),
                (" small changes", &['b'], &['b']),
                (".", none, none),
            ]
        );
    }

    #[test]
    fn a_passage_loses_the_spaces_around_it() {
        let text = "One.\n Zwölf Mäuse \nThree.";
        let found = passage(text, 4, 19).unwrap();
        assert_eq!(&*found.quote, "Zwölf Mäuse");
        assert_eq!(text.get(found.find(text).unwrap()), Some("Zwölf Mäuse"));
        assert_eq!(passage(text, 4, 6), None);
        assert_eq!(passage(text, 20, 99), None);
    }

    proptest! {
        #[test]
        fn nothing_of_the_text_is_lost_and_every_mark_is_whole(
            text in "[a-zäö€😀 ]{0,12}",
            marks in prop::collection::vec((0..20usize, 0..20usize), 0..5),
        ) {
            let marks: Vec<_> = marks.into_iter().map(|(from, to)| from..to).zip(0..).collect();
            let runs = runs(&text, &marks);
            let joined: String = runs.iter().map(|run| run.text).collect();
            prop_assert_eq!(&joined, &text);
            for (range, name) in marks {
                let marked: String = runs
                    .iter()
                    .filter(|run| run.marks.contains(&name))
                    .map(|run| run.text)
                    .collect();
                prop_assert_eq!(marked.as_str(), text.get(range.clone()).unwrap_or_default());
                let ends = runs.iter().filter(|run| run.ends.contains(&name)).count();
                prop_assert_eq!(ends, usize::from(!marked.is_empty()));
            }
        }

        #[test]
        fn a_passage_never_begins_or_ends_with_a_space(
            text in "[a-c \n]{0,12}", from in 0..14usize, to in 0..14usize,
        ) {
            if let Some(passage) = passage(&text, from, to) {
                prop_assert_eq!(passage.quote.trim(), &*passage.quote);
                prop_assert!(from <= passage.from && passage.to <= to);
            }
        }
    }
}
