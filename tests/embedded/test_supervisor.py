"""What dies is started again; only what keeps dying stops the rest; and nothing is left behind."""

import os
import signal
import subprocess
import sys
import threading

import psutil
import pytest

from pio_portal.embedded.supervisor import tell
from tests.patience import wait_for

SCRIPT = """
import os, sys
from pathlib import Path
from pio_portal.embedded import supervisor
supervisor.FIRST_PAUSE, supervisor.LONGEST_PAUSE = 0.05, 0.4
programs = [
    supervisor.Program(name, [sys.executable, "-c", code], dict(os.environ), Path.cwd())
    for name, code in zip(sys.argv[1::2], sys.argv[2::2])
]
one = supervisor.Supervisor(programs)
one.run(lambda: supervisor.tell("all", "started"))
sys.exit(0 if one.asked_to_stop else 1)
"""
STAYS = "import os, time; print('here', os.getpid(), flush=True); time.sleep(3600)"
FALLS = "print('never', flush=True)"
SPLITS = (
    "import os, time; child = os.fork(); os.write(1, f\"{'here' if child else 'child'} {os.getpid()}\\n\".encode());"
    " time.sleep(3600)"
)


@pytest.fixture
def supervise(tmp_path, settings):
    """A function that supervises programs in a process of its own; gives that and its lines."""
    log, running = tmp_path / "lines.log", []

    def start(**programs):
        arguments = [part for name, code in programs.items() for part in (name, code)]
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-c", SCRIPT, *arguments], cwd=settings.BASE_DIR, stdout=out, stderr=out
            )
        running.append(process)
        return process, log

    yield start
    for process in running:
        process.terminate()  # in good order: it ends the children of its programs as well
        process.wait()


def pids(log, word="here"):
    """The processes that said so, in order."""
    return [int(line.split()[-1]) for line in log.read_text().splitlines() if f"| {word} " in line]


def is_gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_what_is_killed_is_started_again_and_the_others_go_on(supervise):
    process, log = supervise(web=STAYS, beat=STAYS)
    first, other = sorted(wait_for("both", lambda: len(pids(log)) == 2 and pids(log), alive=process, log=log))
    os.kill(first, signal.SIGKILL)

    wait_for("it to be back", lambda: len(pids(log)) == 3, alive=process, log=log)

    assert "stopped; it is started again in 0.05 s." in log.read_text()
    assert not is_gone(other)


def test_the_pause_grows_and_what_keeps_dying_stops_the_rest(supervise):
    process, log = supervise(web=STAYS, worker=FALLS)
    (other,) = wait_for("the other", lambda: pids(log), log=log)
    wait_for("the end", lambda: process.poll() is not None, log=log)

    pauses = [line.split()[-2] for line in log.read_text().splitlines() if "started again in" in line]
    assert pauses == ["0.05", "0.1", "0.2", "0.4", "0.4", "0.4"]
    assert log.read_text().count("| never") == 7
    assert "worker   | keeps stopping (7 times in a row): the portal stops." in log.read_text()
    assert process.returncode == 1
    assert is_gone(other)


def test_the_children_of_what_was_killed_are_not_left_beside_the_new_ones(supervise):
    process, log = supervise(web=SPLITS)
    wait_for("both", lambda: pids(log) and pids(log, "child"), alive=process, log=log)
    (first,), (child,) = pids(log), pids(log, "child")
    os.kill(first, signal.SIGKILL)

    wait_for("it to be back", lambda: len(pids(log)) == 2, alive=process, log=log)

    assert is_gone(child)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(supervise, sign):
    process, log = supervise(web=SPLITS, beat=STAYS)
    wait_for("all", lambda: len(pids(log)) == 2 and pids(log, "child"), alive=process, log=log)
    process.send_signal(sign)
    wait_for("the end", lambda: process.poll() is not None, log=log)

    assert process.returncode == 0
    assert all(is_gone(pid) for pid in pids(log) + pids(log, "child"))


def test_nothing_outlives_a_supervisor_that_is_killed(supervise):
    process, log = supervise(beat=STAYS)
    (pid,) = wait_for("it", lambda: pids(log), alive=process, log=log)
    process.kill()

    wait_for("it to end", lambda: is_gone(pid))


def test_what_several_tell_at_once_stands_on_lines_of_their_own(capfd):
    def count(name):
        for number in range(5_000):
            tell(name, f"{name} {number}")

    threads = [threading.Thread(target=count, args=(name,)) for name in ("web", "beat", "worker")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    lines = [line.partition(" | ")[2] for line in capfd.readouterr().out.splitlines()]
    assert sorted(lines) == sorted(f"{name} {number}" for name in ("web", "beat", "worker") for number in range(5_000))
