//! What was written into a workbook, typed in: letters to a response, and a response to letters.

use std::collections::{BTreeMap, BTreeSet};

use super::letters::{Label, Lettered, labels, lettered};
use crate::{
    id::OptionId,
    question::{Blank, GapKind, Interaction, Question, Response, shuffled},
};

/// What stands for a side of a pair that was left without a partner.
const LEFT_OPEN: char = '-';

/// Why what was typed is no response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotRead {
    /// There is nothing.
    #[error("nothing is typed")]
    Nothing,
    /// A letter or number that no option has.
    #[error("{0:?} is beside no option")]
    NoSuch(String),
    /// One is wanted and there are several.
    #[error("only one can be chosen")]
    OnlyOne,
    /// Each wants its place once.
    #[error("every letter is wanted once")]
    EachOnce,
    /// There are more or fewer than there are pairs or gaps.
    #[error("{0} are wanted")]
    AsManyAs(usize),
    /// The place of this number, from 1, is empty.
    #[error("place {0} is empty")]
    Empty(usize),
}

/// The response that was written: `B`, `ac`, `2`, a number, words; for a question with gaps, a text
/// for each. Case, spaces and commas do not matter among letters.
///
/// # Errors
/// What was typed is not a whole response to this question.
pub fn read(question: &Question, typed: &[String]) -> Result<Response, CannotRead> {
    let first = typed.first().map_or("", String::as_str);
    let has_words = typed.iter().any(|typed| !typed.trim().is_empty());
    if !has_words {
        return Err(CannotRead::Nothing);
    }
    let options = lettered(question);
    let chosen = || {
        let tokens = tokens(first, options.len());
        let chosen = tokens.iter().map(|token| option(&options, token));
        match chosen.collect::<Result<Vec<_>, _>>()? {
            none if none.is_empty() => Err(CannotRead::Nothing),
            chosen => Ok(chosen),
        }
    };
    let one = || match chosen()?.as_slice() {
        [only] => Ok(only.clone()),
        _ => Err(CannotRead::OnlyOne),
    };
    Ok(match &question.interaction {
        Interaction::Single(_) => Response::Single(one()?),
        Interaction::Rate(_) => Response::Rate(one()?),
        Interaction::Multiple(_) => Response::Multiple(chosen()?.into_iter().collect()),
        Interaction::Order(_) => {
            let chosen = chosen()?;
            let different: BTreeSet<_> = chosen.iter().collect();
            if different.len() != options.len() || chosen.len() != options.len() {
                return Err(CannotRead::EachOnce);
            }
            Response::Order(chosen)
        }
        Interaction::Match(matching) => {
            let sides = tokens(first, options.len());
            if sides.len() != matching.pairs.len() {
                return Err(CannotRead::AsManyAs(matching.pairs.len()));
            }
            let pairs = matching.pairs.iter().zip(&sides);
            let put = pairs.filter(|(_, side)| !side.starts_with(LEFT_OPEN));
            let put: Result<BTreeMap<_, _>, _> = put
                .map(|(pair, side)| Ok((pair.left.clone(), option(&options, side)?)))
                .collect();
            Response::Match(put?)
        }
        Interaction::Gap(gap) => {
            if typed.len() != gap.blanks.len() {
                return Err(CannotRead::AsManyAs(gap.blanks.len()));
            }
            let filled = gap.blanks.iter().zip(typed).enumerate();
            let filled: Result<BTreeMap<_, _>, _> = filled
                .map(|(place, (blank, typed))| {
                    let said = words(question, place, blank, typed.trim());
                    let said = said.ok_or(CannotRead::Empty(place + 1))?;
                    Ok((blank.id.clone(), said))
                })
                .collect();
            Response::Gap(filled?)
        }
        Interaction::Number(_) => Response::Number(first.trim().to_owned()),
        Interaction::Short(_) => Response::Short(first.trim().to_owned()),
        Interaction::Reflect => Response::Reflect(first.trim().to_owned()),
    })
}

/// A response as a learner would write it into a workbook: one text, or one for each gap. What the
/// question does not have is left out.
pub fn written(question: &Question, response: &Response) -> Vec<String> {
    let options = lettered(question);
    let label = |id: &OptionId| {
        let option = options.iter().find(|option| option.id == id);
        option.map(|option| option.label.to_string())
    };
    let apart = if options.len() > labels_in_letters() {
        " "
    } else {
        ""
    };
    match (&question.interaction, response) {
        (_, Response::Single(id) | Response::Rate(id)) => vec![label(id).unwrap_or_default()],
        (_, Response::Multiple(chosen)) => {
            let chosen = options.iter().filter(|option| chosen.contains(option.id));
            let chosen: Vec<String> = chosen.map(|option| option.label.to_string()).collect();
            vec![chosen.join(apart)]
        }
        (_, Response::Order(items)) => {
            let items: Vec<String> = items.iter().filter_map(label).collect();
            vec![items.join(apart)]
        }
        (Interaction::Match(matching), Response::Match(put)) => {
            let side = |left: &OptionId| {
                let side = put.get(left).and_then(label);
                side.unwrap_or_else(|| LEFT_OPEN.to_string())
            };
            let sides: Vec<String> = matching.pairs.iter().map(|pair| side(&pair.left)).collect();
            vec![sides.join(apart)]
        }
        (Interaction::Gap(gap), Response::Gap(filled)) => {
            let blanks = gap.blanks.iter();
            let texts = blanks.map(|blank| filled.get(&blank.id).cloned().unwrap_or_default());
            texts.collect()
        }
        (_, Response::Number(text) | Response::Short(text) | Response::Reflect(text)) => {
            vec![text.clone()]
        }
        (_, Response::Match(_) | Response::Gap(_)) => Vec::new(),
    }
}

fn labels_in_letters() -> usize {
    ('A'..='Z').count()
}

/// What was typed, option by option. Letters stand by themselves; so do digits where no number
/// has two.
fn tokens(typed: &str, options: usize) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut goes_on = false;
    for c in typed.chars() {
        let joins = c.is_ascii_digit() && options > 9;
        if c.is_whitespace() || matches!(c, ',' | ';' | '.' | '/' | '+' | '&') {
            goes_on = false;
            continue;
        }
        match tokens.last_mut().filter(|_| goes_on && joins) {
            Some(last) => last.push(c),
            None => tokens.extend([c.to_uppercase().to_string()]),
        }
        goes_on = joins;
    }
    tokens
}

/// The option that a letter stands beside, or a number: 1 is as good as A.
fn option(options: &[Lettered<'_>], token: &str) -> Result<OptionId, CannotRead> {
    let by_label = |option: &&Lettered<'_>| option.label.to_string() == token;
    let found = options.iter().find(by_label);
    let found = found.or_else(|| options.get(place_of(token)?));
    let found = found.map(|option| option.id.clone());
    found.ok_or_else(|| CannotRead::NoSuch(token.to_owned()))
}

/// The place that a number stands for.
fn place_of(number: &str) -> Option<usize> {
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// The words to choose from in a gap, in the order in which the page has them; none where the
/// gap is filled by typing.
pub fn gap_choices<'q>(
    question: &Question,
    place: usize,
    blank: &'q Blank,
) -> Vec<(Label, &'q str)> {
    let GapKind::Chosen { right, wrong } = &blank.kind else {
        return Vec::new();
    };
    let words: Vec<&str> = std::iter::once(right)
        .chain(wrong)
        .map(String::as_str)
        .collect();
    let seed = u32::try_from(place).unwrap_or(u32::MAX);
    let shown = shuffled(&question.id, seed, words.len(), false);
    let shown = shown.into_iter().filter_map(|at| words.get(at).copied());
    labels(words.len()).zip(shown).collect()
}

/// What a gap is filled with: the words of the letter or number that was typed, or what was typed.
fn words(question: &Question, place: usize, blank: &Blank, typed: &str) -> Option<String> {
    let choices = gap_choices(question, place, blank);
    let is_label = |label: &Label| label.to_string().eq_ignore_ascii_case(typed);
    let by_label = choices.iter().find(|(label, _)| is_label(label));
    // A number can be one of the words, too.
    let by_words = || choices.iter().find(|(_, words)| *words == typed);
    let by_place = || choices.get(place_of(typed)?);
    let chosen = by_label.or_else(by_words).or_else(by_place);
    let said = chosen.map_or(typed, |(_, words)| words);
    (!said.is_empty()).then(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        question::any::{picks, question, response},
        read::read_unit,
        source::Source,
        unit::Unit,
    };

    fn unit() -> Unit {
        read_unit(Source {
            name: "every-kind.md",
            text: include_str!("../../tests/it/site/every-kind.md"),
        })
        .value
    }

    fn typed(id: &str, typed: &[&str]) -> Result<String, CannotRead> {
        let unit = unit();
        let question = unit.question(&id.parse().unwrap()).unwrap();
        let typed: Vec<String> = typed.iter().map(|typed| (*typed).to_owned()).collect();
        let response = read(question, &typed)?;
        Ok(question.words_of(&response, &Default::default()))
    }

    #[test]
    fn what_is_written_is_read() {
        for (id, texts, wanted) in [
            ("several", &["A"][..], Ok("First")),
            ("several", &["b a"], Ok("First; Second")),
            ("several", &["1,2"], Ok("First; Second")),
            ("several", &[" "], Err(CannotRead::Nothing)),
            ("several", &[", ."], Err(CannotRead::Nothing)),
            ("several", &["C"], Err(CannotRead::NoSuch("C".into()))),
            ("several", &["0"], Err(CannotRead::NoSuch("0".into()))),
            ("rate", &["b"], Ok("High")),
            ("rate", &["ab"], Err(CannotRead::OnlyOne)),
            ("order", &["aab"], Err(CannotRead::EachOnce)),
            ("order", &["ab"], Err(CannotRead::EachOnce)),
            ("match", &["a"], Err(CannotRead::AsManyAs(2))),
            ("match", &["--"], Ok("")),
            ("gap", &["kind", "quick"], Ok("kind; quick")),
            ("gap", &["kind", " "], Err(CannotRead::Empty(2))),
            ("gap", &["kind"], Err(CannotRead::AsManyAs(2))),
            ("number", &[" 42 hours"], Ok("42 hours")),
            ("short", &["consent"], Ok("consent")),
            ("reflect", &["I think"], Ok("I think")),
        ] {
            assert_eq!(
                typed(id, texts),
                wanted.map(str::to_owned),
                "{id} {texts:?}"
            );
        }
        let chosen = ["a", "b"].map(|letter| typed("gap", &["kind", letter]).unwrap());
        assert!(chosen.contains(&"kind; safe".into()) && chosen.contains(&"kind; quick".into()));
        assert_eq!(typed("gap", &["kind", "2"]), Ok(chosen[1].clone()));
        let other = typed("gap", &["kind", "3"]);
        assert_eq!(other.as_deref(), Ok("kind; 3"));
    }

    #[test]
    fn numbers_of_two_digits_are_one() {
        assert_eq!(tokens("112", 9), ["1", "1", "2"]);
        assert_eq!(tokens("1 12,3", 12), ["1", "12", "3"]);
        assert_eq!(tokens("ab c", 12), ["A", "B", "C"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_was_meant(question in question(vec![]), picks in picks()) {
            let meant = response(&question, picks);
            let typed = written(&question, &meant);
            // What was left blank on paper is not typed in.
            if let Ok(read) = read(&question, &typed) {
                let (read, meant) = (written(&question, &read), written(&question, &meant));
                let trimmed: Vec<String> = meant.iter().map(|m| m.trim().to_owned()).collect();
                prop_assert_eq!(read, trimmed);
            } else if matches!(meant, Response::Single(_) | Response::Rate(_)) {
                prop_assert!(false, "{typed:?} is not read");
            }
        }

        #[test]
        fn any_text_is_read_or_not(question in question(vec![]), typed in prop::collection::vec(".{0,12}", 0..4)) {
            if let Ok(response) = read(&question, &typed) {
                prop_assert!(question.score(&response).is_ok());
            }
        }
    }
}
