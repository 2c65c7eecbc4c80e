"""Nothing outlives the process that started it, not even after kill -9.

As a program: runs the command that it is given so that it ends with its parent.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
ENDING_WITH_US = (sys.executable, "-I", __file__)  # before a command


def die_with_parent(sign: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send `sign` to this process when its parent ends (Linux; elsewhere nothing happens)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, sign)


if __name__ == "__main__":
    die_with_parent()
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 - the command line is ours
