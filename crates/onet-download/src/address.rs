//! Addresses: parsing, the form without secrets, and the name of the file.

use reqwest::Url;
use reqwest::header::HeaderMap;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, ErrorKind, Result};

/// Longest name of a file.
const LONGEST_NAME: usize = 100;

/// Endings of the files that this crate keeps beside a download.
const OWN_ENDINGS: [&str; 3] = [".part", ".json", ".lock"];

/// Parses an address. The error does not repeat it: it may hold a password.
pub(crate) fn parse(text: &str) -> Result<Url> {
    let url = Url::parse(text.trim()).ok();
    url.filter(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
        .ok_or_else(|| Error::new(ErrorKind::Address, "the address is not an http(s) URL"))
}

/// The address without user name, password, query and fragment.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Both fail for addresses without a host only.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    let has_query = url.query().is_some();
    url.set_query(None);
    if has_query { format!("{url}?…") } else { url.into() }
}

/// A hash that distinguishes addresses whose shown forms are equal.
pub(crate) fn id(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    hex::encode(Sha256::digest(url.as_str()))
}

/// Whether the address is on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(host) => host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}

/// The name of the file at an address.
pub(crate) fn file_name(url: &Url) -> String {
    let last = url.path_segments().and_then(|mut segments| segments.next_back());
    tidy(last.unwrap_or_default())
}

/// The name with every character replaced that may have a meaning in a path.
pub(crate) fn tidy(name: &str) -> String {
    let safe = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let name: String = name.chars().map(|letter| if safe(letter) { letter } else { '_' }).collect();
    let name = &name[name.len().saturating_sub(LONGEST_NAME)..];
    match name.trim_start_matches('.') {
        "" => "download".to_owned(),
        own if OWN_ENDINGS.iter().any(|ending| own.ends_with(ending)) => format!("{own}_"),
        name => name.to_owned(),
    }
}

/// The text of a header, if there is one and it is text.
pub(crate) fn header(headers: &HeaderMap, name: reqwest::header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        parse(text).expect("an address")
    }

    #[test]
    fn a_shown_address_has_no_secrets() {
        let shown = shown(&url("https://me:secret@example.org/a/b.zip?token=secret#secret"));
        assert_eq!(shown, "https://example.org/a/b.zip?…");
        let failure = parse("https://me:secret@").expect_err("it has no host");
        assert!(!format!("{failure} {failure:?}").contains("secret"));
    }

    #[test]
    fn only_http_addresses_are_accepted() {
        for wrong in ["", "db.zip", "ftp://example.org/db.zip", "file:///db.zip", "https://"] {
            assert_eq!(parse(wrong).expect_err(wrong).kind(), ErrorKind::Address, "{wrong}");
        }
    }

    #[test]
    fn addresses_that_differ_in_a_hidden_part_have_different_ids() {
        let one = url("https://example.org/a.zip?file=1");
        let other = url("https://example.org/a.zip?file=2");
        assert_eq!(shown(&one), shown(&other));
        assert_ne!(id(&one), id(&other));
    }

    #[test]
    fn file_names_are_safe() {
        let cases = [
            ("https://example.org/a/db_29_3_text.zip", "db_29_3_text.zip"),
            ("https://example.org/a%2Fb.zip", "a_2Fb.zip"),
            ("https://example.org/..%5C.hidden", "_5C.hidden"),
            ("https://example.org/", "download"),
            ("https://example.org/a.zip.part", "a.zip.part_"),
        ];
        for (address, name) in cases {
            assert_eq!(file_name(&url(address)), name, "{address}");
        }
        assert_eq!(tidy("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(tidy(&"ä".repeat(300)).len(), LONGEST_NAME);
    }

    #[test]
    fn loopback_is_this_machine_only() {
        for near in ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://127.9.9.9/"] {
            assert!(is_loopback(&url(near)), "{near}");
        }
        for far in ["http://example.org/", "http://192.0.2.1/", "http://localhost.example.org/"] {
            assert!(!is_loopback(&url(far)), "{far}");
        }
    }
}
