//! What is said at the foot of the window while somebody reads: it moves nothing, hides nothing that the
//! keyboard comes to, and can be closed.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{
    browser::{Browser, Look, Seen, Window},
    journey,
};

const UPDATE: &str = "[data-notice=update]";

/// What is looked at where nothing but the notice comes.
const PAGE: &str = ".top, main h1, main h2, main form, .bottom";

/// A page of many windows, and one that ends above the foot of the larger.
const LONG: &str = "units/carer-partnerships/";
const SHORT: &str = "404.html";

impl Browser {
    /// Where elements are, from the top of the page.
    async fn places(&self, css: &str) -> Seen<Value> {
        let place = "one.getBoundingClientRect().top + scrollY";
        let all = format!("[...document.querySelectorAll({})]", json!(css));
        // What the program draws when nothing else is to be done has its place by then.
        self.ask(&format!(
            "let before, same = 0;
             const look = () => {{
                const now = {all}.map((one) => {place});
                same = JSON.stringify(now) === before ? same + 1 : 0;
                before = JSON.stringify(now);
                if (same === 20) done(now); else requestAnimationFrame(look);
             }};
             look();"
        ))
        .await
    }

    /// Does what makes a notice come, and sees that it stands at the foot of the window and that nothing
    /// that `css` names has moved.
    pub async fn keeps_still(
        &self,
        css: &str,
        notice: &str,
        comes: impl AsyncFnOnce(&Self) -> Seen,
    ) -> Seen {
        let before = self.places(css).await?;
        comes(self).await?;
        self.see(notice).await?;
        assert_eq!(self.places(css).await?, before, "what moved of {css}");
        let is_at_foot = "(({ top, bottom }) => bottom > innerHeight - 1 && bottom < innerHeight + 1 && top > innerHeight / 2)\
            (document.querySelector('[data-place=notice]').getBoundingClientRect())";
        self.until("it to be at the foot of the window", is_at_foot)
            .await
    }

    /// From now on nobody but the journey says how the site is kept.
    async fn without_keeping(&self) -> Seen {
        self.cdp("Network.enable", json!({})).await?;
        let blocked = json!({ "urls": ["*/assets/offline-*"] });
        self.cdp("Network.setBlockedURLs", blocked).await
    }

    /// The page is told of a new version, as the script tells it that looks after what is kept.
    async fn tell_of_update(&self) -> Seen {
        self.tell("void (document.documentElement.dataset.update = 'ready')")
            .await?;
        self.tell("document.dispatchEvent(new Event('underpin-offline'))")
            .await?;
        Ok(())
    }

    /// Goes on by Tab, and sees whatever has the focus; of what is higher than the window, a line at least.
    async fn goes_on_unhidden(&self, times: usize) -> Seen {
        for _ in 0..times {
            self.press(Key::Tab).await?;
            let is_hidden = "(() => {
                const at = document.activeElement, notices = document.querySelector('[data-place=notice]');
                const { top, bottom } = at.getBoundingClientRect();
                const foot = notices.contains(at) ? innerHeight : notices.getBoundingClientRect().top;
                const seen = Math.min(bottom, foot) - Math.max(top, 0);
                return seen >= Math.min(bottom - top, 44) ? null : at.outerHTML.slice(0, 200);
            })()";
            let hidden = self.tell(is_hidden).await?;
            assert!(hidden.is_null(), "hidden: {hidden}");
        }
        Ok(())
    }
}

#[tokio::test]
async fn what_is_said_at_the_foot_moves_nothing_and_hides_no_control() -> Seen {
    journey("foot", async |browser| {
        browser.without_keeping().await?;
        for window in Window::ALL {
            browser.show_as(window, Look::Light).await?;
            for page in [SHORT, LONG] {
                browser.open_live(page).await?;
                if page == LONG {
                    browser
                        .see("[data-place=unit-progress] .progress-list")
                        .await?;
                    browser
                        .tell("document.querySelector('form.question').scrollIntoView()")
                        .await?;
                }
                browser
                    .keeps_still(PAGE, UPDATE, async |browser| browser.tell_of_update().await)
                    .await?;
                let (moved, what) = browser.moved().await?;
                assert_eq!(moved, 0.0, "{page}, {window:?}: {what}");
            }
            browser.focus_on("form.question input").await?;
            browser.goes_on_unhidden(25).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_notice_is_closed_by_the_keyboard_which_goes_back_to_where_it_was() -> Seen {
    journey("foot-closed", async |browser| {
        browser.without_keeping().await?;
        browser.open_live(LONG).await?;
        browser.tell_of_update().await?;
        browser.see(UPDATE).await?;
        browser.focus_on("form.question input").await?;
        let scrolled = browser.tell("scrollY").await?;
        browser.focus_on("[data-action=close-notice]").await?;
        browser.press(Key::Enter).await?;
        browser
            .until(
                "it to be gone",
                "!document.querySelector('[data-place=notice] .notice')",
            )
            .await?;
        browser.focus_is_on("form.question input").await?;
        assert_eq!(browser.tell("scrollY").await?, scrolled);

        // It is not said again on the next page, but once the program starts anew.
        browser.click(".bottom__links a[href*=help]").await?;
        browser.see(":root[data-page=help]").await?;
        browser.tell_of_update().await?;
        browser
            .until(
                "nothing to be said",
                "!document.querySelector('[data-place=notice] .notice')",
            )
            .await?;
        browser.open_live("help/").await?;
        browser.tell_of_update().await?;
        browser.see(UPDATE).await?;
        browser.looks_right("foot").await
    })
    .await
}

#[tokio::test]
async fn several_notices_leave_half_the_window_at_any_size() -> Seen {
    journey("foot-several", async |browser| {
        browser.without_keeping().await?;
        browser.refuse_storage().await?;
        browser.open_live(LONG).await?;
        browser.answer_one().await?;
        browser.see("[data-notice=storage]").await?;
        browser.tell_of_update().await?;
        browser.see(UPDATE).await?;
        // A phone, held either way, and a window at 200 and 400 %.
        for (width, height) in [(360, 740), (740, 360), (640, 450), (320, 225)] {
            browser
                .cdp(
                    "Emulation.setDeviceMetricsOverride",
                    json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
                )
                .await?;
            let fits = format!(
                "document.querySelector('[data-place=notice]').offsetHeight < {height} / 2 \
                 && document.documentElement.scrollWidth <= {width}"
            );
            browser.until(format_args!("{width} × {height}"), &fits).await?;
            browser.focus_on("form.question input").await?;
            browser.goes_on_unhidden(5).await?;
        }
        browser.looks_right("foot-several").await
    })
    .await
}
