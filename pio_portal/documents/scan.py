"""The virus scanner: clamd, spoken to in its own protocol over a socket. Nothing of it is needed to run the portal.

clamd's INSTREAM takes pieces of a file, each with its length before it, and answers one line. The package `clamd` does
no more than these lines do, has not changed since 2014 and reads its answer in one piece, which may arrive in two.
"""

import socket
import struct
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import BinaryIO

from django.db.models import Model

from pio_portal.documents.models import Document

PIECE = 64 * 1024
CONNECT_SECONDS, ANSWER_SECONDS = 5, 120
LONGEST_ANSWER = 4096

# The harmless file with which every scanner is tested, written backwards: else scanners would refuse this source.
TEST_VIRUS = b"*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE$}7)CC7)^P(45XZP\\4[PA@%P!O5X"[::-1]


class ScannerAway(Exception):  # noqa: N818 - not a fault of the program: the scan is tried again
    """The scanner cannot be reached, or did not give a verdict. The file stays closed meanwhile."""


def virus_in(stream: BinaryIO, address: str) -> str:
    """The name of the virus that clamd finds in it; empty when it is clean. Raises ScannerAway."""
    try:
        with closing(_connect(address)) as line:
            line.sendall(b"zINSTREAM\0")
            while piece := stream.read(PIECE):
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = _answer(line)
    except OSError as error:
        raise ScannerAway(f"the scanner at {address} does not answer: {error}") from error
    if answer.endswith(" OK"):
        return ""
    if answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND") or "?"
    raise ScannerAway(f"the scanner at {address} gave no verdict: {answer or 'nothing'}")


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
    else:
        host, _colon, port = address.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
    line.settimeout(ANSWER_SECONDS)
    return line


def _answer(line: socket.socket) -> str:
    received = b""
    while b"\0" not in received and len(received) < LONGEST_ANSWER:
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        received += part
    return received.partition(b"\0")[0].decode(errors="replace").strip()


class EicarSearch:
    """Looks for the test virus in a file that passes by in pieces, also where two pieces meet."""

    def __init__(self) -> None:
        self._tail, self.found = b"", False

    def feed(self, piece: bytes) -> None:
        """Look in the next piece."""
        if self.found:
            return
        self.found = TEST_VIRUS in piece or TEST_VIRUS in self._tail + piece[: len(TEST_VIRUS)]
        self._tail = (self._tail + piece[-len(TEST_VIRUS) :])[-len(TEST_VIRUS) + 1 :]


# Who tells a dossier that one of its files has a virus: the app of the owner registers itself in its `infections.py`,
# since the ground does not know it. `tell(document, at)` writes the dossier's timeline and gives the people to mail.
Tell = Callable[[Document, datetime], list]
TELLERS: dict[str, Tell] = {}


def register_teller(owner: type[Model]) -> Callable[[Tell], Tell]:
    """Make an owner of documents hear of a virus in one of them."""

    def register(tell: Tell) -> Tell:
        TELLERS[owner._meta.label_lower] = tell
        return tell

    return register
