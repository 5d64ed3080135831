//! Summaries: the members of a list before its items.

use onet_api::{operations, types};
use onet_db::elements::Element;
use onet_db::{Product, TechnologyCategory, TechnologyIndex};
use onet_domain::Interest;
use serde_json::Value;

use super::{clusters, occupation_flags};
use crate::error::Error;
use crate::indices::occupation_flags::FlagList;
use crate::views::body::member;
use crate::views::call::Call;

/// The members that describe a list. Codes and titles come from the path.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Summary {
    /// No members.
    None,
    /// The description of a category of technology.
    TechnologyCategory,
    /// The categories of a product. A release does not describe products.
    Product,
    /// The preparation that a job zone requires.
    JobZone,
    /// The description of an interest area.
    Interest,
    /// The title of a flag.
    OccupationFlag(FlagList),
    /// The description of a career cluster or subcluster.
    CareerCluster,
}

impl Summary {
    pub(super) fn members(self, call: &Call<'_>) -> Result<Vec<(&'static str, Value)>, Error> {
        match self {
            Self::None => Ok(Vec::new()),
            Self::TechnologyCategory => member("summary", &category_summary(call)?),
            Self::Product => member("category", &categories(call)?),
            Self::JobZone => member("summary", &zone_summary(call)?),
            Self::OccupationFlag(list) => {
                let title = occupation_flags::title(list, call)?.to_owned();
                member("summary", &types::BrightOutlookSummary { title })
            }
            Self::CareerCluster => clusters::summary(call),
            Self::Interest => {
                let Element { name: title, description, .. } =
                    call.known_element(interest(call)?.element_id().as_str())?;
                member("summary", &types::InterestSummary { title, description })
            }
        }
    }
}

fn technology<'a>(call: &Call<'a>) -> Result<&'a TechnologyIndex, Error> {
    Ok(call.indices().technology(call.release())?)
}

/// The interest area in the path.
pub(super) fn interest(call: &Call<'_>) -> Result<Interest, Error> {
    call.arguments
        .text("code")
        .parse()
        .map_err(|failure: onet_domain::ParseError| Error::parameter(failure.to_string()))
}

/// The category of technology in the path.
pub(super) fn category<'a>(call: &Call<'a>) -> Result<&'a TechnologyCategory, Error> {
    let code = call.arguments.integer("code").unwrap_or_default();
    let found = technology(call)?.category(code);
    found.ok_or_else(|| call.unknown(&format!("The technology category {code}")))
}

/// The product in the path.
pub(super) fn product<'a>(call: &Call<'a>) -> Result<&'a Product, Error> {
    let title = call.arguments.text("title");
    technology(call)?.product(title).ok_or_else(|| call.unknown(&format!("The technology {title}")))
}

/// A release describes a category by its groups in the UNSPSC, and by its products.
fn category_summary(call: &Call<'_>) -> Result<types::TechnologyCategorySummary, Error> {
    let category = category(call)?;
    let products = technology(call)?.products().iter();
    let example = products.filter(|product| product.categories.contains(&category.code));
    Ok(types::TechnologyCategorySummary {
        code: category.code,
        title: category.title.clone(),
        description: category.groups.join("; "),
        example: example.map(|product| product.title.clone()).collect(),
    })
}

fn categories(call: &Call<'_>) -> Result<Vec<types::TechnologyCategoryRef>, Error> {
    let codes = &product(call)?.categories;
    let all = technology(call)?.categories().iter();
    let shown = all.filter(|category| codes.contains(&category.code)).map(|category| {
        let leads_to = &operations::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS;
        types::TechnologyCategoryRef {
            href: call.links.operation(leads_to, category.code),
            code: category.code,
            title: category.title.clone(),
        }
    });
    Ok(shown.collect())
}

fn zone_summary(call: &Call<'_>) -> Result<types::JobPreparationSummary, Error> {
    let code = call.arguments.integer("code").unwrap_or_default();
    let zones = call.release().job_zones()?;
    let found = zones.into_iter().find(|zone| i64::from(zone.zone) == code);
    let zone = found.ok_or_else(|| call.unknown(&format!("The job zone {code}")))?;
    Ok(types::JobPreparationSummary {
        title: zone.name,
        experience: zone.experience,
        training: zone.job_training,
        education: zone.education,
    })
}
