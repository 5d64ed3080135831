//! Where things stand in the repository.

use std::path::PathBuf;

use anyhow::Context as _;

/// The top of the repository.
pub(crate) fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map(PathBuf::from).unwrap_or(manifest)
}

/// The folder that cargo builds into, wherever the environment or a configuration puts it.
pub(crate) fn target() -> anyhow::Result<PathBuf> {
    let shell = xshell::Shell::new()?;
    shell.change_dir(root());
    let metadata =
        xshell::cmd!(shell, "cargo metadata --format-version 1 --no-deps --offline").quiet().read()?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let target = metadata["target_directory"].as_str().context("cargo names no target folder")?;
    Ok(PathBuf::from(target))
}

/// The contract.
pub(crate) fn contract() -> PathBuf {
    root().join("spec/openapi.json")
}

/// The table of names that `spec sync` gives to what the published definition leaves nameless.
pub(crate) fn names() -> PathBuf {
    root().join("spec/names.toml")
}

/// Where the contract came from.
pub(crate) fn upstream() -> PathBuf {
    root().join("spec/upstream.toml")
}

/// The generated client.
pub(crate) fn generated() -> PathBuf {
    root().join("crates/onet-api/src/generated.rs")
}

/// The copy of the contract in the client's package, which can hold no file from outside its folder.
pub(crate) fn packaged_contract() -> PathBuf {
    root().join("crates/onet-api/src/openapi.json")
}

/// A call of every operation, for the test that proves them all.
pub(crate) fn calls() -> PathBuf {
    root().join("crates/onet-api/tests/it/generated_calls.rs")
}

/// A path as it is shown to people: from the top of the repository.
pub(crate) fn shown(path: &std::path::Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Reads a text file of the repository with line ends made uniform.
pub(crate) fn read(path: &std::path::Path) -> anyhow::Result<String> {
    Ok(std::fs::read_to_string(path)
        .with_context(|| format!("could not read {}", path.display()))?
        .replace("\r\n", "\n"))
}

/// Writes a file whole or not at all: beside it first, then renamed over it.
pub(crate) fn write(path: &std::path::Path, text: &str) -> anyhow::Result<()> {
    let beside = path.with_extension("new");
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&beside, text))
        .and_then(|()| std::fs::rename(&beside, path))
        .with_context(|| format!("could not write {}", path.display()))
}
