//! `related_activities`

use onet_domain::related_activities::{RelatedActivities, RelatedActivitiesSort, RelatedOccupation};
use onet_domain::{Activity, DwaId, OnetSocCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::resolve;
use crate::answer::{Detail, Found, USUAL, Window, count};
use crate::backend::Call;
use crate::names::nearest;
use crate::refusal::Refusal;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// O*NET-SOC code such as 29-1051.00, or a title
    code: String,
    /// Ids of detailed work activities of the occupation; when left out, they are listed
    #[serde(default)]
    #[schemars(with = "Vec<DwaId>")]
    activities: Vec<String>,
    /// Order of the occupations
    #[serde(default)]
    sort: Order,
    /// full: also which activities are shared and similar
    #[serde(default)]
    detail: Detail,
    /// Items to return, 1 to 100; 20 by default
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// Items to skip
    offset: Option<usize>,
}

#[derive(Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Order {
    #[default]
    Shared,
    Similar,
    Title,
    Code,
    Zone,
}

impl From<Order> for RelatedActivitiesSort {
    fn from(order: Order) -> Self {
        match order {
            Order::Shared => Self::Shared,
            Order::Similar => Self::Similar,
            Order::Title => Self::Title,
            Order::Code => Self::Code,
            Order::Zone => Self::Zone,
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Output {
    /// The code of the occupation that was chosen
    code: String,
    /// Occupations, or activities, that there are
    total: usize,
    /// Without a choice: the activities to choose from, the most important first
    #[serde(skip_serializing_if = "Vec::is_empty")]
    activities: Vec<Named>,
    /// The occupations that share the chosen activities
    #[serde(skip_serializing_if = "Vec::is_empty")]
    occupations: Vec<Related>,
}

#[derive(Serialize, JsonSchema)]
struct Named {
    id: String,
    title: String,
}

#[derive(Serialize, JsonSchema)]
struct Related {
    code: String,
    title: String,
    job_zone: u8,
    /// Number of the chosen activities that it has
    shared: usize,
    /// Number of its other activities of the same kind
    similar: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    shared_activities: Vec<Named>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    similar_activities: Vec<Named>,
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let code = resolve::occupation(call, &input.code).await?;
    let workflow = RelatedActivities::new(call.client());
    let activities = workflow.activities(code).await;
    let activities = activities.map_err(|failure| resolve::refused(call, code, failure.into()))?;
    if input.activities.is_empty() {
        // They are what is chosen from: more of them fit than of occupations.
        let window = Window::new(input.limit, input.offset, 2 * USUAL);
        let total = activities.len();
        let data = Output {
            code: code.to_string(),
            total,
            activities: window.of(activities).into_iter().map(named).collect(),
            occupations: Vec::new(),
        };
        let choose = "choose activities and call again with their ids: \"activities\": [\"…\"]";
        let next = window.next(total).map_or_else(|| choose.to_owned(), |more| format!("{choose}; {more}"));
        return Ok(Found::then(data, Some(next)));
    }
    let chosen: Vec<DwaId> =
        input.activities.iter().map(|text| chosen(code, &activities, text)).collect::<Result<_, _>>()?;
    let window = Window::new(input.limit, input.offset, USUAL);
    let page = workflow.results(code, &chosen, input.sort.into(), window.range()).await;
    let page = page.map_err(|failure| Refusal::from(failure).or_try(resolve::SEARCH))?;
    let total = count(page.position.total);
    let occupations = page.occupations.into_iter().map(|found| related(found, input.detail)).collect();
    let data = Output { code: code.to_string(), total, activities: Vec::new(), occupations };
    let details = || "\"detail\": \"full\" names the activities; get_occupation reports on one".to_owned();
    let next = window.next(total).or_else(|| (input.detail == Detail::Short && total > 0).then(details));
    Ok(Found::then(data, next))
}

fn named(activity: Activity) -> Named {
    Named { id: activity.id.to_string(), title: activity.title }
}

fn related(found: RelatedOccupation, detail: Detail) -> Related {
    let (shared, similar) = (found.shared.len(), found.similar.len());
    let names = |activities: Vec<Activity>| match detail {
        Detail::Short => Vec::new(),
        Detail::Full => activities.into_iter().map(named).collect(),
    };
    Related {
        code: found.occupation.code.to_string(),
        title: found.occupation.title,
        job_zone: found.job_zone.number(),
        shared,
        similar,
        shared_activities: names(found.shared),
        similar_activities: names(found.similar),
    }
}

/// The activity of an id or a title.
fn chosen(code: OnetSocCode, activities: &[Activity], text: &str) -> Result<DwaId, Refusal> {
    let text = text.trim();
    let id: Option<DwaId> = text.parse().ok();
    let by_title = |known: &&Activity| {
        known.title.trim_end_matches('.').eq_ignore_ascii_case(text.trim_end_matches('.'))
    };
    let known = match &id {
        Some(id) => activities.iter().find(|known| known.id == *id),
        None => activities.iter().find(by_title),
    };
    if let Some(known) = known {
        return Ok(known.id.clone());
    }
    let message = format!("\"{text}\" is no activity of {code}.");
    let texts = activities.iter().map(|known| match id {
        Some(_) => known.id.as_ref(),
        None => known.title.as_str(),
    });
    let meant = nearest(text, texts);
    let meant = activities
        .iter()
        .find(|known| Some(known.id.as_ref()) == meant || Some(known.title.as_str()) == meant);
    let all = "the same call without activities lists them with their ids";
    Err(Refusal::new(
        message,
        match meant {
            Some(meant) => format!("{} ({}); {all}", meant.id, meant.title),
            None => all.to_owned(),
        },
    ))
}
