"""What the standard mails about an application share: their places, and a sample that fills them."""

from django.utils.translation import gettext_lazy as _

REFERENCE = _("Referentie van de aanvraag")
TITLE = _("Titel van de aanvraag")
LINK = _("Adres van het dossier")
NAMES = {"reference": REFERENCE, "title": TITLE, "link": LINK}
SAMPLE = {
    "reference": "A-2026-0012",
    "title": "Slimme straatverlichting die meet en deelt",
    "link": "https://portaal.pio.test/mijn/aanvragen/A-2026-0012/",
}


def text_of(*paragraphs: object) -> str:
    """The text of a mail, of these paragraphs."""
    return "\n\n".join(str(part) for part in paragraphs)
