//! The questions of the Interest Profiler, from a list beside the release.

use onet_api::types;
use serde_json::json;

use crate::answers::page::page_of;
use crate::error::Refusal;
use crate::pagination::Request;
use crate::rules::Call;

/// Questions on a page when the call says no `end`: a dozen, as on paper.
const PAGE: u32 = 12;

/// One of the two forms of the Interest Profiler.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// The Short Form, 60 questions.
    Short,
    /// The Mini-IP, 30 questions.
    Mini,
}

impl Form {
    /// The supplementary tables of the questions and of the answers.
    pub(crate) fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Short => &["profiler_questions_60", "profiler_answers"],
            Self::Mini => &["profiler_questions_30", "profiler_answers"],
        }
    }
}

pub(crate) fn answer(form: Form, call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let page = Request::read(call.arguments, PAGE)?;
    let release = call.source.release();
    let questions = release.profiler_questions(form.tables()[0])?;
    let options = release.profiler_answers()?.into_iter();
    let options: Vec<_> = options.map(|(value, name)| types::ProfilerAnswerOption { value, name }).collect();
    page_of(
        call,
        page,
        &[("answer_option", json!(options))],
        &questions,
        |question| json!({ "index": question.number, "area": question.area, "text": question.text }),
    )
}
