"""The standard mails about projects."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

ENGAGEMENTS = _("""Het PIO-project “{{ project }}” ({{ ref }}) van {{ organisation }} is klaar om te beginnen.
Er staat op papier wat uw organisatie en PIO elkaar beloven.

Wat vragen we u? Lees de engagementen en bevestig ze.
Het voortraject begint zodra u en PIO bevestigd hebben.

{{ link }}

Klopt er iets niet? Neem dan contact op met uw PIO-begeleider voor u bevestigt.""")

register_mail(
    "engagements_to_confirm",
    title=_("Project: engagementen te bevestigen"),
    subject=_("Bevestig de engagementen van project {{ ref }}"),
    body=ENGAGEMENTS,
    variables={
        "project": _("Titel van het project"),
        "ref": _("Referentie van het project"),
        "organisation": _("Naam van de klant"),
        "link": _("Adres van het project in Mijn PIO"),
    },
    sample={
        "project": "Slimme straatverlichting die meet en deelt",
        "ref": "P-2026-0012",
        "organisation": "Stad Halle",
        "link": "https://pio.voorbeeld.be/mijn/projecten/P-2026-0012/",
    },
)
