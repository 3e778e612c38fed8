//! How a browser is shown: its window, its look, pictures of both, and paper.

use std::{fs, path::PathBuf};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use super::{Browser, Kind, Look, Seen, Window};

impl Browser {
    /// Sets the window's size and the look asked for, now and after a restart.
    pub async fn show_as(&mut self, window: Window, look: Look) -> Seen {
        (self.window, self.look) = (window, look);
        self.resize(window.size().1).await?;
        if self.kind != Kind::Chromium {
            return Ok(());
        }
        self.cdp(
            "Emulation.setEmulatedMedia",
            json!({ "features": look.media_features() }),
        )
        .await
    }

    /// The windows and looks that this browser can be shown in. The others' windows cannot be as
    /// narrow as a phone, nor do they take a look for an order.
    pub fn screens(&self) -> Vec<(Window, Look)> {
        if self.kind != Kind::Chromium {
            return vec![(Window::Desk, Look::Light)];
        }
        let in_each_look = |window| Look::ALL.map(|look| (window, look));
        Window::ALL.into_iter().flat_map(in_each_look).collect()
    }

    /// Sets the page's own size exactly, which a window's frame would not.
    async fn resize(&self, height: u32) -> Seen {
        let width = self.window.size().0;
        if self.kind != Kind::Chromium {
            self.driver.set_window_rect(0, 0, width, height).await?;
            return Ok(());
        }
        let mobile = self.window == Window::Phone;
        let metrics = json!({
            "width": width,
            "height": height,
            "deviceScaleFactor": 1,
            "mobile": mobile,
        });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        self.cdp(
            "Emulation.setTouchEmulationEnabled",
            json!({ "enabled": mobile }),
        )
        .await
    }

    /// The page as it is printed: a PDF.
    pub async fn pdf(&self) -> Seen<Vec<u8>> {
        let wanted = json!({ "preferCSSPageSize": true });
        let answer = self.ask_cdp("Page.printToPDF", wanted).await?;
        let data = answer.get("data").and_then(Value::as_str);
        Ok(BASE64_STANDARD.decode(data.ok_or("no page was printed")?)?)
    }

    /// Takes a picture of the whole page into `target/screens/NAME.png`.
    pub async fn picture(&self, name: &str) -> Seen {
        let folder = PathBuf::from(concat!(env!("CARGO_TARGET_TMPDIR"), "/../screens"));
        fs::create_dir_all(&folder)?;
        let file = folder.join(name).with_extension("png");
        if self.kind != Kind::Chromium {
            return Ok(self.driver.screenshot(&file).await?);
        }
        let height = self.tell("document.documentElement.scrollHeight").await?;
        let least = self.window.size().1;
        let height = height
            .as_u64()
            .and_then(|height| u32::try_from(height).ok());
        self.resize(height.unwrap_or(least).clamp(least, 12_000))
            .await?;
        self.driver.screenshot(&file).await?;
        self.resize(least).await
    }
}
