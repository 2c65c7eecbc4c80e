"""Where the embedded servers put their sockets, and as whom they run."""

import hashlib
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from pio_portal.embedded import EmbeddedError

SOCKETS = Path("/tmp")  # noqa: S108 - a socket path may have 107 bytes; the folder made below it is private and checked


@dataclass(frozen=True)
class ServerUser:
    """The account PostgreSQL runs as: it refuses root."""

    uid: int
    gid: int

    def can_reach(self, path: Path) -> bool:
        """Whether this account may walk down to `path` and execute or search it."""
        return all(self._may_search(place) for place in [path, *path.parents])

    def _may_search(self, path: Path) -> bool:
        info = path.stat()
        if info.st_uid == self.uid:
            return bool(info.st_mode & stat.S_IXUSR)
        return bool(info.st_mode & stat.S_IXOTH)


def server_user(folder: Path) -> ServerUser | None:
    """The account for the server on `folder`: None is ourselves; root hands over to the folder's owner or to nobody."""
    if os.geteuid() != 0:
        return None
    owner = folder.stat() if folder.exists() else None
    if owner and owner.st_uid != 0:
        return ServerUser(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return ServerUser(nobody.pw_uid, nobody.pw_gid)


def command_prefix(user: ServerUser | None, *reached: Path) -> list[str]:
    """What to put before a server's command line so that it runs as `user`.

    A checkout below /root is closed to every other account. The server then keeps the one capability that opens it,
    rather than that the folder's permissions are widened.
    """
    if user is None:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise EmbeddedError("PostgreSQL does not run as root and setpriv is missing: install util-linux.")
    prefix = [setpriv, f"--reuid={user.uid}", f"--regid={user.gid}", "--clear-groups"]
    if not all(user.can_reach(path) for path in reached):
        prefix += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
    return prefix


def socket_dir(folder: Path, user: ServerUser | None = None) -> Path:
    """The short private folder for the sockets of the servers whose data live in `folder`."""
    place = socket_dir_name(folder)
    owner = user.uid if user else os.geteuid()
    try:
        place.mkdir(mode=0o700)
        if user:
            os.chown(place, user.uid, user.gid)
    except FileExistsError:
        info = place.lstat()
        if not stat.S_ISDIR(info.st_mode) or info.st_uid != owner or info.st_mode & 0o077:
            raise EmbeddedError(f"{place} is not a private folder of this account: remove it.") from None
    return place


def socket_dir_name(folder: Path) -> Path:
    """The name of that folder, whether it exists or not: one for each account that uses the data."""
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]
    return SOCKETS / f"pio-{os.geteuid()}-{name}"


def writable_folder(folder: Path) -> Path:
    """Make `folder` with its parents, or say in one line why it cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(f"The data folder {folder} cannot be made: {error.strerror}.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise EmbeddedError(f"The data folder {folder} is not writable: set PIO_DATA_DIR to one that is.")
    return folder
