//! What stands under a question that has been answered: whether it was right, what the author
//! says to it, how the points came about.

use leptos::prelude::*;

use crate::{
    prose::Setting,
    question::{Kind, Question, Response, Unfit},
    score::Score,
    wording::practice,
};

/// A response with everything that is said to it.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The response.
    pub response: Response,
    /// What it earned; none where the question is not scored.
    pub score: Option<Score>,
    /// Whether it is unsafe.
    pub is_unsafe: bool,
    /// What the author says to it, as HTML of our own making.
    pub feedback: String,
    /// The words of the link that leads on, in a scenario.
    pub leads_by: Option<String>,
}

impl Answered {
    /// What is said to a response.
    ///
    /// # Errors
    /// The response does not fit the question: its content has changed.
    pub fn new(
        question: &Question,
        response: Response,
        setting: Setting<'_>,
    ) -> Result<Self, Unfit> {
        let said = question.feedback(&response)?;
        // What stands beside the options is shown there.
        let feedback = said.iter().map(|said| said.prose.html(setting)).collect();
        Ok(Self {
            score: question.score(&response)?,
            is_unsafe: said.iter().any(|said| said.is_unsafe),
            feedback,
            leads_by: said
                .iter()
                .find(|said| said.leads_to.is_some())
                .and_then(|said| said.leads_by.clone()),
            response,
        })
    }

    /// Whether there are other options whose feedback can be read.
    pub fn has_others(&self, question: &Question) -> bool {
        match question.kind() {
            Kind::Single | Kind::Multiple => question.all_feedback().count() > 1,
            Kind::Order
            | Kind::Match
            | Kind::Gap
            | Kind::Number
            | Kind::Short
            | Kind::Rate
            | Kind::Reflect => false,
        }
    }

    /// The word that pages, styles and tests know the outcome by.
    pub fn outcome(&self) -> &'static str {
        match (self.is_unsafe, self.score.as_ref().map(Score::is_full)) {
            (true, _) => "unsafe",
            (false, Some(true)) => "right",
            (false, Some(false)) => "wrong",
            (false, None) => "kept",
        }
    }
}

/// Shows an answered question, with the ways on that `children` are.
#[component]
pub fn AnsweredPanel(
    /// What was answered.
    answered: Answered,
    /// What is said of who sees it, where it earns no points.
    kept: &'static str,
    /// Buttons.
    children: Children,
) -> impl IntoView {
    let full = answered.score.as_ref().map(Score::is_full);
    let outcome = answered.outcome();
    let arithmetic = match &answered.score {
        Some(score) => score.words(),
        None => kept.to_owned(),
    };
    view! {
        <div class="result" data-outcome=outcome>
            <p class="result__verdict"><strong>{practice::verdict(full, answered.is_unsafe)}</strong></p>
            <div class="result__feedback" inner_html=answered.feedback></div>
            <p class="result__score">{arithmetic}</p>
            {answered.is_unsafe.then(|| view! { <p class="result__score">{practice::UNSAFE_STAYS}</p> })}
        </div>
        <p class="cluster">{children()}</p>
    }
}
