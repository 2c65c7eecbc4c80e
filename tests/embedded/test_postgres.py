import os
import signal
import subprocess
import sys

import psycopg
import pytest

from pio_portal.embedded.places import SOCKETS, ServerUser, command_prefix, socket_dir_name
from pio_portal.embedded.postgres import PostgresServer
from tests.patience import wait_for

USER = """
import sys, time
from pathlib import Path
from pio_portal.embedded.postgres import PostgresServer
server = PostgresServer(Path(sys.argv[1]), durable=False)
server.acquire()
print(server.running_pid(), flush=True)
while sys.stdin.readline() == "again\\n":
    server.acquire()
    print(server.running_pid(), flush=True)
"""


@pytest.fixture
def server(tmp_path):
    server = PostgresServer(tmp_path / "a place" / "postgres", durable=False)
    yield server
    server.release()
    assert not socket_dir_name(server.folder).exists()


@pytest.fixture
def other_user(server, settings):
    """A function that makes another process use the server."""
    processes = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-c", USER, str(server.folder)],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process, int(process.stdout.readline())

    yield start
    for process in processes:
        process.communicate()


def answers(server):
    with psycopg.connect(host=server.host, user="pio", dbname="pio") as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_the_last_user_stops_the_server(server, other_user):
    process, pid = other_user()
    server.acquire()
    assert server.running_pid() == pid

    process.communicate("leave\n")
    assert answers(server)

    server.release()
    assert server.running_pid() is None


def test_the_server_survives_the_one_that_started_it(server, other_user):
    server.acquire()
    pid = server.running_pid()
    process, _ = other_user()

    server.release()

    assert server.running_pid() == pid
    process.communicate("leave\n")
    assert server.running_pid() is None


def test_a_user_killed_at_once_no_longer_counts(server, other_user):
    server.acquire()
    process, _ = other_user()
    process.kill()
    process.wait()

    server.release()

    assert server.running_pid() is None


def test_a_crashed_server_comes_back_with_what_was_committed(server):
    server.durable = True
    server.acquire()
    with psycopg.connect(host=server.host, user="pio", dbname="pio") as connection:
        connection.execute("CREATE TABLE kept (n int)")
    os.kill(server.running_pid(), signal.SIGKILL)
    wait_for("the server to be gone", lambda: server.running_pid() is None)

    server.acquire()

    with psycopg.connect(host=server.host, user="pio", dbname="pio") as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_crashed_server_that_another_started_again_is_not_left_behind(server, other_user):
    server.acquire()
    process, pid = other_user()
    os.kill(pid, signal.SIGKILL)
    wait_for("the server to be gone", lambda: server.running_pid() is None)
    process.stdin.write("again\n")
    process.stdin.flush()
    again = int(process.stdout.readline())
    assert again != pid
    process.communicate("leave\n")

    server.release()

    assert server.running_pid() is None


def test_a_process_id_left_by_a_crash_may_be_anothers_by_now(server):
    server.acquire()
    server.release()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n1\n5432\n{server.host}\n\n1 1\nready\n")

    server.acquire()

    assert answers(server)


def test_the_socket_path_is_short_however_long_the_folder_is(tmp_path):
    folder = tmp_path / ("a long name " * 15)
    assert len(str(socket_dir_name(folder) / ".s.PGSQL.5432.lock")) < 107
    assert socket_dir_name(folder).parent == SOCKETS


def test_two_folders_have_two_sockets(tmp_path):
    assert socket_dir_name(tmp_path / "a") != socket_dir_name(tmp_path / "b")


def test_a_folder_closed_to_others_costs_one_capability_and_no_permission(tmp_path):
    stranger = ServerUser(uid=65534, gid=65534)
    tmp_path.chmod(0o700)
    assert "--ambient-caps=+dac_override" in command_prefix(stranger, tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
