//! Names that resemble a misspelt one.

/// How alike two names must be.
const ALIKE: f64 = 0.6;

/// The name that a misspelt one is likely meant for.
pub(crate) fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let alike = |name: &str| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), &given);
    let rated = names.into_iter().map(|name| (alike(name), name));
    rated.filter(|(alike, _)| *alike >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// `did you mean X? ` where a name is near, and the names that there are.
pub(crate) fn suggestion(given: &str, what: &str, names: &[&str]) -> String {
    let meant = nearest(given, names.iter().copied());
    let meant = meant.map(|meant| format!("{meant}; ")).unwrap_or_default();
    format!("{meant}{what}: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_misspelt_name_leads_to_the_nearest_and_to_all() {
        assert_eq!(super::suggestion("Taskz", "known", &["tasks", "skills"]), "tasks; known: tasks, skills");
        assert_eq!(super::suggestion("zzz", "known", &["tasks", "skills"]), "known: tasks, skills");
    }
}
