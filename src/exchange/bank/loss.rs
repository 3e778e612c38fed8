//! What could not be carried between a bank and a unit.

/// One thing that was lost. What is said of each stands in `wording`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    // Coming in: the whole item.
    /// A kind of question that the content language does not have.
    Kind(String),
    /// It breaks a rule of the content language.
    Rule(String),
    /// It would be read as something else.
    ReadOtherwise,
    /// It is in the bank for no learner: a test, a stimulus.
    NoQuestion(String),

    // Coming in: a part of it.
    /// Answers that nothing was said to; a plain sentence stands there now.
    NothingSaid(usize),
    /// Answers that were worth a part of the points.
    PartPoints,
    /// Points that are no whole number.
    Points(String),
    /// Marks of the bank's own.
    Tags(Vec<String>),
    /// A pattern that stands for many answers.
    Pattern(String),
    /// A number with a comma where the format has a point.
    Comma(String),
    /// What an item weighs in its test.
    Weight(String),
    /// The number that a range of numbers ended just before.
    Edge(String),
    /// The limits of what is near enough to a number, which are no decimals.
    Limits(String),
    /// Capital letters counted.
    Capitals,
    /// What was said to an answer that is no other here than the one before it.
    SameAnswer(String),
    /// Right sides that belong to nothing.
    SpareSides(Vec<String>),
    /// Rules of scoring that were not understood.
    Scoring,
    /// What is said under conditions that were not understood.
    Feedback,
    /// An item of several questions became that many.
    Split(usize),
    /// A text in a file of its own that is read with it.
    Stimulus(String),
    /// That only some answers keep their place.
    SomeFixed,
    /// What only markers see.
    ForMarkers,
    /// The format of answers: how long, which characters.
    AnswerFormat,
    /// Formatting without a counterpart, by its HTML name.
    Markup(String),
    /// A quotation in a place where it would be read as feedback.
    Quotation,
    /// Characters that the content language reads as its own: they are set apart.
    Signs(String),
    /// Invisible characters that turn the direction of text round.
    HiddenDirection,

    // Going out: the whole question.
    /// The format has nothing like it.
    NoCounterpart(Lacking),
    /// Its Markdown has mistakes.
    Mistake(String),

    // Going out: a part of it.
    /// The points it is worth.
    Worth(u32),
    /// That options keep their order.
    FixedOrder,
    /// That only the exact set earns anything.
    AllOrNothing,
    /// That parts of an order, or of pairs, earn parts of the points.
    Parts,
    /// A share of the points that the other program does not know.
    Share,
    /// The criteria it practises.
    Criteria,
    /// The nations it holds in.
    Nations,
    /// That an answer is unsafe.
    Unsafe,
    /// Where the story goes.
    Steps,
    /// To whom something is said.
    ToWhom,
    /// What the columns of a table of pairs hold.
    Columns,
    /// What a number counts.
    UnitOfNumber(String),
    /// A scale, which becomes a list above a free answer.
    Scale,
    /// An order, which becomes pairs of a place and an item.
    OrderAsPairs,
    /// A way to write an answer that is not compared as the content language does.
    Comparison,
    /// A pack's own words, which are put in and no longer change.
    Fillings,
    /// A mark that leads to a footnote.
    Footnote,

    // Either way.
    /// An image.
    Image(String),
    /// A film, a sound, or another page within the page.
    Media(String),
    /// A formula.
    Formula,
    /// A link.
    Link(String),
}

/// What a format lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lacking {
    /// Several gaps in one text.
    SeveralGaps,
    /// A choice with nothing wrong to choose.
    NothingWrong,
    /// Pairs, if there is only one.
    OnePair,
    /// A typed answer with an arrow in it.
    Arrow,
}

/// Several losses, each once, in the order in which they were met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// Adds one, unless it is there. Of answers that nothing was said to there is one count.
    pub fn tell(&mut self, loss: Loss) {
        if let Loss::NothingSaid(more) = loss
            && let Some(Loss::NothingSaid(count)) = self
                .0
                .iter_mut()
                .find(|told| matches!(told, Loss::NothingSaid(_)))
        {
            *count += more;
        } else if !self.0.contains(&loss) {
            self.0.push(loss);
        }
    }

    /// Adds all of these.
    pub fn extend(&mut self, more: Self) {
        for loss in more.0 {
            self.tell(loss);
        }
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The losses.
    pub fn iter(&self) -> impl Iterator<Item = &Loss> {
        self.0.iter()
    }
}
