//! A filter as SQL.

use onet_domain::{ColumnKind, Filter, FilterError, Operator};
use rusqlite::types::Value;

use crate::sql::quoted;
use crate::table_schema::{ColumnSource, Lookup, ViewColumn};

/// The condition, in a question that calls the table `t`. Its value, if it has one, joins the
/// parameters: nothing of what a caller wrote becomes SQL.
pub(super) fn sql(
    column: &ViewColumn,
    filter: &Filter,
    values: &mut Vec<Value>,
) -> Result<String, FilterError> {
    check(column, filter)?;
    if let Some(value) = filter.operator.value() {
        values.push(bound(column.kind, value.as_str()));
    }
    let parameter = format!("?{}", values.len());
    let not = if filter.negated { "NOT " } else { "" };
    // Where there is no value, SQL takes neither a comparison nor its negation to be met.
    Ok(match column.source {
        ColumnSource::Store | ColumnSource::Renamed(_) => {
            format!("{not}({})", comparison(&column.sql(), &filter.operator, &parameter))
        }
        ColumnSource::LookedUp(Lookup { by, .. }) if filter.operator == Operator::Na => {
            format!("{not}(t.{} IS NULL)", quoted(by))
        }
        // To look for the name is quicker among the few that there are than in each row.
        ColumnSource::LookedUp(Lookup { by, table, key, name }) => format!(
            "t.{} IN (SELECT n.{} FROM {} AS n WHERE {not}({}))",
            quoted(by),
            quoted(key),
            quoted(table),
            comparison(&format!("n.{}", quoted(name)), &filter.operator, &parameter)
        ),
    })
}

/// The condition in the names of the view, with its value as a literal.
pub(super) fn written(column: &ViewColumn, filter: &Filter) -> String {
    let value = filter.operator.value().map(|value| literal(column.kind, &filter.operator, value.as_str()));
    let compared = comparison(column.id.as_str(), &filter.operator, &value.unwrap_or_default());
    if filter.negated { format!("NOT ({compared})") } else { compared }
}

fn literal(kind: ColumnKind, operator: &Operator, text: &str) -> String {
    match (bound(kind, text), operator) {
        (Value::Real(number), _) => number.to_string(),
        // Equality ignores the case by a collation.
        (_, Operator::Eq(_)) => format!("'{}'", text.replace('\'', "''")),
        (_, _) => format!("'{}'", text.to_ascii_lowercase().replace('\'', "''")),
    }
}

/// Equality goes with every column, but its value must be one that the column can hold, as with the
/// operators that are for numbers or days alone.
fn check(column: &ViewColumn, filter: &Filter) -> Result<(), FilterError> {
    let operator = match (&filter.operator, column.kind) {
        (Operator::Eq(value), ColumnKind::Number) => Operator::Lte(value.clone()),
        (Operator::Eq(value), ColumnKind::Date) => Operator::OnBefore(value.clone()),
        (operator, _) => operator.clone(),
    };
    Filter { operator, ..filter.clone() }.check(column.kind)
}

/// The value of a parameter. Texts are compared in lower case.
fn bound(kind: ColumnKind, text: &str) -> Value {
    match (kind, text.parse()) {
        (ColumnKind::Number, Ok(number)) => Value::Real(number),
        _ => Value::Text(text.to_ascii_lowercase()),
    }
}

fn comparison(value: &str, operator: &Operator, parameter: &str) -> String {
    match operator {
        Operator::Na => format!("{value} IS NULL"),
        // Codes are looked up by an index, which knows nothing of collations.
        Operator::Eq(text) if has_letters(text.as_str()) => format!("{value} = {parameter} COLLATE NOCASE"),
        Operator::Eq(_) => format!("{value} = {parameter}"),
        Operator::Contains(_) => format!("instr(lower({value}), {parameter}) > 0"),
        Operator::StartsWith(_) => format!("instr(lower({value}), {parameter}) = 1"),
        Operator::EndsWith(_) => format!("substr(lower({value}), -length({parameter})) = {parameter}"),
        Operator::Lt(_) | Operator::Before(_) => format!("{value} < {parameter}"),
        Operator::Lte(_) | Operator::OnBefore(_) => format!("{value} <= {parameter}"),
        Operator::Gt(_) | Operator::After(_) => format!("{value} > {parameter}"),
        Operator::Gte(_) | Operator::OnAfter(_) => format!("{value} >= {parameter}"),
    }
}

fn has_letters(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphabetic())
}
