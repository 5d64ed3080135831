//! The military jobs that correspond to a career.

use onet_api::types;
use onet_db::CrosswalkEntry;
use onet_domain::OnetSocCode;

use super::body::to_json;
use super::call::Call;
use crate::error::Error;
use crate::indices::crosswalks::Crosswalk;

/// The military jobs of a career, by branch; of one branch where the call requests it. Within a branch, those in use
/// come first, then by code.
pub(crate) fn in_the_military(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let code = call.known_occupation()?;
    let entries = jobs_of(call, code)?;
    if entries.is_empty() {
        return Err(call.unknown(&format!("A military job of {code}")));
    }
    if entries.iter().all(|entry| entry.branch.is_none()) {
        return Err(Error::NotInSource(format!(
            "Branches of the armed forces are not in the military crosswalk of {}.",
            call.label()
        )));
    }
    let requested = call.arguments.text("branch");
    let of_branch = |branch: &str| {
        let is_requested = requested == "all" || requested == branch;
        let of_branch =
            entries.iter().filter(|entry| is_requested && entry.branch.as_deref() == Some(branch));
        let mut jobs: Vec<types::MilitaryJob> = of_branch.map(|entry| job(entry)).collect();
        jobs.sort_by(|left, right| right.active.cmp(&left.active).then_with(|| left.code.cmp(&right.code)));
        jobs
    };
    to_json(&types::CareerMilitaryJobs {
        air_force: of_branch("air_force"),
        army: of_branch("army"),
        coast_guard: of_branch("coast_guard"),
        marine_corps: of_branch("marine_corps"),
        navy: of_branch("navy"),
        space_force: of_branch("space_force"),
    })
}

/// The entries of the military crosswalk that correspond to an occupation.
fn jobs_of<'a>(call: &Call<'a>, code: OnetSocCode) -> Result<Vec<&'a CrosswalkEntry>, Error> {
    let crosswalk = call.indices().crosswalk(Crosswalk::Military, call.release())?;
    Ok(crosswalk.entries.iter().filter(|entry| entry.occupations.contains(&code)).collect())
}

/// A list without that distinction has jobs in use only.
fn job(entry: &CrosswalkEntry) -> types::MilitaryJob {
    types::MilitaryJob {
        code: entry.code.clone(),
        title: entry.title.clone(),
        active: entry.is_active.unwrap_or(true),
    }
}
