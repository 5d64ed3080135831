//! Tables that are computed from others when a release is imported.

use rusqlite::Connection;

use crate::catalogue::{self, View};
use crate::error::{Error, Result};
use crate::occupation_index;
use crate::sql::{self, quoted};

/// The work activities of each occupation, in the order in which the service lists them.
///
/// Columns: `onetsoc_code`, `position` (from 1), `dwa_id`. The order is by the highest importance
/// (scale IM) of a task that carries the activity, then by the number of such tasks, most first, and
/// then by title. Tasks without ratings come last, in the order of the release, as do all where the
/// release has no Task Ratings; what is then first carried by the same task goes by number and title too.
const OCCUPATION_ACTIVITY: &str = "derived_occupation_activity";

/// Creates the earlier tables that can be read from later ones at hand, as views, and returns their ids.
pub(crate) fn create_views(connection: &Connection, has_table: &dyn Fn(&str) -> bool) -> Result<Vec<String>> {
    let mut created: Vec<String> = Vec::new();
    for view in catalogue::views().iter().filter(|view| !view.made) {
        if has_table(&view.id) || created.contains(&view.id) || !view.rests_on_enough(has_table) {
            continue;
        }
        let fail = |error| Error::sqlite(&format!("read {} from later tables", view.id), error);
        // A table that is stored as text has its name, and a view without one of its tables would have half the rows.
        let is_stored = |id: &str| Ok(!sql::columns(connection, id)?.is_empty());
        let mut in_the_way = is_stored(&view.id).map_err(fail)?;
        for part in view.of.iter().filter(|part| !has_table(part)) {
            in_the_way |= is_stored(part).map_err(fail)?;
        }
        if in_the_way {
            continue;
        }
        let Some(rows) = rows_of(connection, view, has_table).map_err(fail)? else { continue };
        let sql = format!("CREATE VIEW {} AS {rows}", quoted(&view.id));
        connection.execute_batch(&sql).map_err(fail)?;
        created.push(view.id.clone());
    }
    Ok(created)
}

/// The query of a view; none where the first of its tables does not have the columns that it needs.
fn rows_of(
    connection: &Connection,
    view: &View,
    has_table: &dyn Fn(&str) -> bool,
) -> rusqlite::Result<Option<String>> {
    let mut parts = Vec::with_capacity(view.of.len());
    for part in view.of.iter().filter(|part| has_table(part)) {
        let stored = sql::columns(connection, part)?;
        if parts.is_empty() && !view.columns.iter().all(|column| stored.contains(column)) {
            return Ok(None);
        }
        parts.push(part_of(view, part, &stored));
    }
    Ok(Some(view.sql.clone().unwrap_or_else(|| parts.join(" UNION ALL "))))
}

/// The rows of a later table under the names of the earlier one.
fn part_of(view: &View, part: &str, stored: &[String]) -> String {
    let earlier = catalogue::table(&view.id).into_iter().flat_map(|table| &table.columns);
    let columns = earlier.filter(|column| column.is_kept()).map(|column| {
        let name = later_column(view, &column.sql);
        let source =
            if stored.iter().any(|stored| stored == name) { quoted(name) } else { "NULL".to_owned() };
        format!("{source} AS {}", quoted(&column.sql))
    });
    let columns: Vec<String> = std::iter::once("rowid AS rowid".to_owned()).chain(columns).collect();
    format!("SELECT {} FROM {}", columns.join(", "), quoted(part))
}

/// The name in the later tables of a column of the earlier one.
pub(crate) fn later_column<'v>(view: &'v View, earlier: &'v str) -> &'v str {
    view.renamed.get(earlier).map_or(earlier, String::as_str)
}

/// Creates what can be computed from the tables at hand, and returns the ids of the new tables.
pub(crate) fn create(connection: &Connection, has_table: &dyn Fn(&str) -> bool) -> Result<Vec<String>> {
    let mut derived = Vec::new();
    if has_table("tasks_to_dwas") && has_table("dwa_reference") {
        connection
            .execute_batch(&occupation_activity(has_table))
            .map_err(|error| Error::sqlite("put the activities of the occupations in order", error))?;
        derived.push(OCCUPATION_ACTIVITY.to_owned());
    }
    let links = derived.first().map(String::as_str);
    let tables = occupation_index::create(connection, has_table, links)
        .map_err(|error| Error::sqlite("number the occupations and their activities", error))?;
    derived.extend(tables);
    Ok(derived)
}

/// Without Task Statements a task stands where its first row in Tasks to DWAs does: several activities of one task
/// are then in one place, and go by title.
const FIRST_ROW_OF_TASK: &str = "(SELECT min(first.rowid) FROM tasks_to_dwas AS first
    WHERE first.onetsoc_code = link.onetsoc_code AND first.task_id = link.task_id)";

fn occupation_activity(has_table: &dyn Fn(&str) -> bool) -> String {
    let (task, task_order) = if has_table("task_statements") {
        (
            "LEFT JOIN task_statements AS task
                ON task.onetsoc_code = link.onetsoc_code AND task.task_id = link.task_id",
            "task.rowid",
        )
    } else {
        ("", FIRST_ROW_OF_TASK)
    };
    let (rating, importance) = if has_table("task_ratings") {
        (
            "LEFT JOIN task_ratings AS rating
                ON rating.onetsoc_code = link.onetsoc_code AND rating.task_id = link.task_id
                AND rating.scale_id = 'IM'",
            "max(rating.data_value)",
        )
    } else {
        ("", "NULL")
    };
    format!(
        "CREATE TABLE {OCCUPATION_ACTIVITY} (
            onetsoc_code TEXT NOT NULL,
            position INTEGER NOT NULL,
            dwa_id TEXT NOT NULL,
            PRIMARY KEY (onetsoc_code, position)
        ) WITHOUT ROWID;

        INSERT INTO {OCCUPATION_ACTIVITY} (onetsoc_code, position, dwa_id)
        WITH carried AS (
            SELECT link.onetsoc_code, link.dwa_id,
                min({task_order}) AS task_order, {importance} AS importance,
                count(DISTINCT link.task_id) AS tasks
            FROM tasks_to_dwas AS link
            {task}
            {rating}
            GROUP BY link.onetsoc_code, link.dwa_id
        )
        SELECT carried.onetsoc_code,
            row_number() OVER (
                PARTITION BY carried.onetsoc_code
                ORDER BY carried.importance IS NULL, carried.importance DESC,
                    CASE WHEN carried.importance IS NULL THEN carried.task_order END,
                    carried.tasks DESC,
                    activity.dwa_title COLLATE NOCASE, activity.dwa_title, carried.dwa_id
            ),
            carried.dwa_id
        FROM carried JOIN dwa_reference AS activity ON activity.dwa_id = carried.dwa_id;"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: &str = "
        CREATE TABLE dwa_reference (dwa_id TEXT, dwa_title TEXT);
        INSERT INTO dwa_reference VALUES ('d1', 'Bake.'), ('d2', 'abate.'), ('d3', 'Count.');
        CREATE TABLE task_statements (onetsoc_code TEXT, task_id INTEGER);
        INSERT INTO task_statements VALUES ('11-1011.00', 7), ('11-1011.00', 5), ('11-1011.00', 6);
        CREATE TABLE tasks_to_dwas (onetsoc_code TEXT, task_id INTEGER, dwa_id TEXT);
        INSERT INTO tasks_to_dwas VALUES ('11-1011.00', 5, 'd3'), ('11-1011.00', 6, 'd1'),
            ('11-1011.00', 7, 'd1'), ('11-1011.00', 7, 'd2');";

    const RATINGS: &str = "
        CREATE TABLE task_ratings
            (onetsoc_code TEXT, task_id INTEGER, scale_id TEXT, data_value REAL);
        INSERT INTO task_ratings VALUES ('11-1011.00', 5, 'IM', 4.5), ('11-1011.00', 6, 'IM', 2),
            ('11-1011.00', 6, 'RT', 99);";

    fn order(tables: &[&str], present: &[&str]) -> rusqlite::Result<Vec<String>> {
        let connection = Connection::open_in_memory()?;
        for sql in tables {
            connection.execute_batch(sql)?;
        }
        connection.execute_batch(&occupation_activity(&|id| present.contains(&id)))?;
        let mut query =
            connection.prepare(&format!("SELECT dwa_id FROM {OCCUPATION_ACTIVITY} ORDER BY position"))?;
        query.query_map([], |row| row.get(0))?.collect()
    }

    #[test]
    fn without_ratings_tasks_keep_their_order() -> rusqlite::Result<()> {
        // The first task carries d1 and d2, and one more task carries d1.
        assert_eq!(order(&[TABLES], &["task_statements"])?, ["d1", "d2", "d3"]);
        Ok(())
    }

    #[test]
    fn of_what_one_task_carries_titles_decide_last() -> rusqlite::Result<()> {
        let once = "DELETE FROM tasks_to_dwas WHERE task_id = 6;";
        assert_eq!(order(&[TABLES, once], &["task_statements"])?, ["d2", "d1", "d3"]);
        Ok(())
    }

    #[test]
    fn of_what_is_alike_in_importance_most_tasks_go_first() -> rusqlite::Result<()> {
        let alike = "UPDATE task_ratings SET data_value = 4 WHERE scale_id = 'IM';
            INSERT INTO task_ratings VALUES ('11-1011.00', 7, 'IM', 1);
            INSERT INTO tasks_to_dwas VALUES ('11-1011.00', 5, 'd2');";
        let ordered = order(&[TABLES, RATINGS, alike], &["task_statements", "task_ratings"])?;
        // d1 and d2 have two tasks each, d3 has one.
        assert_eq!(ordered, ["d2", "d1", "d3"]);
        Ok(())
    }

    #[test]
    fn without_statements_the_links_keep_their_order() -> rusqlite::Result<()> {
        assert_eq!(order(&[TABLES], &[])?, ["d3", "d1", "d2"]);
        Ok(())
    }

    #[test]
    fn importance_goes_first_and_the_unrated_last() -> rusqlite::Result<()> {
        let ordered = order(&[TABLES, RATINGS], &["task_statements", "task_ratings"])?;
        assert_eq!(ordered, ["d3", "d1", "d2"]);
        Ok(())
    }
}
