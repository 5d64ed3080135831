//! What stands in the answer of every tool: the part of a list, what to do next, and the source.

use onet_api::PageRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most items of a list in one answer.
pub(crate) const MOST: usize = 100;
/// Items of a list, where a call does not choose.
pub(crate) const USUAL: usize = 20;

/// The answer of a tool.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Answer<T> {
    /// What was found.
    #[serde(flatten)]
    pub(crate) found: T,
    /// How to get what this answer leaves out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<String>,
    /// What to know about the answer, such as which occupation was taken for a text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) notes: Vec<String>,
    /// Where the data come from.
    pub(crate) source: Provenance,
}

/// Where data come from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Provenance {
    /// What answered: a release, the built-in sample, recordings, or the address of a service.
    pub(crate) name: String,
    /// The release of the O*NET database.
    pub(crate) release: String,
    /// The licence and the attribution that it requires.
    pub(crate) licence: &'static str,
}

/// What a tool has found, before the source is added.
#[derive(Debug)]
pub(crate) struct Found<T> {
    pub(crate) data: T,
    pub(crate) next: Option<String>,
}

impl<T> From<T> for Found<T> {
    fn from(data: T) -> Self {
        Self { data, next: None }
    }
}

impl<T> Found<T> {
    pub(crate) fn then(data: T, next: Option<String>) -> Self {
        Self { data, next }
    }
}

/// How much of a list a tool returns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Detail {
    /// What is most important.
    #[default]
    Short,
    /// Up to 100 items of each list, with all their members.
    Full,
}

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) offset: usize,
    pub(crate) limit: usize,
}

impl Window {
    /// The part that a call chooses, with a usual length; at most [`MOST`] items.
    pub(crate) fn new(limit: Option<usize>, offset: Option<usize>, usual: usize) -> Self {
        Self { offset: offset.unwrap_or(0), limit: limit.unwrap_or(usual).clamp(1, MOST) }
    }

    /// The same part, as the operations count it.
    pub(crate) fn range(self) -> PageRange {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        PageRange::starting_at(number(self.offset.saturating_add(1)), number(self.limit))
    }

    /// The items of the part.
    pub(crate) fn of<T>(self, items: impl IntoIterator<Item = T>) -> Vec<T> {
        items.into_iter().skip(self.offset).take(self.limit).collect()
    }

    /// The offset of what follows the part.
    pub(crate) fn end(self) -> usize {
        self.offset.saturating_add(self.limit)
    }

    /// How to get what follows the part in a list of this length, or the list where the part is behind its end.
    pub(crate) fn next(self, total: usize) -> Option<String> {
        if total > 0 && self.offset >= total {
            return Some(format!(
                "nothing follows: the list has {total}, so call with an offset below {total}"
            ));
        }
        let end = self.end();
        (end < total).then(|| format!("{} more: the same call with \"offset\": {end}", total - end))
    }
}

/// A count of the contract as a number of items.
pub(crate) fn count(total: i64) -> usize {
    usize::try_from(total).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_names_the_next_one_until_the_list_ends() {
        let window = Window::new(Some(2), Some(1), USUAL);
        assert_eq!(window.of([1, 2, 3, 4]), [2, 3]);
        assert_eq!(window.next(4).as_deref(), Some("1 more: the same call with \"offset\": 3"));
        assert_eq!(window.next(3), None);
        let behind = Window::new(None, Some(usize::MAX), USUAL);
        assert!(behind.next(3).is_some_and(|next| next.contains("an offset below 3")));
        assert_eq!((behind.next(0), behind.end()), (None, usize::MAX));
        assert_eq!(Window::new(Some(0), None, 5).limit, 1);
        assert_eq!(Window::new(Some(1000), None, 5).limit, MOST);
    }
}
