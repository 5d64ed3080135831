//! `onet profiler`: the Interest Profiler, on a terminal or from answers.

mod keyboard;
mod questions;
mod stored;

use onet_api::{Client, ErrorKind};
use onet_domain::interest_profiler::InterestProfiler;
use onet_domain::{JobZone, ProfilerAnswers, ProfilerForm};
use onet_pages::terminal::Clip;
use onet_pages::{records, reports};

use super::report::Printed;
use crate::arguments::{Global, Profiler};
use crate::console::Console;
use crate::failure::Failure;
use crate::source;
use questions::Ended;
use stored::Stored;

/// Careers of each job zone on a terminal and on a page.
const CAREERS: (usize, usize) = (5, 12);

pub(crate) fn run(global: &Global, console: &Console, arguments: Profiler) -> Result<(), Failure> {
    let form = if arguments.questions == 60 { ProfilerForm::Short } else { ProfilerForm::Mini };
    if arguments.answers.is_none() && !console.is_interactive() {
        return Err(Failure::usage("no answers are given, and there is no terminal to ask on").with_hint(
            "--answers DIGITS, with a digit from 1 (strongly dislike) to 5 (strongly like) for each of 30 or 60 questions",
        ));
    }
    let client = source::client(global, console)?;
    let answers = match &arguments.answers {
        Some(answers) => answers.clone(),
        None => match ask(&client, console, form, arguments.restart)? {
            Some(answers) => answers,
            None => return Ok(()),
        },
    };
    let zones = match arguments.zones.is_empty() {
        true => JobZone::ALL.to_vec(),
        false => arguments.zones.clone(),
    };
    let document = super::block_on(async {
        Ok(InterestProfiler::new(client.clone()).document(&answers, &zones).await?)
    })?;
    let (on_screen, on_page) = CAREERS;
    let printed = Printed {
        document: &document,
        items: "careers",
        records: records::profile(&document),
        screen: reports::profile(&document, on_screen),
        page: reports::profile(&document, on_page),
        clip: Clip::Never,
    };
    printed.print(global, console, &arguments.files)
}

/// Asks the questions from where an earlier run stopped; none when the person stops.
fn ask(
    client: &Client,
    console: &Console,
    form: ProfilerForm,
    restart: bool,
) -> Result<Option<ProfilerAnswers>, Failure> {
    let questionnaire = super::block_on(async {
        InterestProfiler::new(client.clone()).questions(form).await.map_err(Failure::from)
    });
    let questionnaire = questionnaire.map_err(without_questions)?;
    let mut stored = Stored::open(form)?;
    if restart {
        stored.clear()?;
    }
    match questions::ask(&questionnaire, &mut stored)? {
        Ended::Answered(answers) => {
            stored.remove();
            console.note(&format!("answers: {answers} (onet profiler --answers {answers} shows this again)"));
            Ok(Some(answers))
        }
        ended => {
            let (given, all) = (stored.answers().len(), form.questions());
            let stored = format!("{given} of {all} answers are stored; onet profiler goes on with them");
            match ended {
                Ended::Interrupted => Err(Failure::Stopped(stored)),
                _ => {
                    console.note(&stored);
                    Ok(None)
                }
            }
        }
    }
}

/// Adds where the questions come from to the error of a source that does not have them.
fn without_questions(failure: Failure) -> Failure {
    match failure {
        Failure::Call(failure) if matches!(failure.kind(), ErrorKind::NotInSource | ErrorKind::NoData) => {
            let hint = "the texts of the questions come from the live service (ONET_API_KEY), a recording, or a file \
                        (onet db import DIR --with FILE); --answers DIGITS works without them";
            Failure::Hinted { failure, hint: hint.to_owned() }
        }
        other => other,
    }
}
