"""What this app tells the shared parts of the portal when it loads: menus, sentences, and the mails about messages."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import STAFF
from pio_portal.audit.verbs import register_verb
from pio_portal.correspondence.mails import register_mail
from pio_portal.correspondence.querysets import SETTLED
from pio_portal.ui.menu import STEERING
from pio_portal.ui.registry import register_menu


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    from pio_portal.correspondence.conversation import unread_of

    register_menu(
        label=_("Sjablonen"),
        url_name="correspondence:templates",
        group=STEERING,
        icon="envelope",
        roles=STAFF,
        order=220,
    )
    register_menu(label=_("Berichten"), url_name="correspondence:my_messages", world="mijn", count=unread_of, order=30)
    register_verb("message_sent", _("%(by)s stuurde een bericht."), public=True)
    register_verb(SETTLED, _("%(by)s liet weten dat het laatste bericht geen antwoord vraagt."))
    register_verb("note_written", _("%(by)s schreef een notitie."))
    register_verb("note_changed", _("%(by)s wijzigde een eigen notitie."))
    _register_mails()


def _register_mails() -> None:
    variables = {
        "sender": _("Wie het bericht schreef"),
        "reference": _("Referentie van het dossier"),
        "title": _("Titel van het dossier"),
        "excerpt": _("De eerste regels van het bericht"),
        "link": _("Adres van de berichten in het dossier"),
    }
    body = _(
        "Beste {{ recipient_name }},\n\n"
        "{{ sender }} schreef een bericht over “{{ title }}” ({{ reference }}):\n\n"
        "{{ excerpt }}\n\n"
        "Lees het hele bericht en antwoord in het portaal: {{ link }}\n\n"
        "Antwoord niet op deze mail: antwoorden komen nergens aan. Log in om te antwoorden.\n\n"
        "Met vriendelijke groeten,\nHet PIO-team"
    )
    samples = {
        "reference": "A-2026-0012",
        "title": "Slimme straatverlichting die meet en deelt",
        "excerpt": "Kunt u ons zeggen of de netbeheerder al toestemming gaf?",
    }
    register_mail(
        "message_to_applicants",
        title=_("Nieuw bericht voor de aanvrager"),
        subject=_("Bericht van PIO over {{ reference }}"),
        body=body,
        variables=variables,
        sample={
            **samples,
            "sender": "An Peeters (PIO)",
            "link": "https://portaal.pio.test/mijn/aanvragen/A-2026-0012/berichten/",
        },
    )
    register_mail(
        "message_to_pio",
        title=_("Nieuw bericht voor de behandelaar"),
        subject=_("Bericht van {{ sender }} over {{ reference }}"),
        body=body,
        variables=variables,
        sample={
            **samples,
            "sender": "Karel Maes",
            "link": "https://portaal.pio.test/beheer/aanvragen/A-2026-0012/berichten/",
        },
    )
