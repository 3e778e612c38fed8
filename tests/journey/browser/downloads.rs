//! Files that a page has saved.

use std::fs;

use super::{Browser, Kind, LOOK_AGAIN, PATIENCE, Seen};

impl Browser {
    /// Waits for a file in the downloads whose name ends so, and gives what is in it.
    pub async fn downloaded(&self, ending: &str) -> Seen<String> {
        Ok(String::from_utf8(self.downloaded_bytes(ending).await?)?)
    }

    /// The same, where it is no text.
    pub async fn downloaded_bytes(&self, ending: &str) -> Seen<Vec<u8>> {
        if self.kind == Kind::WebKit {
            return Err(self.kind.cannot("be told where to save files"));
        }
        let folder = self.profile.join("downloads");
        let mut looks = tokio::time::interval(LOOK_AGAIN);
        let look = async {
            loop {
                looks.tick().await;
                for entry in fs::read_dir(&folder).into_iter().flatten() {
                    let path = entry?.path();
                    if path.to_string_lossy().ends_with(ending) {
                        // The browser takes the name before it has what goes under it.
                        let bytes = fs::read(path)?;
                        if !bytes.is_empty() {
                            return Ok(bytes);
                        }
                    }
                }
            }
        };
        let in_vain = |_| format!("no download that ends in {ending}");
        tokio::time::timeout(PATIENCE, look)
            .await
            .map_err(in_vain)?
    }
}
