//! What the index holds of an occupation.

use tantivy::TantivyDocument;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use crate::Document;
use crate::words::{self, STEMMED, WRITTEN};

/// The fields of the index.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// The code, kept but not searched: searches by code need no index.
    pub(crate) code: Field,
    /// Title, other titles, description, task statements.
    sections: [Section; 4],
}

/// One kind of text about an occupation.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Each title as one token; descriptions have none.
    pub(crate) whole: Option<Field>,
    /// The stems of the words, with their places.
    pub(crate) stems: Field,
    /// The words as written, to be found by their beginnings.
    pub(crate) written: Field,
    /// How much a match here counts against one elsewhere; 0 where it is not counted.
    pub(crate) weight: f32,
}

/// Where in the texts about an occupation to look.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// In its title.
    Title,
    /// In its alternate and reported titles.
    OtherTitles,
    /// In its titles and its description taken together.
    Overview,
    /// In all its texts taken together, task statements too.
    Anywhere,
}

impl Fields {
    /// The schema of a search index and the fields in it.
    pub(crate) fn with_schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let fields = Self {
            code: builder.add_text_field("code", STORED),
            sections: [
                Section::titles(&mut builder, "title", 3.0),
                Section::titles(&mut builder, "other_titles", 2.0),
                Section::prose(&mut builder, "description", 1.0),
                Section::statements(&mut builder, "task"),
            ],
        };
        (builder.build(), fields)
    }

    /// The sections that make up a place.
    pub(crate) fn at(&self, place: Place) -> &[Section] {
        match place {
            Place::Title => &self.sections[..1],
            Place::OtherTitles => &self.sections[1..2],
            Place::Overview => &self.sections[..3],
            Place::Anywhere => &self.sections,
        }
    }

    /// An occupation in the form the index takes it.
    pub(crate) fn document(&self, occupation: &Document) -> TantivyDocument {
        let [title, other_titles, description, tasks] = &self.sections;
        let mut document = TantivyDocument::default();
        document.add_text(self.code, occupation.code.to_string());
        title.add(&mut document, &occupation.title);
        for name in occupation.alternate_titles.iter().chain(&occupation.reported_titles) {
            other_titles.add(&mut document, name);
        }
        description.add(&mut document, &occupation.description);
        for task in &occupation.tasks {
            tasks.add(&mut document, task);
        }
        document
    }
}

impl Section {
    fn titles(builder: &mut SchemaBuilder, name: &str, weight: f32) -> Self {
        let whole = builder.add_text_field(&format!("{name}_whole"), STRING);
        Self { whole: Some(whole), ..Self::prose(builder, name, weight) }
    }

    fn prose(builder: &mut SchemaBuilder, name: &str, weight: f32) -> Self {
        Self::words(builder, name, weight, IndexRecordOption::WithFreqsAndPositions)
    }

    /// Of many sentences no more is kept than which words there are.
    fn statements(builder: &mut SchemaBuilder, name: &str) -> Self {
        Self::words(builder, name, 0.0, IndexRecordOption::Basic)
    }

    fn words(builder: &mut SchemaBuilder, name: &str, weight: f32, record: IndexRecordOption) -> Self {
        let (stems, written) = (indexed(STEMMED, record), indexed(WRITTEN, IndexRecordOption::Basic));
        Self {
            whole: None,
            stems: builder.add_text_field(&format!("{name}_stems"), stems),
            written: builder.add_text_field(&format!("{name}_written"), written),
            weight,
        }
    }

    fn add(&self, document: &mut TantivyDocument, text: &str) {
        document.add_text(self.stems, text);
        document.add_text(self.written, text);
        if let Some(whole) = self.whole
            && let Some(key) = words::key(&words::words(text))
        {
            document.add_text(whole, key);
        }
    }
}

fn indexed(analyzer: &str, record: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(analyzer)
            .set_index_option(record)
            .set_fieldnorms(record.has_freq()),
    )
}
