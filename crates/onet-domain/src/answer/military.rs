//! Military jobs by branch.

use onet_api::types;

use super::{Error, parsed};
use crate::Branch;

/// A military job.
///
/// ```
/// use onet_api::types;
/// use onet_domain::Branch;
/// use onet_domain::answer::MilitaryJob;
///
/// let answered = types::MilitaryJobMatch {
///     branch: "army".to_owned(),
///     code: "68Q".to_owned(),
///     title: "Pharmacy Specialist".to_owned(),
///     active: true,
///     external_info: Vec::new(),
/// };
/// let job = MilitaryJob::try_from(answered)?;
/// assert_eq!(job.branch, Branch::Army);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct MilitaryJob {
    /// The branch that has the job.
    pub branch: Branch,
    /// The code that the branch gives it.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether the code is in use today.
    pub active: bool,
    /// Pages of others about the job.
    pub external_info: Vec<types::Link>,
}

impl TryFrom<types::MilitaryJobMatch> for MilitaryJob {
    type Error = Error;

    fn try_from(answer: types::MilitaryJobMatch) -> Result<Self, Error> {
        let types::MilitaryJobMatch { branch, code, title, active, external_info } = answer;
        Ok(Self { branch: parsed("a military branch", &branch)?, code, title, active, external_info })
    }
}

impl From<MilitaryJob> for types::MilitaryJobMatch {
    fn from(job: MilitaryJob) -> Self {
        let MilitaryJob { branch, code, title, active, external_info } = job;
        Self { branch: branch.to_string(), code, title, active, external_info }
    }
}

/// The military jobs of a career, branch by branch in the order of [`Branch::ALL`].
///
/// ```
/// use onet_api::types::{CareerMilitaryJobs, MilitaryJob};
/// use onet_domain::Branch;
/// use onet_domain::answer::military_jobs;
///
/// let job = MilitaryJob { code: "68Q".to_owned(), title: "Pharmacy Specialist".to_owned(), active: true };
/// let jobs = military_jobs(CareerMilitaryJobs { army: vec![job], ..CareerMilitaryJobs::default() });
/// assert_eq!((jobs[0].branch, jobs[0].code.as_str()), (Branch::Army, "68Q"));
/// ```
pub fn military_jobs(answer: types::CareerMilitaryJobs) -> Vec<MilitaryJob> {
    let types::CareerMilitaryJobs { air_force, army, coast_guard, marine_corps, navy, space_force } = answer;
    let of_branch = |(branch, jobs): (Branch, Vec<types::MilitaryJob>)| {
        jobs.into_iter().map(move |types::MilitaryJob { code, title, active }| MilitaryJob {
            branch,
            code,
            title,
            active,
            external_info: Vec::new(),
        })
    };
    [
        (Branch::AirForce, air_force),
        (Branch::Army, army),
        (Branch::CoastGuard, coast_guard),
        (Branch::MarineCorps, marine_corps),
        (Branch::Navy, navy),
        (Branch::SpaceForce, space_force),
    ]
    .into_iter()
    .flat_map(of_branch)
    .collect()
}

/// The military titles that a career goes by, with their branches in the order of [`Branch::ALL`].
///
/// ```
/// use onet_api::types::MilitaryTitles;
/// use onet_domain::Branch;
/// use onet_domain::answer::military_titles;
///
/// let answered = MilitaryTitles {
///     navy: vec!["Hospital Corpsman".to_owned()],
///     army: vec!["Pharmacy Specialist".to_owned()],
///     ..MilitaryTitles::default()
/// };
/// let branches: Vec<Branch> = military_titles(answered).into_iter().map(|(branch, _)| branch).collect();
/// assert_eq!(branches, [Branch::Army, Branch::Navy]);
/// ```
pub fn military_titles(answer: types::MilitaryTitles) -> Vec<(Branch, String)> {
    let types::MilitaryTitles { air_force, army, coast_guard, marine_corps, navy, space_force } = answer;
    [
        (Branch::AirForce, air_force),
        (Branch::Army, army),
        (Branch::CoastGuard, coast_guard),
        (Branch::MarineCorps, marine_corps),
        (Branch::Navy, navy),
        (Branch::SpaceForce, space_force),
    ]
    .into_iter()
    .flat_map(|(branch, titles)| titles.into_iter().map(move |title| (branch, title)))
    .collect()
}
