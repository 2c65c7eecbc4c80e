"""The standard mails with which the client is asked."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

VARIABLES = {
    "project": _("Titel van het project"),
    "ref": _("Referentie van het project"),
    "moment": _("Het moment waarover het gaat"),
    "link": _("Adres van de vragen"),
}
LINK = "https://pio.voorbeeld.be/bevraging/voorbeeld/"

UPTAKE = _("""Het PIO-project “{{ project }}” ({{ ref }}) leverde een oplossing op. We horen graag wat ervan werd.

Is ze in gebruik, op welke schaal, en wat veranderde ze? Nam een andere organisatie ze over?
Vier vragen, enkele minuten. Niet alles hoeft u te weten.

{{ link }}

U hoeft niet aan te melden. Een collega die het beter weet, kan dezelfde link gebruiken.
PIO leest uw antwoord na voor er iets van op de publieke pagina komt.""")

GUIDANCE = _("""Uw PIO-project “{{ project }}” ({{ ref }}) is een stap verder: {{ moment }}.

Hoe vond u de begeleiding door PIO? Vijf stellingen, twee minuten.

{{ link }}

U hoeft niet aan te melden. We tonen alleen gemiddelden per jaar, van minstens vijf antwoorden samen.""")

register_mail(
    "uptake_asked",
    title=_("Project: is de oplossing in gebruik?"),
    subject=_("Is de oplossing van project {{ ref }} in gebruik?"),
    body=UPTAKE,
    variables={name: text for name, text in VARIABLES.items() if name != "moment"},
    sample={"project": "Slimme straatverlichting die meet en deelt", "ref": "P-2026-0012", "link": LINK},
    reminder=True,
)
register_mail(
    "guidance_asked",
    title=_("Project: hoe vond u de begeleiding?"),
    subject=_("Hoe vond u de begeleiding van project {{ ref }}?"),
    body=GUIDANCE,
    variables=VARIABLES,
    sample={
        "project": "Slimme straatverlichting die meet en deelt",
        "ref": "P-2026-0012",
        "moment": "begeleiding tot en met het voortraject",
        "link": LINK,
    },
    reminder=True,
)
