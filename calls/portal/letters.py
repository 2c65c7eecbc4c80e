"""The letters about an application, in their default wording: PIO rewords them like a mail."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.mails import register_letter

PLACES = {
    "reference": _("Referentie van de aanvraag"),
    "title": _("Titel van de aanvraag"),
    "organisation": _("Naam van de aanvrager"),
    "kbo": _("KBO-nummer van de aanvrager"),
    "call": _("Titel en code van de oproep"),
    "submitted_on": _("Dag van de indiening"),
    "decided_on": _("Datum van de beslissing"),
    "decided_by": _("Naam van wie besliste"),
    "grounds": _("Motivering van de beslissing"),
    "feedback": _("Feedback aan de aanvrager"),
}
SAMPLE = {
    "reference": "A-2026-0012",
    "title": "Slimme straatverlichting die meet en deelt",
    "organisation": "Stad Halle",
    "kbo": "0207.499.430",
    "call": "Open oproep 2026 (PIO-2026)",
    "submitted_on": "14 december 2026",
    "decided_on": "20 februari 2027",
    "decided_by": "Lea De Smet",
    "grounds": "De behoefte is helder en de markt biedt nog geen oplossing.",
    "feedback": "Bevraag vooraf drie leveranciers over wat technisch haalbaar is.",
}
SUBJECT = _("Beslissing over aanvraag {{ reference }}")
OPENING = _("Geachte,")
GROUNDS = _("## Motivering\n\n{{ grounds }}")
CLOSING = _("Met vriendelijke groeten,\n\n{{ decided_by }}\nProgramma Innovatieve Overheidsopdrachten (PIO)")


def register() -> None:
    """Make the letters known. Called from AppConfig.ready."""
    _letter(
        "letter_selected",
        _("Brief: geselecteerd"),
        _("PIO selecteert uw aanvraag “{{ title }}”."),
        GROUNDS,
        _(
            "## Wat nu?\n\n"
            "1. PIO neemt contact met u op voor een startgesprek.\n"
            "2. Samen leggen we de engagementen, de planning en de streeftermijn tot de lancering vast.\n"
            "3. Daarna begint het voortraject. PIO betaalt daarbij de externe expertise."
        ),
        _(
            "De selectie geeft recht op begeleiding. Cofinanciering is er in principe: daarover beslist het bevoegde "
            "orgaan later, per overheidsopdracht."
        ),
    )
    _letter(
        "letter_not_selected",
        _("Brief: niet geselecteerd"),
        _("PIO selecteert uw aanvraag “{{ title }}” niet."),
        GROUNDS,
        _("## Feedback\n\n{{ feedback }}"),
        _(
            "## Wat nu?\n\n"
            "U mag in een latere indiendatum een nieuwe aanvraag indienen. Gebruik daarvoor de feedback hierboven. "
            "Het PIO-team bespreekt ze graag met u."
        ),
    )
    _letter(
        "letter_ineligible",
        _("Brief: onontvankelijk"),
        _("Uw aanvraag “{{ title }}” is onontvankelijk: PIO beoordeelt ze niet verder."),
        GROUNDS,
        _(
            "## Wat nu?\n\n"
            "Voldoet uw organisatie of uw vraag later wel aan de voorwaarden van de oproep? Dan kunt u een nieuwe "
            "aanvraag indienen. Het PIO-team denkt graag met u mee."
        ),
    )


def _letter(kind: str, title: object, *paragraphs: object) -> None:
    register_letter(
        kind,
        title=title,
        subject=SUBJECT,
        body="\n\n".join(str(part) for part in (OPENING, *paragraphs, CLOSING)),
        variables=PLACES,
        sample=SAMPLE,
        template="calls/pdf/decision.html",
    )
