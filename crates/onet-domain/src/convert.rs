//! From strict values to the plain strings that the generated client takes.

use onet_api::types::ActivityIdList;

use crate::{DwaId, OnetSocCode};

impl From<&OnetSocCode> for onet_api::types::OnetSocCode {
    fn from(code: &OnetSocCode) -> Self {
        Self::from(code.to_string())
    }
}

impl From<OnetSocCode> for onet_api::types::OnetSocCode {
    fn from(code: OnetSocCode) -> Self {
        Self::from(&code)
    }
}

/// Detailed work activities as the one comma-separated parameter that the service expects.
///
/// The order is kept. An empty list yields an empty parameter, which the service refuses.
pub fn activity_id_list<'a>(activities: impl IntoIterator<Item = &'a DwaId>) -> ActivityIdList {
    let ids: Vec<&str> = activities.into_iter().map(DwaId::as_str).collect();
    ActivityIdList::from(ids.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParseError;

    #[test]
    fn a_code_is_sent_as_its_text() -> Result<(), ParseError> {
        let code: OnetSocCode = "29-1051.00".parse()?;
        let sent = onet_api::types::OnetSocCode::from(&code);
        assert_eq!(String::from(sent), "29-1051.00");
        Ok(())
    }

    #[test]
    fn activities_are_sent_with_commas_in_the_given_order() -> Result<(), ParseError> {
        let activities: [DwaId; 2] = ["4.A.4.a.1.I05.D01".parse()?, "4.A.2.a.2.I05.D04".parse()?];
        let sent = String::from(activity_id_list(&activities));
        assert_eq!(sent, "4.A.4.a.1.I05.D01,4.A.2.a.2.I05.D04");
        assert_eq!(String::from(activity_id_list([])), "");
        Ok(())
    }
}
