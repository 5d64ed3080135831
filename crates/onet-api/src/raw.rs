//! Untyped calls by path.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use futures::TryStreamExt as _;
use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::operation::Operation;
use crate::page::{self, Paged, Position};
use crate::transport::Query;
use crate::{Client, Error, ErrorKind, PageRange};

/// Most bytes of JSON that all pages of a list have together, 512 MiB: the largest table of O*NET has about 100.
const MOST_BYTES: usize = 512 << 20;

impl Client {
    /// Calls a path and returns the JSON of the response.
    ///
    /// The path may have or omit its first slash, may contain a query, and may be a full URL on the client's base URL,
    /// such as a link in a response. Its segments must be percent-encoded; the values of `query` must not be.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), onet_api::Error> {
    /// let client = onet_api::Client::from_env()?;
    /// let answer = client.raw("online/search", &[("keyword", "pharmacist")]).await?;
    /// println!("{}", answer["total"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The errors of every operation; [`ErrorKind::Configuration`] if the path is a URL of another host, which must not
    /// receive the key.
    pub async fn raw(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, Error> {
        let address = self.address(path)?;
        self.fetch_raw(&address, query, PageRange::default()).await
    }

    /// Calls a path and returns the JSON of the response unchanged, byte for byte.
    ///
    /// # Errors
    ///
    /// The errors of [`Client::raw`].
    pub async fn raw_text(&self, path: &str, query: &[(&str, &str)]) -> Result<String, Error> {
        let address = self.address(path)?;
        let query = joined(&address, query);
        self.transport.call_text(address.operation, address.url, query).await
    }

    /// Calls a path for all its pages and returns one response with all items: the first page with the items of the
    /// others added, `start` 1, `end` and `total` the number of items, and no links to other pages.
    ///
    /// A path without pages is called once. All pages together have at most 512 MiB of JSON.
    ///
    /// # Errors
    ///
    /// The errors of [`Client::raw`] and [`page::by_page`].
    pub async fn raw_all(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, Error> {
        let address = self.address(path)?;
        let Some(items) = address.operation.and_then(Operation::items) else {
            return self.fetch_raw(&address, query, PageRange::default()).await;
        };
        // This method sets the bounds.
        let is_bound = |key: &str| matches!(key, "start" | "end");
        let query: Vec<_> = query.iter().copied().filter(|(key, _)| !is_bound(key)).collect();
        let query = &query;
        let address = Address { query: without_bounds(&address.query), ..address };
        let first = Mutex::new(None);
        let left = AtomicUsize::new(MOST_BYTES);
        let all: Vec<Value> = page::by_item(page::LARGEST_PAGE, |range| {
            let (address, first, left) = (&address, &first, &left);
            async move {
                let query = joined(address, query).range(range);
                let text = self.transport.call_text(address.operation, address.url.clone(), query).await?;
                take(left, text.len())?;
                let (rest, page) = RawPage::split(parsed(&text)?, items)?;
                first.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(rest);
                Ok(page)
            }
        })
        .try_collect()
        .await
        .map_err(|failure: Error| failure.at(address.operation, &address.url))?;
        let mut merged = first.into_inner().unwrap_or_else(PoisonError::into_inner).unwrap_or_default();
        if let Value::Object(object) = &mut merged {
            object.shift_remove("prev");
            object.shift_remove("next");
            object.insert("start".to_owned(), 1.into());
            object.insert("end".to_owned(), all.len().into());
            object.insert("total".to_owned(), all.len().into());
            object.insert(items.to_owned(), Value::Array(all));
        }
        Ok(merged)
    }

    /// Calls a path and returns its decoded response with what is read of its headers.
    pub(crate) async fn fetch_with_headers<T: DeserializeOwned, H>(
        &self,
        path: &str,
        of: fn(&HeaderMap) -> H,
    ) -> Result<(T, H), Error> {
        let address = self.address(path)?;
        let query = joined(&address, &[]);
        self.transport.call_with_headers(address.operation, address.url, query, of).await
    }

    async fn fetch_raw(
        &self,
        address: &Address,
        query: &[(&str, &str)],
        range: PageRange,
    ) -> Result<Value, Error> {
        let query = joined(address, query).range(range);
        self.transport.call(address.operation, address.url.clone(), query).await
    }

    /// Resolves a path against the base URL.
    fn address(&self, path: &str) -> Result<Address, Error> {
        let (bare, query) = path.split_once('?').unwrap_or((path, ""));
        let relative = match bare.strip_prefix(&*self.baseurl) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
            _ if bare.contains("://") => {
                let message = format!("{bare} is not on the base URL {}", self.baseurl);
                return Err(Error::new(ErrorKind::Configuration, message));
            }
            _ => bare,
        };
        let relative = relative.trim_start_matches('/');
        Ok(Address {
            operation: Operation::find(relative),
            url: format!("{}/{relative}", self.baseurl),
            query: query.to_owned(),
        })
    }
}

/// Takes the size of a page from what all pages may have.
fn take(left: &AtomicUsize, bytes: usize) -> Result<(), Error> {
    let take = |left: usize| left.checked_sub(bytes);
    match left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take) {
        Ok(_) => Ok(()),
        Err(_) => Err(Error::new(
            ErrorKind::TooLarge,
            format!("the pages of the list are larger than {} MiB together", MOST_BYTES >> 20),
        )),
    }
}

fn parsed(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text)
        .map_err(|cause| Error::new(ErrorKind::NotJson, "the answer is not JSON").caused_by(cause))
}

/// The query of an address with more pairs appended.
fn joined(address: &Address, query: &[(&str, &str)]) -> Query {
    query.iter().fold(Query::from_text(&address.query), |built, (key, value)| built.pair(key, value))
}

/// A query without the bounds of a page, which links to pages contain.
fn without_bounds(query: &str) -> String {
    let is_bound = |pair: &&str| pair.starts_with("start=") || pair.starts_with("end=");
    query.split('&').filter(|pair| !is_bound(pair)).collect::<Vec<_>>().join("&")
}

struct Address {
    operation: Option<&'static Operation>,
    url: String,
    query: String,
}

/// A page with untyped items.
struct RawPage {
    position: Position,
    items: Vec<Value>,
}

impl RawPage {
    /// Splits a response into the rest, without its items, and the page.
    fn split(mut answer: Value, items: &'static str) -> Result<(Value, Self), Error> {
        let number = |name: &str| answer[name].as_i64();
        let (Some(start), Some(end), Some(total)) = (number("start"), number("end"), number("total")) else {
            return Err(Error::new(ErrorKind::Shape, "a page without start, end and total"));
        };
        match answer.get_mut(items).map(Value::take) {
            Some(Value::Array(items)) => {
                Ok((answer, Self { position: Position { start, end, total }, items }))
            }
            _ => Err(Error::new(ErrorKind::Shape, format!("a page without its items `{items}`"))),
        }
    }
}

impl Paged for RawPage {
    type Item = Value;
    const ITEMS: &'static str = "";

    fn position(&self) -> Position {
        self.position
    }

    fn into_items(self) -> Vec<Value> {
        self.items
    }
}
