//! Parquet files of the program beside pyarrow and DuckDB, by `fixtures/engines/parquet.py`.

use std::path::Path;

use anyhow::Context as _;
use xshell::{Shell, cmd};

use crate::repository;

/// The environment variable that names the folder of a release in the text layout.
const RELEASE_DIR: &str = "ONET_TEST_RELEASE_DIR";

/// Exports every table of the sample and, where there is one, of a release, and sends files of other programs through.
pub(super) fn parquet(shell: &Shell, onet: &Path) -> anyhow::Result<()> {
    let folder = repository::target()?.join("engines");
    let (venv, home) = (folder.join("venv"), folder.join("home"));
    let python = venv.join("bin/python");
    if !python.exists() {
        cmd!(shell, "python3 -m venv --clear {venv}")
            .run()
            .context("cure: install Python 3.11 or later with its venv (Debian: python3-venv)")?;
    }
    let fixtures = repository::root().join("fixtures/engines");
    let (requirements, check) = (fixtures.join("requirements.txt"), fixtures.join("parquet.py"));
    cmd!(shell, "{python} -m pip install --quiet --disable-pip-version-check -r {requirements}").run()?;
    cmd!(shell, "{python} {check} {onet} --source sample").env("ONET_HOME", &home).run()?;
    let Ok(release) = shell.var(RELEASE_DIR) else {
        crate::report(&format!("skipped: Parquet of a release, as {RELEASE_DIR} is not set\n"));
        return Ok(());
    };
    cmd!(shell, "{onet} db import {release} --replace").env("ONET_HOME", &home).run()?;
    cmd!(shell, "{python} {check} {onet} --source release").env("ONET_HOME", &home).run()?;
    Ok(())
}
