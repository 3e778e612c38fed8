//! A trainer on paper and in the room: prints a workbook, types in what was written in one, and
//! walks a scenario with a team.

use serde_json::Value;
use thirtyfour::Key;

use crate::{
    browser::{Browser, Look, Seen, Window},
    journey,
};

/// Everything that the browser keeps for the site, as text.
const KEPT: &str = "(async () => {\
    const rows = [JSON.stringify(Object.entries(localStorage).sort())];\
    for (const { name } of await indexedDB.databases()) {\
        const db = await new Promise((yes, no) => {\
            const open = indexedDB.open(name);\
            open.onsuccess = () => yes(open.result);\
            open.onerror = () => no(open.error);\
        });\
        for (const store of db.objectStoreNames) {\
            const all = await new Promise((yes, no) => {\
                const ask = db.transaction(store).objectStore(store).getAll();\
                ask.onsuccess = () => yes(ask.result);\
                ask.onerror = () => no(ask.error);\
            });\
            rows.push(store + JSON.stringify(all.map((one) => JSON.stringify(one)).sort()));\
        }\
        db.close();\
    }\
    return rows.join('\\n');\
})().then(done, (error) => done(String(error)));";

impl Browser {
    async fn kept(&self) -> Seen<String> {
        let kept = self.ask(KEPT).await?;
        Ok(kept.as_str().ok_or("nothing was read")?.to_owned())
    }

    /// The code of an item, as the workbook of the unit prints it.
    async fn code_of(&self, unit: &str, id: &str) -> Seen<String> {
        let script = format!(
            "fetch('/units/{unit}/workbook/').then((page) => page.text()).then((text) => \
             done(new DOMParser().parseFromString(text, 'text/html').getElementById('{id}').dataset.code))"
        );
        let code = self.ask(&script).await?;
        Ok(code.as_str().ok_or("there is no such code")?.to_owned())
    }

    /// The letter beside the option whose words these are.
    async fn type_option(&self, words: &str) -> Seen {
        let letter = self
            .tell(&format!(
                "[...document.querySelectorAll('.enter__options > li')]\
                   .find((one) => one.textContent.includes({}))\
                   .querySelector('.workbook__letter').textContent",
                Value::from(words)
            ))
            .await?;
        self.press(letter.as_str().ok_or("no letter")?).await
    }

    /// Waits until an item is asked for, with the keyboard in its field.
    async fn is_asked(&self, code: &str) -> Seen {
        self.see(&format!("[data-enter=item][data-code=\"{code}\"]"))
            .await?;
        self.focus_is_on("[data-enter=field]").await
    }
}

#[tokio::test]
async fn a_workbook_is_printed() -> Seen {
    journey("workbook", async |browser| {
        browser.open_unit("carer-partnerships").await?;
        browser.click_text("a", "Print a workbook").await?;
        browser.see_text("h1", "Working in partnership").await?;
        browser.see("[data-action=print]").await?;
        let code = browser.code_of("carer-partnerships", "next-day").await?;
        let all = browser.print("workbook").await?;
        all.says(&[
            "Name",
            "Date",
            "Law of England",
            "How to use this workbook",
            "The sleepy lunch",
            "Tick one.",
            &format!("go to {code}"),
            "Your answer, in your own words",
            "For the trainer: Working in partnership with carers",
            "Not safe.",
            "1 / 6",
        ])?;
        // Law of the reader's nation only.
        all.says(&["rights in England"])?;
        all.says_not(&["rights in Scotland"])?;
        let place = |words: &str| {
            all.place(words)
                .ok_or_else(|| format!("not on paper: {words}"))
        };
        if place("Not safe.")? < place("For the trainer:")? {
            return Err("the learner's pages give the answers away".into());
        }
        browser.click_text("label", "The learner’s pages").await?;
        let learners = browser.print("workbook-learners").await?;
        learners.says_not(&["For the trainer"])?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_written_is_typed_in() -> Seen {
    journey("enter", async |browser| {
        let unit = "carer-partnerships";
        browser.open_live(&format!("units/{unit}/enter/")).await?;
        browser.see("[data-enter=item]").await?;
        let first = browser.code_of(unit, "first").await?;
        let next_day = browser.code_of(unit, "next-day").await?;
        let criterion = browser.code_of(unit, "ac-3-2").await?;

        // A slip in a code is told, with the one that was meant.
        browser.click("#enter_code").await?;
        browser.press(format!("{}{}", &first[..4], "?")).await?;
        browser.press(Key::Enter + "").await?;
        browser.see_text("[data-enter=trouble]", &first).await?;
        browser.click("[data-action=go-there]").await?;
        browser.is_asked(&first).await?;

        // A step that nobody has come to is not taken.
        browser.fill("#enter_code", &next_day).await?;
        browser.press(Key::Enter + "").await?;
        browser
            .see_text("[data-enter=trouble]", "from its first step")
            .await?;
        browser.click("[data-action=go-there]").await?;
        browser.is_asked(&first).await?;

        // A letter that is not there, then a walk: two keys a step.
        browser.press("z".to_owned() + Key::Enter).await?;
        browser.see_text("[data-enter=trouble]", "Z").await?;
        browser.press(Key::Backspace + "").await?;
        browser.type_option("Thank him").await?;
        browser.press(Key::Enter + "").await?;
        browser.is_asked(&next_day).await?;
        browser.see_text("[data-enter=last]", "Thank him").await?;

        // Taken back before it is in the record, and typed again.
        browser.click("[data-action=undo]").await?;
        browser.is_asked(&first).await?;
        browser.see_text("[data-enter=recorded]", "Nothing").await?;
        browser.press(Key::Enter + "").await?;
        browser.is_asked(&next_day).await?;

        // An answer, kept as a version.
        browser.fill("#enter_code", &criterion.to_lowercase()).await?;
        browser.press(Key::Enter + "").await?;
        browser.is_asked(&criterion).await?;
        browser.press("Carers see what records do not.").await?;
        browser.chord(Key::Control, Key::Enter).await?;
        browser.click("[data-action=finish]").await?;
        browser.see_text("[data-enter=recorded]", "2 items").await?;

        // On the unit's page the walk goes on, and the answer's page has the version.
        browser.open_unit(unit).await?;
        browser.see("#next-day form").await?;
        browser.open_live(&format!("units/{unit}/ac-3-2/")).await?;
        browser
            .until(
                "the answer",
                "document.querySelector('#answer_text')?.value === 'Carers see what records do not.'",
            )
            .await?;
        browser.click("[data-part=history] summary").await?;
        browser
            .see_text("[data-part=history]", "typed in from a workbook")
            .await
            .map(drop)
    })
    .await
}

#[tokio::test]
async fn what_was_typed_and_not_taken_is_there_again() -> Seen {
    journey("enter-elsewhere", async |browser| {
        let unit = "carer-partnerships";
        browser.open_live(&format!("units/{unit}/enter/")).await?;
        browser.see("[data-enter=item]").await?;
        let question = browser.code_of(unit, "cost-of-silence").await?;
        let criterion = browser.code_of(unit, "ac-3-2").await?;
        browser.fill("#enter_code", &criterion).await?;
        browser.press(Key::Enter + "").await?;
        browser.is_asked(&criterion).await?;
        browser.press("Carers see what records do not.").await?;
        browser.fill("#enter_code", &question).await?;
        browser.press(Key::Enter + "").await?;
        browser.is_asked(&question).await?;

        // What cannot be read keeps its place.
        browser.press("z").await?;
        browser.click("[data-action=finish]").await?;
        browser.see_text("[data-enter=trouble]", "Z").await?;
        browser.is_asked(&question).await?;
        browser.press(Key::Backspace + "").await?;
        browser.press("b").await?;

        // That is not all.
        browser.click("[data-action=finish]").await?;
        browser
            .see_text("[data-enter=trouble]", "not in the record yet")
            .await?;
        browser.is_asked(&criterion).await?;
        browser.see_text("[data-enter=recorded]", "1 item").await?;
        let there = "document.querySelector('#enter_field_0').value.startsWith('Carers see')";
        browser.until("what was typed", there).await?;
        browser.click("[data-action=finish]").await?;
        browser
            .see_text("[data-enter=recorded]", "2 items")
            .await
            .map(drop)
    })
    .await
}

#[tokio::test]
async fn a_question_is_typed_with_two_keys_and_blanks_with_one() -> Seen {
    journey("enter-quick", async |browser| {
        let unit = "carer-partnerships";
        browser.open_live(&format!("units/{unit}/enter/")).await?;
        browser.see("[data-enter=item]").await?;
        let question = browser.code_of(unit, "cost-of-silence").await?;
        let after = "document.querySelector('[data-enter=item]').dataset.code";
        browser.fill("#enter_code", &question).await?;
        browser.press(Key::Enter + "").await?;
        browser.is_asked(&question).await?;
        browser.press("b".to_owned() + Key::Enter).await?;
        browser
            .until("the next item", &format!("{after} !== '{question}'"))
            .await?;
        browser.focus_is_on("[data-enter=field]").await?;
        let second = browser.tell(after).await?;
        browser.press(Key::Enter + "").await?;
        browser
            .until(
                "the item after a blank one",
                &format!("{after} !== {second}"),
            )
            .await?;
        browser.looks_right("enter").await?;
        // Going away keeps what waits.
        browser.open_unit(unit).await?;
        browser
            .see("form[data-question=cost-of-silence][data-answered]")
            .await
            .map(drop)
    })
    .await
}

#[tokio::test]
async fn a_team_walks_a_scenario_by_keys_and_nothing_is_kept() -> Seen {
    journey("together", async |browser| {
        browser.open_unit("carer-partnerships").await?;
        browser.answer_one().await?;
        browser
            .open_live("units/carer-partnerships/together/")
            .await?;
        browser.see("[data-scenario]").await?;
        let before = browser.kept().await?;

        browser.press("1").await?;
        browser.focus_is_on("[data-together=heading]").await?;
        browser.see("[data-option]").await?;
        // Number keys can be switched off.
        browser.click("[data-together=keys]").await?;
        browser.press("1").await?;
        browser.click("[data-together=keys]").await?;
        if !browser.all("[data-together=after]").await?.is_empty() {
            return Err("a key that is switched off chose".into());
        }
        let mut steps = 0;
        loop {
            browser.see("[data-together=heading]").await?;
            if browser.all("[data-option]").await?.is_empty() {
                break;
            }
            browser.press("1").await?;
            if !browser.all("[data-action=show]").await?.is_empty() {
                browser.press(Key::Right + "").await?;
            }
            browser.focus_is_on("[data-together=after]").await?;
            if steps == 0 {
                // Back to the choice, and the same once more.
                browser.press(Key::Left + "").await?;
                browser.focus_is_on("[data-together=heading]").await?;
                browser.press("1").await?;
                browser.focus_is_on("[data-together=after]").await?;
                browser.looks_right("together-after").await?;
            }
            browser.press(Key::Right + "").await?;
            browser.focus_is_on("[data-together=heading]").await?;
            steps += 1;
            if steps > 12 {
                return Err("the walk does not end".into());
            }
        }
        browser.see_text(".together", "How it ends").await?;
        browser.looks_right("together-end").await?;
        browser.click("[data-action=again]").await?;
        browser.see("[data-option]").await?;

        if browser.kept().await? != before {
            return Err("something of the meeting was kept".into());
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_unsafe_choice_is_shown_as_such_on_a_projector() -> Seen {
    journey("projector", async |browser| {
        browser.open_unit("carer-partnerships").await?;
        browser
            .click_text("#sleepy-lunch a", "team meeting")
            .await?;
        browser.see("[data-option]").await?;
        browser.looks_right("together").await?;
        browser.show_as(Window::Desk, Look::Light).await?;
        browser
            .click_text("[data-option]", "Give the tablets")
            .await?;
        browser
            .see_text("[data-together=after][data-verdict=unsafe]", "Not safe")
            .await?;
        browser.click("[data-together=others] summary").await?;
        browser.see_text("[data-together=others]", "Right.").await?;
        browser.picture("together-unsafe").await
    })
    .await
}

#[tokio::test]
async fn a_workbook_looks_right() -> Seen {
    journey("workbook-looks", async |browser| {
        browser
            .open_live("units/carer-partnerships/workbook/")
            .await?;
        browser.see("[data-action=print]").await?;
        browser.looks_right("workbook").await
    })
    .await
}
