//! Where wages and outlook are from, and of which years.

use onet_api::DataFile;
use onet_api::types::CareerJobOutlook;

use super::wages;
use crate::block::Fact;

/// The tables of wages and of projections.
const WAGES: &str = "oews_national";
const PROJECTIONS: &str = "employment_projections";

/// The years of a table; none where they are not known. An en dash stands between two.
fn years(files: &[DataFile], table: &str) -> Option<String> {
    let file = files.iter().find(|file| file.table == table)?;
    file.period.as_ref().map(|period| period.replace('-', "–"))
}

/// The years of the wages in parentheses, for a heading; nothing where they are not known.
pub(super) fn of_wages(files: &[DataFile]) -> String {
    in_parentheses(years(files, WAGES))
}

fn in_parentheses(years: Option<String>) -> String {
    years.map(|years| format!(" ({years})")).unwrap_or_default()
}

/// Outlook and wages, each with its years.
pub(super) fn facts(outlook: &CareerJobOutlook, files: &[DataFile]) -> [Fact; 2] {
    let years = in_parentheses(years(files, PROJECTIONS));
    let wages = match wages(&outlook.salary) {
        wages if wages.is_empty() => wages,
        wages => format!("{wages}{}", of_wages(files)),
    };
    let outlook = format!("{}{years}. {}", outlook.outlook.category, outlook.outlook.description);
    [Fact { name: "Outlook".to_owned(), value: outlook }, Fact { name: "Wages".to_owned(), value: wages }]
}

/// Who publishes the wages and the outlook, and of which years they are.
pub(super) fn source(files: &[DataFile]) -> String {
    let wages = years(files, WAGES).map(|years| format!("wages of {years}"));
    let outlook = years(files, PROJECTIONS).map(|years| format!("projections for {years}"));
    let years: Vec<String> = wages.into_iter().chain(outlook).collect();
    let years = match years.is_empty() {
        true => String::new(),
        false => format!(", {}", years.join(" and ")),
    };
    format!("Wages and outlook: U.S. Bureau of Labor Statistics{years}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(table: &str, period: Option<&str>) -> DataFile {
        DataFile { table: table.to_owned(), file: "f.csv".to_owned(), period: period.map(str::to_owned) }
    }

    #[test]
    fn years_are_named_where_the_source_names_them() {
        let publisher = "Wages and outlook: U.S. Bureau of Labor Statistics";
        assert_eq!(source(&[]), format!("{publisher}."));
        assert_eq!(source(&[file(WAGES, None)]), format!("{publisher}."));
        let wages = [file(WAGES, Some("2025"))];
        assert_eq!(source(&wages), format!("{publisher}, wages of 2025."));
        assert_eq!(of_wages(&wages), " (2025)");
        let both = [file(PROJECTIONS, Some("2024-2034")), file(WAGES, Some("2023"))];
        assert_eq!(source(&both), format!("{publisher}, wages of 2023 and projections for 2024–2034."));
    }
}
