//! Conversion of codes from one version of the taxonomy to another.
//!
//! ```no_run
//! # async fn example() -> Result<(), onet_domain::Error> {
//! use onet_domain::Taxonomy;
//! use onet_domain::taxonomy_map::TaxonomyMap;
//!
//! let client = onet_api::Client::from_env()?;
//! let map = TaxonomyMap::new(client, Taxonomy::V2010, Taxonomy::V2019);
//! let code = "15-1199.09".parse().expect("a well-formed code");
//! for target in map.map(code).await? {
//!     println!("{}  {}", target.code, target.title);
//! }
//! # Ok(())
//! # }
//! ```

use onet_api::Client;

pub use crate::answer::{TaxonomyMapping, TaxonomyTarget};
use crate::{Error, OnetSocCode, Taxonomy};

/// The counterparts of one taxonomy's occupations in another, over any client.
///
/// ```
/// use onet_domain::Taxonomy;
/// use onet_domain::taxonomy_map::TaxonomyMap;
///
/// let client = onet_api::Client::builder().build()?;
/// let map = TaxonomyMap::new(client, Taxonomy::V2010, Taxonomy::Active);
/// assert_eq!((map.source(), map.target()), (Taxonomy::V2010, Taxonomy::Active));
/// # Ok::<(), onet_api::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct TaxonomyMap {
    client: Client,
    source: Taxonomy,
    target: Taxonomy,
}

impl TaxonomyMap {
    /// Maps codes of the source taxonomy to those of the target.
    pub fn new(client: Client, source: Taxonomy, target: Taxonomy) -> Self {
        Self { client, source, target }
    }

    /// The taxonomy that codes come from.
    pub fn source(&self) -> Taxonomy {
        self.source
    }

    /// The taxonomy that codes are mapped to.
    pub fn target(&self) -> Taxonomy {
        self.target
    }

    /// The counterparts of an occupation: one, or several if it was divided.
    ///
    /// # Errors
    ///
    /// The errors of the call, and [`Error::Answer`] for a malformed code. The service rejects a code that
    /// the source taxonomy does not have.
    pub async fn map(&self, code: OnetSocCode) -> Result<Vec<TaxonomyTarget>, Error> {
        Ok(self.mapping(code).await?.targets)
    }

    /// An occupation of the source taxonomy, with its title there, and its counterparts.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use onet_domain::Taxonomy;
    /// use onet_domain::taxonomy_map::TaxonomyMap;
    ///
    /// let map = TaxonomyMap::new(onet_api::Client::from_env()?, Taxonomy::V2010, Taxonomy::Active);
    /// let mapping = map.mapping("15-1199.09".parse()?).await?;
    /// println!("{} became {} occupations", mapping.title, mapping.targets.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`map`](Self::map).
    pub async fn mapping(&self, code: OnetSocCode) -> Result<TaxonomyMapping, Error> {
        let (source, target) = (self.source.into(), self.target.into());
        self.client.taxonomy_crosswalk(source, target, code).await?.try_into()
    }
}
