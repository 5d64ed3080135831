//! Random damage to codes, ids and filters: each is read or refused, and what is read is written and read again.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use onet_domain::{
    ColumnId, DwaId, ElementId, Filter, GwaId, InterestCode, IwaId, JobZone, MajorGroup, OnetSocCode,
    ProfilerAnswers, SocCode, Sort, TableId, TaskId,
};
use onet_fuzz::Campaign;

/// Reads a text as one kind of code.
fn reads<T: FromStr + Display + PartialEq + Debug>(text: &str) {
    let Ok(value) = text.parse::<T>() else { return };
    let written = value.to_string();
    assert_eq!(written.parse::<T>().ok(), Some(value), "{text:?} became {written:?}");
}

#[test]
fn fuzz_codes_and_ids_are_read_or_refused() {
    let inputs: [&[u8]; 10] = [
        b"29-1051.00",
        b"29-1051",
        b"4.A.2.a.2.I05.D04",
        b"4.A.2.a.2.I05",
        b"2.C.1.a",
        b"1.A.1.a.1",
        b"RIA",
        b"5",
        b"43232104",
        b"080102",
    ];
    Campaign::new(&inputs).tries(5_000).run(|input| {
        let text = String::from_utf8_lossy(input);
        reads::<OnetSocCode>(&text);
        reads::<SocCode>(&text);
        reads::<MajorGroup>(&text);
        reads::<DwaId>(&text);
        reads::<IwaId>(&text);
        reads::<GwaId>(&text);
        reads::<InterestCode>(&text);
        reads::<TableId>(&text);
        reads::<ColumnId>(&text);
        reads::<ProfilerAnswers>(&text);
        reads::<ElementId>(&text);
        let _ = text.parse::<JobZone>();
        reads::<TaskId>(&text);
    });
}

#[test]
fn fuzz_filters_and_sorts_are_read_or_refused() {
    let inputs: [&[u8]; 5] = [
        b"onetsoc_code.eq.29-1051.00",
        b"data_value.nlte.3.5",
        b"title.ncontains.a.b",
        b"title.descending",
        b"scale_id.in.IM,LV",
    ];
    let pieces: [&[u8]; 8] = [b".eq.", b".n", b"contains", b".", b"descending", b"..", b"\xcc\x81", b"NaN"];
    Campaign::new(&inputs).pieces(&pieces).tries(5_000).run(|input| {
        let text = String::from_utf8_lossy(input);
        reads::<Filter>(&text);
        reads::<Sort>(&text);
    });
}
