//! The career reports of My Next Move, Mi Próximo Paso and Veterans.

use serde_json::Number;

use super::lists::CareerItem;
use super::service::ResourceList;
use super::shared::{BrightOutlook, Example, NamedElement, Tags};
use crate::describe::shapes;

shapes! {
    Career, "A career in a few words: `<career>`." {
        code: child String, "Its O*NET-SOC code.";
        title: child String, "Its title.";
        tags: child Tags, "Its marks.";
        also_called: child Option<AlsoCalled>, "Other titles.";
        what_they_do: child String, "What people in it do, in a sentence.";
        on_the_job: child Option<OnTheJob>, "Some of their tasks.";
        career_video: child Option<bool>, "Whether there is a video; only ever true.";
        resources: child Option<ResourceList>, "The sections of its report.";
    }
    AlsoCalled, "Other titles of a career." { title: child Vec<String>, "The titles." }
    OnTheJob, "Tasks of a career." { task: child Vec<String>, "The tasks, as sentences." }
    ElementGroups, "Knowledge, skills or abilities of a career in plain words: `<knowledge>`, `<skills>`, `<abilities>`." {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        group: child Vec<ElementGroup>, "The groups.";
    }
    ElementGroup, "Elements that belong together." {
        title: child NamedElement, "The element above them in the content model.";
        element: child Vec<NamedElement>, "The elements.";
    }
    Personality, "Interests and work styles of a career: `<personality>`." {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        top_interest: child Option<TopInterest>, "The interest that the work suits most.";
        work_styles: child Option<PersonalityStyles>, "The work styles that matter.";
    }
    TopInterest, "The interest that a career suits most." {
        id: attribute String, "Its id in the content model.";
        title: child String, "Its name, such as `Social`.";
        description: child String, "A sentence.";
    }
    PersonalityStyles, "The work styles that matter in a career." {
        element: child Vec<NamedElement>, "The work styles.";
    }
    CareerTechnology, "Technology of a career: `<technology>`." {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        category: child Vec<CareerTechnologyCategory>, "The categories.";
    }
    CareerTechnologyCategory, "Technology of a kind." {
        unspsc: attribute u64, "The commodity in the UNSPSC.";
        title: child TechnologyTitle, "What it is called.";
        example: child Vec<Example>, "Products.";
    }
    TechnologyTitle, "What a category of technology is called. It has no attributes, and is an object in JSON all the same." {
        name: text String, "The name.";
    }
    CareerEducation, "Education for a career: `<education>`." {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        job_zone: child Option<u64>, "The job zone, 1 to 5.";
        education_usually_needed: child Option<EducationUsuallyNeeded>, "What most people have.";
        apprenticeships: child Option<Apprenticeships>, "Registered apprenticeships.";
    }
    EducationUsuallyNeeded, "The education that most people in a career have." {
        category: child Vec<String>, "Levels of education, in words.";
    }
    Apprenticeships, "Registered apprenticeships for a career." {
        title: child Vec<Apprenticeship>, "The apprenticeships.";
    }
    Apprenticeship, "A registered apprenticeship." {
        rapids: attribute String, "Its RAPIDS code; leading zeros count.";
        name: text String, "Its name.";
    }
    JobOutlook, "Outlook and wages of a career: `<job_outlook>`." {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        outlook: child Outlook, "How likely new jobs are.";
        bright_outlook: child Option<BrightOutlook>, "Why it has a bright outlook, where it has one.";
        salary: child Option<Salary>, "What it pays.";
    }
    Outlook, "How likely new jobs in a career are." {
        description: child String, "A sentence.";
        category: child String, "`Bright`, `Average` or `Below Average`; Spanish on Mi Próximo Paso.";
    }
    Salary, "Wages in US dollars. Any of them can be missing: hourly ones only for actors, annual ones only for teachers." {
        soc_code: attribute String, "The SOC occupation that the wages are known for, such as `49-9021`.";
        annual_10th_percentile: child Option<Number>, "One in ten earns less in a year.";
        annual_10th_percentile_over: child Option<Number>, "The same, where all that is known is that it is this or more.";
        annual_median: child Option<Number>, "Half earn less in a year.";
        annual_median_over: child Option<Number>, "The same, where all that is known is that it is this or more.";
        annual_90th_percentile: child Option<Number>, "Nine in ten earn less in a year.";
        annual_90th_percentile_over: child Option<Number>, "The same, where all that is known is that it is this or more.";
        hourly_10th_percentile: child Option<Number>, "One in ten earns less in an hour.";
        hourly_10th_percentile_over: child Option<Number>, "The same, where all that is known is that it is this or more.";
        hourly_median: child Option<Number>, "Half earn less in an hour.";
        hourly_median_over: child Option<Number>, "The same, where all that is known is that it is this or more.";
        hourly_90th_percentile: child Option<Number>, "Nine in ten earn less in an hour.";
        hourly_90th_percentile_over: child Option<Number>, "The same, where all that is known is that it is this or more.";
    }
    CheckOutMyState, "Where in the country a career is common: `<check_out_my_state>`." {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        map: child Image, "A map of the states.";
        legend: child Image, "What its colours mean.";
        above_average: child Option<States>, "States with more of these jobs than the country has.";
        average: child Option<States>, "States with as many.";
        below_average: child Option<States>, "States with fewer.";
    }
    Image, "A picture." {
        href: attribute String, "Its address.";
        width: attribute u64, "Its width in pixels.";
        height: attribute u64, "Its height in pixels.";
    }
    States, "States with like numbers of jobs." { state: child Vec<State>, "The states." }
    State, "How common a career is in a state." {
        postal_code: attribute String, "The state, such as `RI`.";
        location_quotient: attribute Number, "The career's share of jobs in the state, divided by its share in the country.";
        name: text String, "The name of the state.";
    }
    ExploreMore, "What else to look at: `<explore_more>`." {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        careers: child Option<ExploreMoreCareers>, "Careers like it.";
        industries: child Option<EmployingIndustries>, "Industries that it is found in.";
    }
    ExploreMoreCareers, "Careers like a career." { career: child Vec<CareerItem>, "The careers." }
    EmployingIndustries, "Industries that a career is found in." {
        soc_code: attribute Option<String>, "The SOC occupation that the percentages are known for; absent where a document is made from 2.0.";
        industry: child Vec<EmployingIndustry>, "The industries.";
    }
    EmployingIndustry, "An industry that a career is found in." {
        href: attribute String, "The address of its careers.";
        percent_employed: attribute Option<u64>, "The percentage of people in the career that work there; absent where a document is made from 2.0.";
        code: child u64, "Its number.";
        title: child String, "Its title.";
    }
    WhereDoTheyWork, "Industries that a career is found in, as a resource of its own: `<where_do_they_work>`." {
        code: attribute Option<String>, "The career; on the resource, not in a report.";
        industry: child Vec<EmployingIndustry>, "The industries.";
    }
    CareerReport, "All sections of a career at once: `<report>`." {
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
