//! Technology that occupations use, in memory.

use std::collections::{BTreeSet, HashMap, HashSet};

use onet_domain::OnetSocCode;
use rusqlite::{Connection, Row};

use crate::error::{Error, ErrorKind, Result};
use crate::occupation_index::title_order;
use crate::release::Release;
use crate::sql::all;

/// The products of a release, such as `Microsoft Excel`, and their categories, in memory.
#[derive(Debug)]
pub struct TechnologyIndex {
    products: Vec<Product>,
    categories: Vec<TechnologyCategory>,
}

/// A product or tool.
#[derive(Debug, Default)]
pub struct Product {
    /// The title.
    pub title: String,
    /// Whether employers often ask for it.
    pub is_hot: bool,
    /// The codes of its categories; none where the release has another name for its category than a commodity.
    pub categories: BTreeSet<i64>,
    /// The occupations that use it.
    pub occupations: HashSet<OnetSocCode>,
    /// Those of them for which employers often ask for it.
    pub in_demand: HashSet<OnetSocCode>,
}

/// A category of technology: a commodity of the UNSPSC.
#[derive(Debug)]
pub struct TechnologyCategory {
    /// The code, eight digits.
    pub code: i64,
    /// The title.
    pub title: String,
    /// The titles of the class, the family and the segment of the UNSPSC that it belongs to.
    pub groups: [String; 3],
    /// The occupations that use one of its products.
    pub occupations: HashSet<OnetSocCode>,
}

impl TechnologyIndex {
    /// Reads the technology of a release.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](ErrorKind::MissingTable) when the release has no Technology Skills; or when the
    /// database is damaged.
    pub fn load(release: &Release) -> Result<Self> {
        release.require(&["technology_skills"])?;
        let has_codes = release.has_table("unspsc_reference");
        let rows = release.read(|connection| TechnologySource::read(connection, has_codes))?;
        Self::build(rows).ok_or_else(|| {
            let label = release.label();
            let message = format!("{label} has technology that cannot be read. Import it again.");
            Error::new(ErrorKind::Damaged, message)
        })
    }

    /// All products, by title.
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// The product of exactly this title.
    pub fn product(&self, title: &str) -> Option<&Product> {
        let found = self.products.binary_search_by(|product| title_order(&product.title, title));
        found.ok().map(|number| &self.products[number])
    }

    /// All categories that have a product, by title.
    pub fn categories(&self) -> &[TechnologyCategory] {
        &self.categories
    }

    /// The category of this code.
    pub fn category(&self, code: i64) -> Option<&TechnologyCategory> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// Connects the rows; nothing when a code is malformed.
    fn build(rows: TechnologySource) -> Option<Self> {
        let mut categories = rows.categories;
        categories
            .sort_by(|left, right| title_order(&left.title, &right.title).then(left.code.cmp(&right.code)));
        let numbers: HashMap<i64, usize> =
            categories.iter().enumerate().map(|(number, category)| (category.code, number)).collect();
        let mut products: HashMap<String, Product> = HashMap::new();
        for use_of in rows.uses {
            let code: OnetSocCode = use_of.occupation.parse().ok()?;
            if let Some(category) = use_of.category {
                categories[*numbers.get(&category)?].occupations.insert(code);
            }
            let product = products.entry(use_of.product).or_default();
            product.is_hot |= use_of.is_hot;
            product.categories.extend(use_of.category);
            product.occupations.insert(code);
            if use_of.is_in_demand {
                product.in_demand.insert(code);
            }
        }
        let named = products.into_iter().map(|(title, product)| Product { title, ..product });
        let mut products: Vec<Product> = named.collect();
        products.sort_by(|left, right| title_order(&left.title, &right.title));
        Some(Self { products, categories })
    }
}

impl Release {
    /// Fails when the technology of the release has no categories with codes of the UNSPSC: releases since 30.3 have
    /// names of categories, and none of these may be that of a known commodity.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](ErrorKind::MissingTable), which names the table.
    pub fn require_commodities(&self) -> Result<()> {
        self.require(&["technology_skills", "unspsc_reference"])
    }
}

/// What a [`TechnologyIndex`] is made of, as the database has it.
struct TechnologySource {
    categories: Vec<TechnologyCategory>,
    uses: Vec<Use>,
}

struct Use {
    occupation: String,
    product: String,
    category: Option<i64>,
    is_hot: bool,
    is_in_demand: bool,
}

impl TechnologySource {
    fn read(connection: &Connection, has_codes: bool) -> rusqlite::Result<Self> {
        let categories = "SELECT commodity_code, commodity_title, class_title, family_title, segment_title
             FROM unspsc_reference
             WHERE commodity_code IN (SELECT commodity_code FROM technology_skills)";
        let uses = "SELECT onetsoc_code, example, commodity_code, hot_technology IS 'Y', in_demand IS 'Y'
             FROM technology_skills";
        Ok(Self {
            categories: if has_codes { all(connection, categories, category)? } else { Vec::new() },
            uses: all(connection, uses, |row| {
                Ok(Use {
                    occupation: row.get(0)?,
                    product: row.get(1)?,
                    category: row.get(2)?,
                    is_hot: row.get(3)?,
                    is_in_demand: row.get(4)?,
                })
            })?,
        })
    }
}

fn category(row: &Row<'_>) -> rusqlite::Result<TechnologyCategory> {
    Ok(TechnologyCategory {
        code: row.get(0)?,
        title: row.get(1)?,
        groups: [row.get(2)?, row.get(3)?, row.get(4)?],
        occupations: HashSet::new(),
    })
}
