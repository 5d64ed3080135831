//! How long it takes to parse a code: `cargo bench -p onet-domain --bench parse`.

// A bench is a program: it prints.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use onet_domain::{DwaId, ElementId, OnetSocCode};

const TIMES: u32 = 1_000_000;
const ROUNDS: usize = 9;

/// The median over the rounds, in nanoseconds a call.
fn measure<T>(parse: impl Fn() -> T) -> f64 {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..TIMES {
                black_box(parse());
            }
            start.elapsed().as_secs_f64() * 1e9 / f64::from(TIMES)
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

fn main() {
    let code = measure(|| black_box("29-1051.00").parse::<OnetSocCode>());
    let element = measure(|| black_box("4.A.2.a.2").parse::<ElementId>());
    let activity = measure(|| black_box("4.A.2.a.2.I05.D04").parse::<DwaId>());
    let refused = measure(|| black_box("29-105.00").parse::<OnetSocCode>());
    println!("O*NET-SOC code             {code:6.1} ns");
    println!("content model element id   {element:6.1} ns");
    println!("detailed work activity id  {activity:6.1} ns");
    println!("refused code, with error   {refused:6.1} ns");
}
