"""The standard mails and letters that tell a decision, in their default wording."""

from django.utils.translation import gettext_lazy as _

from calls.application.mail_places import NAMES, SAMPLE, text_of
from pio_portal.correspondence.wording import register_letter, register_mail

DECIDED = {**NAMES, "decided_on": _("Datum van de beslissing"), "grounds": _("Motivering van de beslissing")}
DECIDED_SAMPLE = {
    **SAMPLE,
    "decided_on": "20 februari 2027",
    "grounds": "De behoefte is helder en de markt biedt nog geen oplossing.",
}
LETTER = _("De brief met de volledige beslissing zit als PDF bij deze mail. U vindt hem ook in uw dossier: {{ link }}")

register_mail(
    "application_selected",
    title=_("Beslissing: geselecteerd"),
    subject=_("Uw aanvraag {{ reference }} is geselecteerd"),
    body=text_of(
        _("Goed nieuws: PIO selecteerde op {{ decided_on }} uw aanvraag “{{ title }}” ({{ reference }})."),
        _("Motivering: {{ grounds }}"),
        "{{ conditions }}",
        _("Uw contactpersoon bij PIO neemt contact met u op om de start van het project te plannen."),
        LETTER,
    ),
    variables={**DECIDED, "conditions": _("Voorwaarden van de selectie, in een eigen alinea (kan leeg zijn)")},
    sample={**DECIDED_SAMPLE, "conditions": "Voorwaarden: de gemeente stelt een projectleider aan vóór 1 maart."},
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
        LETTER,
    ),
    variables={**DECIDED, "feedback": _("Feedback aan de aanvrager")},
    sample={**DECIDED_SAMPLE, "feedback": "Bevraag vooraf drie leveranciers over wat technisch haalbaar is."},
)
register_mail(
    "application_ineligible",
    title=_("Beslissing: onontvankelijk"),
    subject=_("Uw aanvraag {{ reference }} is onontvankelijk"),
    body=text_of(
        _("PIO verklaarde uw aanvraag “{{ title }}” ({{ reference }}) onontvankelijk op {{ decided_on }}."),
        _("Motivering: {{ grounds }}"),
        LETTER,
    ),
    variables=DECIDED,
    sample=DECIDED_SAMPLE,
)

# Letters

PLACES = {
    "reference": _("Referentie van de aanvraag"),
    "title": _("Titel van de aanvraag"),
    "organisation": _("Naam van de aanvrager"),
    "addressee": _("Naam van wie de aanvraag ondertekende of indiende"),
    "addressee_full": _("Dezelfde met zijn of haar functie"),
    "address": _("Adres van de aanvrager, in regels (kan leeg zijn)"),
    "kbo": _("KBO-nummer van de aanvrager"),
    "call": _("Titel en code van de oproep"),
    "submitted_on": _("Dag van de indiening"),
    "contact": _("Behandelaar met e-mailadres, anders het adres van PIO (kan leeg zijn)"),
    "decided_on": _("Datum van de beslissing"),
    "decided_by": _("Naam van wie besliste"),
    "decided_by_function": _("Functie van wie besliste"),
    "grounds": _("Motivering van de beslissing"),
    "feedback": _("Feedback aan de aanvrager"),
    "conditions": _("Voorwaarden van de selectie, onder een eigen titel (kan leeg zijn)"),
    "appeal": _("Het tekstblok dat zegt hoe men een beslissing aanvecht"),
}
LETTER_SAMPLE = {
    "reference": "A-2026-0012",
    "title": "Slimme straatverlichting die meet en deelt",
    "organisation": "Stad Halle",
    "addressee": "Els Peeters",
    "addressee_full": "Els Peeters, algemeen directeur",
    "address": "Oudstrijdersplein 18\n1500 Halle",
    "kbo": "0207.499.430",
    "call": "Open oproep 2026 (PIO-2026)",
    "submitted_on": "14 december 2026",
    "contact": "An Peeters, an.peeters@pio.test",
    "decided_on": "20 februari 2027",
    "decided_by": "Lea De Smet",
    "decided_by_function": "Programmaleider",
    "grounds": "De behoefte is helder en de markt biedt nog geen oplossing.",
    "feedback": "Bevraag vooraf drie leveranciers over wat technisch haalbaar is.",
    "conditions": "## Voorwaarden\n\nDe gemeente stelt een projectleider aan vóór 1 maart.",
}
APPEAL = "{{ appeal }}"
SUBJECT = _("Beslissing over aanvraag {{ reference }}")
OPENING = _("Geachte {{ addressee }},")
GROUNDS = _("## Motivering\n\n{{ grounds }}")
CLOSING = _(
    "Met vriendelijke groeten,\n\n{{ decided_by }}\n{{ decided_by_function }}\nProgramma Innovatieve Overheidsopdrachten (PIO)"
)


def _letter(kind: str, title: object, *paragraphs: object) -> None:
    register_letter(
        kind,
        title=title,
        subject=SUBJECT,
        body="\n\n".join(str(part) for part in (OPENING, *paragraphs, CLOSING)),
        variables=PLACES,
        sample=LETTER_SAMPLE,
        template="calls/pdf/decision.html",
    )


_letter(
    "letter_selected",
    _("Brief: geselecteerd"),
    _("PIO selecteert uw aanvraag “{{ title }}”."),
    GROUNDS,
    "{{ conditions }}",
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
    APPEAL,
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
    APPEAL,
)
