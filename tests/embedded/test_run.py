import os
import signal
import socket
import subprocess
import sys
import urllib.request

import psutil
import pytest

from pio_portal.embedded import run
from pio_portal.embedded.after import wait_until_answers
from pio_portal.environment import SettingError
from tests.patience import last_lines, wait_for


def test_a_taken_port_is_told_before_anything_starts():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match=f"Port {port} is taken"):
            run.check_port(port)


def test_a_data_folder_is_run_once(tmp_path):
    with run.only_one(tmp_path), pytest.raises(SettingError, match="already runs"), run.only_one(tmp_path):
        pass


def test_run_answers_from_an_empty_folder_and_stands_when_its_parts_fall(tmp_path, settings):
    """Twice on one folder: the first start prepares the database and ends on Ctrl-C, the second is the drill."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PIO_", "DJANGO_", "PYTEST_"))}
    env |= {"PORT": str(port), "PIO_DATA_DIR": str(tmp_path / "data of one run"), "PIO_DEMO": "1"}
    starts_and_leaves_no_orphan(port, env, settings.BASE_DIR, tmp_path / "run.log")
    drill = [sys.executable, "manage.py", "drill", "--applications", "60", "--pause", "5", "--looks", "3"]
    told = subprocess.run(drill, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    assert told.returncode == 0, f"{told.stdout}{told.stderr}{last_lines(tmp_path / 'data of one run' / 'portal.log')}"


def starts_and_leaves_no_orphan(port, env, folder, log):
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, "-m", "pio_portal.embedded.run"], cwd=folder, env=env, stdout=lines, stderr=lines
        )
    try:
        ready = f"http://127.0.0.1:{port}/status/ready/"
        what = "the demo programme to be told, and the portal to answer"
        wait_for(what, lambda: wait_until_answers(ready, patience=1), alive=process, log=log)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as first:
            assert "Open oproep" in first.read().decode(), "the web server did not wait for the demo programme"
        family = wait_for("worker and beat", lambda: whole_family(process), alive=process, log=log)
    finally:
        process.send_signal(signal.SIGINT)
        wait_for("everything to stop", lambda: process.poll() is not None, log=log)
    assert {"postgres", "redis-server"} <= {name for name, _ in family}
    left = [name for name, child in family if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    assert left == []


def whole_family(process):
    """Every process below the supervisor, once worker and beat are among them."""
    family = [(child.name(), child) for child in psutil.Process(process.pid).children(recursive=True)]
    commands = [" ".join(child.cmdline()) for _, child in family]
    return (
        family
        if all(any(f"pio_portal {part}" in command for command in commands) for part in ("worker", "beat"))
        else None
    )
