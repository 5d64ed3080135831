//! The career reports of My Next Move, Mi Próximo Paso and Veterans.

use serde_json::Number;

use super::lists::CareerItem;
use super::service::ResourceList;
use super::shared::{BrightOutlook, Example, NamedElement, Tags};
use crate::describe::shapes;

shapes! {
    /// A career in a few words: `<career>`.
    Career {
        code: child String, "Its O*NET-SOC code.";
        title: child String, "Its title.";
        tags: child Tags, "Its marks.";
        also_called: child Option<AlsoCalled>, "Other titles.";
        what_they_do: child String, "What people in it do, in a sentence.";
        on_the_job: child Option<OnTheJob>, "Some of their tasks.";
        career_video: child Option<bool>, "Whether there is a video; only ever true.";
        resources: child Option<ResourceList>, "The sections of its report.";
    }

    /// Other titles of a career.
    AlsoCalled { title: child Vec<String>, "The titles." }

    /// Tasks of a career.
    OnTheJob { task: child Vec<String>, "The tasks, as sentences." }

    /// Knowledge, skills or abilities of a career in plain words: `<knowledge>`, `<skills>`, `<abilities>`.
    ElementGroups {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        group: child Vec<ElementGroup>, "The groups.";
    }

    /// Elements that belong together.
    ElementGroup {
        title: child NamedElement, "The element above them in the content model.";
        element: child Vec<NamedElement>, "The elements.";
    }

    /// Interests and work styles of a career: `<personality>`.
    Personality {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        top_interest: child Option<TopInterest>, "The interest that the work suits most.";
        work_styles: child Option<PersonalityStyles>, "The work styles that matter.";
    }

    /// The interest that a career suits most.
    TopInterest {
        id: attribute String, "Its id in the content model.";
        title: child String, "Its name, such as `Social`.";
        description: child String, "A sentence.";
    }

    /// The work styles that matter in a career.
    PersonalityStyles { element: child Vec<NamedElement>, "The work styles." }

    /// Technology of a career: `<technology>`.
    CareerTechnology {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        category: child Vec<CareerTechnologyCategory>, "The categories.";
    }

    /// Technology of a kind.
    CareerTechnologyCategory {
        unspsc: attribute u64, "The commodity in the UNSPSC.";
        title: child TechnologyTitle, "What it is called.";
        example: child Vec<Example>, "Products.";
    }

    /// What a category of technology is called. It has no attributes, and is an object in JSON all the same.
    TechnologyTitle { name: text String, "The name." }

    /// Education for a career: `<education>`.
    CareerEducation {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        job_zone: child Option<u64>, "The job zone, 1 to 5.";
        education_usually_needed: child Option<EducationUsuallyNeeded>, "What most people have.";
        apprenticeships: child Option<Apprenticeships>, "Registered apprenticeships.";
    }

    /// The education that most people in a career have.
    EducationUsuallyNeeded { category: child Vec<String>, "Levels of education, in words." }

    /// Registered apprenticeships for a career.
    Apprenticeships { title: child Vec<Apprenticeship>, "The apprenticeships." }

    /// A registered apprenticeship.
    Apprenticeship {
        rapids: attribute String, "Its RAPIDS code; leading zeros count.";
        name: text String, "Its name.";
    }

    /// Outlook and wages of a career: `<job_outlook>`.
    JobOutlook {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        outlook: child Outlook, "How likely new jobs are.";
        bright_outlook: child Option<BrightOutlook>, "Why it has a bright outlook, where it has one.";
        salary: child Option<Salary>, "What it pays.";
    }

    /// How likely new jobs in a career are.
    Outlook {
        description: child String, "A sentence.";
        category: child String, "`Bright`, `Average` or `Below Average`; Spanish on Mi Próximo Paso.";
    }

    /// Wages in US dollars. Any of them can be missing: hourly ones only for actors, annual ones only for
    /// teachers.
    Salary {
        soc_code: attribute String, "The SOC occupation that the wages are known for, such as `49-9021`.";
        annual_10th_percentile: child Option<Number>, "One in ten earns less in a year.";
        annual_median: child Option<Number>, "Half earn less in a year.";
        annual_90th_percentile: child Option<Number>, "Nine in ten earn less in a year.";
        hourly_10th_percentile: child Option<Number>, "One in ten earns less in an hour.";
        hourly_median: child Option<Number>, "Half earn less in an hour.";
        hourly_90th_percentile: child Option<Number>, "Nine in ten earn less in an hour.";
    }

    /// Where in the country a career is common: `<check_out_my_state>`.
    CheckOutMyState {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        map: child Image, "A map of the states.";
        legend: child Image, "What its colours mean.";
        above_average: child Option<States>, "States with more of these jobs than the country has.";
        average: child Option<States>, "States with as many.";
        below_average: child Option<States>, "States with fewer.";
    }

    /// A picture.
    Image {
        href: attribute String, "Its address.";
        width: attribute u64, "Its width in pixels.";
        height: attribute u64, "Its height in pixels.";
    }

    /// States with like numbers of jobs.
    States { state: child Vec<State>, "The states." }

    /// How common a career is in a state.
    State {
        postal_code: attribute String, "The state, such as `RI`.";
        location_quotient: attribute Number, "The career's share of jobs in the state, divided by its share in the country.";
        name: text String, "The name of the state.";
    }

    /// What else to look at: `<explore_more>`.
    ExploreMore {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        careers: child Option<ExploreMoreCareers>, "Careers like it.";
        industries: child Option<EmployingIndustries>, "Industries that it is found in.";
    }

    /// Careers like a career.
    ExploreMoreCareers { career: child Vec<CareerItem>, "The careers." }

    /// Industries that a career is found in.
    EmployingIndustries {
        soc_code: attribute Option<String>, "The SOC occupation that the percentages are known for; absent where a document is made from 2.0.";
        industry: child Vec<EmployingIndustry>, "The industries.";
    }

    /// An industry that a career is found in.
    EmployingIndustry {
        href: attribute String, "The address of its careers.";
        percent_employed: attribute Option<u64>, "The percentage of people in the career that work there; absent where a document is made from 2.0.";
        code: child u64, "Its number.";
        title: child String, "Its title.";
    }

    /// Industries that a career is found in, as a resource of its own: `<where_do_they_work>`.
    WhereDoTheyWork {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        industry: child Vec<EmployingIndustry>, "The industries.";
    }

    /// All sections of a career at once: `<report>`.
    CareerReport {
        code: attribute String, "The career.";
        career: child Option<Career>, "The career in a few words.";
        knowledge: child Option<ElementGroups>, "Knowledge.";
        skills: child Option<ElementGroups>, "Skills.";
        abilities: child Option<ElementGroups>, "Abilities.";
        personality: child Option<Personality>, "Interests and work styles.";
        technology: child Option<CareerTechnology>, "Technology.";
        education: child Option<CareerEducation>, "Education.";
        job_outlook: child Option<JobOutlook>, "Outlook and wages.";
        check_out_my_state: child Option<CheckOutMyState>, "Where in the country it is common.";
        explore_more: child Option<ExploreMore>, "What else to look at.";
        where_do_they_work: child Option<WhereDoTheyWork>, "Industries that it is found in.";
    }
}
