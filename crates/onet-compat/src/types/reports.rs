//! The sections of the occupation reports of O*NET OnLine, and the reports themselves.

use super::occupation::{Occupation, OccupationLink};
use super::shared::Example;
use crate::describe::{Listed, shapes};

shapes! {
    /// Tasks with their scores, as the details report has them: `<tasks>`.
    DetailsTasks {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`details`; on the resource.";
        display: attribute Option<String>, "`short` or `long`; on the resource.";
        task: child Vec<DetailsTask>, "The tasks.";
    }

    /// A task with its score.
    DetailsTask {
        id: attribute u64, "Its id.";
        green: attribute bool, "Whether it belongs to the green economy; false everywhere in late documents of 1.9.";
        related: attribute String, "The address of other occupations with tasks like it.";
        statement: child String, "The task.";
        category: child Option<String>, "`Core` or `Supplemental`.";
        score: child Option<Score>, "How important it is.";
    }

    /// Tasks without scores, as the summary report and the search by tasks have them: `<tasks>`.
    SummaryTasks {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary`; on the resource of the report.";
        display: attribute Option<String>, "`short` or `long`; on the resource of the report.";
        task: child Vec<SummaryTask>, "The tasks.";
    }

    /// A task.
    SummaryTask {
        id: attribute Option<u64>, "Its id; absent at 1.2.";
        green: attribute Option<bool>, "Whether it belongs to the green economy; not in the search by tasks.";
        related: attribute Option<String>, "The address of other occupations with tasks like it; absent at 1.2.";
        name: text String, "The task.";
    }

    /// A rating, 0 to 100.
    Score {
        scale: attribute String, "What is rated: `Importance`, `Context`, `Occupational Interest`, `Extent` or `Percentage of Respondents`.";
        important: attribute Option<bool>, "Whether it is 50 or more; absent for percentages.";
        value: text u64, "The rating, made comparable between scales: 0 to 100.";
    }

    /// Rated elements of the content model: `<knowledge>`, `<skills>`, `<abilities>`, `<work_activities>`,
    /// `<interests>`, `<work_styles>`, `<work_values>`.
    Elements {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        display: attribute Option<String>, "`short` or `long`; on the resource.";
        high_point_code: child Option<String>, "The interest code, such as `ISA`; interests of the summary report at 1.2.";
        element: child Vec<Element>, "The elements.";
    }

    /// An element of the content model.
    Element {
        id: attribute String, "Its id in the content model.";
        related: attribute Option<String>, "The address of other occupations that it matters to; absent at 1.2.";
        name: child String, "Its name.";
        description: child String, "What it means.";
        score: child Option<Score>, "Its rating; details report only.";
    }

    /// The circumstances of the work: `<work_context>`.
    ContextElements {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        display: attribute Option<String>, "`short` or `long`; on the resource.";
        element: child Vec<ContextElement>, "The elements.";
    }

    /// A circumstance of the work.
    ContextElement {
        id: attribute String, "Its id in the content model.";
        related: attribute Option<String>, "The address of other occupations that it matters to; absent at 1.2.";
        name: child String, "Its name.";
        description: child String, "The question that people were asked.";
        score: child Option<Score>, "Its rating; details report only.";
        response: child Listed<Response>, "What people answered; absent from XML at 1.2.";
    }

    /// An answer that people gave.
    Response {
        percentage: attribute u64, "How many of a hundred gave it.";
        name: text String, "Its words.";
    }

    /// Technology skills or tools by category: `<technology_skills>`, `<tools_used>`.
    Technology {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        display: attribute Option<String>, "`short` or `long`; on the resource.";
        see_all: child Option<SeeAll>, "The same with all examples.";
        category: child Vec<Category>, "The categories.";
    }

    /// The address of a list that is not cut short.
    SeeAll { href: attribute String, "The address." }

    /// Technology or tools of a kind.
    Category {
        related: attribute Option<String>, "The address of other occupations that use them.";
        title: child CategoryTitle, "What they are called.";
        example: child Vec<Example>, "Products.";
    }

    /// What a category of technology or tools is called.
    CategoryTitle {
        id: attribute u64, "The commodity in the UNSPSC.";
        name: text String, "Its name.";
    }

    /// Tools and technology in one section, as before they were parted: `<tools_technology>`.
    ToolsTechnology {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        display: attribute Option<String>, "`short` or `long`; on the resource.";
        see_all: child Option<SeeAll>, "The same with all examples, as in 2015.";
        tools: child Option<Technology>, "Tools.";
        technology: child Option<Technology>, "Technology.";
    }

    /// Detailed work activities: `<detailed_work_activities>`.
    DetailedWorkActivities {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        display: attribute Option<String>, "`short` or `long`; on the resource.";
        activity: child Vec<Activity>, "The activities.";
    }

    /// A detailed work activity.
    Activity {
        id: attribute String, "Its id, such as `4.A.2.a.2.I05.D04`.";
        related: attribute String, "The address of other occupations with it.";
        name: text String, "The activity.";
    }

    /// The job zone of an occupation: `<job_zone>`.
    JobZone {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        value: child u64, "Its number, 1 to 5.";
        title: child String, "Its title.";
        education: child String, "The education needed.";
        related_experience: child String, "The experience needed.";
        job_training: child String, "The training needed.";
        job_zone_examples: child String, "Occupations in it.";
        svp_range: child String, "Its range of specific vocational preparation, such as `(7.0 to < 8.0)`.";
    }

    /// Education of the people in an occupation: `<education>`.
    Education {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        level_required: child Option<LevelRequired>, "What they have.";
        stem: child Option<Stem>, "Programs of science, technology, engineering and mathematics; summary report at 1.2.";
    }

    /// Levels of education.
    LevelRequired { category: child Vec<EducationLevel>, "The levels, the most common one first." }

    /// A level of education.
    EducationLevel {
        name: child String, "Its name.";
        description: child Option<String>, "What it means.";
        score: child Option<Score>, "How many of a hundred have it.";
    }

    /// Disciplines of science, technology, engineering and mathematics.
    Stem { discipline: child Vec<Discipline>, "The disciplines." }

    /// A discipline.
    Discipline {
        name: child String, "Its name.";
        cip: child Vec<Cip>, "Its instructional programs.";
    }

    /// An instructional program.
    Cip {
        id: attribute String, "Its code in the Classification of Instructional Programs.";
        name: text String, "Its name.";
    }

    /// Occupations like an occupation, or with something in common: `<related_occupations>`.
    RelatedOccupations {
        code: attribute Option<String>, "The occupation; on the section's resource only.";
        report: attribute Option<String>, "`summary` or `details`; on the section's resource only.";
        occupation: child Vec<OccupationLink>, "The occupations.";
    }

    /// Associations and other sources: `<additional_information>`.
    AdditionalInformation {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        display: attribute Option<String>, "`short` or `long`; on the resource.";
        source: child Vec<InformationSource>, "The sources.";
    }

    /// A source of information.
    InformationSource {
        url: attribute String, "Its page.";
        name: text String, "Its name.";
    }

    /// What is important in an occupation, all sections at once: `<summary_report>`.
    SummaryReport {
        code: attribute String, "The occupation.";
        display: attribute Option<String>, "`short` or `long`; absent at 1.2.";
        occupation: child Option<Occupation>, "The occupation at a glance.";
        tasks: child Option<SummaryTasks>, "Tasks.";
        technology_skills: child Option<Technology>, "Technology skills.";
        tools_used: child Option<Technology>, "Tools.";
        tools_technology: child Option<ToolsTechnology>, "Tools and technology in one, for older callers.";
        knowledge: child Option<Elements>, "Knowledge.";
        skills: child Option<Elements>, "Skills.";
        abilities: child Option<Elements>, "Abilities.";
        work_activities: child Option<Elements>, "Work activities.";
        detailed_work_activities: child Option<DetailedWorkActivities>, "Detailed work activities.";
        work_context: child Option<ContextElements>, "Work context.";
        job_zone: child Option<JobZone>, "Job zone.";
        education: child Option<Education>, "Education.";
        interests: child Option<Elements>, "Interests.";
        work_styles: child Option<Elements>, "Work styles.";
        work_values: child Option<Elements>, "Work values.";
        related_occupations: child Option<RelatedOccupations>, "Occupations like it.";
        additional_information: child Option<AdditionalInformation>, "Associations and other sources.";
    }

    /// Everything about an occupation with its ratings, all sections at once: `<details_report>`.
    DetailsReport {
        code: attribute String, "The occupation.";
        display: attribute Option<String>, "`short` or `long`; absent at 1.2.";
        occupation: child Option<Occupation>, "The occupation at a glance.";
        tasks: child Option<DetailsTasks>, "Tasks.";
        technology_skills: child Option<Technology>, "Technology skills.";
        tools_used: child Option<Technology>, "Tools.";
        tools_technology: child Option<ToolsTechnology>, "Tools and technology in one, for older callers.";
        knowledge: child Option<Elements>, "Knowledge.";
        skills: child Option<Elements>, "Skills.";
        abilities: child Option<Elements>, "Abilities.";
        work_activities: child Option<Elements>, "Work activities.";
        detailed_work_activities: child Option<DetailedWorkActivities>, "Detailed work activities.";
        work_context: child Option<ContextElements>, "Work context.";
        job_zone: child Option<JobZone>, "Job zone.";
        education: child Option<Education>, "Education.";
        interests: child Option<Elements>, "Interests.";
        work_styles: child Option<Elements>, "Work styles.";
        work_values: child Option<Elements>, "Work values.";
        related_occupations: child Option<RelatedOccupations>, "Occupations like it.";
        additional_information: child Option<AdditionalInformation>, "Associations and other sources.";
    }

    /// Work activities of three levels and tasks, within one another: `<work_activities_outline>`.
    WorkActivitiesOutline {
        code: attribute String, "The occupation.";
        report: attribute String, "`custom`.";
        display: attribute String, "The levels asked for, such as `gwa,iwa,dwa,task`.";
        generalized_work_activities: child Option<OutlineGeneralized>, "The outline.";
    }

    /// The first level of an outline.
    OutlineGeneralized { element: child Vec<OutlineElement>, "The generalized work activities." }

    /// A generalized work activity with what belongs to it.
    OutlineElement {
        id: attribute String, "Its id in the content model.";
        related: attribute String, "The address of other occupations that it matters to.";
        name: child String, "Its name.";
        description: child String, "What it means.";
        score: child Option<Score>, "How important it is.";
        intermediate_work_activities: child Option<OutlineIntermediate>, "The next level.";
    }

    /// The second level of an outline.
    OutlineIntermediate {
        intermediate_activity: child Vec<OutlineIntermediateActivity>, "The intermediate work activities.";
    }

    /// An intermediate work activity with what belongs to it.
    OutlineIntermediateActivity {
        id: attribute String, "Its id, such as `4.A.2.a.2.I05`.";
        statement: child String, "The activity.";
        detailed_work_activities: child Option<OutlineDetailed>, "The next level.";
    }

    /// The third level of an outline.
    OutlineDetailed { activity: child Vec<OutlineActivity>, "The detailed work activities." }

    /// A detailed work activity with its tasks.
    OutlineActivity {
        id: attribute String, "Its id, such as `4.A.2.a.2.I05.D04`.";
        related: attribute String, "The address of other occupations with it.";
        statement: child String, "The activity.";
        tasks: child Option<OutlineTasks>, "Its tasks.";
    }

    /// The tasks of an outline.
    OutlineTasks { task: child Vec<OutlineTask>, "The tasks." }

    /// A task in an outline. No document was found that shows it; it is taken to have what other tasks have.
    OutlineTask {
        id: attribute Option<u64>, "Its id.";
        green: attribute Option<bool>, "Whether it belongs to the green economy.";
        related: attribute Option<String>, "The address of other occupations with tasks like it.";
        statement: child Option<String>, "The task.";
    }
}
