//! The examples against the sample, served on this machine.

use std::process::Command;

use xshell::{Shell, cmd};

use crate::ci::served::Served;
use crate::repository;

/// The examples, with what each is run on, and a line that it must print.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("search", "pharmacist", "29-1051.00  Pharmacists"),
    ("batch", "29-1051.00 31-9095.00", "29-1051.00  18 detailed work activities"),
    ("related_activities", "29-1051.00", "29-1171.00  Nurse Practitioners"),
    ("rows_to_csv", "job_zones onetsoc_code.eq.29-1051.00", "29-1051.00,Pharmacists,5"),
    ("profiler", "551123551123551123551123551123", "interest code RIC"),
];

pub(super) fn run(shell: &Shell) -> anyhow::Result<()> {
    // With the features of the tests, which have built all of this already.
    cmd!(shell, "cargo build --workspace --all-features --locked --bins --examples").run()?;
    let built = repository::target()?.join("debug");
    let mut server = Command::new(built.join("onet"));
    let served = Served::start(server.args(["serve", "--source", "sample", "--listen", "127.0.0.1:0"]))?;
    for (example, arguments, line) in EXAMPLES {
        let program = built.join("examples").join(example);
        let arguments = arguments.split(' ');
        let printed = cmd!(shell, "{program} {arguments...}").env("ONET_BASE_URL", served.base()).read()?;
        anyhow::ensure!(printed.contains(line), "example {example}: no `{line}` in:\n{printed}");
    }
    Ok(())
}
