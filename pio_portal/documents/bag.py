"""Files that leave the portal together, as a bag in a zip (BagIt, RFC 8493): each with its SHA-256 in a manifest.

The same files make the same bytes: names in order, one date, nothing compressed. Files are copied
piece by piece, so that no bag is held in memory.
"""

import hashlib
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

PIECE = 1024 * 1024
ALWAYS = (1980, 1, 1, 0, 0, 0)  # the first date that a zip knows
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PAYLOAD, MANIFEST, TAG_MANIFEST = "data/", "manifest-sha256.txt", "tagmanifest-sha256.txt"
LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
TOOLS = {"bagit.txt", "bag-info.txt", MANIFEST}
MOST_TAGS = 64 * 1024 * 1024  # bytes of a manifest that are read at once: half a million files
UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|%]")


class Source(Protocol):
    """Where the bytes of a part come from."""

    def __call__(self) -> AbstractContextManager[IO[bytes]]: ...


@dataclass(frozen=True)
class Part:
    """A file of the bag: its name below `data/`, its size in bytes, what opens it, and its sum where that is known."""

    name: str
    size: int
    source: Source
    sha256: str = ""


@dataclass
class Faults:
    """What is wrong with a bag: the names of the files concerned."""

    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.added)


class Damaged(Exception):  # noqa: N818 - it is what the file is, not a fault of the program
    """A file is not what was kept. `str()` is its name."""


class Unreadable(Exception):  # noqa: N818 - it is what the file is, not a fault of the program
    """The file is no bag at all."""


def safe_name(text: str) -> str:
    """A name of a file that every system can keep."""
    return UNSAFE.sub("_", text).strip(" .") or "bestand"


def write_bag(stream: IO[bytes], *, base: str, parts: Iterable[Part], info: dict[str, str]) -> None:
    """Write a bag with these parts below the folder `base`. Their names must be different, and safe.

    Raises Damaged for a part that is gone, or is not what its sum says.
    """
    sums: dict[str, str] = {}
    size = 0
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for part in sorted(parts, key=lambda one: one.name):
            name = PAYLOAD + part.name
            try:
                with part.source() as source:
                    sums[name] = _write(archive, f"{base}/{name}", source, part.size)
            except FileNotFoundError as error:
                raise Damaged(part.name) from error
            if part.sha256 not in ("", sums[name]):
                raise Damaged(part.name)
            size += part.size
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(
                f"{label}: {value}\n" for label, value in {**info, "Payload-Oxum": f"{size}.{len(sums)}"}.items()
            ),
            MANIFEST: _lines(sums),
        }
        for name, text in tags.items():
            archive.writestr(_entry(f"{base}/{name}"), text)
        tag_sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
        archive.writestr(_entry(f"{base}/{TAG_MANIFEST}"), _lines(tag_sums))


def faults_of(path: Path) -> Faults:
    """Compare each file of a bag with the manifests in it. Raises Unreadable for what is no bag."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _faults(archive)
    except (zipfile.BadZipFile, OSError, UnicodeDecodeError, NotImplementedError, RuntimeError) as error:
        raise Unreadable from error


def _faults(archive: zipfile.ZipFile) -> Faults:
    found = Counter(archive.namelist())
    base = next((name.split("/")[0] for name in found if name.endswith(f"/{TAG_MANIFEST}")), "")
    if not base:
        raise Unreadable
    faults, listed = Faults(), _listed(archive, f"{base}/{TAG_MANIFEST}")
    # What the manifest should list is told even when it was left out, or changed, together with its own line.
    faults.missing += sorted(TOOLS - set(listed))
    if found[f"{base}/{MANIFEST}"]:
        listed |= _listed(archive, f"{base}/{MANIFEST}")
    for name, expected in sorted(listed.items()):
        if not found[f"{base}/{name}"]:
            faults.missing.append(name)
        elif _digest_in(archive, f"{base}/{name}") != expected:
            faults.changed.append(name)
    known = {f"{base}/{name}" for name in [*listed, TAG_MANIFEST]}
    for name, number in sorted(found.items()):
        if name not in known or number > 1:
            faults.added.append(name.removeprefix(f"{base}/"))
    faults.missing = sorted(set(faults.missing))
    return faults


def _listed(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The files that a manifest lists, with their sums. Raises Unreadable for one that cannot be read."""
    if archive.getinfo(name).file_size > MOST_TAGS:
        raise Unreadable
    listed = {}
    for line in archive.read(name).decode().splitlines():
        if (match := LINE.fullmatch(line)) is None or match[2] in listed:
            raise Unreadable
        listed[match[2]] = match[1]
    return listed


def _digest_in(archive: zipfile.ZipFile, name: str) -> str:
    """The sum of a file in the archive; nothing when its bytes cannot be read."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as source:
            for piece in _pieces(source):
                digest.update(piece)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        return ""
    return digest.hexdigest()


def _write(archive: zipfile.ZipFile, name: str, source: IO[bytes], size: int) -> str:
    digest, entry = hashlib.sha256(), _entry(name)
    entry.file_size = size
    with archive.open(entry, "w") as target:
        for piece in _pieces(source):
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry that does not say when it was made."""
    return zipfile.ZipInfo(name, ALWAYS)


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


def _lines(sums: dict[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sums.items())
