//! A server written by hand, for what no well-behaved one does.

use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};

/// Starts a server that reads one request from each connection and leaves the rest to `answer`; returns its address.
pub(crate) async fn serving<F, Fut>(answer: F) -> String
where
    F: Fn(TcpStream) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("a local address"));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answer.clone();
            // A client may open a connection ahead of need; only one that sends something is answered.
            tokio::spawn(async move {
                if read_request(&mut stream).await {
                    answer(stream).await;
                }
            });
        }
    });
    base
}

/// Reads the head of a request, which is all that a GET has; false when the client goes away before its end.
async fn read_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
            return false;
        }
    }
    true
}
