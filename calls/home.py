"""What calls and applications show on the home pages of the public and of applicants."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.call import date_line, self_check
from calls.enums import ApplicationStatus as Status
from calls.models import Application, CompletionRequest, Invitation
from calls.views.applicant import dossier
from pio_portal.formats import countdown_text
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.ui.registry import Item, register_asked, register_home_block

SHOWN = 5  # applications
MOST = 10  # of each thing that is asked
EDITOR = Level.EDITOR


# The public


@register_home_block("calls.start", template="calls/public/home_hero.html", slot="hero", order=10)
def start(_request: HttpRequest) -> dict | None:
    """The call that one can apply for, or else the next that is announced, beside what PIO does."""
    now = timezone.now()
    current = date_line.current_calls(now)
    can_begin = [call for call in current if call.first_opening <= now]
    if not current:
        return None
    call = can_begin[0] if can_begin else current[0]
    return {
        "call": call,
        "several": len(can_begin) > 1,
        "opens": None if can_begin else call.first_opening,
        "way_in": f"{reverse('calls:applicant_application_new')}?oproep={call.code}",
        "check": reverse("calls:call_eligibility", args=[call.code]) if self_check.checks_of(call) else "",
        "left": countdown_text(call.next_closing, now),
    }


@register_home_block("calls.call.date_line", template="calls/public/home_dates.html", order=10)
def dates(_request: HttpRequest) -> dict | None:
    """The moments and the news of the calls of now."""
    now = timezone.now()
    current = date_line.current_calls(now)
    if not current:
        return None
    points, news = date_line.points_of(current, now), date_line.news_of(current, now)
    return {"calls": [(call, points[call.pk], news[call.pk]) for call in current]}


# Applicants


@register_asked("calls.completions", order=10)
def completions(user, now: datetime) -> Iterable[Item]:
    """What PIO wants completed, for who may write in it."""
    waiting = CompletionRequest.objects.open().filter(application__in=Application.objects.of_applicant(user, EDITOR))
    today = timezone.localdate(now)
    for request in waiting.select_related("application").order_by("due_on", "pk")[:MOST]:
        yield Item(
            title=request.application.title,
            url=request.application.get_absolute_url(),
            due=request.due_on,
            tone="bad" if request.due_on < today else "warn",
            tag=_("Te laat") if request.due_on < today else _("Aanvullen"),
            source=_("%(ref)s · PIO vraagt een aanvulling") % {"ref": request.application.ref},
        )


@register_asked("calls.reopened", order=15)
def reopened(user, _now: datetime) -> Iterable[Item]:
    """What was reopened and waits to be submitted again, for who may write in it."""
    rows = Application.objects.of_applicant(user, EDITOR).filter(status=Status.REOPENED).select_related("round")
    for row in rows.order_by("round__closes_at", "pk")[:MOST]:
        yield Item(
            title=row.title,
            url=row.get_absolute_url(),
            due=row.closes_at,
            tone="warn",
            tag=_("Opnieuw indienen"),
            source=_("%(ref)s · Heropend en nog niet opnieuw ingediend") % {"ref": row.ref},
        )


@register_asked("calls.signatures", order=20)
def signatures(user, _now: datetime) -> Iterable[Item]:
    """What a colleague asks to sign and submit, before it closes."""
    own = Organisation.objects.of_member(user, Level.MANAGER)
    rows = Application.objects.visible_to(user).filter(
        organisation__in=own, status__in=Status.with_applicants(), sign_asked_at__isnull=False
    )
    rows = rows.with_completion().select_related("sign_asked_by", "round").order_by("sign_asked_at", "pk")
    for row in rows[:MOST]:
        names = {"ref": row.ref, "name": row.sign_asked_by or _("een collega")}
        yield Item(
            title=row.title,
            url=reverse("calls:applicant_application_check", args=[row.ref]),
            due=row.completion.due_on if row.completion else row.closes_at,
            tone="warn",
            tag=_("Ondertekenen"),
            source=_("%(ref)s · %(name)s vraagt om te ondertekenen en in te dienen") % names,
        )


@register_asked("calls.invitations", order=30)
def invitations(user, _now: datetime) -> Iterable[Item]:
    """Applications in which another organisation asks to take part."""
    rows = Invitation.objects.to_answer(user).select_related(
        "organisation", "application__organisation", "application__round"
    )
    for row in rows.order_by("invited_at", "pk")[:MOST]:
        names = {"applicant": row.application.organisation, "organisation": row.organisation}
        yield Item(
            title=row.application.title,
            url=row.get_absolute_url(),
            due=row.application.closes_at if row.application.status in Status.before_closing() else None,
            tone="warn",
            tag=_("Uitnodiging"),
            source=_("%(applicant)s vraagt %(organisation)s om mee te doen") % names,
        )


@register_home_block("calls.late", template="calls/applicant/home_late.html", world="applicant", order=5)
def late(request: HttpRequest) -> dict | None:
    """Drafts whose date is over, and that can go along to the next one."""
    rows = list(dossier.late_drafts(request.user, timezone.now()))
    return {"late": rows} if rows else None


@register_home_block(
    "calls.applications", template="calls/applicant/home_applications.html", world="applicant", order=10
)
def applications(request: HttpRequest) -> dict | None:
    """The newest applications of the user's organisations."""
    now = timezone.now()
    rows = Application.objects.of_applicant(request.user).kept().select_related("organisation", "round", "call", "form")
    newest = rows.order_by("-pk")[: SHOWN + 1]
    rows = dossier.list_rows(newest, now)
    if not rows and not Organisation.objects.of_member(request.user, EDITOR).exists():
        return None  # first an organisation: its own block leads there
    current = date_line.open_calls(now)
    ways_in = [(call, self_check.way_in(call)) for call in current] if not rows else []
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "calls": current, "ways_in": ways_in}
