"""What the programme lead sees and does about advisers: declared interests, advices to reopen, questions to take back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.assessment.advice import reopen_advice, withdraw_assignment
from calls.assessment.forms.eligibility import ReasonForm
from calls.models import Application, Conflict
from calls.selection.tables import ConflictTable
from calls.views.staff.dossier import application_for, dossier
from pio_portal.ui.acting import submitted
from pio_portal.ui.lists import StaffList


class ConflictList(StaffList):
    """Who declared an interest in what, where the lead has none herself."""

    title = gettext_lazy("Belangenconflicten")
    nouns = gettext_lazy("belangenconflict"), gettext_lazy("belangenconflicten")
    queryset = staticmethod(
        lambda user: Conflict.objects.visible_to(user).select_related("user", "application__organisation")
    )
    table_class = ConflictTable
    search_fields = ("user__name", "application__ref", "application__title", "reason")
    search_hint = gettext_lazy("Zoek op naam, aanvraag of belang")
    order_text = gettext_lazy("jongste eerst")
    empty_text = gettext_lazy("Wie een belang verklaart bij een aanvraag, komt hier.")


def reopen(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Give an advice back to its adviser."""
    texts = {
        "title": _("Advies heropenen"),
        "submit": _("Advies heropenen"),
        "intro": _("%(adviser)s kan de scores en het advies aanpassen en geeft het daarna opnieuw."),
        "done": _("%(adviser)s krijgt een mail en kan het advies aanpassen."),
    }
    return _with_reason(request, ref, pk, reopen_advice, texts)


def take_back(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Do not wait for this adviser any more."""
    texts = {
        "title": _("Toewijzing intrekken"),
        "submit": _("Toewijzing intrekken"),
        "intro": _("%(adviser)s ziet de aanvraag niet meer, en de beslissing wacht niet langer op dit advies."),
        "done": _("De toewijzing aan %(adviser)s is ingetrokken."),
    }
    return _with_reason(request, ref, pk, withdraw_assignment, texts)


def _with_reason(
    request: HttpRequest, ref: str, pk: int, verb: Callable[..., Any], texts: dict[str, str]
) -> HttpResponse:
    application: Application = application_for(request, ref)
    assignment = get_object_or_404(application.assignments.select_related("adviser"), pk=pk)
    form = ReasonForm(request.POST or None)
    name = {"adviser": assignment.adviser.name}

    def change(data: dict) -> None:
        verb(assignment=assignment, reason=data["reason"], by=request.user, at=timezone.now())

    if submitted(request, form, change, texts["done"] % name):
        return redirect("calls:staff_application_assessment", application.ref)
    context = dossier(request, application) | {"form": form, "more": [], "primary": None}
    context |= {"title": texts["title"], "submit": texts["submit"], "intro": texts["intro"] % name}
    context["back"] = reverse("calls:staff_application_assessment", args=[application.ref])
    return render(request, "calls/staff/reason.html", context, status=422 if form.errors else 200)
