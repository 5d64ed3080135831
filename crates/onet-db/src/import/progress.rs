//! How far an import has come.

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// A table is being read.
    TableStarted {
        /// Its id.
        table: &'a str,
        /// Which one it is, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// So many rows of the table have been read.
    Rows {
        /// Its id.
        table: &'a str,
        /// The number of rows so far.
        rows: u64,
    },
    /// A table has been read.
    TableDone {
        /// Its id.
        table: &'a str,
        /// The number of rows.
        rows: u64,
    },
    /// Something else begins, such as the checks or a hook of the caller.
    Step(&'a str),
}

/// The caller's function for progress, where there is one.
pub(super) struct Reporter<'a>(pub(super) Option<Report<'a>>);

type Report<'a> = Box<dyn FnMut(Progress<'_>) + 'a>;

impl Reporter<'_> {
    pub(super) fn report(&mut self, progress: Progress<'_>) {
        if let Some(report) = &mut self.0 {
            report(progress);
        }
    }
}
