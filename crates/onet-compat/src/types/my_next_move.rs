//! The career reports of My Next Move, Mi Próximo Paso and Veterans.

use serde_json::Number;

use super::lists::CareerItem;
use super::service::ResourceList;
use super::shared::{BrightOutlook, Example, NamedElement, Tags};
use crate::describe::shapes;

shapes! {
    /// A career in a few words: `<career>`.
    Career {
        /// Its O*NET-SOC code.
        code: child String,
        /// Its title.
        title: child String,
        /// Its marks.
        tags: child Tags,
        /// Other titles.
        also_called: child Option<AlsoCalled>,
        /// What people in it do, in a sentence.
        what_they_do: child String,
        /// Some of their tasks.
        on_the_job: child Option<OnTheJob>,
        /// Whether there is a video; only ever true.
        career_video: child Option<bool>,
        /// The sections of its report.
        resources: child Option<ResourceList>,
    }

    /// Other titles of a career.
    AlsoCalled {
        /// The titles.
        title: child Vec<String>,
    }

    /// Tasks of a career.
    OnTheJob {
        /// The tasks, as sentences.
        task: child Vec<String>,
    }

    /// Knowledge, skills or abilities of a career in plain words: `<knowledge>`, `<skills>`, `<abilities>`.
    ElementGroups {
        /// The career; on the resource, not in a report.
        code: attribute Option<String>,
        /// The groups.
        group: child Vec<ElementGroup>,
    }

    /// Elements that belong together.
    ElementGroup {
        /// The element above them in the content model.
        title: child NamedElement,
        /// The elements.
        element: child Vec<NamedElement>,
    }

    /// Interests and work styles of a career: `<personality>`.
    Personality {
        /// The career; on the resource, not in a report.
        code: attribute Option<String>,
        /// The interest that the work suits most.
        top_interest: child Option<TopInterest>,
        /// The work styles that matter.
        work_styles: child Option<PersonalityStyles>,
    }

    /// The interest that a career suits most.
    TopInterest {
        /// Its id in the content model.
        id: attribute String,
        /// Its name, such as `Social`.
        title: child String,
        /// A sentence.
        description: child String,
    }

    /// The work styles that matter in a career.
    PersonalityStyles {
        /// The work styles.
        element: child Vec<NamedElement>,
    }

    /// Technology of a career: `<technology>`.
    CareerTechnology {
        /// The career; on the resource, not in a report.
        code: attribute Option<String>,
        /// The categories.
        category: child Vec<CareerTechnologyCategory>,
    }

    /// Technology of a kind.
    CareerTechnologyCategory {
        /// The commodity in the UNSPSC.
        unspsc: attribute u64,
        /// What it is called.
        title: child TechnologyTitle,
        /// Products.
        example: child Vec<Example>,
    }

    /// What a category of technology is called. It has no attributes, and is an object in JSON all the same.
    TechnologyTitle {
        /// The name.
        name: text String,
    }

    /// Education for a career: `<education>`.
    CareerEducation {
        /// The career; on the resource, not in a report.
        code: attribute Option<String>,
        /// The job zone, 1 to 5.
        job_zone: child Option<u64>,
        /// What most people have.
        education_usually_needed: child Option<EducationUsuallyNeeded>,
        /// Registered apprenticeships.
        apprenticeships: child Option<Apprenticeships>,
    }

    /// The education that most people in a career have.
    EducationUsuallyNeeded {
        /// Levels of education, in words.
        category: child Vec<String>,
    }

    /// Registered apprenticeships for a career.
    Apprenticeships {
        /// The apprenticeships.
        title: child Vec<Apprenticeship>,
    }

    /// A registered apprenticeship.
    Apprenticeship {
        /// Its RAPIDS code; leading zeros count.
        rapids: attribute String,
        /// Its name.
        name: text String,
    }

    /// Outlook and wages of a career: `<job_outlook>`.
    JobOutlook {
        /// The career; on the resource, not in a report.
        code: attribute Option<String>,
        /// How likely new jobs are.
        outlook: child Outlook,
        /// Why it has a bright outlook, where it has one.
        bright_outlook: child Option<BrightOutlook>,
        /// What it pays.
        salary: child Option<Salary>,
    }

    /// How likely new jobs in a career are.
    Outlook {
        /// A sentence.
        description: child String,
        /// `Bright`, `Average` or `Below Average`; Spanish on Mi Próximo Paso.
        category: child String,
    }

    /// Wages in US dollars. Any of them can be missing: hourly ones only for actors, annual ones only for
    /// teachers.
    Salary {
        /// The SOC occupation that the wages are known for, such as `49-9021`.
        soc_code: attribute String,
        /// One in ten earns less in a year.
        annual_10th_percentile: child Option<Number>,
        /// Half earn less in a year.
        annual_median: child Option<Number>,
        /// Nine in ten earn less in a year.
        annual_90th_percentile: child Option<Number>,
        /// One in ten earns less in an hour.
        hourly_10th_percentile: child Option<Number>,
        /// Half earn less in an hour.
        hourly_median: child Option<Number>,
        /// Nine in ten earn less in an hour.
        hourly_90th_percentile: child Option<Number>,
    }

    /// Where in the country a career is common: `<check_out_my_state>`.
    CheckOutMyState {
        /// The career; on the resource, not in a report.
        code: attribute Option<String>,
        /// A map of the states.
        map: child Image,
        /// What its colours mean.
        legend: child Image,
        /// States with more of these jobs than the country has.
        above_average: child Option<States>,
        /// States with as many.
        average: child Option<States>,
        /// States with fewer.
        below_average: child Option<States>,
    }

    /// A picture.
    Image {
        /// Its address.
        href: attribute String,
        /// Its width in pixels.
        width: attribute u64,
        /// Its height in pixels.
        height: attribute u64,
    }

    /// States with like numbers of jobs.
    States {
        /// The states.
        state: child Vec<State>,
    }

    /// How common a career is in a state.
    State {
        /// The state, such as `RI`.
        postal_code: attribute String,
        /// The career's share of jobs in the state, divided by its share in the country.
        location_quotient: attribute Number,
        /// The name of the state.
        name: text String,
    }

    /// What else to look at: `<explore_more>`.
    ExploreMore {
        /// The career; on the resource, not in a report.
        code: attribute Option<String>,
        /// Careers like it.
        careers: child Option<ExploreMoreCareers>,
        /// Industries that it is found in.
        industries: child Option<EmployingIndustries>,
    }

    /// Careers like a career.
    ExploreMoreCareers {
        /// The careers.
        career: child Vec<CareerItem>,
    }

    /// Industries that a career is found in.
    EmployingIndustries {
        /// The SOC occupation that the percentages are known for; absent where a document is made from 2.0.
        soc_code: attribute Option<String>,
        /// The industries.
        industry: child Vec<EmployingIndustry>,
    }

    /// An industry that a career is found in.
    EmployingIndustry {
        /// The address of its careers.
        href: attribute String,
        /// The percentage of people in the career that work there; absent where a document is made from 2.0.
        percent_employed: attribute Option<u64>,
        /// Its number.
        code: child u64,
        /// Its title.
        title: child String,
    }

    /// Industries that a career is found in, as a resource of its own: `<where_do_they_work>`.
    WhereDoTheyWork {
        /// The career; on the resource, not in a report.
        code: attribute Option<String>,
        /// The industries.
        industry: child Vec<EmployingIndustry>,
    }

    /// All sections of a career at once: `<report>`.
    CareerReport {
        /// The career.
        code: attribute String,
        /// The career in a few words.
        career: child Option<Career>,
        /// Knowledge.
        knowledge: child Option<ElementGroups>,
        /// Skills.
        skills: child Option<ElementGroups>,
        /// Abilities.
        abilities: child Option<ElementGroups>,
        /// Interests and work styles.
        personality: child Option<Personality>,
        /// Technology.
        technology: child Option<CareerTechnology>,
        /// Education.
        education: child Option<CareerEducation>,
        /// Outlook and wages.
        job_outlook: child Option<JobOutlook>,
        /// Where in the country it is common.
        check_out_my_state: child Option<CheckOutMyState>,
        /// What else to look at.
        explore_more: child Option<ExploreMore>,
        /// Industries that it is found in.
        where_do_they_work: child Option<WhereDoTheyWork>,
    }
}
