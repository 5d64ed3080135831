//! Service lists, `about` and error documents.

use crate::describe::shapes;
use crate::version::Version;

shapes! {
    ResourceList, "A list of services or of the sections of a report: `<resources>`." {
        resource: child Vec<ResourceLink>, "The resources, in the order of the page.";
    }
    ResourceLink, "A resource in a list." {
        href: attribute String, "Its address, on the base that was called.";
        title: child String, "Its title.";
    }
    About, "Taxonomy, database release and version of the service: `<about>`." {
        taxonomy: child Source, "The taxonomy of the occupation codes, such as `O*NET-SOC 2010`.";
        database: child Source, "The release of the database, such as `O*NET 21.3`.";
        api_version: child Option<String>, "The version of the service, such as `1.7`; the 2011 form has none.";
    }
    Source, "A name with its page." {
        url: attribute String, "The page.";
        name: text String, "The name.";
    }
    ErrorDocument, "Why a request was refused, sent with status 422: `<error>` or `{\"error\": ...}`." {
        error: text String, "The reason, in English.";
    }
}

/// A service of the service list: address below the base, title, and the first version that lists it.
const SERVICES: [(&str, &str, Version); 6] = [
    ("about/", "About O*NET Web Services", Version::V1_0),
    ("mnm/", "My Next Move services", Version::V1_0),
    ("mpp/", "Mi Próximo Paso services", Version::V1_7),
    ("veterans/", "My Next Move for Veterans services", Version::V1_0),
    ("online/", "O*NET OnLine services", Version::V1_2),
    // Known from the contents of the 1.9 manual; how the list titles it is not. The manual also has taxonomy services, but
    // nothing is known of an answer at their root, which a link would lead to.
    ("database/", "O*NET Database services", Version::V1_9),
];

impl ResourceList {
    /// The service list of a version, as its root address answers it.
    ///
    /// The lists of 2011 and of 1.7 are documented; that 1.9 adds database is inferred from its manual.
    ///
    /// ```
    /// use onet_compat::{Version, types::ResourceList};
    ///
    /// let list = ResourceList::services(Version::V1_7, "https://example.org/v1.7/ws/");
    /// assert_eq!(list.resource.len(), 5);
    /// assert_eq!(list.resource[4].href, "https://example.org/v1.7/ws/online/");
    /// ```
    #[must_use]
    pub fn services(version: Version, base: &str) -> Self {
        let base = base.trim_end_matches('/');
        let listed = SERVICES.iter().filter(|(_, _, since)| *since <= version);
        let links = listed.map(|(path, title, _)| ResourceLink {
            href: format!("{base}/{path}"),
            title: (*title).to_owned(),
        });
        Self { resource: links.collect() }
    }
}

impl About {
    /// What a version answers about a taxonomy (`O*NET-SOC 2019`) and a database release (`O*NET 29.3`).
    #[must_use]
    pub fn of(version: Version, taxonomy: &str, database: &str) -> Self {
        let source = |page: &str, name: &str| Source {
            url: format!("https://www.onetcenter.org/{page}.html"),
            name: name.to_owned(),
        };
        Self {
            taxonomy: source("taxonomy", taxonomy),
            database: source("database", database),
            api_version: (version > Version::V1_0).then(|| version.to_string()),
        }
    }
}
