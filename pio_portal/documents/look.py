"""A program of its own that looks inside a PDF or a picture, with little memory and time: it says one word.

What is uploaded may be made to blow up while it is unpacked: each file is looked at in a fork of this process, and
nothing of the portal goes with it. It knows nothing of Django, and is started by `pio_portal.documents.inspection`.
"""

import gc
import io
import os
import re
import resource
import select
import signal
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

FINE, LOCKED, ACTIVE, BROKEN, HEAVY = "fine", "locked", "active", "broken", "heavy"
MEMORY = 768 * 1024 * 1024
SECONDS = 20  # of the processor
PATIENCE = 40  # seconds on the clock, also for a machine that is busy
MOST_OBJECTS = 500_000
DEEPEST = 40  # dictionaries within dictionaries
HINT = re.compile(rb"/JS\b|/JavaScript|/Launch|/XFA|/S\s+\d")  # the last: an action whose kind stands elsewhere


def main() -> None:
    """Answer one file after another: its kind and length on a line, then its content; its word on a line."""
    for library in ("pikepdf", "PIL.PngImagePlugin", "PIL.JpegImagePlugin"):
        import_module(library)  # once, for all that are forked
    os.nice(10)  # pages go before files
    gc.freeze()
    while line := sys.stdin.buffer.readline():
        kind, length = line.decode().split()
        word = word_of_fork(kind, sys.stdin.buffer.read(int(length)))
        sys.stdout.write(f"{word}\n")
        sys.stdout.flush()


def word_of_fork(kind: str, content: bytes) -> str:
    """The word for a file. A fork that says nothing in time, or ends badly, says that it is heavy."""
    answer, said = os.pipe()
    fork = os.fork()
    if fork == 0:
        try:
            os.write(said, word_within_bounds(kind, content).encode())
        finally:
            os._exit(0)  # whatever happens, this one answers nothing else
    os.close(said)
    if not select.select([answer], [], [], PATIENCE)[0]:
        os.kill(fork, signal.SIGKILL)
    word = os.read(answer, 16).decode()
    os.close(answer)
    os.waitpid(fork, 0)
    return word or HEAVY


def word_within_bounds(kind: str, content: bytes) -> str:
    """The word for a `pdf` or a `picture`, with little memory and time for all that this process still does."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    stream = io.BytesIO(content)
    try:
        return look_at_pdf(stream) if kind == "pdf" else look_at_picture(stream)
    except (MemoryError, RecursionError):
        return HEAVY


def look_at_picture(stream: io.BytesIO) -> str:
    """Whether all of the picture is there. A JPEG is read at its smallest: that takes a fraction of the memory."""
    from PIL import Image  # noqa: PLC0415 - only what is looked at is loaded

    try:
        with Image.open(stream, formats=("PNG", "JPEG")) as picture:
            if picture.format == "PNG":
                picture.verify()
            else:
                picture.draft("L", (1, 1))
                picture.load()
    except Image.DecompressionBombError:
        return HEAVY
    except (OSError, SyntaxError, ValueError):  # what Pillow says of what is broken
        return BROKEN
    return FINE


def look_at_pdf(stream: io.BytesIO) -> str:
    """Whether it asks a password, or does something by itself: a script, starting a program, a form of XFA."""
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(stream) as pdf:
            return LOCKED if pdf.is_encrypted else word_for_objects(pdf)
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return BROKEN


def word_for_objects(pdf: Any) -> str:
    """Whether there are pages, not too many objects, and none that acts."""
    if not len(pdf.pages):
        return BROKEN
    for number, found in enumerate(pdf.objects):
        if number >= MOST_OBJECTS:
            return HEAVY
        if any(acts(part) for part in suspects(found)):
            return ACTIVE
    return FINE


def suspects(found: Any) -> Iterator[Any]:
    """The dictionaries of one object in which something may act; its references are objects of their own."""
    import pikepdf  # noqa: PLC0415

    top = found.stream_dict if isinstance(found, pikepdf.Stream) else found
    if not isinstance(top, pikepdf.Dictionary | pikepdf.Array) or not HINT.search(top.unparse(resolved=True)):
        return
    waiting = [(top, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > DEEPEST:
            raise RecursionError
        inner = list(part.as_dict().values()) if isinstance(part, pikepdf.Dictionary) else list(part.as_list())
        if isinstance(part, pikepdf.Dictionary):
            yield part
        waiting += [
            (one, depth + 1)
            for one in inner
            if isinstance(one, pikepdf.Dictionary | pikepdf.Array) and not one.is_indirect
        ]


def acts(part: Any) -> bool:
    """Whether a dictionary is an action that runs something, or a form that holds scripts."""
    return part.get("/S") in ("/JavaScript", "/Launch") or "/JS" in part or "/XFA" in part


if __name__ == "__main__":
    main()
