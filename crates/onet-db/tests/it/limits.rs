//! What an import refuses because of its size, and archives that it cannot unpack.

#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::Write as _;

use onet_db::{Error, ErrorKind, Import, Input};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::gzip;

fn refused(name: &str, content: &[u8]) -> Error {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    let input = Input::open(folder.path()).unwrap();
    Import::new(input).release("29.3").into_memory().unwrap_err()
}

#[test]
fn rows_values_and_columns_are_limited() {
    let header = "O*NET-SOC Code|Title|Description\n29-1051.00|Pharmacists|";
    let value = "x".repeat(200_000);
    let row = "y".repeat(2 << 20);
    let columns = "|c".repeat(600);
    let cases = [
        (format!("{header}{value}\n"), "a value has more than"),
        (format!("{header}{row}\n"), "has more than 1048576 bytes"),
        (format!("{header}x{columns}\n"), "more than 500 columns"),
    ];
    for (text, problem) in cases {
        for (name, separator) in [("Occupation Data.txt", "\t"), ("Occupation Data.csv", ",")] {
            let error = refused(name, text.replace('|', separator).as_bytes());
            assert_eq!(error.kind(), ErrorKind::TooLarge, "{name}: {error}");
            assert!(error.to_string().contains(problem) && error.to_string().contains("line 2"), "{error}");
        }
    }
}

#[test]
fn an_archive_of_zeros_is_refused_without_being_unpacked() {
    let zeros = vec![b'0'; 64 << 20];
    let error = refused("Occupation Data.txt.gz", &gzip(&zeros));
    assert!(error.to_string().contains("more than"), "{error}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("db_29_3_text.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    zip.start_file("db_29_3_text/Occupation Data.txt", SimpleFileOptions::default()).unwrap();
    zip.write_all(&zeros).unwrap();
    zip.finish().unwrap();
    let error = Import::new(Input::open(&path).unwrap()).into_memory().unwrap_err();
    assert!(error.to_string().contains("Occupation Data.txt"), "{error}");
}

#[test]
fn an_encrypted_zip_and_an_unknown_compression_are_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("db_29_3_text.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    zip.start_file("Occupation Data.txt", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"O*NET-SOC Code\tTitle\tDescription\n29-1051.00\tPharmacists\tDispense.\n").unwrap();
    zip.finish().unwrap();
    let whole = fs::read(&path).unwrap();
    let central = whole.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();

    // Bit 0 of the flags says that an entry is encrypted; method 1 is Shrink, of 1989.
    for (local, offset, byte, problem) in [(6, 8, 1, "it is encrypted"), (8, 10, 1, "compressed by method 1")]
    {
        let mut changed = whole.clone();
        changed[local] = byte;
        changed[central + offset] = byte;
        fs::write(&path, changed).unwrap();
        let error = Import::new(Input::open(&path).unwrap()).into_memory().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenArchive, "{error}");
        assert!(error.to_string().contains(problem), "{error}");
        assert!(!error.to_string().contains("get it again"), "{error}");
    }
}

#[test]
fn what_is_no_zip_file_is_named_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("db_29_3_text.zip");
    let cases: [(&[u8], &str); 3] = [
        (b"<!DOCTYPE html>", "it is a web page"),
        (b"", "it is empty"),
        (b"7z\xbc\xaf", "it is no zip file"),
    ];
    for (content, problem) in cases {
        fs::write(&path, content).unwrap();
        let error = Input::open(&path).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenArchive);
        assert!(error.to_string().contains(problem), "{error}");
    }
}
