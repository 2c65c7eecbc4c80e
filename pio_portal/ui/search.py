"""The pages of text that the public search finds."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.searched import normal
from pio_portal.ui.registry import Hit, register_search

PAGES = [  # address, title, what is on it
    (
        "ui:about",
        _("Over PIO"),
        _("programma innovatieve overheidsopdrachten VLAIO begeleiding cofinanciering werking"),
    ),
    ("ui:help", _("Hulp"), _("vragen handleiding aanvragen account wachtwoord indienen organisatie collega")),
    ("ui:contact", _("Contact"), _("adres telefoon e-mail bereiken vraag stellen")),
    ("ui:accessibility", _("Toegankelijkheid"), _("toegankelijkheidsverklaring WCAG schermlezer toetsenbord")),
    ("ui:privacy", _("Privacy"), _("persoonsgegevens AVG GDPR cookies bewaren rechten privacyverklaring")),
]


CLOSE = 0.8  # how much of a word must be right: "privecy" is 0.86 of "privacy"


def pages_alike(_user, q: str, limit: int) -> Iterable[Hit]:
    """The pages that have every word, or one that looks like it."""
    return _pages(q, limit, lambda word, parts: bool(get_close_matches(word, parts, n=1, cutoff=CLOSE)))


@register_search("pages", label=_("Pagina’s"), order=90, alike=pages_alike)
def find_pages(_user, q: str, limit: int) -> Iterable[Hit]:
    """The pages whose title or content has every word, also the beginning of one."""
    return _pages(q, limit, lambda word, parts: any(part.startswith(word) for part in parts))


def _pages(q: str, limit: int, has: Callable[[str, list[str]], bool]) -> list[Hit]:
    words = normal(q).split()
    found = (
        Hit(title=title, url=reverse(name))
        for name, title, about in PAGES
        if all(has(word, normal(f"{title} {about}").split()) for word in words)
    )
    return list(found)[:limit] if words else []
