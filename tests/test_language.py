"""Every text of Django, allauth, filters and tables is asked for, and answers in Dutch.

Not those of the mail queue's own lists in /admin/, which its maintainer reads beside its English manual.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from pio_portal.ui.catalog import mo_bytes, read_po

OWN = Path(settings.BASE_DIR)
# What reads the same in both languages, names of languages that nobody is shown among them.
SAME = {
    "Afrikaans", "Welsh", "Esperanto", "Hindi", "Interlingua", "Igbo", "Ido", "Khmer", "Kannada", "Malayalam", "Marathi",
    "Punjabi", "Swahili", "Tamil", "Thai", "Urdu", "…", "IPv4", "IPv6", "URL", ":?.!", ":", ", ", "%(size)d byte",
    "%s KB", "%s MB", "%s GB", "%s TB", "%s PB", "p.m.", "a.m.", "PM", "AM", "jan", "feb", "apr", "jun", "jul", "aug", "sep",
    "nov", "dec", "%(truncated_text)s…", "%(class_name)s %(instance)s", "Filter", "salt", "hash", "checksum",
    "%(value)s googol", "Accounts", "Code", "Headless", "MFA", "WebAuthn", "uid", "token", "Menu:", "Browser",
}  # fmt: skip


def folders() -> Iterator[Path]:
    yield Path(django.__file__).parent / "conf" / "locale"
    for app in apps.get_app_configs():
        if (folder := Path(app.path) / "locale").is_dir() and app.name != "post_office":
            yield folder


def texts_of(folder: Path) -> set[tuple[str, ...]]:
    """All that a library can say: its English catalog, else the fullest of those that it has."""
    own = folder / "en" / "LC_MESSAGES" / "django.po"
    paths = [own] if own.is_file() else folder.glob("*/LC_MESSAGES/django.po")
    catalogs = [read_po(path.read_text(encoding="utf-8")) for path in paths]
    return {key for key in max(catalogs, key=len, default={}) if key[1]}


def dutch(context: str, one: str, many: str) -> str:
    if many:
        return translation.npgettext(context, one, many, 2) if context else translation.ngettext(one, many, 2)
    return translation.pgettext(context, one) if context else translation.gettext(one)


@pytest.mark.parametrize("folder", sorted(folders()), ids=lambda folder: folder.parent.name)
def test_every_text_of_a_library_is_dutch(folder):
    texts = texts_of(folder)
    assert texts
    with translation.override("nl"):
        english = {one for context, one, many in texts if dutch(context, one, many) == (many or one)}
    assert english - SAME == set()


SAID = re.compile(r'(?:\b_\(|gettext(?:_lazy)?\(|{% translate)\s*"([^"]+)"')


def test_no_library_says_a_text_of_ours_otherwise():
    """What we say in Dutch stands in our source; one English word of it would be translated by who else uses that word."""
    ours = [OWN / "templates", *(Path(app.path) for app in apps.get_app_configs() if OWN in Path(app.path).parents)]
    files = [file for place in ours for kind in ("py", "html") for file in place.rglob(f"*.{kind}")]
    texts = {text for file in files if ".venv" not in file.parts for text in SAID.findall(file.read_text())}
    assert len(texts) > 1000
    with translation.override("nl"):
        assert {text for text in texts if translation.gettext(text) != text} == set()


def test_our_catalog_is_compiled():
    catalogs = sorted((OWN / "locale").glob("*/LC_MESSAGES/django.po"))
    assert catalogs
    for po in catalogs:
        assert po.with_suffix(".mo").read_bytes() == mo_bytes(read_po(po.read_text(encoding="utf-8"))), po


def test_short_password_is_told_in_dutch():
    with pytest.raises(ValidationError) as refused:
        validate_password("kort")
    assert "Dit wachtwoord is te kort. Gebruik minstens 12 tekens." in refused.value.messages
