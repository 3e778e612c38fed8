//! Figures side by side: of several visits the one in the middle, what it is beside another, and
//! whether that is what is aimed at.

use crate::visit::Figures;

/// What a figure is measured in.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    Milliseconds,
    Kilobytes,
    Megabytes,
    Count,
    Shift,
}

/// What is aimed at.
#[derive(Clone, Copy, Debug)]
pub enum Aim {
    /// Nothing in particular.
    None,
    /// At most so many times the figure beside it.
    Times(f64),
    /// At most so much.
    AtMost(f64),
    /// Less than so much.
    Below(f64),
}

/// One line of a table.
pub struct Row {
    pub name: &'static str,
    pub measure: Measure,
    pub aim: Aim,
    pub of: fn(&Figures) -> Option<f64>,
}

/// Prints a table. `beside` and `own` are what was seen in each of several visits.
pub fn print(title: &str, names: [&str; 2], rows: &[Row], beside: &[Figures], own: &[Figures]) {
    println!("\n{title}; the middle one of {} visits", own.len());
    println!(
        "{:36} {:>10} {:>10} {:>15} {:>6}  aim",
        "", names[0], names[1], "(from, to)", "ratio"
    );
    for row in rows {
        let beside = Spread::of(row, beside);
        let own = Spread::of(row, own);
        let told = |spread: Option<Spread>| {
            spread.map_or("–".to_owned(), |spread| row.measure.tell(spread.middle))
        };
        let range = own.map_or(String::new(), |own| {
            format!(
                "({}, {})",
                row.measure.bare(own.least),
                row.measure.bare(own.most)
            )
        });
        let ratio = beside
            .zip(own)
            .filter(|(beside, _)| beside.middle > 0.0)
            .map(|(beside, own)| own.middle / beside.middle);
        let aim = row.aim.tell(row.measure, own, ratio);
        println!(
            "{:36} {:>10} {:>10} {range:>15} {:>6}  {aim}",
            row.name,
            told(beside),
            told(own),
            ratio.map_or(String::new(), |ratio| format!("{ratio:.2}")),
        );
    }
}

/// The middle of some figures, and how far they lie apart.
#[derive(Clone, Copy)]
struct Spread {
    least: f64,
    middle: f64,
    most: f64,
}

impl Spread {
    /// None where a visit has no such figure.
    fn of(row: &Row, figures: &[Figures]) -> Option<Self> {
        let mut values: Vec<f64> = figures.iter().map(row.of).collect::<Option<_>>()?;
        values.sort_by(f64::total_cmp);
        Some(Self {
            least: *values.first()?,
            middle: *values.get(values.len() / 2)?,
            most: *values.last()?,
        })
    }
}

impl Measure {
    fn tell(self, value: f64) -> String {
        let bare = self.bare(value);
        match self {
            Self::Milliseconds => format!("{bare} ms"),
            Self::Kilobytes => format!("{bare} kB"),
            Self::Megabytes => format!("{bare} MB"),
            Self::Count | Self::Shift => bare,
        }
    }

    fn bare(self, value: f64) -> String {
        match self {
            Self::Milliseconds | Self::Count => format!("{value:.0}"),
            Self::Kilobytes => format!("{:.1}", value / 1000.0),
            Self::Megabytes => format!("{:.1}", value / 1_000_000.0),
            Self::Shift => format!("{value:.3}"),
        }
    }
}

impl Aim {
    fn tell(self, measure: Measure, own: Option<Spread>, ratio: Option<f64>) -> String {
        let (words, reached) = match self {
            Self::None => return String::new(),
            Self::Times(times) => (format!("{times} times"), ratio.map(|ratio| ratio <= times)),
            Self::AtMost(most) => (measure.tell(most), own.map(|own| own.middle <= most)),
            Self::Below(most) => (
                format!("under {}", measure.tell(most)),
                own.map(|own| own.middle < most),
            ),
        };
        let reached = match reached {
            Some(true) => "reached",
            Some(false) => "NOT REACHED",
            None => "not measured",
        };
        format!("{words}: {reached}")
    }
}
