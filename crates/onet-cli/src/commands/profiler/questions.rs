//! The questions on a terminal: a key for each answer, or a line where the terminal cannot do more.

use std::io::{self, Write as _};

use onet_domain::interest_profiler::Questionnaire;
use onet_domain::{ProfilerAnswer, ProfilerAnswers};

use super::keyboard::{Input, Keyboard};
use super::stored::Stored;
use crate::failure::Failure;
use crate::output::terminal_width;
use crate::printable::printable_cell;
use crate::table::wrapped;

/// Cells of the bar that shows how far one is.
const CELLS: usize = 20;

/// How the questions ended.
pub(super) enum Ended {
    /// All are answered.
    Answered(ProfilerAnswers),
    /// The person stopped, or the terminal is gone. The answers are stored.
    Stopped,
    /// Ctrl-C. The answers are stored.
    Interrupted,
}

/// Asks all questions that are not answered yet. Standard output stays free for the result.
pub(super) fn ask(questionnaire: &Questionnaire, stored: &mut Stored) -> Result<Ended, Failure> {
    let mut keyboard = Keyboard::open();
    let total = questionnaire.questions.len();
    // One goes back to answered questions without losing their answers.
    let mut at = stored.answers().len();
    if !stored.answers().is_empty() && stored.answers().len() < total {
        let next = stored.answers().len() + 1;
        let width = terminal_width().map_or(80, usize::from);
        let going_on = format!("Going on with question {next}; --restart begins again.");
        show(&keyboard, &format!("{}\n", wrapped(&going_on, width).join("\n")));
    }
    while let Some(question) = questionnaire.questions.get(at) {
        let known = stored.answers().get(at).copied();
        let prompt = prompt(known, at, keyboard.needs_enter());
        show(&keyboard, &screen(questionnaire, &question.text, at, &prompt));
        match keyboard.read() {
            Input::Answer(answer) => {
                keyboard.echo(&answer.number().to_string());
                stored.set(at, answer)?;
                at += 1;
            }
            Input::Back => {
                keyboard.echo("back");
                at = at.saturating_sub(1);
            }
            Input::Keep if known.is_some() => {
                keyboard.echo("");
                at += 1;
            }
            Input::Quit => {
                keyboard.echo("");
                return Ok(Ended::Stopped);
            }
            Input::Interrupt => {
                keyboard.echo("");
                return Ok(Ended::Interrupted);
            }
            Input::Unknown | Input::Keep => {
                let enter = if keyboard.needs_enter() { ", then Enter" } else { "" };
                keyboard.echo("");
                show(&keyboard, &format!("Type a digit from 1 to 5, b or q{enter}.\n"));
            }
        }
    }
    let answers = ProfilerAnswers::try_from(stored.answers())?;
    Ok(Ended::Answered(answers))
}

/// Writes to the terminal. Where it is gone, reading ends as well.
fn show(keyboard: &Keyboard, text: &str) {
    let text = keyboard.lines(text);
    let mut screen = io::stderr().lock();
    let _ = screen.write_all(text.as_bytes()).and_then(|()| screen.flush());
}

/// A question with its number, how far one is, and the possible answers.
fn screen(questionnaire: &Questionnaire, question: &str, given: usize, prompt: &str) -> String {
    let total = questionnaire.questions.len();
    let width = terminal_width().map_or(80, usize::from);
    let lines = |text: &str| wrapped(text, width).join("\n");
    // The first answer shows on the bar.
    let filled = (CELLS * given).div_ceil(total.max(1));
    let bar = format!("{}{}", "█".repeat(filled), "░".repeat(CELLS - filled));
    let options: Vec<String> = questionnaire
        .options
        .iter()
        .map(|option| format!("{} {}", option.answer.number(), printable_cell(&option.name)))
        .collect();
    // An option is not broken between two lines.
    let options = options_in_lines(&options, width);
    format!(
        "\nQuestion {} of {total}  {bar}\n{}\n{options}\n{} ",
        given + 1,
        lines(&printable_cell(question)),
        lines(prompt),
    )
}

/// The options in as many lines as they need, each option whole.
fn options_in_lines(options: &[String], width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for option in options {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 2 + option.chars().count() <= width => {
                line.push_str("  ");
                line.push_str(option);
            }
            _ => lines.push(option.clone()),
        }
    }
    lines.join("\n")
}

/// What can be typed, and the answer that stands.
fn prompt(known: Option<ProfilerAnswer>, given: usize, needs_enter: bool) -> String {
    let enter = if needs_enter { " and Enter" } else { "" };
    let key = if needs_enter { "Enter" } else { "→" };
    let before =
        known.map(|answer| format!(" (it is {}; {key} keeps it)", answer.number())).unwrap_or_default();
    let back = if given > 0 { "b for back, " } else { "" };
    format!("1 to 5{enter}{before}; {back}q to stop (answers are stored):")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_never_broken_between_two_lines() {
        let options = ["1 Strongly Dislike", "2 Dislike", "3 Unsure", "4 Like", "5 Strongly Like"];
        let options = options.map(str::to_owned);
        let shown = options_in_lines(&options, 40);
        assert_eq!(shown, "1 Strongly Dislike  2 Dislike  3 Unsure\n4 Like  5 Strongly Like");
        assert_eq!(options_in_lines(&options, 80).lines().count(), 1);
        assert_eq!(options_in_lines(&options, 5).lines().count(), 5);
    }
}
