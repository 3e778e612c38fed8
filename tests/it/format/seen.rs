//! What the engine makes of an example, and how a claim looks at it.

use std::fmt::Write;

use underpin::{
    criterion::{Criterion, CriterionKind},
    diagnostic::{Diagnostic, Severity},
    pack::{Pack, Place, Settings},
    prose::{Prose, Setting},
    question::{Feedback, Question},
    scenario::{Scenario, Walk},
    source::Position,
    unit::{Content, Part, Section, Unit},
};

use super::{
    page::ExampleFile,
    response::response,
    whole::{WholeFile, read_and_check, whole},
};

/// An example, read and checked.
pub struct Seen {
    pack: Pack,
    files: Vec<WholeFile>,
    diagnostics: Vec<Diagnostic>,
}

impl Seen {
    /// Reads and checks an example. A unit without a `pack.toml` is checked by itself.
    pub fn of(files: &[ExampleFile<'_>]) -> Self {
        let files: Vec<WholeFile> = files.iter().map(whole).collect();
        let (pack, diagnostics) = read_and_check(&files);
        Self {
            pack,
            files,
            diagnostics,
        }
    }

    /// Everything the check tells.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What the check still tells when every fix is made.
    pub fn mended(&self) -> Vec<String> {
        let mended = self.files.iter().map(|file| {
            let mut text = file.text.clone();
            let mine = self.diagnostics.iter().filter(|d| d.file == file.name);
            for fix in mine.rev().filter_map(|d| d.fix.as_ref()) {
                text = fix.apply(&text);
            }
            WholeFile {
                name: file.name.clone(),
                text,
                ..*file
            }
        });
        let (_, left) = read_and_check(&mended.collect::<Vec<_>>());
        let told = left.iter();
        told.map(|d| format!("{} at {}: {}", d.code, d.span.start, d.message))
            .collect()
    }

    /// Where a diagnostic is, counted in the example: `error missing-id at 3:1`.
    pub fn place(&self, diagnostic: &Diagnostic) -> String {
        let severity = match diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Some(file) = self.files.iter().find(|file| file.name == diagnostic.file) else {
            return format!("{severity} {} in {}", diagnostic.code, diagnostic.file);
        };
        let at = Position::of(&file.text, diagnostic.span.start);
        let name = match self.files.as_slice() {
            [_] => String::new(),
            _ => format!("{} ", file.name),
        };
        match at.line.checked_sub(file.before) {
            Some(line @ 1..) => format!(
                "{severity} {} at {name}{line}:{}",
                diagnostic.code, at.column
            ),
            _ => format!("{severity} {} before {name}", diagnostic.code),
        }
    }

    /// The line of the page that a diagnostic is about.
    pub fn page_line(&self, diagnostic: &Diagnostic) -> usize {
        let Some(file) = self.files.iter().find(|file| file.name == diagnostic.file) else {
            return 1;
        };
        let line = Position::of(&file.text, diagnostic.span.start).line;
        file.line + line.saturating_sub(file.before + 1)
    }

    /// All prose of the example, as HTML.
    pub fn html(&self) -> String {
        let mut html = String::new();
        for prose in self.pack.units.iter().flat_map(proses) {
            html.push_str(&prose.html(Setting {
                fillings: &self.pack.settings.fillings,
                root: "../../",
                away_from: None,
            }));
        }
        html
    }

    /// What a claim's subject is; none where there is no such thing to look at.
    pub fn look(&self, subject: &str) -> Option<String> {
        let (what, rest) = subject.split_once(' ')?;
        match what {
            "pack" => pack(&self.pack.settings, rest),
            "unit" => self.unit(rest),
            "section" => {
                let (id, rest) = rest.split_once(' ')?;
                let mut sections = self.pack.units.iter().flat_map(|unit| &unit.sections);
                self.section(sections.find(|section| section.id.as_str() == id)?, rest)
            }
            "question" => {
                let (id, rest) = rest.split_once(' ')?;
                self.question(self.find_question(id)?, rest)
            }
            "criterion" => {
                let (id, rest) = rest.split_once(' ')?;
                let mut criteria = self
                    .pack
                    .units
                    .iter()
                    .flat_map(|unit| unit.criteria().map(move |criterion| (unit, criterion)));
                let (unit, criterion) = criteria.find(|(_, c)| c.id.as_str() == id)?;
                self.criterion(unit, criterion, rest)
            }
            "scenario" => {
                let (id, rest) = rest.split_once(' ')?;
                self.scenario(self.find_scenario(id)?, rest)
            }
            "earns" | "why" | "says" | "leads" => {
                let (id, words) = rest.split_once(": ")?;
                self.answer(what, self.find_question(id)?, words)
            }
            "walk" => {
                let (id, choices) = rest.split_once(": ")?;
                self.walk(self.find_scenario(id)?, choices)
            }
            _ => None,
        }
    }

    fn find_question(&self, id: &str) -> Option<&Question> {
        let mut questions = self.pack.units.iter().flat_map(Unit::questions);
        questions.find(|question| question.id.as_str() == id)
    }

    fn find_scenario(&self, id: &str) -> Option<&Scenario> {
        let mut scenarios = self.pack.units.iter().flat_map(Unit::scenarios);
        scenarios.find(|scenario| scenario.id.as_str() == id)
    }

    /// Words with the pack's own put in, on one line.
    fn words(&self, prose: &Prose) -> String {
        one_line(&prose.text(&self.pack.settings.fillings))
    }

    fn unit(&self, part: &str) -> Option<String> {
        let unit = self.pack.units.first()?;
        Some(match part {
            "id" => unit.id.to_string(),
            "title" => unit.title.clone(),
            "level" => unit.level.to_string(),
            "minutes" => unit.minutes.to_string(),
            "reviewed" => or_none(unit.reviewed),
            "review by" => or_none(unit.review_by),
            "opening" => self.words(&unit.opening),
            "sections" => list(unit.sections.iter().map(|section| &section.id)),
            "questions" => list(unit.questions().map(|question| &question.id)),
            "notes" => {
                let notes = unit.notes.iter();
                list(notes.map(|note| format!("{}: {}", note.number, self.words(&note.prose))))
            }
            _ => return None,
        })
    }

    fn section(&self, section: &Section, part: &str) -> Option<String> {
        let reading = match &section.content {
            Content::Reading(reading) => Some(reading),
            Content::Scenario(_) | Content::Question(_) | Content::Criterion(_) => None,
        };
        Some(match part {
            "title" => self.words(&section.title),
            "holds in" => section.nations.to_string(),
            "is" => match &section.content {
                Content::Reading(reading) if reading.law.is_some() => "law".to_owned(),
                Content::Reading(_) => "reading".to_owned(),
                Content::Scenario(_) => "scenario".to_owned(),
                Content::Question(_) => "question".to_owned(),
                Content::Criterion(_) => "criterion".to_owned(),
            },
            "checked" => or_none(reading?.law?.checked),
            "review by" => or_none(reading?.law?.review_by),
            "teaches" => list(&reading?.criteria),
            "questions" => list(section.questions().map(|question| &question.id)),
            "text" => {
                let mut text = String::new();
                for prose in section_proses(section) {
                    let _ = write!(text, "{} / ", self.words(prose));
                }
                text.trim_end_matches(" / ").to_owned()
            }
            _ => return None,
        })
    }

    fn question(&self, question: &Question, part: &str) -> Option<String> {
        let said = |said: &Option<Feedback>| match said {
            Some(said) => self.words(&said.prose),
            None => "none".to_owned(),
        };
        Some(match part {
            "kind" => question.kind().class().to_owned(),
            "points" => question.points.to_string(),
            "asks" => self.words(&question.title),
            "stem" => self.words(&question.stem),
            "shuffles" => yes_or_no(question.shuffle),
            "scored" => yes_or_no(question.is_scored()),
            "practises" => list(&question.criteria),
            "holds in" => question.nations.to_string(),
            "right" => match question.key() {
                Some(key) => question.words_of(&key, &self.pack.settings.fillings),
                None => "none".to_owned(),
            },
            "says to all" => said(&question.discussion.always),
            "says if right" => said(&question.discussion.right),
            "says otherwise" => said(&question.discussion.otherwise),
            _ => return None,
        })
    }

    fn criterion(&self, unit: &Unit, criterion: &Criterion, part: &str) -> Option<String> {
        let official = self.pack.settings.official(&unit.id, &criterion.id);
        Some(match part {
            "number" => criterion.reference.clone(),
            "verb" => criterion.verb?.word().to_owned(),
            "text" => self.words(&criterion.text),
            "level" => criterion.level.to_string(),
            "kind" => match criterion.kind {
                CriterionKind::Knowledge => "knowledge".to_owned(),
                CriterionKind::Skill => "skill".to_owned(),
            },
            "guidance" => self.words(&criterion.guidance),
            "points" => list(criterion.points.iter().map(|point| &point.lead)),
            "holds in" => criterion.nations.to_string(),
            "official number" => official?.official_ref.clone(),
            "official wording" => official?.official_text.clone(),
            _ => {
                let lead = part.strip_prefix("point ")?;
                let point = criterion.points.iter().find(|point| point.lead == lead)?;
                self.words(&point.text)
            }
        })
    }

    fn scenario(&self, scenario: &Scenario, part: &str) -> Option<String> {
        let steps = |endings: bool| {
            let steps = scenario.steps.iter();
            steps.filter(move |step| step.question.is_none() == endings)
        };
        Some(match part {
            "opening" => self.words(&scenario.opening),
            "steps" => list(steps(false).map(|step| &step.id)),
            "endings" => list(steps(true).map(|step| &step.id)),
            "maximum" => scenario.maximum.to_string(),
            "pass mark" => scenario.pass_mark_percent.to_string(),
            "practises" => list(&scenario.criteria),
            "holds in" => scenario.nations.to_string(),
            _ => return None,
        })
    }

    fn answer(&self, what: &str, question: &Question, words: &str) -> Option<String> {
        let fillings = &self.pack.settings.fillings;
        let response = response(question, words, fillings)?;
        let score = match question.score(&response) {
            Ok(score) => score,
            Err(unfit) => return Some(unfit.to_string()),
        };
        let said = question.feedback(&response).ok()?;
        Some(match what {
            "earns" => {
                let earned = match &score {
                    Some(score) => format!("{} of {}", score.earned, score.maximum),
                    None => "not scored".to_owned(),
                };
                let is_unsafe = question.is_unsafe(&response).ok()?;
                earned + if is_unsafe { ", unsafe" } else { "" }
            }
            "why" => score?.words(),
            "says" => {
                let said = said.iter().map(|said| self.words(&said.prose));
                said.collect::<Vec<_>>().join(" / ")
            }
            _ => match question.leads_to(&response).ok()? {
                Some(step) => step.to_string(),
                None => "on".to_owned(),
            },
        })
    }

    /// How a walk comes out, or where it is: `passed with 2 of 2, at the-end`.
    fn walk(&self, scenario: &Scenario, choices: &str) -> Option<String> {
        let mut walk = Walk::start(scenario);
        for words in choices.split(" > ") {
            let question = walk.step()?.question.as_ref()?;
            let response = response(question, words, &self.pack.settings.fillings)?;
            if let Err(cannot) = walk.take(response) {
                return Some(cannot.to_string());
            }
        }
        let state = walk.outcome().map_or("going on", |outcome| outcome.key());
        let at = walk.step().map_or("the last step", |step| step.id.as_str());
        let (earned, maximum) = (walk.earned(), scenario.maximum);
        Some(format!("{state} with {earned} of {maximum}, at {at}"))
    }
}

fn pack(settings: &Settings, part: &str) -> Option<String> {
    Some(match part {
        "id" => settings.id.to_string(),
        "title" => settings.title.clone(),
        "version" => settings.version.clone(),
        "units" => list(&settings.order),
        "nation" => settings.nation.to_string(),
        "max submissions" => or_none(settings.max_submissions),
        "locked" => list(settings.locked.iter().map(Place::to_string)),
        "roles" => list(settings.roles.iter().map(|role| &role.id)),
        _ => {
            let (set, key) = part.split_once(' ')?;
            let fillings = &settings.fillings;
            match set {
                "term" => fillings.terms.get(key)?.clone(),
                "policy" => fillings.policies.get(key)?.clone(),
                "contact" => fillings.contacts.get(key)?.words(),
                "role" => {
                    let role = settings.roles.iter().find(|role| role.id.as_str() == key)?;
                    format!("{}: {}", role.title, list(&role.units))
                }
                "refresh" => or_none(settings.refresh.get(key)),
                _ => return None,
            }
        }
    })
}

/// Every piece of prose in a unit that a page shows.
fn proses(unit: &Unit) -> Vec<&Prose> {
    let mut proses = vec![&unit.opening];
    for section in &unit.sections {
        proses.push(&section.title);
        proses.extend(section_proses(section));
        for question in section.questions() {
            proses.extend([&question.title, &question.stem]);
            proses.extend(question.all_feedback().map(|said| &said.prose));
        }
    }
    proses.extend(unit.notes.iter().map(|note| &note.prose));
    proses
}

fn section_proses(section: &Section) -> Vec<&Prose> {
    match &section.content {
        Content::Reading(reading) => {
            let parts = reading.parts.iter();
            parts
                .filter_map(|part| match part {
                    Part::Prose(prose) => Some(prose),
                    Part::Question(_) => None,
                })
                .collect()
        }
        Content::Scenario(scenario) => {
            let steps = scenario.steps.iter().map(|step| &step.prose);
            std::iter::once(&scenario.opening).chain(steps).collect()
        }
        Content::Question(_) => Vec::new(),
        Content::Criterion(criterion) => {
            let points = criterion.points.iter().map(|point| &point.text);
            [&criterion.text, &criterion.guidance]
                .into_iter()
                .chain(points)
                .collect()
        }
    }
}

fn one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" / ")
}

fn list(items: impl IntoIterator<Item = impl ToString>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match items.is_empty() {
        true => "none".to_owned(),
        false => items.join(", "),
    }
}

fn or_none(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

fn yes_or_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}
