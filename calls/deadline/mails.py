"""The standard mails about closing moments: extensions, reminders and news."""

from django.utils.translation import gettext_lazy as _

from calls.application.mail_places import LINK, REFERENCE, SAMPLE, TITLE, text_of
from pio_portal.correspondence.wording import register_mail

PLACES = {"reference": REFERENCE, "title": TITLE, "call": _("Titel van de oproep"), "link": LINK}
DRAFT_SAMPLE = {**SAMPLE, "call": "Open oproep 2026"}
EXTENDED = {
    **PLACES,
    "was": _("Tot wanneer het eerst kon"),
    "until": _("Tot wanneer het nu kan"),
    "reason": _("Reden van de verlenging"),
}
EXTENDED_SAMPLE = {
    **DRAFT_SAMPLE,
    "was": "15 dec 2026 om 12.00 uur (Brussel)",
    "until": "17 dec 2026 om 12.00 uur (Brussel)",
    "reason": "Het portaal was op 15 december een uur niet bereikbaar.",
}
REMINDED = {
    **PLACES,
    "left": _("Hoeveel tijd er nog is"),
    "closes": _("Tot wanneer indienen kan"),
    "missing": _("Hoeveel onderdelen nog niet volledig zijn"),
}
REMINDED_SAMPLE = {
    **DRAFT_SAMPLE,
    "left": "Nog 2 dagen",
    "closes": "15 dec 2026 om 12.00 uur (Brussel)",
    "missing": "Er zijn nog 2 onderdelen van de 5 niet volledig.",
}
register_mail(
    "round_extended",
    title=_("De indiendatum is verlengd"),
    subject=_("{{ call }}: indienen kan nu tot {{ until }}"),
    body=text_of(
        _("De indiendatum van {{ call }} is verlengd. Indienen kan nu tot {{ until }}, in plaats van {{ was }}."),
        _("Reden: {{ reason }}"),
        _("Verder werken aan uw aanvraag “{{ title }}” ({{ reference }}): {{ link }}"),
    ),
    variables=EXTENDED,
    sample=EXTENDED_SAMPLE,
)
register_mail(
    "application_extended",
    title=_("Een aanvraag krijgt uitstel"),
    subject=_("U kunt aanvraag {{ reference }} indienen tot {{ until }}"),
    body=text_of(
        _("PIO geeft uw aanvraag “{{ title }}” ({{ reference }}) uitstel. Indienen kan nu tot {{ until }}."),
        _("Reden: {{ reason }}"),
        _("Dit uitstel geldt alleen voor deze aanvraag: {{ link }}"),
    ),
    variables=EXTENDED,
    sample=EXTENDED_SAMPLE,
)
register_mail(
    "draft_reminder",
    title=_("Herinnering: de indiendatum nadert"),
    subject=_("{{ left }} om aanvraag {{ reference }} in te dienen"),
    body=text_of(
        _("Uw aanvraag “{{ title }}” ({{ reference }}) is nog niet ingediend. Indienen kan tot {{ closes }}."),
        "{{ missing }}",
        _("Verder werken aan uw aanvraag: {{ link }}"),
        _("Lukt het niet op tijd? Uw antwoorden blijven bewaard voor een volgende indiendatum."),
    ),
    variables=REMINDED,
    sample=REMINDED_SAMPLE,
    reminder=True,
)
register_mail(
    "reopened_reminder",
    title=_("Herinnering: een heropende aanvraag is nog niet opnieuw ingediend"),
    subject=_("{{ left }} om aanvraag {{ reference }} opnieuw in te dienen"),
    body=text_of(
        _(
            "Uw aanvraag “{{ title }}” ({{ reference }}) is heropend en nog niet opnieuw ingediend. "
            "Dat kan tot {{ closes }}. Dient u niet opnieuw in, dan telt de versie die u het laatst indiende."
        ),
        "{{ missing }}",
        _("Verder werken aan uw aanvraag: {{ link }}"),
    ),
    variables=REMINDED,
    sample=REMINDED_SAMPLE,
    reminder=True,
)
register_mail(
    "round_announcement",
    title=_("Nieuws over een indiendatum"),
    subject=_("{{ call }}: {{ title }}"),
    body=text_of("{{ text }}", _("Alles over de oproep: {{ link }}")),
    variables={
        "call": _("Titel van de oproep"),
        "title": _("Titel van de aankondiging"),
        "text": _("Tekst van de aankondiging"),
        "link": _("Adres van de oproep"),
    },
    sample={
        "call": "Open oproep 2026",
        "title": "Infosessie op 3 november",
        "text": "Op 3 november beantwoorden we uw vragen, online van 10 tot 11 uur.",
        "link": "https://portaal.pio.test/oproepen/PIO-2026/",
    },
)
