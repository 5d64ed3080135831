//! Parts that several families have.

use crate::describe::shapes;

shapes! {
    /// A link to the page before or after this one.
    Link {
        /// The address, on the base that was called.
        href: attribute String,
        /// `next` or `prev`.
        rel: attribute String,
    }

    /// What an occupation or a career is marked as.
    Tags {
        /// Whether it has a bright outlook.
        bright_outlook: attribute bool,
        /// Whether it belongs to the green economy; false everywhere in late documents of 1.9.
        green: attribute bool,
        /// Whether it has a registered apprenticeship; My Next Move and Veterans only.
        apprenticeship: attribute Option<bool>,
    }

    /// Why an occupation has a bright outlook.
    BrightOutlook {
        /// A sentence; 2.0 has none, so that documents made from its answers lack it.
        description: child Option<String>,
        /// The reasons: growth, openings, new; Spanish on Mi Próximo Paso.
        category: child Vec<String>,
    }

    /// An element of the content model by its name.
    NamedElement {
        /// Its id in the content model.
        id: attribute String,
        /// Its name.
        name: text String,
    }

    /// A product or a piece of equipment.
    Example {
        /// The name of the hot technology, where the product is one.
        hot_technology: attribute Option<String>,
        /// The name of the product.
        name: text String,
    }
}
