//! The coder of a release: written at import, opened or trained by the first title.

use std::path::Path;

use onet_db::Release;
use onet_search::coding::{AlternateTitle, Coder, Occupation, TrainingData};

use crate::source_error::SourceError;

/// The least score of an answer that is no abstention, for the coder of the built-in sample: that of a title that the sample
/// has. Twenty occupations say nothing about how likely any other answer is.
pub const SAMPLE_MIN_SCORE: f32 = 0.97;

/// Opens the coder of a release on disk; trains one for a release in memory and for the sample.
///
/// # Errors
///
/// When the release was imported without a model, the model is damaged, or the release cannot be read.
pub fn coder(release: &Release) -> Result<Coder, SourceError> {
    match release.dir() {
        Some(folder) => Ok(Coder::open(folder)?),
        None => train(release),
    }
}

/// Trains a coder and writes its model into the folder of a release.
pub(crate) fn write_model(release: &Release, folder: &Path) -> Result<(), SourceError> {
    train(release)?.save(folder)?;
    Ok(())
}

fn train(release: &Release) -> Result<Coder, SourceError> {
    let occupation = |found: onet_db::CodingDocument| Occupation {
        code: found.document.code,
        title: found.document.title,
        description: found.document.description,
        alternate_titles: found
            .attested_titles
            .into_iter()
            .map(|title| AlternateTitle { text: title.title, short: title.short, sources: title.sources })
            .collect(),
        reported_titles: found.document.reported_titles,
        tasks: found.document.tasks,
        technology: found.technology,
        tools: found.tools,
        activities: found.document.activities,
        knowledge: found.knowledge,
    };
    let occupations = release.coding_documents()?.into_iter().map(occupation).collect();
    Ok(Coder::train(&TrainingData { occupations }))
}
