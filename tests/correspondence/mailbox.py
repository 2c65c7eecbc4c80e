"""A little IMAP server: one box with one account, whose mails are read or not."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    """A session: log in, choose the box, ask what is unread, fetch it, mark it."""

    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, command, *rest = line.split(" ")
            unread = self.server.unread
            if command == "CAPABILITY":
                self._say("* CAPABILITY IMAP4rev1")
            elif command == "SELECT":
                self._say(f"* {len(unread)} EXISTS")
            elif command == "SEARCH":
                self._say(f"* SEARCH {' '.join(map(str, sorted(unread)))}".rstrip())
            elif command == "FETCH":
                raw = unread[int(rest[0])]
                self.wfile.write(b"* %s FETCH (BODY[] {%d}\r\n%s)\r\n" % (rest[0].encode(), len(raw), raw))
            elif command == "STORE":
                del unread[int(rest[0])]
            right = command != "LOGIN" or " ".join(rest) == 'pio "ge heim"'
            self._say(f"{tag} {'OK' if right else 'NO'} done")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def mailbox(*mails: bytes) -> Iterator[tuple[str, dict[int, bytes]]]:
    """The address of the box, and what is unread in it by number."""
    server = Server(("127.0.0.1", 0), Talk)
    server.unread = dict(enumerate(mails, 1))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"imap://pio:ge%20heim@127.0.0.1:{server.server_address[1]}/INBOX", server.unread
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
