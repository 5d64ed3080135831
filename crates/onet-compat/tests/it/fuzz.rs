//! Damaged documents: whatever is read can be written, and nothing makes a reader panic or hang.
//!
//! The run is the same every time. `ONET_FUZZ_ITERATIONS` sets its length (20,000 unless said otherwise).

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use crate::common::dice::{self, Dice};
use onet_compat::{Document, Kind};

/// Bytes that mean something to a reader.
const PIECES: [&[u8]; 20] = [
    b"<",
    b">",
    b"/>",
    b"</",
    b"&",
    b"&amp;",
    b"&#0;",
    b"&x;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<!DOCTYPE x [",
    b"\"",
    b"\0",
    b"\xFF",
    b"\xEF\xBF\xBE",
    b"{",
    b"[",
    b"1e999",
    b"\r\n",
];

/// Damages a document in one of the ways in which documents get damaged.
fn damage(document: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(document.len() + 1);
    match dice.below(7) {
        0 if !document.is_empty() => {
            let at = dice.below(document.len());
            document[at] ^= 1 << dice.below(8);
        }
        1 => document.truncate(at),
        2 => {
            document.splice(at..at, PIECES[dice.below(PIECES.len())].iter().copied());
        }
        3 => {
            let piece = other[dice.range(other.len())].to_vec();
            document.splice(at..at, piece);
        }
        4 => {
            let piece = document[dice.range(document.len())].to_vec();
            document.splice(at..at, piece);
        }
        5 => {
            document.drain(dice.range(document.len()));
        }
        _ => duplicate_element(document, dice),
    }
}

/// Repeats what stands between two starts of tags.
fn duplicate_element(document: &mut Vec<u8>, dice: &mut Dice) {
    let tags: Vec<usize> =
        document.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| at).collect();
    if tags.len() < 2 {
        return;
    }
    let first = dice.below(tags.len() - 1);
    let last = first + 1 + dice.below(tags.len() - first - 1);
    let piece = document[tags[first]..tags[last]].to_vec();
    document.splice(tags[last]..tags[last], piece);
}

fn check_xml(bytes: &[u8]) -> bool {
    let Ok(document) = Document::read_xml(bytes) else { return false };
    let kind = document.kind();
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(Document::read_xml_as(kind, &document.write_xml()).as_ref(), Ok(&document), "{}", shown());
    assert_eq!(Document::read_json_as(kind, &document.write_json()).as_ref(), Ok(&document), "{}", shown());
    true
}

fn check_json(kind: Kind, bytes: &[u8]) -> bool {
    let Ok(document) = Document::read_json_as(kind, bytes) else { return false };
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(Document::read_json_as(kind, &document.write_json()).as_ref(), Ok(&document), "{}", shown());
    // XML replaces control characters and cannot tell a number from a text in a row: readable is what it
    // stays.
    assert!(Document::read_xml_as(kind, &document.write_xml()).is_ok(), "{}", shown());
    true
}

#[test]
fn damaged_documents_are_read_or_refused() {
    let iterations = dice::iterations();
    let documents: Vec<Document> = Kind::ALL.iter().map(|kind| crate::common::some_document(*kind)).collect();
    let xml: Vec<Vec<u8>> = documents.iter().map(Document::write_xml).collect();
    let json: Vec<Vec<u8>> = documents.iter().map(Document::write_json).collect();
    let mut dice = Dice::new(1);
    let (mut read, mut slowest) = (0_u32, Duration::ZERO);
    for iteration in 0..iterations {
        let (of, other) = (dice.below(documents.len()), dice.below(documents.len()));
        let as_xml = iteration % 4 != 0;
        let (mut bytes, other) = match as_xml {
            true => (xml[of].clone(), &xml[other]),
            false => (json[of].clone(), &json[other]),
        };
        for _ in 0..=dice.below(3) {
            damage(&mut bytes, other, &mut dice);
        }
        let start = Instant::now();
        let well = match as_xml {
            true => check_xml(&bytes),
            false => check_json(documents[of].kind(), &bytes),
        };
        slowest = slowest.max(start.elapsed());
        read += u32::from(well);
    }
    // A document of some kilobytes takes microseconds; a second would be a hang even in a debug build.
    assert!(slowest < Duration::from_secs(1), "{slowest:?}");
    // Damage that never lets a document through, or never stops one, would prove nothing.
    assert!(read > iterations / 50 && read < iterations, "{read} of {iterations}");
}
