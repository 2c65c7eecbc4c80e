"""What calls and applications show on the home pages of the public and of applicants."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.call import date_line, self_check
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Invitation
from calls.views.applicant import dossier
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.ui.registry import register_home_block
from pio_portal.ui.shapes import TaskRow

SHOWN = 5  # applications
MOST = 10  # invitations, and applications to sign


# The public


@register_home_block("calls.start", template="calls/public/home_hero.html", slot="hero", order=10)
def start(_request: HttpRequest) -> dict | None:
    """The call that one can apply for, beside the sentence that says what PIO does."""
    current = date_line.current_calls(timezone.now())
    if not current:
        return None
    return {"call": current[0], "several": len(current) > 1, "way_in": self_check.way_in(current[0])}


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


@register_home_block("calls.asked", template="calls/applicant/home_asked.html", world="applicant", order=5)
def asked(request: HttpRequest) -> dict | None:
    """What this user is asked on /mijn/: invitations, signatures, and drafts whose date is over."""
    rows = [*_invitations(request.user), *_signatures(request.user)]
    late = list(dossier.late_drafts(request.user, timezone.now()))
    return {"rows": rows, "late": late} if rows or late else None


def _invitations(user) -> Iterable[TaskRow]:
    rows = Invitation.objects.to_answer(user).select_related("organisation", "application__organisation")
    for row in rows.order_by("invited_at", "pk")[:MOST]:
        names = {"applicant": row.application.organisation, "organisation": row.organisation}
        yield TaskRow(
            label=row.application.title,
            url=row.get_absolute_url(),
            hint=_("%(applicant)s vraagt %(organisation)s om mee te doen") % names,
            state=_("Uitnodiging"),
            tone="warn",
        )


def _signatures(user) -> Iterable[TaskRow]:
    own = Organisation.objects.of_member(user, Level.MANAGER)
    rows = Application.objects.visible_to(user).filter(
        organisation__in=own, status__in=[Status.DRAFT, Status.INFO_REQUESTED], sign_asked_at__isnull=False
    )
    for row in rows.select_related("sign_asked_by").order_by("sign_asked_at", "pk")[:MOST]:
        names = {"ref": row.ref, "name": row.sign_asked_by or _("een collega")}
        yield TaskRow(
            label=row.title,
            url=reverse("calls:applicant_application_check", args=[row.ref]),
            hint=_("%(ref)s · %(name)s vraagt om te ondertekenen en in te dienen") % names,
            state=_("Ondertekenen"),
            tone="warn",
        )


@register_home_block(
    "calls.applications", template="calls/applicant/home_applications.html", world="applicant", order=10
)
def applications(request: HttpRequest) -> dict | None:
    """The newest applications of the user's organisations."""
    now = timezone.now()
    rows = Application.objects.of_applicant(request.user).kept().select_related("organisation", "round", "call")
    newest = rows.order_by("-pk")[: SHOWN + 1]
    rows = [dossier.list_row(application, now) for application in newest]
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "calls": date_line.current_calls(now)}
