//! What axe-core finds on a page, in every window and every look.
//!
//! axe sees about half of what shuts people out. What a keyboard and a screen reader meet is the
//! journeys' own matter.

use std::{env, fs};

use serde_json::Value;

use crate::browser::{Browser, Look, Seen, Window};

impl Browser {
    /// Looks at the page as it stands in each window and look: nothing for axe to find, nothing
    /// wider than the window, and a picture of each for people to look at.
    ///
    /// # Errors
    /// Everything that was found, with the elements it was found on.
    pub async fn looks_right(&mut self, name: &str) -> Seen {
        let mut found = Vec::new();
        for window in Window::ALL {
            for look in Look::ALL {
                self.show_as(window, look).await?;
                let screen = format!("{name}-{}-{look:?}", window.size().0).to_lowercase();
                self.picture(&screen).await?;
                found.extend(
                    self.barriers()
                        .await?
                        .iter()
                        .map(|one| format!("{screen}: {one}")),
                );
                if self.tell("document.querySelectorAll('h1').length").await? != 1 {
                    found.push(format!("{screen}: there is not one h1"));
                }
                if self
                    .tell("document.documentElement.scrollWidth > innerWidth")
                    .await?
                    == true
                {
                    found.push(format!("{screen}: the page is wider than its window"));
                }
            }
        }
        if found.is_empty() {
            Ok(())
        } else {
            Err(found.join("\n").into())
        }
    }

    /// What axe finds on the page as it is shown now, one line each.
    pub async fn barriers(&self) -> Seen<Vec<String>> {
        let path = env::var("AXE_CORE").map_err(|_| "AXE_CORE must say where axe.min.js is")?;
        if self.tell("typeof axe").await? == "undefined" {
            let axe = fs::read_to_string(path)?;
            self.tell(&format!("(() => {{ {axe} }})()")).await?;
        }
        let found = self
            .ask(
                "axe.run().then((found) => done(found.violations), (error) => done(String(error)))",
            )
            .await?;
        let rules = found
            .as_array()
            .ok_or_else(|| format!("axe did not run: {found}"))?;
        Ok(rules.iter().flat_map(describe).collect())
    }
}

fn describe(rule: &Value) -> impl Iterator<Item = String> {
    let nodes = rule["nodes"].as_array().into_iter().flatten();
    nodes.map(|node| format!("{}: {} in {}", rule["id"], rule["help"], node["html"]))
}
