//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod career_overviews;
mod careers;
mod common;
mod contract;
mod cors;
mod coverage;
mod database;
mod documented_values;
mod element_list_exports;
mod every_answer;
mod ids_of_a_release;
mod industries;
mod later_layout;
mod later_release;
mod legacy;
mod legacy_captures;
mod listings;
mod military;
mod occupations;
mod occupations_of_a_release;
mod oracle;
mod refusals;
mod related_activities;
mod search;
mod sources;
mod supplements;
