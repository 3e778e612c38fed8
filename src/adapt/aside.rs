//! A change that was set aside, made again over what the original says now.

use super::{
    Adaptation,
    change::{Action, Change, Was},
    outline::{Name, outline},
};
use crate::source::Source;

impl Adaptation {
    /// A change of this unit's file as it is made over the original as it stands; none where the original has
    /// nothing that it could be about.
    pub fn made_again(&self, name: &str, change: &Change) -> Option<Change> {
        let text = self.original_text(name)?;
        let whole = outline(Source { name, text });
        let target = change.action.target();
        let said = match target {
            Name::Unit => text,
            target => {
                let mut parts = whole.all();
                parts.find(|part| part.name == *target)?.core(text)
            }
        };
        let mut action = change.action.clone();
        if let Action::Replace { was, .. } | Action::Hide { was, .. } = &mut action {
            *was = Was::of(said);
        }
        Some(Change::new(action))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        adapt::{apply, check_adaptation},
        diagnostic::Code,
        read::PackFiles,
    };

    const UNIT: &str = "+++\nid = \"care\"\ntitle = \"Care\"\nlevel = 2\nminutes = 5\n+++\n\n\
                        ## One {#one}\n\nWords.\n\n## Two {#two}\n\nMore.\n";

    #[test]
    fn what_was_set_aside_is_made_again_over_what_the_original_says_now() {
        let mut ours = Adaptation {
            settings:
                "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\n\n[adapts]\npack = \"base\"\n"
                    .to_owned(),
            original: PackFiles {
                units: vec![("care.md".to_owned(), UNIT.to_owned())],
                ..PackFiles::default()
            },
            ..Adaptation::default()
        };
        ours.take("care.md", &UNIT.replace("Words.", "Our words."));
        let mut aside = ours.changes("care.md");
        for change in &mut aside {
            change.aside = true;
        }
        ours.set_changes("care.md", &aside);
        ours.original.units[0].1 = UNIT.replace("Words.", "Other words.");
        let shown = |ours: &Adaptation| apply(ours).files.units[0].1.clone();
        assert!(shown(&ours).contains("Other words."));

        let again: Vec<Change> = ours
            .changes("care.md")
            .iter()
            .filter_map(|change| ours.made_again("care.md", change))
            .collect();
        assert_eq!(again.len(), aside.len());
        ours.set_changes("care.md", &again);
        assert!(shown(&ours).contains("Our words."));
        let found = check_adaptation(&ours, date(2026, 11, 27));
        assert!(!found.iter().any(|wrong| wrong.code == Code::BaseMoved));

        ours.original.units[0].1 = UNIT.replace("## One {#one}\n\nWords.\n\n", "");
        assert_eq!(ours.made_again("care.md", &again[0]), None);
    }
}
