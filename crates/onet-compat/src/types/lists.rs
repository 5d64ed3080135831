//! Lists of careers and occupations, and the lists that one browses them by.

use super::occupation::OccupationLink;
use super::shared::{Link, Tags};
use crate::describe::shapes;

shapes! {
    /// A page of careers of My Next Move, Mi Próximo Paso or Veterans: `<careers>`.
    ///
    /// One type for the search, all listings, careers by interest profile and the military search; what a
    /// list echoes of the call tells them apart.
    CareerList {
        keyword: attribute Option<String>, "The words searched for, or the military job code.";
        branch: attribute Option<String>, "The branch asked for, or `all`; military search only.";
        answers: attribute Option<String>, "The answers given to the Interest Profiler, 30 or 60 digits from 1 to 5.";
        category: attribute Option<String>, "The industry or the bright outlook category asked for; how the service names it is not known.";
        sort: attribute Option<String>, "The order, such as `name`.";
        start: attribute u64, "Place of the first item of this page in the whole list, from 1.";
        end: attribute u64, "Place of the last item.";
        total: attribute u64, "Number of items in the whole list; 0 where nothing matches.";
        link: child Vec<Link>, "Links to the pages before and after.";
        military_matches: child Option<MilitaryMatches>, "The military jobs that the keyword means.";
        career: child Vec<CareerItem>, "The careers.";
    }

    /// A career in a list.
    CareerItem {
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

    /// The branches that employ people in a career.
    MilitaryJobs {
        air_force: attribute bool, "Air Force.";
        army: attribute bool, "Army.";
        coast_guard: attribute bool, "Coast Guard.";
        marine_corps: attribute bool, "Marine Corps.";
        navy: attribute bool, "Navy.";
    }

    /// The military jobs that a keyword means.
    MilitaryMatches { r#match as "match": child Vec<MilitaryMatch>, "The jobs." }

    /// A military job.
    MilitaryMatch {
        branch: attribute String, "Its branch, such as `army`.";
        active: attribute bool, "Whether it still exists.";
        code: child String, "Its code, such as `11B`.";
        title: child String, "Its title.";
        external_info: child Vec<ExternalInfo>, "Pages that tell more.";
    }

    /// A page of someone else.
    ExternalInfo {
        href: attribute String, "Its address.";
        title: child String, "Its title.";
    }

    /// A page of occupations of O*NET OnLine: `<occupations>`.
    ///
    /// One type for the search and all listings; what a list echoes of the call tells them apart.
    OccupationList {
        keyword: attribute Option<String>, "The words searched for.";
        cluster: attribute Option<String>, "The career cluster asked for.";
        industry: attribute Option<String>, "The industry asked for.";
        family: attribute Option<String>, "The job family asked for.";
        zone: attribute Option<String>, "The job zone asked for.";
        occupation_type: attribute Option<String>, "The kind of STEM occupation asked for.";
        sort: attribute Option<String>, "The order, such as `name`, `pathway`, `percent` or `family`.";
        start: attribute u64, "Place of the first item of this page in the whole list, from 1.";
        end: attribute u64, "Place of the last item.";
        total: attribute u64, "Number of items in the whole list; 0 where nothing matches.";
        link: child Vec<Link>, "Links to the pages before and after.";
        occupation: child Vec<OccupationItem>, "The occupations.";
    }

    /// An occupation in a list, with what the list tells of it.
    OccupationItem {
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

    /// A code and its title.
    Coded {
        code: child String, "The code; leading zeros count.";
        title: child String, "Its title.";
    }

    /// How much of an occupation an industry employs.
    IndustryPercent {
        code: child u64, "The industry.";
        percent: child u64, "The percentage of the occupation's workers.";
    }

    /// A kind of STEM occupation.
    StemType {
        code: attribute u64, "Its number.";
        name: text String, "Its name.";
    }

    /// A job family, which is a major group of the SOC.
    JobFamily {
        code: attribute String, "Its code, such as `17-0000`.";
        name: text String, "Its name.";
    }

    /// The industries that one browses by: `<industries>`.
    IndustryList { industry: child Vec<IndustryItem>, "The industries." }

    /// An industry in a list.
    IndustryItem {
        href: attribute String, "The address of its careers or occupations.";
        code: child u64, "Its number.";
        title: child String, "Its title.";
    }

    /// The reasons for a bright outlook that one browses by: `<bright_outlook_categories>`.
    BrightOutlookCategories { category: child Vec<ListedCode>, "The categories." }

    /// The job zones that one browses My Next Move by: `<job_zones>`.
    JobPreparation { job_zone: child Vec<JobPreparationZone>, "The job zones." }

    /// A job zone in a list of My Next Move.
    JobPreparationZone {
        href: attribute String, "The address of its careers.";
        value: child u64, "Its number, 1 to 5.";
        title: child String, "Its title.";
    }

    /// The job zones that one browses O*NET OnLine by: `<job_zones>`.
    JobZoneList { job_zone: child Vec<ListedCode>, "The job zones." }

    /// The career clusters that one browses by: `<career_clusters>`.
    CareerClusterList { career_cluster: child Vec<ListedCode>, "The clusters." }

    /// The job families that one browses by: `<job_families>`.
    JobFamilyList { job_family: child Vec<ListedCode>, "The families." }

    /// The kinds of STEM occupations that one browses by: `<stem_occupation_types>`.
    StemTypeList { occupation_type: child Vec<ListedNumber>, "The kinds." }

    /// An item of a list to browse by.
    ListedCode {
        href: attribute String, "The address of what it holds.";
        code: child String, "Its code; leading zeros count.";
        title: child String, "Its title.";
    }

    /// An item of a list to browse by, with a number for a code.
    ListedNumber {
        href: attribute String, "The address of what it holds.";
        code: child u64, "Its number.";
        title: child String, "Its title.";
    }

    /// Technologies that employers ask for most: `<hot_technologies>`.
    HotTechnologies { technology: child Vec<HotTechnology>, "The technologies." }

    /// A technology that employers ask for.
    HotTechnology {
        href: attribute Option<String>, "The address of the occupations that use it.";
        name: text String, "Its name.";
    }

    /// Occupations for codes of another classification: `<crosswalks>`.
    ///
    /// What is known of it is a client of the military crosswalk. The others are taken to be like it, with the pages
    /// of other searches.
    Crosswalk {
        keyword: attribute String, "The code or words asked for.";
        branch: attribute Option<String>, "The branch asked for, or `all`; military crosswalk only.";
        start: attribute Option<u64>, "Place of the first match of this page in the whole list, from 1.";
        end: attribute Option<u64>, "Place of the last match.";
        total: attribute Option<u64>, "Number of matches in the whole list.";
        link: child Vec<Link>, "Links to the pages before and after.";
        r#match as "match": child Vec<CrosswalkMatch>, "The matches.";
    }

    /// A code of another classification with its occupations.
    CrosswalkMatch {
        code: child Option<String>, "The code; entries of the Occupational Outlook Handbook have none in 2.0.";
        title: child String, "Its title.";
        occupations: child CrosswalkOccupations, "The occupations.";
    }

    /// The occupations for a code.
    CrosswalkOccupations { occupation: child Vec<OccupationLink>, "The occupations." }
}
