//! Hooks that see every response before the caller does, and every failed try.

use std::error::Error as StdError;
use std::time::Duration;

use crate::Error;
use crate::operation::Operation;

/// A response on its way to the caller; see [`ClientBuilder::on_response`](crate::ClientBuilder::on_response).
///
/// It contains neither the API key nor any header.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ObservedResponse<'a> {
    /// The operation; `None` for a path that belongs to no operation.
    pub operation: Option<&'static Operation>,
    /// The base URL of the client, without a final slash. Links in the response may begin with it.
    pub base_url: &'a str,
    /// The path of the request after the base URL, with its first slash: `/online/search`.
    pub path: &'a str,
    /// The query of the request, without its question mark; empty if there is none.
    pub query: &'a str,
    /// 200, or 422 for a rejected call.
    pub status: u16,
    /// The JSON: for status 200 as the service sent it, for 422 an error object of the contract.
    pub body: &'a [u8],
}

type BoxError = Box<dyn StdError + Send + Sync>;

/// The hook.
pub(crate) type ResponseHook = Box<dyn Fn(&ObservedResponse<'_>) -> Result<(), BoxError> + Send + Sync>;

/// A failed try before the next one; see [`ClientBuilder::on_retry`](crate::ClientBuilder::on_retry).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ObservedRetry<'a> {
    /// Why the try failed. It has neither the operation nor the URL.
    pub failure: &'a Error,
    /// Number of tries so far.
    pub tries: u32,
    /// The wait before the next try.
    pub wait: Duration,
}

/// The hook for failed tries.
pub(crate) type RetryHook = Box<dyn Fn(&ObservedRetry<'_>) + Send + Sync>;
