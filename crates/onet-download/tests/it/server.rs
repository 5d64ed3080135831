//! A local server that can misbehave; it ends with the test program.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use onet_download::{Content, Download, Downloaded, Error, Folder, Progress};

/// A received request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) path: String,
    head: String,
}

impl Request {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The first byte of the requested range.
    pub(crate) fn from(&self) -> Option<usize> {
        self.header("range")?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }
}

/// A response, after which the connection is closed.
pub(crate) struct Answer {
    head: String,
    body: Vec<u8>,
    /// Keeps the connection open afterwards, without another byte.
    stalls: bool,
}

impl Answer {
    /// A status, headers (one on a line) and a body, with its correct length.
    pub(crate) fn new(status: &str, headers: &str, body: &[u8]) -> Self {
        Self::unmeasured(status, &format!("content-length: {}\n{headers}", body.len()), body)
    }

    /// The same without `content-length`, unless the headers contain one.
    pub(crate) fn unmeasured(status: &str, headers: &str, body: &[u8]) -> Self {
        let headers: String = headers.lines().map(|line| format!("{}\r\n", line.trim())).collect();
        let head = format!("HTTP/1.1 {status}\r\n{headers}connection: close\r\n\r\n");
        Self { head, body: body.to_vec(), stalls: false }
    }

    /// Closes the connection after this many bytes of the body.
    pub(crate) fn cut_at(mut self, byte: usize) -> Self {
        self.body.truncate(byte);
        self
    }

    /// Sends nothing more after this many bytes of the body.
    pub(crate) fn stalled_at(self, byte: usize) -> Self {
        Self { stalls: true, ..self.cut_at(byte) }
    }
}

/// A running server and the requests that it has received.
pub(crate) struct Server {
    pub(crate) base: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Starts a server; `answer` gets the request and its number, from 0.
    pub(crate) fn new(answer: impl Fn(&Request, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("a local address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (Arc::clone(&requests), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &seen, &*answer));
            }
        });
        Self { base, requests }
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no test has panicked with it").clone()
    }

    /// The first byte of each requested range; none for requests without a range.
    pub(crate) fn ranges(&self) -> Vec<Option<usize>> {
        self.requests().iter().map(Request::from).collect()
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Request>>, answer: &dyn Fn(&Request, usize) -> Answer) {
    let mut head = Vec::new();
    let mut buffer = [0; 1024];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut buffer) {
            Ok(read) if read > 0 => head.extend_from_slice(&buffer[..read]),
            _ => return,
        }
    }
    let head = String::from_utf8(head).expect("requests are text");
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let request = Request { path, head };
    let number = {
        let mut seen = seen.lock().expect("no test has panicked with it");
        seen.push(request.clone());
        seen.len() - 1
    };
    let Answer { head, body, stalls } = answer(&request, number);
    // Some tests close the connection early.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    let _ = stream.flush();
    if stalls {
        // Until the client closes the connection.
        let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
        let _ = stream.read(&mut buffer);
    }
}

/// Bytes with the signatures of a zip file at both ends.
pub(crate) fn zip(bytes: usize) -> Vec<u8> {
    let between = (0..bytes - 26).map(|at| (at * 31 % 251) as u8);
    let mut end = b"PK\x05\x06".to_vec();
    end.resize(22, 0);
    b"PK\x03\x04".iter().copied().chain(between).chain(end).collect()
}

/// The response of a correct server with this file and entity tag.
pub(crate) fn correct(request: &Request, file: &[u8], etag: &str) -> Answer {
    if request.header("if-none-match") == Some(etag) {
        return Answer::unmeasured("304 Not Modified", &format!("etag: {etag}"), b"");
    }
    match request.from().filter(|_| request.header("if-range") == Some(etag)) {
        Some(from) if from >= file.len() => Answer::new("416 Range Not Satisfiable", "", b""),
        Some(from) => {
            let range = format!("bytes {from}-{}/{}", file.len() - 1, file.len());
            let headers = format!("content-range: {range}\netag: {etag}");
            Answer::new("206 Partial Content", &headers, &file[from..])
        }
        None => Answer::new("200 OK", &format!("etag: {etag}"), file),
    }
}

/// The result of one run and its progress events, without those for received bytes.
pub(crate) struct Run {
    pub(crate) result: Result<Downloaded, Error>,
    pub(crate) events: Vec<String>,
}

impl Run {
    pub(crate) fn file(self) -> Downloaded {
        self.result.expect("the download succeeds")
    }

    pub(crate) fn failure(self) -> Error {
        self.result.expect_err("the download fails")
    }
}

/// Downloads a zip file with three attempts and short waits.
pub(crate) async fn run(folder: &Path, url: &str) -> Run {
    run_as(folder, url, |download| download).await
}

/// The same with further configuration.
pub(crate) async fn run_as<'a>(
    folder: &Path,
    url: &str,
    configure: impl FnOnce(Download<'a>) -> Download<'a>,
) -> Run {
    let events = Arc::new(Mutex::new(Vec::new()));
    let listener = {
        let events = Arc::clone(&events);
        move |event: Progress<'_>| {
            if !matches!(event, Progress::Bytes { .. }) {
                events.lock().expect("no test has panicked with it").push(format!("{event:?}"));
            }
        }
    };
    let folder = Folder::lock(folder).expect("the folder is free");
    let download = Download::new(url)
        .expect("an address")
        .content(Content::Zip)
        .tries(3)
        .first_wait(Duration::from_millis(5))
        .idle_timeout(Duration::from_secs(10))
        .progress(listener);
    let result = configure(download).run(&folder).await;
    let events = events.lock().expect("no test has panicked with it").clone();
    Run { result, events }
}

/// The names of the files in a folder.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().expect("the folder is there").flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != ".lock")
        .collect();
    names.sort();
    names
}
