//! The documents as types, described once by the `shapes!` of each family.
//!
//! A member has the name that it has in the documents, in the singular also where it is a list (`career`,
//! `element`); what was seen in some versions only, or in some resources only, is an [`Option`]. Where a
//! section of a full report is a resource of its own as well, the echo of the call (`code`, `report`,
//! `display`) is there only on the resource.

mod database;
mod lists;
mod my_next_move;
mod occupation;
mod profiler;
mod reports;
mod service;
mod shared;
mod taxonomy;

pub use crate::describe::Listed;
pub use crate::scalar::{Cell, Row, SectionTitle};
pub use database::{Column, Rows, Table, TableInfo, TableList};
pub use lists::{
    BrightOutlookCategories, CareerClusterList, CareerItem, CareerList, Coded, Crosswalk, CrosswalkMatch,
    CrosswalkOccupations, ExternalInfo, HotTechnologies, HotTechnology, IndustryItem, IndustryList,
    IndustryPercent, JobFamily, JobFamilyList, JobPreparation, JobPreparationZone, JobZoneList, ListedCode,
    ListedNumber, MilitaryJobs, MilitaryMatch, MilitaryMatches, OccupationItem, OccupationList, StemType,
    StemTypeList,
};
pub use my_next_move::{
    AlsoCalled, Apprenticeship, Apprenticeships, Career, CareerEducation, CareerReport, CareerTechnology,
    CareerTechnologyCategory, CheckOutMyState, EducationUsuallyNeeded, ElementGroup, ElementGroups,
    EmployingIndustries, EmployingIndustry, ExploreMore, ExploreMoreCareers, Image, JobOutlook, OnTheJob,
    Outlook, Personality, PersonalityStyles, Salary, State, States, TechnologyTitle, TopInterest,
    WhereDoTheyWork,
};
pub use occupation::{
    AlsoSee, Occupation, OccupationLink, ReportedTitles, ResourceUpdated, SectionLink, SectionList, Updated,
};
pub use profiler::{
    Answer, AnswerOptions, ProfilerJobZone, ProfilerJobZones, ProfilerQuestions, ProfilerResult,
    ProfilerResults, Question,
};
pub use reports::{
    Activity, AdditionalInformation, Category, CategoryTitle, Cip, ContextElement, ContextElements,
    DetailedWorkActivities, DetailsReport, DetailsTask, DetailsTasks, Discipline, Education, EducationLevel,
    Element, Elements, InformationSource, JobZone, LevelRequired, OutlineActivity, OutlineDetailed,
    OutlineElement, OutlineGeneralized, OutlineIntermediate, OutlineIntermediateActivity, OutlineTask,
    OutlineTasks, RelatedOccupations, Response, Score, SeeAll, Stem, SummaryReport, SummaryTask,
    SummaryTasks, Technology, ToolsTechnology, WorkActivitiesOutline,
};
pub use service::{About, ErrorDocument, ResourceLink, ResourceList, Source};
pub use shared::{BrightOutlook, Example, Link, NamedElement, Tags};
pub use taxonomy::{TaxonomyCrosswalk, TaxonomyOccupation};
