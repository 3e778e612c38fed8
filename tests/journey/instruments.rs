//! The instruments themselves: each can tell good from bad, or the other journeys prove nothing.

use thirtyfour::prelude::*;

use crate::{
    browser::{Look, Seen, Window},
    journey,
};

#[tokio::test]
async fn axe_finds_a_barrier_that_is_there() -> Seen {
    journey("axe", async |browser| {
        browser.open("").await?;
        let before = browser.barriers().await?;
        browser
            .tell("document.body.append(document.createElement('button'))")
            .await?;
        let after = browser.barriers().await?;
        let added: Vec<_> = after
            .iter()
            .filter(|barrier| !before.contains(barrier))
            .collect();
        assert!(
            added.iter().any(|barrier| barrier.contains("button-name")),
            "{added:?}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn windows_and_looks_reach_the_page() -> Seen {
    journey("looks", async |browser| {
        browser.open("").await?;
        browser.show_as(Window::Phone, Look::Dark).await?;
        assert_eq!(browser.tell("innerWidth").await?, 360);
        assert_eq!(
            browser
                .tell("matchMedia('(prefers-color-scheme: dark)').matches")
                .await?,
            true
        );
        browser.show_as(Window::Desk, Look::Forced).await?;
        assert_eq!(browser.tell("innerWidth").await?, 1280);
        assert_eq!(
            browser
                .tell("matchMedia('(forced-colors: active)').matches")
                .await?,
            true
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_go_where_the_focus_is() -> Seen {
    journey("keys", async |browser| {
        browser.open("").await?;
        let fields = "<input id=one aria-label=one><input id=two aria-label=two>";
        browser
            .tell(&format!("document.body.innerHTML = '{fields}'"))
            .await?;
        browser.click("#one").await?;
        browser.press("a" + Key::Tab + "b").await?;
        browser.focus_is_on("#two").await?;
        browser.chord(Key::Shift, Key::Tab).await?;
        browser.focus_is_on("#one").await?;
        assert_eq!(browser.tell("one.value + two.value").await?, "ab");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_kept_outlives_tab_and_browser_and_nothing_else_does() -> Seen {
    journey("kept", async |browser| {
        browser.open("").await?;
        assert!(
            browser
                .tell("localStorage.getItem('kept')")
                .await?
                .is_null()
        );
        browser
            .tell("(localStorage.kept = 'yes', sessionStorage.kept = 'yes')")
            .await?;
        browser.crash_tab().await?;
        browser.open("").await?;
        assert_eq!(browser.tell("localStorage.kept").await?, "yes");
        assert!(
            browser
                .tell("sessionStorage.getItem('kept')")
                .await?
                .is_null()
        );
        browser.restart().await?;
        browser.open("").await?;
        assert_eq!(browser.tell("localStorage.kept").await?, "yes");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_tabs_share_what_is_kept() -> Seen {
    journey("tabs", async |browser| {
        browser.open("").await?;
        let first = browser.new_tab().await?;
        browser.open("").await?;
        browser
            .tell("localStorage.setItem('from', 'the second')")
            .await?;
        browser.switch_tab(&first).await?;
        browser
            .until(
                "what the second tab wrote",
                "localStorage.from === 'the second'",
            )
            .await
    })
    .await
}

#[tokio::test]
async fn what_comes_late_is_waited_for() -> Seen {
    journey("late", async |browser| {
        browser.open("").await?;
        browser
            .tell("setTimeout(() => { document.body.innerHTML = '<p id=late>At last' }, 300)")
            .await?;
        browser.see_text("#late", "last").await?;
        Ok(())
    })
    .await
}
