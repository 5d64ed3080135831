//! Evaluates the coding of titles (`eval coding`), in a release build.

use std::path::Path;

use xshell::{Shell, cmd};

/// The figures that a run is compared with.
pub(crate) const BASELINE: &str = "fixtures/coding/baseline.txt";

/// The environment variable that names the folder of a release.
pub(crate) const RELEASE: &str = "ONET_TEST_RELEASE_DIR";

/// Compares the accuracy on held-out titles alone, with the example that the debug build has.
pub(crate) fn guard(release: &Path) -> anyhow::Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(crate::repository::root());
    let program = crate::repository::target()?.join("debug/examples/eval_coding");
    cmd!(shell, "{program} {release} --quick --baseline {BASELINE}").quiet().run()?;
    Ok(())
}

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
