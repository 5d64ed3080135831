//! The rows of the tables in both layouts: the same values under other names of tables and columns.

use crate::common::found::{encoded, pick};
use crate::common::{Service, TestResult, is_marked, sentence};
use serde_json::{Value, json};

use super::Pair;

/// A later table, and its columns by the earlier ones that it has the values of.
type Later = (&'static str, &'static [(&'static str, &'static str)]);

/// An earlier table, and the later ones that its rows are in.
struct Moved {
    earlier: &'static str,
    later: &'static [Later],
}

const RATED: &[(&str, &str)] = &[
    ("onetsoc_code", "onetsoc_code"),
    ("title", "title"),
    ("element_id", "element_id"),
    ("element_name", "element_name"),
    ("scale_id", "scale_id"),
    ("scale_name", "scale_name"),
    ("category", "category"),
    ("data_value", "data_value"),
    ("n", "n"),
    ("standard_error", "standard_error"),
    ("lower_ci_bound", "lower_ci_bound"),
    ("upper_ci_bound", "upper_ci_bound"),
    ("recommend_suppress", "recommend_suppress"),
    ("not_relevant", "not_relevant"),
    ("date_updated", "date_updated"),
    ("domain_source", "domain_source"),
];

const CATEGORIES: &[(&str, &str)] = &[
    ("element_id", "element_id"),
    ("scale_id", "scale_id"),
    ("category", "category"),
    ("category_description", "category_description"),
];

const MOVED: [Moved; 12] = [
    Moved { earlier: "skills", later: &[("essential_skills", RATED), ("transferable_skills", RATED)] },
    Moved {
        earlier: "education_training_experience",
        later: &[("education", RATED), ("training_and_experience", RATED)],
    },
    Moved {
        earlier: "ete_categories",
        later: &[("education_categories", CATEGORIES), ("training_and_experience_categories", CATEGORIES)],
    },
    Moved { earlier: "interests", later: &[("career_interest_types", RATED)] },
    Moved {
        earlier: "alternate_titles",
        later: &[(
            "job_titles",
            &[
                ("onetsoc_code", "onetsoc_code"),
                ("alternate_title", "job_title"),
                ("short_title", "short_title"),
                ("sources", "sources"),
            ],
        )],
    },
    Moved {
        earlier: "technology_skills",
        later: &[(
            "software_skills",
            &[
                ("onetsoc_code", "onetsoc_code"),
                ("example", "workplace_example"),
                ("commodity_code", "element_id"),
                ("commodity_title", "element_name"),
                ("hot_technology", "hot_technology"),
                ("in_demand", "in_demand"),
            ],
        )],
    },
    Moved {
        earlier: "iwa_reference",
        later: &[(
            "gwas_to_iwas",
            &[
                ("element_id", "gwa_element_id"),
                ("iwa_id", "iwa_element_id"),
                ("iwa_title", "iwa_element_name"),
            ],
        )],
    },
    Moved {
        earlier: "dwa_reference",
        later: &[(
            "gwas_to_iwas_to_dwas",
            &[
                ("element_id", "gwa_element_id"),
                ("iwa_id", "iwa_element_id"),
                ("dwa_id", "dwa_element_id"),
                ("dwa_title", "dwa_element_name"),
            ],
        )],
    },
    Moved {
        earlier: "tasks_to_dwas",
        later: &[(
            "tasks_to_dwas",
            &[
                ("onetsoc_code", "onetsoc_code"),
                ("task_id", "task_id"),
                ("task", "task"),
                ("dwa_id", "dwa_element_id"),
                ("dwa_title", "dwa_element_name"),
                ("date_updated", "date_updated"),
                ("domain_source", "domain_source"),
            ],
        )],
    },
    Moved {
        earlier: "skills_to_work_activities",
        later: &[
            (
                "essential_skills_to_work_activities",
                &[
                    ("skills_element_id", "essential_skills_element_id"),
                    ("work_activities_element_id", "work_activities_element_id"),
                ],
            ),
            (
                "transferable_skills_to_work_activities",
                &[
                    ("skills_element_id", "transferable_skills_element_id"),
                    ("work_activities_element_id", "work_activities_element_id"),
                ],
            ),
        ],
    },
    Moved {
        earlier: "riasec_keywords",
        later: &[(
            "career_interest_type_keywords",
            &[("element_id", "element_id"), ("keyword", "keyword"), ("keyword_type", "keyword_type")],
        )],
    },
    Moved {
        earlier: "basic_interests_to_riasec",
        later: &[(
            "specific_interest_areas_to_career_interest_types",
            &[
                ("basic_interests_element_id", "specific_interest_areas_element_id"),
                ("riasec_element_id", "career_interest_types_element_id"),
            ],
        )],
    },
];

/// Tables that have the same rows in both layouts.
const SAME: [&str; 17] = [
    "abilities",
    "abilities_to_work_activities",
    "abilities_to_work_context",
    "emerging_tasks",
    "job_zones",
    "knowledge",
    "level_scale_anchors",
    "occupation_data",
    "occupation_level_metadata",
    "related_occupations",
    "sample_of_reported_titles",
    "survey_booklet_locations",
    "task_categories",
    "task_statements",
    "work_activities",
    "work_context_categories",
    "work_styles",
];

/// Tables that the later layout is without, and their titles.
const GONE: [(&str, &str); 2] = [("work_values", "Work Values"), ("tools_used", "Tools Used")];

/// Tables that the later layout has anew.
const NEW: [&str; 3] =
    ["specific_interest_areas", "work_styles_to_work_activities", "work_styles_to_work_context"];

/// Occupations whose rows are compared; of tables that are not about occupations all rows are.
const OCCUPATIONS: usize = 6;

const LARGEST_PAGE: usize = 2_000;

/// The number of rows that were compared, and what is wrong.
pub(crate) async fn compare(pair: &Pair) -> TestResult<(usize, Vec<String>)> {
    let (mut compared, mut problems) = (0, Vec::new());
    let codes = occupations(&pair.earlier).await?;
    for moved in &MOVED {
        match moved_rows(pair, moved, &codes).await {
            Ok(rows) => compared += rows,
            Err(problem) => problems.push(format!("{}: {problem}", moved.earlier)),
        }
    }
    for table in SAME {
        match same_rows(pair, table, &codes).await {
            Ok(rows) => compared += rows,
            Err(problem) => problems.push(format!("{table}: {problem}")),
        }
    }
    for (table, title) in GONE {
        let refused = pair.later.get(&format!("/database/rows/{table}")).await?;
        let sentence = sentence(&refused).unwrap_or_default();
        // No import can have them: there is nothing to advise.
        if !is_marked(&refused)
            || !sentence.starts_with(&format!("{title} is not in O*NET 31.0: releases after"))
        {
            problems.push(format!("{table} is gone, and the answer is {} {sentence:?}", refused.status()));
        }
    }
    for table in NEW {
        if total(&pair.later, table).await.unwrap_or(0) == 0 {
            problems.push(format!("{table} has no rows in the later layout"));
        }
    }
    Ok((compared, problems))
}

/// The rows of an earlier table are those of the later ones, with later ids.
async fn moved_rows(pair: &Pair, moved: &Moved, codes: &[String]) -> TestResult<usize> {
    let earlier = rows(&pair.earlier, moved.earlier, codes).await?;
    let mut expected = Vec::new();
    // Columns have one name in the earlier table, whichever later table they come to; a table without one has null.
    for row in &earlier {
        expected
            .push(line(row, moved.later[0].1.iter().map(|(name, _)| *name), |value| pair.later_value(value)));
    }
    let mut found = Vec::new();
    let mut totals = 0;
    for (table, columns) in moved.later {
        totals += total(&pair.later, table).await?;
        for row in rows(&pair.later, table, codes).await? {
            // The categories of the scale that is new stand beside those of the one it takes the place of.
            if moved.earlier == "ete_categories" && row["scale_id"] == "RQ" {
                totals -= 1;
                continue;
            }
            found.push(line(&row, columns.iter().map(|(_, name)| *name), levelled));
        }
    }
    same(expected, found)?;
    let total = total(&pair.earlier, moved.earlier).await?;
    match total == totals {
        true => Ok(earlier.len()),
        false => Err(format!("{total} rows, and in the later layout {totals}").into()),
    }
}

/// The rows of a table are the same but for ids and the zones that are one.
async fn same_rows(pair: &Pair, table: &str, codes: &[String]) -> TestResult<usize> {
    let (earlier, later) = (rows(&pair.earlier, table, codes).await?, rows(&pair.later, table, codes).await?);
    let count = earlier.len();
    let level = |mut row: Value| {
        if row["job_zone"] == 1 {
            row["job_zone"] = json!(2);
        }
        pair.ids.later(&row.to_string())
    };
    same(earlier.into_iter().map(level).collect(), later.into_iter().map(level).collect())?;
    let (earlier, later) = (total(&pair.earlier, table).await?, total(&pair.later, table).await?);
    match earlier == later && count > 0 {
        true => Ok(count),
        false => Err(format!("{earlier} rows, and in the later layout {later}").into()),
    }
}

/// Fails unless two lists hold the same, in whichever order.
fn same(mut earlier: Vec<String>, mut later: Vec<String>) -> TestResult {
    earlier.sort_unstable();
    later.sort_unstable();
    match earlier.iter().zip(&later).find(|(one, other)| one != other) {
        Some((one, other)) => Err(format!("{one}, and in the later layout {other}").into()),
        None if earlier.len() != later.len() => {
            Err(format!("{} rows asked for, and in the later layout {}", earlier.len(), later.len()).into())
        }
        None => Ok(()),
    }
}

/// Some values of a row, as one text.
fn line<'a>(row: &Value, columns: impl Iterator<Item = &'a str>, level: impl Fn(&Value) -> Value) -> String {
    Value::Array(columns.map(|column| level(&row[column])).collect()).to_string()
}

/// A later value as it is in the earlier layout: the scale of education that some occupations have is new.
fn levelled(value: &Value) -> Value {
    match value.as_str() {
        Some("RQ") => json!("RL"),
        _ => value.clone(),
    }
}

impl Pair {
    /// An earlier value with its later id, if it is an id that changes.
    fn later_value(&self, value: &Value) -> Value {
        let text = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        self.ids.of(&text).map_or_else(|| value.clone(), |later| json!(later))
    }
}

/// Occupations that have rows in most tables.
async fn occupations(service: &Service) -> TestResult<Vec<String>> {
    let rows = all(service, "job_zones", "").await?;
    let codes: Vec<String> =
        rows.iter().filter_map(|row| row["onetsoc_code"].as_str()).map(str::to_owned).collect();
    let mut picked = pick(&codes, OCCUPATIONS - 1);
    // The first has its education on the new scale.
    picked.extend(codes.first().cloned());
    Ok(picked)
}

/// The rows of a table about some occupations; all rows, where it is not about occupations.
async fn rows(service: &Service, table: &str, codes: &[String]) -> TestResult<Vec<Value>> {
    let first = page(service, table, "", 1, 1).await?;
    let is_about_occupations = first["row"][0]["onetsoc_code"].is_string();
    if !is_about_occupations {
        return all(service, table, "").await;
    }
    let mut rows = Vec::new();
    for code in codes {
        rows.extend(all(service, table, &format!("onetsoc_code.eq.{code}")).await?);
    }
    Ok(rows)
}

async fn total(service: &Service, table: &str) -> TestResult<usize> {
    let total = page(service, table, "", 1, 1).await?["total"].as_u64();
    Ok(usize::try_from(total.ok_or("a page without a total")?)?)
}

/// All rows that a filter leaves, page by page.
async fn all(service: &Service, table: &str, filter: &str) -> TestResult<Vec<Value>> {
    let mut rows = Vec::new();
    loop {
        let page = page(service, table, filter, rows.len() + 1, rows.len() + LARGEST_PAGE).await?;
        let more = page["row"].as_array().cloned().unwrap_or_default();
        let is_last = more.len() < LARGEST_PAGE;
        rows.extend(more);
        if is_last {
            return Ok(rows);
        }
    }
}

async fn page(service: &Service, table: &str, filter: &str, start: usize, end: usize) -> TestResult<Value> {
    let filter = match filter {
        "" => String::new(),
        filter => format!("&filter={}", encoded(filter)),
    };
    let call = format!("/database/rows/{table}?start={start}&end={end}{filter}");
    crate::common::answers::answer(service, &call).await
}
