"""`/beheer/oproepen/<code>/indiendata/<n>/`: how a submission round fills, more time for it, news, reminders."""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.application.progress import progress_of
from calls.deadline import intake
from calls.deadline.announcements import announce, audience_of, withdraw_announcement
from calls.deadline.extension import REOPEN_WITHIN, extend_application, extend_round
from calls.deadline.forms import AnnounceForm, ExtendForm, ExtendOneForm, RemindersForm
from calls.deadline.reminders import set_reminders
from calls.models import Announcement, Application, Call, Round
from calls.views.staff.round_frame import tabs
from pio_portal.addresses import query_page
from pio_portal.arrival import arrived_at
from pio_portal.audit.workflow import timeline
from pio_portal.formats import countdown_text, moment_text, number_text
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb, Event, Figure

DRAFTS = 50  # a page
NEWS = 20


def round_(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Dates, what came in, who is still writing (not what they write), extensions, news and reminders."""
    shown, now = the_round(request, code, number), arrived_at(request)
    drafts = Application.objects.visible_to(request.user).drafts_of(shown)
    page = query_page(request, drafts, DRAFTS)
    done = progress_of(page)
    days = intake.days(shown, now)
    submitted = sum(day.submitted for day in days)
    context = {
        **frame(request, shown, now, "calls:staff_round"),
        "figures": [
            Figure(label=_("ingediend"), value=number_text(submitted)),
            Figure(label=_("in opmaak"), value=number_text(page.paginator.count)),
        ],
        "days": days,
        "submitted": submitted,
        "headline": intake.headline(days),
        "bars": intake.bars(days),
        "page": page,
        "drafts": [(draft, *done[draft.pk], draft.is_past(now)) for draft in page],
        "extensions": shown.extensions.select_related("application", "by").order_by("-at", "-pk")[:NEWS],
        "news": shown.announcements.select_related("created_by")[:NEWS],
        "now": now,
        "reminders": intake.reminders(shown, now),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(shown)],
    }
    return render(request, "calls/staff/round.html", context)


def extend(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """More time for everybody of the round."""
    shown = the_round(request, code, number)
    n = Application.objects.drafts_of(shown).count()
    intro = _("Indienen kan nu tot %(moment)s.") % {"moment": moment_text(shown.closes_at, long=True)} + " "
    intro += _("Wie een aanvraag in opmaak heeft (%(n)d), krijgt een mail met de nieuwe datum en uw reden.") % {"n": n}
    return form_page(
        request,
        form=ExtendForm(*sent(request), initial={"until": shown.closes_at, "seen": shown.closes_at}),
        change=partial(extend_round, round=shown),
        title=_("Indiendatum verlengen"),
        intro=intro,
        done=_("De indiendatum is verlengd. De aanvragers krijgen een mail."),
        back=address(shown),
        crumbs=crumbs(shown, here=False),
    )


def extend_one(request: HttpRequest, code: str, number: int, ref: str) -> HttpResponse:
    """More time for one application."""
    shown = the_round(request, code, number)
    rows = Application.objects.visible_to(request.user).select_related("organisation", "round")
    draft = get_object_or_404(rows, round=shown, ref=ref)
    if not request.user.has_perm("calls.extend_application", draft):
        raise PermissionDenied
    intro = _("%(organisation)s kan “%(title)s” nu indienen tot %(moment)s. De schrijvers krijgen een mail.") % {
        "organisation": draft.organisation,
        "title": draft.title,
        "moment": moment_text(draft.closes_at, long=True),
    }
    return form_page(
        request,
        form=ExtendOneForm(*sent(request), initial={"until": draft.closes_at, "seen": draft.closes_at}),
        change=partial(extend_application, application=draft),
        title=_("Uitstel geven aan %(ref)s") % {"ref": draft.ref},
        intro=intro,
        done=_("Aanvraag %(ref)s heeft uitstel. De schrijvers krijgen een mail.") % {"ref": draft.ref},
        back=address(shown),
        crumbs=crumbs(shown, here=False),
    )


def news(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Write news about the round."""
    shown = the_round(request, code, number)
    readers = audience_of(Announcement(round=shown)).count()
    intro = _(
        "Met mail gaat ze naar wie een aanvraag in opmaak heeft en naar beheerders van organisaties die al indienden: "
    ) + ngettext("nu %(n)d persoon.", "nu %(n)d personen.", readers) % {"n": readers}
    return form_page(
        request,
        form=AnnounceForm(*sent(request)),
        change=partial(announce, round=shown),
        title=_("Aankondiging schrijven"),
        intro=intro,
        done=_("De aankondiging is bewaard. Ze verschijnt op haar moment op de pagina van de oproep."),
        back=address(shown),
        crumbs=crumbs(shown, here=False),
    )


def news_withdraw(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Take news away."""
    shown = the_round(request, code, number)
    written = get_object_or_404(shown.announcements, pk=pk)
    return button(
        request,
        change=partial(withdraw_announcement, announcement=written),
        done=_("De aankondiging is weg van de pagina."),
        back=address(shown),
    )


def reminders(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """When people are reminded."""
    shown = the_round(request, code, number)
    return form_page(
        request,
        form=RemindersForm(*sent(request), current=shown.reminder_hours),
        change=partial(set_reminders, round=shown),
        title=_("Herinneringen voor de sluiting"),
        intro=_("De mail zegt hoeveel onderdelen nog niet volledig zijn. Bij een verlenging schuiven de momenten mee."),
        done=_("De herinneringen zijn gewijzigd."),
        back=address(shown),
        crumbs=crumbs(shown, here=False),
    )


def the_round(request: HttpRequest, code: str, number: int) -> Round:
    """The round behind the address. Also for the other pages of a round."""
    rounds = Round.objects.filter(call__in=Call.objects.visible_to(request.user)).select_related("call")
    return get_object_or_404(rounds, call__code=code, number=number)


def frame(request: HttpRequest, shown: Round, now: datetime, here: str) -> dict[str, Any]:
    """What every page of a round shows above its content; `here` is the name of the current tab's address."""
    lead = request.user.has_perm("calls.change_call", shown.call)
    published = shown.call.published_at is not None
    return {
        "round": shown,
        "tabs": tabs(shown, here),
        "left": countdown_text(shown.closes_at, now) if now >= shown.opens_at else "",
        "is_open": shown.is_open(now),
        "is_past": shown.is_past(now),
        "can_extend": lead and published and now < shown.closes_at + REOPEN_WITHIN,
        "can_announce": request.user.has_perm("calls.announce"),
        "can_set_reminders": lead,
        "crumbs": crumbs(shown, here=True),
    }


def address(shown: Round) -> str:
    """The page of the round."""
    return reverse("calls:staff_round", args=[shown.call.code, shown.number])


def crumbs(shown: Round, *, here: bool) -> list[Crumb]:
    """The way to a round; not `here`: to a page below it."""
    return [
        Crumb(label=_("Oproepen"), url=reverse("calls:staff_calls")),
        Crumb(label=shown.call.code, url=reverse("calls:staff_call", args=[shown.call.code])),
        Crumb(label=_("Indiendatum %(n)d") % {"n": shown.number}, url="" if here else address(shown)),
    ]
