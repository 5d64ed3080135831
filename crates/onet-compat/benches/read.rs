//! How fast documents are read and written: `cargo bench -p onet-compat --bench read`.

// A bench is a program: it prints.
#![allow(clippy::print_stdout)]

mod large;

use std::hint::black_box;
use std::time::Instant;

use onet_compat::Document;

const ROUNDS: usize = 7;

/// The median over the rounds, in megabytes a second.
fn measure<T>(bytes: usize, work: impl Fn() -> T) -> f64 {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let result = black_box(work());
            let seconds = start.elapsed().as_secs_f64();
            drop(result);
            seconds
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    bytes as f64 / 1e6 / rounds[ROUNDS / 2]
}

fn main() {
    let documents =
        [("page of occupations", large::list(8)), ("ratings", large::ratings(8)), ("rows", large::rows(8))];
    for (name, document) in documents {
        let (kind, xml, json) = (document.kind(), document.write_xml(), document.write_json());
        println!(
            "{name}: {:.1} MB of XML, {:.1} MB of JSON",
            xml.len() as f64 / 1e6,
            json.len() as f64 / 1e6
        );
        println!("  XML read     {:7.0} MB/s", measure(xml.len(), || Document::read_xml(black_box(&xml))));
        println!("  XML written  {:7.0} MB/s", measure(xml.len(), || black_box(&document).write_xml()));
        println!(
            "  JSON read    {:7.0} MB/s",
            measure(json.len(), || Document::read_json_as(kind, black_box(&json)))
        );
        println!("  JSON written {:7.0} MB/s", measure(json.len(), || black_box(&document).write_json()));
    }
}
