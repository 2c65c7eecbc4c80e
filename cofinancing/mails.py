"""The standard mails about co-financing."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

DECIDED = _("""Er is een beslissing genomen over de cofinanciering van uw opdracht “{{ procurement }}” ({{ ref }}): {{ decision }}.

De brief met de motivering vindt u als bijlage, en in uw dossier:

{{ link }}""")

register_mail(
    "cofinancing_decided",
    title=_("Cofinanciering: beslissing"),
    subject=_("Beslissing over de cofinanciering van {{ ref }}"),
    body=DECIDED,
    variables={
        "procurement": _("Titel van de opdracht"),
        "ref": _("Referentie van de opdracht"),
        "decision": _("De beslissing in enkele woorden"),
        "link": _("Adres van het project in Mijn PIO"),
    },
    sample={
        "procurement": "Straatverlichting met sensoren",
        "ref": "O-2026-0001",
        "decision": "toekenning van € 100.000,00",
        "link": "https://portaal.voorbeeld.be/mijn/projecten/P-2026-0001/",
    },
)
