//! How hard a passage is to read: its sentences, words and syllables, and the reading age that
//! follows from them.
//!
//! It is for authors, to find what to look at again. It counts and does not understand: a text
//! of short words can still say nothing, and one that scores well still has to be tried with
//! readers. Syllables are estimated from the spelling.

mod sentence;
mod syllable;

pub use sentence::{Sentence, sentences};
pub use syllable::syllables;

/// The counts of a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readability {
    /// How many sentences there are, headings and items of lists included.
    pub sentences: usize,
    /// How many words there are.
    pub words: usize,
    /// About how many syllables they have.
    pub syllables: usize,
    /// The sentence with the most words: the first of them, if there are several.
    pub longest: Option<Sentence>,
}

impl Readability {
    /// Counts a passage of plain text whose paragraphs and items stand on lines of their own,
    /// as [`Prose::text`](crate::prose::Prose::text) gives it.
    ///
    /// ```
    /// use underpin::readability::Readability;
    ///
    /// let passage = Readability::of("We knock. We wait until she says that we may come in.");
    /// assert_eq!((passage.sentences, passage.words), (2, 12));
    /// assert!(passage.reading_age().is_some_and(|age| age < 8.0));
    /// ```
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for sentence in sentences(text) {
            counts.sentences += 1;
            counts.words += sentence.words;
            let said = text.get(sentence.range.clone()).unwrap_or_default();
            counts.syllables += sentence::words(said).map(syllables).sum::<usize>();
            let most = counts.longest.as_ref().map_or(0, |longest| longest.words);
            if sentence.words > most {
                counts.longest = Some(sentence);
            }
        }
        counts
    }

    /// Words in a sentence, on average; none for a text without words.
    pub fn words_per_sentence(&self) -> Option<f64> {
        ratio(self.words, self.sentences)
    }

    /// The Flesch-Kincaid grade: the year at an American school whose pupils can read the
    /// passage. None for a text without words; below 0 for the very easiest.
    ///
    /// Source: Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas
    /// for Navy enlisted personnel", Research Branch Report 8-75, 1975:
    /// 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
    pub fn grade(&self) -> Option<f64> {
        let length = self.words_per_sentence()?;
        let weight = ratio(self.syllables, self.words)?;
        Some(0.39 * length + 11.8 * weight - 15.59)
    }

    /// The age, in years, at which pupils can usually read the passage: the grade and five, as
    /// is usual in the United Kingdom (pupils of an American first grade are six). None for a
    /// text without words. Too short a passage says little: ask of a hundred words or more.
    pub fn reading_age(&self) -> Option<f64> {
        self.grade().map(|grade| grade + 5.0)
    }
}

fn ratio(count: usize, of: usize) -> Option<f64> {
    // A text is never so long that its counts leave the exact range of a float.
    (of > 0).then(|| count as f64 / of as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLATYPUS: &str =
        "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.";

    #[test]
    fn passages_are_counted_as_by_hand() {
        for (text, sentences, words, syllables) in [
            ("", 0, 0, 0),
            ("…", 0, 0, 0),
            ("The cat sat on the mat.", 1, 6, 6),
            // Aus-tra-li-an plat-y-pus, rep-til-i-an crea-ture: the encyclopedias' example.
            (PLATYPUS, 1, 13, 26),
            ("Rest\nPain keeps people awake. Write it down.", 3, 8, 10),
            ("She said, “Not now.” So I left.", 2, 7, 7),
        ] {
            let counted = Readability::of(text);
            assert_eq!(
                (counted.sentences, counted.words, counted.syllables),
                (sentences, words, syllables),
                "{text}"
            );
        }
    }

    #[test]
    fn the_grade_is_that_of_the_formula() {
        let grade = |text: &str| Readability::of(text).grade().unwrap();
        // 0.39 × 13 + 11.8 × 26 ÷ 13 − 15.59.
        assert!((grade(PLATYPUS) - 13.08).abs() < 1e-9);
        // 6 words of one syllable each: 0.39 × 6 + 11.8 − 15.59.
        assert!((grade("The cat sat on the mat.") + 1.45).abs() < 1e-9);
        let age = Readability::of(PLATYPUS).reading_age().unwrap();
        assert!((age - 18.08).abs() < 1e-9);
    }

    #[test]
    fn the_longest_sentence_is_the_first_of_the_longest() {
        let text = "We ask. We listen to her. We write down all. Done.";
        let longest = Readability::of(text).longest.unwrap();
        assert_eq!(longest.words, 4);
        assert_eq!(&text[longest.range], "We listen to her.");
        assert_eq!(Readability::of(" \n").longest, None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_counted(text in "(\\PC|[.!? \n’e])*") {
            let counted = Readability::of(&text);
            prop_assert!(counted.syllables >= counted.words);
            prop_assert!(counted.words >= counted.sentences);
            prop_assert_eq!(counted.words > 0, counted.sentences > 0);
            prop_assert_eq!(counted.reading_age().is_some(), counted.words > 0);
            if let Some(age) = counted.reading_age() {
                prop_assert!(age.is_finite());
            }
        }
    }
}
