//! A quality assurer at a desk is what her provider says, internal or external: the desk offers no other
//! role, and where she sat down as the other, one press puts that right.

use super::{ADA, at_provider};
use crate::{
    browser::Seen,
    door_kit::{PASSWORD, own},
};

const EDIE: [&str; 4] = ["edie", "Edie Cole", "external-quality-assurer", "spring"];

/// The places of the roles in the list of a desk where nobody is signed in.
const INTERNAL: usize = 2;

#[tokio::test]
async fn a_quality_assurer_at_the_desk_is_what_her_provider_says() -> Seen {
    at_provider("door-role", &[ADA, EDIE], async |browser, provider| {
        provider.give_passwords(&["edie"])?;
        provider.store.kept().put(own(0, "ada"));
        browser.sit_down("Edie Cole", INTERNAL).await?;
        browser.send_sign_in("edie", PASSWORD).await?;
        let amiss = "[data-provider=role]";
        browser
            .see_text(amiss, "role for you is: External quality assurer")
            .await?;
        browser
            .see_text(amiss, "At this desk your role is: Internal quality assurer")
            .await?;
        // Nothing has come or gone.
        browser.is_nowhere("[data-action=sync]").await?;
        let asked = provider.store.kept().asked.len();
        assert_eq!(asked, 0);
        browser.looks_right("door-other-role").await?;

        browser.click("[data-action=take-role]").await?;
        browser
            .see_text("[data-said=provider]", "Learners: 1.")
            .await?;
        browser
            .see_text("[data-desk=me]", "External quality assurer")
            .await?;
        browser.is_nowhere(amiss).await?;

        // From now on she is offered nothing else.
        browser.click("[data-action=change-who]").await?;
        let offered = "document.querySelectorAll('[name=desk_role]').length === 1 \
                       && document.querySelector('[name=desk_role]').checked";
        browser.until("one role, and that chosen", offered).await?;
        browser
            .see_text(
                "[data-desk=provider]",
                "Your provider says what your role is",
            )
            .await?;
        browser.looks_right("door-one-role").await?;
        browser.click("[data-action=sit-down]").await?;
        browser.see("[data-desk=me]").await?;

        // Whoever sits down afresh while she is signed in can sign her out.
        browser.open_live("people/").await?;
        browser.fill("#people_name", "Rob").await?;
        browser
            .click("[data-form=somebody-new] [type=submit]")
            .await?;
        browser.see_text("[data-place=who]", "Rob").await?;
        browser.open_live("assess/").await?;
        browser.until("one role, and that chosen", offered).await?;
        browser.click("[data-action=not-me]").await?;
        let all = "document.querySelectorAll('[name=desk_role]').length === 4";
        browser.until("all roles", all).await
    })
    .await
}
