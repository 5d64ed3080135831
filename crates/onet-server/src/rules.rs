//! Which operation is answered by which rule: one row each, over shared machinery. What an operation takes stands
//! in the contract ([`onet_api::operations`]), how it is answered stands here.

mod absent;
mod listings;
mod needs;
pub(crate) mod occupations;

use onet_api::operation::{Answer, Operation};
use onet_api::operations;

use crate::Source;
use crate::answers::careers::{self, Career};
use crate::answers::listings::categories::{self, Choices};
use crate::answers::listings::crosswalks::{self, Crosswalk};
use crate::answers::listings::keyword_lookup::{self, Matches};
use crate::answers::listings::occupation_flags::{self, List};
use crate::answers::listings::questions::{self, Form};
use crate::answers::listings::{self as lists, Listing};
use crate::answers::{self, taxonomy};
use crate::arguments::Arguments;
use crate::error::Refusal;
use crate::links::Links;

pub(crate) use needs::{Needs, needs};

/// How an operation is answered from a release.
#[derive(Debug)]
pub(crate) enum Rule {
    /// Versions in use.
    About,
    /// The services below a path.
    Index,
    /// Occupations that a keyword finds, each linked to an operation that takes its code.
    Search {
        /// The operation that the results lead to.
        leads_to: &'static Operation,
    },
    /// Detailed work activities of an occupation.
    Activities,
    /// Occupations that share chosen activities.
    RelatedActivities,
    /// Tables of the database.
    DatabaseList,
    /// Columns of a table.
    DatabaseTableInfo,
    /// Rows of a table.
    DatabaseRows,
    /// The report on an occupation and the lists by element; their rows stand in [`occupations`].
    Occupations(occupations::Question),
    /// A list of occupations.
    Listing(Listing),
    /// What lists of occupations are chosen from.
    Choices(Choices),
    /// Other things than occupations that a keyword finds.
    Matches(Matches),
    /// Entries of another classification that a keyword finds.
    Crosswalk(Crosswalk),
    /// The marks of a list beside the release, to choose from.
    Marks(List),
    /// The questions of the Interest Profiler.
    Questions(Form),
    /// The soft skills to choose from.
    SoftSkills,
    /// The tasks of an occupation to choose from.
    Tasks,
    /// The scores that follow from answers to the Interest Profiler.
    ProfilerResults,
    /// A section of the report on a career.
    Career(Career),
    /// Counterparts of an occupation in another version of the taxonomy.
    Taxonomy,
    /// No answer, because no release holds what this says.
    Absent(&'static str),
}

/// Items on a page of a search or a listing when the call says no `end` (manual).
pub(crate) const LISTING_PAGE: u32 = 20;

static ROWS: [(&Operation, Rule); 8] = [
    (&operations::ABOUT, Rule::About),
    (&operations::ONLINE_SEARCH, Rule::Search { leads_to: &operations::ONLINE_OCCUPATIONS_OVERVIEW }),
    (
        &operations::ONLINE_RELATED_ACTIVITIES_SEARCH,
        Rule::Search { leads_to: &operations::ONLINE_RELATED_ACTIVITIES_ACTIVITIES },
    ),
    (&operations::ONLINE_RELATED_ACTIVITIES_ACTIVITIES, Rule::Activities),
    (&operations::ONLINE_RELATED_ACTIVITIES_RESULTS, Rule::RelatedActivities),
    (&operations::DATABASE_LIST, Rule::DatabaseList),
    (&operations::DATABASE_TABLE_INFO, Rule::DatabaseTableInfo),
    (&operations::DATABASE_ROWS, Rule::DatabaseRows),
];

/// The rule of an operation; none for one that a release does not answer.
pub(crate) fn rule_of(operation: &'static Operation) -> Option<&'static Rule> {
    // An index page is an operation that lists services: the contract says so, no row needs to.
    if operation.answer == (Answer::List { items: "ServiceReference" }) {
        return Some(&Rule::Index);
    }
    let mut rows = ROWS.iter().chain(occupations::ROWS.iter());
    let row = rows.find(|(known, _)| known.id == operation.id).map(|(_, rule)| rule);
    row.or_else(|| listings::rule_of(operation)).or_else(|| absent::rule_of(operation))
}

/// A call whose arguments are checked.
pub(crate) struct Call<'a> {
    pub(crate) source: &'a Source,
    pub(crate) operation: &'static Operation,
    pub(crate) arguments: &'a Arguments,
    pub(crate) links: &'a Links<'a>,
}

/// Answers a call with the JSON of its operation.
pub(crate) fn apply(rule: &Rule, call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    occupation_flags::read_outlook(call)?;
    match rule {
        Rule::About => answers::about(call),
        Rule::Index => answers::index(call),
        Rule::Search { leads_to } => answers::search(call, leads_to, LISTING_PAGE),
        Rule::Activities => answers::activities(call),
        Rule::RelatedActivities => answers::related_activities(call, LISTING_PAGE),
        Rule::DatabaseList => answers::database::list(call),
        Rule::DatabaseTableInfo => answers::database::info(call),
        Rule::DatabaseRows => answers::database::rows(call, LISTING_PAGE),
        Rule::Occupations(question) => occupations::apply(question, call),
        Rule::Listing(listing) => lists::answer(listing, call, LISTING_PAGE),
        Rule::Choices(choices) => categories::answer(*choices, call),
        Rule::Matches(matches) => keyword_lookup::answer(*matches, call, LISTING_PAGE),
        Rule::Crosswalk(crosswalk) => crosswalks::search(*crosswalk, call, LISTING_PAGE),
        Rule::Marks(list) => occupation_flags::choices(*list, call),
        Rule::Questions(form) => questions::answer(*form, call),
        Rule::SoftSkills => lists::skills::list(call),
        Rule::Tasks => lists::tasks_of(call),
        Rule::ProfilerResults => lists::profiles::results(call),
        Rule::Career(section) => careers::answer(*section, call),
        Rule::Taxonomy => taxonomy::crosswalk(call),
        Rule::Absent(what) => {
            let label = call.source.label();
            Err(Refusal::NotInSource(format!("{what} are not in {label}. The live service has them.")))
        }
    }
}
