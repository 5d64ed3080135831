//! `onet related-activities`: choose an occupation, choose its activities, see which occupations share them.

use std::fmt;

use futures::TryStreamExt as _;
use inquire::{InquireError, MultiSelect, Select};
use onet_api::page::{self, Position};
use onet_api::types::{RelatedActivitiesOccupationPage as Page, RelatedActivitiesSort};
use onet_api::{Client, PageRange};
use onet_domain::related_activities::Matches;
use onet_domain::related_activities::RelatedActivities;
use onet_domain::{Activity, DwaId, Occupation, OnetSocCode, TypedCode, activity_id_list};
use onet_pages::reports;

use crate::arguments::{self, Global, Listing};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, Output, number, text};
use crate::{listing, source, terminal_mode};

use super::occupation::{Wanted, absent, note_taken, single};
use super::report::write_plot;

const COLUMNS: &[Column] =
    &[text("code"), text("title"), number("zone"), number("shared"), number("similar")];

/// The largest number of occupations that an error lists.
const LISTED: usize = 5;

pub(crate) fn run(
    global: &Global,
    console: &Console,
    arguments: arguments::RelatedActivities,
) -> Result<(), Failure> {
    // Arguments are checked before a source is opened.
    let given: Vec<DwaId> = arguments.activities.iter().map(|id| id.parse()).collect::<Result<_, _>>()?;
    let occupation = Wanted::read(&single(&arguments.occupation)?)?;
    let client = source::client(global, console)?;
    let workflow = RelatedActivities::new(client.clone());
    let (title, answer) = super::block_on(async {
        let code = match occupation {
            Wanted::Code(code) => code,
            Wanted::Typed(typed, text) => find_by_code(&workflow, console, &typed, &text).await?,
            Wanted::Text(text) => find(&workflow, console, &text).await?,
        };
        let chosen = match given.is_empty() {
            true => choose(&workflow, console, code).await?,
            false => {
                check_activities(&workflow, &client, code, &given).await?;
                given
            }
        };
        let answer = results(&client, code, &chosen, arguments.sort, &arguments.listing).await?;
        Ok((format!("Occupations that share activities with {code}"), answer))
    })?;
    if let Some(file) = &arguments.plot {
        let found: Matches<_> = answer.clone().try_into()?;
        write_plot(console, file, &reports::related_activities(&title, &found.occupations))?;
    }
    let rows = answer.occupation.iter().map(|related| {
        vec![
            related.code.clone(),
            related.title.clone(),
            related.job_zone.code.to_string(),
            related.activities.shared.len().to_string(),
            related.activities.similar.len().to_string(),
        ]
    });
    let rows = rows.collect();
    let position = Position { start: answer.start, end: answer.end, total: answer.total };
    let output = Output::new(answer, Some("occupation"), COLUMNS, rows)?;
    listing::print_output(global, console, output, position, &arguments.listing)
}

/// Refuses an activity that the occupation does not have: occupations that share it are not related to this one.
async fn check_activities(
    workflow: &RelatedActivities,
    client: &Client,
    code: OnetSocCode,
    given: &[DwaId],
) -> Result<(), Failure> {
    let own = workflow.activities(code).await.map_err(absent)?;
    let Some(foreign) = given.iter().find(|id| !own.iter().any(|activity| activity.id == **id)) else {
        return Ok(());
    };
    // The source knows whether there is such an activity at all.
    let ids = activity_id_list(std::slice::from_ref(foreign));
    let range = PageRange::starting_at(1, 1);
    client.online_related_activities_results(code, ids, None, range).await.map_err(Failure::of_named)?;
    Err(Failure::unknown(format!("{foreign} is no activity of {code}")).with_hint(format!(
        "one of its own; they are listed by: onet api online/related_activities/activities/{code}"
    )))
}

/// Step three: one page of the results, or all of them as one page.
async fn results(
    client: &Client,
    code: OnetSocCode,
    chosen: &[DwaId],
    sort: RelatedActivitiesSort,
    listing: &Listing,
) -> Result<Page, Failure> {
    let chosen = activity_id_list(chosen);
    if !listing.needs_all() {
        return Ok(client
            .online_related_activities_results(code, chosen, Some(sort), listing.page())
            .await?);
    }
    let occupation: Vec<_> = page::by_item(page::LARGEST_PAGE, |range| {
        client.online_related_activities_results(code, &chosen, Some(sort), range)
    })
    .try_collect()
    .await?;
    let total = i64::try_from(occupation.len()).unwrap_or(i64::MAX);
    Ok(Page { start: 1, end: total, total, prev: None, next: None, occupation })
}

/// Step one for a code: the occupation that it names or that it alone leads to. Prompts for one of several on a terminal,
/// and refuses to choose elsewhere.
async fn find_by_code(
    workflow: &RelatedActivities,
    console: &Console,
    typed: &TypedCode,
    text: &str,
) -> Result<OnetSocCode, Failure> {
    let found = workflow.search(text).await?;
    let named = found.iter().find(|found| Some(found.code) == typed.occupation());
    if let Some(named) = named.or(found.first().filter(|_| found.len() == 1)) {
        console.note(&format!("took {} {}, found by \"{text}\"", named.code, named.title));
        return Ok(named.code);
    }
    if found.is_empty() {
        return Err(Failure::NothingFound);
    }
    if console.is_interactive() {
        terminal_mode::guard();
        let options = found.into_iter().map(Choice).collect();
        return Ok(prompted(Select::new("Occupation:", options).prompt())?.0.code);
    }
    let first: Vec<String> =
        found.iter().take(LISTED).map(|found| format!("{} {}", found.code, found.title)).collect();
    let more = if found.len() > LISTED { "; …" } else { "" };
    Err(Failure::usage(format!("{text} leads to {} occupations, and the command takes one", found.len()))
        .with_hint(format!("one of {}{more} (onet search {text} --all)", first.join("; "))))
}

/// Step one: the occupation that a search finds. Prompts for one of several on a terminal, and takes the first elsewhere.
async fn find(workflow: &RelatedActivities, console: &Console, text: &str) -> Result<OnetSocCode, Failure> {
    let found = workflow.search(text).await?;
    let count = found.len();
    let others: Vec<(String, String)> =
        found.iter().skip(1).map(|other| (other.code.to_string(), other.title.clone())).collect();
    let chosen = match found.len() {
        0 => return Err(Failure::NothingFound),
        1 => found.into_iter().next(),
        _ if console.is_interactive() => {
            terminal_mode::guard();
            let options = found.into_iter().map(Choice).collect();
            Some(prompted(Select::new("Occupation:", options).prompt())?.0)
        }
        _ => found.into_iter().next(),
    };
    let chosen = chosen.ok_or(Failure::NothingFound)?;
    if !console.is_interactive() && count > 1 {
        note_taken(
            console,
            text,
            (&chosen.code.to_string(), &chosen.title),
            others.iter().map(|(code, title)| (&**code, &**title)),
        );
    }
    Ok(chosen.code)
}

/// Step two: the activities, picked from a list.
async fn choose(
    workflow: &RelatedActivities,
    console: &Console,
    code: OnetSocCode,
) -> Result<Vec<DwaId>, Failure> {
    // An unknown or superseded code is reported before missing activities.
    let activities = workflow.activities(code).await.map_err(absent)?;
    if !console.is_interactive() {
        return Err(Failure::usage("no activity is given, and there is no terminal to choose on").with_hint(format!(
            "--activity <DWA-ID>, once or more; they are listed by: onet api online/related_activities/activities/{code}"
        )));
    }
    terminal_mode::guard();
    let options: Vec<_> = activities.into_iter().map(Choice).collect();
    let picked = prompted(
        MultiSelect::new("Activities:", options)
            .with_help_message("space picks, enter is done, type to filter")
            .with_validator(inquire::min_length!(1, "pick at least one"))
            .prompt(),
    )?;
    Ok(picked.into_iter().map(|Choice(activity)| activity.id).collect())
}

/// A cancelled prompt is a usage error.
fn prompted<T>(answer: Result<T, InquireError>) -> Result<T, Failure> {
    answer.map_err(|failure| match failure {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Failure::usage("nothing was chosen")
        }
        other => Failure::usage(format!("cannot prompt on this terminal: {other}")),
    })
}

/// An item of a prompt.
struct Choice<T>(T);

impl fmt::Display for Choice<Occupation> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", self.0.code, self.0.title)
    }
}

impl fmt::Display for Choice<Activity> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", self.0.title, self.0.id)
    }
}
