//! Random damage to inputs of every reader, for longer than the tests do: `cargo xtask fuzz`.

use xshell::{Shell, cmd};

use crate::{report, repository};

/// Packages with targets: tests whose names begin with `fuzz_`, and those of `onet-compat` for documents of 1.x.
const PACKAGES: [&str; 5] = ["onet-domain", "onet-db", "onet-compat", "onet-server", "xtask"];

/// Documents of 1.x that are damaged in a second.
const DOCUMENTS: u64 = 2_000;

/// Runs all targets, each for so many seconds.
pub(crate) fn run(seconds: u64, seed: u64) -> anyhow::Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(repository::root());
    let documents = (seconds * DOCUMENTS).to_string();
    for package in PACKAGES {
        report(&format!("\n== {package}: each target for {seconds} s, seed {seed}\n"));
        cmd!(shell, "cargo test -p {package} --all-features --locked fuzz")
            .env("ONET_FUZZ_SECONDS", seconds.to_string())
            .env("ONET_FUZZ_SEED", seed.to_string())
            .env("ONET_FUZZ_ITERATIONS", &documents)
            .run()?;
    }
    Ok(())
}
