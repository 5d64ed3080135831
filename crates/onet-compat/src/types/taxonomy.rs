//! Occupation codes between editions of the O*NET-SOC taxonomy.

use crate::describe::shapes;

shapes! {
    /// An occupation of one edition with its occupations in another: `<taxonomy_crosswalk>`.
    TaxonomyCrosswalk {
        /// The code asked for.
        code: child String,
        /// Its title.
        title: child String,
        /// What people in it do.
        description: child String,
        /// The occupations of the other edition.
        occupation: child Vec<TaxonomyOccupation>,
    }

    /// An occupation of another edition.
    TaxonomyOccupation {
        /// Its code.
        code: child String,
        /// Its title.
        title: child String,
        /// What people in it do.
        description: child Option<String>,
    }
}
