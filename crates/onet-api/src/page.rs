//! Paged responses: 106 of the operations return a range of their items.
//!
//! ```no_run
//! # async fn example() -> Result<(), onet_api::Error> {
//! use futures::TryStreamExt as _;
//! use onet_api::{Client, page};
//!
//! let client = Client::from_env()?;
//! let titles: Vec<String> = page::by_item(500, |range| client.online_search("nurse", range))
//!     .map_ok(|occupation| occupation.title)
//!     .try_collect()
//!     .await?;
//! # Ok(())
//! # }
//! ```

use std::future::Future;
use std::ops::RangeInclusive;

use futures::{Stream, TryStreamExt as _, stream};

use crate::Error;

/// Most items on a page, according to the manual of the service, which rejects more with 422.
pub const LARGEST_PAGE: u32 = 2_000;

/// Most items of a list, 2,000,000: the largest table of O*NET has a fifth of that. A list that claims more, or whose
/// pages hold more items than requested, is not read to its end.
const MOST_ITEMS: i64 = 2_000_000;

/// The range of items to return, counted from 1, both ends included.
///
/// By default the service decides: it starts at 1 and returns 20 items in listings and searches, 5 in summary
/// reports, 10 in details reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageRange {
    start: Option<u32>,
    end: Option<u32>,
}

impl PageRange {
    /// A range with optional bounds. The service decides where a bound is `None`.
    pub const fn new(start: Option<u32>, end: Option<u32>) -> Self {
        Self { start, end }
    }

    /// Number of the first item.
    pub const fn start(self) -> Option<u32> {
        self.start
    }

    /// Number of the last item.
    pub const fn end(self) -> Option<u32> {
        self.end
    }

    /// The `size` items from number `start` on.
    pub const fn starting_at(start: u32, size: u32) -> Self {
        Self { start: Some(start), end: Some(start.saturating_add(size.saturating_sub(1))) }
    }
}

impl From<RangeInclusive<u32>> for PageRange {
    fn from(range: RangeInclusive<u32>) -> Self {
        Self { start: Some(*range.start()), end: Some(*range.end()) }
    }
}

/// The position of a page among all items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Number of the first item of the page, counted from 1.
    pub start: i64,
    /// Number of the last item of the page; 0 when there is none.
    pub end: i64,
    /// Number of all items.
    pub total: i64,
}

/// A response that is a page.
pub trait Paged {
    /// The type of the items.
    type Item;
    /// The member of the response that holds the items.
    const ITEMS: &'static str;
    /// The position of the page.
    fn position(&self) -> Position;
    /// The items, without the rest of the response.
    fn into_items(self) -> Vec<Self::Item>;
}

/// Implements [`Paged`] for a generated type.
macro_rules! paged {
    ($page:ty, $items:ident $member:literal: $item:ty) => {
        impl $crate::page::Paged for $page {
            type Item = $item;
            const ITEMS: &'static str = $member;
            fn position(&self) -> $crate::page::Position {
                $crate::page::Position { start: self.start, end: self.end, total: self.total }
            }
            fn into_items(self) -> Vec<$item> {
                self.$items
            }
        }
    };
}
pub(crate) use paged;

/// One page of items.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// Its position.
    pub position: Position,
    /// Its items.
    pub items: Vec<T>,
}

/// All pages of an operation, `size` items each (at most [`LARGEST_PAGE`]), requested as the stream is polled.
///
/// # Errors
///
/// The errors of the call; and [`ErrorKind::Inconsistent`](crate::ErrorKind::Inconsistent) if a page starts at another
/// item than requested, is empty before the end, has more items than it claims, or has another total than the page before; and if there
/// are more than 2,000,000 items. The list has changed in
/// between, and continuing would skip or repeat items.
pub fn by_page<P, F, Fut>(size: u32, mut fetch: F) -> impl Stream<Item = Result<Page<P::Item>, Error>>
where
    P: Paged,
    F: FnMut(PageRange) -> Fut,
    Fut: Future<Output = Result<P, Error>>,
{
    let size = size.clamp(1, LARGEST_PAGE);
    stream::try_unfold(Some(Cursor { start: 1, total: None }), move |cursor| {
        // Called here and awaited below, so that `fetch` is not borrowed across the await.
        let call = cursor.map(|cursor| (cursor, fetch(PageRange::starting_at(cursor.start, size))));
        async move {
            let Some((cursor, call)) = call else { return Ok(None) };
            let answer = call.await?;
            let position = answer.position();
            let items = answer.into_items();
            let next = cursor.advance(position, items.len())?;
            Ok(Some((Page { position, items }, next)))
        }
    })
}

/// All items of an operation, requested `size` at a time; see [`by_page`].
///
/// # Errors
///
/// As for [`by_page`].
pub fn by_item<P, F, Fut>(size: u32, fetch: F) -> impl Stream<Item = Result<P::Item, Error>>
where
    P: Paged,
    F: FnMut(PageRange) -> Fut,
    Fut: Future<Output = Result<P, Error>>,
{
    by_page(size, fetch).map_ok(|page| stream::iter(page.items.into_iter().map(Ok))).try_flatten()
}

#[derive(Clone, Copy)]
struct Cursor {
    start: u32,
    total: Option<i64>,
}

impl Cursor {
    /// The start of the next page, if there is one.
    fn advance(self, page: Position, items: usize) -> Result<Option<Self>, Error> {
        if let Some(total) = self.total
            && total != page.total
        {
            return Err(Error::inconsistent(format!(
                "the total changed from {total} to {} between two pages",
                page.total
            )));
        }
        if page.total == 0 {
            return Ok(None);
        }
        if page.start != i64::from(self.start) {
            return Err(Error::inconsistent(format!(
                "requested item {}, got a page that starts at {}",
                self.start, page.start
            )));
        }
        if items == 0 || page.end < page.start {
            return Err(Error::inconsistent(format!(
                "an empty page at item {} of {}",
                self.start, page.total
            )));
        }
        if page.total > MOST_ITEMS {
            return Err(Error::inconsistent(format!("a list of {} items", page.total)));
        }
        if i64::try_from(items).unwrap_or(i64::MAX) > page.end - page.start + 1 {
            return Err(Error::inconsistent(format!(
                "a page of {items} items that claims to go from {} to {}",
                page.start, page.end
            )));
        }
        if page.end >= page.total {
            return Ok(None);
        }
        let start = u32::try_from(page.end + 1)
            .map_err(|_| Error::inconsistent(format!("a page that ends at {}", page.end)))?;
        Ok(Some(Self { start, total: Some(page.total) }))
    }
}
