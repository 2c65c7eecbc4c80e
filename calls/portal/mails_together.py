"""The standard mails of working together and signing, in their default wording."""

from django.utils.translation import gettext_lazy as _

from calls.portal.mails_assessment import LINK, NAMES, REFERENCE, SAMPLE, TITLE, _text
from pio_portal.correspondence.mails import register_mail

ORGANISATION = _("Naam van de uitgenodigde organisatie")
APPLICANT = _("Naam van de aanvragende organisatie")
PERSON = _("Naam van de persoon die dit deed of vraagt")
TOGETHER = {
    **SAMPLE,
    "organisation": "Gemeente Beersel",
    "applicant": "Stad Halle",
    "person": "Nora Claes",
    "message": "We willen samen meten in onze grensstraten.",
    "link": "https://portaal.pio.test/mijn/uitnodigingen/7/",
}


def register_mails() -> None:
    """Make the mails known. Called from AppConfig.ready."""
    _inviting()
    _answering()
    _going()
    _signing()


def _inviting() -> None:
    variables = {
        "reference": REFERENCE,
        "title": TITLE,
        "organisation": ORGANISATION,
        "applicant": APPLICANT,
        "person": PERSON,
        "message": _("Wat de aanvrager erbij schreef"),
        "link": _("Het adres waarop de lezer verdergaat"),
    }
    subject = _("{{ applicant }} vraagt {{ organisation }} om mee te doen in een aanvraag")
    opening = (
        _(
            "{{ person }} van {{ applicant }} nodigt {{ organisation }} uit om mee te doen in de aanvraag "
            "“{{ title }}” ({{ reference }}) bij PIO."
        ),
        _("Het bericht daarbij: {{ message }}"),
    )
    register_mail(
        "invitation_received",
        title=_("Samen aanvragen: uitnodiging"),
        subject=subject,
        body=_text(
            *opening, _("U bent beheerder van {{ organisation }}: lees wat meedoen betekent, en antwoord: {{ link }}")
        ),
        variables=variables,
        sample=TOGETHER,
    )
    sign_up = _(
        "Nog niemand van {{ organisation }} is beheerder op het portaal. Zo sluit u aan: maak een account met "
        "dit e-mailadres of log in, en vraag toegang tot uw organisatie: {{ link }}"
    )
    then = _("PIO kijkt uw vraag na. Zodra u beheerder bent, staat de uitnodiging op uw overzicht.")
    register_mail(
        "invitation_to_join",
        title=_("Samen aanvragen: uitnodiging aan wie nog geen account heeft"),
        subject=subject,
        body=_text(*opening, sign_up, then),
        variables=variables,
        sample={**TOGETHER, "link": "https://portaal.pio.test/mijn/organisaties/zoeken/?q=0207499430"},
    )


def _answering() -> None:
    register_mail(
        "invitation_answered",
        title=_("Samen aanvragen: antwoord op een uitnodiging"),
        subject=_("{{ organisation }} {{ answer }} in aanvraag {{ reference }}"),
        body=_text(
            _(
                "{{ person }} antwoordde op uw uitnodiging: {{ organisation }} {{ answer }} in de aanvraag "
                "“{{ title }}” ({{ reference }})."
            ),
            _("Wie er meedoet, ziet u hier: {{ link }}"),
        ),
        variables={
            "reference": REFERENCE,
            "title": TITLE,
            "organisation": ORGANISATION,
            "person": PERSON,
            "answer": _("“doet mee” of “doet niet mee”"),
            "link": LINK,
        },
        sample={**TOGETHER, "answer": "doet mee"},
    )


def _going() -> None:
    named = {"reference": REFERENCE, "title": TITLE, "organisation": ORGANISATION}
    register_mail(
        "invitation_cancelled",
        title=_("Samen aanvragen: uitnodiging ingetrokken"),
        subject=_("De uitnodiging voor aanvraag {{ reference }} is ingetrokken"),
        body=_text(
            _(
                "De uitnodiging van {{ applicant }} aan {{ organisation }} voor de aanvraag “{{ title }}” "
                "({{ reference }}) geldt niet meer. U hoeft niets te doen."
            )
        ),
        variables={**named, "applicant": APPLICANT},
        sample=TOGETHER,
    )
    register_mail(
        "partner_left",
        title=_("Samen aanvragen: een partner doet niet meer mee"),
        subject=_("{{ organisation }} doet niet meer mee in aanvraag {{ reference }}"),
        body=_text(
            _(
                "{{ organisation }} doet niet meer mee in de aanvraag “{{ title }}” ({{ reference }}), op vraag van "
                "{{ person }}. De leden van {{ organisation }} zien de aanvraag niet meer."
            ),
            _("Reden: {{ reason }}"),
        ),
        variables={**named, "person": PERSON, "reason": _("Waarom, als PIO de partner uit de aanvraag haalde")},
        sample={**TOGETHER, "reason": "Beide gemeenten zijn gefuseerd."},
    )


def _signing() -> None:
    register_mail(
        "signature_asked",
        title=_("Vraag om een aanvraag te ondertekenen"),
        subject=_("Onderteken aanvraag {{ reference }} en dien ze in"),
        body=_text(
            _(
                "{{ person }} vraagt u om de aanvraag “{{ title }}” ({{ reference }}) van {{ organisation }} na te "
                "kijken, te ondertekenen en in te dienen."
            ),
            _("Indienen kan tot {{ closing }}."),
            _("Naar de antwoorden: {{ link }}"),
        ),
        variables={
            **NAMES,
            "organisation": APPLICANT,
            "person": PERSON,
            "closing": _("Tot wanneer ze kan worden ingediend"),
        },
        sample={**SAMPLE, "organisation": "Stad Halle", "person": "Nora Claes", "closing": "1 mrt 2027 om 12.00 uur"},
    )
