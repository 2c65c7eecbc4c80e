"""Has a file looked at in a process of its own, a few at a time."""

import atexit
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO, cast

from django.core.files import File

from pio_portal.documents.look import FINE, HEAVY

PROGRAM = Path(__file__).with_name("look.py")
AT_ONCE = BoundedSemaphore(2)  # in each web process: more would not be ready sooner
END_OF_NAME = rb"\s\0()<>\[\]{}/%"
NOTED = {b"JS", b"JavaScript", b"Launch", b"XFA", b"ObjStm", b"Encrypt"}
NAMES = re.compile(  # those that are noted, and those that may be one with a character written as its number
    rb"/((?:%s)(?=[%s])|[A-Za-z]{0,%d}#[0-9A-Fa-f]{2}[^%s]*)"
    % (b"|".join(sorted(NOTED)), END_OF_NAME, max(map(len, NOTED)) - 1, END_OF_NAME)
)
NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
TAIL = 2048

_idle: list[subprocess.Popen[bytes]] = []  # those that wait for a file: starting one takes longer than most files


def word_for(upload: BinaryIO | File, kind: str) -> str:
    """What `look.py` says of a `pdf` or a `picture`: one of its words. One that never answers is `heavy`."""
    content = upload.read()
    if kind == "pdf" and is_plain(content):
        return FINE
    with AT_ONCE:
        looker = _looker()
        try:
            word = _word_of(looker, kind, content)
        except OSError:
            word = ""
        if word:
            _idle.append(looker)
            return word
        _stop(looker)
        return HEAVY


def _looker() -> subprocess.Popen[bytes]:
    """One that waits, or a new one."""
    while _idle:
        looker = _idle.pop()
        if looker.poll() is None:
            return looker
        _stop(looker)
    command = [sys.executable, "-I", str(PROGRAM)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def _word_of(looker: subprocess.Popen[bytes], kind: str, content: bytes) -> str:
    """Its word, or nothing when it ended. Raise OSError when it no longer reads."""
    to, back = cast("BinaryIO", looker.stdin), cast("BinaryIO", looker.stdout)
    to.write(f"{kind} {len(content)}\n".encode() + content)
    to.flush()
    return back.readline().decode().strip()


def _stop(looker: subprocess.Popen[bytes]) -> None:
    """End it, and close what leads to it."""
    looker.kill()
    with suppress(OSError):  # what was not written yet
        looker.communicate()


@atexit.register
def _stop_all() -> None:
    while _idle:
        _stop(_idle.pop())


os.register_at_fork(after_in_child=_idle.clear)  # a process that is forked asks its own


def is_plain(content: bytes) -> bool:
    """Whether a PDF needs no closer look: nothing in it is packed, closed or acts, and its end is there.

    Where no objects are packed, each name stands in the file as it is: a search of a few milliseconds finds them all.
    """
    tail = content[-TAIL:]
    if b"startxref" not in tail or b"%%EOF" not in tail or b"/Page" not in content:
        return False
    return not any(NUMBERED.sub(_character, name) in NOTED for name in NAMES.findall(content))


def _character(number: re.Match[bytes]) -> bytes:
    return bytes([int(number[1], 16)])
