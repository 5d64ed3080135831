//! An occupation of O*NET OnLine at a glance.

use super::shared::{BrightOutlook, Tags};
use crate::describe::shapes;
use crate::scalar::SectionTitle;

shapes! {
    Occupation, "An occupation with its sections: `<occupation>`." {
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
    ReportedTitles, "Titles that people in an occupation have." { title: child Vec<String>, "The titles." }
    AlsoSee, "More detailed occupations." { occupation: child Vec<OccupationLink>, "The occupations." }
    OccupationLink, "An occupation that another document points to." {
        href: attribute String, "Its address.";
        code: child String, "Its O*NET-SOC code.";
        title: child String, "Its title.";
        tags: child Tags, "Its marks.";
    }
    Updated, "How old the data of an occupation are." {
        partial: attribute Option<bool>, "Whether only some of them were brought up to date; absent where a document is made from 2.0.";
        year: attribute u64, "The year of the last update.";
        resource_updated: child Vec<ResourceUpdated>, "Each kind of data.";
    }
    ResourceUpdated, "How old data of a kind are." {
        title: child String, "The kind.";
        source: child Option<String>, "Where they come from, such as `Incumbent`; 2.0 may leave it out.";
        year: child Option<u64>, "Their year; absent for `Legacy Analyst`.";
    }
    SectionList, "Sections of a report." { resource: child Vec<SectionLink>, "The sections." }
    SectionLink, "A section of a report." {
        href: attribute String, "Its address.";
        title: child SectionTitle, "Its title.";
    }
}
