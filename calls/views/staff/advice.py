"""What is done about advisers: another day, and by the lead interests, an advice reopened, a question taken back."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.assessment.advice import move_due, reopen_advice, withdraw_assignment
from calls.assessment.forms.eligibility import ReopenForm, TakeBackForm
from calls.assessment.forms.handling import DueForm
from calls.models import Application, Assignment, Conflict
from calls.selection.tables import ConflictTable
from calls.views.staff.dossier import application_for, assessment_url, dossier_form_page
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import sent


class ConflictList(StaffList):
    """Who declared an interest in which application; not those in which the reader has an interest too."""

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
    application = application_for(request, ref)
    assignment = _assignment(application, pk)
    name = {"adviser": assignment.adviser.name}
    return dossier_form_page(
        request,
        application,
        form=ReopenForm(*sent(request)),
        change=partial(reopen_advice, assignment=assignment),
        title=_("Advies heropenen"),
        intro=_("%(adviser)s kan de scores en het advies aanpassen en geeft het daarna opnieuw.") % name,
        done=_("%(adviser)s krijgt een mail en kan het advies aanpassen.") % name,
        back=assessment_url(application),
    )


def take_back(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Do not wait for this adviser any more."""
    application = application_for(request, ref)
    assignment = _assignment(application, pk)
    name = {"adviser": assignment.adviser.name}
    return dossier_form_page(
        request,
        application,
        form=TakeBackForm(*sent(request)),
        change=partial(withdraw_assignment, assignment=assignment),
        title=_("Toewijzing intrekken"),
        intro=_("%(adviser)s ziet de aanvraag niet meer, en de beslissing wacht niet langer op dit advies.") % name,
        done=_("De toewijzing aan %(adviser)s is ingetrokken.") % name,
        back=assessment_url(application),
    )


def move(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Ask the advice for another day."""
    application = application_for(request, ref)
    assignment = _assignment(application, pk)
    name = {"adviser": assignment.adviser.name}
    return dossier_form_page(
        request,
        application,
        form=DueForm(*sent(request), initial={"due_on": assignment.due_on}),
        change=partial(move_due, assignment=assignment),
        title=_("Advies voor een andere dag vragen"),
        intro=_("%(adviser)s krijgt een mail met de nieuwe dag. De herinneringen volgen.") % name,
        done=_("Het advies van %(adviser)s wordt nu voor een andere dag gevraagd.") % name,
        back=assessment_url(application),
    )


def _assignment(application: Application, pk: int) -> Assignment:
    return get_object_or_404(application.assignments.select_related("adviser"), pk=pk)
