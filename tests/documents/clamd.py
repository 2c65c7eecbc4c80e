"""A little clamd: it speaks INSTREAM on a socket, and knows one virus."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pio_portal.documents.scan import TEST_VIRUS


class Talk(socketserver.StreamRequestHandler):
    """One file: pieces with their length before them, then one line."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        received = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            received += self.rfile.read(size)
        self.server.received.append(received)
        self.wfile.write(self.server.says(received))


class Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


def verdict(received: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if TEST_VIRUS in received else b"stream: OK\0"


@contextmanager
def clamd(path: Path | None = None, says=verdict) -> Iterator[tuple[str, list[bytes]]]:
    """Where it listens, and what it was sent."""
    server = Unix(str(path), Talk) if path else Tcp(("127.0.0.1", 0), Talk)
    server.received, server.says = [], says
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield str(path) if path else f"127.0.0.1:{server.server_address[1]}", server.received
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
