"""A round's decisions: looked over, each letter and mail read, then published together and followed as they leave."""

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.application.recipients import applicants_of
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision, Round
from calls.selection.evidence import evidence_of
from calls.selection.forms.drafts import ConfirmPublishForm, DecisionDayForm, PublishForm
from calls.selection.letters import LETTER, letter_context, letter_pdf, mail_of, task_key
from calls.selection.publishing import (
    AT_ONCE,
    Prepared,
    drafted,
    drafts_of,
    look_over,
    look_over_chosen,
    obstacle_to,
    publish_decisions,
    summary_of,
)
from calls.views.staff.round_dossier import round_crumbs, round_for, round_tabs, round_url
from pio_portal.addresses import query_date
from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.correspondence.models import OutboxTask
from pio_portal.documents.models import Document
from pio_portal.ui.pages import attempt, button, finish, sent, show
from pio_portal.ui.shapes import Crumb

PAGE = "calls/staff/round/decisions.html"
DECISIONS, LETTERS = "calls:staff_round_decisions", "calls:staff_round_letters"


def decisions(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Which drafts can leave and which cannot, and why; read over from here."""
    round_, form = round_for(request, code, number), PublishForm()
    return show(request, PAGE, _decisions_context(request, round_, _day_of_decision(request), form), form)


def publish(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Count what was chosen and ask once; then take the decisions that were read over: all or none."""
    round_, form = round_for(request, code, number), PublishForm(*sent(request))
    is_confirmed = "confirm" in request.POST
    tried = attempt(request, form, partial(publish_decisions if is_confirmed else look_over_chosen, round=round_))
    if not tried:
        day = form.cleaned_data.get("decided_on") or arrived_on(request)
        return show(request, PAGE, _decisions_context(request, round_, day, form), form)
    if is_confirmed:
        return finish(request, done=_told(len(tried.result)), back=round_url(round_, LETTERS))
    return _confirm_page(request, round_, tried.result, form.cleaned_data["decided_on"])


def _told(taken: int) -> str:
    text = ngettext(
        "%(n)d beslissing is gepubliceerd. De brief vertrekt nu.",
        "%(n)d beslissingen zijn gepubliceerd. De brieven vertrekken nu.",
        taken,
    )
    return text % {"n": taken}


def _confirm_page(request: HttpRequest, round_: Round, chosen: list[Prepared], day: dt.date) -> HttpResponse:
    """What the choice comes to, with what speaks against some of it; nothing left yet."""
    form = ConfirmPublishForm(*sent(request))
    form.posted_to(round_url(round_, "calls:publish_decisions"))
    form.helper.cancel_url = f"{round_url(round_, DECISIONS)}?op={day.isoformat()}"
    context = {
        "round": round_,
        "day": day,
        "summary": summary_of(chosen),
        "doubtful": [p for p in chosen if p.doubts],
        "tabs": round_tabs(round_, DECISIONS),
        "crumbs": round_crumbs(round_, _decisions_crumb(round_), Crumb(label=_("Bevestigen"))),
    }
    return show(request, "calls/staff/round/publish_confirm.html", context, form)


def _decisions_context(request: HttpRequest, round_: Round, day: dt.date, form: PublishForm) -> dict[str, Any]:
    rows = drafts_of(round_, by=request.user)
    total = rows.count()
    prepared = look_over(rows[:AT_ONCE], decided_on=day, by=request.user, at=arrived_at(request))
    ready = [p for p in prepared if not p.obstacle]
    form.posted_to(round_url(round_, "calls:publish_decisions"))
    return {
        "round": round_,
        "day": day,
        "day_form": DecisionDayForm(initial={"op": day}, latest=arrived_on(request)),
        "ready": ready,
        "stuck": [p for p in prepared if p.obstacle],
        "summary": summary_of(ready) if ready else "",
        "doubtful": sum(bool(p.doubts) for p in ready),
        "total": total,
        "left_out": max(0, total - AT_ONCE),
        "undrafted": _number_without_draft(request, round_),
        "letters": _progress_of_letters(request, round_),
        "may_publish": request.user.has_perm("calls.publish_decisions"),
        "tabs": round_tabs(round_, DECISIONS),
        "crumbs": round_crumbs(round_, Crumb(label=_("Nalezen en publiceren"))),
    }


def _number_without_draft(request: HttpRequest, round_: Round) -> int:
    """How many of the round still wait for a decision that nobody prepared."""
    rows = Application.objects.visible_to(request.user).filter(round=round_, status=Status.ELIGIBLE)
    return rows.exclude(decisions__in=Decision.objects.drafts()).count()


def preview(request: HttpRequest, code: str, number: int, ref: str) -> HttpResponse:
    """One letter and its mail as they would leave, with the way to the one before and after."""
    round_ = round_for(request, code, number)
    draft, before, after, place, total = _among(request, round_, ref)
    choice = {"decided_on": _day_of_decision(request), "by": request.user, "at": arrived_at(request)}
    obstacle = obstacle_to(draft, **choice)
    evidence = evidence_of(draft.application, at=choice["at"])
    context: dict[str, Any] = {
        "round": round_,
        "draft": draft,
        "application": draft.application,
        "day": choice["decided_on"],
        "obstacle": obstacle,
        "evidence": evidence,
        "warnings": [(doubt, evidence.told(doubt)) for doubt in evidence.doubts(draft.outcome)],
        "before": before,
        "after": after,
        "place": place,
        "total": total,
        "crumbs": round_crumbs(round_, _decisions_crumb(round_), Crumb(label=ref)),
    }
    if not obstacle:
        decided = drafted(draft, **choice)
        recipients = applicants_of(decided.application)
        context |= {**letter_context(decided), "mail": mail_of(decided, recipients), "recipients": recipients}
    return render(request, "calls/staff/round/letter.html", context)


def preview_pdf(request: HttpRequest, code: str, number: int, ref: str) -> HttpResponse:
    """The letter of a draft as PDF; why there is none is told on the page of the letter."""
    round_ = round_for(request, code, number)
    draft, *_rest = _among(request, round_, ref)
    headers = {"Content-Disposition": f'inline; filename="ontwerp-{ref}.pdf"'}
    return button(
        request,
        change=partial(drafted, draft, decided_on=_day_of_decision(request)),
        done="",
        back=lambda decided: HttpResponse(letter_pdf(decided), content_type="application/pdf", headers=headers),
        otherwise=round_url(round_, "calls:staff_round_decision", ref),
    )


def _among(request: HttpRequest, round_: Round, ref: str) -> tuple[Decision, str, str, int, int]:
    """The draft on an application, the references before and after it, its place, and how many there are."""
    rows = drafts_of(round_, by=request.user)
    refs = list(rows.values_list("application__ref", flat=True))
    if ref not in refs:
        raise Http404
    at = refs.index(ref)
    before, after = refs[at - 1] if at else "", refs[at + 1] if at + 1 < len(refs) else ""
    return rows.get(application__ref=ref), before, after, at + 1, len(refs)


def letters(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How far the letters of the round are: the component alone for htmx, the whole page else."""
    round_ = round_for(request, code, number)
    context = {
        "round": round_,
        "poll_url": round_url(round_, LETTERS),
        **_progress_of_letters(request, round_),
        "tabs": round_tabs(round_, ""),
        "crumbs": round_crumbs(round_, _decisions_crumb(round_), Crumb(label=_("Brieven"))),
    }
    template = "components/progress.html" if request.htmx else "calls/staff/round/letters.html"
    return render(request, template, context)


def _progress_of_letters(request: HttpRequest, round_: Round) -> dict[str, Any]:
    """How many decisions of the round have their letter, of those that should; one that the import told gets none.

    Counted from the dossiers and from what waits in the database, so that a restart loses nothing.
    """
    rows = Application.objects.visible_to(request.user).filter(round=round_, status__in=Status.decided())
    decided = list(rows.values_list("pk", flat=True))
    filed = Document.objects.of_each(Application, decided).filter(kind=LETTER).values_list("owner_id", flat=True)
    with_letter = set(filed)
    still = [task_key(pk) for pk in decided if pk not in with_letter]
    waiting = OutboxTask.objects.filter(key__in=still, done_at=None).aggregate(n=Count("pk"), failed=Count("failed_at"))
    made, failed = len(with_letter), waiting["failed"]
    total = made + waiting["n"]
    text = _("%(made)d van %(total)d brieven staan in het dossier en zijn verstuurd.") % {"made": made, "total": total}
    if failed:
        text += " " + _("%(n)d brieven konden niet worden gemaakt; de beheerder ziet waarom.") % {"n": failed}
    return {
        "made": made,
        "decided": total,
        "text": text,
        "done": 100 * made // total if total else 100,
        "finished": made >= total,
        "failed": bool(failed) and made + failed >= total,
    }


def _decisions_crumb(round_: Round) -> Crumb:
    return Crumb(label=_("Nalezen en publiceren"), url=round_url(round_, DECISIONS))


def _day_of_decision(request: HttpRequest) -> dt.date:
    """The day in the address, else today."""
    return query_date(request, "op") or arrived_on(request)
