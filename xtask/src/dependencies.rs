//! Licences, bans and sources of all dependencies, without a network: the rules of `deny.toml`, which `cargo deny` reads in
//! the hosted workflow, applied to `Cargo.lock` and to what cargo knows of the packages for this platform. Direct
//! dependencies also need a row in `docs/dependencies.md`.

use std::collections::BTreeSet;

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::Value;
use xshell::{Shell, cmd};

use crate::{report, repository};

/// The only place that packages come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The page with a row for each direct dependency.
const REVIEWS: &str = "docs/dependencies.md";

/// The part of `deny.toml` that is checked here.
#[derive(Deserialize)]
struct Rules {
    licenses: Licenses,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    #[serde(default)]
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
}

/// Checks all dependencies; fails with a line for each that breaks a rule.
pub(crate) fn check(shell: &Shell) -> anyhow::Result<()> {
    let read = |name: &str| repository::read(&repository::root().join(name));
    let rules: Rules = toml::from_str(&read("deny.toml")?).context("deny.toml")?;
    let lock: Lock = toml::from_str(&read("Cargo.lock")?).context("Cargo.lock")?;
    let host = cmd!(shell, "rustc --print host-tuple").quiet().read()?;
    let metadata = cmd!(shell, "cargo metadata --format-version 1 --locked --filter-platform {host}").quiet();
    let metadata: Value = serde_json::from_str(&metadata.read()?)?;
    let packages = metadata["packages"].as_array().context("cargo lists no packages")?;
    let mut faults = locked_faults(&rules, &lock);
    faults.extend(packages.iter().filter_map(|package| licence_fault(&rules, package)));
    faults.extend(review_faults(&direct(packages), &read(REVIEWS)?));
    report(&format!(
        "{} packages in Cargo.lock, licences of {} for {host}\n",
        lock.package.len(),
        packages.len()
    ));
    anyhow::ensure!(
        faults.is_empty(),
        "dependencies break rules; cure: remove them, or review them and change deny.toml or {REVIEWS}\n  {}",
        faults.join("\n  ")
    );
    Ok(())
}

/// Packages from elsewhere than the registry, without a checksum, or banned.
fn locked_faults(rules: &Rules, lock: &Lock) -> Vec<String> {
    let mut faults = Vec::new();
    for Locked { name, version, source, checksum } in &lock.package {
        match (source.as_deref(), checksum) {
            // A member of the workspace.
            (None, None) | (Some(REGISTRY), Some(_)) => {}
            (Some(REGISTRY), None) => faults.push(format!("{name} {version} has no checksum")),
            (source, _) => {
                faults.push(format!("{name} {version} comes from {}", source.unwrap_or("nowhere")))
            }
        }
        if let Some(ban) = rules.bans.deny.iter().find(|ban| ban.name == *name) {
            faults.push(format!("{name} {version} is banned: {}", ban.reason));
        }
    }
    faults
}

/// What is wrong with the licence of a package.
fn licence_fault(rules: &Rules, package: &Value) -> Option<String> {
    let (name, version) = (package["name"].as_str()?, package["version"].as_str()?);
    let Some(licence) = package["license"].as_str() else {
        return Some(format!("{name} {version} has no licence"));
    };
    let Ok(expression) = spdx::Expression::parse_mode(licence, spdx::ParseMode::LAX) else {
        return Some(format!("{name} {version} has a licence that cannot be read: {licence}"));
    };
    let exceptions = rules.licenses.exceptions.iter().filter(|exception| exception.name == name);
    let allowed: BTreeSet<&str> = rules
        .licenses
        .allow
        .iter()
        .chain(exceptions.flat_map(|exception| &exception.allow))
        .map(String::as_str)
        .collect();
    let is_allowed = expression.evaluate(|required| allowed.contains(required.license.to_string().as_str()));
    (!is_allowed).then(|| format!("{name} {version} has the licence {licence}"))
}

/// The names of the packages that members of the workspace depend on.
fn direct(packages: &[Value]) -> BTreeSet<&str> {
    let members: Vec<&Value> = packages.iter().filter(|package| package["source"].is_null()).collect();
    let names: BTreeSet<&str> = members.iter().filter_map(|member| member["name"].as_str()).collect();
    let dependencies = members.iter().filter_map(|member| member["dependencies"].as_array()).flatten();
    dependencies
        .filter_map(|dependency| dependency["name"].as_str())
        .filter(|name| !names.contains(name))
        .collect()
}

/// Direct dependencies without a row, and rows without a dependency.
fn review_faults(direct: &BTreeSet<&str>, page: &str) -> Vec<String> {
    let rows: BTreeSet<&str> =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let without_row = direct.difference(&rows).map(|name| format!("{name} has no row in {REVIEWS}"));
    let without_use =
        rows.difference(direct).map(|name| format!("{name} has a row in {REVIEWS} and is not used"));
    without_row.chain(without_use).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rules() -> Rules {
        toml::from_str(
            "[licenses]\nallow = ['MIT', 'Apache-2.0']\nexceptions = [{ crate = 'old', allow = ['MPL-2.0'] }]\n\
             [bans]\ndeny = [{ crate = 'openssl', reason = 'rustls does it' }]",
        )
        .expect("rules")
    }

    #[test]
    fn a_licence_is_allowed_by_the_list_or_an_exception() {
        for (name, licence, is_allowed) in [
            ("a", json!("MIT"), true),
            ("a", json!("GPL-3.0-only"), false),
            ("a", json!("GPL-3.0-only OR Apache-2.0"), true),
            ("a", json!("MIT AND GPL-3.0-only"), false),
            ("a", json!("MIT/Apache-2.0"), true),
            ("a", json!("MPL-2.0"), false),
            ("old", json!("MPL-2.0"), true),
            ("a", json!("made up"), false),
            ("a", Value::Null, false),
        ] {
            let package = json!({"name": name, "version": "1.0.0", "license": licence});
            assert_eq!(licence_fault(&rules(), &package).is_none(), is_allowed, "{name} {licence}");
        }
    }

    #[test]
    fn packages_come_from_the_registry_with_a_checksum_and_are_not_banned() {
        let lock: Lock = toml::from_str(&format!(
            "[[package]]\nname = 'member'\nversion = '1.0.0'\n\
             [[package]]\nname = 'good'\nversion = '1.0.0'\nsource = '{REGISTRY}'\nchecksum = '00'\n\
             [[package]]\nname = 'bare'\nversion = '1.0.0'\nsource = '{REGISTRY}'\n\
             [[package]]\nname = 'forked'\nversion = '1.0.0'\nsource = 'git+https://example.org/forked'\n\
             [[package]]\nname = 'openssl'\nversion = '1.0.0'\nsource = '{REGISTRY}'\nchecksum = '00'\n"
        ))
        .expect("a lock");
        let faults = locked_faults(&rules(), &lock);
        assert_eq!(faults.len(), 3, "{faults:?}");
        for (fault, name) in faults.iter().zip(["bare", "forked", "openssl"]) {
            assert!(fault.starts_with(name), "{fault}");
        }
    }

    #[test]
    fn each_direct_dependency_has_a_row_and_each_row_a_dependency() {
        let page = "| crate | for |\n| --- | --- |\n| `used` | x |\n| `gone` | x |\n";
        let faults = review_faults(&BTreeSet::from(["new", "used"]), page);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(
            faults[0].starts_with("new has no row") && faults[1].starts_with("gone has a row"),
            "{faults:?}"
        );
    }
}
