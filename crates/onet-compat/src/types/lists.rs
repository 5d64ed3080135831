//! Lists of careers and occupations, and the lists that one browses them by.

use super::occupation::OccupationLink;
use super::shared::{Link, Tags};
use crate::describe::shapes;

shapes! {
    CareerList, "A page of careers of My Next Move, Mi Próximo Paso or Veterans: `<careers>`.\n\nOne type for the search, all listings, careers by interest profile and the military search; the parameters that a list repeats tell them apart." {
        keyword: attribute Option<String>, "The words searched for, or the military job code.";
        branch: attribute Option<String>, "The requested branch, or `all`; military search only.";
        answers: attribute Option<String>, "The answers given to the Interest Profiler, 30 or 60 digits from 1 to 5.";
        category: attribute Option<String>, "The requested industry or bright outlook category; how the service names it is unknown.";
        sort: attribute Option<String>, "The order, such as `name`.";
        start: attribute u64, "Place of the first item of this page in the whole list, from 1.";
        end: attribute u64, "Place of the last item.";
        total: attribute u64, "Number of items in the whole list; 0 where nothing matches.";
        link: child Vec<Link>, "Links to the pages before and after.";
        military_matches: child Option<MilitaryMatches>, "The military jobs that the keyword means.";
        career: child Vec<CareerItem>, "The careers.";
    }
    CareerItem, "A career in a list." {
        href: attribute String, "Its address.";
        fit: attribute Option<String>, "How well it fits an interest profile, such as `Best`.";
        match_type: attribute Option<String>, "How it matches a military job, such as `some_duties`.";
        code: child String, "Its O*NET-SOC code.";
        title: child String, "Its title.";
        tags: child Tags, "Its marks.";
        military_jobs: child Option<MilitaryJobs>, "The branches that employ it; Veterans of 1.9 only.";
        preparation_needed: child Option<String>, "When in a military career one is ready for it, such as `First term`.";
        pay_grade: child Option<String>, "The pay grade that goes with it, such as `E1`.";
    }
    MilitaryJobs, "The branches that employ people in a career." {
        air_force: attribute bool, "Air Force.";
        army: attribute bool, "Army.";
        coast_guard: attribute bool, "Coast Guard.";
        marine_corps: attribute bool, "Marine Corps.";
        navy: attribute bool, "Navy.";
    }
    MilitaryMatches, "The military jobs that a keyword means." {
        r#match as "match": child Vec<MilitaryMatch>, "The jobs.";
    }
    MilitaryMatch, "A military job." {
        branch: attribute String, "Its branch, such as `army`.";
        active: attribute bool, "Whether it still exists.";
        code: child String, "Its code, such as `11B`.";
        title: child String, "Its title.";
        external_info: child Vec<ExternalInfo>, "Pages with more information.";
    }
    ExternalInfo, "A page of someone else." {
        href: attribute String, "Its address.";
        title: child String, "Its title.";
    }
    OccupationList, "A page of occupations of O*NET OnLine: `<occupations>`.\n\nOne type for the search and all listings; what a list echoes of the call tells them apart." {
        keyword: attribute Option<String>, "The words searched for.";
        cluster: attribute Option<String>, "The requested career cluster.";
        industry: attribute Option<String>, "The requested industry.";
        family: attribute Option<String>, "The requested job family.";
        zone: attribute Option<String>, "The requested job zone.";
        occupation_type: attribute Option<String>, "The requested kind of STEM occupation.";
        sort: attribute Option<String>, "The order, such as `name`, `pathway`, `percent` or `family`.";
        start: attribute u64, "Place of the first item of this page in the whole list, from 1.";
        end: attribute u64, "Place of the last item.";
        total: attribute u64, "Number of items in the whole list; 0 where nothing matches.";
        link: child Vec<Link>, "Links to the pages before and after.";
        occupation: child Vec<OccupationItem>, "The occupations.";
    }
    OccupationItem, "An occupation in a list, with the data of that list." {
        href: attribute String, "Its address.";
        relevance_score: attribute Option<u64>, "How well it matches, 0 to 100; absent where the keyword was its code.";
        code: child String, "Its O*NET-SOC code.";
        title: child String, "Its title.";
        tags: child Tags, "Its marks.";
        career_cluster: child Option<Coded>, "Its career cluster.";
        career_pathway: child Option<Coded>, "Its pathway in the cluster.";
        percent_employed_by_industry: child Vec<IndustryPercent>, "The percentage of its workers that an industry employs.";
        projected_growth: child Option<String>, "How its employment is expected to grow, such as `Faster than average`.";
        projected_openings: child Option<u64>, "How many openings are expected.";
        stem_occupation_type: child Option<StemType>, "What kind of STEM occupation it is.";
        job_family: child Option<JobFamily>, "Its job family.";
    }
    Coded, "A code and its title." {
        code: child String, "The code; leading zeros count.";
        title: child String, "Its title.";
    }
    IndustryPercent, "How much of an occupation an industry employs." {
        code: child u64, "The industry.";
        percent: child u64, "The percentage of the occupation's workers.";
    }
    StemType, "A kind of STEM occupation." {
        code: attribute u64, "Its number.";
        name: text String, "Its name.";
    }
    JobFamily, "A job family, which is a major group of the SOC." {
        code: attribute String, "Its code, such as `17-0000`.";
        name: text String, "Its name.";
    }
    IndustryList, "The industries that one browses by: `<industries>`." {
        industry: child Vec<IndustryItem>, "The industries.";
    }
    IndustryItem, "An industry in a list." {
        href: attribute String, "The address of its careers or occupations.";
        code: child u64, "Its number.";
        title: child String, "Its title.";
    }
    BrightOutlookCategories, "The reasons for a bright outlook that one browses by: `<bright_outlook_categories>`." {
        category: child Vec<ListedCode>, "The categories.";
    }
    JobPreparation, "The job zones that one browses My Next Move by: `<job_zones>`." {
        job_zone: child Vec<JobPreparationZone>, "The job zones.";
    }
    JobPreparationZone, "A job zone in a list of My Next Move." {
        href: attribute String, "The address of its careers.";
        value: child u64, "Its number, 1 to 5.";
        title: child String, "Its title.";
    }
    JobZoneList, "The job zones that one browses O*NET OnLine by: `<job_zones>`." {
        job_zone: child Vec<ListedCode>, "The job zones.";
    }
    CareerClusterList, "The career clusters that one browses by: `<career_clusters>`." {
        career_cluster: child Vec<ListedCode>, "The clusters.";
    }
    JobFamilyList, "The job families that one browses by: `<job_families>`." {
        job_family: child Vec<ListedCode>, "The families.";
    }
    StemTypeList, "The kinds of STEM occupations that one browses by: `<stem_occupation_types>`." {
        occupation_type: child Vec<ListedNumber>, "The kinds.";
    }
    ListedCode, "An item of a list to browse by." {
        href: attribute String, "The address of what it holds.";
        code: child String, "Its code; leading zeros count.";
        title: child String, "Its title.";
    }
    ListedNumber, "An item of a list to browse by, with a number for a code." {
        href: attribute String, "The address of what it holds.";
        code: child u64, "Its number.";
        title: child String, "Its title.";
    }
    HotTechnologies, "Technologies that employers ask for most: `<hot_technologies>`." {
        technology: child Vec<HotTechnology>, "The technologies.";
    }
    HotTechnology, "A technology that employers ask for." {
        href: attribute Option<String>, "The address of the occupations that use it.";
        name: text String, "Its name.";
    }
    Crosswalk, "Occupations for codes of another classification: `<crosswalks>`.\n\nWhat is known of it is a client of the military crosswalk. The others are taken to be like it, with the pages of other searches." {
        keyword: attribute String, "The requested code or words.";
        branch: attribute Option<String>, "The requested branch, or `all`; military crosswalk only.";
        start: attribute Option<u64>, "Place of the first match of this page in the whole list, from 1.";
        end: attribute Option<u64>, "Place of the last match.";
        total: attribute Option<u64>, "Number of matches in the whole list.";
        link: child Vec<Link>, "Links to the pages before and after.";
        r#match as "match": child Vec<CrosswalkMatch>, "The matches.";
    }
    CrosswalkMatch, "A code of another classification with its occupations." {
        code: child Option<String>, "The code; entries of the Occupational Outlook Handbook have none in 2.0.";
        title: child String, "Its title.";
        occupations: child CrosswalkOccupations, "The occupations.";
    }
    CrosswalkOccupations, "The occupations for a code." { occupation: child Vec<OccupationLink>, "The occupations." }
}
