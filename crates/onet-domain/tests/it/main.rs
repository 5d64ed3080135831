//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod answers;
mod comparisons;
mod filters;
mod fuzz;
mod interests;
mod lookups;
mod report_from_tables;
mod scales;
mod schemas;
mod typed_codes;
mod value_properties;
mod value_types;
mod workflows;
