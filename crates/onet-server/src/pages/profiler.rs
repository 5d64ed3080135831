//! The Interest Profiler: all questions on one page, the result as an address.

use maud::{Markup, html};
use onet_domain::interest_profiler::InterestProfiler;
use onet_domain::{JobZone, ProfilerAnswer, ProfilerAnswers, ProfilerForm};
use onet_pages::html::{Additions, Links, body_with, text};
use onet_pages::records::{self, Record};
use onet_pages::reports;

use super::frame::counted;
use super::problem::Problems;
use super::reply::{Failed, Reply};
use super::site::Site;
use super::visit::Visit;

/// Careers of each job zone.
const CAREERS: usize = 15;

/// The questions of a form; answers that have been given stay ticked when some are left out.
pub(super) async fn questions(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let form = if visit.field("questions") == "60" { ProfilerForm::Short } else { ProfilerForm::Mini };
    let count = form.questions();
    let given: Vec<&str> = (1..=count).map(|at| visit.field(&format!("q{at}"))).collect();
    let digits: String = given.concat();
    let is_changed = visit.field("change") == "yes";
    if !is_changed && digits.len() == count && digits.parse::<ProfilerAnswers>().is_ok() {
        return Ok(Reply::SeeOther(format!("/explore/profiler/results?answers={digits}")));
    }
    let questionnaire = InterestProfiler::new(site.client().clone()).questions(form).await;
    let questionnaire = match questionnaire {
        Ok(questionnaire) => questionnaire,
        Err(onet_domain::Error::Call(failure)) => return Ok(without_questions(failure.message())),
        Err(other) => return Err(other.into()),
    };
    let was_sent = given.iter().any(|answer| !answer.is_empty());
    let is_missing = |at: usize| was_sent && !is_changed && given[at - 1].is_empty();
    let missing: Vec<usize> = (1..=count).filter(|at| is_missing(*at)).collect();
    let problems = missing.first().map_or_else(Problems::default, |first| {
        let number = counted(missing.len(), "question has", "questions have");
        Problems::of(
            format!("question{first}"),
            format!("{number} no answer yet. The first of them is question {first}."),
        )
    });
    let content = html! {
        h1 { "Interest Profiler" }
        p { "How much would you like to do each of these? There is no right answer, and nothing is stored on the server." }
        p {
            @match form {
                ProfilerForm::Mini => { "30 questions. " a href="/explore/profiler?questions=60" { "Take 60 for a finer result" } }
                ProfilerForm::Short => { "60 questions. " a href="/explore/profiler" { "Take the short form of 30" } }
            }
        }
        form.profiler action="/explore/profiler" data-progress=(count) {
            input type="hidden" name="questions" value=(count);
            @for (at, question) in questionnaire.questions.iter().enumerate() {
                fieldset id=(format!("question{}", at + 1)) tabindex="-1" {
                    legend { (at + 1) ". " (text(&question.text)) }
                    @if is_missing(at + 1) { p.error { span.hidden { "Error: " } "No answer yet" } }
                    @for option in &questionnaire.options {
                        @let value = option.answer.number();
                        @let id = format!("q{}-{value}", at + 1);
                        span.option {
                            input type="radio" id=(id) name=(format!("q{}", at + 1)) value=(value)
                                checked[given[at] == value.to_string()];
                            label for=(id) { (text(&option.name)) }
                        }
                    }
                }
            }
            p.submit { button type="submit" { "See the result" } " " span data-answered="" role="status" {} }
        }
    };
    Ok(Reply::page("Interest Profiler", html! { (problems.summary(&content)) (content) }))
}

/// The texts are not part of the program; the result needs only the answers.
fn without_questions(message: &str) -> Reply {
    Reply::page(
        "Interest Profiler",
        html! {
            h1 { "Interest Profiler" }
            p.failed { (text(message)) }
            p { "The texts of the questions come from the live service, a recording, or an imported file. With the answers on paper, the result works all the same:" }
            (digits("", Problems::NONE))
        },
    )
}

/// The field for the answers as digits.
fn digits(answers: &str, problems: &Problems) -> Markup {
    html! {
        form.stack action="/explore/profiler/results" {
            label for="answers" { "Answers: 30 or 60 digits from 1 (strongly dislike) to 5 (strongly like)" }
            (problems.message("answers"))
            input id="answers" name="answers" value=(answers) inputmode="numeric" pattern="[1-5]{30}([1-5]{30})?" required maxlength="60"
                aria-describedby=[problems.described("answers", None)] aria-invalid=[problems.invalid("answers")];
            button type="submit" { "See the result" }
        }
    }
}

fn wrong_answers(visit: &Visit) -> String {
    match visit.field("answers") {
        "" => "Type the answers.".to_owned(),
        text if text.chars().all(|digit| ('1'..='5').contains(&digit)) => {
            format!("The answers are 30 or 60 digits; these are {}.", text.chars().count())
        }
        _ => "The answers are digits from 1 to 5, without anything between them.".to_owned(),
    }
}

/// The form of the results: the answers as digits.
pub(super) async fn form(_: &Site, visit: &Visit, problems: &Problems) -> Result<Reply, Failed> {
    let content = html! {
        h1 { "Interest Profiler" }
        (digits(visit.field("answers"), problems))
        p { a href="/explore/profiler" { "Answer the questions" } }
    };
    Ok(Reply::page("Interest Profiler", content))
}

pub(super) async fn results(site: &Site, visit: &Visit) -> Result<Reply, Failed> {
    let answers: ProfilerAnswers =
        visit.field("answers").parse().map_err(|_| Failed::field("answers", wrong_answers(visit)))?;
    let zones: Vec<JobZone> =
        visit.all("zone").filter(|zone| !zone.is_empty()).map(str::parse).collect::<Result<_, _>>()?;
    let zones = if zones.is_empty() { JobZone::ALL.to_vec() } else { zones };
    let document = InterestProfiler::new(site.client().clone()).document(&answers, &zones).await?;
    match visit.field("as") {
        "csv" => {
            let rows = records::profile(&document).into_iter().map(Record::into_cells);
            return Reply::csv("interests.csv".to_owned(), &records::COLUMNS, rows);
        }
        "json" => return Reply::json_file("interests.json".to_owned(), &document),
        _ => {}
    }
    let address =
        |changed: &[(&str, &str)]| format!("/explore/profiler/results{}", visit.query_with(changed));
    let is_whole = visit.field("show") == "all";
    let whole = address(&[("show", "all")]);
    let additions = Additions { whole: (!is_whole).then_some(whole.as_str()), ..Additions::default() };
    let report = reports::profile(&document, if is_whole { usize::MAX } else { CAREERS });
    let content = html! {
        (body_with(&report, Links::Served, &additions))
        form.filters action="/explore/profiler/results" {
            input type="hidden" name="answers" value=(answers);
            div {
                label for="zone" { "Preparation" }
                select id="zone" name="zone" {
                    option value="" { "Any" }
                    @for zone in JobZone::ALL { option value=(zone) selected[zones == [zone]] { (zone.title()) } }
                }
            }
            button type="submit" { "Apply" }
        }
        nav.actions aria-label="This result" {
            ul {
                li { a href=(address(&[("as", "csv")])) { "CSV" } }
                li { a href=(address(&[("as", "json")])) { "JSON" } }
                li { a href=(again(&answers)) { "Change the answers" } }
            }
        }
    };
    Ok(Reply::page("Interest profile", content))
}

/// The questions with the answers ticked.
fn again(answers: &ProfilerAnswers) -> String {
    let given = answers.as_slice();
    let fields = given.iter().enumerate();
    let fields: String = fields
        .map(|(at, answer): (usize, &ProfilerAnswer)| format!("&q{}={}", at + 1, answer.number()))
        .collect();
    format!("/explore/profiler?questions={}&change=yes{fields}", given.len())
}
