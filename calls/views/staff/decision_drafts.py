"""Decisions in preparation: one by one from the dossier, or row by row for a whole round."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.assessment.eligibility import grounds_from, grounds_of_failure
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision, EligibilityCheck, Round
from calls.selection.decision import possible_outcomes
from calls.selection.drafts import Outdated, discard_draft, draft_decision
from calls.selection.evidence import FETCHED, Evidence, evidence_of
from calls.selection.forms.drafts import DiscardDraftForm, DraftForm, DraftRowForm, RoundDraftsForm
from calls.views.staff.dossier import application_for, assessment_url, dossier_context, without_steps
from calls.views.staff.round_dossier import round_crumbs, round_for, round_tabs, round_url
from pio_portal.addresses import query_page
from pio_portal.arrival import arrived_at
from pio_portal.change import Refused
from pio_portal.ui.pages import Attempt, attempt, button, finish, sent, show
from pio_portal.ui.shapes import Crumb

ROWS = 20
MOST_ROWS = 2 * ROWS  # that are read of what was sent
VERSION_FIELD = re.compile(r"a(\d{1,9})-version")
ROUND_DRAFTS = "calls:staff_round_drafts"


def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Prepare the decision on one application; nothing leaves."""
    application = application_for(request, ref)
    current = application.decision_draft
    possible = possible_outcomes(application)
    evidence = evidence_of(application, at=arrived_at(request))
    form = DraftForm(
        *sent(request),
        evidence=evidence,
        outcomes=possible or list(Status.decided()),
        draft=current,
        grounds=grounds_of_failure(application) if application.status == Status.SUBMITTED else "",
    )
    if not possible and not form.is_bound:
        messages.warning(request, _("Over deze aanvraag kan nu niet worden beslist."))
        return redirect(application.get_staff_url())
    tried = attempt(request, form, partial(draft_decision, application=application))
    if tried:
        done = _("Het ontwerp is bewaard. De aanvrager ziet er niets van.")
        return finish(request, done=done, back=assessment_url(application))
    form.helper.cancel_url = assessment_url(application)
    context = without_steps(dossier_context(request, application))
    context |= {"draft": current, "evidence": evidence, "theirs": _draft_of_colleague(form, tried)}
    return show(request, "calls/staff/draft.html", context, form)


def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw the draft away."""
    application = application_for(request, ref)
    return button(
        request,
        form=DiscardDraftForm(*sent(request)),
        change=partial(discard_draft, application=application),
        done=_("Het ontwerp is verwijderd."),
        back=assessment_url(application),
    )


# The drafts of a round


@dataclass
class DraftRow:
    """One application of the round with the form of its draft, and how saving it went."""

    application: Application
    form: DraftRowForm
    evidence: Evidence
    is_saved: bool = False
    theirs: Decision | None = None  # what a colleague saved meanwhile


def round_drafts(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The round as a table to fill in, the highest score first; saved together, each row by itself."""
    round_ = round_for(request, code, number)
    applications = _applications_to_draft(request, round_)
    waiting = applications.filter(status__in=[Status.ELIGIBLE, Status.SUBMITTED])
    # What is not assessed yet comes last: it can only be ineligible, and has no score.
    page = query_page(request, waiting.order_by("status", F("total").desc(nulls_last=True), "ref"), ROWS)
    form, now = RoundDraftsForm(*sent(request)), arrived_at(request)
    if form.is_bound:  # the order may have changed since: what was typed is kept wherever it stands now
        chosen = applications.filter(pk__in=_sent_rows(request.POST)).order_by("ref")
        rows = [_row(row, request.POST, now) for row in chosen]
    else:
        rows = [_row(row, None, now) for row in page.object_list]
    tried = attempt(request, form, partial(_save_rows, request, rows))
    saved = sum(row.is_saved for row in rows)
    told = ngettext("%(n)d ontwerp bewaard.", "%(n)d ontwerpen bewaard.", saved) % {"n": saved} if saved else ""
    if tried:
        return finish(request, done=told, back=f"{round_url(round_, ROUND_DRAFTS)}?page={page.number}")
    if told:
        messages.success(request, told)
    context = {
        "round": round_,
        "rows": [row for row in rows if row.form.errors] or rows,
        "page": page,
        "tabs": round_tabs(round_, ROUND_DRAFTS),
        "crumbs": round_crumbs(round_, Crumb(label=_("Beslissingen voorbereiden"))),
    }
    return show(request, "calls/staff/round/decision_drafts.html", context, form)


def _applications_to_draft(request: HttpRequest, round_: Round) -> QuerySet:
    """The applications of the round with what a row of the table shows."""
    rows = Application.objects.visible_to(request.user).filter(round=round_).ranked()
    failed = EligibilityCheck.objects.failed().select_related("point")
    return (
        rows.with_draft()
        .select_related("organisation", "call", "round")
        .prefetch_related(*FETCHED, Prefetch("eligibility_checks", queryset=failed, to_attr="failed_checks"))
    )


def _sent_rows(data: QueryDict) -> list[int]:
    """The applications whose row was sent."""
    matches = [match for name in data if (match := VERSION_FIELD.fullmatch(name))]
    return [int(match[1]) for match in matches[:MOST_ROWS]]


def _row(application: Application, data: Any, now: datetime) -> DraftRow:
    evidence = evidence_of(application, at=now)
    form = DraftRowForm(
        data,
        outcomes=possible_outcomes(application),
        draft=application.decision_draft,
        evidence=evidence,
        grounds=grounds_from(application.failed_checks),
        prefix=f"a{application.pk}",
    )
    return DraftRow(application, form, evidence)


def _save_rows(request: HttpRequest, rows: Sequence[DraftRow], **_who_and_when: Any) -> None:
    """Save the rows that were changed, each by itself. Raises Refused when one could not be saved; the others are."""
    for row in rows:
        if row.form.errors or row.form.is_filled_in:
            tried = attempt(request, row.form, partial(draft_decision, application=row.application))
            row.is_saved, row.theirs = tried.made, _draft_of_colleague(row.form, tried)
    if any(row.form.errors for row in rows):
        raise Refused(_("Niet alles is bewaard."))


def _draft_of_colleague(form: DraftForm, tried: Attempt) -> Decision | None:
    """What a colleague saved since the form was opened: shown beside it, and what is sent next goes over it."""
    if not isinstance(tried.refused, Outdated):
        return None
    current = tried.refused.current
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = current.version if current else 0
    return current
