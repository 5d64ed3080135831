//! Counterparts of an occupation in another version of the taxonomy.

use onet_api::types;
use onet_domain::OnetSocCode;

use super::body::to_json;
use super::call::Call;
use crate::error::Error;

/// The counterparts of an occupation. A release has one version of the taxonomy, O*NET-SOC 2019, which is also the
/// active one: each of its occupations is its own counterpart. Supplementary tables have the occupations of O*NET-SOC
/// 2010: one their titles, another their descriptions.
pub(crate) fn crosswalk(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let release = call.release();
    let (occupation, counterparts) = match ["source", "target"]
        .map(|name| call.arguments.text(name) == "2010")
    {
        [false, false] => {
            let occupation = of_release(call, call.known_occupation()?)?;
            (occupation.clone(), vec![occupation])
        }
        [false, true] => {
            let code = call.known_occupation()?;
            let found = release.counterparts_2010(code)?.into_iter();
            let counterparts = found.map(|entry| earlier(call, entry.code, entry.title));
            (of_release(call, code)?, counterparts.collect::<Result<_, _>>()?)
        }
        [true, is_own] => {
            let text = call.arguments.text("code");
            let code: OnetSocCode = text.parse().map_err(|failure| Error::parameter(format!("{failure}")))?;
            let found = release.taxonomy_2010(code)?;
            let Some((entry, codes)) = found else {
                return Err(call.unknown(&format!("The O*NET-SOC 2010 code {code}")));
            };
            let occupation = earlier(call, code, entry.title)?;
            let counterparts = match is_own {
                true => vec![occupation.clone()],
                false => codes.into_iter().map(|code| of_release(call, code)).collect::<Result<_, _>>()?,
            };
            (occupation, counterparts)
        }
    };
    let types::TaxonomyOccupation { code, title, description } = occupation;
    to_json(&types::TaxonomyCrosswalk { code, title, description, occupation: counterparts })
}

fn of_release(call: &Call<'_>, code: OnetSocCode) -> Result<types::TaxonomyOccupation, Error> {
    let title = call.occupations()?.occupation(code).map(|occupation| occupation.title.to_owned());
    let title = title.ok_or_else(|| call.unknown(&format!("The O*NET-SOC code {code}")))?;
    let description = call.release().description(code)?.unwrap_or_default();
    Ok(types::TaxonomyOccupation { code: code.to_string(), title, description })
}

fn earlier(call: &Call<'_>, code: OnetSocCode, title: String) -> Result<types::TaxonomyOccupation, Error> {
    let description = call.release().description_2010(code)?.unwrap_or_default();
    Ok(types::TaxonomyOccupation { code: code.to_string(), title, description })
}
