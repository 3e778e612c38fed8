//! An assessor opens a folder of learners' files, sees what waits, and hands all of them back.

use std::{fs, io::Cursor, path::PathBuf};

use serde_json::json;
use underpin::{exchange::record_file, record::event::Role};
use zip::ZipArchive;

use crate::{
    browser::{Browser, Seen},
    cohort::Cohort,
    journey,
};

impl Browser {
    /// Sits down at the desk under a name, in the role with this number.
    pub async fn sit_down(&self, name: &str, role: usize) -> Seen {
        self.open_live("assess/").await?;
        self.fill("#desk_name", name).await?;
        self.click(&format!("label[for=desk_role_{role}]")).await?;
        self.click("[data-action=sit-down]").await?;
        self.see_text("[data-desk=me]", name).await?;
        Ok(())
    }

    /// Opens files at the desk, and waits until all are done.
    pub async fn open_at_desk(&self, files: &[PathBuf]) -> Seen {
        self.see("#desk_open").await?;
        let field = self.all("#desk_files").await?;
        let field = field.first().ok_or("no field for files")?;
        let paths: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
        field.send_keys(paths.join("\n")).await?;
        self.see_text("[data-said=open]", "opened.").await?;
        Ok(())
    }

    /// Opens the hand-ins of a cohort at the desk.
    pub async fn open_cohort(&self, cohort: &Cohort) -> Seen {
        let files = cohort.write(&self.folder().join("hand-ins"));
        self.open_at_desk(&files).await
    }

    /// The archive that was downloaded: names and texts.
    pub async fn downloaded_zip(&self) -> Seen<Vec<(String, String)>> {
        let bytes = self.downloaded_bytes(".zip").await?;
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        (0..archive.len())
            .map(|at| {
                let file = archive.by_index(at)?;
                let name = file.name()?.into_owned();
                Ok((name, std::io::read_to_string(file)?))
            })
            .collect()
    }
}

#[tokio::test]
async fn forty_files_are_opened_and_handed_back() -> Seen {
    journey("desk", async |browser| {
        let cohort = Cohort::new(1, 40);
        let folder = browser.folder().join("hand-ins");
        let mut files = cohort.write(&folder);
        let bad = folder.join("hand-in-spoilt.underpin.json");
        fs::write(&bad, "{\"format\":\"underpin-record\",\"version\":1,")?;
        files.push(bad);

        browser.sit_down("Maureen Tully", 0).await?;
        browser.open_at_desk(&files).await?;
        browser
            .see_text("[data-said=open]", "40 files opened. 1 file not opened.")
            .await?;
        browser
            .see_text("[data-desk=bad]", "hand-in-spoilt.underpin.json")
            .await?;
        browser.see_text("[data-desk=bad]", "damaged").await?;
        browser
            .see_text("[data-desk=learners] [role=status]", "40 learners.")
            .await?;
        browser.see("[data-rows=queue] .rows__row").await?;

        // The same file again has nothing new in it.
        let again = files.get(..1).unwrap_or_default();
        browser.open_at_desk(again).await?;
        browser.see_text("[data-desk=told]", "nothing new.").await?;

        browser.looks_right("desk").await?;

        browser.click("[data-action=as-zip]").await?;
        browser
            .see_text("[data-said=hand-back]", "40 files saved in handed-back-")
            .await?;
        let back = browser.downloaded_zip().await?;
        assert_eq!(back.len(), 40);
        for (name, text) in back {
            let opened = record_file::open(text.as_bytes())?;
            assert_eq!(opened.findings, [], "{name}");
            let header = &opened.file.header;
            assert_eq!(&*header.written_by.name, "Maureen Tully");
            assert_eq!(
                header.written_by.role,
                Role::Assessor { in_training: false }
            );
            assert!(name.starts_with("handed-back-"), "{name}");
            let given = header.learner.name.split(' ').next().unwrap_or_default();
            assert!(!name.contains(given), "{name} tells whose it is");
            let member = cohort
                .learners
                .iter()
                .find(|one| one.learner.id == header.learner.id);
            assert_eq!(
                member.map(|one| one.hand_in().record),
                Some(opened.file.record)
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_waits_can_be_narrowed_and_gone_to_by_keyboard_and_survives_a_restart() -> Seen {
    journey("desk-queue", async |browser| {
        let files = Cohort::new(1, 12).write(&browser.folder().join("hand-ins"));
        browser.sit_down("Maureen Tully", 0).await?;
        browser.open_at_desk(&files).await?;
        browser.restart().await?;
        browser.open_live("assess/").await?;
        browser
            .see_text("[data-desk=learners] [role=status]", "12 learners.")
            .await?;

        browser.click("[data-desk=filters] > summary").await?;
        browser.fill("#desk_learner", "Asha").await?;
        browser
            .see_text("[data-desk=queue] [role=status]", "things that wait.")
            .await?;
        browser
            .until(
                "only Asha’s rows",
                "[...document.querySelectorAll('[data-rows=queue] .rows__title')]\
                 .every((name) => name.textContent.startsWith('Asha'))",
            )
            .await?;
        browser.fill("#desk_learner", "nobody of that name").await?;
        browser
            .see_text("[data-desk=queue]", "Nothing that waits fits")
            .await?;

        browser.fill("#desk_search", "Bronwen").await?;
        browser
            .see_text("[data-desk=learners] [role=status]", "1 of 12 learners.")
            .await?;
        browser
            .click("[data-rows=learners] [data-action=take-off]")
            .await?;
        browser
            .see_text("dialog[open]", "Take this learner off your desk?")
            .await?;
        browser
            .click("dialog[open] [data-action=save-first]")
            .await?;
        browser
            .see_text("dialog[open]", "Saved as handed-back-")
            .await?;
        browser
            .click("dialog[open] [data-action=take-off-now]")
            .await?;
        browser
            .see_text("[data-said=learners]", "is no longer on this desk")
            .await?;
        browser.fill("#desk_learner", "a").await?;
        browser.click("[data-action=start]").await?;
        browser
            .until(
                "the page where an answer is judged",
                "document.documentElement.dataset.page === 'judge' && location.hash.length > 30",
            )
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_folder_is_opened_and_written_back_into() -> Seen {
    journey("desk-folder", async |browser| {
        // The folder of the origin's own file system stands in for one that a person picks.
        let picker = "window.showDirectoryPicker = () => navigator.storage.getDirectory();";
        browser
            .cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": picker }),
            )
            .await?;
        browser.sit_down("Idris Kane", 1).await?;
        browser
            .see_text(
                ".notice",
                "count once a qualified assessor has countersigned",
            )
            .await?;
        let files: Vec<(String, String)> = Cohort::new(5, 3)
            .learners
            .iter()
            .map(|one| (one.file_name(), one.hand_in().to_text()))
            .collect();
        let write = format!(
            "(async () => {{ const root = await navigator.storage.getDirectory(); \
             const inside = await root.getDirectoryHandle('class', {{ create: true }}); \
             for (const [name, text] of {}) {{ \
               const file = await inside.getFileHandle(name, {{ create: true }}); \
               const to = await file.createWritable(); await to.write(text); await to.close(); }} \
             }})().then(() => done(true), (error) => done(String(error)));",
            json!(files)
        );
        assert_eq!(browser.ask(&write).await?, true);
        browser.click("[data-action=folder]").await?;
        browser
            .see_text("[data-said=open]", "3 files opened.")
            .await?;
        browser.click("[data-action=into-folder]").await?;
        browser
            .see_text("[data-said=hand-back]", "3 files saved into")
            .await?;
        let names = browser
            .ask(
                "(async () => { const root = await navigator.storage.getDirectory(); \
                 const names = []; for await (const name of root.keys()) names.push(name); \
                 return names; })().then(done);",
            )
            .await?;
        let names = names.as_array().ok_or("no names")?;
        let back = names
            .iter()
            .filter_map(|name| name.as_str())
            .filter(|name| name.starts_with("handed-back-"));
        assert_eq!(back.count(), 3);
        Ok(())
    })
    .await
}
