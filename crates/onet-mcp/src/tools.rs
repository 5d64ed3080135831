//! The tools, as a table.

mod code_titles;
mod compare;
mod crosswalk;
mod interests;
mod occupation;
mod operation;
mod query;
mod related;
mod resolve;
mod search;

use std::sync::Arc;

use futures::future::BoxFuture;
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde::Serialize;
use serde_json::Value;

use crate::answer::{Answer, Found};
use crate::backend::Call;
use crate::refusal::Refusal;
use crate::{arguments, schema};

/// Bytes of an answer as JSON, at most: some 20,000 tokens.
const LARGEST: usize = 80_000;

/// A tool: its name, what a model reads of it, and what answers.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    title: &'static str,
    description: &'static str,
    input: fn() -> Arc<JsonObject>,
    output: fn() -> Arc<JsonObject>,
    run: for<'a> fn(&'a Call, JsonObject) -> BoxFuture<'a, Result<Value, Refusal>>,
}

macro_rules! row {
    ($name:literal, $module:ident, $title:literal, $shorter:literal, $description:literal) => {
        Row {
            name: $name,
            title: $title,
            description: $description,
            input: schema::of_input::<$module::Input>,
            output: schema::of_output::<Answer<$module::Output>>,
            run: |call, given| {
                Box::pin(async move {
                    let found = $module::run(call, arguments::read(given)?).await?;
                    finish(call, found, $shorter).await
                })
            },
        }
    };
}

pub(crate) static TOOLS: [Row; 9] = [
    row!(
        "search_occupations",
        search,
        "Search occupations",
        "a smaller limit",
        "Find occupations by a job title, a word, a phrase or a code. Returns O*NET-SOC codes and titles, best match \
         first. Start here to get the code that the other tools take."
    ),
    row!(
        "get_occupation",
        occupation,
        "Report on an occupation",
        "fewer sections, or a smaller limit",
        "What an occupation is: description, titles, tasks, activities, skills, knowledge, abilities, technology, work \
         context, education, job zone, interests, work styles, related occupations. Without sections: the top items of \
         all. With sections and detail=full: whole lists. Items have ids and scores."
    ),
    row!(
        "related_activities",
        related,
        "Occupations that share activities",
        "a smaller limit, or detail=short",
        "Find occupations that share chosen detailed work activities with an occupation. Call it without activities \
         first: it lists the activities of the occupation with their ids. Call it again with the chosen ids: it lists \
         the occupations, with the number of shared and of similar activities."
    ),
    row!(
        "code_job_titles",
        code_titles,
        "Code job titles",
        "fewer titles, or a smaller top",
        "Give each of up to 100 free-text job titles its likeliest O*NET-SOC codes with a score from 0 to 1. A score \
         below 0.5 needs a look by a person. For single questions about an occupation use search_occupations."
    ),
    row!(
        "compare_occupations",
        compare,
        "Compare occupations",
        "fewer codes, or detail=short",
        "Put two to six occupations side by side: in which skills, knowledge, abilities, activities and work styles \
         they differ most (scores from 0 to 100), and which activities, technology and titles they have in common."
    ),
    row!(
        "crosswalk",
        crosswalk,
        "Codes of other classifications",
        "fewer codes, or a smaller limit",
        "Pair occupations with codes of another classification, either way: SOC, education programs (CIP), military \
         jobs, apprenticeships (RAPIDS), ESCO and ISCO, DOT, Occupational Outlook Handbook. Takes codes or titles."
    ),
    row!(
        "interest_profile",
        interests,
        "Interest Profiler",
        "a smaller limit, or fewer job_zones",
        "Score answers to the O*NET Interest Profiler (RIASEC) and list careers that match, by job zone. Call it \
         without answers for the 30 questions to put to the person."
    ),
    row!(
        "query_table",
        query,
        "Rows of a database table",
        "a smaller limit, or fewer columns",
        "Filter and sort the rows of a table of the O*NET database. Call it without a table for the list of tables, and \
         read a table without filters to see its columns. A filter is column.operator.value, as in \
         onetsoc_code.eq.29-1051.00, data_value.gte.4, title.contains.nurse, or column.na; filters are all met."
    ),
    row!(
        "call_operation",
        operation,
        "Any operation of O*NET Web Services",
        "start and end nearer to each other in parameters",
        "Call one of the 212 operations of O*NET Web Services 2.0 by its path, for what no other tool has. Paths may \
         have parameters in braces that stand in parameters. The resource onet://contract lists all operations, and \
         search=WORDS finds them."
    ),
];

/// The names of the tools, in the order in which assistants see them.
///
/// ```
/// assert!(onet_mcp::tool_names().any(|name| name == "related_activities"));
/// assert_eq!(onet_mcp::tool_names().count(), 9);
/// ```
pub fn tool_names() -> impl Iterator<Item = &'static str> {
    TOOLS.iter().map(|row| row.name)
}

impl Row {
    /// The tool as clients see it.
    pub(crate) fn tool(&self) -> Tool {
        let annotations =
            ToolAnnotations::with_title(self.title).read_only(true).idempotent(true).open_world(false);
        Tool::new(self.name, self.description, (self.input)())
            .with_title(self.title)
            .with_raw_output_schema((self.output)())
            .with_annotations(annotations)
    }

    /// The structured content of the answer.
    pub(crate) fn run<'a>(
        &self,
        call: &'a Call,
        arguments: JsonObject,
    ) -> BoxFuture<'a, Result<Value, Refusal>> {
        (self.run)(call, arguments)
    }
}

/// Adds the notes and the source to what was found.
async fn finish<T: Serialize>(call: &Call, found: Found<T>, shorter: &str) -> Result<Value, Refusal> {
    let Found { data, next } = found;
    let answer = Answer { found: data, next, notes: call.take_notes(), source: call.provenance().await };
    let value = serde_json::to_value(answer).map_err(|failure| Refusal::bare(failure.to_string()))?;
    let size = value.to_string().len();
    match size <= LARGEST {
        true => Ok(value),
        false => Err(Refusal::new(
            format!("The answer has {size} bytes, more than fits a conversation ({LARGEST})."),
            format!(
                "the same call with {shorter}; for whole lists, the command onet on the person's machine"
            ),
        )),
    }
}
