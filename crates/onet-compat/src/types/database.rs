//! The database services of 1.9.
//!
//! Documents of them are known as JSON only. What is an attribute in XML follows from the order of the
//! members.

use super::shared::Link;
use crate::describe::shapes;
use crate::scalar::Row;

shapes! {
    /// The tables of the database: `<database>`.
    TableList {
        /// The tables.
        table: child Vec<Table>,
    }

    /// A table of the database.
    Table {
        /// The address of its columns.
        info: attribute String,
        /// The address of its rows.
        rows: attribute String,
        /// Its id, such as `knowledge`.
        table_id: attribute String,
        /// Its title.
        title: child String,
        /// What it holds.
        description: child String,
    }

    /// The columns of a table: `<table>`.
    TableInfo {
        /// The address of its rows.
        rows: attribute String,
        /// Its id.
        table_id: attribute String,
        /// Its title.
        title: child String,
        /// What it holds.
        description: child String,
        /// The columns.
        column: child Vec<Column>,
    }

    /// A column of a table.
    Column {
        /// Its id, such as `onetsoc_code`.
        column_id: attribute String,
        /// Whether it can be empty.
        optional: attribute bool,
        /// Its title.
        title: child String,
        /// What it holds.
        description: child String,
        /// `Text`, `Number` or `Date`.
        r#type as "type": child String,
        /// Its type in the database, such as `Character(10)`.
        format: child String,
    }

    /// A page of the rows of a table: `<rows>`.
    Rows {
        /// The address of its columns.
        info: attribute String,
        /// Place of the first row of this page, from 1.
        start: attribute u64,
        /// Place of the last row.
        end: attribute u64,
        /// Number of rows.
        total: attribute u64,
        /// Links to the pages before and after.
        link: child Vec<Link>,
        /// The table.
        table_id: child String,
        /// The rows.
        row: child Vec<Row>,
    }
}
