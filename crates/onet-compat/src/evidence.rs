//! The version of a document, from the document alone.

use serde_json::Value;

use crate::document::Document;
use crate::version::Version;

impl Version {
    /// The version of a document, if it can be recognized.
    ///
    /// ```
    /// use onet_compat::{Document, Evidence, Version};
    ///
    /// let about = br#"<about><taxonomy url="t">O*NET-SOC 2010</taxonomy><database url="d">O*NET
    /// 21.3</database>
    ///     <api_version>1.7</api_version></about>"#;
    /// let about = Document::read_xml(about)?;
    /// assert_eq!(Version::of_document(&about), Some((Version::V1_7, Evidence::Stated)));
    /// # Ok::<(), onet_compat::ReadError>(())
    /// ```
    #[must_use]
    pub fn of_document(document: &Document) -> Option<(Self, Evidence)> {
        if let Document::About(about) = document {
            return match &about.api_version {
                Some(number) => number.parse().ok().map(|version| (version, Evidence::Stated)),
                None => Some((Self::V1_0, Evidence::Form)),
            };
        }
        let value = document.to_value();
        first_pinned(&value)
            .map(|version| (version, Evidence::Address))
            .or_else(|| Self::of_form(document).map(|version| (version, Evidence::Form)))
    }

    /// The only version with such a document, where its form gives it away.
    fn of_form(document: &Document) -> Option<Self> {
        match document {
            Document::SummaryReport(report) if report.display.is_none() => Some(Self::V1_2),
            Document::Database(_)
            | Document::Table(_)
            | Document::Rows(_)
            | Document::TaxonomyCrosswalk(_) => Some(Self::V1_9),
            Document::SummaryTasks(tasks)
                if tasks.task.iter().any(|task| task.green.is_some() && task.related.is_none()) =>
            {
                Some(Self::V1_2)
            }
            Document::Interests(interests) if interests.high_point_code.is_some() => Some(Self::V1_2),
            Document::Education(education) if education.stem.is_some() => Some(Self::V1_2),
            _ => None,
        }
    }
}

/// How a document gave its version away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// `about` states it.
    Stated,
    /// A link in it is pinned to it.
    Address,
    /// A member that only this version has, or that only this version is without.
    Form,
}

/// The version of the first pinned address in a document.
fn first_pinned(value: &Value) -> Option<Version> {
    match value {
        Value::String(text) if text.starts_with("http") => Version::of_base(text),
        Value::Array(items) => items.iter().find_map(first_pinned),
        Value::Object(members) => members.values().find_map(first_pinned),
        _ => None,
    }
}
