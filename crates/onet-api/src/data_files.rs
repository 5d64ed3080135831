//! The files of other publishers that an answer is made from.

use http::{HeaderMap, HeaderName};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Client, Error};

/// The header that names them, a list of structured fields (RFC 9651).
const DATA_FILES: HeaderName = HeaderName::from_static("onet-data-files");

/// A file of another publisher that an answer is made from, such as the wages of the Bureau of Labor Statistics.
///
/// Servers that answer from an imported release name them in the header `onet-data-files`. The live service does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct DataFile {
    /// The id of the table that the file became, such as `oews_national`.
    pub table: String,
    /// The name of the file.
    pub file: String,
    /// The year or years of its data, such as `2025` or `2024-2034`, where they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
}

impl Client {
    /// Calls a path and returns its decoded response with the files that it is made from.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), onet_api::Error> {
    /// use onet_api::types::CareerJobOutlook;
    ///
    /// let client = onet_api::Client::builder().base_url("http://127.0.0.1:8080").build()?;
    /// let (outlook, files): (CareerJobOutlook, _) =
    ///     client.raw_with_data_files("mnm/careers/29-1051.00/job_outlook").await?;
    /// println!("{} from {files:?}", outlook.outlook.category);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of [`Client::raw`].
    pub async fn raw_with_data_files<T: DeserializeOwned>(
        &self,
        path: &str,
    ) -> Result<(T, Vec<DataFile>), Error> {
        self.fetch_with_headers(path, of).await
    }
}

/// The files that headers name. A member that is not as our server writes it is left out: it is information about an
/// answer, which is whole without it.
fn of(headers: &HeaderMap) -> Vec<DataFile> {
    let values = headers.get_all(DATA_FILES).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| split(value, ',')).filter_map(|member| file(&member)).collect()
}

/// A member: the id of the table with the parameters `file` and `period`.
fn file(member: &str) -> Option<DataFile> {
    let mut parts = split(member, ';').into_iter();
    let table = parts.next().filter(|table| !table.is_empty())?;
    let (mut file, mut period) = (None, None);
    for part in parts {
        match part.split_once('=')? {
            ("file", value) => file = Some(string(value)?),
            ("period", value) => period = Some(string(value)?),
            _ => {}
        }
    }
    Some(DataFile { table, file: file?, period })
}

/// The parts between separators that are outside of strings, without spaces around them.
fn split(text: &str, separator: char) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let (mut is_string, mut is_escaped) = (false, false);
    for letter in text.chars() {
        if letter == separator && !is_string {
            parts.push(std::mem::take(&mut part));
            continue;
        }
        if letter == '"' && !is_escaped {
            is_string = !is_string;
        }
        is_escaped = letter == '\\' && is_string && !is_escaped;
        part.push(letter);
    }
    parts.push(part);
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

/// The text of a string in quotation marks.
fn string(quoted: &str) -> Option<String> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        text.push(if letter == '\\' { letters.next()? } else { letter });
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_value(value: &'static str) -> Vec<DataFile> {
        let mut headers = HeaderMap::new();
        headers.insert(DATA_FILES, http::HeaderValue::from_static(value));
        of(&headers)
    }

    #[test]
    fn files_have_their_tables_names_and_years() {
        let files = of_value(
            r#"employment_projections;file="Employment, \"all\"; x.csv";period="2024-2034", bright_outlook;file="a.csv""#,
        );
        let expected = [
            ("employment_projections", "Employment, \"all\"; x.csv", Some("2024-2034")),
            ("bright_outlook", "a.csv", None),
        ];
        let file = |(table, file, period): (&str, &str, Option<&str>)| DataFile {
            table: table.to_owned(),
            file: file.to_owned(),
            period: period.map(str::to_owned),
        };
        assert_eq!(files, expected.map(file));
        assert!(of(&HeaderMap::new()).is_empty());
    }

    #[test]
    fn members_of_another_form_are_left_out() {
        for value in ["", ",", "a", "a;file=b", "a;file=\"b", "a;file", "a;file=\"b\\", ";file=\"b\""] {
            assert!(of_value(value).is_empty(), "{value}");
        }
        assert_eq!(of_value("a;file=1, b;file=\"c\";other=2").len(), 1);
    }
}
