"""Which files may be uploaded: by extension and by what is really inside."""

import zipfile
import zlib
from pathlib import PurePath
from typing import BinaryIO

import puremagic
from django.core.files import File
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pio_portal.change import Refused
from pio_portal.documents import look
from pio_portal.documents.archives import Contents, TooHeavy, has_bounded_table
from pio_portal.documents.inspection import word_for

MEGABYTE = 1024 * 1024
MAX_SIZE = 25 * MEGABYTE
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
ALLOWED = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "odt": f"{OPEN}.text",
    "ods": f"{OPEN}.spreadsheet",
    "odp": f"{OPEN}.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
ZIPPED = {
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    "odt": "content.xml",
    "ods": "content.xml",
    "odp": "content.xml",
}
NAMES = ", ".join(sorted(ALLOWED.keys() - {"jpeg"}))
MACRO, ELSEWHERE, HALF = "macro", "elsewhere", "half"
SENTENCES = {
    look.BROKEN: _("De inhoud is geen %(kind)s. Bewaar het bestand opnieuw als %(kind)s en probeer het nog eens."),
    look.LOCKED: _("Dit bestand is met een wachtwoord beveiligd. Verwijder het wachtwoord en probeer het opnieuw."),
    look.ACTIVE: _(
        "Dit bestand bevat een script of start een programma. Druk het af naar een nieuwe PDF en voeg die toe."
    ),
    look.HEAVY: _(
        "Dit bestand is te ingewikkeld om na te kijken. Bewaar het opnieuw als %(kind)s, of splits het in kleinere delen."
    ),
    MACRO: _("Dit bestand bevat macro's. Bewaar het zonder macro's en probeer het opnieuw."),
    ELSEWHERE: _(
        "Dit bestand haalt bij het openen een sjabloon of een ander bestand van elders op. Maak die koppeling los, "
        "of bewaar het als PDF, en probeer het opnieuw."
    ),
    HALF: _("Deze afbeelding is niet volledig. Kies het oorspronkelijke bestand en probeer het opnieuw."),
}


def check_outside(filename: str, size: int) -> str:
    """The extension of a file that may be kept, as far as its name and size say. Raises Refused."""
    extension = PurePath(filename).suffix.removeprefix(".").lower()
    if not extension:
        raise _refused(
            _now(
                "De naam van dit bestand zegt niet welk soort het is. Geef het een naam die eindigt op bijvoorbeeld .pdf."
            )
        )
    if extension not in ALLOWED:
        raise _refused(_now("Dit soort bestand kan niet. Kies een van deze soorten: %(kinds)s.") % {"kinds": NAMES})
    if size == 0:
        raise _refused(_now("Dit bestand is leeg. Kies een ander bestand."))
    if size > MAX_SIZE:
        raise _refused(
            _now(
                "Dit bestand is %(size)d MB groot. Het mag hoogstens %(most)d MB zijn: maak het kleiner of splits het."
            )
            % {"size": size // MEGABYTE, "most": MAX_SIZE // MEGABYTE}
        )
    return extension


def content_type_of(upload: BinaryIO | File, filename: str, size: int) -> str:
    """The content type of a file that may be kept.

    Raises Refused, with a sentence for the user, when it is too large, empty, of another kind than it says, broken off
    or too heavy to look at, or when it asks a password, carries macros or scripts, or fetches something by itself.
    """
    extension = check_outside(filename, size)
    upload.seek(0)
    try:
        word = _word_inside(upload, extension, size)
    finally:
        upload.seek(0)
    if word != look.FINE:
        raise _refused(str(SENTENCES[word]) % {"kind": extension.upper()})
    return ALLOWED[extension]


def _refused(sentence: str) -> Refused:
    return Refused(sentence, field="file")


def _word_inside(upload: BinaryIO | File, extension: str, size: int) -> str:
    if extension in ZIPPED:
        return _word_for_archive(upload, extension, size)
    head = upload.read(4096)
    upload.seek(0)
    if extension == "pdf":
        return word_for(upload, "pdf") if head.lstrip().startswith(b"%PDF-") else look.BROKEN
    try:
        found = puremagic.from_string(head, mime=True)
    except puremagic.PureError:
        return look.BROKEN
    if found != ALLOWED[extension]:
        return look.BROKEN
    word = word_for(upload, "picture")
    return HALF if word == look.BROKEN else word


def _word_for_archive(upload: BinaryIO | File, extension: str, size: int) -> str:
    try:
        if not has_bounded_table(upload, size):
            return look.HEAVY
        with zipfile.ZipFile(upload) as archive:
            return _word_for_contents(Contents(archive), ZIPPED[extension])
    except TooHeavy:
        return look.HEAVY
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        return look.BROKEN


def _word_for_contents(contents: Contents, needed: str) -> str:
    if not any(part.filename.startswith(needed) for part in contents.parts):
        return look.BROKEN
    if contents.is_locked:
        return look.LOCKED
    if contents.has_macros:
        return MACRO
    return ELSEWHERE if contents.loads_from_elsewhere else look.FINE
