//! The service itself, the taxonomies and the database.

use crate::field::*;
use crate::kind::Kind;
use crate::resource::{Grade, Resource, Service};
use crate::rule::{Counterpart, Rule};
use crate::table::parameters;
use crate::table::shared::LINK;
use crate::version::Version;

const NO_OPERATION: &str = "an error is the answer of no operation";

fields! {
    ABOUT:
        same("taxonomy.url"), same("taxonomy.name"), same("database.url"), same("database.name"),
        version("api_version?", "api_version");
    TAXONOMY_OCCUPATION: same("code"), same("title"), renamed("description?", "description");
    TAXONOMY:
        same("code"), same("title"), same("description"), list("occupation", "occupation", TAXONOMY_OCCUPATION);
    TABLE: link("info", "info"), link("rows", "rows"), same("table_id"), same("title"), same("description");
    COLUMN: same("column_id"), same("optional"), same("title"), same("description"), same("type"), same("format");
    TABLE_INFO:
        link("rows", "rows"), same("table_id"), same("title"), same("description"), only_v2("data_dictionary"),
        only_v2("download"), list("column", "column", COLUMN);
    ROWS_PAGE: address("info", "database/info/{table_id}"), page(), echo("table_id", "table_id");
}

resources! { ROOT: Root;
    "ws" "/ws/" Resources NONE V1_0..V1_9 Documented "root_index" => at(["/"], &[], &[links("resource", "", LINK)]);
    "about" "/ws/about/" About NONE V1_0..V1_9 Documented "about" => at(["/about/"], &[], ABOUT);
    "error" - Error NONE V1_7..V1_9 Documented - => nothing(NO_OPERATION, &[same("error")]);
}

resources! { TAXONOMIES: Taxonomy;
    "taxonomy.2010_to_active" "/ws/taxonomy/2010_to_active" TaxonomyCrosswalk CODE V1_9..V1_9 Documented "taxonomy_crosswalk"
        => at(["/taxonomy/2010/active/{code}"], &[], TAXONOMY);
    "taxonomy.active_to_2010" "/ws/taxonomy/active_to_2010" TaxonomyCrosswalk CODE V1_9..V1_9 Inferred "taxonomy_crosswalk"
        => at(["/taxonomy/active/2010/{code}"], &[], TAXONOMY);
    "taxonomy.2010_to_2019" "/ws/taxonomy/2010_to_2019" TaxonomyCrosswalk CODE V1_9..V1_9 Inferred "taxonomy_crosswalk"
        => at(["/taxonomy/2010/2019/{code}"], &[], TAXONOMY);
    "taxonomy.2019_to_2010" "/ws/taxonomy/2019_to_2010" TaxonomyCrosswalk CODE V1_9..V1_9 Inferred "taxonomy_crosswalk"
        => at(["/taxonomy/2019/2010/{code}"], &[], TAXONOMY);
}

resources! { DATABASE: Database;
    "database" "/ws/database/" Database NONE V1_9..V1_9 Inferred "database_list"
        => at(["/database/"], &[], &[list("table", "", TABLE)]);
    "database.info" "/ws/database/info/{table_id}" Table NONE V1_9..V1_9 Documented "database_table_info"
        => at(["/database/info/{table_id}"], &[], TABLE_INFO);
    "database.rows" "/ws/database/rows/{table_id}" Rows ROWS V1_9..V1_9 Documented "database_rows"
        => at(["/database/rows/{table_id}"], ROWS_PAGE, &[texts("row?", "row")]);
}
