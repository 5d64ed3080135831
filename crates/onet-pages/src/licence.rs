//! The licence line that ends every page, report and chart.

/// The attribution that the licence of O*NET requires, in one line.
pub const LINE: &str = "This page includes information from O*NET by the U.S. Department of Labor, Employment and \
                        Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a trademark \
                        of USDOL/ETA. Some of this information may have been modified; USDOL/ETA has not approved, \
                        endorsed, or tested these modifications.";

/// The attribution for a narrow place, such as the foot of a chart or of a report on a terminal.
pub const SHORT: &str = "O*NET® by USDOL/ETA, used under CC BY 4.0, modified; not endorsed by USDOL/ETA.";

/// The text of the licence.
pub const URL: &str = "https://creativecommons.org/licenses/by/4.0/";
