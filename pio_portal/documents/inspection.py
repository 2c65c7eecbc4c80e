"""Has a file looked at in a process of its own, a few at a time."""

import re
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO

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
SECONDS = 40  # on the clock, also for a machine that is busy


def word_for(upload: BinaryIO | File, kind: str) -> str:
    """What `look.py` says of a `pdf` or a `picture`: one of its words. A look that ends too late or badly is `heavy`."""
    content = upload.read()
    if kind == "pdf" and is_plain(content):
        return FINE
    with AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(PROGRAM), kind],
                input=content,
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except subprocess.SubprocessError:
            return HEAVY
    return done.stdout.decode()


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
