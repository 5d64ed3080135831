//! The names that the server answers for, and the URL that its links begin with.
//!
//! A web page whose host name leads to 127.0.0.1 could otherwise read a server that listens there: the browser takes the
//! server for a part of the page's site (DNS rebinding).

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::HeaderMap;
use http::header::{HOST, HeaderName};
use http::request::Parts;
use url::Url;

use crate::links::{self, PublicBase};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The names of this machine.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// A name of the server: a host name or an address, without a port.
///
/// ```
/// use onet_server::HostName;
///
/// assert_eq!("Onet.Example.org".parse::<HostName>()?.to_string(), "onet.example.org");
/// assert!("example.org:8080".parse::<HostName>().is_err());
/// # Ok::<(), onet_server::HostError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostName(String);

/// The base URL of the server as callers know it, such as `https://example.org/onet`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    base: String,
    host: String,
}

/// A text that is not a [`HostName`] or a [`PublicUrl`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}; got {got:?}")]
pub struct HostError {
    expected: &'static str,
    got: String,
}

impl FromStr for HostName {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, HostError> {
        let name = text.to_ascii_lowercase();
        let is_name = links::can_be_a_host(&name) && without_port(&name) == name;
        match is_name {
            true => Ok(Self(name)),
            false => Err(HostError { expected: "a host name without a port", got: text.to_owned() }),
        }
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PublicUrl {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, HostError> {
        let expected = "the address that callers use, such as https://example.org/onet";
        let failure = || HostError { expected, got: text.to_owned() };
        let url = Url::parse(text).map_err(|_| failure())?;
        let is_plain = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        let host = url.host_str().filter(|_| is_plain).ok_or_else(failure)?.to_owned();
        Ok(Self { base: url.as_str().trim_end_matches('/').to_owned(), host })
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)
    }
}

/// The names that the server answers for. The default answers for every name.
#[derive(Debug, Clone, Default)]
pub struct Hosts {
    /// The allowed names; `None` allows all.
    allowed: Option<Vec<String>>,
    public_url: Option<PublicUrl>,
}

/// A host that the server does not answer for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UnknownHost(pub(crate) String);

/// Where a call comes from, and the base of the links in its answer.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The address of the caller.
    pub(crate) address: IpAddr,
    /// The base of links, where it is not the URL of the request.
    pub(crate) base: Option<PublicBase>,
}

impl Hosts {
    /// The names for a server that listens on this address. On a loopback address, these are `localhost`, `127.0.0.1`,
    /// `[::1]` and the address itself; otherwise all names.
    pub fn of_listener(address: IpAddr) -> Self {
        let itself = match address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => format!("[{address}]"),
        };
        let names = LOOPBACK.iter().map(|name| (*name).to_owned()).chain([itself]);
        Self { allowed: address.is_loopback().then(|| names.collect()), public_url: None }
    }

    /// Also answers for this name. Where all names were allowed, only those that are added are from now on.
    #[must_use]
    pub fn allow(mut self, host: HostName) -> Self {
        self.allowed.get_or_insert_default().push(host.0);
        self
    }

    /// Begins links with this URL, and answers for its host.
    #[must_use]
    pub fn public_url(mut self, url: PublicUrl) -> Self {
        if let Some(allowed) = &mut self.allowed {
            allowed.push(url.host.to_ascii_lowercase());
        }
        self.public_url = Some(url);
        self
    }

    /// Where a call comes from. `trusts` states which addresses are proxies whose headers count.
    ///
    /// # Errors
    ///
    /// When the server does not answer for the host of the call.
    pub(crate) fn origin(
        &self,
        head: &Parts,
        peer: IpAddr,
        trusts: impl Fn(IpAddr) -> bool,
    ) -> Result<Origin, UnknownHost> {
        let is_forwarded = trusts(peer);
        let address = if is_forwarded { client_address(&head.headers, peer, trusts) } else { peer };
        let forwarded = if is_forwarded { forwarded_base(&head.headers) } else { None };
        // A call without a host gets no answer from any source.
        let called = forwarded.as_ref().map(|base| base.0.clone()).or_else(|| links::called_base(head));
        if let (Some(base), Some(allowed)) = (&called, &self.allowed) {
            let authority = base.split_once("://").map_or("", |(_, authority)| authority);
            let host = without_port(authority).to_ascii_lowercase();
            if !allowed.contains(&host) {
                return Err(UnknownHost(host));
            }
        }
        let public = self.public_url.as_ref().map(|url| PublicBase(url.base.clone()));
        Ok(Origin { address, base: public.or(forwarded) })
    }
}

/// The address of the client: the last one in the header that is not a proxy's.
fn client_address(headers: &HeaderMap, peer: IpAddr, trusts: impl Fn(IpAddr) -> bool) -> IpAddr {
    let values = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let named: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut client = peer;
    for text in named.into_iter().rev() {
        // What stands before a text that is no address was not written by a proxy.
        let Ok(address) = text.parse() else { break };
        client = address;
        if !trusts(client) {
            break;
        }
    }
    client
}

/// The base URL that a proxy was called on.
fn forwarded_base(headers: &HeaderMap) -> Option<PublicBase> {
    let last = |name: HeaderName| {
        let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        value.rsplit(',').next().map(str::trim)
    };
    let scheme = last(FORWARDED_PROTO).filter(|scheme| matches!(*scheme, "http" | "https"));
    let host = last(FORWARDED_HOST).filter(|host| links::can_be_a_host(host));
    if scheme.is_none() && host.is_none() {
        return None;
    }
    let host = host.or_else(|| last(HOST).filter(|host| links::can_be_a_host(host)))?;
    Some(PublicBase(format!("{}://{host}", scheme.unwrap_or("http"))))
}

/// A host without its port.
fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !host.ends_with(':') => {
            // `[::1]` ends in a bracket, which no port does.
            match host.starts_with('[') == host.ends_with(']') {
                true => host,
                false => authority,
            }
        }
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn head(uri: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::get(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).expect("a request").into_parts().0
    }

    fn answers(hosts: &Hosts, uri: &str, host: &str) -> bool {
        hosts.origin(&head(uri, &[("host", host)]), HERE, |_| false).is_ok()
    }

    #[test]
    fn on_loopback_only_the_names_of_this_machine_are_answered() {
        let hosts = Hosts::of_listener(HERE);
        for (host, is_answered) in [
            ("localhost", true),
            ("LocalHost:8080", true),
            ("127.0.0.1:9", true),
            ("[::1]", true),
            ("[::1]:8080", true),
            ("attacker.example", false),
            ("attacker.example:8080", false),
            ("localhost.attacker.example", false),
            ("127.0.0.1.nip.io:8080", false),
            ("localhost:", true),
            ("::1", false),
            ("[::1", false),
            ("localhost.", false),
        ] {
            assert_eq!(answers(&hosts, "/about", host), is_answered, "{host}");
        }
        assert!(!answers(&hosts, "http://attacker.example/about", "localhost"), "the absolute form counts");
        assert!(answers(&hosts, "http://localhost/about", "attacker.example"));
        let named = hosts.allow("onet.test".parse().expect("a host"));
        assert!(answers(&named, "/about", "ONET.test:80") && answers(&named, "/about", "localhost"));
    }

    #[test]
    fn elsewhere_all_names_are_answered_unless_some_are_given() {
        let all = Hosts::of_listener([0, 0, 0, 0].into());
        assert!(answers(&all, "/about", "any.example"));
        let some = all.allow("onet.test".parse().expect("a host"));
        assert!(answers(&some, "/about", "onet.test") && !answers(&some, "/about", "any.example"));
    }

    #[test]
    fn headers_of_a_proxy_count_only_from_a_trusted_address() {
        let given = [
            ("host", "inside"),
            ("x-forwarded-for", "203.0.113.9, 198.51.100.7, 127.0.0.1"),
            ("x-forwarded-host", "example.org"),
            ("x-forwarded-proto", "https"),
        ];
        let head = head("/about", &given);
        let hosts = Hosts::default();
        let distrusted = hosts.origin(&head, HERE, |_| false).expect("any host");
        assert_eq!((distrusted.address, distrusted.base), (HERE, None));
        let trusted = hosts.origin(&head, HERE, |address| address == HERE).expect("any host");
        assert_eq!(trusted.address, IpAddr::from([198, 51, 100, 7]), "the last that is no proxy");
        assert_eq!(trusted.base, Some(PublicBase("https://example.org".to_owned())));
    }

    #[test]
    fn links_begin_with_the_public_url() {
        let url: PublicUrl = "https://example.org/onet/".parse().expect("a URL");
        let hosts = Hosts::of_listener(HERE).public_url(url);
        let found = hosts.origin(&head("/about", &[("host", "example.org")]), HERE, |_| false);
        assert_eq!(found.expect("its host").base, Some(PublicBase("https://example.org/onet".to_owned())));
        for text in [
            "javascript://x/",
            "example.org",
            "https://u:p@example.org",
            "https://example.org?x",
            "file:///x",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
