//! Occupations like another in one thing: an element, a task, activities, a category of technology.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::elements::Domain;
use onet_db::{RelatedSort, title_order};
use onet_domain::{DwaId, OnetSocCode};
use serde_json::{Value, json};

use super::by_element::{interest_of, rated_by_title, see_more};
use super::ids::{self, known_activity};
use super::{known_occupation, occupation_ref, occupations, require_activities, to_json, unknown};
use crate::error::Refusal;
use crate::rules::Call;

/// The number of occupations listed; who wants more follows `see_more`.
const LISTED: usize = 20;

pub(crate) fn by_element(call: &Call<'_>, domain: &Domain) -> Result<Vec<u8>, Refusal> {
    let (release, id) = (call.source.release(), call.arguments.text("id"));
    release.require(&[domain.table])?;
    let code = known_occupation(call)?;
    let ratings = release.ratings(domain, code)?;
    let Some(rating) = ratings.into_iter().find(|rating| rating.element.id == id) else {
        return match release.rated_occupations(domain, id)?.is_empty() {
            true => ids::refuse_element(call, domain, &ids::roots_of(domain), id),
            false => Err(unknown(call, &format!("A rating of {code} on {id}"))),
        };
    };
    let mut others = rated_by_title(call, occupations(call)?, domain, id)?;
    others.sort_by_key(|(.., rating)| Reverse(rating.score));
    let occupation: Vec<_> = others
        .into_iter()
        .map(|(occupation, ..)| occupation)
        .filter(|occupation| occupation.code != code)
        .take(LISTED)
        .map(|occupation| occupation_ref(call, occupation))
        .collect();
    let element = rating.element;
    let mut summary = json!({ "id": id, "name": element.name, "description": element.description });
    if let Some(interest) = interest_of(id) {
        summary["interest_code"] = interest.letter().to_string().into();
    }
    summary["see_more"] = see_more(call, id).into();
    to_json(&json!({ "summary": summary, "occupation": occupation }))
}

/// The occupations that share most of the activities that a task carries.
pub(crate) fn by_task(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let (release, id) = (call.source.release(), call.arguments.text("id"));
    release.require(&["task_statements", "tasks_to_dwas"])?;
    let code = known_occupation(call)?;
    let tasks = release.tasks(code)?;
    let Some(task) = tasks.into_iter().find(|task| task.id.to_string() == id) else {
        return Err(unknown(call, &format!("The task {id} of {code}")));
    };
    let paths = release.activity_paths(code)?;
    let carried = paths.into_iter().filter(|path| path.task == task.id).map(|path| path.detailed);
    let carried = carried.map(|[activity, _]| known_activity(call, &activity));
    let carried: Vec<DwaId> = carried.collect::<Result<_, _>>()?;
    let more = address(call, &operations::ONLINE_JOB_DUTIES_RESULTS, code, "tasks", id);
    by_shared(call, code, &carried, (id, task.title.as_str(), more))
}

pub(crate) fn by_activities(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    require_activities(call)?;
    let code = known_occupation(call)?;
    let ids = call.arguments.text("id");
    let chosen: Vec<DwaId> = ids.split(',').map(|id| known_activity(call, id)).collect::<Result<_, _>>()?;
    let index = occupations(call)?;
    let titles: Vec<&str> =
        chosen.iter().filter_map(|id| index.activity(id)).map(|activity| activity.title).collect();
    let more = address(call, &operations::ONLINE_RELATED_ACTIVITIES_RESULTS, code, "activities", ids);
    by_shared(call, code, &chosen, (ids, titles.join(" ").as_str(), more))
}

/// The address of the results of a search from an occupation.
fn address(call: &Call<'_>, results: &Operation, code: OnetSocCode, list: &str, ids: &str) -> String {
    format!("{}?{list}={ids}", call.links.operation(results, code))
}

fn by_shared(
    call: &Call<'_>,
    code: OnetSocCode,
    chosen: &[DwaId],
    (id, title, see_more): (&str, &str, String),
) -> Result<Vec<u8>, Refusal> {
    let index = occupations(call)?;
    let related = index.related(code, chosen, RelatedSort::Shared);
    let related = related.iter().take(LISTED).filter_map(|related| index.occupation(related.code()));
    to_json(&types::RelatedTaskOccupations {
        summary: types::RelatedTaskSummary { id: id.to_owned(), title: title.to_owned(), see_more },
        occupation: related.map(|occupation| occupation_ref(call, occupation)).collect(),
    })
}

/// The occupations that share most examples of a category of technology.
pub(crate) fn by_technology(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let release = call.source.release();
    let commodity = call.arguments.integer("category_code").unwrap_or_default();
    release.require(&["technology_skills"])?;
    let code = known_occupation(call)?;
    let technology = release.technology(code)?;
    let Some(category) = technology.into_iter().find(|category| category.commodity == commodity) else {
        return Err(unknown(call, &format!("The technology {commodity} of {code}")));
    };
    let mut users: BTreeMap<OnetSocCode, Vec<String>> = BTreeMap::new();
    for (user, example) in release.technology_users(commodity)? {
        users.entry(user).or_default().push(example);
    }
    let own = users.get(&code).cloned().unwrap_or_default();
    let total = users.len();
    let index = occupations(call)?;
    let mut others: Vec<_> = users
        .into_iter()
        .filter(|(user, _)| *user != code)
        .filter_map(|(user, examples)| Some((index.occupation(user)?, examples)))
        .map(|(user, examples)| (examples.iter().filter(|title| own.contains(title)).count(), user, examples))
        .collect();
    others.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| title_order(left.1.title, right.1.title)));
    let occupation: Vec<Value> = others
        .into_iter()
        .take(LISTED)
        .map(|(_, user, examples)| {
            let mut item = json!(occupation_ref(call, user));
            item["example"] = examples.into();
            item
        })
        .collect();
    to_json(&json!({
        "summary": {
            "code": commodity,
            "title": category.title,
            "example": own,
            "occupation_total": total,
            "see_more": call.links.operation(&operations::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS, commodity),
        },
        "occupation": occupation,
    }))
}
