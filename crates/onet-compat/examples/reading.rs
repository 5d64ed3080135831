//! Reads an XML document of the old service again and again and says how fast that is:
//!
//!     cargo run --release -p onet-compat --example reading -- make large.xml 16
//!     cargo run --release -p onet-compat --example reading -- large.xml
//!     python3 fixtures/oracle/lxml_reading.py large.xml

// An example is a program: it prints.
#![allow(clippy::print_stdout)]

#[allow(dead_code)]
#[path = "../benches/large/mod.rs"]
mod large;

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use onet_compat::{Document, ReadLimits};

const ROUNDS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", file, megabytes] => Ok(std::fs::write(file, large::list(megabytes.parse()?).write_xml())?),
        [file] => read(file),
        _ => Err("usage: reading FILE | reading make FILE MEGABYTES".into()),
    }
}

fn read(file: &str) -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::read(file)?;
    let limits = ReadLimits::default().with_bytes(bytes.len());
    let mut seconds = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let document = black_box(Document::read_xml_with(None, black_box(&bytes), &limits)?);
        seconds.push(start.elapsed().as_secs_f64());
        drop(document);
    }
    seconds.sort_by(f64::total_cmp);
    println!(
        "{:.1} MB, {:.1} MB/s",
        bytes.len() as f64 / 1e6,
        bytes.len() as f64 / 1e6 / seconds[ROUNDS / 2]
    );
    Ok(())
}
