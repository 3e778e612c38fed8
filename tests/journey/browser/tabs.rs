//! Several tabs of one browser, and one that crashes.

use serde_json::json;
use thirtyfour::prelude::*;

use super::{Browser, Kind, LOOK_AGAIN, PATIENCE, Seen, Trouble};

/// One of a browser's tabs.
pub struct Tab(WindowHandle);

impl Browser {
    /// Ends the tab's process in mid-sentence, and goes on in a new tab of the same browser.
    pub async fn crash_tab(&mut self) -> Seen {
        let crashing = self.driver.window().await?;
        let new = self.driver.new_tab().await?;
        self.driver.switch_to_window(crashing).await?;
        match self.cdp("Page.crash", json!({})).await {
            Ok(()) => return Err("the tab has survived its crash".into()),
            Err(beyond @ Trouble::Beyond(_)) => return Err(beyond),
            // Whoever would have answered is gone.
            Err(Trouble::Wrong(_)) => {}
        }
        self.driver.switch_to_window(new).await?;
        self.show_as(self.window, self.look).await
    }

    /// Opens one more tab and goes on in it; the answer is for [`Self::switch_tab`].
    pub async fn new_tab(&mut self) -> Seen<Tab> {
        let before = self.driver.window().await?;
        let new = self.driver.new_tab().await?;
        self.switch_tab(&Tab(new)).await?;
        Ok(Tab(before))
    }

    /// Whether a page may open a window that nobody has pressed for.
    pub fn opens_unasked(&self) -> Seen {
        match self.kind {
            Kind::Chromium | Kind::Firefox => Ok(()),
            Kind::WebKit => Err(self
                .kind
                .cannot("open a window that nobody has pressed for")),
        }
    }

    /// Goes on in the tab that the page has opened; the answer is for [`Self::close_for`].
    pub async fn go_to_new_tab(&mut self) -> Seen<Tab> {
        let before = self.driver.window().await?;
        let mut looks = tokio::time::interval(LOOK_AGAIN);
        let look = async {
            loop {
                looks.tick().await;
                let all = self.driver.windows().await?;
                if let Some(new) = all.into_iter().find(|window| *window != before) {
                    return Seen::Ok(new);
                }
            }
        };
        let in_vain = |_| "no tab was opened";
        let new = tokio::time::timeout(PATIENCE, look)
            .await
            .map_err(in_vain)??;
        self.switch_tab(&Tab(new)).await?;
        Ok(Tab(before))
    }

    /// Goes on in a tab that is open already; the answer is the one that was left.
    pub async fn go_back_to(&mut self, tab: &Tab) -> Seen<Tab> {
        let left = self.driver.window().await?;
        self.switch_tab(tab).await?;
        Ok(Tab(left))
    }

    /// Closes this tab and goes on in another.
    pub async fn close_for(&mut self, tab: &Tab) -> Seen {
        self.driver.close_window().await?;
        self.switch_tab(tab).await
    }

    /// Goes on in a tab that is open already.
    pub async fn switch_tab(&mut self, tab: &Tab) -> Seen {
        self.driver.switch_to_window(tab.0.clone()).await?;
        self.show_as(self.window, self.look).await
    }
}
