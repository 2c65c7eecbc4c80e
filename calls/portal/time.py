"""What the passing of time tells the shared parts of the portal: extensions, news, reminders."""

from django.utils.translation import gettext_lazy as _

from calls.portal.mails_assessment import text_of
from pio_portal.audit.verbs import register_verb
from pio_portal.correspondence.mails import register_mail
from pio_portal.correspondence.periodic import periodic

NAMES = {
    "reference": _("Referentie van de aanvraag"),
    "title": _("Titel van de aanvraag"),
    "call": _("Titel van de oproep"),
    "link": _("Adres van het dossier"),
}
SAMPLE = {
    "reference": "A-2026-0012",
    "title": "Slimme straatverlichting die meet en deelt",
    "call": "Open oproep 2026",
    "link": "https://portaal.pio.test/mijn/aanvragen/A-2026-0012/",
}


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    from calls.deadline import announcements, extension, reminders  # noqa: F401 - it registers its task

    _verbs()
    _mails_of_extensions()
    _mails_before_the_closing()
    periodic("calls.announcements")(announcements.mail_announcements)
    periodic("calls.closing_reminders")(reminders.remind_of_closing)


def _verbs() -> None:
    register_verb(
        "round_extended",
        _("%(by)s verlengde de indiendatum van %(was)s tot %(until)s, reden: %(reason)s."),
        public=True,
    )
    register_verb(
        "round_reopened",
        _("%(by)s opende de indiendatum van %(was)s opnieuw, tot %(until)s, reden: %(reason)s."),
        public=True,
    )
    register_verb("application_extended", _("%(by)s gaf uitstel tot %(until)s, reden: %(reason)s."), public=True)
    register_verb(
        "submission_too_late", _("%(by)s wilde indienen op %(moment)s: na de sluiting, en dus te laat."), public=True
    )
    register_verb("round_announced", _("%(by)s schreef de aankondiging “%(title)s”."))
    register_verb("announcement_withdrawn", _("%(by)s nam de aankondiging “%(title)s” weg."))
    register_verb("round_reminders_set", _("%(by)s wijzigde de herinneringen: %(n)s voor de sluiting."))


def _mails_of_extensions() -> None:
    variables = {
        **NAMES,
        "was": _("Tot wanneer het eerst kon"),
        "until": _("Tot wanneer het nu kan"),
        "reason": _("Reden van de verlenging"),
    }
    sample = {
        **SAMPLE,
        "was": "15 dec 2026 om 12.00 uur (Brussel)",
        "until": "17 dec 2026 om 12.00 uur (Brussel)",
        "reason": "Het portaal was op 15 december een uur niet bereikbaar.",
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
        variables=variables,
        sample=sample,
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
        variables=variables,
        sample=sample,
    )


def _mails_before_the_closing() -> None:
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
        variables={
            **NAMES,
            "left": _("Hoeveel tijd er nog is"),
            "closes": _("Tot wanneer indienen kan"),
            "missing": _("Hoeveel onderdelen nog niet volledig zijn"),
        },
        sample={
            **SAMPLE,
            "left": "Nog 2 dagen",
            "closes": "15 dec 2026 om 12.00 uur (Brussel)",
            "missing": "Er zijn nog 2 onderdelen van de 5 niet volledig.",
        },
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
