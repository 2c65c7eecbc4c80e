"""The adviser's side: what was asked, the declaration of interests, the scores and the advice."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.revisions import submitted_version
from calls.assessment.advice import advise, declare_conflict, declare_no_conflict, save_scores
from calls.assessment.forms.eligibility import InterestForm
from calls.assessment.forms.judgement import ConflictForm, JudgeForm
from calls.enums import ApplicationStatus, AssignmentStatus
from calls.models import Assignment
from pio_portal.change import Refused
from pio_portal.documents.models import Document
from pio_portal.ui.acting import say, submitted
from pio_portal.ui.shapes import Crumb

MOST = 100  # rows of each kind on the adviser's own page


def _mine(request):
    """One's own; with a conflict of interest, or taken back, it does not exist any more."""
    rows = Assignment.objects.of_adviser(request.user)
    return rows.select_related("application__organisation", "application__call")


def _assignment(request, pk: int) -> Assignment:
    return get_object_or_404(_mine(request).prefetch_related("scores", "application__partners"), pk=pk)


def assignments(request):
    """What is asked of this adviser, the most urgent first; and what was done, the newest first."""
    mine = _mine(request)
    context = {
        "todo": mine.waiting().order_by("due_on", "pk")[:MOST],
        "done": mine.over().order_by("-pk")[:MOST],
        "today": timezone.localdate(),
        "most": MOST,
    }
    return render(request, "calls/adviser/assignments.html", context)


def assignment(request, pk):
    """First the declaration; then, and only then, the application with the form."""
    asked = _assignment(request, pk)
    if asked.status == AssignmentStatus.ASSIGNED:
        return _declaration_page(request, asked, ConflictForm())
    return _judge_page(request, asked, None)


def declare(request, pk):
    """Free of interests, or not."""
    asked = _assignment(request, pk)
    form = ConflictForm(request.POST)
    if not form.is_valid():
        return _declaration_page(request, asked, form)
    try:
        if form.cleaned_data["declaration"] == ConflictForm.FREE:
            declare_no_conflict(assignment=asked, by=request.user, at=timezone.now())
            return redirect(asked)
        declare_conflict(assignment=asked, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except Refused as refused:
        say(form, refused)
        return _declaration_page(request, asked, form)
    messages.success(request, _("Bedankt voor uw eerlijkheid. Iemand anders beoordeelt deze aanvraag."))
    return redirect("calls:assignments")


def judge(request, pk):
    """Save the scores as a draft, or give the advice for good."""
    asked = _assignment(request, pk)
    if asked.status == AssignmentStatus.ASSIGNED:
        raise Http404
    final = "final" in request.POST
    form = JudgeForm(request.POST, assignment=asked, criteria=list(asked.application.call.criteria.all()), final=final)
    if not form.is_valid():
        return _judge_page(request, asked, form)
    given = {
        "assignment": asked,
        "scores": form.scores,
        "advice": form.cleaned_data["advice"],
        "text": form.cleaned_data["advice_text"],
        "by": request.user,
        "at": timezone.now(),
    }
    try:
        (advise if final else save_scores)(**given)
    except Refused as refused:
        say(form, refused)
        return _judge_page(request, asked, form)
    if final:
        messages.success(request, _("Uw advies over %(ref)s is gegeven. Bedankt!") % {"ref": asked.application.ref})
        return redirect("calls:assignments")
    messages.success(request, _("Uw ontwerp is bewaard."))
    return redirect(asked)


def autosave(request, pk):
    """Keep the draft while it is being written. What cannot be kept yet is said in a sentence."""
    asked = _assignment(request, pk)
    form = JudgeForm(request.POST, assignment=asked, criteria=list(asked.application.call.criteria.all()))
    if not form.is_valid():
        return HttpResponse(next(iter(form.errors.values()))[0], content_type="text/plain", status=422)
    try:
        save_scores(
            assignment=asked,
            scores=form.scores,
            advice=form.cleaned_data["advice"],
            text=form.cleaned_data["advice_text"],
            by=request.user,
            at=timezone.now(),
            autosave=True,
        )
    except Refused as refused:
        return HttpResponse(str(refused), content_type="text/plain", status=409)
    return HttpResponse(status=204)


def later_conflict(request, pk):
    """An interest that turns out while judging, or after the advice."""
    asked = _assignment(request, pk)
    form = InterestForm(request.POST or None)

    def declare(data: dict) -> None:
        declare_conflict(assignment=asked, reason=data["reason"], by=request.user, at=timezone.now())

    if submitted(request, form, declare, _("Bedankt voor uw eerlijkheid. Iemand anders beoordeelt deze aanvraag.")):
        return redirect("calls:assignments")
    context = {"assignment": asked, "application": asked.application, "form": form, "crumbs": _crumbs(asked)}
    return render(request, "calls/adviser/later_conflict.html", context, status=422 if form.errors else 200)


def _crumbs(asked: Assignment) -> list[Crumb]:
    return [Crumb(label=_("Beoordelingen"), url=reverse("calls:assignments")), Crumb(label=asked.application.ref)]


def _declaration_page(request, asked: Assignment, form: ConflictForm) -> HttpResponse:
    context = {"assignment": asked, "application": asked.application, "form": form, "crumbs": _crumbs(asked)}
    return render(request, "calls/adviser/declaration.html", context, status=422 if form.errors else 200)


def _judge_page(request, asked: Assignment, form: JudgeForm | None) -> HttpResponse:
    application = asked.application
    criteria = list(application.call.criteria.all())
    scores = {score.criterion_id: score for score in asked.scores.all()}
    submitted = submitted_version(application)
    open_ = asked.status == AssignmentStatus.DECLARED and application.status == ApplicationStatus.ELIGIBLE
    if form is None and open_:
        form = JudgeForm(assignment=asked, criteria=criteria)
    context = {
        "assignment": asked,
        "application": application,
        "form": form,
        "may_declare": application.status == ApplicationStatus.ELIGIBLE,
        "given": [(criterion, scores.get(criterion.pk)) for criterion in criteria],
        "submitted": submitted.visible_to(request.user) if submitted else None,
        "attachments": Document.objects.of(application).for_applicants().filter(kind="attachment"),
        "crumbs": _crumbs(asked),
    }
    return render(request, "calls/adviser/assignment.html", context, status=422 if form and form.errors else 200)
