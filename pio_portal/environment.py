"""What the environment may say, checked before anything starts.

Settings, `make run` and the tests read it here, so that a wrong value gives the same single line everywhere.
docs/operations.md lists the variables.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent
TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off", ""})
HIGHEST_PORT = 65535
MOST_PROXIES = 9
SHORTEST_KEY, FEWEST_CHARACTERS = 50, 10  # hexadecimal digits have 16
DATABASE_SCHEMES = ("postgres", "postgresql")
REDIS_SCHEMES = ("redis", "rediss", "unix")
EMAIL_SCHEMES = ("smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail")


class SettingError(ValueError):
    """A variable of the environment is wrong or missing; the text is the line to show."""


class Environment:
    """Typed, checked reading of the variables of `docs/operations.md`."""

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        """Give the text of a variable; empty counts as not set."""
        return self._values.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Give a yes or no."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in TRUE | FALSE:
            raise SettingError(f"{name} is {value!r}: set it to 1 or 0.")
        return value in TRUE

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Give a list written with commas."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()] or list(default)

    def numbers(self, name: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """Give as many whole numbers as the default has, written with commas, each more than the one before."""
        words = self.words(name)
        if not words:
            return default
        found = tuple(int(word) for word in words if word.isdecimal())
        if len(found) != len(words) or len(found) != len(default) or list(found) != sorted({*found} - {0}):
            example = ",".join(str(number) for number in default)
            raise SettingError(
                f"{name} is {self.text(name)!r}: set it to {len(default)} rising numbers, such as {example}."
            )
        return found

    def url(self, name: str, schemes: tuple[str, ...], example: str) -> str:
        """Give an address of one of `schemes`, or nothing when it is not set."""
        value = self.text(name)
        if not value:
            return ""
        try:
            parts = urlsplit(value)
            readable = parts.scheme in schemes and (parts.port is None or parts.port > 0)
        except ValueError:
            readable = False
        if not readable:
            raise SettingError(f"{name} cannot be read: write it as {example}.")
        return value

    def port(self) -> int:
        """Give the port of the web server."""
        value = self.text("PORT", "8000")
        if not value.isdigit() or not 0 < int(value) <= HIGHEST_PORT:
            raise SettingError(f"PORT is {value!r}: set it to a number from 1 to {HIGHEST_PORT}.")
        return int(value)

    def data_dir(self) -> Path:
        """Give the folder of everything this installation keeps; it, or the first folder above it, can be written."""
        folder = Path(self.text("PIO_DATA_DIR", str(BASE_DIR / ".data"))).expanduser().resolve()
        existing = next(place for place in (folder, *folder.parents) if place.exists())
        if not existing.is_dir():
            raise SettingError(f"PIO_DATA_DIR is {folder}, but {existing} is a file: name a folder.")
        if not os.access(existing, os.W_OK | os.X_OK):
            raise SettingError(f"PIO_DATA_DIR is {folder}, which cannot be written: name a folder that can.")
        return folder

    def url_prefix(self) -> str:
        """Give the path below which the portal is mounted: empty, or `/pio`."""
        value = self.text("URL_PREFIX").rstrip("/")
        if value and (not value.startswith("/") or value.startswith("//") or any(c in value for c in " ?#\\")):
            raise SettingError(f"URL_PREFIX is {value!r}: write a path that starts with one slash, such as /pio.")
        return value

    def database_url(self, name: str = "DATABASE_URL") -> str:
        """Give the address of a PostgreSQL database; nothing means the embedded one."""
        value = self.url(name, DATABASE_SCHEMES, "postgres://user:password@host:5432/name")
        if value and not urlsplit(value).path.strip("/"):
            raise SettingError(f"{name} names no database: write it as postgres://user:password@host:5432/name.")
        return value

    def redis_url(self) -> str:
        """Give the address of Redis; nothing means the embedded one."""
        return self.url("REDIS_URL", REDIS_SCHEMES, "redis://host:6379/0")

    def clamd_socket(self) -> str:
        """Give the place of the virus scanner: the path of its socket, or `host:port`; nothing means no scanner."""
        value = self.text("CLAMD_SOCKET")
        host, _colon, port = value.rpartition(":")
        at_port = bool(host) and port.isascii() and port.isdigit() and 0 < int(port) <= HIGHEST_PORT
        if value and not value.startswith("/") and ("/" in value or not at_port):
            raise SettingError(f"CLAMD_SOCKET is {value!r}: write a path such as /run/clamav/clamd.ctl, or host:3310.")
        return value

    def portal_url(self, *, demo: bool) -> str:
        """Give the portal's own address, which stands in mails: never that of a request, which its sender chooses."""
        value = self.url("PORTAL_URL", ("http", "https"), "https://portaal.voorbeeld.be")
        if not value:
            hosts = [] if demo else [host.lstrip(".") for host in self.words("ALLOWED_HOSTS") if host != "*"]
            return f"https://{hosts[0]}" if hosts else f"http://127.0.0.1:{self.port()}"
        parts = urlsplit(value)
        if not parts.hostname or parts.path.strip("/") or parts.query:
            raise SettingError(
                "PORTAL_URL is the scheme and the host alone, such as https://portaal.voorbeeld.be: "
                "a path goes in URL_PREFIX."
            )
        return value.rstrip("/")

    def trusted_proxies(self, *, demo: bool) -> int:
        """Give how many proxies stand before the portal; outside the demo there is one that ends TLS."""
        value = self.text("TRUSTED_PROXIES", "0" if demo else "1")
        if not (value.isascii() and value.isdigit() and int(value) <= MOST_PROXIES):
            raise SettingError(f"TRUSTED_PROXIES is {value!r}: set it to the number of proxies, 0 to {MOST_PROXIES}.")
        return int(value)

    def secret_key(self, *, demo: bool) -> str:
        """Give the key that signs sessions and links; only the demo has one of its own."""
        value = self.text("SECRET_KEY", "demo-only-not-a-secret" if demo else "")
        if not value:
            raise SettingError("SECRET_KEY is missing: set it to a long random text (only PIO_DEMO=1 may do without).")
        if not demo and (len(value) < SHORTEST_KEY or len(set(value)) < FEWEST_CHARACTERS):
            raise SettingError(f"SECRET_KEY can be guessed: set it to {SHORTEST_KEY} random characters or more.")
        return value

    def refuse(self, start: str, what: str) -> None:
        """Stop when something is set that this version cannot do: what is ignored would be a false promise."""
        found = sorted(name for name, value in self._values.items() if name.startswith(start) and value.strip())
        if found:
            raise SettingError(f"{found[0]} is set, but this version does not have {what} yet: unset it.")


def broker_url(redis_url: str) -> str:
    """Give the address of Redis as Celery writes it: a socket has another scheme there."""
    if not redis_url.startswith("unix://"):
        return redis_url
    return redis_url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)
