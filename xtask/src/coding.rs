//! Evaluates the coding of titles (`eval coding`), in a release build.

use std::path::Path;

use xshell::{Shell, cmd};

/// The figures that a run is compared with.
pub(crate) const BASELINE: &str = "fixtures/coding/baseline.txt";

/// The environment variable that names the folder of a release.
pub(crate) const RELEASE: &str = "ONET_TEST_RELEASE_DIR";

/// Trains without a tenth of the titles of a release, codes that tenth, and prints how many are right. Fails when a
/// figure is more than a point below the earlier one.
pub(crate) fn evaluate(release: &Path, seed: u64) -> anyhow::Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(crate::repository::root());
    let seed = seed.to_string();
    let evaluation = cmd!(
        shell,
        "cargo run --quiet --release -p onet-search --example eval_coding -- {release} --seed {seed} --baseline {BASELINE}"
    );
    evaluation.quiet().run()?;
    Ok(())
}
