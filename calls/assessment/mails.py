"""The standard mails to handlers and advisers."""

from django.utils.translation import gettext_lazy as _

from calls.application.mail_places import NAMES, SAMPLE, text_of
from pio_portal.correspondence.wording import register_mail

ORGANISATION = {"organisation": _("Naam van de aanvrager")}
DUE = {**NAMES, **ORGANISATION, "due_on": _("Voor wanneer het advies wordt gevraagd")}
DUE_SAMPLE = {**SAMPLE, "organisation": "Stad Halle", "due_on": "15 januari 2027"}
REASON = {**NAMES, "reason": _("Waarom")}

register_mail(
    "application_handler_assigned",
    title=_("U behandelt een aanvraag"),
    subject=_("Aanvraag {{ reference }} is aan u toegewezen"),
    body=text_of(
        _("U behandelt vanaf nu de aanvraag “{{ title }}” ({{ reference }})."), _("Naar het dossier: {{ link }}")
    ),
    variables=NAMES,
    sample=SAMPLE,
    together="handlers_assigned_together",
    line=_("“{{ title }}” ({{ reference }}): {{ link }}"),
)
register_mail(
    "adviser_assigned",
    title=_("Vraag aan een beoordelaar"),
    subject=_("Wilt u aanvraag {{ reference }} beoordelen?"),
    body=text_of(
        _(
            "PIO vraagt uw oordeel over de aanvraag “{{ title }}” van {{ organisation }}. "
            "We verwachten uw advies {{ due_on }}."
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
    sample={**SAMPLE, "organisation": "Stad Halle", "due_on": "ten laatste op 15 januari 2027"},
    together="advisers_assigned_together",
    line=_("“{{ title }}” ({{ reference }}) van {{ organisation }}, {{ due_on }}: {{ link }}"),
)
MANY = {"number": _("Hoeveel aanvragen"), "list": _("De aanvragen, elk op een regel met het adres van het dossier")}
MANY_SAMPLE = {
    "number": "2",
    "list": "- “Slimme straatverlichting” (A-2026-0012): https://portaal.pio.test/…\n"
    "- “Afval zonder ophaalronde” (A-2026-0014): https://portaal.pio.test/…",
}
register_mail(
    "advisers_assigned_together",
    title=_("Vraag aan een beoordelaar: verschillende aanvragen"),
    subject=_("Wilt u {{ number }} aanvragen beoordelen?"),
    body=text_of(
        _(
            "PIO vraagt uw oordeel over {{ number }} aanvragen. Achter elke aanvraag staat wanneer we uw advies verwachten:"
        ),
        "{{ list }}",
        _(
            "Verklaar eerst, voor elke aanvraag, of u een belangenconflict hebt. "
            "Daarna ziet u de aanvraag en kunt u scores geven."
        ),
    ),
    variables=MANY,
    sample=MANY_SAMPLE,
)
register_mail(
    "advice_due_moved",
    title=_("Advies voor een andere dag gevraagd"),
    subject=_("Uw advies over {{ reference }} wordt nu verwacht, ten laatste op {{ due_on }}"),
    body=text_of(
        _("We vragen uw advies over de aanvraag “{{ title }}” van {{ organisation }} nu ten laatste op {{ due_on }}."),
        _("U vindt de aanvraag hier: {{ link }}"),
    ),
    variables=DUE,
    sample=DUE_SAMPLE,
)
register_mail(
    "application_withdrawn_adviser",
    title=_("Ingetrokken aanvraag, aan wie ze beoordeelt"),
    subject=_("Uw advies over {{ reference }} is niet meer nodig"),
    body=text_of(
        _("De aanvrager trok de aanvraag “{{ title }}” ({{ reference }}) in. Uw advies is niet meer nodig."),
        _("Bedankt voor uw tijd."),
    ),
    variables=NAMES,
    sample=SAMPLE,
)
register_mail(
    "advice_due",
    title=_("Herinnering aan een beoordelaar: binnenkort"),
    subject=_("Uw advies over {{ reference }} wordt verwacht op {{ due_on }}"),
    body=text_of(
        _("We verwachten uw advies over de aanvraag “{{ title }}” van {{ organisation }} op {{ due_on }}."),
        _("U vindt de aanvraag en uw ontwerp hier: {{ link }}"),
    ),
    variables=DUE,
    sample=DUE_SAMPLE,
    reminder=True,
)
register_mail(
    "advice_late",
    title=_("Herinnering aan een beoordelaar: te laat"),
    subject=_("We wachten op uw advies over {{ reference }}"),
    body=text_of(
        _("We verwachtten uw advies over de aanvraag “{{ title }}” van {{ organisation }} op {{ due_on }}."),
        _("Kunt u het alsnog geven? De beslissing wacht erop: {{ link }}"),
        _("Lukt het niet, laat het ons dan weten. Dan vragen we iemand anders."),
    ),
    variables=DUE,
    sample=DUE_SAMPLE,
    reminder=True,
)
register_mail(
    "advice_reopened",
    title=_("Advies heropend"),
    subject=_("Wilt u uw advies over {{ reference }} opnieuw bekijken?"),
    body=text_of(
        _("PIO heropende uw advies over de aanvraag “{{ title }}” ({{ reference }}):"),
        "{{ reason }}",
        _("Uw scores en uw tekst staan er nog. Pas aan wat u wilt en geef het advies opnieuw: {{ link }}"),
    ),
    variables=REASON,
    sample={**SAMPLE, "reason": "De aanvrager gaf een nieuwe raming."},
)
register_mail(
    "assignment_withdrawn",
    title=_("Vraag aan een beoordelaar ingetrokken"),
    subject=_("U hoeft aanvraag {{ reference }} niet meer te beoordelen"),
    body=text_of(_("PIO vraagt uw advies over de aanvraag “{{ title }}” ({{ reference }}) niet meer:"), "{{ reason }}"),
    variables=REASON,
    sample={**SAMPLE, "reason": "De beslissing kon niet langer wachten."},
)
register_mail(
    "handlers_assigned_together",
    title=_("U behandelt verschillende aanvragen"),
    subject=_("{{ number }} aanvragen zijn aan u toegewezen"),
    body=text_of(_("U behandelt vanaf nu {{ number }} aanvragen:"), "{{ list }}"),
    variables=MANY,
    sample=MANY_SAMPLE,
)
