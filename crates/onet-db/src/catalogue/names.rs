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

/// A header without the years in it, what is around them, and marks of footnotes: `Projected Growth` for
/// `Projected Growth (2016-2026)`, `Median annual wage, dollars` for `Median annual wage, dollars, 2024[1]`. Of two years
/// the second may have two digits, as in `2024–34`.
pub(super) fn without_years(header: &str) -> String {
    let text = without_footnotes(header);
    let mut after_year = false;
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let others = words.filter(|word| {
        let is_second = after_year && word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
        after_year = is_year(word);
        !after_year && !is_second
    });
    others.collect()
}

/// A text without `[1]` and the like.
fn without_footnotes(text: &str) -> String {
    let mut parts = text.split('[');
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((mark, rest)) if mark.bytes().all(|byte| byte.is_ascii_digit()) => shown.push_str(rest),
            _ => {
                shown.push('[');
                shown.push_str(part);
            }
        }
    }
    shown
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The years from 1950 to 2099 in a name or a header, in order: 2025 in `national_M2025_dl`.
pub(crate) fn years(text: &str) -> impl Iterator<Item = u32> {
    let numbers = text.split(|letter: char| !letter.is_ascii_digit());
    numbers.filter(|number| is_year(number)).filter_map(|number| number.parse().ok()).filter(is_recent)
}

fn is_recent(year: &u32) -> bool {
    (1950..2100).contains(year)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_alike_whatever_their_years_and_footnotes() {
        for (header, expected) in [
            ("Employment Change, 2024-2034", "EmploymentChange"),
            ("Employment change, numeric, 2024–34", "Employmentchangenumeric"),
            ("Median annual wage, dollars, 2024[1]", "Medianannualwagedollars"),
            ("2024 National Employment Matrix code", "NationalEmploymentMatrixcode"),
            ("H_PCT10", "HPCT10"),
            ("Top 10 [sic]", "Top10sic"),
        ] {
            assert_eq!(without_years(header), expected, "{header}");
        }
    }

    #[test]
    fn years_are_four_digits_with_no_others_beside_them() {
        let found = |text| years(text).collect::<Vec<_>>();
        assert_eq!(found("national_M2025_dl"), [2025]);
        assert_eq!(found("Employment Change, 2024-2034"), [2024, 2034]);
        assert_eq!(found("oews 20251 0999 29-1051"), [0; 0]);
    }
}
