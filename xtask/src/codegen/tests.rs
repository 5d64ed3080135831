//! The generated file: up to date, and within its budget.

use super::*;

#[test]
fn the_generated_file_is_up_to_date() {
    check().expect("cure: cargo xtask codegen");
}

/// Lines and structs of the generated file when they were last looked at. Raise them by hand, with a reason in the
/// commit: a jump is compile time for everybody.
const LINES: usize = 12_733;
const STRUCTS: usize = 209;

#[test]
fn the_generated_file_does_not_jump_in_size() {
    let text = repository::read(&repository::generated()).expect("it is there");
    let structs = text.matches("pub struct ").count();
    for (what, now, known) in [("lines", text.lines().count(), LINES), ("structs", structs, STRUCTS)] {
        assert!(now <= known + known / 20, "{now} {what}, {known} when last looked at");
    }
    assert!(text.lines().count() <= 15_000, "the budget is 15,000 lines");
}

#[test]
fn every_lowering_step_applies() {
    let contract = contract::load().expect("the contract is there");
    let (lowered, steps) = lower::lower(contract).expect("every step applies");
    assert!(steps.iter().all(|(_, count)| *count > 0));
    let twice = lower::lower(lowered).expect_err("nothing is left to lower");
    assert!(twice.to_string().contains("unauthorized_dropped"), "{twice}");
}

#[test]
fn a_stale_file_is_reported_with_a_diff_and_the_cure() {
    let generated = generate().expect("it generates").client;
    let edited = generated.replacen("pub async fn about", "pub async fn abuot", 1);
    let report = stale("generated.rs", &edited, &generated).expect("it differs");
    assert!(report.contains("-    pub async fn abuot"), "{report}");
    assert!(report.contains("+    pub async fn about"), "{report}");
    assert!(report.ends_with("cure: cargo xtask codegen"), "{report}");
    assert_eq!(stale("generated.rs", &generated, &generated), None);
}
