//! A plain caller over a socket: HTTP/1.1 without a library, so that it can misbehave.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpStream};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

/// The time after which a caller gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Connects from one of the addresses of this machine, 127.0.0.1 for example.
pub(super) fn connect(to: SocketAddr, from: Ipv4Addr) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
    socket.bind(&SocketAddrV4::new(from, 0).into())?;
    socket.connect_timeout(&to.into(), PATIENCE)?;
    let stream = TcpStream::from(socket);
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Whether the connection stays open after the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Close,
    KeepAlive,
}

/// The bytes of a GET request.
pub(super) fn request(path: &str, after: After) -> Vec<u8> {
    let connection = if after == After::Close { "Connection: close\r\n" } else { "" };
    format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{connection}\r\n").into_bytes()
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Whether the server announces that it closes the connection.
    pub(super) closes: bool,
}

/// Sends a request and reads the whole answer.
pub(super) fn call(stream: &mut TcpStream, path: &str, after: After) -> io::Result<Answer> {
    stream.write_all(&request(path, after))?;
    read_answer(stream)
}

/// Reads an answer with a `Content-Length`, or until the end of the connection.
fn read_answer(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let header = |name: &str| head.lines().find_map(|line| line.strip_prefix(name).map(str::trim));
            let length: Option<usize> = header("content-length:").and_then(|text| text.parse().ok());
            if length.is_some_and(|length| bytes.len() >= end + length) {
                let status = head.get(9..12).and_then(|text| text.parse().ok()).unwrap_or(0);
                return Ok(Answer { status, closes: header("connection:") == Some("close") });
            }
        }
        match stream.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    }
}
