"""What an adviser sees and does: what was asked, the declaration of interests, the scores and the advice."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.revisions import submitted_version
from calls.assessment.advice import advise, declare_conflict, declare_no_conflict, save_scores
from calls.assessment.forms.eligibility import InterestForm
from calls.assessment.forms.judgement import ConflictForm, JudgeForm
from calls.enums import ApplicationStatus, AssignmentStatus
from calls.models import Assignment
from pio_portal.arrival import arrived_on
from pio_portal.documents.models import Document
from pio_portal.ui.pages import attempt, form_page, sent
from pio_portal.ui.shapes import Crumb

MOST = 100  # rows of each kind on the adviser's own page
LIST = "calls:assignments"


def assignments(request: HttpRequest) -> HttpResponse:
    """What is asked of this adviser, the most urgent first; and what was done, the newest first."""
    own = _own_assignments(request)
    context = {
        "todo": own.waiting().order_by("due_on", "pk")[:MOST],
        "done": own.over().order_by("-pk")[:MOST],
        "today": arrived_on(request),
        "most": MOST,
    }
    return render(request, "calls/adviser/assignments.html", context)


def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """First the declaration; then, and only then, the application with the form."""
    asked = _assignment(request, pk)
    if asked.status == AssignmentStatus.ASSIGNED:
        return render(request, "calls/adviser/declaration.html", _context(asked) | {"form": _conflict_form(asked)})
    form = _judge_form(asked) if _is_open(asked) else None
    return render(request, "calls/adviser/assignment.html", _judge_context(request, asked) | {"form": form})


def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Free of interests, or not."""
    asked = _assignment(request, pk)
    form = _conflict_form(asked, *sent(request))
    return form_page(
        request,
        form=form,
        change=partial(declare_no_conflict if form.is_free else declare_conflict, assignment=asked),
        done="" if form.is_free else _("Bedankt voor uw eerlijkheid. Iemand anders beoordeelt deze aanvraag."),
        back=asked if form.is_free else LIST,
        template="calls/adviser/declaration.html",
        context=_context(asked),
    )


def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the scores as a draft, or give the advice for good."""
    asked = _assignment(request, pk)
    if asked.status == AssignmentStatus.ASSIGNED:
        raise Http404
    is_final = "final" in request.POST
    given = _("Uw advies over %(ref)s is gegeven. Bedankt!") % {"ref": asked.application.ref}
    return form_page(
        request,
        form=_judge_form(asked, *sent(request), final=is_final),
        change=partial(advise if is_final else save_scores, assignment=asked),
        done=given if is_final else _("Uw ontwerp is bewaard."),
        back=LIST if is_final else asked,
        template="calls/adviser/assignment.html",
        context=lambda: _judge_context(request, asked),
    )


def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the draft while it is being written. What cannot be kept yet is said in a sentence."""
    asked = _assignment(request, pk)
    form = _judge_form(asked, *sent(request))
    tried = attempt(request, form, partial(save_scores, assignment=asked, autosave=True))
    if tried:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if tried.refused:
        return HttpResponse(str(tried.refused), content_type="text/plain", status=HTTPStatus.CONFLICT)
    first = next(iter(form.errors.values()))[0]
    return HttpResponse(first, content_type="text/plain", status=HTTPStatus.UNPROCESSABLE_ENTITY)


def later_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    """An interest that turns out while judging, or after the advice."""
    asked = _assignment(request, pk)
    return form_page(
        request,
        form=InterestForm(*sent(request)),
        change=partial(declare_conflict, assignment=asked),
        done=_("Bedankt voor uw eerlijkheid. Iemand anders beoordeelt deze aanvraag."),
        back=LIST,
        title=_("Ik heb toch een belang bij deze aanvraag"),
        cancel_url=asked.get_absolute_url(),
        template="calls/adviser/later_conflict.html",
        context=_context(asked),
    )


def _own_assignments(request: HttpRequest) -> QuerySet[Assignment]:
    """What was asked of this adviser; with a conflict of interest, or taken back, it does not exist any more."""
    rows = Assignment.objects.of_adviser(request.user)
    return rows.select_related("application__organisation", "application__call")


def _assignment(request: HttpRequest, pk: int) -> Assignment:
    rows = _own_assignments(request).prefetch_related("scores", "application__partners")
    return get_object_or_404(rows, pk=pk)


def _conflict_form(asked: Assignment, *posted: Any) -> ConflictForm:
    form = ConflictForm(*posted).posted_to(reverse("calls:declare_interest", args=[asked.pk]))
    form.helper.cancel_url = reverse(LIST)
    return form


def _judge_form(asked: Assignment, *posted: Any, final: bool = False) -> JudgeForm:
    form = JudgeForm(*posted, assignment=asked, criteria=list(asked.application.call.criteria.all()), final=final)
    return form.posted_to(reverse("calls:judge", args=[asked.pk]))


def _is_open(asked: Assignment) -> bool:
    """Whether points and advice can still be given."""
    return asked.status == AssignmentStatus.DECLARED and asked.application.status == ApplicationStatus.ELIGIBLE


def _context(asked: Assignment) -> dict[str, Any]:
    """What every page of an assignment shows."""
    crumbs = [Crumb(label=_("Beoordelingen"), url=reverse(LIST)), Crumb(label=asked.application.ref)]
    return {"assignment": asked, "application": asked.application, "crumbs": crumbs}


def _judge_context(request: HttpRequest, asked: Assignment) -> dict[str, Any]:
    """The application as this adviser may read it, beside the form, or beside what was given."""
    application = asked.application
    scores = {score.criterion_id: score for score in asked.scores.all()}
    submitted = submitted_version(application)
    return _context(asked) | {
        "may_declare": application.status == ApplicationStatus.ELIGIBLE,
        "given": [(criterion, scores.get(criterion.pk)) for criterion in application.call.criteria.all()],
        "submitted": submitted.visible_to(request.user) if submitted else None,
        "attachments": Document.objects.of(application).for_applicants().filter(kind="attachment"),
    }
