//! The questions on a terminal, one line of input for each answer.

use std::io::{self, BufRead as _, Write as _};

use onet_domain::interest_profiler::Questionnaire;
use onet_domain::{ProfilerAnswer, ProfilerAnswers};

use super::stored::Stored;
use crate::failure::Failure;
use crate::output::terminal_width;
use crate::printable::printable_cell;

/// Cells of the bar that shows how far one is.
const CELLS: usize = 20;

/// How the questions ended.
pub(super) enum Ended {
    /// All are answered.
    Answered(ProfilerAnswers),
    /// The person stopped, or the terminal is gone. The answers are stored.
    Stopped,
}

/// What a line of input means.
enum Input {
    Answer(ProfilerAnswer),
    Back,
    Quit,
    Unknown,
}

impl Input {
    fn read(line: &str) -> Self {
        match line.trim() {
            "b" | "B" | "back" => Self::Back,
            "q" | "Q" | "quit" => Self::Quit,
            digit => digit.parse().map_or(Self::Unknown, Self::Answer),
        }
    }
}

/// Asks all questions that are not answered yet. Standard output stays free for the result.
pub(super) fn ask(questionnaire: &Questionnaire, stored: &mut Stored) -> Result<Ended, Failure> {
    let (mut screen, mut input) = (io::stderr().lock(), io::stdin().lock());
    let total = questionnaire.questions.len();
    let mut taken_back = None;
    let width = terminal_width().map_or(80, usize::from);
    let lines = |text: &str| crate::table::wrapped(text, width).join("\n");
    if !stored.answers().is_empty() && stored.answers().len() < total {
        let next = stored.answers().len() + 1;
        let _ = writeln!(screen, "Going on with question {next}; --restart begins again.");
    }
    while let Some(question) = questionnaire.questions.get(stored.answers().len()) {
        let given = stored.answers().len();
        // The first answer shows on the bar.
        let filled = (CELLS * given).div_ceil(total.max(1));
        let bar = format!("{}{}", "█".repeat(filled), "░".repeat(CELLS - filled));
        let options: Vec<String> = questionnaire
            .options
            .iter()
            .map(|option| format!("{} {}", option.answer.number(), printable_cell(&option.name)))
            .collect();
        // The answer that was taken back is the one to think again about.
        let before = taken_back.take().map(|answer: ProfilerAnswer| format!(" (it was {})", answer.number()));
        let prompt = format!(
            "1 to 5 and Enter{}; b for back, q to stop (answers are stored): ",
            before.unwrap_or_default()
        );
        let shown = format!(
            "\nQuestion {} of {total}  {bar}\n{}\n{}\n{}",
            given + 1,
            lines(&printable_cell(&question.text)),
            lines(&options.join("  ")),
            lines(&prompt),
        );
        // Where the terminal is gone, reading ends as well.
        let _ = screen.write_all(shown.as_bytes()).and_then(|()| screen.flush());
        let mut line = String::new();
        match input.read_line(&mut line) {
            Ok(0) | Err(_) => return Ok(Ended::Stopped),
            Ok(_) => {}
        }
        match Input::read(&line) {
            Input::Answer(answer) => stored.push(answer)?,
            Input::Back => {
                taken_back = stored.answers().last().copied();
                stored.pop()?;
            }
            Input::Quit => return Ok(Ended::Stopped),
            Input::Unknown => {
                let _ = writeln!(screen, "Type a digit from 1 to 5, b or q, then Enter.");
            }
        }
    }
    let answers = ProfilerAnswers::try_from(stored.answers())?;
    Ok(Ended::Answered(answers))
}
