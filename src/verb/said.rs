//! What a text says, as far as its words tell: which of some phrases stand in it, and whether
//! it is a list. It understands nothing.

/// What a text says, as far as words tell.
pub(super) struct Said {
    /// The words in small letters, one space between them and one at either end.
    line: String,
    /// How many words there are.
    pub words: usize,
    /// How many things are listed: by lines, commas, semicolons or "and".
    pub items: usize,
    /// Whether it is little but the items of a list.
    pub is_bare_list: bool,
}

impl Said {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let mut line = String::with_capacity(text.len() + 2);
        line.push(' ');
        let mut words = 0;
        let is_inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
        for word in text.split(|c| !is_inner(c)).filter(|w| !w.is_empty()) {
            words += 1;
            for c in word.chars().flat_map(char::to_lowercase) {
                line.push(if c == '’' { '\'' } else { c });
            }
            line.push(' ');
        }
        let joins = line.matches(" and ").count() + text.matches([',', ';']).count();
        let lines: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        Self {
            items: lines.len().max(joins + 1),
            is_bare_list: is_bare_list(&lines),
            line,
            words,
        }
    }

    /// Whether any of these words or runs of words stands in it: "because, as a result".
    pub fn any(&self, phrases: &str) -> bool {
        phrases.split(", ").any(|phrase| {
            self.line.match_indices(phrase).any(|(at, _)| {
                let before = self.line.get(..at).is_some_and(|b| b.ends_with(' '));
                let after = self.line.get(at + phrase.len()..);
                before && after.is_some_and(|a| a.starts_with(' '))
            })
        })
    }
}

/// More words in a line than this make a sentence rather than an item.
const ITEM_WORDS: usize = 8;

/// Whether most lines are short items, three or more.
fn is_bare_list(lines: &[&str]) -> bool {
    let items = lines
        .iter()
        .filter(|line| line.split_whitespace().count() <= ITEM_WORDS)
        .count();
    items >= 3 && items * 3 >= lines.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_across_curly_apostrophes() {
        let said = Said::of("I’d say the ACTION was (as a result) right");
        assert!(said.any("nothing, i'd") && said.any("as a result"));
        assert!(!said.any("act") && !said.any("sult") && !said.any("say action"));
        assert_eq!(said.words, 9);
    }

    #[test]
    fn items_are_counted_by_lines_commas_and_joins() {
        for (text, items, is_bare_list) in [
            ("", 1, false),
            ("nurses, doctors and families", 3, false),
            ("nurses\n\ndoctors", 2, false),
            ("- rest\n- food\n- sleep", 3, true),
            (
                "- rest\n- food\n- a whole sentence about sleep that says what it does",
                3,
                false,
            ),
        ] {
            let said = Said::of(text);
            assert_eq!(
                (said.items, said.is_bare_list),
                (items, is_bare_list),
                "{text}"
            );
        }
    }
}
