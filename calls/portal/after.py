"""What follows a submission: the messages, the completion with its mails and reminders, and what Vandaag says of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from calls.application import completion_reminders  # noqa: F401 - registers what happens as time passes
from calls.application.recipients import correspondents_of, organisations_of
from calls.models import Application, CompletionRequest
from calls.portal.mails_assessment import HELLO, NAMES, REGARDS, SAMPLE
from pio_portal.accounts.access import STAFF
from pio_portal.audit.verbs import register_verb
from pio_portal.correspondence.mails import register_mail
from pio_portal.correspondence.models import Message
from pio_portal.correspondence.threads import ThreadKind, register_thread
from pio_portal.ui.registry import Item, register_signal, register_task

MOST = 15  # of each kind on Vandaag
SATURDAY = 5
REASON = _("Wat moet worden aangevuld")
SECTIONS = _("Welke onderdelen open staan")


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    register_thread(
        ThreadKind(
            model=Application,
            mine=lambda user: Application.objects.of_applicant(user).submitted(),
            recipients=correspondents_of,
            address=_messages_address,
            reference=lambda application: application.ref,
            title=lambda application: application.title,
            works_for=organisations_of,
        )
    )
    register_verb(
        "application_completion_stopped",
        _("%(by)s behandelt de aanvraag verder zonder aanvulling: de laatst ingediende versie telt."),
        public=True,
    )
    _register_mails()
    register_task("calls_messages", unread_messages, roles=STAFF)
    register_signal("calls_unanswered", unanswered_messages, roles=STAFF)
    register_signal("calls_late_completion", late_completions, roles=STAFF)


def _messages_address(application: Application, pio: bool) -> str:  # noqa: FBT001 - the ground's own form
    name = "staff_application_messages" if pio else "my_application_messages"
    return reverse(f"calls:{name}", args=[application.ref])


def one_working_day_before(now: datetime) -> datetime:
    """The same hour on the working day before this one; Saturdays and Sundays do not count."""
    before = timezone.localtime(now) - timedelta(days=1)
    while before.weekday() >= SATURDAY:
        before -= timedelta(days=1)
    return before


def unread_messages(user, _now: datetime) -> Iterable[Item]:
    """What applicants wrote and nobody of PIO opened yet, in the dossiers that the user follows or nobody does."""
    rows = Message.objects.of_any(_followed(user)).unread_by(pio=True).order_by().values("about_id")
    waiting = rows.annotate(n=Count("pk"), since=Min("sent_at")).order_by("since")[:MOST]
    numbers = {row["about_id"]: row["n"] for row in waiting}
    return [
        Item(
            title=_("Bericht lezen: %(title)s") % {"title": application.title},
            url=_messages_address(application, True),  # noqa: FBT003
            tag=ngettext("%(n)d nieuw bericht", "%(n)d nieuwe berichten", numbers[key]) % {"n": numbers[key]},
            tone="act",
            source=f"{application.ref} · {application.organisation}",
        )
        for key, application in _applications(numbers)
    ]


def unanswered_messages(user, now: datetime) -> Iterable[Item]:
    """Messages of applicants that wait for an answer for over a working day."""
    late = Message.objects.of_any(_followed(user)).unanswered(one_working_day_before(now))
    since = dict(sorted(late.waiting_since().items(), key=lambda pair: pair[1])[:MOST])
    return [
        Item(
            title=_("Onbeantwoord bericht: %(title)s") % {"title": application.title},
            url=_messages_address(application, True),  # noqa: FBT003
            due=since[key],
            tag=_("Wacht op antwoord"),
            tone="warn",
            source=f"{application.ref} · {application.organisation}",
        )
        for key, application in _applications(since)
    ]


def late_completions(user, now: datetime) -> Iterable[Item]:
    """Completions that should have been there, in the dossiers that the user follows or nobody does."""
    rows = CompletionRequest.objects.open().filter(application__in=_followed(user), due_on__lt=timezone.localdate(now))
    return [
        Item(
            title=_("De aanvulling is te laat: %(title)s") % {"title": row.application.title},
            url=row.application.get_staff_url(),
            due=row.due_on,
            tag=_("Te laat"),
            tone="bad",
            source=f"{row.application.ref} · {row.application.organisation}",
        )
        for row in rows.select_related("application__organisation").order_by("due_on", "application")[:MOST]
    ]


def _followed(user):
    return Application.objects.visible_to(user).for_handler(user).submitted()


def _applications(keys: dict[int, object]) -> list[tuple[int, Application]]:
    """The applications by their ids, in the order of the ids. One query, none without ids."""
    found = Application.objects.select_related("organisation").in_bulk(list(keys))
    return [(key, found[key]) for key in keys]


def _body(*paragraphs: object) -> str:
    return "\n\n".join(str(part) for part in (HELLO, *paragraphs, REGARDS))


def _register_mails() -> None:
    asked = {**NAMES, "reason": REASON, "sections": SECTIONS, "due_on": _("Voor wanneer")}
    sample = {
        **SAMPLE,
        "reason": "Voeg een raming van de kosten toe, met de btw apart.",
        "sections": "Planning, team en budget, Bijlagen",
        "due_on": "15 januari 2027",
    }
    open_now = _("U kunt nu dit wijzigen: {{ sections }}. De rest blijft zoals u het indiende.")
    register_mail(
        "application_info_requested",
        title=_("Vraag om een aanvraag aan te vullen"),
        subject=_("Vul uw aanvraag {{ reference }} aan voor {{ due_on }}"),
        body=_body(
            _("We lazen uw aanvraag “{{ title }}” ({{ reference }}). Voor we verder kunnen, hebben we nog iets nodig:"),
            "{{ reason }}",
            open_now,
            _("Vul uw aanvraag aan en dien ze opnieuw in, ten laatste op {{ due_on }}: {{ link }}"),
        ),
        variables=asked,
        sample=sample,
    )
    register_mail(
        "application_completion_due",
        title=_("Herinnering: aanvulling gevraagd"),
        subject=_("Herinnering: vul uw aanvraag {{ reference }} aan voor {{ due_on }}"),
        body=_body(
            _("PIO wacht nog op uw aanvulling van “{{ title }}” ({{ reference }}): {{ left }}. We vroegen:"),
            "{{ reason }}",
            open_now,
            _("Vul uw aanvraag aan en dien ze opnieuw in, ten laatste op {{ due_on }}: {{ link }}"),
            _("Lukt dat niet op tijd? Laat het ons weten met een bericht in uw dossier."),
        ),
        variables={**asked, "left": _("Hoeveel tijd er nog is")},
        sample={**sample, "left": "nog 3 dagen"},
    )
    register_mail(
        "application_completion_late",
        title=_("De gevraagde aanvulling is te laat"),
        subject=_("De aanvulling van uw aanvraag {{ reference }} is te laat"),
        body=_body(
            _(
                "We vroegen om “{{ title }}” ({{ reference }}) aan te vullen, ten laatste op {{ due_on }}. Dat gebeurde niet."
            ),
            "{{ reason }}",
            _(
                "U kunt nu nog indienen: {{ link }}. Wacht niet langer, want PIO kan beslissen om verder te gaan met wat u eerder indiende."
            ),
        ),
        variables={**asked, "left": _("Hoeveel tijd er nog is (leeg)")},
        sample={**sample, "left": ""},
    )
    register_mail(
        "application_completion_stopped",
        title=_("PIO gaat verder zonder aanvulling"),
        subject=_("PIO behandelt uw aanvraag {{ reference }} verder zonder aanvulling"),
        body=_body(
            _("PIO wacht niet langer op een aanvulling van “{{ title }}” ({{ reference }})."),
            "{{ explanation }}",
            _(
                "We behandelen de aanvraag zoals u ze het laatst indiende. Wat u daarna wijzigde en niet indiende, telt niet mee. Uw dossier: {{ link }}"
            ),
        ),
        variables={
            **NAMES,
            "reason": REASON,
            "sections": SECTIONS,
            "explanation": _("Toelichting van PIO (kan leeg zijn)"),
        },
        sample={
            **SAMPLE,
            "reason": sample["reason"],
            "sections": sample["sections"],
            "explanation": "De raming die u eerder gaf, volstaat voor ons.",
        },
    )
