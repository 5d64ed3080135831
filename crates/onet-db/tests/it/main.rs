//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod cases;
mod codes;
mod common;
mod damage;
mod diff;
mod diff_real;
mod downloads;
mod fuzz;
mod home;
mod import;
mod labor_market;
mod later_releases;
mod limits;
mod next_release;
mod other_tools;
mod ratings;
mod real_release;
mod related;
mod row_queries;
mod rows;
mod sample;
mod sql;
mod supplements;
