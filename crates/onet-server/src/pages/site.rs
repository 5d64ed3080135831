//! What all pages share.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use http::StatusCode;
use maud::{Markup, PreEscaped};
use onet_api::{Client, ErrorKind, operations};
use onet_db::diff::ReleaseDiff;
use onet_db::{Facet, Home};
use onet_domain::crosswalk::CrosswalkPair;
use onet_domain::{Filter, OnetSocCode, Sort, TableId};
use quick_cache::sync::Cache;
use tower::ServiceExt as _;

use super::reply::Failed;
use crate::coding_route::coding_route;
use crate::config::Config;
use crate::error::Error;
use crate::in_process::InProcess;
use crate::links::PublicBase;
use crate::router::router;
use crate::source::Source;
use crate::source_chain::{Link, SourceChain};

/// Queries whose facets are remembered.
const FACETS: usize = 500;
/// Values of a facet, at most.
const VALUES: usize = 12;
/// Differences of releases that are remembered.
const DIFFS: usize = 8;
/// Lists of releases of which is remembered whether they are there.
const LISTS: usize = 200;
/// Bytes of an answer that a page shows, at most.
const ANSWER: usize = 64 << 20;

/// What a page of a table shows besides its rows.
pub(super) struct AboutRows {
    /// The same rows for `onet db sql`.
    pub(super) sql: String,
    /// Columns with few values.
    pub(super) facets: Arc<Vec<Facet>>,
}

/// The client of the router in this process, and the settings of the server.
pub(super) struct Site {
    client: Client,
    coding: Router,
    routes: Router,
    facets: Arc<FacetCache>,
    diffs: Cache<String, Arc<ReleaseDiff>>,
    lists: Cache<String, bool>,
    comparing: tokio::sync::Mutex<()>,
    sources: SourceChain,
    config: Config,
}

impl Site {
    pub(super) fn new(sources: &SourceChain, config: &Config) -> Result<Self, onet_api::Error> {
        // The pages check keys themselves, once for all their calls.
        let service = InProcess::new(sources.clone(), config.without_keys()).for_remote_callers();
        Ok(Self {
            client: Client::builder().service(service).build()?,
            coding: coding_route(sources, config.without_keys()),
            routes: router(sources.clone(), config.without_keys()),
            facets: Arc::new(Cache::new(FACETS)),
            diffs: Cache::new(DIFFS),
            lists: Cache::new(LISTS),
            comparing: tokio::sync::Mutex::default(),
            sources: sources.clone(),
            config: config.clone(),
        })
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// The occupation that a segment of the path names.
    pub(super) async fn occupation(&self, segment: &str) -> Result<(OnetSocCode, String), Failed> {
        let code = OnetSocCode::parse_lenient(segment).map_err(|_| Failed::unknown_occupation(segment))?;
        let overview = self.client.online_occupations_overview(code).await;
        Ok((code, overview.map_err(|failure| Failed::from(failure).of_path())?.title))
    }

    /// What the server answers to a call of a path on the base URL of the visitor: the status and the body.
    pub(super) async fn answer(&self, path: &str, base: &str) -> Result<(StatusCode, String), Failed> {
        let mut request = Request::builder().uri(path).body(Body::empty()).map_err(Failed::of)?;
        request.extensions_mut().insert(PublicBase(base.to_owned()));
        let response = match self.routes.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let status = response.status();
        let body = to_bytes(response.into_body(), ANSWER).await.map_err(Failed::of)?;
        Ok((status, String::from_utf8_lossy(&body).into_owned()))
    }

    /// The release that is the first source; none where another source may answer in its place.
    fn release(&self) -> Option<Source> {
        match self.sources.links().first() {
            Some(Link::Release(slot)) => Some(slot.current()),
            _ => None,
        }
    }

    /// The page of an address as it was made before from the present release: its title and its content. Only where that
    /// release is the only source, because others can change.
    pub(super) fn remembered(&self, address: &str) -> Option<(String, Markup)> {
        let bytes = self.only_release()?.response_cache().get(&page_key(address))?;
        let (title, content) = std::str::from_utf8(&bytes).ok()?.split_once('\n')?;
        Some((title.to_owned(), PreEscaped(content.to_owned())))
    }

    /// Remembers a page, in the memory for answers of the release.
    pub(super) fn remember(&self, address: &str, title: &str, content: &Markup) {
        if let Some(source) = self.only_release().filter(|_| !title.contains('\n')) {
            let page = format!("{title}\n{}", content.0);
            source.response_cache().put(page_key(address), page.into());
        }
    }

    fn only_release(&self) -> Option<Source> {
        self.release().filter(|_| self.sources.links().len() == 1)
    }

    /// The facets and the SQL of a query, where the first source is a release with the table.
    pub(super) async fn about_rows(
        &self,
        table: &TableId,
        filters: Vec<Filter>,
        sorts: Vec<Sort>,
    ) -> Result<Option<AboutRows>, Failed> {
        let Some(source) = self.release().filter(|source| source.release().has_table(table.as_str())) else {
            return Ok(None);
        };
        let (facets, table) = (Arc::clone(&self.facets), table.clone());
        self.run(move || about_rows(&facets, &source, &table, &filters, &sorts)).await.map(Some)
    }

    /// Whether the sources have a list. Only releases are asked, once: another service would be called for each list.
    pub(super) async fn has_list(&self, path: &str) -> bool {
        let mut key = path.to_owned();
        for link in self.sources.links() {
            let Link::Release(slot) = link else { return true };
            key.push_str(&hex::encode(slot.current().identity()));
        }
        if let Some(known) = self.lists.get(&key) {
            return known;
        }
        let answer = self.client.raw(path, &[("end", "1")]).await;
        let is_missing =
            answer.is_err_and(|failure| matches!(failure.kind(), ErrorKind::NotInSource | ErrorKind::NoData));
        self.lists.insert(key, !is_missing);
        !is_missing
    }

    /// The pairs of a crosswalk, where the first source is a release.
    pub(super) async fn crosswalk_pairs(&self, table: &'static str) -> Result<Vec<CrosswalkPair>, Failed> {
        match self.release() {
            Some(source) => self.run(move || Ok(source.release().crosswalk_pairs(table)?)).await,
            None => Ok(Vec::new()),
        }
    }

    /// Runs work on the database under the limits of calls that may take long.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Failed> {
        Ok(self.config.pool().run(Some(&operations::DATABASE_ROWS), work).await?)
    }

    /// The home whose releases may be compared.
    pub(super) fn home(&self) -> Option<&Home> {
        self.config.home()
    }

    /// A difference of two releases: remembered, or computed while other visitors who want one wait.
    pub(super) async fn diff_once(
        &self,
        key: &str,
        compute: impl FnOnce() -> Result<ReleaseDiff, Error> + Send + 'static,
    ) -> Result<Arc<ReleaseDiff>, Failed> {
        if let Some(known) = self.diffs.get(key) {
            return Ok(known);
        }
        let _alone = self.comparing.lock().await;
        if let Some(known) = self.diffs.get(key) {
            return Ok(known);
        }
        let diff = Arc::new(tokio::task::spawn_blocking(compute).await.map_err(Failed::of)??);
        self.diffs.insert(key.to_owned(), Arc::clone(&diff));
        Ok(diff)
    }

    /// The route that codes titles.
    pub(super) fn coding(&self) -> Router {
        self.coding.clone()
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// The names of the sources, as people know them.
    pub(super) fn sources(&self) -> String {
        self.sources.labels().join(", then ")
    }
}

/// Answers are remembered by URLs, so a page needs another kind of key.
fn page_key(address: &str) -> String {
    format!("page {address}")
}

type FacetCache = Cache<String, Arc<Vec<Facet>>>;

/// What is counted for all rows decides which columns have few values: of a few rows, every column has.
fn about_rows(
    known: &FacetCache,
    source: &Source,
    table: &TableId,
    filters: &[Filter],
    sorts: &[Sort],
) -> Result<AboutRows, Error> {
    let sql = source.release().rows(table, filters, sorts)?.sql_text().to_owned();
    let whole = facets(known, source, table, &[])?;
    if filters.is_empty() || whole.is_empty() {
        return Ok(AboutRows { sql, facets: whole });
    }
    let found = facets(known, source, table, filters)?;
    let is_whole = |facet: &&Facet| whole.iter().any(|all| all.column == facet.column);
    Ok(AboutRows { sql, facets: Arc::new(found.iter().filter(is_whole).cloned().collect()) })
}

fn facets(
    known: &FacetCache,
    source: &Source,
    table: &TableId,
    filters: &[Filter],
) -> Result<Arc<Vec<Facet>>, Error> {
    let filter: Vec<String> = filters.iter().map(ToString::to_string).collect();
    let key = format!("{}\n{table}\n{}", hex::encode(source.identity()), filter.join("\n"));
    if let Some(facets) = known.get(&key) {
        return Ok(facets);
    }
    let facets = Arc::new(source.release().rows(table, filters, &[])?.facets(VALUES)?);
    known.insert(key, Arc::clone(&facets));
    Ok(facets)
}
