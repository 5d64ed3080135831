//! The checksum of a manifest, in its last line: a changed letter in the name of a file would otherwise go unnoticed.
//!
//! It is of the bytes before it, so that further members need no new layout. A manifest without one is not checked: older
//! versions wrote none.

use sha2::{Digest as _, Sha256};

/// What stands before the digits of the checksum, and behind them.
const BEFORE: &[u8] = b",\n  \"sha256\": \"";
const BEHIND: &[u8] = b"\"\n}\n";

/// Adds the checksum to an object that ends with a line of its own.
pub(super) fn sealed(mut object: Vec<u8>) -> Vec<u8> {
    let Some(members) = object.strip_suffix(b"\n}") else { return object };
    let sum = hex::encode(Sha256::digest(members));
    object.truncate(members.len());
    object.extend_from_slice(BEFORE);
    object.extend_from_slice(sum.as_bytes());
    object.extend_from_slice(BEHIND);
    object
}

/// Whether the text is what was written, or has no checksum.
pub(super) fn is_intact(text: &[u8]) -> bool {
    let Some(at) = text.windows(BEFORE.len()).rposition(|part| part == BEFORE) else { return true };
    let (members, seal) = text.split_at(at);
    let written = seal[BEFORE.len()..].strip_suffix(BEHIND);
    written.is_some_and(|written| written == hex::encode(Sha256::digest(members)).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flipped_bit_of_a_member_is_noticed() {
        let text = sealed(b"{\n  \"release\": \"29.3\",\n  \"tables\": []\n}".to_vec());
        assert!(serde_json::from_slice::<serde_json::Value>(&text).is_ok());
        assert!(is_intact(&text));
        let members = text.windows(BEFORE.len()).rposition(|part| part == BEFORE).unwrap_or(0);
        for at in 0..members {
            for bit in 0..8 {
                let mut damaged = text.clone();
                damaged[at] ^= 1 << bit;
                assert!(!is_intact(&damaged), "bit {bit} of byte {at}");
            }
        }
    }

    #[test]
    fn a_manifest_of_an_older_version_has_no_checksum() {
        assert!(is_intact(b"{\n  \"release\": \"29.3\"\n}\n"));
    }
}
