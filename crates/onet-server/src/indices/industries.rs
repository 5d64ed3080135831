//! The industries that employ an occupation, and its outlook, from the list of industries.

use std::collections::BTreeMap;

use onet_db::{IndustryRow, Release, Result};
use onet_domain::OnetSocCode;

/// The industries by their codes, two digits of the NAICS, and the titles that O*NET OnLine gives them.
pub(crate) static INDUSTRIES: [(i64, &str); 20] = [
    (11, "Agriculture, Forestry, Fishing, and Hunting"),
    (21, "Mining, Quarrying, and Oil and Gas Extraction"),
    (22, "Utilities"),
    (23, "Construction"),
    (31, "Manufacturing"),
    (42, "Wholesale Trade"),
    (44, "Retail Trade"),
    (48, "Transportation and Warehousing"),
    (51, "Information"),
    (52, "Finance and Insurance"),
    (53, "Real Estate and Rental and Leasing"),
    (54, "Professional, Scientific, and Technical Services"),
    (55, "Management of Companies and Enterprises"),
    (56, "Administrative and Support Services"),
    (61, "Educational Services"),
    (62, "Health Care and Social Assistance"),
    (71, "Arts, Entertainment, and Recreation"),
    (72, "Accommodation and Food Services"),
    (81, "Other Services (Except Public Administration)"),
    (93, "Government"),
];

/// The lowest percentage of the workers of an occupation for which an industry is listed.
const LOWEST_PERCENTAGE: i64 = 10;

/// The occupations of the list of industries.
#[derive(Debug, Default)]
pub(crate) struct Industries {
    employed: BTreeMap<OnetSocCode, Employed>,
    /// An industry of the list without a known code.
    pub(crate) unknown: Option<String>,
}

/// Where the people of an occupation work, and its outlook.
#[derive(Debug)]
pub(crate) struct Employed {
    pub(crate) growth: String,
    pub(crate) openings: i64,
    /// The largest share first.
    pub(crate) shares: Vec<Share>,
}

/// The share of the workers of an occupation whom an industry employs.
#[derive(Debug)]
pub(crate) struct Share {
    pub(crate) code: i64,
    pub(crate) title: &'static str,
    pub(crate) percent: i64,
}

impl Industries {
    pub(super) fn load(release: &Release) -> Result<Self> {
        let mut industries = Self::default();
        for row in release.industry_rows()? {
            let IndustryRow { occupation, growth, openings, industries: listed } = row;
            // Occupations that are finer than the SOC have no figures of their own.
            let Some((growth, openings)) = growth.zip(openings) else { continue };
            let mut shares = Vec::new();
            for (name, percent) in listed {
                match INDUSTRIES.iter().find(|(_, title)| title.eq_ignore_ascii_case(&name)) {
                    Some(&(code, title)) if percent >= LOWEST_PERCENTAGE => {
                        shares.push(Share { code, title, percent });
                    }
                    Some(_) => {}
                    None => industries.unknown = Some(name),
                }
            }
            shares.sort_by_key(|share| -share.percent);
            industries.employed.insert(occupation, Employed { growth, openings, shares });
        }
        Ok(industries)
    }

    /// What the list has on an occupation, or else on the SOC occupation that it is a part of, with the code that it
    /// is from.
    pub(crate) fn of(&self, code: OnetSocCode) -> Option<(OnetSocCode, &Employed)> {
        let whole = OnetSocCode::from(code.soc());
        [code, whole].into_iter().find_map(|code| Some((code, self.employed.get(&code)?)))
    }

    /// The industries that employ an occupation of the list, by title.
    pub(crate) fn listed(&self) -> Vec<(i64, &'static str)> {
        let mut listed = INDUSTRIES.to_vec();
        listed.retain(|(code, _)| {
            let shares = self.employed.values().flat_map(|employed| &employed.shares);
            shares.into_iter().any(|share| share.code == *code)
        });
        listed.sort_by_key(|(_, title)| *title);
        listed
    }
}
