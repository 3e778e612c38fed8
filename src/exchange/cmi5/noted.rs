//! What a page notes of its session in its own tab. A learning system gives the token once, for the whole
//! session; a page that the browser has thrown away for its memory, and loads again, goes on with it.

use serde::{Deserialize, Serialize};

use super::launch::{Launch, LaunchData};

/// A session that is not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    launch: [String; 5],
    session: String,
    token: String,
}

impl Noted {
    /// What to note of a session that the learning system has let in.
    pub fn new(launch: &Launch, data: &LaunchData, token: &str) -> Self {
        Self {
            launch: parts(launch),
            session: data.session().to_owned(),
            token: token.to_owned(),
        }
    }

    /// The note as a text.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads one; none where it is of another launch.
    pub fn read(text: &str, launch: &Launch) -> Option<Self> {
        let noted: Self = serde_json::from_str(text).ok()?;
        (noted.launch == parts(launch)).then_some(noted)
    }

    /// The token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Whether the learning system speaks of the same session, and not of one that it has begun since.
    pub fn is_of(&self, data: &LaunchData) -> bool {
        self.session == data.session()
    }
}

fn parts(launch: &Launch) -> [String; 5] {
    [
        launch.endpoint.clone(),
        launch.fetch.clone(),
        launch.learner(),
        launch.registration.to_string(),
        launch.activity.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::{
        super::{
            properties::{data, launch, minute, statements, verb},
            session::{Sent, Session},
        },
        *,
    };

    #[test]
    fn a_token_is_of_its_own_session_alone() {
        let (one, two) = (data("one", json!({})), data("two", json!({})));
        let noted = Noted::new(&launch(), &one, "dG9rZW4=");
        let read = Noted::read(&noted.text(), &launch()).unwrap();
        assert_eq!((read.token(), &read), ("dG9rZW4=", &noted));
        assert!(read.is_of(&one) && !read.is_of(&two));

        let other = |change: fn(&mut Launch)| {
            let mut other = launch();
            change(&mut other);
            Noted::read(&noted.text(), &other)
        };
        assert_eq!(other(|launch| launch.fetch.push('2')), None);
        assert_eq!(other(|launch| launch.activity.push('2')), None);
        assert_eq!(other(|launch| launch.endpoint.push('2')), None);
        let somebody_else =
            json!({ "account": { "homePage": "https://lms.example", "name": "18" } });
        let mut hers = launch();
        hers.actor = somebody_else;
        assert_eq!(Noted::read(&noted.text(), &hers), None);
        for text in ["", "{}", "[1]", &noted.text()[1..]] {
            assert_eq!(Noted::read(text, &launch()), None, "{text}");
        }
    }

    /// Its beginning is said once: a record store that has it already may say so as it likes.
    #[test]
    fn a_session_that_goes_on_is_not_begun_twice() {
        let begin = || {
            let data = data("one", json!({}));
            Session::begin(launch(), "dG9rZW4=".to_owned(), data, minute(0))
        };
        let first = statements(&[begin().next_request().unwrap()]);
        for there_already in [204, 409, 400, 403] {
            let mut session = begin().gone_on_with();
            let again = statements(&[session.next_request().unwrap()]);
            assert_eq!(verb(&again[0]), "initialized");
            assert_eq!(again[0]["id"], first[0]["id"]);
            assert_eq!(session.answered(there_already), Sent::Arrived);
            let last = statements(&session.end(minute(1), Duration::ZERO));
            assert_eq!(last.iter().map(verb).collect::<Vec<_>>(), ["terminated"]);
        }
    }
}
