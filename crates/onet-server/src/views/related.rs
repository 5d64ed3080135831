//! Occupations that resemble another in one respect: an element, a task, activities, a category of technology.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::elements::Domain;
use onet_db::{RelatedSort, title_order};
use onet_domain::{DwaId, OnetSocCode};
use serde_json::json;

use super::body::to_json;
use super::by_element::{interest_of, rated_by_title, see_more};
use super::call::Call;
use super::ids::{self, known_activity};
use crate::error::Error;

/// The largest number of occupations; the link `see_more` leads to the rest.
const LISTED: usize = 20;

/// The occupations with the highest ratings on an element.
pub(crate) fn by_element(call: &Call<'_>, domain: &Domain) -> Result<Vec<u8>, Error> {
    let (release, id) = (call.release(), call.arguments.text("id"));
    let code = call.known_occupation()?;
    let ratings = release.ratings(domain, code)?;
    let Some(rating) = ratings.into_iter().find(|rating| rating.element.id == id) else {
        return match release.rated_occupations(domain, id)?.is_empty() {
            true => ids::refuse_element(call, domain, &ids::roots_of(domain), id),
            false => Err(call.unknown(&format!("A rating of {code} on {id}"))),
        };
    };
    let mut others = rated_by_title(call, call.occupations()?, domain, id)?;
    others.sort_by_key(|(.., rating)| Reverse((rating.score, rating.level)));
    let occupation: Vec<_> = others
        .into_iter()
        .map(|(occupation, ..)| occupation)
        .filter(|occupation| occupation.code != code)
        .take(LISTED)
        .map(|occupation| call.occupation_ref(occupation))
        .collect();
    let element = rating.element;
    let (id, name, description) = (id.to_owned(), element.name, element.description);
    let see_more = see_more(call, &id);
    match interest_of(&id) {
        // Not `RelatedInterestOccupations`: its `interest_code` precedes the name, here it follows the description.
        Some(interest) => to_json(&json!({
            "summary": {
                "id": id,
                "name": name,
                "description": description,
                "interest_code": interest.letter().to_string(),
                "see_more": see_more,
            },
            "occupation": occupation,
        })),
        None => to_json(&types::RelatedElementOccupations {
            summary: types::RelatedElementSummary { id, name, description, see_more },
            occupation,
        }),
    }
}

/// The occupations that share most of the activities of a task.
pub(crate) fn by_task(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let (release, id) = (call.release(), call.arguments.text("id"));
    let code = call.known_occupation()?;
    let tasks = release.tasks(code)?;
    let Some(task) = tasks.into_iter().find(|task| task.id.to_string() == id) else {
        return Err(call.unknown(&format!("The task {id} of {code}")));
    };
    let paths = release.activity_paths(code)?;
    let activities = paths.into_iter().filter(|path| path.task == task.id).map(|path| path.detailed);
    let activities = activities.map(|[activity, _]| known_activity(call, &activity));
    let activities: Vec<DwaId> = activities.collect::<Result<_, _>>()?;
    let see_more = results_address(call, &operations::ONLINE_JOB_DUTIES_RESULTS, code, "tasks", id);
    by_shared(call, code, &activities, (id, task.title.as_str(), see_more))
}

/// The occupations that share most of the chosen activities.
pub(crate) fn by_activities(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let ids = call.arguments.text("id");
    let chosen: Vec<DwaId> = ids.split(',').map(|id| known_activity(call, id)).collect::<Result<_, _>>()?;
    let index = call.occupations()?;
    let titles: Vec<&str> =
        chosen.iter().filter_map(|id| index.activity(id)).map(|activity| activity.title).collect();
    let see_more =
        results_address(call, &operations::ONLINE_RELATED_ACTIVITIES_RESULTS, code, "activities", ids);
    by_shared(call, code, &chosen, (ids, titles.join(" ").as_str(), see_more))
}

/// The link to the results of a search from an occupation.
fn results_address(call: &Call<'_>, results: &Operation, code: OnetSocCode, list: &str, ids: &str) -> String {
    format!("{}?{list}={ids}", call.links.operation(results, code))
}

fn by_shared(
    call: &Call<'_>,
    code: OnetSocCode,
    chosen: &[DwaId],
    (id, title, see_more): (&str, &str, String),
) -> Result<Vec<u8>, Error> {
    let index = call.occupations()?;
    let related = index.related(code, chosen, RelatedSort::Shared);
    let related = related.iter().take(LISTED).filter_map(|related| index.occupation(related.code()));
    to_json(&types::RelatedTaskOccupations {
        summary: types::RelatedTaskSummary { id: id.to_owned(), title: title.to_owned(), see_more },
        occupation: related.map(|occupation| call.occupation_ref(occupation)).collect(),
    })
}

/// The occupations that share most examples in a category of technology.
pub(crate) fn by_technology(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let release = call.release();
    let commodity = call.arguments.integer("category_code").unwrap_or_default();
    let code = call.known_occupation()?;
    let technology = release.technology(code)?;
    let Some(category) = technology.into_iter().find(|category| category.commodity == commodity) else {
        return Err(call.unknown(&format!("The technology {commodity} of {code}")));
    };
    let mut users: BTreeMap<OnetSocCode, Vec<String>> = BTreeMap::new();
    for (user, example) in release.technology_users(commodity)? {
        users.entry(user).or_default().push(example);
    }
    let own = users.get(&code).cloned().unwrap_or_default();
    let total = i64::try_from(users.len()).unwrap_or(i64::MAX);
    let index = call.occupations()?;
    let mut others: Vec<_> = users
        .into_iter()
        .filter(|(user, _)| *user != code)
        .filter_map(|(user, examples)| Some((index.occupation(user)?, examples)))
        .map(|(user, examples)| (examples.iter().filter(|title| own.contains(title)).count(), user, examples))
        .collect();
    others.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| title_order(left.1.title, right.1.title)));
    let occupation = others
        .into_iter()
        .take(LISTED)
        .map(|(_, user, examples)| {
            let types::OccupationRef { href, code, title, tags } = call.occupation_ref(user);
            types::RelatedTechnologySkillOccupation { href, code, title, tags, example: examples }
        })
        .collect();
    let see_more = &operations::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS;
    to_json(&types::RelatedTechnologySkillOccupations {
        summary: types::RelatedTechnologySkillSummary {
            code: commodity,
            title: category.title,
            example: own,
            occupation_total: total,
            see_more: call.links.operation(see_more, commodity),
        },
        occupation,
    })
}
