"""Which files may be uploaded: by extension and by what is really inside."""

import zipfile
from typing import BinaryIO

import puremagic
from django.core.files import File
from django.utils.translation import gettext as _

from pio_portal.change import Refused
from pio_portal.documents.encryption import is_encrypted

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


def check_outside(filename: str, size: int) -> str:
    """The extension of a file that may be kept, as far as its name and size say. Raises Refused."""
    extension = filename.rpartition(".")[2].lower()
    if extension not in ALLOWED:
        raise Refused(
            _("Dit soort bestand kan niet. Kies een van deze soorten: %(kinds)s.") % {"kinds": NAMES}, field="file"
        )
    if size == 0:
        raise Refused(_("Dit bestand is leeg. Kies een ander bestand."), field="file")
    if size > MAX_SIZE:
        raise Refused(
            _("Dit bestand is %(size)d MB groot. Het mag hoogstens %(most)d MB zijn: maak het kleiner of splits het.")
            % {"size": size // MEGABYTE, "most": MAX_SIZE // MEGABYTE},
            field="file",
        )
    return extension


def content_type_of(upload: BinaryIO | File, filename: str, size: int) -> str:
    """The content type of a file that may be kept.

    Raises Refused, with a sentence for the user, when it is too large, empty, of another kind than it says,
    or carries macros or a password.
    """
    extension = check_outside(filename, size)
    upload.seek(0)
    try:
        _check_inside(upload, extension, size)
    finally:
        upload.seek(0)
    return ALLOWED[extension]


def _check_inside(upload: BinaryIO, extension: str, size: int) -> None:
    other = Refused(
        _("De inhoud is geen %(kind)s. Bewaar het bestand opnieuw als %(kind)s en probeer het nog eens.")
        % {"kind": extension.upper()},
        field="file",
    )
    head = upload.read(4096)
    if extension in ZIPPED:
        _check_zipped(upload, ZIPPED[extension], other)
    elif extension == "pdf":
        if not head.lstrip().startswith(b"%PDF-"):
            raise other
        _check_pdf(upload, size, other)
    else:
        try:
            found = puremagic.from_string(head, mime=True)
        except puremagic.PureError as error:
            raise other from error
        if found != ALLOWED[extension]:
            raise other


def _check_zipped(upload: BinaryIO, needed: str, other: Refused) -> None:
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise other from error
    names = [entry.filename for entry in entries]
    if not any(name.startswith(needed) for name in names):
        raise other
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise Refused(_("Dit bestand bevat macro's. Bewaar het zonder macro's en probeer het opnieuw."), field="file")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(
            _("Dit bestand is met een wachtwoord beveiligd. Verwijder het wachtwoord en probeer het opnieuw."),
            field="file",
        )


def _check_pdf(upload: BinaryIO, size: int, other: Refused) -> None:
    try:
        encrypted = is_encrypted(upload, size)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise other from error
    if encrypted:
        raise Refused(
            _("Dit bestand is met een wachtwoord beveiligd. Verwijder het wachtwoord en probeer het opnieuw."),
            field="file",
        )
