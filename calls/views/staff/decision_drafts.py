"""Decisions in preparation: one by one from the dossier, or row by row for a whole round."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.assessment.eligibility import grounds_from, grounds_of_failure
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision, EligibilityCheck, Round
from calls.selection.decision import possible_outcomes
from calls.selection.drafts import Outdated, discard_draft, draft_decision
from calls.selection.forms.drafts import DraftForm
from calls.selection.tables import FETCHED, score_bar, split_of
from calls.views.staff.dossier import application_for, dossier
from calls.views.staff.round_frame import crumbs, round_for, tabs, to
from pio_portal.change import Refused
from pio_portal.ui.acting import pressed, say

ROWS = 20
SENT = re.compile(r"a(\d{1,9})-version")


@dataclass(frozen=True)
class Line:
    """One application of the round with the form of its draft; `theirs` is what a colleague saved meanwhile."""

    application: Application
    form: DraftForm
    bar: Any
    split: str
    theirs: Decision | None = None


def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Prepare the decision on one application; nothing leaves."""
    application = application_for(request, ref)
    current = application.decision_draft
    possible = possible_outcomes(application)
    if not possible and request.method != "POST":
        messages.warning(request, _("Over deze aanvraag kan nu niet worden beslist."))
        return redirect(application.get_staff_url())
    form = DraftForm(
        request.POST or None,
        outcomes=possible or list(Status.decided()),
        draft=current,
        grounds=grounds_of_failure(application) if application.status == Status.SUBMITTED else "",
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            draft_decision(application=application, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            theirs = _beside(form, refused)
        else:
            messages.success(request, _("Het ontwerp is bewaard. De aanvrager ziet er niets van."))
            return redirect("calls:staff_application_assessment", application.ref)
    context = dossier(request, application)
    context |= {"form": form, "draft": current, "theirs": theirs, "more": [], "primary": None}
    return render(request, "calls/staff/draft.html", context, status=422 if form.errors else 200)


def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw the draft away."""
    application = application_for(request, ref)
    version = request.POST.get("version", "")
    known = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0  # noqa: PLR2004
    pressed(
        request,
        lambda: discard_draft(application=application, version=known, by=request.user, at=timezone.now()),
        _("Het ontwerp is weggegooid."),
    )
    return redirect("calls:staff_application_assessment", application.ref)


def round_drafts(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The round as a table to fill in, the highest score first; saved together, each row by itself."""
    current = round_for(request, code, number)
    rows = _rows(request, current)
    waiting = rows.filter(status__in=[Status.ELIGIBLE, Status.SUBMITTED])
    # What is not assessed yet comes last: it can only be ineligible, and has no score.
    page = Paginator(waiting.order_by("status", F("total").desc(nulls_last=True), "ref"), ROWS).get_page(
        request.GET.get("page")
    )
    if request.method == "POST":
        sent = _sent(request.POST)  # the order may have changed since: what was typed is kept wherever it stands now
        kept, lines = _keep(request, [_line(row, request.POST) for row in rows.filter(pk__in=sent).order_by("ref")])
        if kept:
            said = ngettext("%(n)d ontwerp bewaard.", "%(n)d ontwerpen bewaard.", kept) % {"n": kept}
            messages.success(request, said)
        if not any(line.form.errors for line in lines):
            return redirect(f"{to('calls:staff_round_drafts', current)}?page={page.number}")
    else:
        lines = [_line(row, None) for row in page.object_list]
    faulty = [line for line in lines if line.form.errors]
    context = {
        "round": current,
        "lines": faulty or lines,
        "page": page,
        "faulty": bool(faulty),
        "tabs": tabs(current, "calls:staff_round_drafts"),
        "crumbs": crumbs(current, _("Beslissingen voorbereiden")),
    }
    return render(request, "calls/staff/round_prepare.html", context, status=422 if faulty else 200)


def _rows(request: HttpRequest, current: Round) -> QuerySet:
    """The applications of the round with what a row of the table shows."""
    rows = Application.objects.visible_to(request.user).filter(round=current).ranked()
    failed = EligibilityCheck.objects.failed().select_related("point")
    return (
        rows.with_draft()
        .select_related("organisation", "call")
        .prefetch_related(*FETCHED, Prefetch("eligibility_checks", queryset=failed, to_attr="failed_checks"))
    )


def _sent(data: QueryDict) -> list[int]:
    """The applications whose row was sent."""
    found = [match for name in data if (match := SENT.fullmatch(name))]
    return [int(match[1]) for match in found[: ROWS * 2]]


def _line(application: Application, data: Any) -> Line:
    current = application.decision_draft
    form = DraftForm(
        data,
        outcomes=possible_outcomes(application),
        draft=current,
        grounds=grounds_from(application.failed_checks),
        partly=True,
        prefix=f"a{application.pk}",
    )
    split = ", ".join(f"{number}× {label}" for number, label in split_of(application))
    return Line(application, form, score_bar(application), split)


def _keep(request: HttpRequest, lines: list[Line]) -> tuple[int, list[Line]]:
    """Save the rows that were changed; what was refused stays on the page as it was typed."""
    kept, after = 0, []
    for line in lines:
        theirs = None
        if (
            line.form.is_bound
            and line.form.is_valid()
            and line.form.cleaned_data["outcome"]
            and line.form.has_changed()
        ):
            try:
                draft_decision(
                    application=line.application, by=request.user, at=timezone.now(), **line.form.cleaned_data
                )
                kept += 1
            except Refused as refused:
                theirs = _beside(line.form, refused)
        after.append(Line(line.application, line.form, line.bar, line.split, theirs))
    return kept, after


def _beside(form: DraftForm, refused: Refused) -> Decision | None:
    """Say the refusal on the form; of a colleague's version, show it beside and let this one be saved over it."""
    say(form, refused)
    if not isinstance(refused, Outdated):
        return None
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = refused.current.version if refused.current else 0
    return refused.current
