//! What stands on the paper that a page is printed on.

use std::fs;

use unicode_normalization::UnicodeNormalization;

use crate::browser::{Browser, Seen};

/// The words on paper without spaces and ligatures: a PDF says where letters stand, not where
/// words end.
pub struct Paper(String);

impl Paper {
    /// The paper with this text on it.
    pub fn of(text: &str) -> Self {
        Self(folded(text))
    }

    /// Sees all of these words.
    pub fn says(&self, wanted: &[&str]) -> Seen {
        match wanted.iter().find(|words| self.place(words).is_none()) {
            Some(missing) => Err(format!("the paper does not say “{missing}”: {}", self.0).into()),
            None => Ok(()),
        }
    }

    /// Sees none of these words.
    pub fn says_not(&self, unwanted: &[&str]) -> Seen {
        match unwanted.iter().find(|words| self.place(words).is_some()) {
            Some(there) => Err(format!("the paper says “{there}”: {}", self.0).into()),
            None => Ok(()),
        }
    }

    /// Where words stand first.
    pub fn place(&self, words: &str) -> Option<usize> {
        self.0.find(&folded(words))
    }
}

fn folded(words: &str) -> String {
    words.nfkc().filter(|c| !c.is_whitespace()).collect()
}

impl Browser {
    /// Prints the page. The paper is put into `target/screens/NAME.pdf`, to look at.
    pub async fn print(&self, name: &str) -> Seen<Paper> {
        let pdf = self.pdf().await?;
        let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/../screens");
        fs::create_dir_all(folder)?;
        fs::write(format!("{folder}/{name}.pdf"), &pdf)?;
        Ok(Paper::of(&pdf_extract::extract_text_from_mem(&pdf)?))
    }
}
