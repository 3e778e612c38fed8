//! What can be seen of an element, and what can be read in it.

use thirtyfour::prelude::*;

use super::Kind;

impl Kind {
    /// Whether an element can be seen.
    pub(super) async fn sees(self, element: &WebElement) -> WebDriverResult<bool> {
        match self {
            Self::Chromium | Self::Firefox => element.is_displayed().await,
            // Its driver takes for hidden what has `overflow: hidden` and nothing but text in it.
            Self::WebKit => {
                let seen = "return arguments[0].checkVisibility({ opacityProperty: true, visibilityProperty: true });";
                let answer = element.handle().execute(seen, vec![element.to_json()?]);
                Ok(answer.await?.json().as_bool() == Some(true))
            }
        }
    }

    /// The text of an element, as far as it can be seen.
    pub(super) async fn reads(self, element: &WebElement) -> WebDriverResult<String> {
        match self {
            Self::Chromium | Self::Firefox => element.text().await,
            // As above.
            Self::WebKit => Ok(element.prop("innerText").await?.unwrap_or_default()),
        }
    }
}
