//! Parts that several families have.

use crate::describe::shapes;

shapes! {
    Link, "A link to the page before or after this one." {
        href: attribute String, "The address, on the base that was called.";
        rel: attribute String, "`next` or `prev`.";
    }
    Tags, "What an occupation or a career is marked as." {
        bright_outlook: attribute bool, "Whether it has a bright outlook.";
        green: attribute bool, "Whether it belongs to the green economy; false everywhere in late documents of 1.9.";
        apprenticeship: attribute Option<bool>, "Whether it has a registered apprenticeship; My Next Move and Veterans only.";
    }
    BrightOutlook, "Why an occupation has a bright outlook." {
        description: child Option<String>, "A sentence; absent where a document is made from 2.0.";
        category: child Vec<String>, "The reasons: growth, openings, new; Spanish on Mi Próximo Paso.";
    }
    NamedElement, "An element of the content model by its name." {
        id: attribute String, "Its id in the content model.";
        name: text String, "Its name.";
    }
    Example, "A product or a piece of equipment." {
        hot_technology: attribute Option<String>, "The name of the hot technology, where the product is one.";
        name: text String, "The name of the product.";
    }
}
