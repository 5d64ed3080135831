//! What an import may and must do.

use crate::catalogue;
use crate::error::{Error, ErrorKind, Result};
use crate::home::Home;
use crate::load::Misfits;
use crate::manifest::Manifest;
use crate::nearest::{did_you_mean, table_ids};

/// Tables that an import must give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Required {
    /// None: any table of the database will do.
    #[default]
    None,
    /// All tables that the release is known to have.
    All,
    /// These, by their ids or by the names of their files.
    Tables(Vec<String>),
}

impl Required {
    /// Fails when a release does not have the tables.
    pub(super) fn check(&self, manifest: &Manifest) -> Result<()> {
        let missing: Vec<String> = match self {
            Self::None => return Ok(()),
            Self::All => {
                let unfit = manifest.unfit.iter().map(|unfit| unfit.table.clone());
                manifest.missing.iter().cloned().chain(unfit).collect()
            }
            Self::Tables(names) => {
                let ids = names.iter().map(|name| known_id(name, manifest)).collect::<Result<Vec<_>>>()?;
                ids.into_iter().filter(|id| !manifest.has_table(id)).collect()
            }
        };
        if let Some(unfit) = missing.iter().find_map(|id| manifest.unfit(id)) {
            return Err(Error::new(
                ErrorKind::RequiredTable,
                format!("A required table cannot be used: {unfit}."),
            ));
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::RequiredTable,
            format!(
                "Required tables are not in this import of O*NET {}: {}. Add the files that hold them with --with.",
                manifest.release,
                missing.join(", ")
            ),
        ))
    }
}

/// The id of a table by its id or the name of its file.
fn known_id(name: &str, manifest: &Manifest) -> Result<String> {
    let table = catalogue::table(name).or_else(|| catalogue::of_file(name)).map(|table| &table.id);
    table.or(manifest.table(name).map(|table| &table.id)).cloned().ok_or_else(|| {
        let nearest = did_you_mean(name, table_ids());
        Error::new(
            ErrorKind::UnknownTable,
            format!("There is no table \"{name}\" in the O*NET database.{nearest}"),
        )
    })
}

/// Whether answers can rest on a table, and it is not empty.
fn has_rows(manifest: &Manifest, id: &str) -> bool {
    manifest.has_table(id) && manifest.table(id).is_none_or(|table| table.rows > 0)
}

/// What an import may and must do.
#[derive(Debug, Default)]
pub(super) struct Options {
    /// Whether tables of an unknown form fail the import.
    pub(super) strict: bool,
    /// Whether a release with more tables may be replaced.
    pub(super) replace: bool,
    pub(super) required: Required,
}

impl Options {
    /// What to do with values of an unknown form.
    pub(super) fn misfits(&self, is_later: bool) -> Misfits {
        match (self.strict, is_later) {
            (true, _) => Misfits::Refuse,
            (false, false) => Misfits::KeepWhereSystematic,
            (false, true) => Misfits::Keep,
        }
    }

    /// Checks the tables of a release against those that are required and those of the release that it replaces.
    pub(super) fn check(&self, manifest: &Manifest, home: &Home) -> Result<()> {
        self.required.check(manifest)?;
        if self.replace {
            return Ok(());
        }
        let Some(earlier) = home.releases()?.into_iter().find(|known| known.release == manifest.release)
        else {
            return Ok(());
        };
        let gone: Vec<&str> = earlier
            .manifest
            .tables
            .iter()
            .map(|table| table.id.as_str())
            .filter(|id| has_rows(&earlier.manifest, id) && !has_rows(manifest, id))
            .collect();
        if let Some(unfit) = gone.iter().find_map(|id| manifest.unfit(id)) {
            return Err(Error::new(
                ErrorKind::FewerTables,
                format!(
                    "O*NET {} is imported already, with a table that this import cannot use: {unfit}. Replace it all \
                     the same with --replace.",
                    manifest.release
                ),
            ));
        }
        if gone.is_empty() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::FewerTables,
            format!(
                "O*NET {} is imported already, with {} more: {}. Give the files that hold them too (--with), or \
                 replace it all the same (--replace).",
                manifest.release,
                if gone.len() == 1 { "one table".to_owned() } else { format!("{} tables", gone.len()) },
                gone.join(", ")
            ),
        ))
    }
}
