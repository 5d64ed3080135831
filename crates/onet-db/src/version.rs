//! Release numbers: their form, their order, and where they are written.

use crate::error::{Error, ErrorKind, Result};

/// Whether the text has the form of a release number: digits with a dot between, such as `29.3`.
pub(crate) fn is_release(text: &str) -> bool {
    text.contains('.') && text.split('.').all(is_number)
}

/// The release number, checked.
pub(crate) fn checked(text: &str) -> Result<String> {
    if is_release(text) {
        return Ok(text.to_owned());
    }
    Err(Error::new(
        ErrorKind::UnknownRelease,
        format!("\"{text}\" is not a release number; expected one such as 29.3."),
    ))
}

/// What release numbers compare by: 9.3 comes before 29.3, and 29.3 before 30.1.
pub(crate) fn order(release: &str) -> Vec<u64> {
    release.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// The release that a read-me file speaks of: `29.3` in "O*NET 29.3 Database".
pub(crate) fn in_text(text: &str) -> Option<String> {
    text.split("O*NET").skip(1).find_map(|after| {
        let after = after.trim_start_matches('®').trim_start();
        let (number, rest) = after.split_once(char::is_whitespace)?;
        let named = is_release(number) && rest.trim_start().starts_with("Database");
        named.then(|| number.to_owned())
    })
}

/// The release that a file or folder is named after: `29.3` in `db_29_3_text`.
pub(crate) fn in_name(name: &str) -> Option<String> {
    name.split("db_").skip(1).find_map(|after| {
        let (major, rest) = after.split_once('_')?;
        let minor: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (is_number(major) && is_number(&minor)).then(|| format!("{major}.{minor}"))
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_me_tells_the_release() {
        let text = "O*NET 29.3 Database\nMay 2025 Release\n\nabout the O*NET database";
        assert_eq!(in_text(text).as_deref(), Some("29.3"));
        assert_eq!(in_text("The O*NET® 30.1 Database").as_deref(), Some("30.1"));
        assert_eq!(in_text("the O*NET database, please visit"), None);
        assert_eq!(in_text("O*NET 29.3 and more"), None);
    }

    #[test]
    fn a_folder_name_tells_the_release() {
        assert_eq!(in_name("db_29_3_text").as_deref(), Some("29.3"));
        assert_eq!(in_name("my_db_30_1.zip").as_deref(), Some("30.1"));
        assert_eq!(in_name("db_text"), None);
        assert_eq!(in_name("release"), None);
    }

    #[test]
    fn releases_compare_by_number() {
        assert!(order("29.3") < order("30.1"));
        assert!(order("9.3") < order("29.0"));
        assert!(order("30.1") < order("30.10"));
    }

    #[test]
    fn only_numbers_with_dots_are_releases() {
        assert!(checked("29.3").is_ok());
        for wrong in ["", "29", "29.", "../29.3", "29.3_1", "v29.3"] {
            assert!(checked(wrong).is_err(), "{wrong}");
        }
    }
}
