"""The mail with which the client hears what PIO asks."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

ASKED = _("""PIO vraagt u iets voor het project “{{ project }}” ({{ ref }}):

{{ task }}

Is het gedaan? Zeg het op de bladzijde van uw project. Daar kunt u ook een document bezorgen.

{{ link }}""")

register_mail(
    "project_task_asked",
    title=_("Project: PIO vraagt iets aan de klant"),
    subject=_("PIO vraagt u iets voor project {{ ref }}"),
    body=ASKED,
    variables={
        "project": _("Titel van het project"),
        "ref": _("Referentie van het project"),
        "task": _("Wat er gevraagd wordt, en tegen wanneer"),
        "link": _("Adres van het project in Mijn PIO"),
    },
    sample={
        "project": "Slimme straatverlichting die meet en deelt",
        "ref": "P-2026-0012",
        "task": "Bezorg de lijst van de lichtpunten. Graag tegen 12 maart 2027.",
        "link": "https://pio.voorbeeld.be/mijn/projecten/P-2026-0012/",
    },
)
