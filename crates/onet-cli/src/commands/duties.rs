//! `onet duties`: the tasks of occupations, and the occupations with similar ones.

use onet_api::{Client, operations};
use onet_domain::code_batch::Outcome;
use onet_domain::job_duties::JobDuties;
use onet_domain::occupation_finder::{OccupationFinder, OccupationSearch};
use onet_domain::{OnetSocCode, TaskId};

use super::batch;
use super::occupation::absent;
use super::occupation_rows::OfOccupation;
use super::whole_words::WholeWords;
use crate::arguments::{Duties, Global, Listing};
use crate::console::Console;
use crate::failure::Failure;
use crate::listing;
use crate::output::{Column, Output, number, text};
use crate::source;

const COLUMNS: [Column; 5] =
    [text("code"), text("title"), number("zone"), number("closely_related"), number("less_related")];

pub(crate) fn run(global: &Global, console: &Console, arguments: Duties) -> Result<(), Failure> {
    let Duties { codes, tasks, shown } = arguments;
    let tasks: Vec<TaskId> = tasks.iter().map(|id| id.parse()).collect::<Result<_, _>>()?;
    let chosen = source::choose(global, console, source::Purpose::Command)?;
    if !tasks.is_empty() {
        let Some(text) = codes.single() else {
            return Err(Failure::usage("--task goes with one occupation")
                .with_hint("onet duties CODE lists the tasks of an occupation with their ids"));
        };
        return similar(global, console, chosen.client(console)?, text, &tasks, shown);
    }
    let words = WholeWords::of(&codes, chosen.release());
    let client = chosen.client(&console.silent())?;
    let workflow = JobDuties::new(client.clone());
    let lookup = OfOccupation {
        finder: OccupationFinder::new(client).searching(OccupationSearch::JobDuties),
        words,
        columns: ["code", "task_id", "task"].map(text).to_vec(),
        rows: async |code: OnetSocCode| {
            let tasks = workflow.tasks(code).await?;
            let row = |task: onet_domain::Task| {
                [code.to_string(), task.id.to_string(), task.title].map(Into::into).to_vec()
            };
            Ok(tasks.into_iter().map(row).collect())
        },
    };
    batch::run(global, console, &codes, &shown, &lookup)
}

/// The occupations with tasks similar to those chosen of one.
fn similar(
    global: &Global,
    console: &Console,
    client: Client,
    text: &str,
    tasks: &[TaskId],
    shown: crate::arguments::Shown,
) -> Result<(), Failure> {
    let operation = &operations::ONLINE_JOB_DUTIES_RESULTS;
    let listing = Listing { shown, ..Listing::default() };
    let document = super::block_on(async {
        let finder = OccupationFinder::new(client.clone()).searching(OccupationSearch::JobDuties);
        let found = finder.find(text).await?;
        let Some(code) = found.rows.first() else {
            let reason = found.reason().unwrap_or("nothing found");
            let what = format!("{text}: {reason}");
            return Err(match found.outcome {
                Outcome::Ambiguous(_) => Failure::usage(what).with_hint("one of its occupations"),
                _ => Failure::unknown(what),
            });
        };
        super::note_first(console, &found.outcome, text);
        let own = JobDuties::new(client.clone()).tasks(*code).await.map_err(absent)?;
        if let Some(foreign) = tasks.iter().find(|task| !own.iter().any(|known| known.id == **task)) {
            let hint = format!("onet duties {code} lists its tasks with their ids");
            return Err(Failure::unknown(format!("{code} has no task {foreign}")).with_hint(hint));
        }
        let path = operation.path.replace("{code}", &code.to_string());
        let ids: Vec<String> = tasks.iter().map(ToString::to_string).collect();
        listing::fetch(&client, &path, &[("tasks", &ids.join(","))], &listing).await
    })?;
    let (member, items) = listing::items(&document, Some(operation));
    let rows = items.iter().map(|item| {
        let cell = |value: &serde_json::Value| crate::flat::text(value);
        let count = |name: &str| item["tasks"][name].as_array().map_or(0, Vec::len).to_string();
        vec![
            cell(&item["code"]),
            cell(&item["title"]),
            cell(&item["job_zone"]["code"]),
            count("closely_related"),
            count("less_related"),
        ]
    });
    let rows = rows.collect();
    let position = listing::position(&document, items.len());
    let output = Output::new(document, member, &COLUMNS, rows)?;
    listing::print_output(global, console, output, position, &listing)
}
