//! Stops new connections before the listener is closed.
//!
//! Closing a listener resets the connections that the system established and nobody accepted. Between the last accept
//! and the close there is always time for one more, unless the system drops the packets that ask for a connection.

use std::io;

use tokio::net::TcpListener;

/// Makes the system drop every packet that asks for a new connection. Handshakes under way are still completed. The
/// callers of dropped packets try again a second later, and are refused or reach the server that took the address over.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn drop_requests(listener: &TcpListener) -> io::Result<()> {
    use socket2::{SockFilter, SockRef};

    /// Loads the byte of the packet at a constant offset; the packet begins with the TCP header.
    const LOAD_BYTE: u16 = 0x30;
    /// Jumps by whether one of some bits is set.
    const JUMP_IF_SET: u16 = 0x45;
    /// Ends the filter with the number of bytes of the packet to keep.
    const RETURN: u16 = 0x06;
    /// Offset of the flags in a TCP header, and the flag SYN (RFC 9293, section 3.1).
    const FLAGS: u32 = 13;
    const SYN: u32 = 0x02;

    SockRef::from(listener).attach_filter(&[
        SockFilter::new(LOAD_BYTE, 0, 0, FLAGS),
        SockFilter::new(JUMP_IF_SET, 0, 1, SYN),
        SockFilter::new(RETURN, 0, 0, 0),
        SockFilter::new(RETURN, 0, 0, u32::MAX),
    ])
}

/// Other systems have no such filter: a connection established within the microseconds of the close is reset.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn drop_requests(_: &TcpListener) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::net::SocketAddr;
    use std::time::Duration;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn established_connections_go_on_and_new_ones_wait() -> io::Result<()> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let address = listener.local_addr()?;
        let mut before = TcpStream::connect(address).await?;
        drop_requests(&listener)?;
        let after = timeout(Duration::from_millis(200), TcpStream::connect(address)).await;
        assert!(after.is_err(), "a new connection was established or refused: {after:?}");
        let (mut accepted, _) = listener.accept().await?;
        before.write_all(b"request").await?;
        let mut read = [0; 7];
        accepted.read_exact(&mut read).await?;
        assert_eq!(&read, b"request");
        Ok(())
    }
}
