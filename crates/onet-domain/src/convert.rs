//! Conversions of strict values to the strings and enums of the generated client.

use onet_api::types::{self, ActivityIdList, TaskIdList};

use crate::{
    Branch, DwaId, ElementId, Interest, InterestCode, OnetSocCode, ProfilerAnswers, TableId, TaskId, Taxonomy,
};

/// Converts a value, borrowed or owned, to the client's type of the same name.
macro_rules! sent_as_text {
    ($($ours:ident),*) => {
        $(
            impl From<&$ours> for types::$ours {
                fn from(value: &$ours) -> Self {
                    Self::from(value.to_string())
                }
            }

            impl From<$ours> for types::$ours {
                fn from(value: $ours) -> Self {
                    Self::from(&value)
                }
            }
        )*
    };
}

sent_as_text!(OnetSocCode, ElementId, TaskId, InterestCode, TableId, ProfilerAnswers);

/// Converts between two enums with the same values.
macro_rules! same_values {
    ($ours:ident = $theirs:ident { $($our:ident = $their:ident),* $(,)? }) => {
        impl From<$ours> for types::$theirs {
            fn from(value: $ours) -> Self {
                match value {
                    $($ours::$our => Self::$their,)*
                }
            }
        }

        impl From<types::$theirs> for $ours {
            fn from(value: types::$theirs) -> Self {
                match value {
                    $(types::$theirs::$their => Self::$our,)*
                }
            }
        }
    };
}

same_values!(Interest = InterestArea {
    Realistic = Realistic,
    Investigative = Investigative,
    Artistic = Artistic,
    Social = Social,
    Enterprising = Enterprising,
    Conventional = Conventional,
});

same_values!(Taxonomy = TaxonomyVersion { V2010 = X2010, V2019 = X2019, Active = Active });

same_values!(Branch = MilitaryBranch {
    All = All,
    AirForce = AirForce,
    Army = Army,
    CoastGuard = CoastGuard,
    MarineCorps = MarineCorps,
    Navy = Navy,
    SpaceForce = SpaceForce,
});

/// Detailed work activities as the one comma-separated parameter that the service expects.
///
/// The order stays the same. An empty list yields an empty parameter, which the service rejects.
///
/// ```
/// use onet_domain::{DwaId, activity_id_list};
///
/// let activities: [DwaId; 2] = ["4.A.4.a.1.I05.D01".parse()?, "4.A.2.a.2.I05.D04".parse()?];
/// assert_eq!(activity_id_list(&activities).to_string(), "4.A.4.a.1.I05.D01,4.A.2.a.2.I05.D04");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
pub fn activity_id_list<'a>(activities: impl IntoIterator<Item = &'a DwaId>) -> ActivityIdList {
    let ids: Vec<&str> = activities.into_iter().map(DwaId::as_str).collect();
    ActivityIdList::from(ids.join(","))
}

/// Tasks as the one comma-separated parameter that the service expects.
///
/// The order stays the same. An empty list yields an empty parameter, which the service rejects.
///
/// ```
/// use onet_domain::{TaskId, task_id_list};
///
/// let tasks: [TaskId; 2] = ["3565".parse()?, "3567".parse()?];
/// assert_eq!(task_id_list(&tasks).to_string(), "3565,3567");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
pub fn task_id_list<'a>(tasks: impl IntoIterator<Item = &'a TaskId>) -> TaskIdList {
    let ids: Vec<String> = tasks.into_iter().map(TaskId::to_string).collect();
    TaskIdList::from(ids.join(","))
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

    #[test]
    fn tasks_are_sent_with_commas_in_the_given_order() {
        let tasks = [TaskId::from(21661), TaskId::from(42)];
        assert_eq!(String::from(task_id_list(&tasks)), "21661,42");
        assert_eq!(String::from(task_id_list([])), "");
    }

    #[test]
    fn values_of_closed_sets_are_sent_by_the_same_words() {
        for interest in Interest::ALL {
            let sent = types::InterestArea::from(interest);
            assert_eq!(sent.to_string(), interest.name());
            assert_eq!(Interest::from(sent), interest);
        }
        for taxonomy in Taxonomy::ALL {
            let sent = types::TaxonomyVersion::from(taxonomy);
            assert_eq!(sent.to_string(), taxonomy.as_str());
            assert_eq!(Taxonomy::from(sent), taxonomy);
        }
        for branch in Branch::ALL {
            let sent = types::MilitaryBranch::from(branch);
            assert_eq!(sent.to_string(), branch.as_str());
            assert_eq!(Branch::from(sent), branch);
        }
    }
}
