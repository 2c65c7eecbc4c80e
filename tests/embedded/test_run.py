import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import psutil
import pytest

from pio_portal.embedded import run
from pio_portal.environment import SettingError

START_SECONDS = 600  # it tells the whole demo programme


def test_a_taken_port_is_told_before_anything_starts():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match=f"Port {port} is taken"):
            run.check_port(port)


def test_a_data_folder_is_run_once(tmp_path):
    with run.only_one(tmp_path), pytest.raises(SettingError, match="already runs"), run.only_one(tmp_path):
        pass


def test_run_answers_from_an_empty_folder_and_leaves_no_orphan(tmp_path, settings):
    """Twice on one folder: the first start prepares the database and ends on Ctrl-C, the second on SIGTERM."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PIO_", "DJANGO_", "PYTEST_"))}
    env |= {"PORT": str(port), "PIO_DATA_DIR": str(tmp_path / "data of one run")}
    for sign in (signal.SIGINT, signal.SIGTERM):
        process = subprocess.Popen(
            [sys.executable, "-m", "pio_portal.embedded.run"], cwd=settings.BASE_DIR, env=env, stdout=subprocess.DEVNULL
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/status/ready/", process)
            family = wait_for_family(process)
        finally:
            process.send_signal(sign)
            process.wait(timeout=60)
        assert {"postgres", "redis-server"} <= {name for name, _ in family}
        left = [name for name, child in family if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
        assert left == []


def wait_for(url, process):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own address
                assert response.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the portal did not answer")


def wait_for_family(process):
    """Every process below the supervisor, once worker and beat are among them."""
    while True:
        family = [(child.name(), child) for child in psutil.Process(process.pid).children(recursive=True)]
        commands = [" ".join(child.cmdline()) for _, child in family]
        if all(any(f"pio_portal {part}" in command for command in commands) for part in ("worker", "beat")):
            return family
        time.sleep(0.1)
