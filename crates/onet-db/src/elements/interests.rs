//! Interest codes: the strongest interests of an occupation.

use std::collections::BTreeMap;

use onet_domain::{Interest, InterestCode, OnetSocCode};

use super::INTERESTS;
use crate::error::Result;
use crate::occupations::code;
use crate::release::Release;
use crate::sql::cached;

/// The questions about interest codes; each fails as those about elements do.
impl Release {
    /// The interest code of an occupation, such as `RIC`: its high points, the strongest interest
    /// first.
    pub fn interest_code(&self, occupation: OnetSocCode) -> Result<Option<InterestCode>> {
        let codes = self.interest_codes_where("onetsoc_code = ?1", Some(occupation))?;
        Ok(codes.into_values().next())
    }

    /// The interest codes of all occupations that have one. Read once.
    pub fn interest_codes(&self) -> Result<&BTreeMap<OnetSocCode, InterestCode>> {
        self.rating_cache().interest_codes(|| self.interest_codes_where("?1 IS NULL", None))
    }

    /// How much of each interest the occupations have that are rated on them, from 1 to 7, in the order of
    /// [`Interest::ALL`].
    pub fn interest_profiles(&self) -> Result<BTreeMap<OnetSocCode, [f64; 6]>> {
        self.require(&[INTERESTS.table])?;
        let sql = format!(
            "SELECT onetsoc_code, element_id, data_value FROM {} WHERE scale_id = 'OI'",
            INTERESTS.table
        );
        let rows: Vec<(OnetSocCode, String, f64)> = self.read(|connection| {
            cached(connection, &sql, [], |row| Ok((code(row)?, row.get(1)?, row.get(2)?)))
        })?;
        let ids = Interest::ALL.map(|interest| interest.element_id().to_string());
        let mut profiles: BTreeMap<OnetSocCode, [f64; 6]> = BTreeMap::new();
        for (code, id, value) in rows {
            let profile = profiles.entry(code).or_default();
            if let Some(area) = ids.iter().position(|known| *known == id) {
                profile[area] = value;
            }
        }
        Ok(profiles)
    }

    fn interest_codes_where(
        &self,
        condition: &str,
        occupation: Option<OnetSocCode>,
    ) -> Result<BTreeMap<OnetSocCode, InterestCode>> {
        self.require(&[INTERESTS.table])?;
        let sql = format!(
            "SELECT onetsoc_code, data_value FROM {}
             WHERE {condition} AND scale_id = 'IH' ORDER BY element_id",
            INTERESTS.table
        );
        let rows: Vec<(OnetSocCode, f64)> = self.read(|connection| {
            cached(connection, &sql, [occupation.map(|code| code.to_string())], |row| {
                Ok((code(row)?, row.get(1)?))
            })
        })?;
        let mut strongest: BTreeMap<OnetSocCode, Vec<Interest>> = BTreeMap::new();
        for (code, number) in rows {
            // A high point is the number of an interest; 0 where there is none.
            let named = Interest::ALL.into_iter().zip(1_i32..).find(|(_, at)| number == f64::from(*at));
            strongest.entry(code).or_default().extend(named.map(|(interest, _)| interest));
        }
        let codes = strongest.into_iter().filter_map(|(occupation, interests)| {
            let code = InterestCode::try_from(interests.as_slice()).ok()?;
            Some((occupation, code))
        });
        Ok(codes.collect())
    }
}
