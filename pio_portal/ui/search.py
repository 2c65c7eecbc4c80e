"""The pages of text that the public search finds."""

from collections.abc import Iterable

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


@register_search("pages", label=_("Pagina’s"), order=90)
def find_pages(_user, q: str, limit: int) -> Iterable[Hit]:
    """The pages whose title or content has every word, also the beginning of one."""
    words = normal(q).split()
    found = (
        Hit(title=title, url=reverse(name))
        for name, title, about in PAGES
        if all(any(part.startswith(word) for part in normal(f"{title} {about}").split()) for word in words)
    )
    return list(found)[:limit] if words else []
