//! How far two raters judged the same submissions alike: an assessor and the quality assurer who
//! sampled her, or two assessors at a standardisation.
//!
//! Proportions come from whole numbers and are exact. Kappa is Cohen's (“A coefficient of
//! agreement for nominal scales”, Educational and Psychological Measurement 20, 1960): agreement
//! beyond what the two would reach by chance, each keeping her own share of “met”. Its standard
//! error is the large-sample one of Fleiss, Cohen and Everitt (“Large sample standard errors of
//! kappa and weighted kappa”, Psychological Bulletin 72, 1969).
//!
//! Kappa falls when nearly everything is met, however well the two agree (Feinstein and
//! Cicchetti, “High agreement but low kappa”, Journal of Clinical Epidemiology 43, 1990; their
//! tables are among the tests). So it never stands without the counts and the proportion.

use std::{collections::BTreeMap, ops::RangeInclusive};

use serde::{Deserialize, Serialize};

use super::Place;
use crate::{
    id::{PackId, UnitId},
    record::{decision::Judgement, event::PersonId, seal::Seal},
};

/// Standard errors either side of an estimate that hold 95 % of a normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// How two raters judged the same submissions, counted in a table of two by two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Both judged it met.
    pub both_met: u32,
    /// The first judged it met, the second not yet met.
    pub only_first_met: u32,
    /// The second judged it met, the first not yet met.
    pub only_second_met: u32,
    /// Both judged it not yet met.
    pub neither_met: u32,
}

/// Cohen's kappa and how sure it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Kappa {
    /// From -1 to 1: 1 is agreement in everything, 0 is what chance alone would bring.
    pub value: f64,
    /// The large-sample standard error, 0 or more.
    pub standard_error: f64,
    /// The 95 % interval, within -1 to 1. None where the standard error is 0: pairs that all
    /// pull the same way (few pairs that all agree, or a rater who always says the same) hold no
    /// spread to judge by, and an interval as wide as a point would claim to be certain.
    pub interval: Option<RangeInclusive<f64>>,
}

/// Why there is no kappa.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Undefined {
    /// Nothing was judged by both.
    NoPairs,
    /// Both judged everything met, or both everything not yet met: chance would agree as fully.
    NothingToTellApart,
}

impl Counts {
    /// Counts one more submission.
    pub fn add(&mut self, first: Judgement, second: Judgement) {
        use Judgement::{Met, NotYetMet};
        let count = match (first, second) {
            (Met, Met) => &mut self.both_met,
            (Met, NotYetMet) => &mut self.only_first_met,
            (NotYetMet, Met) => &mut self.only_second_met,
            (NotYetMet, NotYetMet) => &mut self.neither_met,
        };
        *count = count.saturating_add(1);
    }

    /// How many submissions both judged.
    pub fn pairs(self) -> u64 {
        self.cells().into_iter().sum()
    }

    /// How many they judged alike.
    pub fn agreed(self) -> u64 {
        u64::from(self.both_met) + u64::from(self.neither_met)
    }

    /// Cohen's kappa.
    ///
    /// # Errors
    /// It has no value for these counts.
    pub fn kappa(self) -> Result<Kappa, Undefined> {
        let pairs = i128::from(self.pairs());
        if pairs == 0 {
            return Err(Undefined::NoPairs);
        }
        // Both in pairs squared, so that they are whole numbers, below 2^68.
        let by_chance = self.by_chance();
        let beyond_chance = pairs * pairs - by_chance;
        if beyond_chance == 0 {
            return Err(Undefined::NothingToTellApart);
        }
        let agreed = i128::from(self.agreed());
        let value = (pairs * agreed - by_chance) as f64 / beyond_chance as f64;
        let standard_error = self.spread().sqrt() / (beyond_chance as f64).powi(2);
        let reach = NORMAL_95 * standard_error;
        Ok(Kappa {
            value,
            standard_error,
            interval: (standard_error > 0.0)
                .then(|| (value - reach).max(-1.0)..=(value + reach).min(1.0)),
        })
    }

    /// Pairs squared times the proportion that chance would agree on.
    fn by_chance(self) -> i128 {
        let [met, not_yet] = self.totals();
        met[0] * met[1] + not_yet[0] * not_yet[1]
    }

    /// The sum of squares beneath the standard error.
    ///
    /// Fleiss, Cohen and Everitt's variance is that of a mean, of how far each pair pulls kappa
    /// (their three terms, multiplied out). Taken about the mean pull it needs no difference of
    /// nearly equal numbers: each pull, in pairs squared, is a whole number below 2^71, and the
    /// spread is 0 exactly where all pull alike.
    fn spread(self) -> f64 {
        let [met, not_yet] = self.totals();
        let pairs = i128::from(self.pairs());
        let differing = pairs - i128::from(self.agreed());
        let beyond_chance = pairs * pairs - self.by_chance();
        let pulls = [
            beyond_chance - (met[0] + met[1]) * differing,
            -(met[1] + not_yet[0]) * differing,
            -(not_yet[1] + met[0]) * differing,
            beyond_chance - (not_yet[0] + not_yet[1]) * differing,
        ];
        let cells = self.cells().map(i128::from);
        let sum: i128 = cells
            .iter()
            .zip(pulls)
            .map(|(count, pull)| count * pull)
            .sum();
        let squares = cells.iter().zip(pulls).map(|(&count, pull)| {
            let from_mean = (pairs * pull - sum) as f64;
            count as f64 * from_mean * from_mean
        });
        squares.sum()
    }

    /// How often each of the two raters said met, and how often not yet met.
    fn totals(self) -> [[i128; 2]; 2] {
        let [both, first, second, neither] = self.cells().map(i128::from);
        [
            [both + first, both + second],
            [second + neither, first + neither],
        ]
    }

    fn cells(self) -> [u64; 4] {
        [
            self.both_met,
            self.only_first_met,
            self.only_second_met,
            self.neither_met,
        ]
        .map(u64::from)
    }
}

impl FromIterator<(Judgement, Judgement)> for Counts {
    fn from_iter<I: IntoIterator<Item = (Judgement, Judgement)>>(pairs: I) -> Self {
        let mut counts = Self::default();
        for (first, second) in pairs {
            counts.add(first, second);
        }
        counts
    }
}

/// A decision, and what its sampler judged of the same submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Whose work it is.
    pub learner: PersonId,
    /// Who decided.
    pub assessor: PersonId,
    /// The criterion.
    pub place: Place,
    /// The decision.
    pub decision: Seal,
    /// What the assessor decided.
    pub decided: Judgement,
    /// What the sampler judged.
    pub sampled: Judgement,
}

/// How far a sampler and the assessors agree, in all and one by one. In every table the assessor
/// is the first rater.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement<'a> {
    /// Everything that was compared.
    pub all: Counts,
    /// By unit.
    pub by_unit: BTreeMap<(&'a PackId, &'a UnitId), Counts>,
    /// By assessor.
    pub by_assessor: BTreeMap<PersonId, Counts>,
    /// What was judged differently, in the order it came.
    pub differences: Vec<&'a Compared>,
}

impl<'a> FromIterator<&'a Compared> for Agreement<'a> {
    fn from_iter<I: IntoIterator<Item = &'a Compared>>(compared: I) -> Self {
        let mut agreement = Self::default();
        for one in compared {
            let unit = (&one.place.pack, &one.place.unit);
            for counts in [
                &mut agreement.all,
                agreement.by_unit.entry(unit).or_default(),
                agreement.by_assessor.entry(one.assessor).or_default(),
            ] {
                counts.add(one.decided, one.sampled);
            }
            if one.decided != one.sampled {
                agreement.differences.push(one);
            }
        }
        agreement
    }
}

#[cfg(test)]
mod tests {
    use Judgement::{Met, NotYetMet};
    use proptest::prelude::*;

    use super::*;

    fn counts(cells: [u32; 4]) -> Counts {
        let [both_met, only_first_met, only_second_met, neither_met] = cells;
        Counts {
            both_met,
            only_first_met,
            only_second_met,
            neither_met,
        }
    }

    #[track_caller]
    fn assert_near(found: f64, wanted: f64, within: f64) {
        assert!((found - wanted).abs() < within, "{found} is not {wanted}");
    }

    /// Each is as published, to the places that are printed there.
    ///
    /// Feinstein and Cicchetti 1990 (reprinted in Gerstman, Epidemiology Kept Simple, table 10.6):
    /// - 40, 9, 6, 45: agreed 85/100; by chance (49·46 + 51·54)/100² = 5008/10000;
    ///   kappa (8500 − 5008)/(10000 − 5008) = 3492/4992 = 0.70.
    /// - 80, 10, 5, 5: agreed 85/100 again; by chance (90·85 + 10·15)/100² = 7800/10000;
    ///   kappa (8500 − 7800)/(10000 − 7800) = 700/2200 = 0.32.
    ///
    /// Gerstman, the same book, example 10.1 (chest X-rays): 1467, 782, 1309, 16232: agreed
    /// 17699/19790 = 0.894; by chance (2249·2776 + 17541·17014)/19790² = 0.778;
    /// kappa 0.524.
    #[test]
    fn kappa_is_as_published() {
        for (cells, wanted, within) in [
            ([40, 9, 6, 45], 0.70, 0.005),
            ([80, 10, 5, 5], 0.32, 0.005),
            ([1467, 782, 1309, 16232], 0.524, 0.0005),
        ] {
            assert_near(counts(cells).kappa().unwrap().value, wanted, within);
        }
        assert_near(
            counts([40, 9, 6, 45]).kappa().unwrap().value,
            3492.0 / 4992.0,
            1e-12,
        );
        let whole = counts([80, 10, 5, 5]);
        assert_eq!((whole.agreed(), whole.pairs()), (85, 100));
    }

    /// Bonett's reference values for the method of Fleiss and Paik, Statistical Methods for Rates
    /// and Proportions, 3rd edition 2003 (manual of the R package statpsych, `ci.kappa`):
    /// 31, 12, 4, 58 give kappa 0.6756757, standard error 0.07344761, from 0.5317210 to 0.8196303.
    #[test]
    fn the_standard_error_and_interval_are_as_published() {
        let kappa = counts([31, 12, 4, 58]).kappa().unwrap();
        assert_near(kappa.value, 0.6756757, 5e-8);
        assert_near(kappa.standard_error, 0.07344761, 5e-9);
        let interval = kappa.interval.unwrap();
        assert_near(*interval.start(), 0.5317210, 5e-8);
        assert_near(*interval.end(), 0.8196303, 5e-8);
    }

    /// By hand, with the three terms of Fleiss, Cohen and Everitt 1969 on 20, 5, 10, 15:
    /// agreed 35/50 = 0.7; rows 0.5 and 0.5, columns 0.6 and 0.4; by chance 0.5; kappa 0.4.
    /// - alike: 0.4·(0.5 − 1.1·0.3)² + 0.3·(0.5 − 0.9·0.3)² = 0.4·0.0289 + 0.3·0.0529 = 0.02743
    /// - apart: 0.3²·(0.1·(0.6 + 0.5)² + 0.2·(0.4 + 0.5)²) = 0.09·(0.121 + 0.162) = 0.02547
    /// - taken off: (0.7·0.5 − 2·0.5 + 0.7)² = 0.05² = 0.0025
    ///
    /// Variance (0.02743 + 0.02547 − 0.0025)/(50·0.5⁴) = 0.0504/3.125 = 0.016128.
    #[test]
    fn the_standard_error_is_what_the_formula_gives_by_hand() {
        let kappa = counts([20, 5, 10, 15]).kappa().unwrap();
        assert_near(kappa.value, 0.4, 1e-12);
        assert_near(kappa.standard_error.powi(2), 0.016128, 1e-12);
    }

    #[test]
    fn there_is_a_reason_where_there_is_no_kappa() {
        for (cells, wanted) in [
            ([0, 0, 0, 0], Undefined::NoPairs),
            ([7, 0, 0, 0], Undefined::NothingToTellApart),
            ([0, 0, 0, 7], Undefined::NothingToTellApart),
        ] {
            assert_eq!(counts(cells).kappa(), Err(wanted));
        }
    }

    #[test]
    fn pairs_that_all_pull_alike_give_no_interval() {
        for (cells, value) in [
            ([3, 0, 0, 4], 1.0),
            ([0, 5, 5, 0], -1.0),
            ([5, 0, 5, 0], 0.0),
        ] {
            let wanted = Kappa {
                value,
                standard_error: 0.0,
                interval: None,
            };
            assert_eq!(counts(cells).kappa(), Ok(wanted), "{cells:?}");
        }
    }

    #[test]
    fn agreement_is_told_by_unit_and_by_assessor_with_the_differences() {
        let person = |n| PersonId::from_random([n; 16]);
        let compared = |assessor, unit: &str, decided, sampled| Compared {
            learner: person(1),
            assessor: person(assessor),
            place: Place {
                pack: "underpin".parse().unwrap(),
                unit: unit.parse().unwrap(),
                criterion: "ac-1".parse().unwrap(),
            },
            decision: Seal::of([assessor]),
            decided,
            sampled,
        };
        let all = [
            compared(2, "a", Met, Met),
            compared(2, "b", Met, NotYetMet),
            compared(3, "b", NotYetMet, Met),
            compared(3, "b", NotYetMet, NotYetMet),
        ];
        let agreement: Agreement = all.iter().collect();
        assert_eq!(agreement.all, counts([1, 1, 1, 1]));
        let by_unit: Vec<Counts> = agreement.by_unit.into_values().collect();
        assert_eq!(by_unit, [counts([1, 0, 0, 0]), counts([0, 1, 1, 1])]);
        assert_eq!(agreement.by_assessor[&person(2)], counts([1, 1, 0, 0]));
        assert_eq!(agreement.by_assessor[&person(3)], counts([0, 0, 1, 1]));
        assert_eq!(agreement.differences, [&all[1], &all[2]]);
    }

    fn any_counts() -> impl Strategy<Value = Counts> {
        let small = prop::array::uniform4(0_u32..20);
        prop_oneof![4 => small, 1 => any::<[u32; 4]>()].prop_map(counts)
    }

    proptest! {
        #[test]
        fn counting_pairs_counts_each_once(
            pairs in prop::collection::vec(any::<(bool, bool)>(), 0..50),
        ) {
            let judged = |met| if met { Met } else { NotYetMet };
            let counts: Counts = pairs.iter().map(|&(a, b)| (judged(a), judged(b))).collect();
            prop_assert_eq!(counts.pairs(), pairs.len() as u64);
            prop_assert_eq!(counts.agreed(), pairs.iter().filter(|(a, b)| a == b).count() as u64);
            prop_assert_eq!(
                u64::from(counts.only_first_met),
                pairs.iter().filter(|(a, b)| *a && !b).count() as u64
            );
        }

        #[test]
        fn it_stays_in_range_whatever_is_counted(counts in any_counts()) {
            let one_column_and_row = [counts.both_met, counts.neither_met]
                .iter()
                .any(|&all| u64::from(all) == counts.pairs());
            prop_assert_eq!(counts.kappa().is_err(), one_column_and_row);
            if let Ok(kappa) = counts.kappa() {
                prop_assert!((-1.0..=1.0).contains(&kappa.value));
                prop_assert!(kappa.standard_error.is_finite() && kappa.standard_error >= 0.0);
                if let Some(interval) = kappa.interval {
                    prop_assert!(-1.0 <= *interval.start() && *interval.end() <= 1.0);
                    prop_assert!(interval.contains(&kappa.value));
                    prop_assert!(interval.start() < interval.end());
                }
            }
        }

        #[test]
        fn it_does_not_matter_who_is_first_or_which_word_is_used(cells in any::<[u16; 4]>()) {
            let [a, b, c, d] = cells.map(u32::from);
            let kappa = counts([a, b, c, d]).kappa();
            for turned in [[a, c, b, d], [d, b, c, a]] {
                match (&kappa, counts(turned).kappa()) {
                    (Ok(kappa), Ok(turned)) => {
                        assert_near(turned.value, kappa.value, 1e-12);
                        assert_near(turned.standard_error, kappa.standard_error, 1e-12);
                    }
                    (kappa, turned) => prop_assert_eq!(kappa, &turned),
                }
            }
        }

        #[test]
        fn kappa_is_one_where_all_agree_and_only_there(counts in any_counts()) {
            if let Ok(kappa) = counts.kappa() {
                let all_agree = counts.agreed() == counts.pairs();
                prop_assert_eq!(kappa.value == 1.0, all_agree);
            }
        }

        /// The three terms as they are printed, in floating point, for tables that suit them.
        #[test]
        fn the_standard_error_is_that_of_the_printed_formula(
            cells in prop::array::uniform4(1_u32..200),
        ) {
            let n = counts(cells).pairs() as f64;
            let p = cells.map(|count| f64::from(count) / n);
            let (row, column) = ([p[0] + p[1], p[2] + p[3]], [p[0] + p[2], p[1] + p[3]]);
            let agreed = p[0] + p[3];
            let chance = row[0] * column[0] + row[1] * column[1];
            let alike: f64 = [(p[0], 0), (p[3], 1)]
                .map(|(p, i)| p * ((1.0 - chance) - (row[i] + column[i]) * (1.0 - agreed)).powi(2))
                .iter()
                .sum();
            let apart = (1.0 - agreed).powi(2)
                * (p[1] * (column[0] + row[1]).powi(2) + p[2] * (column[1] + row[0]).powi(2));
            let off = (agreed * chance - 2.0 * chance + agreed).powi(2);
            let variance = (alike + apart - off) / (n * (1.0 - chance).powi(4));
            let kappa = counts(cells).kappa().unwrap();
            assert_near(kappa.standard_error.powi(2), variance, 1e-9);
        }
    }
}
