//! Industries to browse, and the occupations that work in them.

use onet_api::{operations as op, types};
use onet_db::Occupation;
use serde::Serialize;

use super::selected::{Detail, Selected};
use crate::error::Error;
use crate::indices::industries::{Employed, INDUSTRIES, Industries, Share};
use crate::views::body::to_json;
use crate::views::call::Call;

/// The share from which an industry employs most of the people of a career.
const MOST: i64 = 50;

/// Projected growth in the words of O*NET OnLine, the least first.
const GROWTH: [&str; 6] = [
    "Decline",
    "Little or no change",
    "Slower than average",
    "Average",
    "Faster than average",
    "Much faster than average",
];

/// The occupations of a list by industry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IndustrySelection {
    /// All with an outlook, each with its industries.
    All,
    /// Those that work in the industry in the path, each with its share.
    One,
    /// The careers of which most people work in it.
    MostPeople,
    /// The careers of which some people do.
    SomePeople,
}

/// The members of an occupation in a list by industry.
#[derive(Serialize)]
pub(super) struct IndustryDetail<'a> {
    /// The SOC occupation that the figures are of, where it is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    industry_data_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent_employed_by_industry: Option<Vec<types::IndustryShare>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent_employed: Option<i64>,
    projected_growth: &'a str,
    projected_openings: i64,
}

/// The industries of the release; an error where the list names one that has no code.
fn industries<'a>(call: &Call<'a>) -> Result<&'a Industries, Error> {
    let industries = call.indices().industries(call.release())?;
    match &industries.unknown {
        None => Ok(industries),
        Some(name) => Err(Error::NotInSource(format!(
            "The list of industries in {} names {name}, which is none of the industries of O*NET OnLine.",
            call.label()
        ))),
    }
}

/// The industry in the path.
fn requested(call: &Call<'_>) -> Result<i64, Error> {
    let code = call.arguments.integer("code").unwrap_or_default();
    match INDUSTRIES.iter().any(|(known, _)| *known == code) {
        true => Ok(code),
        false => Err(call.unknown(&format!("The industry {code}"))),
    }
}

/// The candidates that work in the industries.
pub(super) fn select<'a>(
    which: IndustrySelection,
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Selected<'a>>, Error> {
    let industries = industries(call)?;
    let code = match which {
        IndustrySelection::All => None,
        _ => Some(requested(call)?),
    };
    let sort = call.arguments.text("sort");
    let compare = |occupation: Occupation<'a>| {
        let (from, employed) = industries.of(occupation.code)?;
        let percent = match code {
            Some(code) => Some(employed.shares.iter().find(|share| share.code == code)?.percent),
            None => None,
        };
        let fits = match which {
            IndustrySelection::All | IndustrySelection::One => true,
            IndustrySelection::MostPeople => percent >= Some(MOST),
            IndustrySelection::SomePeople => percent < Some(MOST),
        };
        let is_listed_by_title =
            matches!(which, IndustrySelection::MostPeople | IndustrySelection::SomePeople);
        let order = match sort {
            _ if is_listed_by_title => None,
            "growth" => GROWTH.iter().position(|words| employed.growth.eq_ignore_ascii_case(words)),
            "openings" => usize::try_from(employed.openings).ok(),
            _ => percent.and_then(|percent| usize::try_from(percent).ok()),
        };
        let detail = match is_listed_by_title {
            true => Detail::None {},
            false => Detail::Industry(IndustryDetail {
                industry_data_from: (from != occupation.code).then(|| from.to_string()),
                percent_employed_by_industry: code.is_none().then(|| shares(employed)),
                percent_employed: percent,
                projected_growth: &employed.growth,
                projected_openings: employed.openings,
            }),
        };
        fits.then(|| Selected { occupation, weight: (order.unwrap_or_default(), 0), detail })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

fn shares(employed: &Employed) -> Vec<types::IndustryShare> {
    let share = |share: &Share| types::IndustryShare {
        code: share.code,
        title: share.title.to_owned(),
        percent: Some(share.percent),
    };
    employed.shares.iter().map(share).collect()
}

/// The industries to browse in O*NET OnLine, and an entry for all.
pub(crate) fn entries(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let listed = industries(call)?.listed().into_iter().map(|(code, title)| types::IndustryEntry {
        href: call.entry_address(code),
        code: Some(code),
        title: title.to_owned(),
    });
    let all = types::IndustryEntry {
        href: call.entry_address("all"),
        code: None,
        title: "All industries".to_owned(),
    };
    to_json(&listed.chain([all]).collect::<Vec<_>>())
}

/// The industries to browse in My Next Move, each with its lists of careers.
pub(crate) fn career_industries(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let listed = industries(call)?.listed().into_iter().map(|(code, title)| types::CareerIndustry {
        most_people: Some(careers_address(call, IndustrySelection::MostPeople, code)),
        some_people: Some(careers_address(call, IndustrySelection::SomePeople, code)),
        code,
        title: title.to_owned(),
    });
    to_json(&listed.collect::<Vec<_>>())
}

fn careers_address(call: &Call<'_>, which: IndustrySelection, code: i64) -> String {
    let list = match (call.operation.tag, which) {
        ("veterans", IndustrySelection::MostPeople) => &op::VETERANS_INDUSTRIES_MOST_PEOPLE,
        ("veterans", _) => &op::VETERANS_INDUSTRIES_SOME_PEOPLE,
        (_, IndustrySelection::MostPeople) => &op::MNM_INDUSTRIES_MOST_PEOPLE,
        _ => &op::MNM_INDUSTRIES_SOME_PEOPLE,
    };
    call.links.operation(list, code)
}

/// The industries that employ a career, each with the list that has the career; none where the release was imported
/// without the list of industries.
pub(crate) fn of_career(
    call: &Call<'_>,
    code: onet_domain::OnetSocCode,
) -> Result<Vec<types::CareerIndustry>, Error> {
    if !call.release().has_table("all_industries") {
        return Ok(Vec::new());
    }
    let Some((_, employed)) = industries(call)?.of(code) else { return Ok(Vec::new()) };
    let entry = |share: &Share| {
        let is_most = share.percent >= MOST;
        let address = |which| careers_address(call, which, share.code);
        types::CareerIndustry {
            most_people: is_most.then(|| address(IndustrySelection::MostPeople)),
            some_people: (!is_most).then(|| address(IndustrySelection::SomePeople)),
            code: share.code,
            title: share.title.to_owned(),
        }
    };
    Ok(employed.shares.iter().map(entry).collect())
}
