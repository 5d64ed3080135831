//! The steps against the workflows that run them.

use super::*;

fn workflow(name: &str) -> String {
    repository::read(&repository::root().join(".github/workflows").join(name)).expect("the workflow is there")
}

#[test]
fn every_group_has_steps_that_run_when_it_is_named() {
    for group in Group::value_variants() {
        let runs = |step: &Step| step.group == *group && step.length == Length::Short;
        assert!(STEPS.iter().any(runs), "{group:?} has no step");
    }
}

#[test]
fn the_hosted_jobs_run_every_group() {
    let workflow = workflow("ci.yml");
    let named: Vec<Group> = workflow
        .split("ci --only ")
        .skip(1)
        .flat_map(|rest| rest.split_whitespace().next().unwrap_or_default().split(','))
        .map(|name| Group::from_str(name, false).unwrap_or_else(|_| panic!("no group {name}")))
        .collect();
    // It takes no build of xtask.
    assert!(workflow.contains("cargo fmt --all --check"), "no job checks the format");
    for group in Group::value_variants().iter().filter(|group| **group != Group::Format) {
        let runs = named.iter().filter(|named| *named == group).count();
        assert_eq!(runs, 1, "jobs of ci.yml that run {group:?}");
    }
}

#[test]
fn the_long_steps_run_by_schedule() {
    let workflow = workflow("long.yml");
    assert!(workflow.contains("schedule:") && workflow.contains("ci --long"), "{workflow}");
}

#[test]
fn the_oldest_rust_of_the_workflow_is_that_of_the_manifest() {
    let manifest = repository::read(&repository::root().join("Cargo.toml")).expect("the manifest is there");
    let manifest: toml::Table = toml::from_str(&manifest).expect("it is TOML");
    let oldest = manifest["workspace"]["package"]["rust-version"].as_str().expect("a version");
    assert!(workflow("ci.yml").contains(&format!("toolchain install {oldest} ")), "{oldest}");
}

#[test]
fn the_readme_promises_a_run_and_all_tests() {
    let first = readme::line(readme::Command::First).expect("the first command is there");
    assert!(first.starts_with("cargo run -- "), "{first}");
    let tests = readme::line(readme::Command::Tests).expect("the test command is there");
    assert_eq!(tests, "cargo test --workspace --all-features");
}

#[test]
fn a_failing_step_ends_a_run_and_has_its_time_printed() {
    let mut times = Times::default();
    let failed = times.measure("first", || anyhow::bail!("broken"));
    assert!(failed.is_err());
    assert!(times.to_string().contains("  first\n"), "{times}");
}
