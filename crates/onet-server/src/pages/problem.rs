//! What is wrong with the fields of a form: a summary above the form, and a message at each field.
//!
//! This is the pattern of the GOV.UK design system: the summary has the focus and leads to the fields, and what was typed
//! stays in them.

use maud::{Markup, html};
use onet_pages::html::text;

/// A field that does not fit, by its id; the id is empty where no field of the form is at fault.
#[derive(Debug)]
struct Problem {
    field: String,
    message: String,
}

/// The fields of a form that do not fit; none for a form that nobody has sent.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<Problem>);

impl Problems {
    /// A form without a problem.
    pub(super) const NONE: &'static Self = &Self(Vec::new());

    pub(super) fn of(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut problems = Self::default();
        problems.add(field, message);
        problems
    }

    pub(super) fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(Problem { field: field.into(), message: message.into() });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts the problems that belong to no field yet at a field.
    pub(super) fn at(mut self, field: &str) -> Self {
        for problem in self.0.iter_mut().filter(|problem| problem.field.is_empty()) {
            field.clone_into(&mut problem.field);
        }
        self
    }

    /// The summary, for above a form. It leads to the fields that the form has.
    pub(super) fn summary(&self, form: &Markup) -> Markup {
        let has = |field: &str| !field.is_empty() && form.0.contains(&format!(" id=\"{field}\""));
        html! {
            @if !self.0.is_empty() {
                div.errors role="alert" tabindex="-1" autofocus aria-labelledby="errors" {
                    h2 id="errors" { "There is a problem" }
                    ul {
                        @for Problem { field, message } in &self.0 {
                            li { @if has(field) { a href=(format!("#{field}")) { (text(message)) } } @else { (text(message)) } }
                        }
                    }
                }
            }
        }
    }

    /// The messages, for between the label of a field and the field.
    pub(super) fn message(&self, id: &str) -> Markup {
        let mut messages = self.messages(id).peekable();
        html! {
            @if messages.peek().is_some() {
                p.error id=(format!("{id}-error")) { span.hidden { "Error: " } @for message in messages { (text(message)) " " } }
            }
        }
    }

    /// The attribute `aria-describedby` of a field: its message, and the hint of that id.
    pub(super) fn described(&self, id: &str, hint: Option<&str>) -> Option<String> {
        let error = self.messages(id).next().map(|_| format!("{id}-error"));
        let ids: Vec<String> = hint.map(str::to_owned).into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The attribute `aria-invalid` of a field.
    pub(super) fn invalid(&self, id: &str) -> Option<&'static str> {
        self.messages(id).next().map(|_| "true")
    }

    /// The messages alone, for a page without a form.
    pub(super) fn text(&self) -> String {
        let messages: Vec<&str> = self.0.iter().map(|problem| problem.message.as_str()).collect();
        messages.join(" ")
    }

    fn messages<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |problem| problem.field == id).map(|problem| problem.message.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_leads_to_the_fields_that_the_form_has() {
        let mut problems = Problems::of("zone", "There is no zone <9>.");
        problems.add("elsewhere", "Something else.");
        let form = html! { (problems.message("zone")) input id="zone" aria-describedby=[problems.described("zone", Some("zone-hint"))]; };
        let summary = problems.summary(&form).into_string();
        assert!(summary.contains("<a href=\"#zone\">There is no zone &lt;9&gt;.</a>"), "{summary}");
        assert!(summary.contains("<li>Something else.</li>"), "{summary}");
        let form = form.into_string();
        assert!(
            form.contains("id=\"zone-error\"") && form.contains("aria-describedby=\"zone-hint zone-error\"")
        );
        assert_eq!(problems.invalid("other"), None);
        assert!(Problems::NONE.summary(&html! {}).into_string().is_empty());
    }

    #[test]
    fn a_problem_of_no_field_is_put_at_one() {
        let problems = Problems::of("", "Nothing found.").at("add").at("codes");
        assert_eq!(problems.invalid("add"), Some("true"));
        assert_eq!(problems.invalid("codes"), None);
    }
}
