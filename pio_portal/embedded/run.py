"""`make run`: the whole portal on one machine, from an empty folder, until Ctrl-C."""

import contextlib
import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pio_portal.embedded import PREPARING, EmbeddedError, prepare
from pio_portal.embedded.after import wait_until_answers
from pio_portal.embedded.orphans import die_with_parent
from pio_portal.embedded.places import server_user, socket_dir, writable_folder
from pio_portal.embedded.postgres import PostgresServer
from pio_portal.embedded.redis import RedisServer
from pio_portal.embedded.supervisor import Part, Program, Supervisor, say
from pio_portal.environment import BASE_DIR, Environment, SettingError

HOST = "127.0.0.1"
PATIENCE_SECONDS = 10  # for what our processes leave behind when they end
ACCOUNTS = (
    ("aanvrager", "applicant, manager of an organisation"),
    ("collega", "colleague in the same organisation, editor"),
    ("beoordelaar", "adviser"),
    ("medewerker", "PIO staff"),
    ("programmaleider", "programme lead"),
    ("secretaris", "secretary of the committee"),
    ("comitelid", "member of the committee"),
    ("communicatie", "communication"),
    ("management", "management"),
    ("beheerder", "administrator"),
)
LOOP = """
import time
s = 0
for i in range(10_000_000):
    s += i * i % 7
print(time.process_time())
"""
PASSWORD = "demo-pio-2025"  # noqa: S105 - the demo's, printed on every start


def main() -> int:
    """Run everything; give the exit code."""
    die_with_parent()
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _leave)
    os.environ.setdefault("PIO_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pio_portal.settings")
    try:
        environment = Environment()
        port = environment.port()
        check_port(port)
        data = writable_folder(environment.data_dir())
        with only_one(data), Preparation(environment, data) as preparation, services(environment, data) as servers:
            with preparation.holding_up(web_server(port, environment.url_prefix(), preparation.busy)) as web:
                preparation.finish()
            return serve(environment, port, data, [*servers, web], first=preparation.needed)
    except (SettingError, EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _leave(*_: object) -> None:
    raise KeyboardInterrupt


def check_port(port: int) -> None:
    """Refuse a port that something else listens on, before anything starts."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SettingError(f"Port {port} is taken: stop what uses it, or PORT={port + 1} make run.") from None
            raise SettingError(f"Port {port} cannot be used: {error.strerror}.") from None


@contextlib.contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Let one `make run` at a time use the data folder."""
    with (data / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingError(f"The portal already runs on {data}: stop it, or set PIO_DATA_DIR.") from None
        yield


@contextlib.contextmanager
def services(environment: Environment, data: Path) -> Iterator[list[Part]]:
    """PostgreSQL and Redis while the portal runs, unless the environment names others; give those that are ours."""
    ours: list[Part] = []
    with contextlib.ExitStack() as stack:
        postgres = PostgresServer(data / "postgres")
        if not environment.database_url():
            stack.callback(postgres.release, patience=PATIENCE_SECONDS)
            ours.append(Database(postgres))
        if not environment.redis_url():
            place = socket_dir(postgres.folder, server_user(postgres.data))
            redis = RedisServer(data / "redis", place / "redis.sock")
            stack.callback(redis.stop)
            ours.append(redis)
        for server in ours:
            server.start()
        yield ours


@dataclass
class Database:
    """The embedded PostgreSQL as a part. Whoever needs it may have started it again first: that is another process."""

    server: PostgresServer
    name: str = "postgres"
    pid: int | None = None

    def start(self) -> None:
        """Start it when nobody did."""
        self.server.acquire()
        self.pid = self.server.running_pid()

    def lives(self) -> bool:
        """Whether it is still the one that we know."""
        return self.pid is not None and self.server.running_pid() == self.pid


class Preparation:
    """Migrating, seeding and collecting static files, when something changed since the last time.

    It begins while the servers start: loading the portal takes as long as making a database. While it tells the demo
    programme the web server loads the portal as well, and waits for `busy` to go.
    """

    def __init__(self, environment: Environment, data: Path) -> None:
        self.kept = None if environment.database_url() else data / "postgres" / "prepared"
        self.state = prepare.state()
        known = self.kept is not None and self.kept.exists() and (data / "static").exists()
        self.needed = not (known and self.kept and self.kept.read_text() == self.state)
        self.busy = data / "preparing"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        if self.needed:
            print("Preparing the database and the static files ...", flush=True)
            command = [sys.executable, "-m", "pio_portal.embedded.prepare"]
            self._process = subprocess.Popen(command, cwd=BASE_DIR)
        return self

    @contextlib.contextmanager
    def holding_up(self, web: Program) -> Iterator[Program]:
        """Start the web server, which answers nobody yet. It is ended when the preparation fails."""
        if not self.needed:
            self.busy.unlink(missing_ok=True)  # of one that was killed
            yield web
            return
        self.busy.touch()
        web.start()
        try:
            yield web
        except BaseException:
            web.end()
            raise
        finally:
            self.busy.unlink(missing_ok=True)

    def finish(self) -> None:
        """Wait for it, and keep that it was done. Raises EmbeddedError when it failed."""
        if self._process is None:
            return
        try:
            failed = self._process.wait()
        except BaseException:  # Ctrl-C: it must let go of the database before that can stop
            self.stop()
            raise
        if failed:
            raise EmbeddedError("The portal could not be prepared: see the lines above.")
        if self.kept:
            self.kept.write_text(self.state)

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End it, when it still runs."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait()


def serve(environment: Environment, port: int, data: Path, servers: list[Part], *, first: bool) -> int:
    """Supervise the servers, web, worker and beat until we are told to stop, or one of them keeps dying."""
    prefix = environment.url_prefix()
    live = f"http://{HOST}:{port}{prefix}/status/live/"
    address = f"http://{HOST}:{port}{prefix}/"
    supervisor = Supervisor([*servers, *after_the_web(live)])
    supervisor.run(lambda: threading.Thread(target=announce, args=(live, address, first), daemon=True).start())
    say(f"Stopped. The data stay in {data}.")
    return 0 if supervisor.asked_to_stop else 1


def web_server(port: int, prefix: str, busy: Path) -> Program:
    """The web server, which answers once there is no file `busy`."""
    web = [sys.executable, "-m", "granian", "pio_portal.embedded.served:application", "--interface", "asginl"]
    web += ["--host", HOST, "--port", str(port), "--workers", "2", "--backlog", "4096", "--backpressure", "2048"]
    web += ["--log-level", "error", "--workers-kill-timeout", "3", "--respawn-failed-workers"]
    web += ["--url-path-prefix", prefix] if prefix else []
    return Program("web", web, os.environ | {"PYTHONUNBUFFERED": "1", PREPARING: str(busy)}, BASE_DIR)


def after_the_web(live: str) -> list[Program]:
    """The worker and beat, which begin once the web server answers."""
    as_root = {
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"
    }  # a try-out, not a server
    python = [sys.executable, "-m"]
    celery = [*python, "pio_portal.embedded.after", live, *python, "celery", "--quiet", "--app", "pio_portal"]
    worker = ["nice", "-n", "10", *celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"]
    commands = {
        "worker": [*worker, "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat", "--pidfile=", "--loglevel", "WARNING"],
    }
    env = os.environ | {"PYTHONUNBUFFERED": "1"} | as_root
    return [Program(name, command, env, BASE_DIR) for name, command in commands.items()]


def announce(live: str, address: str, first: bool) -> None:  # noqa: FBT001 - the arguments of a thread
    """Print where the portal is and who can log in, once it really answers."""
    started = time.monotonic()
    if not wait_until_answers(live) or not wait_until_answers(address):
        return
    lines = [
        f"\nThe portal answers on {address}  (after {time.monotonic() - started:.1f} s)",
        *(whole_time() if first else []),
        f"Demo accounts, password {PASSWORD}:",
        *(f"  {name + '@demo.pio.test':<34} {role}" for name, role in ACCOUNTS),
        "Ctrl-C stops everything.\n",
    ]
    say("\n".join(lines))


def whole_time() -> list[str]:
    """How long the first page took from the command on, also measured in what this machine can do; if that is known."""
    begun = os.environ.get("PIO_BEGUN", "")
    if not begun.isdigit():
        return []
    seconds = time.time() - int(begun)
    loop = float(subprocess.check_output([sys.executable, "-c", LOOP]))
    return [f"First page after {seconds:.0f} s: {seconds / loop:.0f} times ten million additions ({loop:.2f} s here)."]


if __name__ == "__main__":
    sys.exit(main())
