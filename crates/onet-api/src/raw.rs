//! The way to anything by its path.

use futures::TryStreamExt as _;
use serde_json::Value;

use crate::operation::Operation;
use crate::page::{self, Paged, Position};
use crate::transport::Query;
use crate::{Client, Error, ErrorKind, PageRange};

impl Client {
    /// Calls a path and returns the answer as it is.
    ///
    /// The path may be written with or without its first slash, may carry a query of its own, and may be a whole
    /// address on the client's base URL, as links in answers are. Its segments must be percent-encoded already;
    /// the values of `query` must not be.
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
    /// As every operation; [`ErrorKind::Configuration`] when the path is an address of another host: the key
    /// does not go there.
    pub async fn raw(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, Error> {
        let address = self.address(path)?;
        self.fetch_raw(&address, query, PageRange::default()).await
    }

    /// Calls a paged path for all its items and returns one answer that holds them: the first page with the items
    /// of the others added, `start` 1, `end` and `total` the number of items, and no links to other pages.
    ///
    /// A path whose answer is not paged is called once.
    ///
    /// # Errors
    ///
    /// As [`Client::raw`] and [`page::by_page`].
    pub async fn raw_all(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, Error> {
        let address = self.address(path)?;
        let Some(items) = address.operation.and_then(Operation::items) else {
            return self.fetch_raw(&address, query, PageRange::default()).await;
        };
        let mut first = None;
        let mut all: Vec<Value> = Vec::new();
        {
            let pages = page::by_page(page::LARGEST_PAGE, |range| {
                let address = &address;
                async move { RawPage::new(self.fetch_raw(address, query, range).await?, items) }
            });
            let mut pages = std::pin::pin!(pages);
            while let Some(page) = pages.try_next().await? {
                for RawItem { whole, item } in page.items {
                    first = first.or(whole);
                    all.extend(item);
                }
            }
        }
        let mut merged = first.unwrap_or_default();
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

    async fn fetch_raw(
        &self,
        address: &Address,
        query: &[(&str, &str)],
        range: PageRange,
    ) -> Result<Value, Error> {
        let query =
            query.iter().fold(Query::from_text(&address.query), |built, (key, value)| built.pair(key, value));
        self.call(address.operation, address.url.clone(), query.range(range)).await
    }

    /// Resolves a path against the base URL.
    fn address(&self, path: &str) -> Result<Address, Error> {
        let relative = match path.strip_prefix(&*self.baseurl) {
            Some(rest) if rest.is_empty() || rest.starts_with(['/', '?']) => rest,
            _ if path.contains("://") => {
                let message = format!("{path} is not on the base URL {}", self.baseurl);
                return Err(Error::new(ErrorKind::Configuration, message));
            }
            _ => path,
        };
        let (path, query) = relative.split_once('?').unwrap_or((relative, ""));
        let path = path.trim_start_matches('/');
        Ok(Address {
            operation: Operation::find(path),
            url: format!("{}/{path}", self.baseurl),
            query: query.to_owned(),
        })
    }
}

struct Address {
    operation: Option<&'static Operation>,
    url: String,
    query: String,
}

/// A page that is not decoded: its first item carries the rest of the answer along.
struct RawPage {
    position: Position,
    items: Vec<RawItem>,
}

struct RawItem {
    whole: Option<Value>,
    item: Option<Value>,
}

impl RawPage {
    fn new(mut answer: Value, items: &'static str) -> Result<Self, Error> {
        let number = |name: &str| answer[name].as_i64();
        let (Some(start), Some(end), Some(total)) = (number("start"), number("end"), number("total")) else {
            return Err(Error::new(ErrorKind::Shape, "a page without start, end and total"));
        };
        let list = match answer.get_mut(items).map(Value::take) {
            Some(Value::Array(list)) => list,
            _ => return Err(Error::new(ErrorKind::Shape, format!("a page without its items `{items}`"))),
        };
        let mut list: Vec<_> =
            list.into_iter().map(|item| RawItem { whole: None, item: Some(item) }).collect();
        match list.first_mut() {
            Some(first) => first.whole = Some(answer),
            None => list.push(RawItem { whole: Some(answer), item: None }),
        }
        Ok(Self { position: Position { start, end, total }, items: list })
    }
}

impl Paged for RawPage {
    type Item = RawItem;
    const ITEMS: &'static str = "";

    fn position(&self) -> Position {
        self.position
    }

    fn into_items(self) -> Vec<RawItem> {
        self.items
    }
}
