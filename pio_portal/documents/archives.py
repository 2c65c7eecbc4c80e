"""What an office file may not hold, read from what is inside: its names may say anything.

Office files are zip archives of XML. Only the parts that say what the others are get unpacked, piece by piece and up to
a size, so that no archive costs more than a second or a few megabytes.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from functools import cached_property
from typing import BinaryIO

MOST_PARTS = 10_000  # a presentation with 500 slides has 3,000
LONGEST_TABLE = 1024 * 1024  # bytes of the table of contents; Python would make an object of each entry
MOST_UNPACKED = 128 * 1024 * 1024
PIECE, OVERLAP = 64 * 1024, 4096  # what is searched at once, with the end of what came before it
END, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
LOCATOR, LOCATOR_SIZE = b"PK\x06\x07", 20  # of a table in a larger form, which no file of 25 MB needs

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the older container, in which Office keeps its macros
VBA = re.compile(re.escape("_VBA_PROJECT".encode("utf-16-le")))
OFFICE_MACROS = re.compile(rb"macroEnabled|vbaProject|vbaData|macrosheet", re.IGNORECASE)
NAMED_SO = re.compile(r"^(?:Basic|Scripts)/|vbaProject\.bin$", re.IGNORECASE)
OPEN_MACROS = re.compile(rb"vnd\.sun\.star\.script:|<script:event-listener|:macro-name=|<\w+:script\s", re.IGNORECASE)
LOADED = re.compile(  # when the file opens, unasked
    rb"<(?:\w+:)?Relationship\b(?=[^>]*/(?:attachedTemplate|oleObject|frame|subDocument)[\"'])"
    rb"(?=[^>]*TargetMode\s*=\s*[\"']External)(?![^>]*\bTarget\s*=\s*[\"'](?:file:///)?[A-Z]:)",  # but from this disk
    re.IGNORECASE,
)
LOCKED_PART = re.compile(rb"<(?:\w+:)?encryption-data\b")
REFERENCE = re.compile(rb"&#(x[0-9A-Fa-f]{1,6}|[0-9]{1,7});")


class TooHeavy(Exception):  # noqa: N818 - what the file is, not a fault of the program
    """The archive has more in it than a document needs."""


def has_bounded_table(stream: BinaryIO, size: int) -> bool:
    """Whether the table of contents is short enough to be read at all. Raises BadZipFile where there is none."""
    tail_size = min(size, END_SIZE + LONGEST_COMMENT + LOCATOR_SIZE)
    stream.seek(size - tail_size)
    tail = stream.read(tail_size)
    at = len(tail) - END_SIZE if tail[-END_SIZE:].startswith(END) else tail.rfind(END)
    if at < 0 or at + END_SIZE > len(tail):
        raise zipfile.BadZipFile
    parts, length = struct.unpack("<HL", tail[at + 10 : at + 16])
    large_form = tail[max(0, at - LOCATOR_SIZE) : at].startswith(LOCATOR)
    return parts <= MOST_PARTS and length <= LONGEST_TABLE and not large_form


class Contents:
    """The parts of one archive, unpacked piece by piece, and up to `MOST_UNPACKED` in all: then it is TooHeavy."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.left = archive, MOST_UNPACKED
        self.parts = [part for part in archive.infolist() if not part.is_dir()]
        if len(self.parts) > MOST_PARTS:
            raise TooHeavy

    @property
    def is_locked(self) -> bool:
        """Whether a password is needed to read it."""
        return any(
            part.flag_bits & 0x1 or (part.filename == "META-INF/manifest.xml" and self._says(LOCKED_PART, part))
            for part in self.parts
        )

    @property
    def has_macros(self) -> bool:
        """Whether a part is code, says that another one is, or calls one."""
        return any(
            NAMED_SO.search(part.filename)
            or (_tells_kinds(part) and self._says(OFFICE_MACROS, part))
            or (self._is_open_document and part.filename.endswith(".xml") and self._says(OPEN_MACROS, part))
            or self._is_project_of_macros(part)
            for part in self.parts
        )

    @property
    def loads_from_elsewhere(self) -> bool:
        """Whether it fetches a template or another file when it opens."""
        return any(_tells_kinds(part) and self._says(LOADED, part) for part in self.parts)

    @cached_property
    def _is_open_document(self) -> bool:
        return any(part.filename == "content.xml" for part in self.parts)

    def _is_project_of_macros(self, part: zipfile.ZipInfo) -> bool:
        """Whether it is one, whatever it is called."""
        with self.archive.open(part) as stream:
            is_container = stream.read(len(OLE)) == OLE
        return is_container and any(VBA.search(window) for window in self._windows(part))

    def _says(self, words: re.Pattern[bytes], part: zipfile.ZipInfo) -> bool:
        """Whether words stand in a part of XML: also in UTF-16, and with characters written as their numbers."""
        return any(
            words.search(REFERENCE.sub(_character, window.replace(b"\0", b""))) for window in self._windows(part)
        )

    def _windows(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        before = b""
        with self.archive.open(part) as stream:
            while piece := stream.read(PIECE):
                self.left -= len(piece)
                if self.left < 0:
                    raise TooHeavy
                yield before + piece
                before = piece[-OVERLAP:]


def _tells_kinds(part: zipfile.ZipInfo) -> bool:
    """Where Office says what its parts are, and what they load."""
    return part.filename.lower().endswith((".rels", "[content_types].xml"))


def _character(reference: re.Match) -> bytes:
    number = reference[1].decode()
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return chr(code).encode() if 0 < code < 0x80 else reference[0]  # noqa: PLR2004 - the words looked for are ASCII
