//! The pages of `onet serve` in Chromium, by `fixtures/browser/pages.mjs`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use xshell::{Shell, cmd};

use super::Length;
use crate::repository;

/// The environment variable that names the browser, and where Debian has it.
const CHROMIUM: &str = "CHROMIUM";
const USUAL: &str = "/usr/bin/chromium";

/// Walks through the pages with and without a script. The long form also looks at all widths, colors and prints, and
/// leaves a picture of each page in the target folder.
pub(super) fn pages(shell: &Shell, onet: &Path, length: Length) -> anyhow::Result<()> {
    let chromium = shell.var_os(CHROMIUM).unwrap_or_else(|| USUAL.into());
    anyhow::ensure!(
        Path::new(&chromium).is_file(),
        "there is no browser at {}; cure: install Chromium (Debian: chromium), or set {CHROMIUM} to its path",
        chromium.display()
    );
    let target = repository::target()?;
    let packages = target.join("browser");
    install(shell, &packages)?;
    let program = fixtures().join("pages.mjs");
    let pictures = packages.join("screenshots");
    // The program finds its packages by the folder it is run in.
    let _in_packages = shell.push_dir(&packages);
    match length {
        Length::Short => cmd!(shell, "node {program} {onet} --short")
            .env(CHROMIUM, chromium)
            .run()
            .context("a page is wrong; cargo xtask ci --only browser makes pictures of them"),
        Length::Long => cmd!(shell, "node {program} {onet} --screenshots {pictures}")
            .env(CHROMIUM, chromium)
            .run()
            .with_context(|| format!("a page is wrong; pictures of the pages are in {}", pictures.display())),
    }
}

/// Installs the packages of `package-lock.json`, without a browser of their own.
fn install(shell: &Shell, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(fixtures().join(file), folder.join(file))?;
    }
    let _in_folder = shell.push_dir(folder);
    cmd!(shell, "npm ci --no-audit --no-fund --ignore-scripts")
        .run()
        .context("cure: install Node 18 or later with npm (Debian: nodejs npm)")
}

fn fixtures() -> PathBuf {
    repository::root().join("fixtures/browser")
}
