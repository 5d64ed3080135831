//! What stands before the items of a list.

use onet_api::{operations, types};
use onet_db::elements::Element;
use onet_db::{Product, TechnologyCategory};
use onet_domain::Interest;
use serde::Serialize;
use serde_json::Value;

use super::occupation_flags::List;
use super::{clusters, technology};
use crate::answers::{known_element, unknown};
use crate::error::Refusal;
use crate::rules::Call;

/// Members that tell what the whole list is about. The code or title is the one in the path.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Head {
    /// Nothing.
    None,
    /// What a category of technology is.
    TechnologyCategory,
    /// The categories of a product. What a product is, a release does not say.
    Product,
    /// What a job zone asks of people.
    JobZone,
    /// What an interest area is.
    Interest,
    /// The title of a mark.
    Mark(List),
    /// What a career cluster or a part of one is about.
    CareerCluster,
}

impl Head {
    pub(super) fn members(self, call: &Call<'_>) -> Result<Vec<(&'static str, Value)>, Refusal> {
        match self {
            Self::None => Ok(Vec::new()),
            Self::TechnologyCategory => member("summary", &category_summary(call)?),
            Self::Product => member("category", &categories(call)?),
            Self::JobZone => member("summary", &zone_summary(call)?),
            Self::Mark(list) => {
                member("summary", &types::BrightOutlookSummary { title: list.title(call)?.to_owned() })
            }
            Self::CareerCluster => clusters::head(call),
            Self::Interest => {
                let Element { name: title, description, .. } =
                    known_element(call, interest(call)?.element_id().as_str())?;
                member("summary", &types::InterestSummary { title, description })
            }
        }
    }
}

pub(super) fn member(
    name: &'static str,
    value: &impl Serialize,
) -> Result<Vec<(&'static str, Value)>, Refusal> {
    Ok(vec![(name, serde_json::to_value(value).map_err(Refusal::failed)?)])
}

/// The interest area of the path.
pub(super) fn interest(call: &Call<'_>) -> Result<Interest, Refusal> {
    call.arguments
        .text("code")
        .parse()
        .map_err(|failure: onet_domain::ParseError| Refusal::parameter(failure.to_string()))
}

/// The category of the path.
pub(super) fn category<'a>(call: &Call<'a>) -> Result<&'a TechnologyCategory, Refusal> {
    call.source.release().require_commodities()?;
    let code = call.arguments.integer("code").unwrap_or_default();
    let found = technology(call)?.category(code);
    found.ok_or_else(|| unknown(call, &format!("The technology category {code}")))
}

/// The product of the path.
pub(super) fn product<'a>(call: &Call<'a>) -> Result<&'a Product, Refusal> {
    let title = call.arguments.text("title");
    technology(call)?.product(title).ok_or_else(|| unknown(call, &format!("The technology {title}")))
}

/// A release describes a category by the groups of the UNSPSC that it belongs to, and by its products.
fn category_summary(call: &Call<'_>) -> Result<types::TechnologyCategorySummary, Refusal> {
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

fn categories(call: &Call<'_>) -> Result<Vec<types::TechnologyCategoryRef>, Refusal> {
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

fn zone_summary(call: &Call<'_>) -> Result<types::JobPreparationSummary, Refusal> {
    let code = call.arguments.integer("code").unwrap_or_default();
    let zones = call.source.release().job_zones().map_err(Refusal::of_engine)?;
    let found = zones.into_iter().find(|zone| i64::from(zone.zone) == code);
    let zone = found.ok_or_else(|| unknown(call, &format!("The job zone {code}")))?;
    Ok(types::JobPreparationSummary {
        title: zone.name,
        experience: zone.experience,
        training: zone.job_training,
        education: zone.education,
    })
}
