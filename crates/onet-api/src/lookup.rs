//! Lookup of operations by path and by id.

use crate::operation::Operation;

impl Operation {
    /// The operation of a path, with or without its final slash.
    ///
    /// A template without a parameter comes before one with it: `/online/occupations/` is the list, not a code.
    ///
    /// ```
    /// use onet_api::operation::Operation;
    ///
    /// let operation = Operation::find("/online/related_activities/results/29-1051.00").unwrap();
    /// assert_eq!(operation.id, "online_related_activities_results");
    /// ```
    pub fn find(path: &str) -> Option<&'static Self> {
        let path: Vec<_> = segments(path).collect();
        crate::operations::ALL
            .into_iter()
            .filter(|operation| {
                let template: Vec<_> = segments(operation.path).collect();
                template.len() == path.len()
                    && template
                        .iter()
                        .zip(&path)
                        .all(|(template, given)| is_parameter(template) || template == given)
            })
            .min_by_key(|operation| segments(operation.path).filter(|segment| is_parameter(segment)).count())
    }

    /// The operation with an id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        crate::operations::ALL.into_iter().find(|operation| operation.id == id)
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}
