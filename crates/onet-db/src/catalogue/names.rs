//! Forms of the names of files and columns, for comparison and for the store.

/// The name of a file without the number that a browser adds when it downloads a file again: `Skills (1)`.
pub(super) fn without_copy_number(stem: &str) -> &str {
    let numbered = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match numbered {
        Some((name, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            name
        }
        _ => stem,
    }
}

/// A header without the years in it and what is around them: `Projected Growth` for `Projected Growth (2016-2026)`.
pub(super) fn without_years(header: &str) -> String {
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = header.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| !is_year(word)).collect()
}

/// Lower-case letters and digits alone.
pub(super) fn folded(header: &str) -> String {
    header.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Lower-case letters and digits, with `_` for each run of anything else between them.
pub(super) fn snake_case(text: &str) -> String {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() {
        return "unnamed".to_owned();
    }
    words.join("_")
}
