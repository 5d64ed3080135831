//! What holds of all pages of a list together.

use onet_api::operation::Operation;
use onet_api::page::LARGEST_PAGE;

use super::asker::{Asker, Checked, Page, bounded, ensure};

/// How many pages a list is read in.
const PAGES: usize = 6;

/// The size of a page when the call does not say, by what the path holds; 20 anywhere else.
const SIZES: [(&str, i64); 3] = [("/summary/", 5), ("/details/", 10), ("/interestprofiler/questions", 12)];

/// Checks the list of a call: the pages of an odd size make up the whole, each says where it stands and leads to those
/// beside it, and what cannot be a page is refused.
pub(crate) async fn check(
    asker: &mut Asker,
    operation: &'static Operation,
    items: &str,
    call: &str,
) -> Checked {
    let largest = i64::from(LARGEST_PAGE);
    let unsized_page = asker.page(operation, call, items).await?;
    let whole = asker.page(operation, &bounded(call, 1, largest), items).await?;
    let size = SIZES.iter().find(|(part, _)| call.contains(part)).map_or(20, |(_, size)| *size);
    ensure(unsized_page.end == whole.total.min(size), || format!("{call}: ends at {}", unsized_page.end))?;
    stands_right(&whole, 1, largest, call)?;
    let size = (whole.items.len() / PAGES) | 1;
    let pages = pages(asker, operation, items, call, size).await?;
    let together: Vec<_> = pages.iter().flat_map(|page| &page.items).take(whole.items.len()).collect();
    ensure(together.iter().copied().eq(&whole.items), || {
        format!("{call}: the pages of {size} are not the whole list")
    })?;
    for page in &pages {
        ensure(page.head == whole.head, || {
            format!("{call}: from {} on the page has another head", page.start)
        })?;
    }
    past_the_end(asker, operation, items, call, &whole).await?;
    for (start, end) in [(1, largest + 1), (5, 3)] {
        asker.refused(operation, &bounded(call, start, end)).await?;
    }
    Ok(())
}

/// The pages of one size up to the largest page, each reached by the link on the one before it, and back.
async fn pages(
    asker: &mut Asker,
    operation: &'static Operation,
    items: &str,
    call: &str,
    size: usize,
) -> Checked<Vec<Page>> {
    let step = i64::try_from(size).map_err(|problem| problem.to_string())?;
    let mut pages: Vec<Page> = Vec::new();
    let mut following = Some(bounded(call, 1, step));
    let mut start = 1;
    while let Some(address) = following.filter(|_| start <= i64::from(LARGEST_PAGE)) {
        let page = asker.page(operation, &address, items).await?;
        stands_right(&page, start, step, &address)?;
        if let (Some(before), Some(back)) = (pages.last(), &page.prev) {
            let found = asker.page(operation, back, items).await?;
            ensure(found == *before, || format!("{address}: {back} is not the page before"))?;
        }
        if let Some(before) = pages.last() {
            ensure(page.total == before.total, || format!("{address}: the total changes"))?;
        }
        start += step;
        following = page.next.clone();
        pages.push(page);
    }
    Ok(pages)
}

/// Fails unless a page has its bounds, and links exactly where there are more pages.
fn stands_right(page: &Page, start: i64, size: i64, call: &str) -> Checked {
    let Page { total, items, prev, next, .. } = page;
    let end = (start + size - 1).min(*total);
    let listed = i64::try_from(items.len()).map_err(|problem| problem.to_string())?;
    ensure((page.start, page.end) == (start, end), || {
        format!("{call}: from {} to {}, not from {start} to {end}", page.start, page.end)
    })?;
    ensure(listed == end - start + 1, || format!("{call}: {listed} items from {start} to {end}"))?;
    ensure(prev.is_some() == (start > 1), || format!("{call}: prev is {prev:?}"))?;
    ensure(next.is_some() == (end < *total), || format!("{call}: next is {next:?} of {total}"))
}

/// A page past the end is empty and leads back to the last items.
async fn past_the_end(
    asker: &mut Asker,
    operation: &'static Operation,
    items: &str,
    call: &str,
    whole: &Page,
) -> Checked {
    let address = bounded(call, whole.total + 3, whole.total + 7);
    let page = asker.page(operation, &address, items).await?;
    ensure(page.items.is_empty() && page.total == whole.total && page.next.is_none(), || {
        format!("{address}: {} items of {}", page.items.len(), page.total)
    })?;
    let Some(back) = &page.prev else {
        return ensure(whole.total == 0, || format!("{address}: no way back"));
    };
    let last = asker.page(operation, back, items).await?;
    // Of a list longer than the largest page the last item is not known.
    let ends_alike = whole.next.is_some() || last.items.last() == whole.items.last();
    ensure(last.end == whole.total && ends_alike, || format!("{address}: {back} is not the last page"))
}
