//! The questions of the Interest Profiler, from supplementary tables.

use onet_api::types;

use crate::error::Error;
use crate::pagination::{PROFILER_PAGE, PageRequest};
use crate::views::body::{member, page_of};
use crate::views::call::Call;

/// The questions in a supplementary table, with the answers to choose from.
pub(crate) fn questions(table: &str, call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, PROFILER_PAGE)?;
    let release = call.release();
    let questions = release.profiler_questions(table)?;
    let options = release.profiler_answers()?.into_iter();
    let options: Vec<_> = options.map(|(value, name)| types::ProfilerAnswerOption { value, name }).collect();
    page_of(call, page, &member("answer_option", &options)?, &questions, |question| types::ProfilerQuestion {
        index: question.number,
        area: question.area.clone(),
        text: question.text.clone(),
    })
}
