"""The standard mails of handling, assessing and deciding, in their default wording."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.mails import register_mail

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


def register_mails() -> None:
    """Make the mails known. Called from AppConfig.ready."""
    _within_pio()
    _decisions()


def text_of(*paragraphs: object) -> str:
    """A mail of these paragraphs, with its greeting and its regards."""
    return "\n\n".join(str(part) for part in (HELLO, *paragraphs, REGARDS))


def _within_pio() -> None:
    register_mail(
        "application_handler_assigned",
        title=_("U behandelt een aanvraag"),
        subject=_("Aanvraag {{ reference }} is aan u toegewezen"),
        body=text_of(
            _("U behandelt vanaf nu de aanvraag “{{ title }}” ({{ reference }})."), _("Naar het dossier: {{ link }}")
        ),
        variables=NAMES,
        sample=SAMPLE,
    )
    register_mail(
        "adviser_assigned",
        title=_("Vraag aan een beoordelaar"),
        subject=_("Wilt u aanvraag {{ reference }} beoordelen?"),
        body=text_of(
            _(
                "PIO vraagt uw oordeel over de aanvraag “{{ title }}” van {{ organisation }}. "
                "We verwachten uw advies: {{ due_on }}."
            ),
            _(
                "Verklaar eerst of u een belangenconflict hebt. "
                "Daarna ziet u de aanvraag en kunt u scores geven: {{ link }}"
            ),
        ),
        variables={
            **NAMES,
            "organisation": _("Naam van de aanvrager"),
            "due_on": _("Voor wanneer het advies wordt gevraagd"),
        },
        sample={**SAMPLE, "organisation": "Stad Halle", "due_on": "15 januari 2027"},
    )


def _decisions() -> None:
    decided = {**NAMES, "decided_on": _("Datum van de beslissing"), "grounds": _("Motivering van de beslissing")}
    sample = {
        **SAMPLE,
        "decided_on": "20 februari 2027",
        "grounds": "De behoefte is helder en de markt biedt nog geen oplossing.",
    }
    letter = _(
        "De brief met de volledige beslissing zit als PDF bij deze mail. U vindt hem ook in uw dossier: {{ link }}"
    )
    register_mail(
        "application_selected",
        title=_("Beslissing: geselecteerd"),
        subject=_("Uw aanvraag {{ reference }} is geselecteerd"),
        body=text_of(
            _("Goed nieuws: PIO selecteerde op {{ decided_on }} uw aanvraag “{{ title }}” ({{ reference }})."),
            _("Motivering: {{ grounds }}"),
            _("Uw contactpersoon bij PIO neemt contact met u op om de start van het project te plannen."),
            letter,
        ),
        variables=decided,
        sample=sample,
    )
    register_mail(
        "application_not_selected",
        title=_("Beslissing: niet geselecteerd"),
        subject=_("Beslissing over uw aanvraag {{ reference }}"),
        body=text_of(
            _("PIO besliste op {{ decided_on }} om uw aanvraag “{{ title }}” ({{ reference }}) niet te selecteren."),
            _("Motivering: {{ grounds }}"),
            _("Onze feedback, zodat u verder kunt: {{ feedback }}"),
            _("U mag in een latere indiendatum opnieuw indienen."),
            letter,
        ),
        variables={**decided, "feedback": _("Feedback aan de aanvrager")},
        sample={**sample, "feedback": "Bevraag vooraf drie leveranciers over wat technisch haalbaar is."},
    )
    register_mail(
        "application_ineligible",
        title=_("Beslissing: onontvankelijk"),
        subject=_("Uw aanvraag {{ reference }} is onontvankelijk"),
        body=text_of(
            _("PIO verklaarde uw aanvraag “{{ title }}” ({{ reference }}) onontvankelijk op {{ decided_on }}."),
            _("Motivering: {{ grounds }}"),
            letter,
        ),
        variables=decided,
        sample=sample,
    )
