//! A call as the router receives it.

use http::{HeaderValue, Uri};
use onet_api::operation::Operation;

/// A call that a source answers. Cheap to clone.
#[derive(Clone)]
pub(crate) struct IncomingCall {
    /// `None` for a path outside the contract: a newer service may know it.
    pub(crate) operation: Option<&'static Operation>,
    pub(crate) uri: Uri,
    /// The base URL that the caller used; links in the answer begin with it.
    pub(crate) base: String,
    /// Whether this process makes the call. Such a caller may see causes and paths that a remote one may not.
    pub(crate) in_process: bool,
    /// The entity tags of answers that the caller has.
    pub(crate) if_none_match: Option<HeaderValue>,
}

impl IncomingCall {
    /// The path and the query.
    pub(crate) fn path_and_query(&self) -> &str {
        self.uri.path_and_query().map_or("/", |both| both.as_str())
    }
}

/// Marks a request as made in this process. The request itself cannot prove it: over HTTP/2, and in absolute form over
/// HTTP/1.1, a remote call carries a whole URL too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FromThisProcess;
