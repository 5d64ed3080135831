//! `onet`: O*NET Web Services on the command line.
//!
//! A command is arguments, one workflow, one renderer. Where an answer comes from (the live service, an imported
//! release, the built-in sample, recordings) is a mode of the client and of no concern to a command.

mod arguments;
mod commands;
mod console;
mod destination;
mod failure;
mod flat;
mod input;
mod key_store;
mod listing;
mod output;
mod parquet_file;
mod path;
mod printable;
mod reach;
mod row_writer;
mod signals;
mod source;
mod table;
mod terminal_mode;
mod terminal_watch;
mod topics;

use std::borrow::Cow;
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command, Db, Format};
use console::Console;
use failure::Failure;
use printable::printable;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(message) => return print_usage(&message),
    };
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

/// Prints help, the version or a usage error, and returns the exit code.
fn print_usage(message: &clap::Error) -> ExitCode {
    if message.use_stderr() {
        let text = message.render().to_string();
        // clap repeats arguments, which may hold control characters, and has no place for a message of its own about
        // a closed standard error.
        let _ = match printable(&text) {
            Cow::Borrowed(_) => message.print(),
            Cow::Owned(text) => write!(io::stderr(), "{text}"),
        };
        return ExitCode::from(2);
    }
    match message.print().and_then(|()| io::stdout().flush()) {
        Err(failure) if failure.kind() != io::ErrorKind::BrokenPipe => {
            let failure = Failure::Output(failure);
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::from(failure.exit_code())
        }
        _ => ExitCode::SUCCESS,
    }
}

fn run(arguments: Arguments, console: &Console) -> Result<(), Failure> {
    let Arguments { global, command } = arguments;
    let exports = matches!(command, Some(Command::Db { command: Db::Export(_) }));
    if global.format == Some(Format::Sqlite) && !exports {
        return Err(Failure::usage("only onet db export writes SQLite")
            .with_hint("--format table, json, ndjson, csv or tsv"));
    }
    let has_columns =
        matches!(command, Some(Command::Code(_) | Command::Crosswalk(_) | Command::Taxonomy(_))) || exports;
    if global.format == Some(Format::Parquet) && !has_columns {
        return Err(Failure::usage("only onet db export, code, crosswalk and taxonomy write Parquet")
            .with_hint("--format table, json, ndjson, csv or tsv"));
    }
    let Some(command) = command else { return commands::shell::alone(&global) };
    match command {
        Command::About(shown) => commands::about::run(&global, console, &shown),
        Command::Search(arguments) => commands::search::run(&global, console, arguments),
        Command::Show(arguments) => commands::show::run(&global, console, arguments),
        Command::Compare(arguments) => commands::compare::run(&global, console, arguments),
        Command::Career(arguments) => commands::career::run(&global, console, arguments),
        Command::Profiler(arguments) => commands::profiler::run(&global, console, arguments),
        Command::Code(arguments) => commands::code::run(&global, console, arguments),
        Command::RelatedActivities(arguments) => {
            commands::related_activities::run(&global, console, arguments)
        }
        Command::Api(arguments) => commands::api::run(&global, console, arguments),
        Command::Db { command } => commands::db::run(&global, console, command),
        Command::Convert { command } => commands::convert::run(&global, console, command),
        Command::Browse(arguments) => commands::browse::run(&global, console, arguments),
        Command::Duties(arguments) => commands::duties::run(&global, console, arguments),
        Command::Technology(arguments) => commands::technology::run(&global, console, arguments),
        Command::SoftSkills(arguments) => commands::soft_skills::run(&global, console, arguments),
        Command::Associations(arguments) => commands::associations::run(&global, console, arguments),
        Command::Taxonomy(arguments) => commands::taxonomy::run(&global, console, arguments),
        Command::Crosswalk(arguments) => commands::crosswalk::run(&global, console, arguments),
        Command::Auth { command } => commands::auth::run(&global, console, command),
        Command::Doctor(shown) => commands::doctor::run(&global, console, &shown),
        Command::Completions(arguments) => commands::shell::completions(&global, &arguments),
        Command::Man => commands::shell::man(&global),
        Command::Serve(arguments) => commands::serve::run(&global, console, arguments),
        Command::Mcp(_) => commands::mcp::run(&global, console),
    }
}
