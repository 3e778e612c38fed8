//! Standardisation meetings as a desk keeps them: every one there was, with its minutes.

use serde::Serialize;

use crate::{
    exchange::standardisation::{Exercise, Meeting},
    record::seal::Seal,
};

/// Every meeting, in the order in which they were begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Meetings(Vec<Meeting>);

impl Meetings {
    /// The meetings out of the text that was kept; none where it cannot be read. Desks used to
    /// keep one meeting only.
    pub fn read(text: &str) -> Option<Self> {
        let several = serde_json::from_str(text).ok();
        several
            .or_else(|| Meeting::read(text).map(|one| vec![one]))
            .map(Self)
    }

    /// The text to keep.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self)
            .unwrap_or_else(|bug| panic!("meetings can always be written: {bug}"))
    }

    /// The meeting about an exercise.
    pub fn about(&self, exercise: Seal) -> Option<&Meeting> {
        self.all().find(|meeting| meeting.exercise.id() == exercise)
    }

    /// Changes what is kept of the meeting about an exercise, which begins where there is none.
    pub fn change(&mut self, exercise: &Exercise, change: impl FnOnce(&mut Meeting)) {
        let id = exercise.id();
        let kept = self.0.iter().position(|kept| kept.exercise.id() == id);
        let at = kept.unwrap_or_else(|| {
            self.0.push(Meeting::new(exercise.clone()));
            self.0.len() - 1
        });
        if let Some(meeting) = self.0.get_mut(at) {
            change(meeting);
        }
    }

    /// All of them.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Meeting> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::exchange::standardisation::Case;

    fn meeting(title: &str, minutes: &str) -> Meeting {
        let mut meeting = Meeting::new(Exercise {
            title: title.into(),
            date: date(2026, 11, 20),
            cases: vec![Case::anonymous("1.1", "Explain why", "Because it matters.")],
        });
        meeting.minutes = minutes.into();
        meeting
    }

    #[test]
    fn every_meeting_stays_with_its_minutes() {
        let mut meetings = Meetings::default();
        let minutes = |meetings: &mut Meetings, title: &str, minutes: &str| {
            let exercise = meeting(title, "").exercise;
            meetings.change(&exercise, |meeting| meeting.minutes = minutes.into());
        };
        minutes(&mut meetings, "Autumn", "We talked.");
        minutes(&mut meetings, "Winter", "");
        minutes(&mut meetings, "Autumn", "We talked, and agreed.");
        let read = Meetings::read(&meetings.to_text()).unwrap();
        assert_eq!(read, meetings);
        let minutes: Vec<_> = read.all().map(|one| &*one.minutes).collect();
        assert_eq!(minutes, ["We talked, and agreed.", ""]);
        let autumn = meeting("Autumn", "").exercise.id();
        assert!(read.about(autumn).is_some());
    }

    #[test]
    fn what_a_desk_kept_before_is_read() {
        let one = meeting("Autumn", "We talked.");
        let read = Meetings::read(&one.to_text()).unwrap();
        assert_eq!(read.all().collect::<Vec<_>>(), [&one]);
        for nothing in ["", "rubbish", "{}"] {
            assert_eq!(Meetings::read(nothing), None);
        }
    }
}
