//! Titles that name no occupation.

/// Whole titles that name no occupation, whatever the release has them for.
static GENERIC: [&str; 42] = [
    "apprentice",
    "assistant",
    "assistant manager",
    "associate",
    "business owner",
    "co owner",
    "consultant",
    "contractor",
    "coordinator",
    "employee",
    "entrepreneur",
    "founder",
    "freelancer",
    "helper",
    "intern",
    "internship",
    "lead",
    "leader",
    "manager",
    "n a",
    "none",
    "officer",
    "operator",
    "other",
    "owner",
    "owner operator",
    "partner",
    "professional",
    "retired",
    "self employed",
    "shift leader",
    "specialist",
    "staff",
    "staff member",
    "student",
    "supervisor",
    "team leader",
    "team member",
    "trainee",
    "unemployed",
    "unknown",
    "worker",
];

/// Whether a title names no occupation.
pub(crate) fn is_generic(words: &[String]) -> bool {
    words.len() <= 2 && GENERIC.contains(&words.join(" ").as_str())
}
