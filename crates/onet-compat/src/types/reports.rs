//! The sections of the occupation reports of O*NET OnLine, and the reports themselves.

use super::occupation::{Occupation, OccupationLink};
use super::shared::Example;
use crate::describe::{Listed, shapes};

shapes! {
    DetailsTasks as section, "Tasks with their scores, as the details report has them: `<tasks>`." {
        task: child Vec<DetailsTask>, "The tasks.";
    }
    DetailsTask, "A task with its score." {
        id: attribute u64, "Its id.";
        green: attribute bool, "Whether it belongs to the green economy; false everywhere in late documents of 1.9.";
        related: attribute String, "The address of other occupations with tasks like it.";
        statement: child String, "The task.";
        category: child Option<String>, "`Core` or `Supplemental`.";
        score: child Option<Score>, "How important it is.";
    }
    SummaryTasks as section, "Tasks without scores, as the summary report and the search by tasks have them: `<tasks>`." {
        task: child Vec<SummaryTask>, "The tasks.";
    }
    SummaryTask, "A task." {
        id: attribute Option<u64>, "Its id; absent at 1.2.";
        green: attribute Option<bool>, "Whether it belongs to the green economy; not in the search by tasks.";
        related: attribute Option<String>, "The address of other occupations with tasks like it; absent at 1.2.";
        name: text String, "The task.";
    }
    Score, "A rating, 0 to 100." {
        scale: attribute String, "What is rated: `Importance`, `Context`, `Occupational Interest`, `Extent` or `Percentage of Respondents`.";
        important: attribute Option<bool>, "Whether it is 50 or more; absent for percentages.";
        value: text u64, "The rating, made comparable between scales: 0 to 100.";
    }
    Elements as section, "Rated elements of the content model: `<knowledge>`, `<skills>`, `<abilities>`, `<work_activities>`, `<interests>`, `<work_styles>`, `<work_values>`." {
        high_point_code: child Option<String>, "The interest code, such as `ISA`; interests of the summary report at 1.2.";
        element: child Vec<Element>, "The elements.";
    }
    Element, "An element of the content model." {
        id: attribute String, "Its id in the content model.";
        related: attribute Option<String>, "The address of other occupations that it matters to; absent at 1.2.";
        name: child String, "Its name.";
        description: child String, "What it means.";
        score: child Option<Score>, "Its rating; details report only.";
    }
    ContextElements as section, "The circumstances of the work: `<work_context>`." {
        element: child Vec<ContextElement>, "The elements.";
    }
    ContextElement, "A circumstance of the work." {
        id: attribute String, "Its id in the content model.";
        related: attribute Option<String>, "The address of other occupations that it matters to; absent at 1.2.";
        name: child String, "Its name.";
        description: child String, "The question of the survey.";
        score: child Option<Score>, "Its rating; details report only.";
        response: child Listed<Response>, "What people answered; absent from XML at 1.2.";
    }
    Response, "An answer that people gave." {
        percentage: attribute u64, "How many of a hundred gave it.";
        name: text String, "Its words.";
    }
    Technology as section, "Technology skills or tools by category: `<technology_skills>`, `<tools_used>`." {
        see_all: child Option<SeeAll>, "The same with all examples.";
        category: child Vec<Category>, "The categories.";
    }
    SeeAll, "The address of a list that is not cut short." { href: attribute String, "The address." }
    Category, "Technology or tools of a kind." {
        related: attribute Option<String>, "The address of other occupations that use them.";
        title: child CategoryTitle, "What they are called.";
        example: child Vec<Example>, "Products.";
    }
    CategoryTitle, "What a category of technology or tools is called." {
        id: attribute u64, "The commodity in the UNSPSC.";
        name: text String, "Its name.";
    }
    ToolsTechnology as section, "Tools and technology in one section, as before they were parted: `<tools_technology>`." {
        see_all: child Option<SeeAll>, "The same with all examples, as in 2015.";
        tools: child Option<Technology>, "Tools.";
        technology: child Option<Technology>, "Technology.";
    }
    DetailedWorkActivities as section, "Detailed work activities: `<detailed_work_activities>`." {
        activity: child Vec<Activity>, "The activities.";
    }
    Activity, "A detailed work activity." {
        id: attribute String, "Its id, such as `4.A.2.a.2.I05.D04`.";
        related: attribute String, "The address of other occupations with it.";
        name: text String, "The activity.";
    }
    JobZone, "The job zone of an occupation: `<job_zone>`." {
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
    Education, "Education of the people in an occupation: `<education>`." {
        code: attribute Option<String>, "The occupation; on the resource, not in a report.";
        report: attribute Option<String>, "`summary` or `details`; on the resource.";
        level_required: child Option<LevelRequired>, "What they have.";
        stem: child Option<Stem>, "Programs of science, technology, engineering and mathematics; summary report at 1.2.";
    }
    LevelRequired, "Levels of education." {
        category: child Vec<EducationLevel>, "The levels, the most common one first.";
    }
    EducationLevel, "A level of education." {
        name: child String, "Its name.";
        description: child Option<String>, "What it means.";
        score: child Option<Score>, "How many of a hundred have it.";
    }
    Stem, "Disciplines of science, technology, engineering and mathematics." {
        discipline: child Vec<Discipline>, "The disciplines.";
    }
    Discipline, "A discipline." {
        name: child String, "Its name.";
        cip: child Vec<Cip>, "Its instructional programs.";
    }
    Cip, "An instructional program." {
        id: attribute String, "Its code in the Classification of Instructional Programs.";
        name: text String, "Its name.";
    }
    RelatedOccupations, "Occupations like an occupation, or with something in common: `<related_occupations>`." {
        code: attribute Option<String>, "The occupation; on the section's resource only.";
        report: attribute Option<String>, "`summary` or `details`; on the section's resource only.";
        occupation: child Vec<OccupationLink>, "The occupations.";
    }
    AdditionalInformation as section, "Associations and other sources: `<additional_information>`." {
        source: child Vec<InformationSource>, "The sources.";
    }
    InformationSource, "A source of information." {
        url: attribute String, "Its page.";
        name: text String, "Its name.";
    }
    WorkActivitiesOutline, "Work activities of three levels and tasks, within one another: `<work_activities_outline>`." {
        code: attribute String, "The occupation.";
        report: attribute String, "`custom`.";
        display: attribute String, "The requested levels, such as `gwa,iwa,dwa,task`.";
        generalized_work_activities: child Option<OutlineGeneralized>, "The outline.";
    }
    OutlineGeneralized, "The first level of an outline." {
        element: child Vec<OutlineElement>, "The generalized work activities.";
    }
    OutlineElement, "A generalized work activity with what belongs to it." {
        id: attribute String, "Its id in the content model.";
        related: attribute String, "The address of other occupations that it matters to.";
        name: child String, "Its name.";
        description: child String, "What it means.";
        score: child Option<Score>, "How important it is.";
        intermediate_work_activities: child Option<OutlineIntermediate>, "The next level.";
    }
    OutlineIntermediate, "The second level of an outline." {
        intermediate_activity: child Vec<OutlineIntermediateActivity>, "The intermediate work activities.";
    }
    OutlineIntermediateActivity, "An intermediate work activity with what belongs to it." {
        id: attribute String, "Its id, such as `4.A.2.a.2.I05`.";
        statement: child String, "The activity.";
        detailed_work_activities: child Option<OutlineDetailed>, "The next level.";
    }
    OutlineDetailed, "The third level of an outline." {
        activity: child Vec<OutlineActivity>, "The detailed work activities.";
    }
    OutlineActivity, "A detailed work activity with its tasks." {
        id: attribute String, "Its id, such as `4.A.2.a.2.I05.D04`.";
        related: attribute String, "The address of other occupations with it.";
        statement: child String, "The activity.";
        tasks: child Option<OutlineTasks>, "Its tasks.";
    }
    OutlineTasks, "The tasks of an outline." { task: child Vec<OutlineTask>, "The tasks." }
    OutlineTask, "A task in an outline. No document was found that shows it; it is taken to have what other tasks have." {
        id: attribute Option<u64>, "Its id.";
        green: attribute Option<bool>, "Whether it belongs to the green economy.";
        related: attribute Option<String>, "The address of other occupations with tasks like it.";
        statement: child Option<String>, "The task.";
    }
}

/// The two reports, which differ in their tasks.
macro_rules! reports {
    ($( $name:ident, $about:literal, $tasks:ident; )*) => { shapes! { $( $name, $about {
        code: attribute String, "The occupation.";
        display: attribute Option<String>, "`short` or `long`; absent at 1.2.";
        occupation: child Option<Occupation>, "The occupation at a glance.";
        tasks: child Option<$tasks>, "Tasks.";
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
    } )* } };
}

reports! {
    SummaryReport, "What is important in an occupation, all sections at once: `<summary_report>`.", SummaryTasks;
    DetailsReport, "Everything about an occupation with its ratings, all sections at once: `<details_report>`.", DetailsTasks;
}
