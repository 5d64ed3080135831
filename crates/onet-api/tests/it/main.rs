//! The tests of the crate, in one program: each further one would link all dependencies once more.

mod every_operation;
mod failures;
#[rustfmt::skip]
mod generated_calls;
mod kept;
mod keys;
mod limits;
mod notebook;
mod paging;
mod shown;
mod texts;
mod together;
mod tries;
mod urls;
mod waiting;
mod wire;
