//! The public interface of the libraries, as committed text: a change to it shows in a review.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail};
use similar::TextDiff;
use xshell::{Shell, cmd};

use crate::repository;

/// The libraries whose interface is committed.
const LIBRARIES: [&str; 9] = [
    "onet-api",
    "onet-compat",
    "onet-domain",
    "onet-db",
    "onet-search",
    "onet-server",
    "onet-mcp",
    "onet-download",
    "onet-pages",
];

/// The variable that makes this program stand in for rustdoc (see [`stand_in_for_rustdoc`]).
const AS_RUSTDOC: &str = "ONET_XTASK_AS_RUSTDOC";

/// Whether to write the interface or to compare it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

/// Writes `docs/interface/LIBRARY.txt`, or compares it and fails with a diff and the cure.
pub(crate) fn run(mode: Mode) -> anyhow::Result<()> {
    let documented = document()?;
    for library in LIBRARIES {
        let path = repository::root().join(format!("docs/interface/{library}.txt"));
        let now = interface(&documented, library)?;
        if mode == Mode::Write {
            repository::write(&path, &now)?;
            crate::report(&format!("{}: {} items\n", repository::shown(&path), now.lines().count()));
            continue;
        }
        let committed = repository::read(&path).unwrap_or_default();
        if committed != now {
            let diff = TextDiff::from_lines(committed.as_str(), now.as_str());
            let diff = diff.unified_diff().context_radius(0).header("committed", "now").to_string();
            bail!(
                "the interface of {library} has changed:\n{diff}\ncure, if it is meant: cargo xtask interface"
            );
        }
    }
    Ok(())
}

/// Documents the workspace as JSON, with rustdoc's warnings as errors; returns the folder of the files.
///
/// One pass is both the check of the documentation and what the interface is read from. Its targets are those of
/// clippy (examples bring in the features of test dependencies), so that what clippy has checked is used again.
fn document() -> anyhow::Result<PathBuf> {
    let shell = Shell::new()?;
    shell.change_dir(repository::root());
    cmd!(shell, "cargo doc --workspace --lib --bins --examples --all-features --no-deps --locked")
        .env("RUSTDOCFLAGS", "-D warnings -Z unstable-options --output-format json")
        .env("RUSTDOC", std::env::current_exe()?)
        .env(AS_RUSTDOC, "1")
        .run()
        .context("cure: correct what rustdoc names")?;
    Ok(repository::target()?.join("doc"))
}

/// Runs rustdoc with the arguments of this program, if cargo has started it as rustdoc.
///
/// rustdoc writes JSON for nightly only; `RUSTC_BOOTSTRAP` lets the one toolchain that there is do it too. It must not
/// be set for cargo itself: build scripts of proc-macro2 and others run again when it changes, and all that depends on
/// them is compiled anew, twice.
pub(crate) fn stand_in_for_rustdoc() -> Option<anyhow::Result<ExitCode>> {
    std::env::var_os(AS_RUSTDOC)?;
    let run = || {
        let status = Command::new("rustdoc")
            .args(std::env::args_os().skip(1))
            .env("RUSTC_BOOTSTRAP", "1")
            .status()
            .context("rustdoc does not start")?;
        Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    };
    Some(run())
}

/// The public items of a library, one a line. What is generated from the contract is left out, as the contract is
/// committed itself; so are the implementations that every type has.
fn interface(documented: &Path, library: &str) -> anyhow::Result<String> {
    let file = documented.join(format!("{}.json", library.replace('-', "_")));
    let items = public_api::Builder::from_rustdoc_json(&file)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .with_context(|| format!("the interface of {library} cannot be read"))?;
    let generated = ["onet_api::types::", "onet_api::operations::"];
    let mut lines: Vec<String> = items
        .items()
        .map(ToString::to_string)
        .filter(|line| !generated.iter().any(|module| is_about(line, module)))
        .collect();
    lines.sort();
    Ok(lines.join("\n") + "\n")
}

/// Whether a line declares an item of a module, or something of it.
fn is_about(line: &str, module: &str) -> bool {
    let declared = line.split('(').next().unwrap_or(line).rsplit(" for ").next().unwrap_or(line);
    declared.contains(module) && !declared.contains("onet_api::Client::")
}
