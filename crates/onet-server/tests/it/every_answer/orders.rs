//! In which order the items of a list stand, by the word that asks for it: one row for each.

use onet_api::operation::{Operation, ParameterType};
use onet_api::page::LARGEST_PAGE;
use serde_json::Value;

use super::asker::{Asker, Checked, bounded, ensure, with};

/// By what items are compared, at a place in them (a JSON pointer).
#[derive(Debug, Clone, Copy)]
enum By {
    /// A text, without regard to case.
    Text(&'static str),
    /// A number, the lowest first and none last.
    Lowest(&'static str),
    /// A number, the highest first and none last.
    Highest(&'static str),
    /// The length of some lists together, the longest first.
    Longest(&'static [&'static str]),
    /// A flag, set first.
    Set(&'static str),
    /// A flag, set last.
    Unset(&'static str),
    /// One of some words, in their order, and none last.
    Words(&'static str, &'static [&'static str]),
    /// Letters of interests, in the order of RIASEC.
    Letters(&'static str),
    /// The share of the first list in both together, in thousandths, the greatest first.
    Share(&'static str, &'static str),
}

/// What one item has at a place, to be compared with what the next one has.
#[derive(Debug, PartialEq, PartialOrd)]
enum Part {
    Number(f64),
    Text(String),
}

const TITLE: By = By::Text("/title");
const NAME: By = By::Text("/name");
const SHARED: By = By::Longest(&["/activities/shared"]);
const SIMILAR: By = By::Longest(&["/activities/similar"]);
const CLOSE: By = By::Longest(&["/tasks/closely_related"]);
const LESS_CLOSE: By = By::Longest(&["/tasks/less_related"]);
const CLOSE_OR_LESS: By = By::Longest(&["/tasks/closely_related", "/tasks/less_related"]);
const MATCHED: By = By::Longest(&["/skills_matched"]);
const COVERED: By = By::Share("/skills_matched", "/skills_other");
/// Levels that are not relevant, between those with a number and those that are withheld.
const NOT_RELEVANT: By = By::Set("/level_not_relevant");
const GROWTH: By = By::Words(
    "/projected_growth",
    &[
        "Much faster than average",
        "Faster than average",
        "Average",
        "Slower than average",
        "Little or no change",
        "Decline",
    ],
);
const EXAMPLES: By = By::Longest(&["/example", "/example_more"]);

/// The orders by what the id of the operation begins with and by the word; without a word, for the operations that
/// take none. The first row that fits counts.
#[rustfmt::skip]
static ORDERS: [(&str, &str, &[By]); 49] = [
    ("online_occupations_details_tasks", "category", &[By::Words("/category", &["Core", "Supplemental"]), By::Highest("/importance")]),
    ("online_occupations_details_tasks", "importance", &[By::Highest("/importance")]),
    ("online_occupations_details_", "occupational_interest", &[By::Highest("/occupational_interest"), NAME]),
    ("online_occupations_details_", "importance", &[By::Highest("/importance"), NAME]),
    ("online_occupations_details_", "context", &[By::Highest("/context"), NAME]),
    ("online_occupations_details_", "name", &[NAME]),
    ("online_onet_data_", "importance", &[By::Highest("/importance"), By::Highest("/level"), NOT_RELEVANT, TITLE]),
    ("online_onet_data_", "context", &[By::Highest("/context"), TITLE]),
    ("online_onet_data_", "level", &[By::Highest("/level"), NOT_RELEVANT, TITLE]),
    ("online_onet_data_interests", "interest_code", &[By::Letters("/interest_code"), TITLE]),
    ("online_related_activities", "shared", &[SHARED, SIMILAR, TITLE]),
    ("online_related_activities", "similar", &[SIMILAR, SHARED, TITLE]),
    ("online_job_duties", "closely_related", &[CLOSE, LESS_CLOSE, TITLE]),
    ("online_job_duties", "all_related", &[CLOSE_OR_LESS, CLOSE, TITLE]),
    ("online_soft_skills", "skills_covered", &[COVERED, MATCHED, TITLE]),
    ("online_soft_skills", "my_matches", &[MATCHED, COVERED, TITLE]),
    ("online_hot_technology_occupations", "percentage", &[By::Set("/in_demand"), TITLE]),
    ("online_occupations_", "percentage", &[TITLE]),
    ("online_job_families", "family", &[By::Text("/job_family/title"), TITLE]),
    ("online_stem_occupations", "job_family", &[By::Text("/job_family/title"), TITLE]),
    ("online_stem_occupations", "stem_occupation_type", &[By::Lowest("/stem_occupation_type/0/code"), TITLE]),
    ("online_career_clusters", "cluster", &[By::Text("/career_cluster/0/title"), TITLE]),
    ("online_career_clusters", "sub_cluster", &[By::Text("/sub_cluster/0/title"), TITLE]),
    ("online_industries", "growth", &[GROWTH, TITLE]),
    ("online_industries", "openings", &[By::Highest("/projected_openings"), TITLE]),
    ("online_industries", "percent", &[By::Highest("/percent_employed"), TITLE]),
    ("", "zone", &[By::Lowest("/zone/code"), By::Lowest("/job_zone/code"), TITLE]),
    ("", "job_zone", &[By::Lowest("/job_zone/code"), TITLE]),
    ("", "title", &[TITLE]),
    ("", "code", &[By::Text("/code")]),
    ("mnm_interest_profiler_careers", "", &[By::Words("/fit", &["Best", "Great", "Good"]), TITLE]),
    ("mnm_interest_profiler_interests_careers", "", &[TITLE]),
    ("mnm_interest_profiler_questions", "", &[By::Lowest("/index")]),
    ("mnm_careers_list", "", &[TITLE]),
    ("mnm_industries_most_people", "", &[TITLE]),
    ("mnm_industries_some_people", "", &[TITLE]),
    ("veterans_industries_most_people", "", &[TITLE]),
    ("veterans_industries_some_people", "", &[TITLE]),
    ("mnm_job_preparation_careers", "", &[TITLE]),
    ("mnm_interests_careers", "", &[TITLE]),
    ("mnm_bright_outlook_careers", "", &[TITLE]),
    ("veterans_careers_list", "", &[TITLE]),
    ("veterans_job_preparation_careers", "", &[TITLE]),
    ("veterans_interests_careers", "", &[TITLE]),
    ("veterans_bright_outlook_careers", "", &[TITLE]),
    ("online_occupations_summary_related_occupations", "", &[By::Unset("/supplemental"), TITLE]),
    ("online_occupations_details_related_occupations", "", &[By::Unset("/supplemental"), TITLE]),
    ("online_occupations_summary_technology_skills", "", &[EXAMPLES, TITLE]),
    ("online_occupations_details_technology_skills", "", &[EXAMPLES, TITLE]),
];

/// Checks each sort word of a list: every order has the same items, and the default order is that of the contract.
pub(crate) async fn check(
    asker: &mut Asker,
    operation: &'static Operation,
    items: &str,
    call: &str,
) -> Checked {
    let whole = bounded(call, 1, i64::from(LARGEST_PAGE));
    let unsorted = asker.page(operation, &whole, items).await?.items;
    if let Some(order) = order(operation, "") {
        in_order(&unsorted, order, &whole)?;
    }
    let sort = operation.parameters.iter().find(|parameter| parameter.name == "sort");
    let Some((sort, ParameterType::Choice(words))) = sort.map(|sort| (sort, sort.kind)) else {
        return Ok(());
    };
    for &word in words {
        let order = order(operation, word)
            .ok_or_else(|| format!("{} has no row for its order {word}", operation.id))?;
        let sorted_call = with(&whole, &[("sort", word)]);
        let sorted = asker.page(operation, &sorted_call, items).await?.items;
        in_order(&sorted, order, &sorted_call)?;
        ensure(texts(&sorted) == texts(&unsorted), || format!("{sorted_call}: other items"))?;
        let is_default = sort.default == Some(word);
        ensure(!is_default || sorted == unsorted, || {
            format!("{call}: not in the order {word} when left out")
        })?;
    }
    Ok(())
}

fn order(operation: &Operation, word: &str) -> Option<&'static [By]> {
    let mut rows = ORDERS.iter();
    rows.find(|(id, known, _)| operation.id.starts_with(id) && *known == word).map(|(.., order)| *order)
}

fn in_order(items: &[Value], order: &[By], call: &str) -> Checked {
    let keys: Vec<Vec<Part>> =
        items.iter().map(|item| order.iter().map(|by| by.part(item)).collect()).collect();
    let mut pairs = keys.iter().zip(keys.iter().skip(1));
    match pairs.find(|(one, next)| one > next) {
        Some((one, next)) => Err(format!("{call}: {one:?} stands before {next:?}")),
        None => Ok(()),
    }
}

/// The items as sorted texts, to compare lists without regard to their order.
fn texts(items: &[Value]) -> Vec<String> {
    let mut texts: Vec<String> = items.iter().map(Value::to_string).collect();
    texts.sort_unstable();
    texts
}

impl By {
    fn part(self, item: &Value) -> Part {
        let at = |place: &str| item.pointer(place).unwrap_or(&Value::Null);
        let number = |place: &str| at(place).as_f64();
        let length = |place: &str| at(place).as_array().map_or(0.0, |list| list.len() as f64);
        match self {
            Self::Text(place) => Part::Text(at(place).as_str().unwrap_or_default().to_lowercase()),
            Self::Lowest(place) => Part::Number(number(place).unwrap_or(f64::INFINITY)),
            Self::Highest(place) => Part::Number(-number(place).unwrap_or(f64::NEG_INFINITY)),
            Self::Longest(places) => Part::Number(-places.iter().map(|place| length(place)).sum::<f64>()),
            Self::Set(place) => Part::Number(if *at(place) == true { 0.0 } else { 1.0 }),
            Self::Unset(place) => Part::Number(if *at(place) == true { 1.0 } else { 0.0 }),
            Self::Words(place, words) => {
                let word = at(place).as_str();
                let rank = words.iter().position(|known| Some(*known) == word).unwrap_or(words.len());
                Part::Number(rank as f64)
            }
            Self::Letters(place) => {
                let letters = at(place).as_str().unwrap_or_default().chars();
                let ranks = letters
                    .map(|letter| "RIASEC".find(letter).map_or('~', |rank| char::from(b'a' + rank as u8)));
                Part::Text(ranks.collect())
            }
            Self::Share(part, rest) => {
                let (part, rest) = (length(part), length(rest));
                Part::Number(-(part * 1000.0 / (part + rest).max(1.0)).floor())
            }
        }
    }
}
