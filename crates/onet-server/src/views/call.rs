//! The call that a view answers, and the lookups that views share.

use std::cell::OnceCell;

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::elements::Element;
use onet_db::{Occupation, OccupationIndex, Release};
use onet_domain::OnetSocCode;

use crate::arguments::Arguments;
use crate::error::Error;
use crate::indices::Indices;
use crate::indices::careers::career_title;
use crate::indices::occupation_flags::{FlagList, OccupationFlags};
use crate::links::Links;
use crate::source::Source;

/// A call with checked arguments.
pub(crate) struct Call<'a> {
    pub(crate) source: &'a Source,
    pub(crate) operation: &'static Operation,
    pub(crate) arguments: &'a Arguments,
    pub(crate) links: &'a Links<'a>,
    /// The occupations with a bright outlook, where the release has the list: every answer that names occupations tags
    /// them.
    bright_outlook: Option<&'a OccupationFlags>,
    /// What a caller may want to know about the answer and its body has no place for.
    note: OnceCell<String>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        source: &'a Source,
        operation: &'static Operation,
        arguments: &'a Arguments,
        links: &'a Links<'a>,
    ) -> Result<Self, Error> {
        let bright_outlook = source.indices().bright_outlook(source.release())?;
        Ok(Self { source, operation, arguments, links, bright_outlook, note: OnceCell::new() })
    }

    pub(crate) fn release(&self) -> &'a Release {
        self.source.release()
    }

    pub(crate) fn indices(&self) -> &'a Indices {
        self.source.indices()
    }

    /// The release as the place of what it does not have, in messages.
    pub(crate) fn import_label(&self) -> String {
        self.release().import_label()
    }

    /// Sets the note of the answer, a sentence in a header. The first one stays.
    pub(crate) fn set_note(&self, note: String) {
        let _ = self.note.set(note);
    }

    /// The note of the answer, if the view set one.
    pub(crate) fn into_note(self) -> Option<String> {
        self.note.into_inner()
    }

    /// The name of the release.
    pub(crate) fn label(&self) -> String {
        self.source.label()
    }

    pub(crate) fn occupations(&self) -> Result<&'a OccupationIndex, Error> {
        Ok(self.release().occupations()?)
    }

    /// The element of the content model with this id.
    pub(crate) fn known_element(&self, id: &str) -> Result<Element, Error> {
        let found = self.release().element(id)?;
        found.ok_or_else(|| self.unknown(&format!("The element {id}")))
    }

    /// The error for a code or id that the release does not have. The call is wrong, unless the release is the sample,
    /// which has few occupations.
    pub(crate) fn unknown(&self, what: &str) -> Error {
        self.not_in_release(format!("{what} is not in {}.", self.import_label()))
    }

    /// The error for an occupation of the release that has no data of a kind, a noun in lower case. The sample has few
    /// data; another source may have these.
    pub(crate) fn no_data(&self, code: OnetSocCode, what: &str) -> Error {
        let message = format!("{code} has no {what} in {}.", self.import_label());
        match self.release().is_sample() {
            true => Error::NotInSource(message),
            false => Error::NoData(message),
        }
    }

    /// Like [`unknown`](Self::unknown), with another message.
    pub(crate) fn not_in_release(&self, message: String) -> Error {
        match self.release().is_sample() {
            true => Error::NotInSource(message),
            false => Error::Parameter(message),
        }
    }

    /// The tags of an occupation. The service sends a tag only when it is true.
    pub(crate) fn tags(&self, code: OnetSocCode) -> types::Tags {
        let is_bright = self.bright_outlook.is_some_and(|flags| flags.contains_key(&code));
        types::Tags { bright_outlook: is_bright.then_some(true) }
    }

    /// The reasons why the outlook of an occupation is bright; empty where it is not.
    pub(crate) fn outlook_of(&self, code: OnetSocCode) -> Vec<types::BrightOutlookCategoryRef> {
        let Some(flags) = self.bright_outlook.and_then(|flags| flags.get(&code)) else { return Vec::new() };
        let shown = FlagList::BrightOutlook.flags().iter().filter(|(code, _)| flags.contains(*code));
        shown
            .map(|(code, title)| types::BrightOutlookCategoryRef {
                code: (*code).to_owned(),
                title: (*title).to_owned(),
            })
            .collect()
    }

    /// The title of an occupation in the service that was called: My Next Move titles it as a career.
    pub(crate) fn title_of(&self, occupation: Occupation<'_>) -> String {
        match self.operation.tag {
            "mnm" | "veterans" => career_title(occupation.title),
            _ => occupation.title.to_owned(),
        }
    }

    /// An occupation, with a link to its report in the service that was called.
    pub(crate) fn occupation_ref(&self, occupation: Occupation<'_>) -> types::OccupationRef {
        let report = match self.operation.tag {
            "mnm" => &operations::MNM_CAREERS_OVERVIEW,
            "veterans" => &operations::VETERANS_CAREERS_OVERVIEW,
            _ => &operations::ONLINE_OCCUPATIONS_OVERVIEW,
        };
        types::OccupationRef {
            href: self.links.operation(report, occupation.code),
            code: occupation.code.to_string(),
            title: self.title_of(occupation),
            tags: self.tags(occupation.code),
        }
    }

    /// The link of an entry of a list: the path of the list, then the code.
    pub(crate) fn entry_address(&self, code: impl std::fmt::Display) -> String {
        format!("{}{code}", self.links.to(self.operation.path))
    }
}
