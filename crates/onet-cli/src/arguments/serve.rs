//! The arguments of `onet serve`.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ipnet::IpNet;
use onet_server::{HostName, Origin, PublicUrl};

#[derive(Debug, Args)]
#[command(before_help = "Example: onet serve --source sample")]
pub(crate) struct Serve {
    /// Address to listen on, as in 127.0.0.1:8080 or localhost:8080; port 0 lets the system choose
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS", value_parser = listen_address)]
    pub(crate) listen: SocketAddr,
    /// Require one of the keys in a file; a line is `key`, `name key` or `name key 2027-01-31` (its last day)
    ///
    /// The file is read again when it changes, and on SIGHUP.
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// Also answer for this host name; may be repeated
    ///
    /// On a loopback address only localhost, 127.0.0.1 and ::1 are answered, so that no web page of another host can
    /// read the server; on other addresses every host, unless this option names some.
    #[arg(long = "allow-host", value_name = "HOST")]
    pub(crate) hosts: Vec<HostName>,
    /// Begin links with this URL, as behind a proxy, and answer for its host
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<PublicUrl>,
    /// Trust X-Forwarded-For, -Host and -Proto of calls from these addresses; may be repeated
    #[arg(long = "trust-forwarded-from", value_name = "CIDR", value_parser = network)]
    pub(crate) proxies: Vec<IpNet>,
    /// Print a line for each request to standard output
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) access_log: Option<AccessLogFormat>,
    /// Close further connections from an address that has as many
    #[arg(long, default_value = "256", value_name = "N")]
    pub(crate) connections_per_address: NonZeroU32,
    /// Refuse further requests with a key after N a second (bursts: ten times N)
    #[arg(long, value_name = "N", requires = "key_file")]
    pub(crate) rate_per_key: Option<NonZeroU32>,
    /// Refuse further requests from an address after N a second (bursts: ten times N)
    #[arg(long, value_name = "N")]
    pub(crate) rate_per_address: Option<NonZeroU32>,
    /// Let web pages of an origin (scheme, host and port) read the answers, or all with *
    #[arg(long = "allow-origin", value_name = "ORIGIN")]
    pub(crate) origins: Vec<Origin>,
    /// Also answer the addresses of version 1.x: /ws/ and /v1.2/ws/ to /v1.9/ws/
    ///
    /// On for a release and the sample unless --no-v1 or --v1=false turns it off.
    #[arg(
        long,
        value_name = "BOOL",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        hide_possible_values = true
    )]
    pub(crate) v1: Option<bool>,
    /// Answer version 2.0 alone
    #[arg(long, conflicts_with = "v1")]
    pub(crate) no_v1: bool,
}

/// How requests are logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AccessLogFormat {
    /// Words
    Text,
    /// JSON objects
    Json,
}

/// Reads an address, or a host name with a port.
fn listen_address(text: &str) -> Result<SocketAddr, String> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let found = text.to_socket_addrs().map_err(|cause| {
        format!("expected an address and a port, as in 127.0.0.1:8080 or localhost:8080 ({cause})")
    })?;
    // Of the addresses of `localhost`, the one that every client tries.
    let found: Vec<SocketAddr> = found.collect();
    let first = found.iter().find(|address| address.is_ipv4()).or(found.first());
    first.copied().ok_or_else(|| format!("{text} has no address"))
}

/// Reads a network, or one address.
fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse::<IpNet>()
        .or_else(|_| address())
        .map_err(|_| "expected an address or a network, as in 127.0.0.1 or 10.0.0.0/8".to_owned())
}

impl Serve {
    /// Whether to answer version 1.x too; `by_default` decides without an option.
    pub(crate) fn answers_v1(&self, by_default: bool) -> bool {
        self.v1.unwrap_or(by_default && !self.no_v1)
    }
}
