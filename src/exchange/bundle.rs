//! Several files as one archive (`.zip`), for handing back many records at once.

use std::{
    collections::BTreeSet,
    io::{Cursor, Write},
};

use zip::{
    CompressionMethod, DateTime, System, ZipWriter, result::ZipError, write::SimpleFileOptions,
};

/// An archive in the making. The same files in the same order give the same bytes: nothing in it
/// says when it was made.
#[derive(Debug)]
pub struct Bundle {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    names: BTreeSet<String>,
}

/// That the archive could not be made: it would be larger than archives can be.
#[derive(Debug, thiserror::Error)]
#[error("the archive could not be made: {0}")]
pub struct CannotBundle(#[from] ZipError);

impl Bundle {
    /// Puts a text file in. Where the name is taken, the new file gets a number before its ending.
    ///
    /// # Errors
    /// Where the archive would become too large.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), CannotBundle> {
        self.add_bytes(name, text.as_bytes())
    }

    /// Puts any file in, under a free name likewise.
    ///
    /// # Errors
    /// Where the archive would become too large.
    pub fn add_bytes(&mut self, name: &str, content: &[u8]) -> Result<(), CannotBundle> {
        let name = self.free_name(name);
        // A fixed time, and a fixed system: neither this machine's.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644);
        self.archive.start_file(&*name, options)?;
        let written = self.archive.write_all(content);
        written.map_err(ZipError::from)?;
        self.names.insert(name);
        Ok(())
    }

    /// How many files are in it.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The archive's bytes.
    ///
    /// # Errors
    /// Where it would be too large.
    pub fn finish(self) -> Result<Vec<u8>, CannotBundle> {
        Ok(self.archive.finish()?.into_inner())
    }

    fn free_name(&self, name: &str) -> String {
        let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
        let numbered = (2_usize..).map(|number| format!("{stem}-{number}.{ending}"));
        std::iter::once(name.to_owned())
            .chain(numbered)
            .find(|name| !self.names.contains(name))
            .unwrap_or_else(|| unreachable!("there is always one more number"))
    }
}

impl Default for Bundle {
    fn default() -> Self {
        Self {
            archive: ZipWriter::new(Cursor::default()),
            names: BTreeSet::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::ZipArchive;

    use super::*;

    fn bundle() -> Vec<u8> {
        let mut bundle = Bundle::default();
        bundle.add("a.underpin.json", "Ärger, “quoted”").unwrap();
        bundle.add("b.underpin.json", "").unwrap();
        bundle.add("a.underpin.json", "Another").unwrap();
        assert_eq!(bundle.len(), 3);
        bundle.finish().unwrap()
    }

    #[test]
    fn every_file_comes_out_as_it_went_in() {
        let bytes = bundle();
        assert_eq!(bytes, bundle());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            let mut file = archive.by_name(name).unwrap();
            file.read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!(read("a.underpin.json"), "Ärger, “quoted”");
        assert_eq!(read("b.underpin.json"), "");
        assert_eq!(read("a-2.underpin.json"), "Another");
    }
}
