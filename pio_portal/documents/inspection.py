"""Has a file looked at in a process of its own, a few at a time."""

import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO

from django.core.files import File

from pio_portal.documents.look import HEAVY

PROGRAM = Path(__file__).with_name("look.py")
AT_ONCE = BoundedSemaphore(2)  # in each web process: more would not be ready sooner
SECONDS = 40  # on the clock, also for a machine that is busy


def word_for(upload: BinaryIO | File, kind: str) -> str:
    """What `look.py` says of a `pdf` or a `picture`: one of its words. A look that ends too late or badly is `heavy`."""
    with AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(PROGRAM), kind],
                input=upload.read(),
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except subprocess.SubprocessError:
            return HEAVY
    return done.stdout.decode()
