"""Whether a PDF asks a password, from the few bytes that say so: an upload of 25 MB is not read to know it."""

import re
from typing import BinaryIO

TAIL = 2048  # where the last `startxref` stands
TRAILER = 256 * 1024  # the longest table of contents that is searched for its trailer
POINTER = re.compile(rb"startxref\s+(\d{1,12})\s")
STREAM = re.compile(rb"\d+\s+\d+\s+obj\b")
ENCRYPTED = re.compile(rb"/Encrypt\b")


def is_encrypted(stream: BinaryIO, size: int) -> bool:
    """Whether it is protected. Raises ValueError and its like for what is no PDF inside."""
    trailer = _trailer(stream, size)
    if trailer is not None:
        return ENCRYPTED.search(trailer) is not None
    stream.seek(0)
    return _is_encrypted_slowly(stream)


def _is_encrypted_slowly(stream: BinaryIO) -> bool:
    """For a damaged or unusual file: the patient way."""
    from pypdf import PdfReader  # noqa: PLC0415 - slow to load, seldom needed
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        return PdfReader(stream).is_encrypted
    except PyPdfError as error:
        raise ValueError("no PDF inside") from error


def _trailer(stream: BinaryIO, size: int) -> bytes | None:
    """The dictionary that ends the newest table of contents; None when it is not where it should be."""
    stream.seek(max(0, size - TAIL))
    pointers = POINTER.findall(stream.read(TAIL))
    if not pointers or int(pointers[-1]) >= size:
        return None
    stream.seek(int(pointers[-1]))
    table = stream.read(TRAILER).lstrip()
    if table.startswith(b"xref"):
        _entries, found, rest = table.partition(b"trailer")
        return rest.partition(b"startxref")[0] if found else None
    if STREAM.match(table):
        dictionary, found, _rest = table.partition(b"stream")
        return dictionary if found else None
    return None
