//! Where a key could show.

use onet_api::Error;

/// All that an error can be made to say, its causes included.
pub(crate) fn all_texts(error: &Error) -> String {
    let mut texts = format!("{error}\n{error:?}\n{error:#?}\n{}\n{:?}", error.message(), error.url());
    let mut cause = std::error::Error::source(error);
    while let Some(source) = cause {
        texts.push_str(&format!("\n{source}\n{source:?}"));
        cause = source.source();
    }
    texts
}
