//! Messages on standard error. Data goes to standard output only.

use std::io::{IsTerminal as _, Write as _};

use crate::arguments::{ColorChoice, Global};
use crate::failure::Failure;
use crate::output::terminal_width;
use crate::printable::printable;
use crate::table::wrapped;

/// Prints messages on standard error.
#[derive(Clone, Copy)]
pub(crate) struct Console {
    quiet: bool,
    verbose: u8,
    color: bool,
    interactive: bool,
}

impl Console {
    pub(crate) fn new(global: &Global) -> Self {
        let to_terminal = std::io::stderr().is_terminal();
        let console = Self {
            quiet: global.quiet,
            verbose: global.verbose,
            color: wants_color(global.color, to_terminal),
            interactive: std::io::stdin().is_terminal() && to_terminal && !global.quiet,
        };
        if global.verbose > 0 {
            let level = if global.verbose > 1 {
                "onet=trace,onet_api=trace,onet_server=trace"
            } else {
                "onet_api=debug,onet_server=debug"
            };
            tracing_subscriber::fmt()
                .with_env_filter(level)
                .with_writer(std::io::stderr)
                .with_ansi(console.color)
                .init();
        }
        console
    }

    /// Logs failures of the server on standard error, where `-v` does not log more already.
    pub(crate) fn log_failures(&self) {
        if self.verbose > 0 {
            return;
        }
        let level = match self.quiet {
            true => "onet_server=error",
            false => "onet=warn,onet_server=error,onet_server::http_layers=warn,onet_server::access_log=warn",
        };
        tracing_subscriber::fmt()
            .with_env_filter(level)
            .with_writer(std::io::stderr)
            .with_ansi(self.color)
            .with_target(false)
            .init();
    }

    /// Whether the program may prompt.
    pub(crate) fn is_interactive(&self) -> bool {
        self.interactive
    }

    /// Whether messages go to a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        std::io::stderr().is_terminal()
    }

    /// Whether to show progress bars.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && self.is_terminal()
    }

    /// The same console without notes.
    pub(crate) fn silent(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// Prints a note, unless `--quiet` is given.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            self.line(text);
        }
    }

    /// Prints a warning: something went wrong, and the program goes on.
    pub(crate) fn warning(&self, text: &str) {
        self.line(&format!("warning: {text}"));
    }

    /// Prints a failure: what happened, why, and what to try.
    pub(crate) fn failure(&self, failure: &Failure) {
        match failure {
            Failure::NothingFound => return self.note("nothing found"),
            Failure::Stopped(what) => return self.note(what),
            _ => {}
        }
        let message = self.fitted(&format!("error: {}", printable(&failure.to_string())));
        match message.strip_prefix("error:").filter(|_| self.color) {
            Some(rest) => self.print(&format!("\u{1b}[1;31merror:\u{1b}[0m{rest}")),
            None => self.print(&message),
        }
        if let Some(place) = failure.place().filter(|_| self.verbose > 0) {
            self.line(&format!("  at:  {place}"));
        }
        if let Some(hint) = failure.hint() {
            self.line(&format!("  try: {hint}"));
        }
    }

    fn line(&self, text: &str) {
        self.print(&self.fitted(&printable(text)));
    }

    /// A message in lines of the terminal's width, between words. What goes elsewhere stays one line.
    fn fitted(&self, text: &str) -> String {
        let width = terminal_width().map(usize::from).filter(|_| self.is_terminal());
        let Some(width) = width.filter(|width| text.chars().count() > *width) else { return text.to_owned() };
        let lines = text.lines().map(|line| {
            let indent = line.len() - line.trim_start().len();
            let room = width.saturating_sub(indent).max(1);
            let lines = wrapped(line, room).into_iter().map(|part| format!("{}{part}", " ".repeat(indent)));
            lines.collect::<Vec<_>>().join("\n")
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn print(&self, text: &str) {
        // Without standard error there is nowhere to report that it is closed.
        let _ = writeln!(std::io::stderr(), "{text}");
    }
}

/// Whether to use colours on a stream.
pub(crate) fn wants_color(choice: ColorChoice, to_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let value = |name| std::env::var_os(name).filter(|value| !value.is_empty());
            let is_dumb = value("TERM").is_some_and(|term| term == "dumb");
            let forces = value("CLICOLOR_FORCE").is_some_and(|value| value != "0");
            let refuses = value("NO_COLOR").is_some() || value("CLICOLOR").is_some_and(|value| value == "0");
            !refuses && (forces || to_terminal && !is_dumb)
        }
    }
}
