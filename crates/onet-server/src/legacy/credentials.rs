//! Credentials of version 1.x: a user name and a password, or the user name alone as `client=`.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::config::{Admission, Config};

/// The query parameter of calls from browsers. The gateway removes it from links and from calls of 2.0.
pub(super) const CLIENT: &str = "client";

/// Whether a call has one of the server's keys, as the password of Basic authentication (with any user name) or as
/// `client=`. Where it has both, one valid key is enough.
pub(super) fn admission(config: &Config, headers: &HeaderMap, query: &[(String, String)]) -> Admission {
    let passwords = headers.get_all(AUTHORIZATION).iter().filter_map(|value| password(value.as_bytes()));
    let clients =
        query.iter().filter(|(name, _)| name == CLIENT).map(|(_, value)| value.clone().into_bytes());
    config.admit(passwords.chain(clients))
}

/// The password of a Basic authorization (RFC 7617): the part after the first colon.
pub(crate) fn password(authorization: &[u8]) -> Option<Vec<u8>> {
    let (scheme, credentials) = authorization.split_at_checked("Basic ".len())?;
    if !scheme.eq_ignore_ascii_case(b"basic ") {
        return None;
    }
    let pair = BASE64_STANDARD.decode(credentials.trim_ascii()).ok()?;
    let colon = pair.iter().position(|byte| *byte == b':')?;
    Some(pair[colon + 1..].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_the_part_after_the_first_colon() {
        for (authorization, expected) in [
            ("Basic dXNlcjprZXk=", Some("key")),
            ("basic  dXNlcjprZXk= ", Some("key")),
            ("Basic dXNlcjphOmI=", Some("a:b")),
            ("Basic OmtleQ==", Some("key")),
            ("Basic dXNlcg==", None),
            ("Basic !!!!", None),
            ("Basic", None),
            ("", None),
            ("Bearer dXNlcjprZXk=", None),
        ] {
            let found = password(authorization.as_bytes());
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{authorization}");
        }
    }
}
