//! The words of the pages, each with a sentence.

use maud::{Markup, html};
use onet_pages::html::text;

use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::Visit;

/// Words of a kind: the id of each, the word, and what it means.
type Words = [(&'static str, &'static str, &'static str)];

const OCCUPATIONS: &Words = &[
    (
        "code",
        "O*NET-SOC code",
        "The number of an occupation: six digits of the Standard Occupational Classification (SOC) and two of O*NET, as in 29-1051.00.",
    ),
    ("family", "Job family", "All occupations whose codes begin with the same two digits."),
    ("cluster", "Career cluster, career pathway", "Occupations grouped by the education that leads to them."),
    (
        "bright-outlook",
        "Bright outlook",
        "An occupation that grows fast or has many openings, by the projections of the Bureau of Labor Statistics.",
    ),
    (
        "all-other",
        "All other",
        "An occupation for what its neighbours leave over. O*NET collects no ratings, tasks or activities for most of them.",
    ),
    (
        "tiers",
        "Primary-Short, Primary-Long, Supplemental",
        "How near a related occupation is. Primary-Short: the five nearest. Primary-Long: the next five. Supplemental: ten more that are less alike.",
    ),
    (
        "job-zone",
        "Job zone",
        "1 to 5: how much education, experience and training an occupation needs. 1 is little or none, 5 the most.",
    ),
    (
        "svp",
        "SVP",
        "Specific vocational preparation: a range for the time of training that belongs to a job zone.",
    ),
];

const WORK: &Words = &[
    ("importance", "Importance", "How much something matters in an occupation, here from 0 to 100."),
    ("level", "Level", "How much of it is needed, here from 0 to 100. In the tables it is from 0 to 7."),
    (
        "detailed-activity",
        "Detailed work activity",
        "What people do in several occupations, in one sentence. It belongs to an intermediate activity, and that to one of 41 general ones.",
    ),
    ("shared", "Shared activity", "An activity that was ticked and that the other occupation has, too."),
    (
        "similar",
        "Similar activity",
        "Another activity of the other occupation that belongs to the same intermediate activity as a ticked one.",
    ),
    (
        "core",
        "Core and supplemental task",
        "A core task is relevant and important for most workers of the occupation, a supplemental one for some.",
    ),
    (
        "technology",
        "Hot technology, in demand",
        "Hot: many job postings name the software. In demand: postings for this occupation often name it.",
    ),
    (
        "basic-skill",
        "Basic and cross-functional skill",
        "A basic skill helps to learn, such as reading. A cross-functional one helps in many jobs, such as negotiation.",
    ),
    ("work-style", "Work style", "A trait that affects how well somebody does a job, such as dependability."),
    ("work-context", "Work context", "The conditions of the work, such as time pressure or being outdoors."),
];

const INTERESTS: &Words = &[
    (
        "interests",
        "Interests",
        "Six kinds of work that people like: Realistic, Investigative, Artistic, Social, Enterprising and Conventional.",
    ),
    (
        "interest-code",
        "Interest code",
        "The first letters of the strongest interests, the strongest first, as in ICS.",
    ),
    ("fit", "Best, great and good fit", "How well the interests of an occupation go with the answers."),
];

const TITLES: &Words = &[
    ("score", "Score", "How likely the code of a title is right, from 0 to 1, or as a percentage."),
    (
        "abstained",
        "Please check, abstained",
        "No candidate is likely enough, so the row has no code until a person picks one. In files: abstained is true.",
    ),
    ("rank", "Rank", "The place of the code among the candidates of a title. 1 is the likeliest."),
    ("matched-title", "Matched title", "The known title that is most like the one of the row."),
    (
        "seniority",
        "Seniority",
        "What the title has on rank, such as senior or assistant. It does not change the code.",
    ),
];

const TABLES: &Words = &[
    (
        "scale",
        "Scale",
        "What a value measures, and its least and greatest value. IM is importance, from 1 to 5. LV is level, from 0 to 7.",
    ),
    ("n", "N", "How many people answered."),
    (
        "standard-error",
        "Standard error, lower and upper CI bound",
        "How exact a value is: with a probability of 95 % the true one lies between the two bounds.",
    ),
    (
        "suppress",
        "Recommend suppress, not relevant",
        "Y where a value rests on too few answers to be used, or where the level of something unimportant means little.",
    ),
    (
        "domain-source",
        "Domain source",
        "Who gave the value: workers, occupational experts, analysts, or a model.",
    ),
    ("release", "Release", "A numbered edition of the O*NET Database, as in 30.1."),
];

const PARTS: [(&str, &Words); 5] = [
    ("Occupations", OCCUPATIONS),
    ("What people do and need", WORK),
    ("Interests", INTERESTS),
    ("Codes of job titles", TITLES),
    ("Tables", TABLES),
];

pub(super) async fn page(_: &Site, _: &Visit) -> Result<Reply, Failed> {
    let content = html! {
        h1 { "What the words mean" }
        @for (part, words) in PARTS {
            h2 { (part) }
            dl.tables {
                @for (id, word, meaning) in words { dt id=(id) { (text(word)) } dd { (text(meaning)) } }
            }
        }
    };
    Ok(Reply::page("What the words mean", content))
}

/// A link to a word.
pub(super) fn link(id: &str, words: &str) -> Markup {
    html! { a href=(format!("/explore/words#{id}")) { (words) } }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::PARTS;

    #[test]
    fn every_word_has_an_id_of_its_own() {
        let ids: Vec<&str> = PARTS.iter().flat_map(|(_, words)| words.iter().map(|(id, ..)| *id)).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
}
