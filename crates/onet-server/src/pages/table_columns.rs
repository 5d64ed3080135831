//! The columns of a table that a page shows: those that a visitor chooses, or the important ones.

use std::collections::BTreeSet;

use maud::{Markup, html};
use onet_api::types::{DatabaseColumn, DatabaseTableInfo};
use onet_pages::html::text;

use super::problem::Problems;
use super::visit::Visit;

/// Tables with more columns than this show the important ones, unless others are chosen.
const MANY: usize = 7;
/// The choice of all columns.
const ALL: &str = "all";

/// Columns that are not shown at first: how exact values are, where they come from, and further amounts.
const SECONDARY: [&str; 22] = [
    "n",
    "standard_error",
    "lower_ci_bound",
    "upper_ci_bound",
    "recommend_suppress",
    "not_relevant",
    "date_updated",
    "domain_source",
    "hourly_mean",
    "hourly_10",
    "hourly_25",
    "hourly_75",
    "hourly_90",
    "annual_mean",
    "annual_25",
    "annual_75",
    "state_code",
    "employment_change_thousands",
    "work_experience",
    "on_the_job_training",
    "original_task_id",
    "original_task",
];

/// Columns that are not shown at first beside another one that says the same in words.
const NAMED: [(&str, &str); 3] =
    [("element_id", "element_name"), ("scale_id", "scale_name"), ("dwa_id", "dwa_title")];

/// The columns of a page.
pub(super) struct Columns {
    shown: BTreeSet<String>,
    /// The choice as an address has it; none for the important ones.
    chosen: Option<String>,
    all: usize,
}

impl Columns {
    /// Reads the choice. Columns that decide which rows are shown, or their order, are shown, too.
    pub(super) fn read<'a>(
        visit: &Visit,
        info: &DatabaseTableInfo,
        used: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, Problems> {
        let ids = || info.column.iter().map(|column| column.column_id.as_str());
        let wanted: BTreeSet<&str> = visit
            .all("columns")
            .flat_map(|list| list.split(','))
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .collect();
        let mut problems = Problems::default();
        for id in wanted.iter().filter(|id| **id != ALL && !ids().any(|known| known == **id)) {
            problems.add("columns", format!("The table has no column “{id}”."));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let is_all = wanted.contains(ALL) || ids().all(|id| wanted.contains(id));
        let listed: Vec<&str> = ids().filter(|id| is_all || wanted.contains(id)).collect();
        let mut important = Self::important(info);
        let is_usual = |shown: &BTreeSet<String>| {
            listed.is_empty() || shown.len() == listed.len() && listed.iter().all(|id| shown.contains(*id))
        };
        // What is shown anyway needs no choice.
        let is_unchanged = is_usual(&important.shown);
        let used: BTreeSet<&str> = used.into_iter().collect();
        let more = ids().filter(|id| used.contains(id) && !is_named(id, info));
        important.shown.extend(more.map(str::to_owned));
        if is_unchanged || is_usual(&important.shown) {
            return Ok(important);
        }
        let chosen = if is_all { ALL.to_owned() } else { listed.join(",") };
        let shown = listed.into_iter().map(str::to_owned).collect();
        Ok(Self { shown, chosen: Some(chosen), all: info.column.len() })
    }

    /// The important columns.
    pub(super) fn important(info: &DatabaseTableInfo) -> Self {
        let important =
            info.column.iter().map(|column| &column.column_id).filter(|id| is_important(id, info));
        Self { shown: important.cloned().collect(), chosen: None, all: info.column.len() }
    }

    /// Whether a column is shown.
    pub(super) fn has(&self, column: &DatabaseColumn) -> bool {
        self.shown.contains(&column.column_id)
    }

    /// The choice as the parameter of an address.
    pub(super) fn parameter(&self) -> Option<(&'static str, &str)> {
        self.chosen.as_deref().map(|chosen| ("columns", chosen))
    }

    /// Boxes to tick, a part of the form of the table.
    pub(super) fn form(&self, info: &DatabaseTableInfo, problems: &Problems) -> Markup {
        html! {
            @if self.all > 1 {
                details.columns id="columns" open[!problems.is_empty() && problems.invalid("columns").is_some()] {
                    summary { "Columns: " (self.shown.len()) " of " (self.all) }
                    (problems.message("columns"))
                    div.boxes {
                        @for column in &info.column {
                            @let id = format!("columns-{}", column.column_id);
                            div.tick {
                                input type="checkbox" id=(id) name="columns" value=(column.column_id) checked[self.has(column)];
                                label for=(id) { (text(&column.title)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn is_important(id: &str, info: &DatabaseTableInfo) -> bool {
    info.column.len() <= MANY || !(SECONDARY.contains(&id) || is_named(id, info))
}

/// Whether another column has the same in words.
fn is_named(id: &str, info: &DatabaseTableInfo) -> bool {
    let has = |wanted: &str| info.column.iter().any(|column| column.column_id == wanted);
    NAMED.iter().any(|(known, name)| *known == id && has(name))
}

#[cfg(test)]
mod tests {
    use onet_api::types::DatabaseDownloads;

    use super::*;

    fn info(columns: &[&str]) -> DatabaseTableInfo {
        let column = |id: &&str| DatabaseColumn {
            column_id: (*id).to_owned(),
            optional: false,
            title: (*id).to_owned(),
            description: String::new(),
            type_: String::new(),
            format: String::new(),
        };
        DatabaseTableInfo {
            rows: String::new(),
            table_id: "t".to_owned(),
            title: "T".to_owned(),
            description: String::new(),
            data_dictionary: String::new(),
            download: DatabaseDownloads::default(),
            column: columns.iter().map(column).collect(),
        }
    }

    fn read(
        query: &str,
        info: &DatabaseTableInfo,
        used: &[&str],
    ) -> Result<(Vec<String>, Option<String>), String> {
        let request =
            http::Request::builder().uri(format!("/explore/tables/t?{query}")).body(()).expect("a request");
        let visit = Visit::new(&request.into_parts().0, super::super::form::Form::default());
        let columns =
            Columns::read(&visit, info, used.iter().copied()).map_err(|problems| problems.text())?;
        Ok((columns.shown.into_iter().collect(), columns.chosen))
    }

    #[test]
    fn a_wide_table_shows_what_is_important_chosen_or_used() -> Result<(), String> {
        let wide = info(&[
            "title",
            "element_id",
            "element_name",
            "data_value",
            "n",
            "standard_error",
            "date_updated",
            "x",
        ]);
        let usual = ["data_value", "element_name", "title", "x"].map(str::to_owned).to_vec();
        assert_eq!(read("", &wide, &[])?, (usual.clone(), None));
        // The boxes of the form come one by one, and those ticked at first are no choice, with or without a filter.
        let boxes = "columns=title&columns=element_name&columns=data_value&columns=x";
        assert_eq!(read(boxes, &wide, &[])?, (usual, None));
        assert_eq!(read(boxes, &wide, &["n"])?.1, None);
        assert!(read("", &wide, &["n"])?.0.contains(&"n".to_owned()));
        let two = (vec!["n".to_owned(), "title".to_owned()], Some("title,n".to_owned()));
        assert_eq!(read("columns=n&columns=title", &wide, &[])?, two);
        assert_eq!(read("columns=n,title", &wide, &[])?, two);
        assert_eq!(read("columns=all", &wide, &[])?.1.as_deref(), Some("all"));
        assert_eq!(read("columns=n,colour", &wide, &[]), Err("The table has no column “colour”.".to_owned()));
        Ok(())
    }

    #[test]
    fn a_narrow_table_shows_all_columns() -> Result<(), String> {
        let narrow = info(&["title", "element_id", "element_name", "n"]);
        assert_eq!(read("", &narrow, &[])?.0.len(), 4);
        assert_eq!(read("columns=all", &narrow, &[])?.1, None);
        Ok(())
    }
}
