//! Somebody opens the site for the first time.

use crate::{browser::Seen, journey};

#[tokio::test]
async fn the_home_page_is_there_and_looks_right() -> Seen {
    journey("home", async |browser| {
        browser.open("").await?;
        browser.see("h1").await?;
        browser
            .until(
                "a title with the product's name",
                "document.title.includes('Underpin')",
            )
            .await?;
        // This site has no door.
        let door = "document.querySelector('.home__door').checkVisibility()";
        assert_eq!(browser.tell(door).await?, false);
        browser.looks_right("home").await
    })
    .await
}
