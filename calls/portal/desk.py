"""What the side of staff and advisers tells the shared parts of the portal: sentences, menu, tasks and signals."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment
from calls.portal.mails_assessment import register_mails
from calls.selection import letters  # noqa: F401 - registers the task that makes the letters
from pio_portal.accounts.access import ADVISERS, LEAD, STAFF
from pio_portal.audit.verbs import register_verb
from pio_portal.ui.menu import WORK
from pio_portal.ui.registry import Hit, Item, register_menu, register_search, register_signal, register_task

MOST = 15  # of each kind on Vandaag: the list itself shows the rest


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    register_verbs()
    register_mails()
    register_menu(
        label=_("Aanvragen"),
        url_name="calls:staff_applications",
        group=WORK,
        icon="inbox",
        roles=STAFF,
        count=lambda user: Application.objects.visible_to(user).open().count(),
        order=20,
    )
    register_menu(
        label=_("Beoordelingen"),
        url_name="calls:assignments",
        group=WORK,
        icon="journal-text",
        roles=ADVISERS,
        count=lambda user: Assignment.objects.of_adviser(user).waiting().count(),
        order=25,
    )
    register_task("calls_to_check", to_check, roles=STAFF)
    register_task("calls_to_judge", to_judge, roles=ADVISERS)
    register_task("calls_to_decide", to_decide, roles=LEAD)
    register_signal("calls_late_advice", late_advice, roles=STAFF)
    register_search("applications", label=_("Aanvragen"), find=search, world="beheer", roles=STAFF, order=10)


def register_verbs() -> None:
    """The lines of the timeline. Applicants read what was decided, and never who judges or what they say."""
    register_verb("application_handler_assigned", _("%(by)s gaf de aanvraag in behandeling bij %(handler)s."))
    register_verb(
        "application_declared_eligible",
        _("%(by)s verklaarde de aanvraag ontvankelijk: ze voldoet aan de voorwaarden en wordt beoordeeld."),
        public=True,
    )
    register_verb(
        "application_info_requested",
        _("%(by)s vroeg om de aanvraag aan te vullen, ten laatste op %(due_on)s."),
        public=True,
    )
    register_verb("application_voided", _("%(by)s verklaarde de aanvraag nietig: ze telt niet mee."), public=True)
    register_verb("adviser_assigned", _("%(by)s wees %(adviser)s toe als beoordelaar."))
    register_verb("no_conflict_declared", _("%(by)s verklaarde geen belangenconflict te hebben."))
    register_verb("conflict_declared", _("%(by)s verklaarde een belangenconflict."))
    register_verb("scores_saved", _("%(by)s bewaarde scores."))
    register_verb("advice_given", _("%(by)s gaf advies: %(advice)s."))
    register_verb("application_selected", _("%(by)s selecteerde de aanvraag op %(decided_on)s."), public=True)
    register_verb(
        "application_refused", _("%(by)s besliste op %(decided_on)s om de aanvraag niet te selecteren."), public=True
    )
    register_verb(
        "application_declared_ineligible",
        _("%(by)s verklaarde de aanvraag onontvankelijk op %(decided_on)s: ze voldoet niet aan de voorwaarden."),
        public=True,
    )


def to_check(user, _now: datetime) -> Iterable[Item]:
    """Submitted, waiting for the check of eligibility: one's own, and those that nobody follows yet. Oldest first."""
    rows = (
        Application.objects.visible_to(user)
        .filter(status=Status.SUBMITTED)
        .for_handler(user)
        .annotate(versions=Count("revisions"))
        .order_by("submitted_at", "pk")
    )
    return [_to_check(row) for row in rows.select_related("organisation")[:MOST]]


def _to_check(row: Application) -> Item:
    source = f"{row.ref} · {row.organisation}"
    if row.versions > 1:
        title, url = _("Aanvulling nalezen: %(title)s"), reverse("calls:staff_application_changes", args=[row.ref])
        return Item(
            title=title % {"title": row.title}, url=url, tag=_("Aanvulling ingediend"), tone="act", source=source
        )
    title = _("Ontvankelijkheid nagaan: %(title)s") % {"title": row.title}
    return Item(title=title, url=row.get_staff_url(), tag=_("Ingediend"), tone="act", source=source)


def to_decide(user, _now: datetime) -> Iterable[Item]:
    """All advices are in: the programme lead can decide."""
    rows = Application.objects.visible_to(user).ready_to_decide().order_by("submitted_at", "pk")
    return [
        Item(
            title=_("Beslissen: %(title)s") % {"title": row.title},
            url=reverse("calls:staff_application_assessment", args=[row.ref]),
            tag=_("Klaar om te beslissen"),
            tone="act",
            source=f"{row.ref} · {row.organisation}",
        )
        for row in rows.select_related("organisation")[:MOST]
    ]


def to_judge(user, now: datetime) -> Iterable[Item]:
    """What the adviser was asked to judge, with the day for which the advice was asked."""
    today = timezone.localdate(now)
    rows = Assignment.objects.of_adviser(user).waiting().select_related("application__organisation")
    return [
        Item(
            title=_("Beoordelen: %(title)s") % {"title": row.application.title},
            url=row.get_absolute_url(),
            due=row.due_on,
            tone="bad" if row.due_on and row.due_on < today else "",
            tag=row.get_status_display(),
            source=f"{row.application.ref} · {row.application.organisation}",
        )
        for row in rows.order_by("due_on", "pk")[:MOST]
    ]


def late_advice(user, now: datetime) -> Iterable[Item]:
    """Advices that should have been there, on applications that the user follows or nobody does."""
    seen = Application.objects.visible_to(user).for_handler(user)
    rows = Assignment.objects.late(timezone.localdate(now)).filter(application__in=seen)
    return [
        Item(
            title=_("Advies van %(adviser)s is laat: %(title)s")
            % {"adviser": row.adviser, "title": row.application.title},
            url=reverse("calls:staff_application_assessment", args=[row.application.ref]),
            due=row.due_on,
            tone="bad",
            tag=_("Te laat"),
            source=row.application.ref,
        )
        for row in rows.select_related("application", "adviser").order_by("due_on", "pk")[:MOST]
    ]


def search(user, q: str, limit: int) -> Iterable[Hit]:
    """The applications that staff may see, what matches best first."""
    rows = Application.objects.visible_to(user).submitted().matching(q).select_related("organisation").best_first(q)
    return [
        Hit(
            title=row.title,
            url=row.get_staff_url(),
            reference=row.ref,
            summary=row.organisation.name,
            tag=row.get_status_display(),
            tone=Status(row.status).tone,
        )
        for row in rows[:limit]
    ]
