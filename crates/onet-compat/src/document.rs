//! All documents under one type.

use std::fmt;

use serde_json::Value;

use crate::describe::Part;
use crate::detect::{Format, error_document, first_mark, found_kind, has_mark, other_form, other_root};
use crate::error::{ReadError, ReadErrorKind};
use crate::read::{ReadLimits, Start, XmlReader};
use crate::shape::Shape;
use crate::types::{
    About, AdditionalInformation, BrightOutlookCategories, Career, CareerClusterList, CareerEducation,
    CareerList, CareerReport, CareerTechnology, CheckOutMyState, ContextElements, Crosswalk,
    DetailedWorkActivities, DetailsReport, DetailsTasks, Education, ElementGroups, Elements, ErrorDocument,
    ExploreMore, HotTechnologies, IndustryList, JobFamilyList, JobOutlook, JobPreparation, JobZone,
    JobZoneList, Occupation, OccupationList, Personality, ProfilerJobZones, ProfilerQuestions,
    ProfilerResults, RelatedOccupations, ResourceList, Rows, StemTypeList, SummaryReport, SummaryTasks,
    TableInfo, TableList, TaxonomyCrosswalk, Technology, ToolsTechnology, WhereDoTheyWork,
    WorkActivitiesOutline,
};
use crate::write::XmlWriter;

/// Kinds of documents from a table: name, type, root element, and what tells it from others with that root.
macro_rules! documents {
    ($(
        $(#[$meta:meta])*
        $kind:ident: $type:ident = $root:literal $(told by [$($mark:literal),+])?;
    )*) => {
        /// A kind of document. Many resources answer with the same kind; a kind has one root element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $( $(#[$meta])* $kind, )*
            /// What documents of the resource look like is not known.
            Undocumented,
        }

        impl Kind {
            /// All kinds that can be read and written.
            pub const ALL: &'static [Self] = &[$( Self::$kind ),*];

            /// The name of the root element in XML; JSON does not have it.
            #[must_use]
            pub const fn root(self) -> &'static str {
                match self {
                    $( Self::$kind => $root, )*
                    Self::Undocumented => "",
                }
            }

            /// What such a document is made of.
            #[must_use]
            pub const fn shape(self) -> Option<&'static Shape> {
                match self {
                    $( Self::$kind => Some($type::SHAPE), )*
                    Self::Undocumented => None,
                }
            }

            /// Attributes (`@start`) and elements (`job_zone/code`) below the root that only this one of the
            /// kinds with its root has.
            pub(crate) const fn marks(self) -> &'static [&'static str] {
                match self {
                    $( Self::$kind => &[$($($mark),+)?], )*
                    Self::Undocumented => &[],
                }
            }

            fn read(self, xml: &mut XmlReader<'_>, start: &Start<'_>) -> Result<Document, ReadError> {
                match self {
                    $( Self::$kind => <$type as Part>::read(xml, start)
                        .map(|document| Document::$kind(Box::new(document))), )*
                    Self::Undocumented => Err(undocumented()),
                }
            }

            fn of_value(self, value: Value) -> Result<Document, ReadError> {
                match self {
                    $( Self::$kind => serde_path_to_error::deserialize(value)
                        .map(|document| Document::$kind(Box::new(document)))
                        .map_err(shape_error), )*
                    Self::Undocumented => Err(undocumented()),
                }
            }
        }

        /// A document of the service, of any kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Document {
            $( $(#[$meta])* $kind(Box<$type>), )*
        }

        impl Document {
            /// Which kind of document it is.
            #[must_use]
            pub fn kind(&self) -> Kind {
                match self {
                    $( Self::$kind(_) => Kind::$kind, )*
                }
            }

            fn write_to(&self, xml: &mut XmlWriter) {
                match self {
                    $( Self::$kind(document) => document.write($root, xml), )*
                }
            }
        }

        impl serde::Serialize for Document {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$kind(document) => serde::Serialize::serialize(document, serializer), )*
                }
            }
        }
    };
}

documents! {
    /// A list of services or sections.
    Resources: ResourceList = "resources";
    /// What the service says about itself.
    About: About = "about";
    /// Why a request was refused.
    Error: ErrorDocument = "error";

    /// A page of careers.
    Careers: CareerList = "careers";
    /// A page of occupations.
    Occupations: OccupationList = "occupations";
    /// Industries to browse by.
    Industries: IndustryList = "industries";
    /// Reasons for a bright outlook to browse by.
    BrightOutlookCategories: BrightOutlookCategories = "bright_outlook_categories";
    /// Job zones to browse My Next Move by.
    JobPreparation: JobPreparation = "job_zones";
    /// Job zones to browse O*NET OnLine by.
    JobZones: JobZoneList = "job_zones" told by ["job_zone/code"];
    /// Career clusters to browse by.
    CareerClusters: CareerClusterList = "career_clusters";
    /// Job families to browse by.
    JobFamilies: JobFamilyList = "job_families";
    /// Kinds of STEM occupations to browse by.
    StemOccupationTypes: StemTypeList = "stem_occupation_types";
    /// Technologies that employers ask for most.
    HotTechnologies: HotTechnologies = "hot_technologies";
    /// Occupations for codes of another classification.
    Crosswalk: Crosswalk = "crosswalks";

    /// A career in a few words.
    Career: Career = "career";
    /// Knowledge of a career, in plain words.
    CareerKnowledge: ElementGroups = "knowledge" told by ["group"];
    /// Skills of a career, in plain words.
    CareerSkills: ElementGroups = "skills" told by ["group"];
    /// Abilities of a career, in plain words.
    CareerAbilities: ElementGroups = "abilities" told by ["group"];
    /// Interests and work styles of a career.
    Personality: Personality = "personality";
    /// Technology of a career.
    CareerTechnology: CareerTechnology = "technology";
    /// Education for a career.
    CareerEducation: CareerEducation = "education" told by ["job_zone", "education_usually_needed", "apprenticeships"];
    /// Outlook and wages of a career.
    JobOutlook: JobOutlook = "job_outlook";
    /// Where in the country a career is common.
    CheckOutMyState: CheckOutMyState = "check_out_my_state";
    /// What else to look at.
    ExploreMore: ExploreMore = "explore_more";
    /// Industries that a career is found in.
    WhereDoTheyWork: WhereDoTheyWork = "where_do_they_work";
    /// All sections of a career.
    CareerReport: CareerReport = "report";

    /// Questions of the Interest Profiler.
    ProfilerQuestions: ProfilerQuestions = "questions";
    /// Scores of an interest profile.
    ProfilerResults: ProfilerResults = "results";
    /// Job zones to choose from after the questions.
    ProfilerJobZones: ProfilerJobZones = "job_zones" told by ["@start", "job_zone/experience"];

    /// An occupation at a glance.
    Occupation: Occupation = "occupation";
    /// Tasks of an occupation, with scores.
    DetailsTasks: DetailsTasks = "tasks" told by ["task/statement", "task/score"];
    /// Tasks of an occupation, without scores.
    SummaryTasks: SummaryTasks = "tasks";
    /// Technology skills of an occupation.
    TechnologySkills: Technology = "technology_skills";
    /// Tools used in an occupation.
    ToolsUsed: Technology = "tools_used";
    /// Tools and technology of an occupation in one.
    ToolsTechnology: ToolsTechnology = "tools_technology";
    /// Knowledge of an occupation.
    Knowledge: Elements = "knowledge" told by ["@report", "element"];
    /// Skills of an occupation.
    Skills: Elements = "skills" told by ["@report", "element"];
    /// Abilities of an occupation.
    Abilities: Elements = "abilities" told by ["@report", "element"];
    /// Work activities of an occupation.
    WorkActivities: Elements = "work_activities";
    /// Detailed work activities of an occupation.
    DetailedWorkActivities: DetailedWorkActivities = "detailed_work_activities";
    /// Work context of an occupation.
    WorkContext: ContextElements = "work_context";
    /// The job zone of an occupation.
    JobZone: JobZone = "job_zone";
    /// Education of the people in an occupation.
    Education: Education = "education" told by ["@report", "level_required", "stem"];
    /// Interests of an occupation.
    Interests: Elements = "interests";
    /// Work styles of an occupation.
    WorkStyles: Elements = "work_styles";
    /// Work values of an occupation.
    WorkValues: Elements = "work_values";
    /// Occupations like an occupation.
    RelatedOccupations: RelatedOccupations = "related_occupations";
    /// Associations and other sources for an occupation.
    AdditionalInformation: AdditionalInformation = "additional_information";
    /// What is important in an occupation.
    SummaryReport: SummaryReport = "summary_report";
    /// Everything about an occupation.
    DetailsReport: DetailsReport = "details_report";
    /// Work activities and tasks within one another.
    WorkActivitiesOutline: WorkActivitiesOutline = "work_activities_outline";

    /// An occupation in another edition of the taxonomy.
    TaxonomyCrosswalk: TaxonomyCrosswalk = "taxonomy_crosswalk";
    /// The tables of the database.
    Database: TableList = "database";
    /// The columns of a table.
    Table: TableInfo = "table";
    /// Rows of a table.
    Rows: Rows = "rows";
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undocumented => formatter.write_str("an undocumented answer"),
            kind => write!(formatter, "a <{}> document", kind.root()),
        }
    }
}

impl Kind {
    /// All kinds with the root element of this one.
    pub(crate) fn with_same_root(self) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|kind| kind.root() == self.root()).collect()
    }
}

impl Document {
    /// Reads a document from XML. Which kind it is follows from its root element and what is below it.
    ///
    /// Unknown elements and attributes are passed over, members may come in any order, and an attribute may
    /// stand as a child and the other way round.
    ///
    /// # Errors
    /// What [`ReadErrorKind`] lists; an error document is no failure here, but a [`Document::Error`].
    pub fn read_xml(bytes: &[u8]) -> Result<Self, ReadError> {
        Self::read_xml_with(None, bytes, &ReadLimits::default())
    }

    /// Reads a document of a kind from XML.
    ///
    /// # Errors
    /// As [`Document::read_xml`], and [`ReadErrorKind::WrongKind`] where it is of another kind, an error
    /// document included.
    pub fn read_xml_as(kind: Kind, bytes: &[u8]) -> Result<Self, ReadError> {
        Self::read_xml_with(Some(kind), bytes, &ReadLimits::default())
    }

    /// Reads a document from XML, of a kind or of any, up to a size of one's own choice.
    ///
    /// # Errors
    /// As [`Document::read_xml_as`].
    pub fn read_xml_with(kind: Option<Kind>, bytes: &[u8], limits: &ReadLimits) -> Result<Self, ReadError> {
        limits.check(bytes)?;
        if let Some(found) = Format::of(bytes).filter(|format| *format != Format::Xml) {
            return Err(found.instead_of(Format::Xml));
        }
        let mut xml = XmlReader::new(bytes, limits)?;
        let start = xml.root()?;
        let kind = match kind {
            Some(Kind::Undocumented) => return Err(undocumented()),
            Some(kind) if kind.root() != start.name() => return Err(other_root(kind, &mut xml, &start)),
            Some(kind) => match first_mark(&kind.with_same_root(), bytes, limits)? {
                Some(other) if other != kind => return Err(other_form(kind, other)),
                _ => kind,
            },
            None => found_kind(bytes, limits, &xml, &start)?,
        };
        let document = kind.read(&mut xml, &start)?;
        xml.finish()?;
        Ok(document)
    }

    /// Reads a document of a kind from JSON. JSON does not name the kind; the address that it came from does.
    ///
    /// A number is taken for a text and the other way round, unknown members are passed over, and `null`
    /// counts as absent.
    ///
    /// # Errors
    /// What [`ReadErrorKind`] lists, with the place in the text or the path of the member.
    pub fn read_json_as(kind: Kind, bytes: &[u8]) -> Result<Self, ReadError> {
        ReadLimits::default().check(bytes)?;
        if let Some(found) = Format::of(bytes).filter(|format| *format != Format::Json) {
            return Err(found.instead_of(Format::Json));
        }
        let value = serde_json::from_slice(bytes).map_err(|error| {
            // serde_json's own text repeats the place.
            let text = error.to_string();
            let what = text.split(" at line ").next().unwrap_or_default();
            let kind = match what {
                "recursion limit exceeded" => ReadErrorKind::TooLarge,
                _ if error.is_eof() => ReadErrorKind::Truncated,
                _ => ReadErrorKind::Syntax,
            };
            ReadError::new(kind, format!("the JSON is not well-formed: {what}"))
                .at_line(error.line(), error.column())
        })?;
        Self::from_value(kind, value)
    }

    /// Reads a document of a kind from a JSON value.
    ///
    /// # Errors
    /// [`ReadErrorKind::Value`], [`ReadErrorKind::Missing`], [`ReadErrorKind::WrongKind`] and
    /// [`ReadErrorKind::Undocumented`], with the path of the member.
    pub fn from_value(kind: Kind, value: Value) -> Result<Self, ReadError> {
        if kind != Kind::Error
            && let Some(message) = value.get("error").and_then(Value::as_str)
        {
            return Err(error_document(message));
        }
        let told = |kind: &Kind| kind.marks().iter().any(|mark| has_mark(&value, mark));
        match kind.with_same_root().into_iter().find(|other| *other != kind && told(other)) {
            Some(other) if !told(&kind) => Err(other_form(kind, other)),
            _ => kind.of_value(value),
        }
    }

    /// The document as XML, the way the service writes it: attributes and children in the documented order,
    /// three spaces a level, no XML declaration. The same document always gives the same bytes.
    #[must_use]
    pub fn write_xml(&self) -> Vec<u8> {
        let mut xml = XmlWriter::new();
        self.write_to(&mut xml);
        xml.finish()
    }

    /// The document as JSON of version 1.9, in one line.
    #[must_use]
    pub fn write_json(&self) -> Vec<u8> {
        // No document has what serde_json cannot write: a map with keys other than texts, or a serializer
        // that fails.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The document as a JSON value, members in the documented order.
    #[must_use]
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

fn undocumented() -> ReadError {
    ReadError::new(ReadErrorKind::Undocumented, "what documents of this resource look like is not known")
}

fn shape_error(error: serde_path_to_error::Error<serde_json::Error>) -> ReadError {
    let path = error.path().to_string();
    let message = error.into_inner().to_string();
    let kind = match message.starts_with("missing field") {
        true => ReadErrorKind::Missing,
        false => ReadErrorKind::Value,
    };
    ReadError::new(kind, message).under(path)
}
