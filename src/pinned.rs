//! Reading back a text that was shown: what it asked, and what a response to it said.
//!
//! The [`fingerprint`](crate::fingerprint) writes such texts. Records keep them, so what a learner
//! did can be read in the wording she saw, whether or not her pack still has it. Nothing is scored
//! here.

use crate::{
    fingerprint::{marks, option_words},
    id::OptionId,
    level::Level,
    question::{Kind, Listed, Response},
};

/// What a question or criterion asked, in the words that were shown.
pub fn asks(shown: &str) -> Option<&str> {
    field(shown, marks::ASKS)
}

/// The criterion's number, as its unit counts.
pub fn number(shown: &str) -> Option<&str> {
    field(shown, marks::NUMBER)
}

/// The awarding body's number and wording, where a centre had set any.
pub fn official(shown: &str) -> Option<String> {
    let number = field(shown, marks::OFFICIAL_NUMBER);
    let wording = shown
        .lines()
        .filter_map(|line| line.strip_prefix(marks::OFFICIAL_WORDING));
    let words: Vec<&str> = number.into_iter().chain(wording).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The criterion's level.
pub fn level(shown: &str) -> Option<Level> {
    let number = field(shown, marks::LEVEL)?.parse().ok()?;
    Level::new(number).ok()
}

/// The lines of a criterion's text that are words, by their marks.
const WORDS: [&str; 5] = [
    marks::OFFICIAL_WORDING,
    marks::ASKS,
    marks::WORDS,
    marks::LEAD,
    marks::POINT,
];

/// A criterion's words alone, a line each: for showing what changed in them.
pub fn words(shown: &str) -> String {
    let lines = shown
        .lines()
        .filter_map(|line| WORDS.iter().find_map(|mark| line.strip_prefix(mark)));
    lines.collect::<Vec<_>>().join("\n")
}

/// What stood between a criterion and its points.
pub fn guidance(shown: &str) -> String {
    let lines = shown
        .lines()
        .filter_map(|line| line.strip_prefix(marks::WORDS));
    lines.collect::<Vec<_>>().join("\n")
}

/// The criterion's points: the lead by which each is known, and what it must show.
pub fn points(shown: &str) -> Vec<(&str, String)> {
    let mut points: Vec<(&str, String)> = Vec::new();
    for line in shown.lines() {
        if let Some(lead) = line.strip_prefix(marks::LEAD) {
            points.push((lead, String::new()));
        } else if let (Some(words), Some((_, text))) =
            (line.strip_prefix(marks::POINT), points.last_mut())
        {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(words);
        }
    }
    points
}

/// The kind of a question.
pub fn kind(shown: &str) -> Option<Kind> {
    Kind::of_class(field(shown, marks::KIND)?)
}

/// An option, item, side of a pair, gap, known answer or label of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// Its id.
    pub id: &'t str,
    /// What it is: `right`, `wrong`, a place in the order and the like.
    pub mark: &'t str,
    /// Its words; of a gap or known answer the texts it accepts, parted by ` | `.
    pub words: &'t str,
}

/// What could be chosen or was asked for, in the order in which it stood in the file.
pub fn entries(shown: &str) -> impl Iterator<Item = Entry<'_>> {
    shown.lines().filter_map(|line| {
        let (id, rest) = marks::read_entry(line)?;
        let (mark, words) = rest.split_once(marks::IS)?;
        Some(Entry { id, mark, words })
    })
}

fn field<'t>(shown: &'t str, name: &str) -> Option<&'t str> {
    shown.lines().find_map(|line| line.strip_prefix(name))
}

/// What a response said, in the words that were shown. An option that the text does not have is
/// given by its id, so that nothing that was chosen is left out.
pub fn response_words(shown: &str, response: &Response) -> String {
    let words = |id: &OptionId| -> String {
        option_words(shown, id)
            .unwrap_or_else(|| id.as_str())
            .to_owned()
    };
    match response {
        Response::Single(chosen) | Response::Rate(chosen) => words(chosen),
        Response::Multiple(chosen) => {
            let mut chosen: Vec<&OptionId> = chosen.iter().collect();
            chosen.sort_by_key(|id| place(shown, id));
            chosen.into_iter().map(words).listed()
        }
        Response::Order(placed) => placed.iter().map(words).listed(),
        Response::Match(put) => {
            let mut pairs: Vec<_> = put.iter().collect();
            pairs.sort_by_key(|(left, _)| place(shown, left));
            let pairs = pairs.into_iter();
            pairs
                .map(|(left, right)| format!("{}: {}", words(left), words(right)))
                .listed()
        }
        Response::Gap(filled) => {
            let mut gaps: Vec<_> = filled.iter().collect();
            gaps.sort_by_key(|(gap, _)| place(shown, gap));
            gaps.into_iter().map(|(_, typed)| typed.clone()).listed()
        }
        Response::Number(typed) | Response::Short(typed) | Response::Reflect(typed) => {
            typed.clone()
        }
    }
}

/// Where in the text an option stands; what is not there comes last.
fn place(shown: &str, option: &OptionId) -> usize {
    let mark = marks::entry(option);
    let place = shown.lines().position(|line| line.starts_with(&mark));
    place.unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        criterion::Official, fingerprint::Shown, pack::Fillings, read::read_unit, source::Source,
    };

    const UNIT: &str = include_str!("fingerprint/every-kind.md");

    #[test]
    fn every_right_response_reads_as_the_question_words_it() {
        let unit = read_unit(Source {
            name: "u.md",
            text: UNIT,
        })
        .value;
        let fillings = Fillings::default();
        let mut read = 0;
        for question in unit.questions() {
            let shown = Shown::question(question, &fillings).text;
            assert_eq!(
                asks(&shown),
                Some(&*question.title.text(&fillings)),
                "{}",
                question.id
            );
            for response in question.representatives() {
                assert_eq!(
                    response_words(&shown, &response),
                    question.words_of(&response, &fillings),
                    "{}: {response:?}",
                    question.id
                );
                read += 1;
            }
        }
        assert!(read > 15, "{read}");
    }

    #[test]
    fn a_criterion_is_read_with_the_centres_wording() {
        let text = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n## 3.2 Explain it {#ac-3-2 .criterion}\n\n- **A.** x\n";
        let unit = read_unit(Source { name: "u.md", text }).value;
        let criterion = unit.criteria().next().unwrap();
        let set = Official {
            official_ref: "4.1".into(),
            official_text: "Explain\nall of it".into(),
        };
        let shown = Shown::criterion(criterion, Some(&set), &Fillings::default()).text;
        assert_eq!(number(&shown), Some("3.2"));
        assert_eq!(asks(&shown), Some("Explain it"));
        assert_eq!(official(&shown).as_deref(), Some("4.1 Explain all of it"));
        let plain = Shown::criterion(criterion, None, &Fillings::default()).text;
        assert_eq!(official(&plain), None);
    }

    #[test]
    fn a_criterions_points_are_read_back() {
        let text = "+++\nid = \"u\"\ntitle = \"U\"\nlevel = 3\n+++\n\n## 3.2 Explain it {#ac-3-2 .criterion}\n\nA sufficient answer covers:\n\n- **Who.** Say who.\n- **Why.** Say why.\n";
        let unit = read_unit(Source { name: "u.md", text }).value;
        let criterion = unit.criteria().next().unwrap();
        let shown = Shown::criterion(criterion, None, &Fillings::default()).text;
        assert_eq!(level(&shown), Level::new(3).ok());
        assert_eq!(guidance(&shown), "A sufficient answer covers:");
        assert_eq!(
            words(&shown),
            "Explain it\nA sufficient answer covers:\nWho\nSay who.\nWhy\nSay why."
        );
        assert_eq!(
            points(&shown),
            [
                ("Who", "Say who.".to_owned()),
                ("Why", "Say why.".to_owned())
            ]
        );
    }

    #[test]
    fn an_option_that_is_not_there_keeps_its_id() {
        let gone = Response::Single("gone".parse().unwrap());
        assert_eq!(response_words("Underpin question 1\n", &gone), "gone");
    }
}
