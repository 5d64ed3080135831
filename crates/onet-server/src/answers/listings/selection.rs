//! Which occupations are in a list.

use std::collections::{HashMap, HashSet};

use onet_api::types;
use onet_db::Occupation;
use onet_domain::{MajorGroup, OnetSocCode, TaskId};

use super::clusters::Clusters;
use super::occupation_flags::{List, Which};
use super::{Detail, Found, clusters, occupation_flags, profiles, require, skills, summaries, tasks};
use crate::answers::{known_occupation, to_json, unknown};
use crate::error::Refusal;
use crate::rules::Call;

/// A set of occupations. Those with a code or a title take it from the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Set {
    /// All.
    All,
    /// Those that a keyword finds, as the search ranks them.
    Keyword,
    /// Those of a job family.
    JobFamily,
    /// Those of a job zone.
    JobZone,
    /// Those that use a product of a category of technology.
    TechnologyCategory,
    /// Those that use a product.
    Product,
    /// Those that use a product which is a hot technology; how often it is in demand is not known, but whether.
    HotTechnology,
    /// Those whose first high point is an interest area.
    Interest,
    /// Those whose interests fit a person's.
    Profile,
    /// Those with tasks like chosen ones.
    Tasks,
    /// Those that call for chosen soft skills.
    Skills,
    /// Those that a list beside the release marks.
    Marked(List, Which),
    /// Those of career clusters.
    Clustered(Clusters),
}

impl Set {
    /// The occupations of the set among the candidates, which come by title.
    pub(super) fn find<'a>(
        self,
        call: &Call<'a>,
        candidates: Vec<Occupation<'a>>,
    ) -> Result<Vec<Found<'a>>, Refusal> {
        match self {
            Self::All => Ok(candidates.into_iter().map(Found::from).collect()),
            Self::Keyword => by_keyword(call, candidates),
            Self::JobFamily => by_family(call, candidates),
            Self::JobZone => {
                let zone = call.arguments.integer("code");
                let is_in = |of: &Occupation<'_>| of.job_zone.map(i64::from) == zone;
                Ok(candidates.into_iter().filter(is_in).map(Found::from).collect())
            }
            Self::TechnologyCategory => Ok(keep(candidates, &summaries::category(call)?.occupations)),
            Self::Product => Ok(keep(candidates, &summaries::product(call)?.occupations)),
            Self::HotTechnology => by_hot_technology(call, candidates),
            Self::Interest => profiles::of_area(call, candidates),
            Self::Profile => profiles::fitting(call, candidates),
            Self::Tasks => by_tasks(call, candidates),
            Self::Skills => skills::calling(call, candidates),
            Self::Marked(list, which) => occupation_flags::find(list, which, call, candidates),
            Self::Clustered(which) => clusters::find(which, call, candidates),
        }
    }
}

fn keep<'a>(candidates: Vec<Occupation<'a>>, codes: &HashSet<OnetSocCode>) -> Vec<Found<'a>> {
    let kept = candidates.into_iter().filter(|occupation| codes.contains(&occupation.code));
    kept.map(Found::from).collect()
}

fn by_keyword<'a>(call: &Call<'a>, candidates: Vec<Occupation<'a>>) -> Result<Vec<Found<'a>>, Refusal> {
    let candidates: HashMap<_, _> = candidates.into_iter().map(|found| (found.code, found)).collect();
    let hits = call.source.search()?.keyword(call.arguments.text("keyword")).map_err(Refusal::failed)?;
    Ok(hits.iter().filter_map(|hit| candidates.get(&hit.code)).map(|found| Found::from(*found)).collect())
}

fn by_family<'a>(call: &Call<'a>, candidates: Vec<Occupation<'a>>) -> Result<Vec<Found<'a>>, Refusal> {
    let text = call.arguments.text("code");
    let family: MajorGroup = text.parse().map_err(|failure| Refusal::parameter(format!("{failure}")))?;
    let is_in = |of: &Occupation<'_>| of.code.major_group() == Some(family);
    let found: Vec<Found<'_>> = candidates.into_iter().filter(is_in).map(Found::from).collect();
    match found.is_empty() {
        true => Err(unknown(call, &format!("The job family {family}"))),
        false => Ok(found),
    }
}

fn by_hot_technology<'a>(
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Found<'a>>, Refusal> {
    let product = summaries::product(call)?;
    if !product.is_hot {
        return Err(unknown(call, &format!("The hot technology {}", product.title)));
    }
    let mut found = keep(candidates, &product.occupations);
    for found in &mut found {
        let in_demand = product.in_demand.contains(&found.occupation.code);
        found.weight.0 = usize::from(in_demand);
        found.detail = Detail::InDemand { in_demand };
    }
    Ok(found)
}

fn by_tasks<'a>(call: &Call<'a>, candidates: Vec<Occupation<'a>>) -> Result<Vec<Found<'a>>, Refusal> {
    let index = tasks(call)?;
    require(call, &["tasks_to_dwas", "dwa_reference"])?;
    let code = known_occupation(call)?;
    let mut chosen = Vec::new();
    for text in call.arguments.list("tasks") {
        let id: TaskId = text.parse().map_err(|failure| Refusal::parameter(format!("{failure}")))?;
        if !index.has_task(id) {
            return Err(unknown(call, &format!("The task {id}")));
        }
        chosen.push(id);
    }
    let counts_all = call.arguments.text("sort") == "all_related";
    let mut related = index.related(code, &chosen);
    let compare = |occupation: Occupation<'a>| {
        let related = related.remove(&occupation.code)?;
        let (close, less) = related.counts();
        let weight = if counts_all { (close + less, close) } else { (close, less) };
        Some(Found { occupation, weight, detail: Detail::Tasks { tasks: related } })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

/// The tasks of an occupation, to choose from.
pub(crate) fn tasks_of(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let index = tasks(call)?;
    let code = known_occupation(call)?;
    let tasks: Vec<_> = index
        .tasks_of(code)
        .map(|task| types::TaskRef { id: task.id.to_string(), title: task.title.to_owned() })
        .collect();
    match tasks.is_empty() {
        true => Err(Refusal::parameter(format!("{code} has no tasks in {}.", call.source.label()))),
        false => to_json(&tasks),
    }
}
