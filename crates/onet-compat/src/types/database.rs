//! The database services of 1.9.
//!
//! Documents of them are known as JSON only. What is an attribute in XML follows from the order of the
//! members.

use super::shared::Link;
use crate::describe::shapes;
use crate::scalar::Row;

shapes! {
    TableList, "The tables of the database: `<database>`." { table: child Vec<Table>, "The tables." }
    Table, "A table of the database." {
        info: attribute String, "The address of its columns.";
        rows: attribute String, "The address of its rows.";
        table_id: attribute String, "Its id, such as `knowledge`.";
        title: child String, "Its title.";
        description: child String, "What it holds.";
    }
    TableInfo, "The columns of a table: `<table>`." {
        rows: attribute String, "The address of its rows.";
        table_id: attribute String, "Its id.";
        title: child String, "Its title.";
        description: child String, "What it holds.";
        column: child Vec<Column>, "The columns.";
    }
    Column, "A column of a table." {
        column_id: attribute String, "Its id, such as `onetsoc_code`.";
        optional: attribute bool, "Whether it can be empty.";
        title: child String, "Its title.";
        description: child String, "What it holds.";
        r#type as "type": child String, "`Text`, `Number` or `Date`.";
        format: child String, "Its type in the database, such as `Character(10)`.";
    }
    Rows, "A page of the rows of a table: `<rows>`." {
        info: attribute String, "The address of its columns.";
        start: attribute u64, "Place of the first row of this page, from 1.";
        end: attribute u64, "Place of the last row.";
        total: attribute u64, "Number of rows.";
        link: child Vec<Link>, "Links to the pages before and after.";
        table_id: child String, "The table.";
        row: child Vec<Row>, "The rows.";
    }
}
