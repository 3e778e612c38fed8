//! What is kept, where, and for how long: the whole of the privacy page.

/// What pages say of where things stay. It is other words where a learning system is told of a unit
/// ([`super::package::STAYS`]), and where somebody keeps her record with a provider
/// ([`super::provider::STAYS`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stays {
    /// On the home page.
    pub home: &'static str,
    /// First on the page about what is kept.
    pub privacy: &'static str,
    /// There, on what there is none of.
    pub account: &'static str,
    /// There, on who sees it.
    pub seen: &'static str,
}

/// Where nothing is sent.
pub const STAYS: Stays = Stays {
    home: "No account, and nothing is sent anywhere.",
    privacy: "Everything you do here stays on this device, in this browser. Nothing is sent anywhere.",
    account: NO_ACCOUNT,
    seen: SEEN_BY,
};

impl Stays {
    /// Each, by what its place in a page is known by: `data-stays`.
    pub fn by_place(&self) -> [(&'static str, &'static str); 4] {
        [
            ("home", self.home),
            ("privacy", self.privacy),
            ("account", self.account),
            ("seen", self.seen),
        ]
    }

    /// Where a paragraph of [`PASSAGES`] stands that is one of these, and what is said there.
    pub fn paragraph(&self, paragraph: &'static str) -> (Option<&'static str>, &'static str) {
        match paragraph {
            NO_ACCOUNT => (Some("account"), self.account),
            SEEN_BY => (Some("seen"), self.seen),
            other => (None, other),
        }
    }
}

/// The page's title.
pub const TITLE: &str = "What is kept, and where";

/// What there is none of.
const NO_ACCOUNT: &str = "There is no account and no password on any server. There are no cookies, no adverts and no counting of visits. The pages load nothing from other sites. Nobody asks for your date of birth.";

/// Who sees what is kept.
const SEEN_BY: &str = "You. When you hand in, you save a file and give it to somebody yourself. From then on your employer or training centre looks after that file, and their privacy notice says how.";

/// A heading and the paragraphs under it.
pub type Passage = (&'static str, &'static [&'static str]);

/// The passages, in order.
pub const PASSAGES: &[Passage] = &[
    (
        "What is kept",
        &[
            "The name you gave, if you gave one. Your answers and their earlier versions. What you chose in questions and stories. Which sections you have read, and where you left off. What your assessor decided, once you have opened the file that says so.",
            "Your settings: text size, colours, the nation you work in.",
            "A copy of the site’s own pages, so that they open without a network. There is none where a learning system or a single file shows them.",
            "It is kept because you asked for it: without it there would be no record of your work.",
        ],
    ),
    ("What is not kept", &[NO_ACCOUNT]),
    (
        "Where it is",
        &[
            "In the storage of this browser, on this device. Other people who use this device and this browser can see it, unless you lock it with a passphrase on the settings page.",
            "A browser’s storage is not an archive. Clearing the browser, or a long time without use, can remove it. Save a copy as a file on the page My record, now and then and whenever you hand in.",
        ],
    ),
    (
        "Who sees it",
        &[
            SEEN_BY,
            "A completion statement for your employer holds units, results and dates, with the name and role that you type. It holds nothing that you or your assessor wrote.",
            "A file that you hand in holds the answers you handed in and what they rest on. It holds no drafts, no text that you took back before anybody worked on it, and no reflections that you did not hand in.",
        ],
    ),
    (
        "How long",
        &[
            "On this device: until you clear it, or somebody clears the browser. The settings page has a button for it.",
            "With your centre: as long as its rules say. Records of decisions are often kept for three years after a certificate. Ask your centre.",
        ],
    ),
    (
        "People you support",
        &[
            "Do not write anything that says who somebody is. Write “the person I support”, or a letter that is not theirs. Before you hand in, this site looks for names, dates of birth, telephone numbers and the like, and shows you what it found. It looks on this device only.",
        ],
    ),
    (
        "If you assess",
        &[
            "The learners’ files that you open on the desk are kept in this browser too, apart from your own work, until you take them off the desk. Lock them with a passphrase: they are other people’s work. Whoever employs you decides how long they are kept.",
        ],
    ),
    (
        "If you employ people",
        &[
            "The completion statements that you open are kept in this browser until you clear them, and nothing else of your staff is. Take out who has left. They are your staff’s personal data: lock them with a passphrase.",
        ],
    ),
    (
        "Your rights",
        &[
            "You can see all of your record, save it as a file, and erase it from this device, at any time and by yourself. For files that you have handed in, ask the person you gave them to.",
        ],
    ),
];

/// Whom to ask about files that were handed in.
pub fn questions_to(contact: &str) -> String {
    format!("Questions about files that you have handed in: {contact}.")
}

/// The heading over what is kept on this device now.
pub const NOW: &str = "On this device now";
/// While nobody's record is open.
pub const NO_RECORD_OPEN: &str =
    "No record is open, so what is in the records cannot be said here.";
/// The browser has promised to keep what is stored.
pub const PROMISED: &str =
    "This browser has promised not to clear your work by itself. It can still be cleared by hand.";
/// It has not, and can be asked.
pub const NOT_PROMISED: &str = "This browser may clear your work by itself when the device runs short of room, or when you have not been here for a long time. You can ask it not to.";
/// It was asked and did not.
pub const NOT_PROMISED_AFTER_ALL: &str = "The browser did not promise it this time. Some do so later, when you have used this site more often. Save a copy of your record as a file now and then.";
/// It makes no such promises.
pub const NO_PROMISES: &str = "This browser does not say whether it keeps your work when the device runs short of room. Save a copy of your record as a file now and then.";
/// The button that asks.
pub const ASK_TO_KEEP: &str = "Ask the browser to keep my work";
/// Local storage is off.
pub const NOTHING_LASTS: &str = "This browser keeps nothing after the page is closed, perhaps because this is a private window. Save a copy of your record as a file before you close it.";

/// How many people use this device.
pub fn people(number: usize) -> String {
    match number {
        0 => "Nobody has begun a record here.".to_owned(),
        1 => "One person’s record is kept here.".to_owned(),
        _ => format!("The records of {number} people are kept here."),
    }
}

/// What is in the open record.
pub fn your_record(holds: &str) -> String {
    format!("In the record that is open: {holds}.")
}

/// What the site uses of the device, in bytes.
pub fn figures(used: u64, quota: u64) -> String {
    format!(
        "This site uses {} of this device. The browser allows {}.",
        size(used),
        size(quota)
    )
}

/// A number of bytes as people say it: "about 1.5 kB".
pub fn size(bytes: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match units.iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => {
            let nearest = |unit: u64| bytes.saturating_add(unit / 2) / unit;
            match nearest(unit / 10) {
                tenths @ ..100 => format!("about {}.{} {name}", tenths / 10, tenths % 10),
                _ => format!("about {} {name}", nearest(*unit)),
            }
        }
        None => "less than 1 kB".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_units_of_a_thousand() {
        let sizes = [0, 999, 1_500, 9_960, 25_400_000, 250_000_000_000].map(size);
        assert_eq!(
            sizes,
            [
                "less than 1 kB",
                "less than 1 kB",
                "about 1.5 kB",
                "about 10 kB",
                "about 25 MB",
                "about 250 GB"
            ]
        );
    }
}
