"""Waiting for what takes as long as the machine is slow: it says what for, and fails when that can come no more."""

import time
from pathlib import Path

LONGEST = 1200  # seconds: then something stands still, on any machine; before `faulthandler_timeout` ends the run
OF_A_PAGE = 120_000  # milliseconds: a browser waits no less, for the machine may be busy with everything else


def wait_for(what, holds, *, alive=None, log=None):
    """Wait until it holds, and give that. Fails when the process that must bring it ended."""
    print(f"waiting for {what} ...")
    started = time.monotonic()
    while not (found := holds()):
        if alive is not None and alive.poll() is not None:
            raise AssertionError(f"waited for {what}, but the process ended with {alive.returncode}\n{last_lines(log)}")
        if time.monotonic() - started > LONGEST:
            raise AssertionError(f"waited {LONGEST} s for {what}\n{last_lines(log)}")
        time.sleep(0.05)
    return found


def last_lines(log):
    return "\n".join(Path(log).read_text(errors="replace").splitlines()[-30:]) if log else ""
