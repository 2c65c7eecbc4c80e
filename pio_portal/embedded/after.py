"""Run a command once the web server answers, so that it has the processors to itself while it starts.

python -m pio_portal.embedded.after URL COMMAND...
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

PATIENCE_SECONDS = 60


def wait_until_answers(
    url: str, patience: float = PATIENCE_SECONDS, *, while_alive: "subprocess.Popen[bytes] | None" = None
) -> bool:
    """Wait for an answer of any kind below 500; False when none came in time, or as long as a process lived."""
    deadline = time.monotonic() + patience
    while while_alive.poll() is None if while_alive else time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address
                return True
        except urllib.error.HTTPError as error:
            if error.code < 500:  # noqa: PLR2004
                return True
        except OSError:
            pass
        time.sleep(0.05)
    return False


if __name__ == "__main__":
    wait_until_answers(sys.argv[1])
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606 - the command line is ours
