//! An occupation of O*NET OnLine at a glance.

use super::shared::{BrightOutlook, Tags};
use crate::describe::shapes;
use crate::scalar::SectionTitle;

shapes! {
    /// An occupation with its sections: `<occupation>`.
    Occupation {
        /// Its O*NET-SOC code.
        code: child String,
        /// Its title.
        title: child String,
        /// Its marks.
        tags: child Tags,
        /// What people in it do.
        description: child String,
        /// Titles that people in it have.
        sample_of_reported_job_titles: child Option<ReportedTitles>,
        /// More detailed occupations.
        also_see: child Option<AlsoSee>,
        /// How old its data are.
        updated: child Option<Updated>,
        /// Why it has a bright outlook, where it has one.
        bright_outlook: child Option<BrightOutlook>,
        /// The sections of the summary report.
        summary_resources: child Option<SectionList>,
        /// The sections of the details report.
        details_resources: child Option<SectionList>,
        /// Other reports.
        custom_resources: child Option<SectionList>,
    }

    /// Titles that people in an occupation have.
    ReportedTitles {
        /// The titles.
        title: child Vec<String>,
    }

    /// More detailed occupations.
    AlsoSee {
        /// The occupations.
        occupation: child Vec<OccupationLink>,
    }

    /// An occupation that another document points to.
    OccupationLink {
        /// Its address.
        href: attribute String,
        /// Its O*NET-SOC code.
        code: child String,
        /// Its title.
        title: child String,
        /// Its marks.
        tags: child Tags,
    }

    /// How old the data of an occupation are.
    Updated {
        /// Whether only some of them were brought up to date; absent where a document is made from 2.0.
        partial: attribute Option<bool>,
        /// The year of the last update.
        year: attribute u64,
        /// Each kind of data.
        resource_updated: child Vec<ResourceUpdated>,
    }

    /// How old data of a kind are.
    ResourceUpdated {
        /// The kind.
        title: child String,
        /// Where they come from, such as `Incumbent`; 2.0 may leave it out.
        source: child Option<String>,
        /// Their year; absent for `Legacy Analyst`.
        year: child Option<u64>,
    }

    /// Sections of a report.
    SectionList {
        /// The sections.
        resource: child Vec<SectionLink>,
    }

    /// A section of a report.
    SectionLink {
        /// Its address.
        href: attribute String,
        /// Its title.
        title: child SectionTitle,
    }
}
