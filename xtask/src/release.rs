//! Checks that the workspace can be released, and prints the notes of a release. Publishing itself is done by the
//! workflow `release.yml`, on a tag.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;
use xshell::{Shell, cmd};

use crate::{report, repository};

/// The section of the changelog for what is not released yet.
const UNRELEASED: &str = "Unreleased";

/// The packages of `cargo metadata`, as far as a release needs them.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    description: Option<String>,
    license: Option<String>,
    repository: Option<String>,
    readme: Option<String>,
    /// The registries that it may go to; none where it is an empty list.
    publish: Option<Vec<String>>,
    manifest_path: std::path::PathBuf,
    dependencies: Vec<Dependency>,
    metadata: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
    kind: Option<String>,
    path: Option<String>,
}

impl Package {
    fn is_published(&self) -> bool {
        self.publish.as_ref().is_none_or(|registries| !registries.is_empty())
    }

    /// What keeps it out of a registry, or makes it a poor entry there.
    fn faults(&self, version: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let mut require = |holds: bool, fault: &str| {
            if !holds {
                faults.push(format!("{}: {fault}", self.name));
            }
        };
        require(self.version == version, "its version is not that of the workspace");
        require(self.description.is_some(), "it has no description");
        require(self.license.is_some(), "it has no license");
        require(self.repository.is_some(), "it has no repository");
        let folder = self.manifest_path.parent();
        let readme =
            self.readme.as_ref().zip(folder).is_some_and(|(readme, folder)| folder.join(readme).is_file());
        require(readme, "it has no README.md");
        let documented = self.metadata.as_ref().and_then(|all| all.pointer("/docs/rs/all-features"));
        require(
            documented == Some(&serde_json::Value::Bool(true)),
            "[package.metadata.docs.rs] has no all-features = true",
        );
        for dependency in &self.dependencies {
            // Cargo leaves a dependency of tests out when it has a path alone.
            let is_packaged = dependency.path.is_some() && dependency.kind.as_deref() != Some("dev");
            require(
                !is_packaged || dependency.req == format!("^{version}"),
                &format!("it depends on {} {}, not on version {version}", dependency.name, dependency.req),
            );
        }
        faults
    }
}

/// Checks versions, the changelog and the entry of every package, then builds each package in a folder of its own from
/// what cargo would upload.
pub(crate) fn dry_run() -> anyhow::Result<()> {
    let shell = Shell::new()?;
    shell.change_dir(repository::root());
    let version = version()?;
    let (section, _) = notes()?;
    report(&format!("version {version}, notes from the section {section} of CHANGELOG.md\n"));

    let metadata = cmd!(shell, "cargo metadata --format-version 1 --no-deps --locked").quiet().read()?;
    let metadata: Metadata = serde_json::from_str(&metadata).context("cargo metadata")?;
    let published: Vec<&Package> =
        metadata.packages.iter().filter(|package| package.is_published()).collect();
    let faults: Vec<String> = published.iter().flat_map(|package| package.faults(&version)).collect();
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    let names: Vec<&str> = published.iter().map(|package| package.name.as_str()).collect();
    report(&format!("{} packages: {}\n", names.len(), names.join(", ")));

    // Each package is unpacked and compiled there, with the others as a registry would give them.
    let target = repository::target()?.join("release-check");
    let chosen = names.iter().flat_map(|name| ["--package", name]);
    cmd!(shell, "cargo package --locked --allow-dirty --target-dir {target} {chosen...}")
        .run()
        .context("a package does not build from what would be uploaded")?;
    let mut sizes = BTreeMap::new();
    for name in &names {
        let file = target.join(format!("package/{name}-{version}.crate"));
        let size = std::fs::metadata(&file).with_context(|| format!("no {}", file.display()))?.len();
        // The limit of crates.io.
        ensure!(size < 10 << 20, "{name}: {size} bytes are more than a registry accepts");
        sizes.insert(name, size);
    }
    for (name, size) in sizes {
        report(&format!("  {name}: {} kB\n", size / 1024));
    }
    Ok(())
}

/// The version of the workspace.
fn version() -> anyhow::Result<String> {
    let manifest = repository::read(&repository::root().join("Cargo.toml"))?;
    let manifest: toml::Table = toml::from_str(&manifest)?;
    let version = manifest.get("workspace").and_then(|table| table.get("package")?.get("version")?.as_str());
    Ok(version.context("Cargo.toml has no workspace.package.version")?.to_owned())
}

/// The section of the changelog for this version, else that for what is not released yet: its title and its text.
pub(crate) fn notes() -> anyhow::Result<(String, String)> {
    let changelog = repository::read(&repository::root().join("CHANGELOG.md"))?;
    for title in [version()?.as_str(), UNRELEASED] {
        match section(&changelog, title) {
            Some("") => {
                bail!("the section {title} of CHANGELOG.md is empty; cure: write what changes for users")
            }
            Some(text) => return Ok((title.to_owned(), format!("{text}\n"))),
            None => {}
        }
    }
    bail!("CHANGELOG.md has no section for this version, nor one that is named {UNRELEASED}")
}

/// The text below a heading of the second level, up to the next one.
fn section<'a>(changelog: &'a str, title: &str) -> Option<&'a str> {
    let mut sections = changelog.split("\n## ").skip(1);
    let (_, text) = sections.find_map(|section| {
        let (head, text) = section.split_once('\n').unwrap_or((section, ""));
        (head.split_whitespace().next() == Some(title)).then_some((head, text))
    })?;
    Some(text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_of_the_changelog_ends_at_the_next_one() {
        let changelog =
            "# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n\nNew.\n\n### More\n\n## 0.1.0\n\nOld.\n";
        assert_eq!(section(changelog, "0.2.0"), Some("New.\n\n### More"));
        assert_eq!(section(changelog, "0.1.0"), Some("Old."));
        assert_eq!(section(changelog, UNRELEASED), Some(""));
        assert_eq!(section(changelog, "0.3.0"), None);
    }

    #[test]
    fn a_package_that_a_registry_would_refuse_is_named_with_every_fault() {
        let package: Package = serde_json::from_value(serde_json::json!({
            "name": "onet-example", "version": "0.1.0", "description": null, "license": "MIT", "repository": null,
            "readme": null, "publish": null, "manifest_path": "/nowhere/Cargo.toml", "metadata": null,
            "dependencies": [
                {"name": "onet-api", "req": "*", "kind": null, "path": "/nowhere/onet-api"},
                {"name": "onet-fuzz", "req": "*", "kind": "dev", "path": "/nowhere/onet-fuzz"},
            ],
        }))
        .expect("a package");
        let faults = package.faults("0.2.0").join("\n");
        for fault in ["its version", "no description", "no repository", "README.md", "docs.rs", "onet-api *"]
        {
            assert!(faults.contains(fault), "{fault}: {faults}");
        }
        assert!(!faults.contains("onet-fuzz") && !faults.contains("no license"), "{faults}");
    }

    #[test]
    fn there_are_notes_for_the_next_release() {
        let (section, text) = notes().expect("CHANGELOG.md");
        assert!(!text.trim().is_empty(), "{section}");
    }
}
