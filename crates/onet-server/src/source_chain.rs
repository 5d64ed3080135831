//! What the server answers from: sources that are asked one after another.

use axum::response::Response;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, Uri};
use onet_api::operation::Operation;
use onet_api::types::ErrorBody;
use url::form_urlencoded;

use crate::arguments::Arguments;
use crate::error::{Refusal, json};
use crate::links::Links;
use crate::router::slash_form;
use crate::rules::{self, Call, Rule};
use crate::{Recordings, Source, Upstream};

/// The header that tells which source an answer came from: `release`, `sample`, `recorded` or `live`.
pub(crate) const SOURCE: HeaderName = HeaderName::from_static("onet-source");

/// The header that tells when an answer was recorded.
pub(crate) const RECORDED_AT: HeaderName = HeaderName::from_static("onet-recorded-at");

/// Sources in the order in which they are asked; there is at least one.
///
/// The first that answers or refuses a call settles it. A call goes on to the next source when one does not hold what
/// is asked for, and when a service is down: it cannot be reached, is too slow, has too many requests, fails, or
/// something else than it answers. When none settles the call, a failure is told before a lack.
///
/// ```
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use onet_api::Client;
/// use onet_server::{Recordings, Source, Sources, Upstream};
///
/// let recordings = Recordings::create("recordings")?;
/// let keeper = recordings.clone();
/// let client = Client::builder().on_response(move |answered| keeper.keep(answered)).build()?;
/// let sources = Sources::from(Source::sample()?).then(recordings).then(Upstream::new(client)?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Sources(Vec<Link>);

/// One source of several.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Link {
    /// A release on disk, or the built-in sample.
    Release(Source),
    /// Answers that were kept.
    Recordings(Recordings),
    /// Another service.
    Upstream(Upstream),
}

impl Sources {
    /// Adds a source that is asked after the others.
    #[must_use]
    pub fn then(mut self, link: impl Into<Link>) -> Self {
        self.0.push(link.into());
        self
    }

    /// The sources, first asked first.
    pub fn links(&self) -> &[Link] {
        &self.0
    }

    /// Asks one source after another.
    pub(crate) async fn answer(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        let mut lacks: Vec<String> = Vec::new();
        let mut down = None;
        for link in &self.0 {
            let found = match link {
                Link::Release(source) => of_release(source, asked),
                Link::Recordings(recordings) => recordings.answer(asked),
                // Boxed, so that a call that a release answers does not carry the room for it.
                Link::Upstream(upstream) => Box::pin(upstream.answer(asked)).await,
            };
            match found {
                Err(Refusal::NotInSource(sentence)) => lacks.push(sentence),
                Err(Refusal::NoPath(_)) => {}
                Err(Refusal::Upstream(failure)) if is_down(&failure) => {
                    tracing::warn!(%failure, kind = ?failure.kind(), "a service is down; the next source is asked");
                    down = down.or(Some(failure));
                }
                settled => return settled,
            }
        }
        Err(match (down, lacks.is_empty()) {
            (Some(failure), _) => Refusal::Upstream(failure),
            (None, true) => Refusal::NoPath(asked.uri.path().to_owned()),
            (None, false) => Refusal::NotInSource(lacks.join(" ")),
        })
    }
}

/// Whether a service failed so that another source may stand in for it. A key that is refused, say, is for the owner
/// of the server to mend, and would not be noticed.
fn is_down(failure: &onet_api::Error) -> bool {
    // A page of a network's gate comes instead of the service.
    failure.is_retryable() || failure.kind() == onet_api::ErrorKind::NotJson
}

impl From<Link> for Sources {
    fn from(link: Link) -> Self {
        Self(vec![link])
    }
}

impl From<Source> for Sources {
    fn from(source: Source) -> Self {
        Link::from(source).into()
    }
}

impl From<Recordings> for Sources {
    fn from(recordings: Recordings) -> Self {
        Link::from(recordings).into()
    }
}

impl From<Upstream> for Sources {
    fn from(upstream: Upstream) -> Self {
        Link::from(upstream).into()
    }
}

impl From<Source> for Link {
    fn from(source: Source) -> Self {
        Self::Release(source)
    }
}

impl From<Recordings> for Link {
    fn from(recordings: Recordings) -> Self {
        Self::Recordings(recordings)
    }
}

impl From<Upstream> for Link {
    fn from(upstream: Upstream) -> Self {
        Self::Upstream(upstream)
    }
}

/// A call as it came.
pub(crate) struct Asked<'a> {
    /// None for a path that is not in the contract: a later service may have it.
    pub(crate) operation: Option<&'static Operation>,
    /// How a release answers the operation.
    pub(crate) rule: Option<&'static Rule>,
    pub(crate) uri: &'a Uri,
    /// The base that was called.
    pub(crate) base: String,
    /// Whether the caller is this process, which may know more of it than a stranger.
    pub(crate) in_process: bool,
}

impl Asked<'_> {
    /// The path and the query.
    pub(crate) fn path_and_query(&self) -> &str {
        self.uri.path_and_query().map_or("/", |both| both.as_str())
    }
}

/// What settles a call: an answer, or the refusal of a source that knows.
pub(crate) struct Answer {
    status: StatusCode,
    body: Bytes,
    source: &'static str,
    recorded_at: Option<HeaderValue>,
}

impl Answer {
    pub(crate) fn new(source: &'static str, status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self { status, body: body.into(), source, recorded_at: None }
    }

    /// A refusal with the body of the contract.
    pub(crate) fn refused(source: &'static str, status: StatusCode, message: String) -> Self {
        Self::new(source, status, serde_json::to_vec(&ErrorBody { error: message }).unwrap_or_default())
    }

    /// Says when the answer was recorded.
    pub(crate) fn recorded_at(self, time: &str) -> Self {
        Self { recorded_at: HeaderValue::from_str(time).ok(), ..self }
    }

    pub(crate) fn into_response(self) -> Response {
        let mut response = json(self.status, self.body);
        let headers = response.headers_mut();
        headers.insert(SOURCE, HeaderValue::from_static(self.source));
        if let Some(time) = self.recorded_at {
            headers.insert(RECORDED_AT, time);
        }
        response
    }
}

fn of_release(source: &Source, asked: &Asked<'_>) -> Result<Answer, Refusal> {
    let address = format!("{}{}", asked.base, asked.path_and_query());
    if let Some(body) = source.kept().get(&address) {
        return Ok(Answer::new(source.name(), StatusCode::OK, body));
    }
    match by_rule(source, asked) {
        Ok(body) => {
            let body = Bytes::from(body);
            source.kept().put(address, body.clone());
            Ok(Answer::new(source.name(), StatusCode::OK, body))
        }
        Err(Refusal::Parameter(message)) => {
            Ok(Answer::refused(source.name(), StatusCode::UNPROCESSABLE_ENTITY, message))
        }
        Err(refusal) => Err(refusal),
    }
}

fn by_rule(source: &Source, asked: &Asked<'_>) -> Result<Vec<u8>, Refusal> {
    let uri = asked.uri;
    let Some(operation) = asked.operation else { return Err(Refusal::NoPath(uri.path().to_owned())) };
    let query: Vec<(String, String)> =
        form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let arguments = Arguments::read(operation, uri.path(), &query)?;
    let Some(rule) = asked.rule else {
        return Err(Refusal::NotInSource(format!(
            "{} is not answered from {} by this version of onet.",
            operation.id,
            source.label()
        )));
    };
    let path = slash_form(operation.path, uri.path());
    let links = Links::new(asked.base.clone(), &path, &query);
    rules::apply(rule, &Call { source, operation, arguments: &arguments, links: &links })
}
