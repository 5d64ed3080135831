//! `onet`: O*NET Web Services on the command line.
//!
//! A command is arguments, one workflow, one renderer. Where an answer comes from (the live service, an imported
//! release, the built-in sample, recordings) is a mode of the client and of no concern to a command.

mod arguments;
mod commands;
mod console;
mod failure;
mod output;
mod source;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use console::Console;
use failure::Failure;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let console = Console::new(&arguments.global);
    let hint = source::hint_on_recordings(&arguments.global);
    match run(arguments, &console) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let failure = failure.not_recorded(hint);
            console.failure(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run(arguments: Arguments, console: &Console) -> Result<(), Failure> {
    let Arguments { global, command } = arguments;
    match command {
        Command::About => commands::about::run(&global, console),
        Command::Search(arguments) => commands::search::run(&global, console, arguments),
        Command::Code(arguments) => commands::code::run(&global, console, arguments),
        Command::RelatedActivities(arguments) => {
            commands::related_activities::run(&global, console, arguments)
        }
        Command::Api(arguments) => commands::api::run(&global, console, arguments),
        Command::Db { command } => commands::db::run(&global, console, command),
        Command::Convert { command } => commands::convert::run(&global, console, command),
        Command::Serve(arguments) => commands::serve::run(&global, console, arguments),
    }
}
