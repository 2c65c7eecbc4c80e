"""What the standard mails about an application share: their places, a sample that fills them, and how they begin and end."""

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
REGARDS = _("Met vriendelijke groeten,\nHet PIO-team")
HELLO = _("Beste {{ recipient_name }},")


def text_of(*paragraphs: object) -> str:
    """A mail of these paragraphs, with its greeting and its regards."""
    return "\n\n".join(str(part) for part in (HELLO, *paragraphs, REGARDS))
