"""The mails about tender documents: what PIO remarked, to the client; a new version, to who guides the project."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

REMARKS = _("""PIO las “{{ document }}” van het project “{{ project }}” ({{ ref }}) en heeft opmerkingen ({{ number }}):

{{ list }}

Wat vragen we u? Verwerk ze in een nieuwe versie, en zeg bij elke opmerking kort wat u deed.

{{ link }}""")

register_mail(
    "tender_document_remarks",
    title=_("Project: opmerkingen van PIO op een opdrachtdocument"),
    subject=_("PIO heeft opmerkingen op “{{ document }}” van project {{ ref }}"),
    body=REMARKS,
    variables={
        "project": _("Titel van het project"),
        "ref": _("Referentie van het project"),
        "document": _("Titel van het document"),
        "number": _("Hoeveel opmerkingen"),
        "list": _("De opmerkingen, elk op een regel"),
        "link": _("Adres van het document in Mijn PIO"),
    },
    sample={
        "project": "Slimme straatverlichting die meet en deelt",
        "ref": "P-2026-0012",
        "document": "Bestek straatverlichting",
        "number": "2",
        "list": "- art. 4.2: Vraag een resultaat, geen toestel.\n- blz. 12: De gunningscriteria tellen op tot 95 %.",
        "link": "https://pio.voorbeeld.be/mijn/projecten/P-2026-0012/documenten/3/",
    },
)

GIVEN = _("""{{ by }} bezorgde versie {{ number }} van “{{ document }}” voor het project “{{ project }}” ({{ ref }}).

{{ note }}

{{ link }}""")

register_mail(
    "tender_document_given",
    title=_("Project: de klant bezorgde een opdrachtdocument"),
    subject=_("{{ ref }}: versie {{ number }} van “{{ document }}”"),
    body=GIVEN,
    variables={
        "project": _("Titel van het project"),
        "ref": _("Referentie van het project"),
        "document": _("Titel van het document"),
        "number": _("Nummer van de versie"),
        "by": _("Wie van de klant ze bezorgde"),
        "note": _("Wat er veranderde, als dat erbij staat"),
        "link": _("Adres van het document"),
    },
    sample={
        "project": "Slimme straatverlichting die meet en deelt",
        "ref": "P-2026-0012",
        "document": "Bestek straatverlichting",
        "number": "2",
        "by": "Nora Claes",
        "note": "Wat er veranderde: art. 4 is herschreven.",
        "link": "https://pio.voorbeeld.be/beheer/projecten/P-2026-0012/documenten/3/",
    },
)
