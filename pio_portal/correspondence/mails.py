"""The standard mails about messages, and what the letters of every app share."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail, register_passage

# What a letter that refuses must say (Bestuursdecreet, art. II.21).
register_passage(
    "appeal",
    title=_("Tekstblok: een beslissing aanvechten"),
    subject=_("Bent u het niet eens met deze beslissing?"),
    body=_(
        "Neem gerust contact op met PIO voor uitleg. Dat verlengt de termijn hieronder niet.\n\n"
        "U kunt de beslissing aanvechten bij de Raad van State, afdeling Bestuursrechtspraak. Dien daarvoor een "
        "verzoekschrift tot nietigverklaring in, binnen 60 dagen nadat u deze brief kreeg. Dat kan met een aangetekende "
        "brief aan de Raad van State, Wetenschapsstraat 33, 1040 Brussel, of elektronisch via "
        "https://eproadmin.raadvst-consetat.be. Wat in het verzoekschrift moet staan, leest u op "
        "https://www.raadvst-consetat.be."
    ),
)

PLACES = {
    "sender": _("Wie het bericht schreef"),
    "reference": _("Referentie van het dossier"),
    "title": _("Titel van het dossier"),
    "excerpt": _("De eerste regels van het bericht"),
    "link": _("Adres van de berichten in het dossier"),
}
BODY = _(
    "{{ sender }} schreef een bericht over “{{ title }}” ({{ reference }}):\n\n"
    "{{ excerpt }}\n\n"
    "Lees het hele bericht en antwoord in het portaal: {{ link }}\n\n"
    "Antwoord daar en niet op deze mail: zo blijft alles bij elkaar in het dossier."
)
SAMPLE = {
    "reference": "A-2026-0012",
    "title": "Slimme straatverlichting die meet en deelt",
    "excerpt": "Kunt u ons zeggen of de netbeheerder al toestemming gaf?",
}
register_mail(
    "message_to_applicants",
    title=_("Nieuw bericht voor de aanvrager of de klant"),
    subject=_("Bericht van PIO over {{ reference }}"),
    body=BODY,
    variables=PLACES,
    sample={
        **SAMPLE,
        "sender": "An Peeters (PIO)",
        "link": "https://portaal.pio.test/mijn/aanvragen/A-2026-0012/berichten/",
    },
)
register_mail(
    "message_to_pio",
    title=_("Nieuw bericht voor de behandelaar of de begeleider"),
    subject=_("Bericht van {{ sender }} over {{ reference }}"),
    body=BODY,
    variables=PLACES,
    sample={
        **SAMPLE,
        "sender": "Karel Maes",
        "link": "https://portaal.pio.test/beheer/aanvragen/A-2026-0012/berichten/",
    },
)
