//! Typing something, compared with the answers an author knows of.

use serde::{Deserialize, Serialize};

use super::{Feedback, Response};
use crate::{id::OptionId, score::Arithmetic, source::Span};

/// A question that is answered by typing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<A> {
    /// The known answers, in the file's order. The first that fits is taken.
    pub known: Vec<KnownAnswer<A>>,
}

/// An answer an author knows of, right or wrong, with what is said to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAnswer<A> {
    /// A hash of its source text, or the author's own.
    pub id: OptionId,
    /// What is compared.
    pub answer: A,
    /// Whether it is right.
    pub right: bool,
    /// What is said to those who give it.
    pub feedback: Option<Feedback>,
    /// Where it stands.
    pub span: Span,
}

/// What a typed text is compared with.
pub trait Answer: Sized {
    /// A typed text, ready to be compared.
    type Typed;

    /// What somebody typed; none where it cannot be any such answer.
    fn typed(text: &str) -> Option<Self::Typed>;

    /// Whether that is this answer.
    fn fits(&self, typed: &Self::Typed) -> bool;

    /// The response of somebody who typed this.
    fn response(typed: String) -> Response;

    /// Texts to type, among them one for each of these answers that can be given, the best known first.
    fn to_type(all: &[&Self]) -> impl Iterator<Item = String>;
}

impl<A> Entry<A> {
    /// Whether any answer earns anything.
    pub(super) fn is_scored(&self) -> bool {
        self.known.iter().any(|known| known.right)
    }

    /// What is said to any answer.
    pub(super) fn all_feedback(&self) -> Vec<&Feedback> {
        let all = self.known.iter();
        all.filter_map(|known| known.feedback.as_ref()).collect()
    }
}

impl<A: Answer> Entry<A> {
    /// The known answer that a typed text is.
    pub fn find(&self, typed: &str) -> Option<&KnownAnswer<A>> {
        self.known.get(self.place(typed)?)
    }

    fn place(&self, typed: &str) -> Option<usize> {
        let typed = A::typed(typed)?;
        let fits = |known: &KnownAnswer<A>| known.answer.fits(&typed);
        self.known.iter().position(fits)
    }

    pub(super) fn score(&self, typed: &str) -> Option<Arithmetic> {
        self.is_scored().then(|| Arithmetic::Whole {
            right: self.find(typed).is_some_and(|known| known.right),
        })
    }

    pub(super) fn feedback(&self, typed: &str) -> Vec<&Feedback> {
        let found = self.find(typed);
        let said = found.and_then(|known| known.feedback.as_ref());
        said.into_iter().collect()
    }

    /// The first right answer, as somebody may type it.
    pub(super) fn key(&self) -> Option<Response> {
        let found = self.known.iter().zip(self.one_for_each());
        let mut rights = found.filter(|(known, _)| known.right);
        rights.find_map(|(_, typed)| typed).map(A::response)
    }

    /// One for every known answer, and nothing at all.
    pub(super) fn representatives(&self) -> Vec<Response> {
        let typed = self.one_for_each().into_iter().flatten();
        typed.chain([String::new()]).map(A::response).collect()
    }

    /// The known answers that nobody can give, because others before them take all that fits.
    pub fn out_of_reach(&self) -> Vec<&KnownAnswer<A>> {
        let all = self.known.iter().zip(self.one_for_each());
        let missing = all.filter(|(_, typed)| typed.is_none());
        missing.map(|(known, _)| known).collect()
    }

    /// A text to type for each known answer; none for one that nobody can give.
    fn one_for_each(&self) -> Vec<Option<String>> {
        let answers: Vec<&A> = self.known.iter().map(|known| &known.answer).collect();
        let mut firsts: Vec<Option<String>> = vec![None; answers.len()];
        let mut missing = answers.len();
        for text in A::to_type(&answers) {
            if missing == 0 {
                break;
            }
            let place = self.place(&text);
            if let Some(first) = place.and_then(|at| firsts.get_mut(at))
                && first.is_none()
            {
                *first = Some(text);
                missing -= 1;
            }
        }
        firsts
    }
}
