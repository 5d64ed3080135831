//! `onet completions`, `onet man`, and `onet` alone.

use std::io::{self, Write as _};

use clap::CommandFactory as _;
use clap::builder::PossibleValue;
use clap_complete::Shell;

use crate::arguments::{Arguments, Completions, Global};
use crate::failure::Failure;
use crate::output::{print, terminal_width};
use crate::table::wrapped;

/// What `onet` alone prints: no more than 24 lines of 80 columns.
const SCREEN: &str = "\
onet answers from O*NET, the database of occupations: on this machine or live.

  onet search pharmacist              find occupations by word, title or code
  onet show 29-1051.00                the report on an occupation
  onet compare 29-1051.00 29-2052.00  in what two differ most
  onet browse zones 5                 by family, zone, cluster, skill, outlook
  onet duties 29-1051.00              tasks of an occupation
  onet technology 29-1051.00          technology, or who uses one
  onet career 29-1051.00              a career in plain words
  onet related-activities pharmacist  occupations that share activities
  onet code --title 'Night nurse'     the occupation of a job title
  onet crosswalk soc 29-1051          SOC, education, military, ESCO, DOT
  onet db sql 'SELECT …'              tables: rows, SQL, export
  onet api --list skills              every operation of the web service
  onet serve                          the same over HTTP

With a release (onet db pull: 13 MB) or a key (onet auth login):
  onet taxonomy 15-1132.00            codes of earlier taxonomies
  onet profiler                       which careers fit a person's interests

Many codes:    onet crosswalk soc codes.csv --column SOC --format csv
What is set:   onet doctor
Help:          onet help, onet COMMAND --help
";

pub(crate) fn alone(global: &Global) -> Result<(), Failure> {
    let screen = terminal_width().map_or_else(|| SCREEN.to_owned(), |width| fitted(width.into()));
    print(global, |out, _| out.write_all(screen.as_bytes()))
}

/// The screen in so many columns. A line that is too long leaves out what a command does, or goes on below; blank lines
/// make room for these.
fn fitted(width: usize) -> String {
    let fits = |line: &str| line.chars().count() <= width;
    if SCREEN.lines().all(fits) {
        return SCREEN.to_owned();
    }
    let mut screen = String::new();
    for line in SCREEN.lines().filter(|line| !line.is_empty()) {
        let command = line.strip_prefix("  ").and_then(|line| line.split("  ").next());
        let lines = match command {
            _ if fits(line) => vec![line.to_owned()],
            Some(command) => vec![format!("  {command}")],
            None => wrapped(line, width),
        };
        for line in lines {
            screen.push_str(&line);
            screen.push('\n');
        }
    }
    screen
}

pub(crate) fn completions(global: &Global, arguments: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    let mut program = Arguments::command();
    clap_complete::generate(arguments.shell, &mut program, "onet", &mut script);
    if arguments.shell == Shell::Fish {
        program.build();
        for command in program.get_subcommands() {
            let name = command.get_name();
            script.extend(fish_values(command, &format!("__fish_onet_using_subcommand {name}")).into_bytes());
        }
    }
    print(global, |out, _| out.write_all(&script))
}

/// Completions for fish of the values of arguments without an option, such as topics and tables: the library leaves them
/// out. `used` is the condition under which the command is on the line.
fn fish_values(command: &clap::Command, used: &str) -> String {
    let positionals: Vec<&clap::Arg> = command.get_positionals().collect();
    // Other arguments may be files.
    let no_files = if positionals.len() == 1 { "-f " } else { "" };
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'");
    let value = |value: &PossibleValue| {
        let help = value.get_help().map(ToString::to_string).unwrap_or_default();
        format!("{}\\t'{}'", value.get_name(), quoted(&help))
    };
    let mut lines = String::new();
    for argument in positionals {
        let values: Vec<String> = argument.get_possible_values().iter().map(value).collect();
        if !values.is_empty() {
            let values = values.join("\n").replace('"', "\\\"");
            lines.push_str(&format!("complete -c onet -n \"{used}\" {no_files}-a \"{values}\"\n"));
        }
    }
    for below in command.get_subcommands() {
        let used = format!("{used}; and __fish_seen_subcommand_from {}", below.get_name());
        lines.push_str(&fish_values(below, &used));
    }
    lines
}

/// The pages of the program and of each command, one after another.
pub(crate) fn man(global: &Global) -> Result<(), Failure> {
    let mut pages = Vec::new();
    let mut program = Arguments::command();
    program.build();
    page(&program, &[], &mut pages).map_err(Failure::Output)?;
    print(global, |out, _| out.write_all(&pages))
}

/// The page of a command below others, and those of the commands below it. The options of every command are on the first
/// page alone.
fn page(command: &clap::Command, above: &[&str], pages: &mut Vec<u8>) -> io::Result<()> {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    let mut shown = command.clone().override_usage(usage);
    if !above.is_empty() {
        shown = shown.mut_args(|argument| {
            let is_global = argument.is_global_set();
            argument.hide(is_global)
        });
    }
    let mut page_of_it = Vec::new();
    clap_mangen::Man::new(shown).render(&mut page_of_it)?;
    let mut text = String::from_utf8_lossy(&page_of_it).into_owned();
    let names = [above, &[command.get_name()]].concat();
    for below in command.get_subcommands() {
        // These pages are parts of this one, and have no names of their own.
        let names = [&names[..], &[below.get_name()]].concat();
        let escaped = |separator| names.join(separator).replace('-', "\\-");
        text = text.replace(&format!("{}(1)", escaped("-")), &escaped(" "));
    }
    pages.extend_from_slice(text.as_bytes());
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        page(below, &names, pages)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_fits_24_lines_of_any_width_from_40_columns() {
        for width in 40..=120 {
            let screen = fitted(width);
            assert!(screen.lines().count() <= 24, "{width}: {screen}");
            for line in screen.lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
            let commands = |text: &str| text.matches("\n  onet ").count();
            assert_eq!(commands(&screen), commands(SCREEN), "{width}: {screen}");
        }
        assert_eq!(fitted(80), SCREEN);
    }
}
