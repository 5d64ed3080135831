//! The tests of the crate, in one program: each further one would link all dependencies once more.

#[rustfmt::skip]
mod calls;
mod every_operation;
mod failures;
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
