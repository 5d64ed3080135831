//! Entity tags: what an answer of a release is made from, as a short text (RFC 9110, section 8.8.3).

use http::HeaderValue;
use sha2::{Digest as _, Sha256};

/// The tag of an answer. It is weak: the answer may be compressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntityTag(String);

impl EntityTag {
    /// The tag of the answer to a whole URL, from a release and a version of the program with this identity.
    pub(crate) fn new(identity: &[u8], address: &str) -> Self {
        let digest = Sha256::new().chain_update(identity).chain_update(address).finalize();
        Self(format!("W/\"{}\"", hex::encode(&digest[..16])))
    }

    /// Whether the header `If-None-Match` has this tag. `*` matches nothing: it does not say what the caller has.
    pub(crate) fn is_in(&self, header: &HeaderValue) -> bool {
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let this = opaque(&self.0);
        header.to_str().is_ok_and(|tags| tags.split(',').any(|tag| opaque(tag) == this))
    }

    pub(crate) fn to_header(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list() {
        let tag = EntityTag::new(b"29.3", "http://here/about");
        let other = EntityTag::new(b"29.2", "http://here/about");
        for (header, is_in) in [
            (tag.0.clone(), true),
            (format!("{}, {}", other.0, tag.0), true),
            (tag.0.trim_start_matches("W/").to_owned(), true),
            (other.0.clone(), false),
            ("*".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(tag.is_in(&HeaderValue::from_str(&header).expect("a header")), is_in, "{header}");
        }
    }
}
