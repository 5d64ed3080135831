//! Occupation codes between editions of the O*NET-SOC taxonomy.

use crate::describe::shapes;

shapes! {
    TaxonomyCrosswalk, "An occupation of one edition with its occupations in another: `<taxonomy_crosswalk>`." {
        code: child String, "The requested code.";
        title: child String, "Its title.";
        description: child String, "What people in it do.";
        occupation: child Vec<TaxonomyOccupation>, "The occupations of the other edition.";
    }
    TaxonomyOccupation, "An occupation of another edition." {
        code: child String, "Its code.";
        title: child String, "Its title.";
        description: child Option<String>, "What people in it do.";
    }
}
