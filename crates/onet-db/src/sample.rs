//! The release built into the program: twenty occupations, imported beforehand.
//!
//! The folder `sample` of this crate holds what an import of the tables in `fixtures/sample` writes. A
//! test compares the two, and writes the folder again where `ONET_WRITE_SAMPLE` is set.

use crate::error::{Error, ErrorKind, Result};
use crate::manifest::Manifest;
use crate::pool::Pool;
use crate::release::Release;

static DATABASE: &[u8] = include_bytes!("../sample/release.sqlite");
static MANIFEST: &[u8] = include_bytes!("../sample/manifest.json");

impl Release {
    /// The sample built into the program: twenty occupations and some of the tables of a release.
    ///
    /// ```
    /// let sample = onet_db::Release::sample()?;
    /// assert_eq!(sample.label(), "O*NET 29.3 sample");
    /// # Ok::<(), onet_db::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is not enough memory.
    pub fn sample() -> Result<Self> {
        let manifest: Manifest = serde_json::from_slice(MANIFEST).map_err(|error| {
            Error::new(ErrorKind::Damaged, format!("Cannot read the built-in release: {error}."))
                .with_source(error)
        })?;
        Ok(Self::new(manifest, None, Pool::built_in(DATABASE)?))
    }
}
