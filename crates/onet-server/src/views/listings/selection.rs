//! Which occupations a list contains.

use std::collections::{HashMap, HashSet};

use onet_api::types;
use onet_db::Occupation;
use onet_domain::{MajorGroup, OnetSocCode, TaskId};

use super::clusters::ClusterSelection;
use super::industries::IndustrySelection;
use super::occupation_flags::FlagFilter;
use super::selected::{Detail, Selected};
use super::{clusters, industries, occupation_flags, profiles, skills, summaries};
use crate::error::Error;
use crate::indices::occupation_flags::FlagList;
use crate::views::body::to_json;
use crate::views::call::Call;
use crate::views::codes;

/// A selection of occupations. Codes and titles come from the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Selection {
    /// All occupations.
    All,
    /// Those that match a keyword, in the order of the search.
    Keyword,
    /// Those of a job family.
    JobFamily,
    /// Those of a job zone.
    JobZone,
    /// Those that use a product of a category of technology.
    TechnologyCategory,
    /// Those that use a product.
    Product,
    /// Those that use a product that is a hot technology, and whether it is in demand.
    HotTechnology,
    /// Those whose first high point is an interest area.
    Interest,
    /// Those whose interests fit those of a person.
    Profile,
    /// Those whose tasks are related to chosen ones.
    Tasks,
    /// Those to which chosen soft skills are important.
    Skills,
    /// Those that a supplementary table flags.
    Flagged(FlagList, FlagFilter),
    /// Those of career clusters.
    Clustered(ClusterSelection),
    /// Those that work in industries.
    Employed(IndustrySelection),
}

impl Selection {
    /// The selected candidates. The candidates are sorted by title.
    pub(super) fn select<'a>(
        self,
        call: &Call<'a>,
        candidates: Vec<Occupation<'a>>,
    ) -> Result<Vec<Selected<'a>>, Error> {
        match self {
            Self::All => Ok(candidates.into_iter().map(Selected::from).collect()),
            Self::Keyword => by_keyword(call, candidates),
            Self::JobFamily => by_family(call, candidates),
            Self::JobZone => {
                let zone = call.arguments.integer("code");
                let is_in = |of: &Occupation<'_>| of.job_zone.map(i64::from) == zone;
                Ok(candidates.into_iter().filter(is_in).map(Selected::from).collect())
            }
            Self::TechnologyCategory => Ok(with_codes(candidates, &summaries::category(call)?.occupations)),
            Self::Product => Ok(with_codes(candidates, &summaries::product(call)?.occupations)),
            Self::HotTechnology => by_hot_technology(call, candidates),
            Self::Interest => profiles::of_area(call, candidates),
            Self::Profile => profiles::fitting(call, candidates),
            Self::Tasks => by_tasks(call, candidates),
            Self::Skills => skills::select(call, candidates),
            Self::Flagged(list, filter) => occupation_flags::select(list, filter, call, candidates),
            Self::Clustered(which) => clusters::select(which, call, candidates),
            Self::Employed(which) => industries::select(which, call, candidates),
        }
    }
}

fn with_codes<'a>(candidates: Vec<Occupation<'a>>, codes: &HashSet<OnetSocCode>) -> Vec<Selected<'a>> {
    let selected = candidates.into_iter().filter(|occupation| codes.contains(&occupation.code));
    selected.map(Selected::from).collect()
}

fn by_keyword<'a>(call: &Call<'a>, candidates: Vec<Occupation<'a>>) -> Result<Vec<Selected<'a>>, Error> {
    let candidates: HashMap<_, _> = candidates.into_iter().map(|found| (found.code, found)).collect();
    let found = codes::matches(call)?;
    Ok(found.iter().filter_map(|code| candidates.get(code)).map(|found| Selected::from(*found)).collect())
}

fn by_family<'a>(call: &Call<'a>, candidates: Vec<Occupation<'a>>) -> Result<Vec<Selected<'a>>, Error> {
    let text = call.arguments.text("code");
    let family: MajorGroup = text.parse().map_err(|failure| Error::parameter(format!("{failure}")))?;
    let is_in = |of: &Occupation<'_>| of.code.major_group() == Some(family);
    let found: Vec<Selected<'_>> = candidates.into_iter().filter(is_in).map(Selected::from).collect();
    match found.is_empty() {
        true => Err(call.unknown(&format!("The job family {family}"))),
        false => Ok(found),
    }
}

fn by_hot_technology<'a>(
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Selected<'a>>, Error> {
    let product = summaries::product(call)?;
    if !product.is_hot {
        return Err(call.unknown(&format!("The hot technology {}", product.title)));
    }
    let mut found = with_codes(candidates, &product.occupations);
    for found in &mut found {
        let in_demand = product.in_demand.contains(&found.occupation.code);
        found.weight.0 = usize::from(in_demand);
        found.detail = Detail::InDemand { in_demand };
    }
    Ok(found)
}

fn by_tasks<'a>(call: &Call<'a>, candidates: Vec<Occupation<'a>>) -> Result<Vec<Selected<'a>>, Error> {
    let index = call.indices().tasks(call.release())?;
    let code = call.known_occupation()?;
    let mut chosen = Vec::new();
    for text in call.arguments.list("tasks") {
        let id: TaskId = text.parse().map_err(|failure| Error::parameter(format!("{failure}")))?;
        if !index.has_task(id) {
            return Err(call.unknown(&format!("The task {id}")));
        }
        chosen.push(id);
    }
    let counts_all = call.arguments.text("sort") == "all_related";
    let mut related = index.related(code, &chosen);
    let compare = |occupation: Occupation<'a>| {
        let related = related.remove(&occupation.code)?;
        let (close, less) = related.counts();
        let weight = if counts_all { (close + less, close) } else { (close, less) };
        Some(Selected { occupation, weight, detail: Detail::Tasks { tasks: related } })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

/// The tasks of an occupation to choose from.
pub(crate) fn tasks_of(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let index = call.indices().tasks(call.release())?;
    let code = call.known_occupation()?;
    let tasks: Vec<_> = index
        .tasks_of(code)
        .map(|task| types::TaskRef { id: task.id.to_string(), title: task.title.to_owned() })
        .collect();
    match tasks.is_empty() {
        true => Err(call.no_data(code, "tasks")),
        false => to_json(&tasks),
    }
}
