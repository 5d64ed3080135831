//! The public interface of the libraries, as committed text: a change to it shows in a review.

use anyhow::{Context as _, bail};
use similar::TextDiff;
use xshell::{Shell, cmd};

use crate::repository;

/// The libraries whose interface is kept.
const LIBRARIES: [&str; 3] = ["onet-api", "onet-compat", "onet-domain"];

/// Whether to write the interface or to compare it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Write,
    Check,
}

/// Writes `docs/interface/LIBRARY.txt`, or compares it and fails with a diff and the cure.
pub(crate) fn run(mode: Mode) -> anyhow::Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(repository::root());
    for library in LIBRARIES {
        let path = repository::root().join(format!("docs/interface/{library}.txt"));
        let now = interface(&shell, library)?;
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

/// The public items of a library, one a line. What is generated from the contract is left out, as the contract is
/// committed itself; so are the implementations that every type has.
fn interface(shell: &Shell, library: &str) -> anyhow::Result<String> {
    // rustdoc writes JSON for nightly only. The variable lets the one toolchain that there is do it too; nothing
    // that is shipped is built this way.
    cmd!(shell, "cargo rustdoc --quiet -p {library} --lib --all-features --locked")
        .args(["--", "-Z", "unstable-options", "--output-format", "json"])
        .env("RUSTC_BOOTSTRAP", "1")
        .run()?;
    let file = repository::root().join(format!("target/doc/{}.json", library.replace('-', "_")));
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
