//! `onet compare`: in what occupations differ most.

use super::show;
use crate::arguments::{Compare, Global};
use crate::console::Console;
use crate::failure::Failure;

pub(crate) fn run(global: &Global, console: &Console, arguments: Compare) -> Result<(), Failure> {
    let Compare { occupations, sort, details, files } = arguments;
    show::compare(global, console, &occupations, sort, show::extent(details), &files)
}
