//! `onet related-activities`: choose an occupation, choose its activities, see which occupations share them.

use std::fmt;

use inquire::{InquireError, MultiSelect, Select};
use onet_api::types;
use onet_domain::related_activities::{Matches, RelatedActivities, RelatedActivitiesSort};
use onet_domain::{Activity, DwaId, Occupation, OnetSocCode};

use crate::arguments::{self, Global, RelatedSort};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, Output, number, text};
use crate::source;

const COLUMNS: &[Column] =
    &[text("code"), text("title"), number("zone"), number("shared"), number("similar")];

pub(crate) fn run(
    global: &Global,
    console: &Console,
    arguments: arguments::RelatedActivities,
) -> Result<(), Failure> {
    // What was typed is checked before anything is opened or asked.
    let given: Vec<DwaId> = arguments.activities.iter().map(|id| id.parse()).collect::<Result<_, _>>()?;
    let occupation = Wanted::read(&arguments.occupation.join(" "))?;
    let workflow = RelatedActivities::new(source::client(global, console)?);
    let related = super::block_on(async {
        let code = match occupation {
            Wanted::Code(code) => code,
            Wanted::Text(text) => find(&workflow, console, &text).await?,
        };
        let chosen = match given.is_empty() {
            true => choose(&workflow, console, code).await?,
            false => given,
        };
        let (sort, range) = (arguments.sort.into(), arguments.range);
        Ok(match range.all {
            true => Matches::whole(workflow.all_results(code, &chosen, sort).await?),
            false => workflow.results(code, &chosen, sort, range.page()).await?,
        })
    })?;
    let position = related.position;
    let rows = related.occupations.iter().map(|related| {
        vec![
            related.occupation.code.to_string(),
            related.occupation.title.clone(),
            related.job_zone.to_string(),
            related.shared.len().to_string(),
            related.similar.len().to_string(),
        ]
    });
    let rows = rows.collect();
    let answer = types::RelatedActivitiesOccupationPage::from(related);
    Output::new(answer, Some("occupation"), COLUMNS, rows)?.print(global)?;
    super::note_position(console, position);
    super::found(position.total)
}

/// The occupation as it was typed.
enum Wanted {
    Code(OnetSocCode),
    Text(String),
}

impl Wanted {
    /// What begins like a code must be one: a slip of the finger is no search.
    fn read(typed: &str) -> Result<Self, Failure> {
        let typed = typed.trim();
        if typed.starts_with(|first: char| first.is_ascii_digit()) {
            return Ok(Self::Code(OnetSocCode::parse_lenient(typed)?));
        }
        Ok(Self::Text(typed.to_owned()))
    }
}

/// Step one: the occupation that words find; the choice among several is asked for where somebody can answer.
async fn find(workflow: &RelatedActivities, console: &Console, text: &str) -> Result<OnetSocCode, Failure> {
    let found = workflow.search(text).await?;
    let count = found.len();
    let chosen = match found.len() {
        0 => return Err(Failure::NothingFound),
        1 => found.into_iter().next(),
        _ if console.is_interactive() => {
            let options = found.into_iter().map(Shown).collect();
            Some(answered(Select::new("Occupation:", options).prompt())?.0)
        }
        _ => found.into_iter().next(),
    };
    let chosen = chosen.ok_or(Failure::NothingFound)?;
    if !console.is_interactive() && count > 1 {
        console.note(&format!(
            "took {} {}, the first of {count} found by \"{text}\"",
            chosen.code, chosen.title
        ));
    }
    Ok(chosen.code)
}

/// Step two: the activities, picked from a list.
async fn choose(
    workflow: &RelatedActivities,
    console: &Console,
    code: OnetSocCode,
) -> Result<Vec<DwaId>, Failure> {
    if !console.is_interactive() {
        return Err(Failure::usage("no activity is given, and there is no terminal to choose on").with_hint(format!(
            "--activity <DWA-ID>, once or more; they are listed by: onet api online/related_activities/activities/{code}"
        )));
    }
    let options: Vec<_> = workflow.activities(code).await?.into_iter().map(Shown).collect();
    let picked = answered(
        MultiSelect::new("Activities:", options)
            .with_help_message("space picks, enter is done, type to filter")
            .with_validator(inquire::min_length!(1, "pick at least one"))
            .prompt(),
    )?;
    Ok(picked.into_iter().map(|Shown(activity)| activity.id).collect())
}

/// A question that was given up is a command that was not finished typing.
fn answered<T>(answer: Result<T, InquireError>) -> Result<T, Failure> {
    answer.map_err(|failure| match failure {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Failure::usage("nothing was chosen")
        }
        other => Failure::usage(format!("the terminal could not be asked: {other}")),
    })
}

/// A thing as it stands in a list to choose from.
struct Shown<T>(T);

impl fmt::Display for Shown<Occupation> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", self.0.code, self.0.title)
    }
}

impl fmt::Display for Shown<Activity> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", self.0.title, self.0.id)
    }
}

impl From<RelatedSort> for RelatedActivitiesSort {
    fn from(sort: RelatedSort) -> Self {
        match sort {
            RelatedSort::Shared => Self::Shared,
            RelatedSort::Similar => Self::Similar,
            RelatedSort::Title => Self::Title,
            RelatedSort::Code => Self::Code,
            RelatedSort::Zone => Self::Zone,
        }
    }
}
