//! Writing, opening and asking an index.

use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use onet_domain::OnetSocCode;
use tantivy::directory::error::OpenDirectoryError;
use tantivy::directory::{Directory, MmapDirectory, RamDirectory};
use tantivy::error::DataCorruption;
use tantivy::schema::{Field, Value};
use tantivy::{
    DocAddress, DocId, Index, IndexReader, ReloadPolicy, Searcher, SingleSegmentIndexWriter, TantivyDocument,
    TantivyError,
};

use crate::fields::Fields;
use crate::frozen::Frozen;
use crate::ranking::SearchText;
use crate::{Document, Error, Hit, code, words};

/// Memory for building an index, in bytes. A release takes a few megabytes.
const MEMORY: usize = 32_000_000;
/// The score of every hit of a search by code: each of them matches exactly.
const CODE_SCORE: f32 = 10.0;

/// A search index over the occupations of one release.
///
/// A clone is another handle to the same index; handles can be used from many threads at once.
#[derive(Clone)]
pub struct SearchIndex {
    inner: Arc<Inner>,
}

struct Inner {
    searcher: Searcher,
    fields: Fields,
    /// The codes in document order, which is by title, then by code.
    codes: Vec<OnetSocCode>,
}

impl SearchIndex {
    /// Writes an index into a folder, which is made if need be, and opens it.
    ///
    /// The order of the documents does not matter. Of several with one code the first is kept.
    /// All files have reached the disk when this returns.
    ///
    /// # Errors
    ///
    /// When the folder holds an index already or cannot be written. What was written by then stays
    /// behind and is no index, even where it opens: throw such a folder away.
    pub fn create(dir: &Path, docs: impl IntoIterator<Item = Document>) -> Result<SearchIndex, Error> {
        write_to(dir, docs.into_iter().collect()).map_err(|error| Error::writing(dir, error))?;
        Self::open(dir)
    }

    /// Builds an index that lives as long as its last handle.
    ///
    /// Takes documents as [`SearchIndex::create`] does.
    ///
    /// # Errors
    ///
    /// When there is not enough memory for the index.
    pub fn in_memory(docs: impl IntoIterator<Item = Document>) -> Result<SearchIndex, Error> {
        write(Box::new(RamDirectory::create()), docs.into_iter().collect())
            .and_then(|index| Self::over(&index))
            .map_err(Error::building)
    }

    /// Opens the index in a folder.
    ///
    /// Nothing is written to the folder. The checksums of all files are compared, so that damage
    /// shows here and not in a search.
    ///
    /// # Errors
    ///
    /// When there is no index, or it is damaged, may not be read, or comes from another version
    /// of this program; see [`Error::needs_import`].
    pub fn open(dir: &Path) -> Result<SearchIndex, Error> {
        read_from(dir).and_then(|index| Self::over(&index)).map_err(|error| Error::opening(dir, error))
    }

    /// All occupations that fit a word, phrase, title or code, best first.
    ///
    /// The text is never taken for a query language, and none is too odd: without anything to
    /// look for the answer is empty. How hits are ordered stands in the
    /// [introduction](crate#order-of-the-hits).
    ///
    /// # Errors
    ///
    /// When the files of the index can no longer be read.
    pub fn keyword(&self, text: &str) -> Result<Vec<Hit>, Error> {
        match code::spelled(text) {
            Some(code) => Ok(self.by_code(&code)),
            None => self.by_words(text).map_err(Error::searching),
        }
    }

    fn by_code(&self, beginning: &str) -> Vec<Hit> {
        let mut codes: Vec<OnetSocCode> =
            self.inner.codes.iter().copied().filter(|code| code.to_string().starts_with(beginning)).collect();
        codes.sort_unstable();
        codes.into_iter().map(|code| Hit { code, score: CODE_SCORE }).collect()
    }

    fn by_words(&self, text: &str) -> tantivy::Result<Vec<Hit>> {
        let Inner { searcher, fields, codes } = self.inner.as_ref();
        let scores = SearchText::read(text).scores(searcher, fields, codes.len())?;
        let mut hits: Vec<Hit> = scores
            .into_iter()
            .map(|(document, score)| Hit { code: codes[document as usize], score })
            .collect();
        // Stable: equal scores stay in document order.
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        Ok(hits)
    }

    fn over(index: &Index) -> tantivy::Result<Self> {
        let (schema, fields) = Fields::with_schema();
        if index.schema() != schema {
            return Err(TantivyError::SchemaError("the index has other fields".to_owned()));
        }
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let codes = codes(&searcher, fields.code)?;
        Ok(Self { inner: Arc::new(Inner { searcher, fields, codes }) })
    }
}

impl fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SearchIndex").field("occupations", &self.inner.codes.len()).finish_non_exhaustive()
    }
}

fn write_to(dir: &Path, docs: Vec<Document>) -> tantivy::Result<()> {
    fs::create_dir_all(dir)?;
    let directory = MmapDirectory::open(dir)?;
    if Index::exists(&directory)? {
        return Err(TantivyError::IndexAlreadyExists);
    }
    write(Box::new(directory), docs)?;
    Ok(())
}

/// Writes all documents into one segment, by title and code: the order of documents is then the
/// order of hits that score alike, and no search need look at titles.
fn write(directory: Box<dyn Directory>, mut docs: Vec<Document>) -> tantivy::Result<Index> {
    docs.sort_by_key(|doc| doc.code);
    docs.dedup_by_key(|doc| doc.code);
    docs.sort_by(|a, b| a.title.cmp(&b.title));

    let (schema, fields) = Fields::with_schema();
    let builder = Index::builder().schema(schema).tokenizers(words::analyzers());
    if docs.is_empty() {
        // A segment holds at least one document.
        return builder.open_or_create(directory);
    }
    let mut writer: SingleSegmentIndexWriter = builder.single_segment_index_writer(directory, MEMORY)?;
    for doc in &docs {
        writer.add_document(fields.document(doc))?;
    }
    writer.finalize()
}

fn read_from(dir: &Path) -> tantivy::Result<Index> {
    let directory = Frozen(MmapDirectory::open(dir)?);
    if !Index::exists(&directory)? {
        return Err(OpenDirectoryError::DoesNotExist(dir.to_path_buf()).into());
    }
    let index = Index::open(directory)?;
    if !index.validate_checksum()?.is_empty() {
        return Err(damage("checksums differ"));
    }
    Ok(index)
}

/// The codes of all documents, in document order.
fn codes(searcher: &Searcher, field: Field) -> tantivy::Result<Vec<OnetSocCode>> {
    match searcher.segment_readers() {
        [] => Ok(Vec::new()),
        [segment] => (0..segment.max_doc()).map(|id| code_of(searcher, field, id)).collect(),
        _ => Err(damage("the index has several segments")),
    }
}

fn code_of(searcher: &Searcher, field: Field, id: DocId) -> tantivy::Result<OnetSocCode> {
    let document: TantivyDocument = searcher.doc(DocAddress::new(0, id))?;
    let code = document.get_first(field).and_then(|value| value.as_str());
    code.and_then(|code| code.parse::<OnetSocCode>().ok()).ok_or_else(|| damage("a document has no code"))
}

fn damage(comment: &str) -> TantivyError {
    DataCorruption::comment_only(comment).into()
}
