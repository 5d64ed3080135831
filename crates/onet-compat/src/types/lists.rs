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
        /// The words searched for, or the military job code.
        keyword: attribute Option<String>,
        /// The branch asked for, or `all`; military search only.
        branch: attribute Option<String>,
        /// The answers given to the Interest Profiler, 30 or 60 digits from 1 to 5.
        answers: attribute Option<String>,
        /// The industry or the bright outlook category asked for; how the service names it is not known.
        category: attribute Option<String>,
        /// The order, such as `name`.
        sort: attribute Option<String>,
        /// Place of the first item of this page in the whole list, from 1.
        start: attribute u64,
        /// Place of the last item.
        end: attribute u64,
        /// Number of items in the whole list; 0 where nothing matches.
        total: attribute u64,
        /// Links to the pages before and after.
        link: child Vec<Link>,
        /// The military jobs that the keyword means.
        military_matches: child Option<MilitaryMatches>,
        /// The careers.
        career: child Vec<CareerItem>,
    }

    /// A career in a list.
    CareerItem {
        /// Its address.
        href: attribute String,
        /// How well it fits an interest profile, such as `Best`.
        fit: attribute Option<String>,
        /// How it matches a military job, such as `some_duties`.
        match_type: attribute Option<String>,
        /// Its O*NET-SOC code.
        code: child String,
        /// Its title.
        title: child String,
        /// Its marks.
        tags: child Tags,
        /// The branches that employ it; Veterans of 1.9 only.
        military_jobs: child Option<MilitaryJobs>,
        /// When in a military career one is ready for it, such as `First term`.
        preparation_needed: child Option<String>,
        /// The pay grade that goes with it, such as `E1`.
        pay_grade: child Option<String>,
    }

    /// The branches that employ people in a career.
    MilitaryJobs {
        /// Air Force.
        air_force: attribute bool,
        /// Army.
        army: attribute bool,
        /// Coast Guard.
        coast_guard: attribute bool,
        /// Marine Corps.
        marine_corps: attribute bool,
        /// Navy.
        navy: attribute bool,
    }

    /// The military jobs that a keyword means.
    MilitaryMatches {
        /// The jobs.
        r#match as "match": child Vec<MilitaryMatch>,
    }

    /// A military job.
    MilitaryMatch {
        /// Its branch, such as `army`.
        branch: attribute String,
        /// Whether it still exists.
        active: attribute bool,
        /// Its code, such as `11B`.
        code: child String,
        /// Its title.
        title: child String,
        /// Pages that tell more.
        external_info: child Vec<ExternalInfo>,
    }

    /// A page of someone else.
    ExternalInfo {
        /// Its address.
        href: attribute String,
        /// Its title.
        title: child String,
    }

    /// A page of occupations of O*NET OnLine: `<occupations>`.
    ///
    /// One type for the search and all listings; what a list echoes of the call tells them apart.
    OccupationList {
        /// The words searched for.
        keyword: attribute Option<String>,
        /// The career cluster asked for.
        cluster: attribute Option<String>,
        /// The industry asked for.
        industry: attribute Option<String>,
        /// The job family asked for.
        family: attribute Option<String>,
        /// The job zone asked for.
        zone: attribute Option<String>,
        /// The kind of STEM occupation asked for.
        occupation_type: attribute Option<String>,
        /// The order, such as `name`, `pathway`, `percent` or `family`.
        sort: attribute Option<String>,
        /// Place of the first item of this page in the whole list, from 1.
        start: attribute u64,
        /// Place of the last item.
        end: attribute u64,
        /// Number of items in the whole list; 0 where nothing matches.
        total: attribute u64,
        /// Links to the pages before and after.
        link: child Vec<Link>,
        /// The occupations.
        occupation: child Vec<OccupationItem>,
    }

    /// An occupation in a list, with what the list tells of it.
    OccupationItem {
        /// Its address.
        href: attribute String,
        /// How well it matches, 0 to 100; absent where the keyword was its code.
        relevance_score: attribute Option<u64>,
        /// Its O*NET-SOC code.
        code: child String,
        /// Its title.
        title: child String,
        /// Its marks.
        tags: child Tags,
        /// Its career cluster.
        career_cluster: child Option<Coded>,
        /// Its pathway in the cluster.
        career_pathway: child Option<Coded>,
        /// The percentage of its workers that an industry employs.
        percent_employed_by_industry: child Vec<IndustryPercent>,
        /// How its employment is expected to grow, such as `Faster than average`.
        projected_growth: child Option<String>,
        /// How many openings are expected.
        projected_openings: child Option<u64>,
        /// What kind of STEM occupation it is.
        stem_occupation_type: child Option<StemType>,
        /// Its job family.
        job_family: child Option<JobFamily>,
    }

    /// A code and its title.
    Coded {
        /// The code; leading zeros count.
        code: child String,
        /// Its title.
        title: child String,
    }

    /// How much of an occupation an industry employs.
    IndustryPercent {
        /// The industry.
        code: child u64,
        /// The percentage of the occupation's workers.
        percent: child u64,
    }

    /// A kind of STEM occupation.
    StemType {
        /// Its number.
        code: attribute u64,
        /// Its name.
        name: text String,
    }

    /// A job family, which is a major group of the SOC.
    JobFamily {
        /// Its code, such as `17-0000`.
        code: attribute String,
        /// Its name.
        name: text String,
    }

    /// The industries that one browses by: `<industries>`.
    IndustryList {
        /// The industries.
        industry: child Vec<IndustryItem>,
    }

    /// An industry in a list.
    IndustryItem {
        /// The address of its careers or occupations.
        href: attribute String,
        /// Its number.
        code: child u64,
        /// Its title.
        title: child String,
    }

    /// The reasons for a bright outlook that one browses by: `<bright_outlook_categories>`.
    BrightOutlookCategories {
        /// The categories.
        category: child Vec<ListedCode>,
    }

    /// The job zones that one browses My Next Move by: `<job_zones>`.
    JobPreparation {
        /// The job zones.
        job_zone: child Vec<JobPreparationZone>,
    }

    /// A job zone in a list of My Next Move.
    JobPreparationZone {
        /// The address of its careers.
        href: attribute String,
        /// Its number, 1 to 5.
        value: child u64,
        /// Its title.
        title: child String,
    }

    /// The job zones that one browses O*NET OnLine by: `<job_zones>`.
    JobZoneList {
        /// The job zones.
        job_zone: child Vec<ListedCode>,
    }

    /// The career clusters that one browses by: `<career_clusters>`.
    CareerClusterList {
        /// The clusters.
        career_cluster: child Vec<ListedCode>,
    }

    /// The job families that one browses by: `<job_families>`.
    JobFamilyList {
        /// The families.
        job_family: child Vec<ListedCode>,
    }

    /// The kinds of STEM occupations that one browses by: `<stem_occupation_types>`.
    StemTypeList {
        /// The kinds.
        occupation_type: child Vec<ListedNumber>,
    }

    /// An item of a list to browse by.
    ListedCode {
        /// The address of what it holds.
        href: attribute String,
        /// Its code; leading zeros count.
        code: child String,
        /// Its title.
        title: child String,
    }

    /// An item of a list to browse by, with a number for a code.
    ListedNumber {
        /// The address of what it holds.
        href: attribute String,
        /// Its number.
        code: child u64,
        /// Its title.
        title: child String,
    }

    /// Technologies that employers ask for most: `<hot_technologies>`.
    HotTechnologies {
        /// The technologies.
        technology: child Vec<HotTechnology>,
    }

    /// A technology that employers ask for.
    HotTechnology {
        /// The address of the occupations that use it.
        href: attribute Option<String>,
        /// Its name.
        name: text String,
    }

    /// Occupations for codes of another classification: `<crosswalks>`.
    ///
    /// What is known of it is a client of the military crosswalk. The others are taken to be like it, with the pages
    /// of other searches.
    Crosswalk {
        /// The code or words asked for.
        keyword: attribute String,
        /// The branch asked for, or `all`; military crosswalk only.
        branch: attribute Option<String>,
        /// Place of the first match of this page in the whole list, from 1.
        start: attribute Option<u64>,
        /// Place of the last match.
        end: attribute Option<u64>,
        /// Number of matches in the whole list.
        total: attribute Option<u64>,
        /// Links to the pages before and after.
        link: child Vec<Link>,
        /// The matches.
        r#match as "match": child Vec<CrosswalkMatch>,
    }

    /// A code of another classification with its occupations.
    CrosswalkMatch {
        /// The code; entries of the Occupational Outlook Handbook have none in 2.0.
        code: child Option<String>,
        /// Its title.
        title: child String,
        /// The occupations.
        occupations: child CrosswalkOccupations,
    }

    /// The occupations for a code.
    CrosswalkOccupations {
        /// The occupations.
        occupation: child Vec<OccupationLink>,
    }
}
