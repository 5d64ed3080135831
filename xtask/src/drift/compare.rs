//! Walks two contracts side by side and says what each difference does to a client.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    model::{Additional, BOUNDS, Contract, End, Operation, Parameter, Schema, Shape, necessity},
    pattern,
    report::{Aspect, Change, Class, Kind, Subject},
    shift::Shift,
};

/// Every change from `ours` to `theirs`.
pub(super) fn changes(ours: &Contract, theirs: &Contract) -> Vec<Change> {
    let mut walk = Walk::default();
    if ours.version != theirs.version {
        let place = Place { subject: Subject::Contract, operation: "", path: String::new() };
        let message = format!("version {} -> {}", ours.version, theirs.version);
        let values = (Some(ours.version.clone()), Some(theirs.version.clone()));
        walk.note(&place, Aspect::Version, Class::Cosmetic, values, message);
    }
    for (name, pair) in side_by_side(&ours.operations, &theirs.operations) {
        let place = Place { subject: Subject::Operation, operation: name, path: String::new() };
        let values = (None, None);
        match pair {
            Pair::Both(was, now) => walk.operation(name, was, now),
            Pair::Gone(_) => {
                walk.note(&place, Aspect::Removed, Class::Breaking, values, "no longer offered");
            }
            Pair::New(_) => walk.note(&place, Aspect::Added, Class::Additive, values, "new"),
        }
    }
    walk.changes
}

/// Where in the contract a comparison stands.
struct Place<'a> {
    subject: Subject,
    operation: &'a str,
    path: String,
}

impl Place<'_> {
    fn below(&self, step: &str) -> Self {
        Self { path: format!("{}{step}", self.path), ..*self }
    }
}

/// What was and what is now.
type Values = (Option<String>, Option<String>);

#[derive(Default)]
struct Walk {
    changes: Vec<Change>,
}

impl Walk {
    fn note(
        &mut self,
        place: &Place<'_>,
        aspect: Aspect,
        class: Class,
        (was, now): Values,
        message: impl Into<String>,
    ) {
        self.changes.push(Change {
            class,
            kind: Kind(place.subject, aspect),
            operation: place.operation.to_owned(),
            path: place.path.clone(),
            was,
            now,
            message: message.into(),
        });
    }

    fn shift(&mut self, place: &Place<'_>, aspect: Aspect, shift: Shift, values: Values) {
        self.note(place, aspect, shift.class(place.subject), values, shift.message());
    }

    fn operation(&mut self, operation: &str, ours: &Operation, theirs: &Operation) {
        for ((location, name), pair) in side_by_side(&ours.parameters, &theirs.parameters) {
            let path = format!("parameter {location} {name}");
            self.parameter(&Place { subject: Subject::Parameter, operation, path }, pair);
        }
        for (status, pair) in side_by_side(&ours.responses, &theirs.responses) {
            let path = format!("response {status}");
            self.response(&Place { subject: Subject::Response, operation, path }, status, pair);
        }
    }

    fn parameter(&mut self, place: &Place<'_>, pair: Pair<'_, Parameter>) {
        let (ours, theirs) = match pair {
            Pair::Both(ours, theirs) => (ours, theirs),
            Pair::Gone(was) => {
                let values = (Some(was.describe()), None);
                let message = "no longer taken";
                return self.note(place, Aspect::Removed, Class::Breaking, values, message);
            }
            Pair::New(now) => {
                let (class, message) = if now.required {
                    (Class::Breaking, "calls without it are refused")
                } else {
                    (Class::Additive, "new")
                };
                let values = (None, Some(now.describe()));
                return self.note(place, Aspect::Added, class, values, message);
            }
        };
        if ours.required != theirs.required {
            let shift = if theirs.required { Shift::Tightened } else { Shift::Loosened };
            let values = changed(necessity(ours.required), necessity(theirs.required));
            self.shift(place, Aspect::Required, shift, values);
        }
        let (was, now) = (style(ours), style(theirs));
        if was != now {
            let message = "lists are written in another way";
            self.note(place, Aspect::Style, Class::Breaking, changed(was, now), message);
        }
        self.schema(place, &ours.schema, &theirs.schema);
    }

    fn response(&mut self, place: &Place<'_>, status: &str, pair: Pair<'_, Option<Schema>>) {
        // Errors are read by their status; only a success is read for its body.
        let class = if status.starts_with('2') { Class::Breaking } else { Class::Cosmetic };
        match pair {
            Pair::Gone(_) if status == "422" => {
                let message = "no longer refuses parameters";
                self.note(place, Aspect::Removed, Class::Additive, (None, None), message);
            }
            Pair::Gone(_) => {
                self.note(place, Aspect::Removed, class, (None, None), "no longer answered");
            }
            Pair::New(_) => self.note(place, Aspect::Added, class, (None, None), "new status"),
            Pair::Both(Some(was), Some(now)) => self.schema(&place.below(" $"), was, now),
            Pair::Both(None, None) => {}
            Pair::Both(was, now) => {
                let values = (was.as_ref().map(Schema::describe), now.as_ref().map(Schema::describe));
                let message = "a JSON body on one side only";
                self.note(place, Aspect::Body, class, values, message);
            }
        }
    }

    fn schema(&mut self, place: &Place<'_>, ours: &Schema, theirs: &Schema) {
        if ours.kind() != theirs.kind() {
            let values = changed(ours.describe(), theirs.describe());
            return self.note(place, Aspect::Type, Class::Breaking, values, "type changed");
        }
        let (Schema::Shape(ours), Schema::Shape(theirs)) = (ours, theirs) else { return };
        if let Some(shift) = Shift::of(ours.format.as_ref(), theirs.format.as_ref()) {
            let values = (ours.format.clone(), theirs.format.clone());
            self.shift(place, Aspect::Format, shift, values);
        }
        if ours.default != theirs.default {
            let class = match place.subject {
                Subject::Parameter => Class::Additive,
                _ => Class::Cosmetic,
            };
            let values = (ours.default.clone(), theirs.default.clone());
            self.note(place, Aspect::Default, class, values, "default changed");
        }
        self.bounds(place, ours, theirs);
        self.pattern(place, ours, theirs);
        self.enumeration(place, ours, theirs);
        self.members(place, ours, theirs);
        self.additional(place, &ours.additional, &theirs.additional);
        self.parts(place, ours, theirs);
    }

    fn bounds(&mut self, place: &Place<'_>, ours: &Shape, theirs: &Shape) {
        for (keyword, end) in BOUNDS {
            let (was, now) = (ours.bounds.get(keyword), theirs.bounds.get(keyword));
            let Some(mut shift) = Shift::of(was, now) else { continue };
            if let (Some(was), Some(now)) = (was, now) {
                let inward = (now > was) == (end == End::Lower);
                shift = if inward { Shift::Tightened } else { Shift::Loosened };
            }
            let text = |bound: &f64| format!("{keyword} {bound}");
            self.shift(place, Aspect::Bounds, shift, (was.map(text), now.map(text)));
        }
    }

    fn pattern(&mut self, place: &Place<'_>, ours: &Shape, theirs: &Shape) {
        let (was, now) = (ours.pattern.as_ref(), theirs.pattern.as_ref());
        let Some(shift) = Shift::of(was, now) else { return };
        let values = (was.cloned(), now.cloned());
        let (Some(was), Some(now)) = (was, now) else {
            return self.shift(place, Aspect::Pattern, shift, values);
        };
        let (shift, message) = match pattern::refused(was, now) {
            Ok(None) => {
                let samples = pattern::SAMPLES;
                (Shift::Loosened, format!("loosened: {samples} values of the old are accepted"))
            }
            Ok(Some(example)) => {
                let shift = match pattern::refused(now, was) {
                    Ok(None) => Shift::Tightened,
                    _ => Shift::Moved,
                };
                (shift, format!("values accepted before are refused, such as {example}"))
            }
            Err(reason) => (Shift::Moved, format!("not known to accept the same: {reason:#}")),
        };
        let class = shift.class(place.subject);
        self.note(place, Aspect::Pattern, class, values, message);
    }

    fn enumeration(&mut self, place: &Place<'_>, ours: &Shape, theirs: &Shape) {
        let list =
            |values: &BTreeSet<String>| values.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let (Some(was), Some(now)) = (&ours.values, &theirs.values) else {
            if let Some(shift) = Shift::of(ours.values.as_ref(), theirs.values.as_ref()) {
                let values = (ours.values.as_ref().map(list), theirs.values.as_ref().map(list));
                self.shift(place, Aspect::Enum, shift, values);
            }
            return;
        };
        let gone: BTreeSet<String> = was.difference(now).cloned().collect();
        if !gone.is_empty() {
            let class = match place.subject {
                Subject::Parameter => Class::Breaking,
                _ => Class::Additive,
            };
            let values = (Some(list(&gone)), None);
            self.note(place, Aspect::Enum, class, values, "enum value removed");
        }
        let new: BTreeSet<String> = now.difference(was).cloned().collect();
        if !new.is_empty() {
            let values = (None, Some(list(&new)));
            self.note(place, Aspect::Enum, Class::Additive, values, "enum value added");
        }
    }

    fn members(&mut self, place: &Place<'_>, ours: &Shape, theirs: &Shape) {
        let sent = place.subject == Subject::Parameter;
        for (name, pair) in side_by_side(&ours.members, &theirs.members) {
            let place = place.below(&format!(".{name}"));
            match pair {
                Pair::Both(was, now) => {
                    if was.required != now.required {
                        // A caller must be asked for no more and told no less.
                        let (class, message) = match (sent, now.required) {
                            (true, true) => (Class::Breaking, "must be given"),
                            (true, false) => (Class::Additive, "may be left out"),
                            (false, true) => (Class::Additive, "always there"),
                            (false, false) => (Class::Breaking, "may be missing"),
                        };
                        let values = changed(necessity(was.required), necessity(now.required));
                        self.note(&place, Aspect::MemberRequired, class, values, message);
                    }
                    self.schema(&place, &was.schema, &now.schema);
                }
                Pair::Gone(was) => {
                    let message = if sent { "no longer taken" } else { "callers may read it" };
                    let values = (Some(was.describe()), None);
                    self.note(&place, Aspect::MemberRemoved, Class::Breaking, values, message);
                }
                Pair::New(now) => {
                    let (class, message) = if sent && now.required {
                        (Class::Breaking, "must be given")
                    } else {
                        (Class::Additive, "new")
                    };
                    let values = (None, Some(now.describe()));
                    self.note(&place, Aspect::MemberAdded, class, values, message);
                }
            }
        }
    }

    fn additional(&mut self, place: &Place<'_>, ours: &Additional, theirs: &Additional) {
        let shift = match (ours, theirs) {
            (Additional::Open, Additional::Open) | (Additional::Closed, Additional::Closed) => {
                return;
            }
            (Additional::Typed(was), Additional::Typed(now)) => {
                return self.schema(&place.below(".*"), was, now);
            }
            (Additional::Closed, _) | (_, Additional::Open) => Shift::Loosened,
            (_, Additional::Closed) | (Additional::Open, _) => Shift::Tightened,
        };
        let values = changed(openness(ours), openness(theirs));
        self.shift(place, Aspect::Openness, shift, values);
    }

    /// Items, branches, and the keywords that mean nothing to this comparison.
    fn parts(&mut self, place: &Place<'_>, ours: &Shape, theirs: &Shape) {
        match (&ours.items, &theirs.items) {
            (None, None) => {}
            (Some(was), Some(now)) => self.schema(&place.below("[]"), was, now),
            (was, now) => {
                let shift = if now.is_some() { Shift::Tightened } else { Shift::Loosened };
                let text = |items: &Schema| format!("items {}", items.describe());
                let values = (was.as_ref().map(text), now.as_ref().map(text));
                self.shift(place, Aspect::Keyword, shift, values);
            }
        }
        for (keyword, pair) in side_by_side(&ours.branches, &theirs.branches) {
            let text = |branches: &Vec<Schema>| Some(format!("{keyword} of {}", branches.len()));
            let values = match pair {
                Pair::Both(was, now) if was.len() == now.len() => {
                    for (index, (was, now)) in was.iter().zip(now).enumerate() {
                        self.schema(&place.below(&format!("({keyword} {index})")), was, now);
                    }
                    continue;
                }
                Pair::Both(was, now) => (text(was), text(now)),
                Pair::Gone(was) => (text(was), None),
                Pair::New(now) => (None, text(now)),
            };
            self.shift(place, Aspect::Keyword, Shift::Moved, values);
        }
        for (keyword, pair) in side_by_side(&ours.other, &theirs.other) {
            let values = match pair {
                Pair::Both(was, now) if was == now => continue,
                Pair::Both(was, now) => changed(format!("{keyword} {was}"), format!("{keyword} {now}")),
                Pair::Gone(was) => (Some(format!("{keyword} {was}")), None),
                Pair::New(now) => (None, Some(format!("{keyword} {now}"))),
            };
            if keyword == "deprecated" {
                let class = Class::Cosmetic;
                self.note(place, Aspect::Keyword, class, values, "works for the time being");
            } else {
                self.shift(place, Aspect::Keyword, Shift::Moved, values);
            }
        }
    }
}

fn changed(was: impl Into<String>, now: impl Into<String>) -> Values {
    (Some(was.into()), Some(now.into()))
}

fn style(parameter: &Parameter) -> String {
    let explode = if parameter.explode { "explode" } else { "no explode" };
    format!("{}, {explode}", parameter.style)
}

fn openness(additional: &Additional) -> String {
    match additional {
        Additional::Open => "open".to_owned(),
        Additional::Closed => "closed".to_owned(),
        Additional::Typed(schema) => format!("open to {}", schema.describe()),
    }
}

/// What two contracts have under one key.
enum Pair<'a, V> {
    Both(&'a V, &'a V),
    Gone(&'a V),
    New(&'a V),
}

/// The entries of two maps, in order of their keys.
fn side_by_side<'a, K: Ord, V>(
    ours: &'a BTreeMap<K, V>,
    theirs: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = (&'a K, Pair<'a, V>)> {
    let keys: BTreeSet<&'a K> = ours.keys().chain(theirs.keys()).collect();
    keys.into_iter().filter_map(move |key| {
        let pair = match (ours.get(key), theirs.get(key)) {
            (Some(was), Some(now)) => Pair::Both(was, now),
            (Some(was), None) => Pair::Gone(was),
            (None, Some(now)) => Pair::New(now),
            (None, None) => return None,
        };
        Some((key, pair))
    })
}
