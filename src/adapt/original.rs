//! What may be the original of an adaptation.

use super::{
    Adaptation,
    folder::is_adaptation,
    settings::{SETTINGS, read_own},
};
use crate::{
    read::{PackFiles, read_settings},
    source::Source,
};

/// Why files are not taken as the new original of an adaptation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOriginal {
    /// They are changes, which stand for nothing without their own original.
    #[error(
        "This is an adaptation, not an original: it holds somebody’s changes. Choose the training \
         that the changes were made of. Nothing was changed."
    )]
    Changes,
    /// They are what staff get of this very adaptation. As its original they would swallow every
    /// change: each would say the same as the original.
    #[error(
        "This is your own training, with your changes in it, and not the original that they were \
         made of. Choose the original’s file, or open this page on the original’s site. Nothing was \
         changed."
    )]
    OwnTraining,
}

/// Whether files may be the new original of this adaptation.
///
/// # Errors
/// They may not.
pub fn may_be_original(adaptation: &Adaptation, files: &PackFiles) -> Result<(), NotAnOriginal> {
    let text = files.settings.as_deref().unwrap_or_default();
    if is_adaptation(text) {
        return Err(NotAnOriginal::Changes);
    }
    let source = Source {
        name: SETTINGS,
        text,
    };
    let of = read_settings(source).value.adaptation.map(|of| of.id);
    match read_own(&adaptation.settings).value.id {
        own if own.is_some() && own == of => Err(NotAnOriginal::OwnTraining),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapt::apply;

    #[test]
    fn neither_changes_nor_ones_own_training_is_an_original() {
        let pack = |settings: &str| PackFiles {
            settings: Some(settings.to_owned()),
            ..PackFiles::default()
        };
        let base = pack("id = \"base\"\ntitle = \"Base\"\nversion = \"1\"\nunits = []\n");
        let adaptation = |id: &str, original: PackFiles| Adaptation {
            settings: format!(
                "id = \"{id}\"\ntitle = \"Ours\"\nversion = \"1\"\n\n[adapts]\npack = \"base\"\n"
            ),
            original,
            ..Adaptation::default()
        };
        let ours = adaptation("ours", base.clone());
        let training = apply(&ours).files;
        assert_eq!(may_be_original(&ours, &base), Ok(()));
        assert_eq!(
            may_be_original(&ours, &training),
            Err(NotAnOriginal::OwnTraining)
        );
        assert_eq!(
            may_be_original(&ours, &pack(&ours.settings)),
            Err(NotAnOriginal::Changes)
        );
        // A branch may adapt what its region has adapted.
        let branch = adaptation("branch", training.clone());
        assert_eq!(may_be_original(&branch, &training), Ok(()));
    }
}
