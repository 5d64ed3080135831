//! What a misspelt name may be meant for.

use crate::catalogue;

/// How alike two names must be, from 0 to 1, for one to be suggested for the other.
const ALIKE: f64 = 0.8;

/// The name that most resembles a misspelt one, if any does.
pub(crate) fn nearest<'n>(misspelt: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let misspelt = misspelt.to_lowercase();
    let alike = names.map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &misspelt), name));
    let best = alike.max_by(|left, right| left.0.total_cmp(&right.0));
    best.filter(|(likeness, _)| *likeness > ALIKE).map(|(_, name)| name)
}

/// The question after a message, with a space before it: ` Did you mean skills?`. Empty where no name is near.
pub(crate) fn did_you_mean<'n>(misspelt: &str, names: impl Iterator<Item = &'n str>) -> String {
    nearest(misspelt, names).map_or_else(String::new, |name| format!(" Did you mean {name}?"))
}

/// The ids of all tables that the catalogue lists.
pub(crate) fn table_ids() -> impl Iterator<Item = &'static str> {
    catalogue::tables().iter().chain(catalogue::supplements()).map(|table| table.id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_table_is_near_and_another_word_is_not() {
        for (misspelt, meant) in [
            ("skils", Some("skills")),
            ("Task_Statement", Some("task_statements")),
            ("ocupation_data", Some("occupation_data")),
            ("colours", None),
            ("", None),
        ] {
            assert_eq!(nearest(misspelt, table_ids()), meant, "{misspelt}");
        }
    }
}
