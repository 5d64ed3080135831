//! The sections of full reports.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::resource::Resource;
use crate::rule::Counterpart;
use crate::table::RESOURCES;

/// A section of a full report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// Id of the resource that answers with the section on its own.
    pub id: &'static str,
    /// Its element in the report.
    pub name: &'static str,
    /// The resource that answers with the section on its own.
    pub resource: &'static Resource,
}

/// The sections of a full report, in the order of the document; `None` for a resource that is none.
///
/// ```
/// use onet_compat::Resource;
/// use onet_compat::mapping::report_sections;
///
/// let report = Resource::find("online.occupation.details").expect("a known resource");
/// let sections = report_sections(report).expect("a report");
/// assert_eq!(sections[0].id, "online.occupation");
/// assert_eq!(sections[1].id, "online.occupation.details.tasks");
/// ```
#[must_use]
pub fn report_sections(resource: &Resource) -> Option<&'static [Section]> {
    static REPORTS: LazyLock<HashMap<&'static str, Vec<Section>>> = LazyLock::new(|| {
        let reports = RESOURCES.iter().filter_map(|resource| match resource.rule.counterpart {
            Counterpart::Sections(names) => Some((
                resource.id,
                names.iter().copied().filter_map(|name| section(resource, name)).collect(),
            )),
            _ => None,
        });
        reports.collect()
    });
    REPORTS.get(resource.id).map(Vec::as_slice)
}

/// The resource of a section: the overview that the report stands beside or below, or a resource beside or below it.
fn section(report: &Resource, name: &'static str) -> Option<Section> {
    let above = report.id.rsplit_once('.').map_or("", |(above, _)| above);
    let overview = above.ends_with(&format!(".{name}")).then(|| above.to_owned());
    let candidates = [overview, Some(format!("{}.{name}", report.id)), Some(format!("{above}.{name}"))];
    let found = candidates.iter().flatten().find_map(|id| Resource::find(id))?;
    Some(Section { id: found.id, name, resource: found })
}
