"""What checking, judging and deciding tell the shared parts of the portal: sentences, mails, and a page in the menu."""

from django.utils.translation import gettext_lazy as _

from calls.assessment import advice_reminders  # noqa: F401 - registers what happens by itself
from calls.portal.mails_assessment import NAMES, SAMPLE, text_of
from pio_portal.accounts.access import LEAD
from pio_portal.audit.verbs import register_verb
from pio_portal.correspondence.mails import register_mail
from pio_portal.ui.menu import STEERING
from pio_portal.ui.registry import register_menu


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    register_verbs()
    register_mails()
    register_menu(
        label=_("Belangenconflicten"),
        url_name="calls:staff_conflicts",
        group=STEERING,
        icon="lock",
        roles=LEAD,
        order=280,
    )


def register_verbs() -> None:
    """The lines of the timeline: all of them stay inside PIO."""
    register_verb("eligibility_checked", _("%(by)s keek de ontvankelijkheid na (%(n)s)."))
    register_verb("handler_left", _("%(handler)s behandelt de aanvraag niet meer: belangenconflict."))
    register_verb("advice_reopened", _("%(by)s heropende het advies van %(adviser)s: %(reason)s"))
    register_verb("assignment_withdrawn", _("%(by)s trok de toewijzing aan %(adviser)s in: %(reason)s"))
    register_verb("decision_drafted", _("%(by)s bereidde een beslissing voor."))
    register_verb("decision_draft_discarded", _("%(by)s gooide het ontwerp van de beslissing weg."))


def register_mails() -> None:
    """The standard mails to advisers about what is still to come, and what is not asked any more."""
    organisation = {"organisation": _("Naam van de aanvrager")}
    due = {**NAMES, **organisation, "due_on": _("Voor wanneer het advies wordt gevraagd")}
    sample = {**SAMPLE, "organisation": "Stad Halle", "due_on": "15 januari 2027"}
    register_mail(
        "advice_due",
        title=_("Herinnering aan een beoordelaar: binnenkort"),
        subject=_("Uw advies over {{ reference }} wordt verwacht op {{ due_on }}"),
        body=text_of(
            _("We verwachten uw advies over de aanvraag “{{ title }}” van {{ organisation }} op {{ due_on }}."),
            _("U vindt de aanvraag en uw ontwerp hier: {{ link }}"),
        ),
        variables=due,
        sample=sample,
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
        variables=due,
        sample=sample,
    )
    reason = {**NAMES, "reason": _("Waarom")}
    register_mail(
        "advice_reopened",
        title=_("Advies heropend"),
        subject=_("Wilt u uw advies over {{ reference }} opnieuw bekijken?"),
        body=text_of(
            _("PIO heropende uw advies over de aanvraag “{{ title }}” ({{ reference }}):"),
            "{{ reason }}",
            _("Uw scores en uw tekst staan er nog. Pas aan wat u wilt en geef het advies opnieuw: {{ link }}"),
        ),
        variables=reason,
        sample={**SAMPLE, "reason": "De aanvrager gaf een nieuwe raming."},
    )
    register_mail(
        "assignment_withdrawn",
        title=_("Vraag aan een beoordelaar ingetrokken"),
        subject=_("U hoeft aanvraag {{ reference }} niet meer te beoordelen"),
        body=text_of(
            _("PIO vraagt uw advies over de aanvraag “{{ title }}” ({{ reference }}) niet meer:"), "{{ reason }}"
        ),
        variables=reason,
        sample={**SAMPLE, "reason": "De beslissing kon niet langer wachten."},
    )
