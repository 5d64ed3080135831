//! Random damage to paths, queries and key files: every call is answered with a status below 500, and a key file is used or
//! refused.

use bytes::Bytes;
use http::Request;
use onet_fuzz::Campaign;
use onet_server::{Config, legacy, router};
use tower::ServiceExt as _;

use crate::common::{BASE, Service, TestResult};

const PATHS: [&[u8]; 9] = [
    b"/online/search?keyword=nurse&start=1&end=5",
    b"/online/occupations/29-1051.00/details/skills?end=20",
    b"/online/related_activities/results/29-1051.00?activities=4.A.2.a.2.I05.D04,4.A.4.a.1.I05.D01",
    b"/database/rows/skills?filter=scale_id.eq.IM&sort=data_value.descending&start=1&end=20",
    b"/mnm/interestprofiler/results?answers=111112222233333444445555512345",
    b"/taxonomy/2010/2019/?code=29-1051.00",
    b"/ws/online/search?keyword=nurse&client=x",
    b"/v1.9/ws/online/occupations/29-1051.00/summary/skills?display=long",
    b"/ws/mnm/careers/29-1051.00/report",
];

const PIECES: [&[u8]; 12] = [
    b"%2e%2e",
    b"%",
    b"?",
    b"&",
    b"=",
    b"#",
    b"filter=",
    b".ncontains.",
    b"end=99999999999",
    b"start=-1",
    b"/ws",
    b"//",
];

#[tokio::test(flavor = "multi_thread")]
async fn fuzz_paths_and_queries_are_answered() -> TestResult {
    let service = Service::sample()?;
    let gateway = legacy::routes(router(service.source.clone(), Config::default()), Config::default());
    let handle = tokio::runtime::Handle::current();
    let tried = tokio::task::spawn_blocking(move || {
        let mut answered = 0_u32;
        Campaign::new(&PATHS).pieces(&PIECES).tries(400).run(|input| {
            let path = String::from_utf8_lossy(input);
            let Ok(request) = Request::get(format!("{BASE}{path}")).body(Bytes::new()) else { return };
            let status = handle.block_on(service.send(request)).map(|response| response.status());
            assert!(status.as_ref().is_ok_and(|status| status.as_u16() < 500), "2.0: {path:?}: {status:?}");
            let Ok(request) = Request::get(format!("{BASE}{path}")).body(axum::body::Body::empty()) else {
                return;
            };
            let status = handle.block_on(gateway.clone().oneshot(request)).map(|response| response.status());
            assert!(status.as_ref().is_ok_and(|status| status.as_u16() < 500), "1.x: {path:?}: {status:?}");
            answered += 1;
        });
        answered
    });
    assert!(tried.await? > 50, "most damaged paths are no URI");
    Ok(())
}

#[test]
fn fuzz_key_files_are_used_or_refused() -> TestResult {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    let inputs: [&[u8]; 2] =
        [b"# keys\nada 3f1c0b5e7a9d4e2f 2027-01-31\nb7d0f2a1c3e59687\n", b"\xef\xbb\xbfbob key\r\n"];
    let pieces: [&[u8]; 5] = [b"9999-99-99", b"2024-02-30", b"#", b"\r", b"\xc2\x85"];
    Campaign::new(&inputs).pieces(&pieces).tries(1_000).run(|bytes| {
        let written = std::fs::write(&file, bytes);
        assert!(written.is_ok(), "{written:?}");
        if let Err(error) = Config::default().with_key_file(&file) {
            // A message names the file and the line, and never the key.
            assert!(!error.to_string().contains("3f1c0b5e7a9d4e2f"), "{error}");
        }
    });
    Ok(())
}
