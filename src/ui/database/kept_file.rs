//! Files that are kept on the device as one value each, as Base64.

use super::{Database, values::Change};
use crate::record::store::StoreError;

/// A file that is kept, one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptFile {
    /// Training that somebody opened.
    Training,
    /// A file that waits for the program that can tell whether it is training.
    Offered,
    /// An employer's adaptation.
    Adaptation,
}

impl KeptFile {
    fn key(self) -> &'static str {
        match self {
            Self::Training => "training/file",
            Self::Offered => "training/offered",
            Self::Adaptation => "adaptation/file",
        }
    }

    fn change(self, file: Option<String>) -> Change {
        let key = self.key().to_owned();
        match file {
            Some(file) => Change {
                put: vec![(key, file)],
                ..Change::default()
            },
            None => Change {
                remove: vec![key],
                ..Change::default()
            },
        }
    }
}

impl Database {
    /// The file that is kept here, if one is.
    ///
    /// # Errors
    /// The browser keeps nothing, or cannot say.
    pub async fn kept_file(&self, which: KeptFile) -> Result<Option<String>, StoreError> {
        let read = self.read_one(which.key()).await;
        read.map_err(|error| self.forget(error))
    }

    /// Keeps a file in place of the one that was kept, or none.
    ///
    /// # Errors
    /// The browser would not keep it.
    pub async fn keep_file(&self, which: KeptFile, file: Option<String>) -> Result<(), StoreError> {
        let changed = self.change(which.change(file)).await;
        changed.map_err(|error| self.forget(error))
    }

    /// The same in place of what this tab knows to be kept; false, and nothing is changed, where something
    /// else is.
    ///
    /// # Errors
    /// The browser would not keep it.
    pub async fn keep_file_over(
        &self,
        which: KeptFile,
        known: &[Option<String>],
        file: Option<String>,
    ) -> Result<bool, StoreError> {
        let known = [(which.key(), known)];
        let changed = self.change_over(&known, which.change(file)).await;
        changed.map_err(|error| self.forget(error))
    }
}
