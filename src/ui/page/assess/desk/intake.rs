//! Taking files in, one after another, with a pause between them, and telling what came of each.

use std::collections::{BTreeMap, VecDeque};

use leptos::prelude::*;

use super::sources::{Chosen, may_be_record};
use crate::{
    desk::summary::Summary,
    exchange::{
        finding::NotOpened,
        news::News,
        record_file::{self, Opened},
        unzip::{self, Limits},
    },
    record::{event::PersonId, locked::LockedFile},
    ui::{
        cipher::{self, NotUnlocked},
        clock,
        desk::Desk,
    },
    wording::{assess::desk as words, file, trouble},
};

/// A part of the page that shows what is on the desk. Each follows in a turn of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// What waits.
    Queue,
    /// Everybody on the desk.
    Learners,
    /// Handing back.
    HandBack,
}

/// What is known of the files that were chosen. It is a handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Intake {
    pub desk: Desk,
    /// Whether files are being opened.
    pub busy: RwSignal<bool>,
    /// How many of how many are done.
    pub progress: RwSignal<(usize, usize)>,
    /// What each learner's files have brought.
    pub told: RwSignal<BTreeMap<PersonId, Told>>,
    /// Files that were not opened, and why.
    pub bad: RwSignal<Vec<(String, String)>>,
    /// Files with something wrong in them, and what.
    pub found: RwSignal<Vec<(String, Vec<String>)>>,
    /// Files that wait for a passphrase.
    pub locked: RwSignal<Vec<(String, LockedFile)>, LocalStorage>,
    /// What is said of it all.
    pub said: RwSignal<Option<String>>,
    opened: RwSignal<usize>,
    /// Files that are still to be opened. There is one line of them: two files of one learner that
    /// were taken in at the same time could each overwrite what the other brought.
    waiting: StoredValue<VecDeque<Chosen>, LocalStorage>,
    /// Told to a [`Part`] when it is to look at the desk again.
    turns: [RwSignal<()>; 3],
}

/// What a learner's files have brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Her name.
    pub name: String,
    /// Whether she was not on the desk before.
    pub newcomer: bool,
    /// Under what names there were records of hers that are now put together with this one.
    pub joined: Vec<String>,
    /// What is new, from all of her files.
    pub news: News,
}

impl Intake {
    /// Nothing chosen yet.
    pub(super) fn new(desk: Desk) -> Self {
        let intake = Self {
            desk,
            busy: RwSignal::new(false),
            progress: RwSignal::new((0, 0)),
            told: RwSignal::new(BTreeMap::new()),
            bad: RwSignal::new(Vec::new()),
            found: RwSignal::new(Vec::new()),
            locked: RwSignal::new_local(Vec::new()),
            said: RwSignal::new(None),
            opened: RwSignal::new(0),
            waiting: StoredValue::new_local(VecDeque::new()),
            turns: [(); 3].map(RwSignal::new),
        };
        // Thousands of files do not make the lists thousands of times: they follow at the end.
        Effect::new(move |before: Option<()>| {
            desk.summaries.track();
            if before.is_some() && !intake.busy.get_untracked() {
                intake.follow();
            }
        });
        intake
    }

    /// Looks at all that is on the desk, and again when it has changed; while files are being
    /// opened not before all are in.
    pub(super) fn summaries<R>(
        self,
        part: Part,
        look: impl FnOnce(&BTreeMap<PersonId, Summary>) -> R,
    ) -> R {
        self.turn(part).track();
        self.desk.summaries.with_untracked(look)
    }

    /// Lets every part of the page look at the desk again.
    pub(super) fn follow(self) {
        for turn in self.turns {
            turn.notify();
        }
    }

    fn turn(self, part: Part) -> RwSignal<()> {
        let [queue, learners, hand_back] = self.turns;
        match part {
            Part::Queue => queue,
            Part::Learners => learners,
            Part::HandBack => hand_back,
        }
    }

    /// Says something, with nothing opened.
    pub(super) fn say(self, words: &str) {
        self.said.set(Some(words.to_owned()));
    }

    /// Opens files, after those that are being opened already.
    pub(super) async fn open(self, files: Vec<Chosen>) {
        if files.is_empty() {
            self.say(words::NONE_FOUND);
            return;
        }
        let count = files.len();
        self.waiting.update_value(|waiting| waiting.extend(files));
        if self.busy.get_untracked() {
            self.progress.update(|(_, all)| *all += count);
            return;
        }
        self.begin(count);
        self.told.set(BTreeMap::new());
        self.bad.set(Vec::new());
        self.found.set(Vec::new());
        self.opened.set(0);
        self.take_all_in().await;
        self.end().await;
    }

    async fn take_all_in(self) {
        while let Some(chosen) = self.waiting.try_update_value(VecDeque::pop_front).flatten() {
            let (name, is_unpacked) = (chosen.name(), chosen.is_unpacked());
            match chosen.read().await {
                // An archive in an archive is refused like any other file that is no record.
                Ok(bytes) if !is_unpacked && unzip::is_zip(&bytes) => self.unpack(name, &bytes),
                Ok(bytes) => self.read(name, &bytes).await,
                Err(why) => self.refuse(name, why),
            }
            self.step().await;
        }
    }

    /// Tries a passphrase on every file that waits for one. Says what to tell where none opens.
    pub(super) async fn unlock(self, passphrase: &str) -> Option<&'static str> {
        let waiting = self.locked.try_get_untracked().unwrap_or_default();
        self.begin(waiting.len());
        let (mut still, mut wrong) = (Vec::new(), None);
        let all = waiting.len();
        for (name, locked) in waiting {
            match cipher::unlock_file(&locked, passphrase).await {
                Ok(text) => self.read(name, text.as_bytes()).await,
                Err(why) => {
                    wrong = Some(why);
                    still.push((name, locked));
                }
            }
            self.step().await;
        }
        let none = still.len() == all;
        self.locked.set(still);
        self.take_all_in().await;
        self.end().await;
        match wrong {
            Some(NotUnlocked::Unavailable) => Some(file::NO_LOCK_HERE),
            Some(NotUnlocked::Wrong) if none => Some(words::WRONG_PASSPHRASE),
            Some(NotUnlocked::Wrong) | None => None,
        }
    }

    fn begin(self, files: usize) {
        self.busy.set(true);
        self.said.set(None);
        self.progress.set((0, files));
    }

    async fn step(self) {
        self.progress.update(|(done, _)| *done += 1);
        clock::breathe().await;
    }

    /// Lets one part of the page after another follow, and then says that all is in.
    async fn end(self) {
        for turn in self.turns {
            turn.notify();
            clock::breathe().await;
        }
        self.busy.set(false);
        let count = self.opened.try_get_untracked().unwrap_or_default();
        let bad = self.bad.try_with_untracked(Vec::len).unwrap_or_default();
        let locked = self.locked.try_with_untracked(Vec::len).unwrap_or_default();
        self.said.set(Some(words::finished(count, bad, locked)));
    }

    /// Puts the records in an archive, as “Hand back” makes one, in the line.
    fn unpack(self, archive: String, bytes: &[u8]) {
        let records: Vec<Chosen> = match unzip::unzip(bytes, &Limits::RECORDS) {
            Ok(files) => files.into_iter().filter_map(record).collect(),
            Err(why) => return self.refuse(archive, why.to_string()),
        };
        if records.is_empty() {
            self.refuse(archive, words::NONE_FOUND.to_owned());
        }
        self.progress.update(|(_, all)| *all += records.len());
        self.waiting.update_value(|waiting| waiting.extend(records));
    }

    async fn read(self, name: String, bytes: &[u8]) {
        match record_file::open(bytes) {
            Ok(opened) => {
                // Reading has had its turn; what follows is as long again for a long record.
                clock::breathe().await;
                self.take_in(name, opened).await;
            }
            Err(NotOpened::Locked) => match serde_json::from_slice(bytes) {
                Ok(locked) => self.locked.update(|files| files.push((name, locked))),
                Err(_) => self.refuse(name, file::LOCK_DAMAGED.to_owned()),
            },
            Err(why) => self.refuse(name, why.to_string()),
        }
    }

    async fn take_in(self, name: String, opened: Opened) {
        let learner = opened.file.header.learner;
        let wrong: Vec<String> = opened
            .findings
            .iter()
            .filter(|finding| !finding.is_harmless())
            .map(ToString::to_string)
            .collect();
        match self.desk.take_in(&learner, opened.file.record).await {
            Ok(taken) => {
                self.opened.update(|count| *count += 1);
                self.told.update(|told| {
                    let entry = told
                        .entry(taken.summary.learner.id)
                        .or_insert_with(|| Told {
                            name: taken.summary.learner.name.to_string(),
                            newcomer: taken.newcomer,
                            joined: Vec::new(),
                            news: News::default(),
                        });
                    let joined = taken.joined.iter().map(|other| other.name.to_string());
                    entry.joined.extend(joined);
                    entry.news.add(&taken.news);
                });
                if !wrong.is_empty() {
                    self.found.update(|found| found.push((name, wrong)));
                }
            }
            Err(error) => {
                self.desk.session.tell(&error);
                self.refuse(name, trouble::storage(&error));
            }
        }
    }

    fn refuse(self, name: String, why: String) {
        self.bad.update(|bad| bad.push((name, why)));
    }
}

/// A file of an archive that may be a record, by the name it has in its folder.
fn record((path, bytes): (String, Vec<u8>)) -> Option<Chosen> {
    let name = path.rsplit('/').next().unwrap_or_default();
    may_be_record(name).then(|| Chosen::Unpacked(name.to_owned(), bytes))
}
