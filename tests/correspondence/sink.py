"""A little mail server: it keeps what it is given, and refuses the readers that it is told to refuse."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    """A session of SMTP, with any number of mails."""

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline().decode().strip():
            word = line.upper()
            if word.startswith("RCPT"):
                address = line.partition("<")[2].partition(">")[0]
                self._say(self.server.refuses.get(address, "250 ok"))
            elif word == "DATA":
                self._say("354 go on")
                self.server.mails.append(self._body())
                self._say("250 kept")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _body(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    mails: list[bytes]
    refuses: dict[str, str]  # address → what it is answered, such as `550 no such user`


@contextmanager
def smtp_sink(settings) -> Iterator[Server]:
    """The portal mails through a server of its own, for as long as the context lasts."""
    server = Server(("127.0.0.1", 0), Talk)
    server.mails, server.refuses = [], {}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}
    }
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
