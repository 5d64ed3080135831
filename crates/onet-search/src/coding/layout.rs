//! Which section of a model's file is what.

use super::embedding::Sections;
use super::file::{Section, Texts};
use super::packed_texts::PackedTexts;
use super::sparse::{HashedRows, Rows};

/// The codes of the classes, as eight digits.
pub(crate) const CODES: Section = Section(0);
/// The minor group of each class.
pub(crate) const MINOR_GROUPS: Section = Section(1);
/// The titles of all classes, those of a class together and the title of the occupation first.
pub(crate) const NAMES: Texts = Texts(2);
/// Where the titles of each class start.
pub(crate) const CLASS_NAMES: Section = Section(4);
/// Where the stems of each title start, and the stems as hashes.
pub(crate) const NAME_STEMS: Section = Section(5);
pub(crate) const STEMS: Section = Section(6);
/// The set of features that titles have.
pub(crate) const FEATURES: Section = Section(7);
/// The softmax over minor groups, by row.
pub(crate) const MINOR_SOFTMAX: Rows = Rows(8);
/// The embeddings of titles, of titles, technology and tools, and of titles once more.
pub(crate) const EMBEDDINGS: [Sections; 3] = [
    Sections(MINOR_SOFTMAX.0 + Rows::SECTIONS),
    Sections(MINOR_SOFTMAX.0 + Rows::SECTIONS + Sections::COUNT),
    Sections(MINOR_SOFTMAX.0 + Rows::SECTIONS + 2 * Sections::COUNT),
];
/// Naive Bayes over titles, and what each class takes off for every word.
pub(crate) const BAYES: HashedRows = HashedRows(EMBEDDINGS[2].0 + Sections::COUNT);
pub(crate) const BAYES_LENGTH: Section = Section(BAYES.0 + HashedRows::SECTIONS);
/// The words of descriptions, tasks and tools, and what each class takes off for every word.
pub(crate) const PROSE: HashedRows = HashedRows(BAYES_LENGTH.0 + 1);
pub(crate) const PROSE_LENGTH: Section = Section(PROSE.0 + HashedRows::SECTIONS);
/// Whole titles: their classes, by how well the title is attested.
pub(crate) const WHOLE: HashedRows = HashedRows(PROSE_LENGTH.0 + 1);
/// The words of all titles, and in how many each is.
pub(crate) const WORDS: Texts = Texts(WHOLE.0 + HashedRows::SECTIONS);
pub(crate) const WORD_COUNTS: Section = Section(WORDS.0 + 2);
/// The temperature, then the threshold of each level, for titles and for free text.
pub(crate) const SETTINGS: Section = Section(WORDS.0 + 3);
/// For each level where its table starts; raw probabilities and the shares that are right, in turn.
pub(crate) const TABLE_STARTS: Section = Section(SETTINGS.0 + 1);
pub(crate) const TABLES: Section = Section(SETTINGS.0 + 2);
/// The words that several titles end with, and those that tasks begin with.
pub(crate) const HEADS: Texts = Texts(TABLES.0 + 1);
pub(crate) const VERBS: Texts = Texts(TABLES.0 + 3);
/// What people do and use: statements, where the classes of each start, the classes.
pub(crate) const STATEMENTS: PackedTexts = PackedTexts(TABLES.0 + 5);
pub(crate) const STATEMENT_KINDS: Section = Section(STATEMENTS.0 + PackedTexts::SECTIONS);
/// Where the statements of each class start, and their numbers.
pub(crate) const CLASS_STATEMENTS: Section = Section(STATEMENT_KINDS.0 + 1);
pub(crate) const STATEMENT_NUMBERS: Section = Section(STATEMENT_KINDS.0 + 2);
/// Where the strong stems of each statement start, and the stems as hashes.
pub(crate) const STATEMENT_STEMS: Section = Section(STATEMENT_KINDS.0 + 3);
pub(crate) const STRONG_STEMS: Section = Section(STATEMENT_KINDS.0 + 4);
/// The softmax over codes, by the words of prose.
pub(crate) const PROSE_SOFTMAX: HashedRows = HashedRows(STATEMENT_KINDS.0 + 5);
