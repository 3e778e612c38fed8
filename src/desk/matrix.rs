//! The matrix: every learner by every criterion, filtered and put in order.
//!
//! It counts and arranges; it judges nothing. A cell's standing comes out of decisions.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;

use super::summary::{CriterionSummary, Summary};
use crate::{
    id::{CriterionId, PackId, UnitId},
    quality::Place,
    record::{event::PersonId, state::Standing},
};

/// Learners by criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// The criteria, in the order given, those that no content has any more behind them.
    pub columns: Vec<Column>,
    /// The learners that are shown, in order.
    pub rows: Vec<Row>,
    /// How many learners there are, shown or not.
    pub learners: usize,
}

/// A criterion, and how many of the learners that are shown have come how far with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The criterion.
    pub place: Place,
    /// By how many it is met.
    pub met: usize,
    /// Of how many something waits for a decision.
    pub waiting: usize,
}

/// A learner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose row it is.
    pub learner: PersonId,
    /// The learner's name.
    pub name: Arc<str>,
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// In how many columns something waits for a decision.
    pub waiting: usize,
    /// How many columns are met.
    pub met: usize,
}

/// Where one learner stands with one criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it stands.
    pub standing: Standing,
    /// Whether the day by which the learner was to act has passed.
    pub late: bool,
}

impl Cell {
    const EMPTY: Self = Self {
        standing: Standing::NotStarted,
        late: false,
    };
}

/// Which learners and criteria are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only the criteria of this unit.
    pub unit: Option<(PackId, UnitId)>,
    /// Only learners with a criterion that stands so.
    pub standing: Option<Standing>,
    /// Only learners with a criterion that is late.
    pub late: bool,
    /// Only learners of whom this person has decided something.
    pub assessor: Option<PersonId>,
    /// Only learners of this centre.
    pub centre: Option<OfCentre>,
}

/// Which centre a record says it is from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfCentre {
    /// The one of this name.
    Named(Arc<str>),
    /// It does not say.
    NotSaid,
}

impl OfCentre {
    /// What a record says.
    pub fn of(summary: &Summary) -> Self {
        summary
            .centre
            .as_ref()
            .map_or(Self::NotSaid, |name| Self::Named(Arc::clone(name)))
    }
}

/// What rows are ordered by. Where two are alike, their names decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SortBy {
    /// Names.
    #[default]
    Learner,
    /// The most that waits first.
    Waiting,
    /// The most that is met first.
    Met,
}

/// An order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order {
    /// What by.
    pub by: SortBy,
    /// Whether the other way round.
    pub reversed: bool,
}

impl Order {
    /// The order after a column's heading was pressed: that column's, or the other way round.
    pub fn pressed(self, by: SortBy) -> Self {
        Self {
            by,
            reversed: self.by == by && !self.reversed,
        }
    }
}

impl Matrix {
    /// The matrix of learners on `today`. `content` is every criterion that the pack has, in its
    /// order: a criterion that nobody has begun has a column too.
    pub fn of<'s>(
        summaries: impl IntoIterator<Item = &'s Summary>,
        content: &[Place],
        filter: &Filter,
        order: Order,
        today: Date,
    ) -> Self {
        let summaries: Vec<&Summary> = summaries.into_iter().collect();
        let places = places(&summaries, content, filter);
        let at: BTreeMap<Spot<'_>, usize> = places.iter().map(spot).zip(0..).collect();
        let mut rows: Vec<Row> = summaries
            .iter()
            .filter(|summary| filter.has_learner(summary))
            .filter_map(|summary| row(summary, &at, filter, today))
            .collect();
        sort(&mut rows, order);
        let mut columns: Vec<Column> = places.into_iter().map(Column::empty).collect();
        for row in &rows {
            for (column, cell) in columns.iter_mut().zip(&row.cells) {
                column.count(cell.standing);
            }
        }
        Self {
            columns,
            rows,
            learners: summaries.len(),
        }
    }

    /// The units of the columns in their order, each with how many columns it has.
    pub fn units(&self) -> Vec<(&PackId, &UnitId, usize)> {
        let mut units: Vec<(&PackId, &UnitId, usize)> = Vec::new();
        for Column { place, .. } in &self.columns {
            match units.last_mut() {
                Some((pack, unit, columns)) if (*pack, *unit) == (&place.pack, &place.unit) => {
                    *columns += 1;
                }
                _ => units.push((&place.pack, &place.unit, 1)),
            }
        }
        units
    }
}

impl Column {
    fn empty(place: Place) -> Self {
        Self {
            place,
            met: 0,
            waiting: 0,
        }
    }

    fn count(&mut self, standing: Standing) {
        self.met += usize::from(standing == Standing::Met);
        self.waiting += usize::from(waits(standing));
    }
}

/// Whether an assessor has something to do about a criterion that stands so.
fn waits(standing: Standing) -> bool {
    matches!(standing, Standing::HandedIn | Standing::Disagreement)
}

/// Everybody who has decided anything, with the name given last in the order of the records.
pub fn assessors<'s>(
    summaries: impl IntoIterator<Item = &'s Summary>,
) -> BTreeMap<PersonId, Arc<str>> {
    let criteria = summaries.into_iter().flat_map(Summary::criteria);
    let decisions = criteria.flat_map(|(_, _, criterion)| &criterion.decisions);
    decisions
        .map(|decided| (decided.done.by, Arc::clone(&decided.done.name)))
        .collect()
}

/// Every centre that records say they are from, by name; last, where there are such, those that
/// do not say.
pub fn centres<'s>(summaries: impl IntoIterator<Item = &'s Summary>) -> BTreeSet<OfCentre> {
    summaries.into_iter().map(OfCentre::of).collect()
}

/// Whether the day by which the learner was to act has passed.
pub fn is_late(criterion: &CriterionSummary, today: Date) -> bool {
    criterion.due.is_some_and(|due| due < today)
}

fn places(summaries: &[&Summary], content: &[Place], filter: &Filter) -> Vec<Place> {
    let known: BTreeSet<Spot<'_>> = content.iter().map(spot).collect();
    let worked_on = summaries.iter().flat_map(|summary| summary.criteria());
    let gone: BTreeSet<Spot<'_>> = worked_on
        .map(|(pack, unit, criterion)| (pack, unit, &criterion.id))
        .filter(|spot| !known.contains(spot))
        .collect();
    let gone = gone.into_iter().map(place);
    let all = content.iter().cloned().chain(gone);
    all.filter(|place| filter.has_column(place)).collect()
}

/// A place that is only looked at: thousands of learners have some hundred criteria each.
type Spot<'p> = (&'p PackId, &'p UnitId, &'p CriterionId);

fn spot(place: &Place) -> Spot<'_> {
    (&place.pack, &place.unit, &place.criterion)
}

fn place((pack, unit, criterion): Spot<'_>) -> Place {
    Place {
        pack: pack.clone(),
        unit: unit.clone(),
        criterion: criterion.clone(),
    }
}

impl Filter {
    fn has_column(&self, place: &Place) -> bool {
        let unit = self.unit.as_ref();
        unit.is_none_or(|(pack, unit)| (pack, unit) == (&place.pack, &place.unit))
    }

    fn has_learner(&self, summary: &Summary) -> bool {
        let centre = self.centre.as_ref();
        centre.is_none_or(|centre| *centre == OfCentre::of(summary))
    }

    fn has_row(&self, cells: &[Cell], assessors: &BTreeSet<PersonId>) -> bool {
        self.assessor.is_none_or(|who| assessors.contains(&who))
            && (self.standing.is_none() && !self.late || cells.iter().any(|cell| self.fits(*cell)))
    }

    fn fits(&self, cell: Cell) -> bool {
        self.standing.is_none_or(|wanted| wanted == cell.standing) && (cell.late || !self.late)
    }
}

/// A learner's row; none where the filter leaves it out.
fn row(
    summary: &Summary,
    at: &BTreeMap<Spot<'_>, usize>,
    filter: &Filter,
    today: Date,
) -> Option<Row> {
    let mut cells = vec![Cell::EMPTY; at.len()];
    let mut assessors = BTreeSet::new();
    for (pack, unit, criterion) in summary.criteria() {
        let cell = at
            .get(&(pack, unit, &criterion.id))
            .and_then(|at| cells.get_mut(*at));
        if let Some(cell) = cell {
            *cell = Cell {
                standing: criterion.standing,
                late: is_late(criterion, today),
            };
            assessors.extend(criterion.decisions.iter().map(|decided| decided.done.by));
        }
    }
    filter.has_row(&cells, &assessors).then(|| Row {
        learner: summary.learner.id,
        name: Arc::clone(&summary.learner.name),
        waiting: cells.iter().filter(|cell| waits(cell.standing)).count(),
        met: count(&cells, Standing::Met),
        cells,
    })
}

fn count(cells: &[Cell], standing: Standing) -> usize {
    cells
        .iter()
        .filter(|cell| cell.standing == standing)
        .count()
}

fn sort(rows: &mut [Row], order: Order) {
    rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.learner));
    match order.by {
        SortBy::Learner if order.reversed => rows.reverse(),
        SortBy::Learner => {}
        SortBy::Waiting if order.reversed => rows.sort_by_key(|row| row.waiting),
        SortBy::Waiting => rows.sort_by_key(|row| Reverse(row.waiting)),
        SortBy::Met if order.reversed => rows.sort_by_key(|row| row.met),
        SortBy::Met => rows.sort_by_key(|row| Reverse(row.met)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::record::{
        Record,
        decision::Judgement::{Met, NotYetMet},
        sealed::Sealed,
        stored::Learner,
        story::{ASSESSOR, Story},
    };

    fn summary(person: u8, name: &str, events: &[&Sealed]) -> Summary {
        let record: Record = events.iter().copied().cloned().collect();
        let learner = Learner {
            id: PersonId::from_random([person; 16]),
            name: name.into(),
        };
        Summary::of(&learner, &record, &record.state())
    }

    fn content() -> Vec<Place> {
        let place = |unit: &str, criterion: &str| Place {
            pack: "underpin".parse().unwrap(),
            unit: unit.parse().unwrap(),
            criterion: criterion.parse().unwrap(),
        };
        vec![
            place("person-centred-practice", "ac-1-1"),
            place("carer-partnerships", "ac-1-1"),
            place("carer-partnerships", "ac-3-2"),
        ]
    }

    /// Ada waits, bea has met, Cal is to act by 5 December, and nobody has begun anything else.
    fn cohort() -> Vec<Summary> {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
        let not_yet = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        vec![
            summary(3, "Cal", &[&version, &handed_in, &not_yet]),
            summary(9, "bea", &[&version, &handed_in, &met]),
            summary(1, "Ada", &[&version, &handed_in]),
        ]
    }

    fn names(filter: &Filter, order: Order) -> Vec<String> {
        let (cohort, day) = (cohort(), date(2026, 12, 6));
        let matrix = Matrix::of(&cohort, &content(), filter, order, day);
        matrix.rows.iter().map(|row| row.name.to_string()).collect()
    }

    #[test]
    fn every_criterion_has_a_column_with_its_counts() {
        let cohort = cohort();
        let day = date(2026, 12, 5);
        let matrix = Matrix::of(
            &cohort,
            &content(),
            &Filter::default(),
            Order::default(),
            day,
        );
        let columns: Vec<_> = matrix.columns.iter().map(|c| (c.met, c.waiting)).collect();
        assert_eq!(columns, [(0, 0), (0, 0), (1, 1)]);
        let units: Vec<usize> = matrix.units().iter().map(|unit| unit.2).collect();
        assert_eq!(units, [1, 2]);
        let standings = matrix.rows.iter().map(|row| row.cells[2].standing);
        assert_eq!(
            standings.collect::<Vec<_>>(),
            [Standing::HandedIn, Standing::Met, Standing::NotYetMet]
        );
        // The day itself is not too late.
        assert!(matrix.rows.iter().all(|row| !row.cells[2].late));

        // What the pack has no more is still a column.
        let gone = Matrix::of(
            &cohort,
            &content()[..2],
            &Filter::default(),
            Order::default(),
            day,
        );
        assert_eq!(gone.columns.len(), 3);
    }

    #[test]
    fn rows_are_put_in_order() {
        let by = |by| Order::default().pressed(by);
        let names = |order| names(&Filter::default(), order);
        assert_eq!(names(Order::default()), ["Ada", "bea", "Cal"]);
        assert_eq!(names(by(SortBy::Learner)), ["Cal", "bea", "Ada"]);
        assert_eq!(names(by(SortBy::Waiting)), ["Ada", "bea", "Cal"]);
        assert_eq!(names(by(SortBy::Met)), ["bea", "Ada", "Cal"]);
        assert_eq!(
            names(by(SortBy::Met).pressed(SortBy::Met)),
            ["Ada", "Cal", "bea"]
        );
    }

    #[test]
    fn rows_are_filtered_by_the_centre_that_the_latest_hand_in_names() {
        let mut cohort = cohort();
        cohort[0].centre = Some("Alder House".into());
        cohort[1].centre = Some("Birch Lane".into());
        let found: Vec<_> = centres(&cohort).into_iter().collect();
        let [alder, _, unsaid] = found.as_slice() else {
            panic!("two centres, and a record that names none: {found:?}");
        };
        let names = |centre: &OfCentre| {
            let filter = Filter {
                centre: Some(centre.clone()),
                ..Filter::default()
            };
            let day = date(2026, 12, 6);
            let matrix = Matrix::of(&cohort, &content(), &filter, Order::default(), day);
            let rows = matrix.rows.iter();
            rows.map(|row| row.name.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(
            (names(alder), names(unsaid)),
            (vec!["Cal".to_owned()], vec!["Ada".to_owned()])
        );
        assert_eq!(unsaid, &OfCentre::NotSaid);
    }

    #[test]
    fn rows_are_filtered_by_unit_standing_lateness_and_assessor() {
        let names = |filter: Filter| names(&filter, Order::default());
        let standing = |standing| Filter {
            standing: Some(standing),
            ..Filter::default()
        };
        assert_eq!(names(standing(Standing::Met)), ["bea"]);
        assert_eq!(names(standing(Standing::NotStarted)).len(), 3);
        let late = Filter {
            late: true,
            ..Filter::default()
        };
        assert_eq!(names(late.clone()), ["Cal"]);
        let late_and_met = Filter {
            late: true,
            ..standing(Standing::Met)
        };
        assert_eq!(names(late_and_met), [""; 0]);
        let assessor = |person| Filter {
            assessor: Some(PersonId::from_random([person; 16])),
            ..Filter::default()
        };
        assert_eq!(names(assessor(2)), ["bea", "Cal"]);
        assert_eq!(names(assessor(7)), [""; 0]);
        let elsewhere = Filter {
            unit: Some((
                "underpin".parse().unwrap(),
                "person-centred-practice".parse().unwrap(),
            )),
            ..late
        };
        assert_eq!(names(elsewhere), [""; 0]);
        let cohort = cohort();
        let who: Vec<_> = assessors(&cohort).into_keys().collect();
        assert_eq!(who, [PersonId::from_random([2; 16])]);
    }
}
