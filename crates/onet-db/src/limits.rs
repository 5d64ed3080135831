//! How large an input may be. A table of the database stays far below each of these; a file that exceeds one is
//! damaged, is no table, or is made to exhaust the machine.

/// Bytes of one row.
pub(crate) const ROW_BYTES: usize = 1 << 20;

/// Bytes of one value. The longest of the published tables has some 4,000.
pub(crate) const VALUE_BYTES: usize = 1 << 17;

/// Columns of a table.
pub(crate) const COLUMNS: usize = 500;

/// Bytes that one file may unpack to. The largest table of a release has 30 million.
pub(crate) const UNPACKED_BYTES: u64 = 1 << 30;

/// Bytes of a file that is read into memory as a whole, which Excel files are.
pub(crate) const IN_MEMORY_BYTES: u64 = 1 << 28;

/// Files in a zip file.
pub(crate) const ARCHIVE_ENTRIES: usize = 10_000;

/// Folders inside the folder of a release that are looked into.
pub(crate) const FOLDER_DEPTH: usize = 3;

/// Rows at the start of a file among which its header is looked for.
pub(crate) const ROWS_BEFORE_HEADER: usize = 40;

/// Bytes that a workbook may unpack to. The largest of a release has some 300 million.
pub(crate) const WORKBOOK_BYTES: u64 = 1 << 29;

/// Bytes that all files of a zip file may unpack to.
pub(crate) const ARCHIVE_BYTES: u64 = 1 << 32;
