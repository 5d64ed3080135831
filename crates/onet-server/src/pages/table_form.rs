//! The form of a table: conditions and an order, as fields or in an address.

use maud::{Markup, html};
use onet_api::types;
use onet_domain::{ColumnKind, Filter, FilterError, Sort};
use onet_pages::html::text;

use super::problem::Problems;
use super::table_columns::Columns;
use super::visit::Visit;

/// Conditions that a form has room for, where the address has fewer.
const CONDITIONS: usize = 3;
/// Conditions of an address, at most.
const MOST: usize = 32;
const DESCENDING: &str = ".descending";

/// An operator, its name, and the columns that it is for; none for all of them.
const OPERATORS: [(&str, &str, Option<ColumnKind>); 16] = [
    ("eq", "is", None),
    ("neq", "is not", None),
    ("na", "is empty", None),
    ("nna", "is not empty", None),
    ("contains", "contains", Some(ColumnKind::Text)),
    ("ncontains", "does not contain", Some(ColumnKind::Text)),
    ("startswith", "begins with", Some(ColumnKind::Text)),
    ("endswith", "ends with", Some(ColumnKind::Text)),
    ("gt", "is more than", Some(ColumnKind::Number)),
    ("gte", "is at least", Some(ColumnKind::Number)),
    ("lt", "is less than", Some(ColumnKind::Number)),
    ("lte", "is at most", Some(ColumnKind::Number)),
    ("before", "is before", Some(ColumnKind::Date)),
    ("onbefore", "is on or before", Some(ColumnKind::Date)),
    ("after", "is after", Some(ColumnKind::Date)),
    ("onafter", "is on or after", Some(ColumnKind::Date)),
];

/// Groups of operators: of all columns, and of one kind.
const GROUPS: [(&str, Option<ColumnKind>); 4] = [
    ("All columns", None),
    ("Texts", Some(ColumnKind::Text)),
    ("Numbers", Some(ColumnKind::Number)),
    ("Days", Some(ColumnKind::Date)),
];

/// A condition as it was typed, or as it stands in an address.
#[derive(Debug, Default)]
struct Condition {
    column: String,
    operator: String,
    value: String,
}

impl Condition {
    fn of_filter(filter: &str) -> Self {
        let (column, rest) = filter.split_once('.').unwrap_or((filter, ""));
        let (operator, value) = rest.split_once('.').unwrap_or((rest, ""));
        Self { column: column.to_owned(), operator: operator.to_owned(), value: value.to_owned() }
    }

    fn filter(&self) -> String {
        let Self { column, operator, value } = self;
        match operator.as_str() {
            "na" | "nna" => format!("{column}.{operator}"),
            _ => format!("{column}.{operator}.{value}"),
        }
    }
}

/// The rows that a visitor wants, and their order.
#[derive(Debug)]
pub(super) struct Conditions {
    conditions: Vec<Condition>,
    pub(super) sorts: Vec<String>,
    /// Whether they came as the fields of the form, for which there is a shorter address.
    pub(super) is_typed: bool,
}

impl Conditions {
    pub(super) fn read(visit: &Visit) -> Self {
        let whole = visit.all("filter").filter(|filter| !filter.is_empty()).map(Condition::of_filter);
        let typed = (1..=MOST).filter_map(|at| {
            let field = |name: &str| visit.field(&format!("{name}{at}")).to_owned();
            let typed =
                Condition { column: field("column"), operator: field("operator"), value: field("value") };
            // An operator is always chosen.
            (!typed.column.is_empty() || !typed.value.is_empty()).then_some(typed)
        });
        let order = if visit.field("order") == "descending" { DESCENDING } else { "" };
        let by = Some(visit.field("by")).filter(|by| !by.is_empty()).map(|by| format!("{by}{order}"));
        // The order that is chosen goes before those that the address has.
        let mut sorts: Vec<String> = Vec::new();
        for sort in by.into_iter().chain(visit.all("sort").filter(|sort| !sort.is_empty()).map(str::to_owned))
        {
            if sorts.iter().all(|known| column_of(known) != column_of(&sort)) {
                sorts.push(sort);
            }
        }
        let is_typed =
            ["column", "operator", "value", "by", "order"].iter().any(|name| visit.has_field(name));
        Self { conditions: whole.chain(typed).collect(), sorts, is_typed }
    }

    pub(super) fn filters(&self) -> Vec<String> {
        self.conditions.iter().map(Condition::filter).collect()
    }

    /// The columns that decide which rows are shown, and their order.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let filtered = self.conditions.iter().map(|condition| condition.column.as_str());
        filtered.chain(self.sorts.iter().map(|sort| column_of(sort)))
    }

    /// Checks them against the columns of the table.
    pub(super) fn check(&self, info: &types::DatabaseTableInfo) -> Result<(), Problems> {
        let mut problems = Problems::default();
        for (condition, at) in self.conditions.iter().zip(1..) {
            if let Err((field, message)) = fault(condition, info) {
                problems.add(format!("{field}{at}"), message);
            }
        }
        for sort in &self.sorts {
            let is_known = info.column.iter().any(|column| column.column_id == column_of(sort));
            if !is_known || sort.parse::<Sort>().is_err() {
                problems.add("by", format!("The table has no column “{}” to sort by.", column_of(sort)));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The order in words; none for that of the table.
    pub(super) fn order(&self, info: &types::DatabaseTableInfo) -> Option<String> {
        let title = |sort: &String| {
            let id = column_of(sort);
            let known = info.column.iter().find(|column| column.column_id == id);
            let title = known.map_or(id, |column| column.title.as_str());
            if sort.ends_with(DESCENDING) { format!("{title}, descending") } else { title.to_owned() }
        };
        let sorts: Vec<String> = self.sorts.iter().map(title).collect();
        (!sorts.is_empty()).then(|| sorts.join(", then "))
    }

    /// The direction of a column that decides the order, as `aria-sort` has it, and the order that its heading leads to.
    pub(super) fn direction(&self, column: &str) -> (Option<&'static str>, String) {
        match self.sorts.first().filter(|sort| column_of(sort) == column) {
            Some(sort) if sort.ends_with(DESCENDING) => (Some("descending"), column.to_owned()),
            Some(_) => (Some("ascending"), format!("{column}{DESCENDING}")),
            None => (None, column.to_owned()),
        }
    }

    /// The form.
    pub(super) fn form(
        &self,
        address: &str,
        info: &types::DatabaseTableInfo,
        columns: &Columns,
        problems: &Problems,
    ) -> Markup {
        let room = CONDITIONS.max(self.conditions.len() + 1).min(MOST);
        let empty = Condition::default();
        let first = self.sorts.first().map(String::as_str).unwrap_or_default();
        html! {
            form.conditions action=(address) {
                fieldset {
                    legend { "Rows where" }
                    @for at in 1..=room {
                        @let is_spare = at > self.conditions.len() + 1;
                        div class=[is_spare.then_some("spare")] {
                            (fields(at, self.conditions.get(at - 1).unwrap_or(&empty), info, problems))
                        }
                    }
                }
                fieldset {
                    legend { "Sorted by" }
                    (problems.message("by"))
                    div.condition {
                        select id="by" name="by" aria-label="Sorted by" aria-describedby=[problems.described("by", None)]
                            aria-invalid=[problems.invalid("by")] {
                            option value="" { "order of the table" }
                            @for known in &info.column {
                                option value=(known.column_id) selected[known.column_id == column_of(first)] { (text(&known.title)) }
                            }
                        }
                        select name="order" aria-label="Direction" {
                            option value="" { "ascending" }
                            option value="descending" selected[first.ends_with(DESCENDING)] { "descending" }
                        }
                    }
                    @for sort in self.sorts.iter().skip(1) { input type="hidden" name="sort" value=(sort); }
                }
                (columns.form(info, problems))
                button type="submit" { "Apply" }
            }
        }
    }
}

/// The fields of a condition. A script shows the operators of the column's kind alone.
fn fields(at: usize, condition: &Condition, info: &types::DatabaseTableInfo, problems: &Problems) -> Markup {
    let Condition { column, operator, value } = condition;
    let id = |name: &str| format!("{name}{at}");
    let described = |name: &str| problems.described(&id(name), None);
    let is_unknown = |known: &[&str], given: &str| !given.is_empty() && !known.contains(&given);
    let columns: Vec<&str> = info.column.iter().map(|known| known.column_id.as_str()).collect();
    let operators = OPERATORS.map(|(name, ..)| name);
    html! {
        @for name in ["column", "operator", "value"] { (problems.message(&id(name))) }
        div.condition {
            select id=(id("column")) name=(id("column")) aria-label=(format!("Column {at}"))
                aria-describedby=[described("column")] aria-invalid=[problems.invalid(&id("column"))] {
                option value="" { "any column" }
                @for known in &info.column {
                    option value=(known.column_id) selected[known.column_id == *column] data-kind=(kind_name(kind_of(known))) { (text(&known.title)) }
                }
                @if is_unknown(&columns, column) { option value=(column) selected { (text(column)) } }
            }
            select id=(id("operator")) name=(id("operator")) aria-label=(format!("Operator {at}"))
                aria-describedby=[described("operator")] aria-invalid=[problems.invalid(&id("operator"))] {
                @for (group, kind) in GROUPS {
                    optgroup label=(group) data-kind=(kind_name(kind)) {
                        @for (name, label, _) in OPERATORS.iter().filter(|(_, _, known)| *known == kind) {
                            option value=(name) selected[name == operator] { (label) }
                        }
                    }
                }
                @if is_unknown(&operators, operator) { option value=(operator) selected { (text(operator)) } }
            }
            input id=(id("value")) name=(id("value")) value=(value) aria-label=(format!("Value {at}")) maxlength="200"
                aria-describedby=[described("value")] aria-invalid=[problems.invalid(&id("value"))];
        }
    }
}

/// The field that is at fault, without its number, and why.
fn fault(condition: &Condition, info: &types::DatabaseTableInfo) -> Result<(), (&'static str, String)> {
    let Condition { column, operator, value } = condition;
    if column.is_empty() {
        return Err(("column", format!("Choose the column that has “{value}”.")));
    }
    let Some(known) = info.column.iter().find(|known| known.column_id == *column) else {
        return Err(("column", format!("The table has no column “{column}”.")));
    };
    let title = &known.title;
    if value.is_empty() && !["na", "nna"].contains(&operator.as_str()) {
        return Err(("value", format!("Type a value for {title}.")));
    }
    let Ok(filter) = condition.filter().parse::<Filter>() else {
        return Err(("operator", format!("There is no operator “{operator}”.")));
    };
    let Some(kind) = kind_of(known) else { return Ok(()) };
    let value_fault = || {
        let example =
            if kind == ColumnKind::Date { "a day such as 2024-08-01" } else { "a number such as 4.25" };
        ("value", format!("{title} is compared with {example}, not with “{value}”."))
    };
    // Equality goes with all columns, but the value must be one that the column can hold.
    let is_value = match (kind, operator.as_str()) {
        (ColumnKind::Number, "eq" | "neq") => check_as(condition, "lte", kind),
        (ColumnKind::Date, "eq" | "neq") => check_as(condition, "onbefore", kind),
        _ => true,
    };
    match filter.check(kind) {
        Ok(()) if is_value => Ok(()),
        Ok(()) | Err(FilterError::Value { .. }) => Err(value_fault()),
        Err(_) => {
            let label =
                OPERATORS.iter().find(|(name, ..)| name == operator).map_or(operator.as_str(), |row| row.1);
            Err(("operator", format!("“{label}” does not go with {title}, a column of {kind}s.")))
        }
    }
}

/// Whether the value fits another operator.
fn check_as(condition: &Condition, operator: &str, kind: ColumnKind) -> bool {
    let filter = format!("{}.{operator}.{}", condition.column, condition.value).parse::<Filter>();
    filter.is_ok_and(|filter| filter.check(kind).is_ok())
}

fn column_of(sort: &str) -> &str {
    sort.strip_suffix(DESCENDING).unwrap_or(sort)
}

pub(super) fn kind_of(column: &types::DatabaseColumn) -> Option<ColumnKind> {
    ColumnKind::of_format(&column.format)
}

fn kind_name(kind: Option<ColumnKind>) -> &'static str {
    kind.map_or("", ColumnKind::as_str)
}
