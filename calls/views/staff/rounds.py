"""`/beheer/oproepen/<code>/indiendata/<n>/`: how a submission round fills, more time for it, news, reminders."""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.application.progress import progress_of
from calls.call.forecast import forecast
from calls.deadline import intake
from calls.deadline.announcements import announce, audience_of, withdraw_announcement
from calls.deadline.extension import REOPEN_WITHIN, extend_application, extend_round
from calls.deadline.forms import AnnounceForm, ExtendForm, ExtendOneForm, RemindersForm
from calls.deadline.reminders import set_reminders
from calls.models import Announcement, Application, Round
from calls.selection.cockpit import cockpit_of
from calls.views.staff.round_dossier import OVERVIEW, round_crumbs, round_for, round_tabs, round_url
from pio_portal.addresses import query_page
from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.audit.workflow import timeline
from pio_portal.formats import countdown_text, moment_text
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Event

IN_WRITING = 50  # applications on a page
LATEST = 20  # announcements and extensions


def overview(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Dates, what came in, who is still writing (not what they write), extensions, news and reminders."""
    round_, now = round_for(request, code, number), arrived_at(request)
    page = query_page(request, Application.objects.visible_to(request.user).drafts_of(round_), IN_WRITING)
    progress = progress_of(page)
    days = intake.days(round_, now)
    context = {
        **_state(request, round_, now),
        "tabs": round_tabs(round_, OVERVIEW),
        "crumbs": round_crumbs(round_, at_it=True),
        "cockpit": cockpit_of(round_, request.user, arrived_on(request)),
        "expected": forecast(round_.call, now),
        "days": days,
        "submitted": sum(day.submitted for day in days),
        "headline": intake.headline(days),
        "bars": intake.bars(days),
        "page": page,
        "in_writing": [(draft, *progress[draft.pk], draft.is_past(now)) for draft in page],
        "extensions": round_.extensions.select_related("application", "by").order_by("-at", "-pk")[:LATEST],
        "announcements": round_.announcements.select_related("created_by")[:LATEST],
        "now": now,
        "reminders": intake.reminders(round_, now),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(round_)],
    }
    return render(request, "calls/staff/round/overview.html", context)


def extend(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """More time for everybody of the round."""
    round_ = round_for(request, code, number)
    n = Application.objects.drafts_of(round_).count()
    intro = _("Indienen kan nu tot %(moment)s.") % {"moment": moment_text(round_.closes_at, long=True)} + " "
    intro += _("Wie een aanvraag in opmaak heeft (%(n)d), krijgt een mail met de nieuwe datum en uw reden.") % {"n": n}
    return form_page(
        request,
        form=ExtendForm(*sent(request), initial={"until": round_.closes_at, "seen": round_.closes_at}),
        change=partial(extend_round, round=round_),
        title=_("Indiendatum verlengen"),
        intro=intro,
        done=_("De indiendatum is verlengd. De aanvragers krijgen een mail."),
        back=round_url(round_),
        crumbs=round_crumbs(round_),
    )


def extend_one(request: HttpRequest, code: str, number: int, ref: str) -> HttpResponse:
    """More time for one application."""
    round_ = round_for(request, code, number)
    rows = Application.objects.visible_to(request.user).select_related("organisation", "round")
    application = get_object_or_404(rows, round=round_, ref=ref)
    if not request.user.has_perm("calls.extend_application", application):
        raise PermissionDenied
    intro = _("%(organisation)s kan “%(title)s” nu indienen tot %(moment)s. De schrijvers krijgen een mail.") % {
        "organisation": application.organisation,
        "title": application.title,
        "moment": moment_text(application.closes_at, long=True),
    }
    return form_page(
        request,
        form=ExtendOneForm(*sent(request), initial={"until": application.closes_at, "seen": application.closes_at}),
        change=partial(extend_application, application=application),
        title=_("Uitstel geven aan %(ref)s") % {"ref": application.ref},
        intro=intro,
        done=_("Aanvraag %(ref)s heeft uitstel. De schrijvers krijgen een mail.") % {"ref": application.ref},
        back=round_url(round_),
        crumbs=round_crumbs(round_),
    )


def announce_news(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Write news about the round."""
    round_ = round_for(request, code, number)
    readers = audience_of(Announcement(round=round_)).count()
    intro = _(
        "Met mail gaat ze naar wie een aanvraag in opmaak heeft en naar beheerders van organisaties die al indienden: "
    ) + ngettext("nu %(n)d persoon.", "nu %(n)d personen.", readers) % {"n": readers}
    return form_page(
        request,
        form=AnnounceForm(*sent(request)),
        change=partial(announce, round=round_),
        title=_("Aankondiging schrijven"),
        intro=intro,
        done=_("De aankondiging is bewaard. Ze verschijnt op haar moment op de pagina van de oproep."),
        back=round_url(round_),
        crumbs=round_crumbs(round_),
    )


def withdraw_news(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Take news away."""
    round_ = round_for(request, code, number)
    announcement = get_object_or_404(round_.announcements, pk=pk)
    return button(
        request,
        change=partial(withdraw_announcement, announcement=announcement),
        done=_("De aankondiging is weg van de pagina."),
        back=round_url(round_),
    )


def reminders(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Choose how long before the closing those who still write are reminded."""
    round_ = round_for(request, code, number)
    return form_page(
        request,
        form=RemindersForm(*sent(request), current=round_.reminder_hours),
        change=partial(set_reminders, round=round_),
        title=_("Herinneringen voor de sluiting"),
        intro=_("De mail zegt hoeveel onderdelen nog niet volledig zijn. Bij een verlenging schuiven de momenten mee."),
        done=_("De herinneringen zijn gewijzigd."),
        back=round_url(round_),
        crumbs=round_crumbs(round_),
    )


def _state(request: HttpRequest, round_: Round, now: datetime) -> dict[str, Any]:
    """Whether the round is open, and what this user may do with it."""
    is_lead = request.user.has_perm("calls.change_call", round_.call)
    published = round_.call.published_at is not None
    return {
        "round": round_,
        "left": countdown_text(round_.closes_at, now) if now >= round_.opens_at else "",
        "is_open": round_.is_open(now),
        "is_past": round_.is_past(now),
        "can_extend": is_lead and published and now < round_.closes_at + REOPEN_WITHIN,
        "can_announce": request.user.has_perm("calls.announce"),
        "can_set_reminders": is_lead,
    }
