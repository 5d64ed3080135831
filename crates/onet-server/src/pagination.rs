//! Pages of a list: default sizes, the bounds of a page, and the links to its neighbours.

use std::ops::Range;

use onet_api::page::LARGEST_PAGE;

use crate::arguments::Arguments;
use crate::error::Error;
use crate::links::Links;

/// Items on a page of a search or a list when the call has no `end` (manual).
pub(crate) const LIST_PAGE: u32 = 20;

/// Items on a page of a section of the summary report.
pub(crate) const SUMMARY_PAGE: u32 = 5;

/// Items on a page of a section of the details report.
pub(crate) const DETAILS_PAGE: u32 = 10;

/// Questions of the Interest Profiler on a page: a dozen, as on paper.
pub(crate) const PROFILER_PAGE: u32 = 12;

/// The page that a call requests, before the number of items is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageRequest {
    start: i64,
    size: i64,
}

/// The bounds of a page, with links to its neighbours.
#[derive(Debug)]
pub(crate) struct PageBounds {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) total: i64,
    pub(crate) prev: Option<String>,
    pub(crate) next: Option<String>,
    /// The indices of the items on the page, from 0.
    pub(crate) range: Range<usize>,
}

impl PageRequest {
    /// Reads `start` and `end`; without `end`, the page has the default size.
    pub(crate) fn read(arguments: &Arguments, default_size: u32) -> Result<Self, Error> {
        let start = arguments.integer("start").unwrap_or(1);
        let end =
            arguments.integer("end").unwrap_or_else(|| start.saturating_add(i64::from(default_size) - 1));
        let size = end.saturating_sub(start).saturating_add(1);
        if size < 1 {
            return Err(Error::parameter("end must be >= start"));
        }
        if size > i64::from(LARGEST_PAGE) {
            return Err(Error::parameter(format!("a page must be of at most {LARGEST_PAGE} items")));
        }
        Ok(Self { start, size })
    }

    /// The bounds of the page in a list of `total` items.
    pub(crate) fn bounds(self, total: usize, links: &Links<'_>) -> PageBounds {
        let total = i64::try_from(total).unwrap_or(i64::MAX);
        let Self { start, size } = self;
        if total == 0 {
            return PageBounds { start: 1, end: 0, total, prev: None, next: None, range: 0..0 };
        }
        let end = start.saturating_add(size - 1).min(total);
        let index = |position: i64| usize::try_from(position).unwrap_or(0);
        // A page past the end is empty; the manual does not define it.
        let range = index((start - 1).min(end))..index(end);
        // The page before one past the end is the last page.
        let before = start.min(total.saturating_add(1));
        let prev = (start > 1).then(|| links.page((before - size).max(1), before - 1));
        let next = (end < total).then(|| links.page(end + 1, end.saturating_add(size)));
        PageBounds { start, end, total, prev, next, range }
    }
}
