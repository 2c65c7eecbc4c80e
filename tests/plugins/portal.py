"""The web server as it runs for real, beside a test and on its database."""

import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings

from pio_portal.embedded.after import wait_until_answers
from pio_portal.embedded.orphans import ENDING_WITH_US


@pytest.fixture
def web_server(_running_server, transactional_db):
    """The port of a real web server: the ASGI entry, in a process of its own."""
    return _running_server


@pytest.fixture(scope="session")
def _running_server(django_db_setup):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PIO_TEST_DATABASE": settings.DATABASES["default"]["NAME"],
    }
    command = [*ENDING_WITH_US, sys.executable, "-m", "granian", "pio_portal.asgi:application", "--interface", "asginl"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-log", "--workers-kill-timeout", "3"]
    process = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR)
    try:
        if not wait_until_answers(f"http://127.0.0.1:{port}/status/live/", while_alive=process):
            raise RuntimeError("the web server did not start")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)
