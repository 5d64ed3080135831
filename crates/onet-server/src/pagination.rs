//! Which items of a list a call wants, and the links to the pages beside it.

use std::ops::Range;

use onet_api::page::LARGEST_PAGE;

use crate::arguments::Arguments;
use crate::error::Refusal;
use crate::links::Links;

/// The page asked for, before the number of items is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request {
    start: i64,
    size: i64,
}

/// The page that is answered.
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) total: i64,
    pub(crate) prev: Option<String>,
    pub(crate) next: Option<String>,
    /// The items of the page among all, counted from 0.
    pub(crate) range: Range<usize>,
}

impl Request {
    /// Reads `start` and `end`; without `end` the page has the section's default size.
    pub(crate) fn read(arguments: &Arguments, default_size: u32) -> Result<Self, Refusal> {
        let start = arguments.integer("start").unwrap_or(1);
        let end =
            arguments.integer("end").unwrap_or_else(|| start.saturating_add(i64::from(default_size) - 1));
        let size = end.saturating_sub(start).saturating_add(1);
        if size < 1 {
            return Err(Refusal::parameter("end must be >= start"));
        }
        if size > i64::from(LARGEST_PAGE) {
            return Err(Refusal::parameter(format!("a page must be of at most {LARGEST_PAGE} items")));
        }
        Ok(Self { start, size })
    }

    /// The page among a known number of items.
    pub(crate) fn window(self, total: usize, links: &Links<'_>) -> Window {
        let total = i64::try_from(total).unwrap_or(i64::MAX);
        let Self { start, size } = self;
        if total == 0 {
            return Window { start: 1, end: 0, total, prev: None, next: None, range: 0..0 };
        }
        let end = start.saturating_add(size - 1).min(total);
        let index = |position: i64| usize::try_from(position).unwrap_or(0);
        // A page past the end is empty; what the service does there is not documented.
        let range = index((start - 1).min(end))..index(end);
        // Before a page past the end stands the last one.
        let before = start.min(total.saturating_add(1));
        let prev = (start > 1).then(|| links.page((before - size).max(1), before - 1));
        let next = (end < total).then(|| links.page(end + 1, end.saturating_add(size)));
        Window { start, end, total, prev, next, range }
    }
}
