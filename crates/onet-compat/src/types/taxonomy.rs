//! Occupation codes between editions of the O*NET-SOC taxonomy.

use crate::describe::shapes;

shapes! {
    /// An occupation of one edition with its occupations in another: `<taxonomy_crosswalk>`.
    TaxonomyCrosswalk {
        code: child String, "The code asked for.";
        title: child String, "Its title.";
        description: child String, "What people in it do.";
        occupation: child Vec<TaxonomyOccupation>, "The occupations of the other edition.";
    }

    /// An occupation of another edition.
    TaxonomyOccupation {
        code: child String, "Its code.";
        title: child String, "Its title.";
        description: child Option<String>, "What people in it do.";
    }
}
