"""A round's decisions: looked over, each letter and mail read, then published together and followed as they leave."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.application.recipients import applicants_of
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision, Round
from calls.selection.forms.drafts import PublishForm
from calls.selection.letters import LETTER, letter_context, letter_pdf, mail_of, task_key
from calls.selection.publishing import AT_ONCE, drafted, drafts_of, look_over, publish_decisions
from calls.views.staff.round_frame import crumbs, round_for, tabs, to
from pio_portal.change import Refused
from pio_portal.correspondence.models import OutboxTask
from pio_portal.documents.models import Document


def decisions(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Which drafts can leave and which cannot, and why; read over from here."""
    return _page(request, round_for(request, code, number), _day(request.GET.get("op")))


def _page(request: HttpRequest, current: Round, day: dt.date, *, fault: str = "") -> HttpResponse:
    rows = drafts_of(current, by=request.user)
    total = rows.count()
    drafts = rows.prefetch_related("application__assignments__adviser")[:AT_ONCE]
    prepared = look_over(drafts, decided_on=day, by=request.user, at=timezone.now())
    ready = [p for p in prepared if not p.obstacle]
    context = {
        "round": current,
        "day": day,
        "today": timezone.localdate(),
        "ready": ready,
        "stuck": [p for p in prepared if p.obstacle],
        "warned": sum(bool(p.warning) for p in ready),
        "total": total,
        "left_out": max(0, total - AT_ONCE),
        "undrafted": _undrafted(request, current),
        "letters": _letters(request, current),
        "may_publish": request.user.has_perm("calls.publish_decisions"),
        "fault": fault,
        "tabs": tabs(current, "calls:staff_round_decisions"),
        "crumbs": crumbs(current, _("Nalezen en publiceren")),
    }
    return render(request, "calls/staff/round_decisions.html", context, status=422 if fault else 200)


def _undrafted(request: HttpRequest, current: Round) -> int:
    """How many of the round still wait for a decision that nobody prepared."""
    rows = Application.objects.visible_to(request.user).filter(round=current, status=Status.ELIGIBLE)
    return rows.exclude(decisions__in=Decision.objects.drafts()).count()


def publish(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take the decisions that were read over: all or none."""
    current = round_for(request, code, number)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _page(request, current, timezone.localdate(), fault=_("Vul de datum van de beslissing in."))
    day = form.cleaned_data["decided_on"]
    try:
        taken = publish_decisions(round=current, seen=form.seen(), decided_on=day, by=request.user, at=timezone.now())
    except Refused as refused:
        return _page(request, current, day, fault=str(refused))
    said = ngettext(
        "%(n)d beslissing is gepubliceerd. De brief vertrekt nu.",
        "%(n)d beslissingen zijn gepubliceerd. De brieven vertrekken nu.",
        len(taken),
    )
    messages.success(request, said % {"n": len(taken)})
    return redirect(to("calls:staff_round_letters", current))


def preview(request: HttpRequest, code: str, number: int, ref: str) -> HttpResponse:
    """One letter and its mail as they would leave, with the way to the one before and after."""
    current = round_for(request, code, number)
    draft, before, after, place, total = _among(request, current, ref)
    day = _day(request.GET.get("op"))
    context: dict[str, Any] = {
        "round": current,
        "draft": draft,
        "application": draft.application,
        "day": day,
        "before": before,
        "after": after,
        "place": place,
        "total": total,
        "crumbs": crumbs(current, ref, above=(_("Nalezen en publiceren"), to("calls:staff_round_decisions", current))),
    }
    try:
        decided = drafted(draft, decided_on=day, by=request.user, at=timezone.now())
    except Refused as refused:
        context["obstacle"] = str(refused)
    else:
        recipients = applicants_of(decided.application)
        context |= {**letter_context(decided), "mail": mail_of(decided, recipients), "recipients": recipients}
    return render(request, "calls/staff/round_decision.html", context)


def preview_pdf(request: HttpRequest, code: str, number: int, ref: str) -> HttpResponse:
    """The letter of a draft as PDF."""
    current = round_for(request, code, number)
    draft, *_rest = _among(request, current, ref)
    try:
        decided = drafted(draft, decided_on=_day(request.GET.get("op")), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(to("calls:staff_round_decision", current, ref))
    headers = {"Content-Disposition": f'inline; filename="ontwerp-{ref}.pdf"'}
    return HttpResponse(letter_pdf(decided), content_type="application/pdf", headers=headers)


def _among(request: HttpRequest, current: Round, ref: str) -> tuple[Decision, str, str, int, int]:
    """The draft on an application, the references before and after it, its place, and how many there are."""
    rows = drafts_of(current, by=request.user)
    refs = list(rows.values_list("application__ref", flat=True))
    if ref not in refs:
        raise Http404
    at = refs.index(ref)
    before, after = refs[at - 1] if at else "", refs[at + 1] if at + 1 < len(refs) else ""
    return rows.get(application__ref=ref), before, after, at + 1, len(refs)


def letters(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How far the letters of the round are: the component alone for htmx, the whole page else."""
    current = round_for(request, code, number)
    context = {
        "round": current,
        "poll_url": to("calls:staff_round_letters", current),
        **_letters(request, current),
        "tabs": tabs(current, ""),
        "crumbs": crumbs(
            current, _("Brieven"), above=(_("Nalezen en publiceren"), to("calls:staff_round_decisions", current))
        ),
    }
    template = "components/progress.html" if request.headers.get("HX-Request") else "calls/staff/round_letters.html"
    return render(request, template, context)


def _letters(request: HttpRequest, current: Round) -> dict[str, Any]:
    """How many decisions of the round have the letter that they are owed. What was told again is owed none.

    Counted from the dossiers and from what waits in the database, so that a restart loses nothing.
    """
    rows = Application.objects.visible_to(request.user).filter(round=current, status__in=Status.decided())
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


def _day(text: str | None) -> dt.date:
    """The day in the address, else today."""
    try:
        return parse_date(text or "") or timezone.localdate()
    except ValueError:
        return timezone.localdate()
