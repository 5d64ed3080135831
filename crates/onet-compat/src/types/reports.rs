//! The sections of the occupation reports of O*NET OnLine, and the reports themselves.

use super::occupation::{Occupation, OccupationLink};
use super::shared::Example;
use crate::describe::{Listed, shapes};

shapes! {
    /// Tasks with their scores, as the details report has them: `<tasks>`.
    DetailsTasks {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `details`; on the resource.
        report: attribute Option<String>,
        /// `short` or `long`; on the resource.
        display: attribute Option<String>,
        /// The tasks.
        task: child Vec<DetailsTask>,
    }

    /// A task with its score.
    DetailsTask {
        /// Its id.
        id: attribute u64,
        /// Whether it belongs to the green economy; false everywhere in late documents of 1.9.
        green: attribute bool,
        /// The address of other occupations with tasks like it.
        related: attribute String,
        /// The task.
        statement: child String,
        /// `Core` or `Supplemental`.
        category: child Option<String>,
        /// How important it is.
        score: child Option<Score>,
    }

    /// Tasks without scores, as the summary report and the search by tasks have them: `<tasks>`.
    SummaryTasks {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary`; on the resource of the report.
        report: attribute Option<String>,
        /// `short` or `long`; on the resource of the report.
        display: attribute Option<String>,
        /// The tasks.
        task: child Vec<SummaryTask>,
    }

    /// A task.
    SummaryTask {
        /// Its id; absent at 1.2.
        id: attribute Option<u64>,
        /// Whether it belongs to the green economy; not in the search by tasks.
        green: attribute Option<bool>,
        /// The address of other occupations with tasks like it; absent at 1.2.
        related: attribute Option<String>,
        /// The task.
        name: text String,
    }

    /// A rating, 0 to 100.
    Score {
        /// What is rated: `Importance`, `Context`, `Occupational Interest`, `Extent` or `Percentage of
        /// Respondents`.
        scale: attribute String,
        /// Whether it is 50 or more; absent for percentages.
        important: attribute Option<bool>,
        /// The rating, made comparable between scales: 0 to 100.
        value: text u64,
    }

    /// Rated elements of the content model: `<knowledge>`, `<skills>`, `<abilities>`, `<work_activities>`,
    /// `<interests>`, `<work_styles>`, `<work_values>`.
    Elements {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary` or `details`; on the resource.
        report: attribute Option<String>,
        /// `short` or `long`; on the resource.
        display: attribute Option<String>,
        /// The interest code, such as `ISA`; interests of the summary report at 1.2.
        high_point_code: child Option<String>,
        /// The elements.
        element: child Vec<Element>,
    }

    /// An element of the content model.
    Element {
        /// Its id in the content model.
        id: attribute String,
        /// The address of other occupations that it matters to; absent at 1.2.
        related: attribute Option<String>,
        /// Its name.
        name: child String,
        /// What it means.
        description: child String,
        /// Its rating; details report only.
        score: child Option<Score>,
    }

    /// The circumstances of the work: `<work_context>`.
    ContextElements {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary` or `details`; on the resource.
        report: attribute Option<String>,
        /// `short` or `long`; on the resource.
        display: attribute Option<String>,
        /// The elements.
        element: child Vec<ContextElement>,
    }

    /// A circumstance of the work.
    ContextElement {
        /// Its id in the content model.
        id: attribute String,
        /// The address of other occupations that it matters to; absent at 1.2.
        related: attribute Option<String>,
        /// Its name.
        name: child String,
        /// The question that people were asked.
        description: child String,
        /// Its rating; details report only.
        score: child Option<Score>,
        /// What people answered; absent from XML at 1.2.
        response: child Listed<Response>,
    }

    /// An answer that people gave.
    Response {
        /// How many of a hundred gave it.
        percentage: attribute u64,
        /// Its words.
        name: text String,
    }

    /// Technology skills or tools by category: `<technology_skills>`, `<tools_used>`.
    Technology {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary` or `details`; on the resource.
        report: attribute Option<String>,
        /// `short` or `long`; on the resource.
        display: attribute Option<String>,
        /// The same with all examples.
        see_all: child Option<SeeAll>,
        /// The categories.
        category: child Vec<Category>,
    }

    /// The address of a list that is not cut short.
    SeeAll {
        /// The address.
        href: attribute String,
    }

    /// Technology or tools of a kind.
    Category {
        /// The address of other occupations that use them.
        related: attribute Option<String>,
        /// What they are called.
        title: child CategoryTitle,
        /// Products.
        example: child Vec<Example>,
    }

    /// What a category of technology or tools is called.
    CategoryTitle {
        /// The commodity in the UNSPSC.
        id: attribute u64,
        /// Its name.
        name: text String,
    }

    /// Tools and technology in one section, as before they were parted: `<tools_technology>`.
    ToolsTechnology {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary` or `details`; on the resource.
        report: attribute Option<String>,
        /// `short` or `long`; on the resource.
        display: attribute Option<String>,
        /// The same with all examples, as in 2015.
        see_all: child Option<SeeAll>,
        /// Tools.
        tools: child Option<Technology>,
        /// Technology.
        technology: child Option<Technology>,
    }

    /// Detailed work activities: `<detailed_work_activities>`.
    DetailedWorkActivities {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary` or `details`; on the resource.
        report: attribute Option<String>,
        /// `short` or `long`; on the resource.
        display: attribute Option<String>,
        /// The activities.
        activity: child Vec<Activity>,
    }

    /// A detailed work activity.
    Activity {
        /// Its id, such as `4.A.2.a.2.I05.D04`.
        id: attribute String,
        /// The address of other occupations with it.
        related: attribute String,
        /// The activity.
        name: text String,
    }

    /// The job zone of an occupation: `<job_zone>`.
    JobZone {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary` or `details`; on the resource.
        report: attribute Option<String>,
        /// Its number, 1 to 5.
        value: child u64,
        /// Its title.
        title: child String,
        /// The education needed.
        education: child String,
        /// The experience needed.
        related_experience: child String,
        /// The training needed.
        job_training: child String,
        /// Occupations in it.
        job_zone_examples: child String,
        /// Its range of specific vocational preparation, such as `(7.0 to < 8.0)`.
        svp_range: child String,
    }

    /// Education of the people in an occupation: `<education>`.
    Education {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary` or `details`; on the resource.
        report: attribute Option<String>,
        /// What they have.
        level_required: child Option<LevelRequired>,
        /// Programs of science, technology, engineering and mathematics; summary report at 1.2.
        stem: child Option<Stem>,
    }

    /// Levels of education.
    LevelRequired {
        /// The levels, the most common one first.
        category: child Vec<EducationLevel>,
    }

    /// A level of education.
    EducationLevel {
        /// Its name.
        name: child String,
        /// What it means.
        description: child Option<String>,
        /// How many of a hundred have it.
        score: child Option<Score>,
    }

    /// Disciplines of science, technology, engineering and mathematics.
    Stem {
        /// The disciplines.
        discipline: child Vec<Discipline>,
    }

    /// A discipline.
    Discipline {
        /// Its name.
        name: child String,
        /// Its instructional programs.
        cip: child Vec<Cip>,
    }

    /// An instructional program.
    Cip {
        /// Its code in the Classification of Instructional Programs.
        id: attribute String,
        /// Its name.
        name: text String,
    }

    /// Occupations like an occupation, or with something in common: `<related_occupations>`.
    RelatedOccupations {
        /// The occupation; on the section's resource only.
        code: attribute Option<String>,
        /// `summary` or `details`; on the section's resource only.
        report: attribute Option<String>,
        /// The occupations.
        occupation: child Vec<OccupationLink>,
    }

    /// Associations and other sources: `<additional_information>`.
    AdditionalInformation {
        /// The occupation; on the resource, not in a report.
        code: attribute Option<String>,
        /// `summary` or `details`; on the resource.
        report: attribute Option<String>,
        /// `short` or `long`; on the resource.
        display: attribute Option<String>,
        /// The sources.
        source: child Vec<InformationSource>,
    }

    /// A source of information.
    InformationSource {
        /// Its page.
        url: attribute String,
        /// Its name.
        name: text String,
    }

    /// What is important in an occupation, all sections at once: `<summary_report>`.
    SummaryReport {
        /// The occupation.
        code: attribute String,
        /// `short` or `long`; absent at 1.2.
        display: attribute Option<String>,
        /// The occupation at a glance.
        occupation: child Option<Occupation>,
        /// Tasks.
        tasks: child Option<SummaryTasks>,
        /// Technology skills.
        technology_skills: child Option<Technology>,
        /// Tools.
        tools_used: child Option<Technology>,
        /// Tools and technology in one, for older callers.
        tools_technology: child Option<ToolsTechnology>,
        /// Knowledge.
        knowledge: child Option<Elements>,
        /// Skills.
        skills: child Option<Elements>,
        /// Abilities.
        abilities: child Option<Elements>,
        /// Work activities.
        work_activities: child Option<Elements>,
        /// Detailed work activities.
        detailed_work_activities: child Option<DetailedWorkActivities>,
        /// Work context.
        work_context: child Option<ContextElements>,
        /// Job zone.
        job_zone: child Option<JobZone>,
        /// Education.
        education: child Option<Education>,
        /// Interests.
        interests: child Option<Elements>,
        /// Work styles.
        work_styles: child Option<Elements>,
        /// Work values.
        work_values: child Option<Elements>,
        /// Occupations like it.
        related_occupations: child Option<RelatedOccupations>,
        /// Associations and other sources.
        additional_information: child Option<AdditionalInformation>,
    }

    /// Everything about an occupation with its ratings, all sections at once: `<details_report>`.
    DetailsReport {
        /// The occupation.
        code: attribute String,
        /// `short` or `long`; absent at 1.2.
        display: attribute Option<String>,
        /// The occupation at a glance.
        occupation: child Option<Occupation>,
        /// Tasks.
        tasks: child Option<DetailsTasks>,
        /// Technology skills.
        technology_skills: child Option<Technology>,
        /// Tools.
        tools_used: child Option<Technology>,
        /// Tools and technology in one, for older callers.
        tools_technology: child Option<ToolsTechnology>,
        /// Knowledge.
        knowledge: child Option<Elements>,
        /// Skills.
        skills: child Option<Elements>,
        /// Abilities.
        abilities: child Option<Elements>,
        /// Work activities.
        work_activities: child Option<Elements>,
        /// Detailed work activities.
        detailed_work_activities: child Option<DetailedWorkActivities>,
        /// Work context.
        work_context: child Option<ContextElements>,
        /// Job zone.
        job_zone: child Option<JobZone>,
        /// Education.
        education: child Option<Education>,
        /// Interests.
        interests: child Option<Elements>,
        /// Work styles.
        work_styles: child Option<Elements>,
        /// Work values.
        work_values: child Option<Elements>,
        /// Occupations like it.
        related_occupations: child Option<RelatedOccupations>,
        /// Associations and other sources.
        additional_information: child Option<AdditionalInformation>,
    }

    /// Work activities of three levels and tasks, within one another: `<work_activities_outline>`.
    WorkActivitiesOutline {
        /// The occupation.
        code: attribute String,
        /// `custom`.
        report: attribute String,
        /// The levels asked for, such as `gwa,iwa,dwa,task`.
        display: attribute String,
        /// The outline.
        generalized_work_activities: child Option<OutlineGeneralized>,
    }

    /// The first level of an outline.
    OutlineGeneralized {
        /// The generalized work activities.
        element: child Vec<OutlineElement>,
    }

    /// A generalized work activity with what belongs to it.
    OutlineElement {
        /// Its id in the content model.
        id: attribute String,
        /// The address of other occupations that it matters to.
        related: attribute String,
        /// Its name.
        name: child String,
        /// What it means.
        description: child String,
        /// How important it is.
        score: child Option<Score>,
        /// The next level.
        intermediate_work_activities: child Option<OutlineIntermediate>,
    }

    /// The second level of an outline.
    OutlineIntermediate {
        /// The intermediate work activities.
        intermediate_activity: child Vec<OutlineIntermediateActivity>,
    }

    /// An intermediate work activity with what belongs to it.
    OutlineIntermediateActivity {
        /// Its id, such as `4.A.2.a.2.I05`.
        id: attribute String,
        /// The activity.
        statement: child String,
        /// The next level.
        detailed_work_activities: child Option<OutlineDetailed>,
    }

    /// The third level of an outline.
    OutlineDetailed {
        /// The detailed work activities.
        activity: child Vec<OutlineActivity>,
    }

    /// A detailed work activity with its tasks.
    OutlineActivity {
        /// Its id, such as `4.A.2.a.2.I05.D04`.
        id: attribute String,
        /// The address of other occupations with it.
        related: attribute String,
        /// The activity.
        statement: child String,
        /// Its tasks.
        tasks: child Option<OutlineTasks>,
    }

    /// The tasks of an outline.
    OutlineTasks {
        /// The tasks.
        task: child Vec<OutlineTask>,
    }

    /// A task in an outline. No document was found that shows it; it is taken to have what other tasks have.
    OutlineTask {
        /// Its id.
        id: attribute Option<u64>,
        /// Whether it belongs to the green economy.
        green: attribute Option<bool>,
        /// The address of other occupations with tasks like it.
        related: attribute Option<String>,
        /// The task.
        statement: child Option<String>,
    }
}
