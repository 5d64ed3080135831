//! An occupation of O*NET OnLine at a glance.

use super::shared::{BrightOutlook, Tags};
use crate::describe::shapes;
use crate::scalar::SectionTitle;

shapes! {
    /// An occupation with its sections: `<occupation>`.
    Occupation {
        code: child String, "Its O*NET-SOC code.";
        title: child String, "Its title.";
        tags: child Tags, "Its marks.";
        description: child String, "What people in it do.";
        sample_of_reported_job_titles: child Option<ReportedTitles>, "Titles that people in it have.";
        also_see: child Option<AlsoSee>, "More detailed occupations.";
        updated: child Option<Updated>, "How old its data are.";
        bright_outlook: child Option<BrightOutlook>, "Why it has a bright outlook, where it has one.";
        summary_resources: child Option<SectionList>, "The sections of the summary report.";
        details_resources: child Option<SectionList>, "The sections of the details report.";
        custom_resources: child Option<SectionList>, "Other reports.";
    }

    /// Titles that people in an occupation have.
    ReportedTitles { title: child Vec<String>, "The titles." }

    /// More detailed occupations.
    AlsoSee { occupation: child Vec<OccupationLink>, "The occupations." }

    /// An occupation that another document points to.
    OccupationLink {
        href: attribute String, "Its address.";
        code: child String, "Its O*NET-SOC code.";
        title: child String, "Its title.";
        tags: child Tags, "Its marks.";
    }

    /// How old the data of an occupation are.
    Updated {
        partial: attribute Option<bool>, "Whether only some of them were brought up to date; absent where a document is made from 2.0.";
        year: attribute u64, "The year of the last update.";
        resource_updated: child Vec<ResourceUpdated>, "Each kind of data.";
    }

    /// How old data of a kind are.
    ResourceUpdated {
        title: child String, "The kind.";
        source: child Option<String>, "Where they come from, such as `Incumbent`; 2.0 may leave it out.";
        year: child Option<u64>, "Their year; absent for `Legacy Analyst`.";
    }

    /// Sections of a report.
    SectionList { resource: child Vec<SectionLink>, "The sections." }

    /// A section of a report.
    SectionLink {
        href: attribute String, "Its address.";
        title: child SectionTitle, "Its title.";
    }
}
