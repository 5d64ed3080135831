//! `onet`: O*NET Web Services on the command line.
//!
//! A command is arguments, one workflow, one renderer. Where an answer comes from (the live service, an imported
//! release, the built-in sample, recordings) is a mode of the client and of no concern to a command.

mod arguments;
mod commands;
mod failure;
mod output;
mod source;
mod talk;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use failure::Failure;
use talk::Talk;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let talk = Talk::new(&arguments.global);
    let hint = source::hint_on_recordings(&arguments.global);
    match run(arguments, &talk) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let failure = failure.not_recorded(hint);
            talk.failure(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

fn run(arguments: Arguments, talk: &Talk) -> Result<(), Failure> {
    let Arguments { global, command } = arguments;
    match command {
        Command::About => commands::about::run(&global, talk),
        Command::Search(arguments) => commands::search::run(&global, talk, arguments),
        Command::RelatedActivities(arguments) => commands::related_activities::run(&global, talk, arguments),
        Command::Api(arguments) => commands::api::run(&global, talk, arguments),
        Command::Db { command } => commands::db::run(&global, talk, command),
        Command::Convert { command } => commands::convert::run(&global, talk, command),
        Command::Serve(arguments) => commands::serve::run(&global, talk, arguments),
    }
}
