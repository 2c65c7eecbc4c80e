"""`/mijn/aanvragen/<ref>/versie/`: the call asks a newer version of its questions, and a draft may go on with those."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from calls.application.newer_questions import carried_to, carry_to_form, newer_form
from calls.models import Application
from calls.questionnaire import definition, version_diff
from calls.views.applicant import dossier
from pio_portal.ui.acting import press

TOLD = ("label", "kind", "help", "required", "choices", "min_length", "max_length", "min", "max", "most", "when")


def version(request: HttpRequest, ref: str) -> HttpResponse:
    """Say beforehand what is new, what changed and what will no longer be asked; one button takes it over."""
    application = dossier.editable(request.user, ref)
    if request.method == "POST":
        return press(
            request,
            change=lambda *, by, at: carry_to_form(application=application, by=by, at=at),
            done=_("Uw aanvraag heeft nu de nieuwe vragen. Kijk de onderdelen na."),
            back=Application.get_absolute_url,
            otherwise=application.get_absolute_url(),
        )
    newer = newer_form(application)
    if newer is None:
        return redirect(application)
    old, new = definition.of(application.form), definition.of(newer)
    difference = version_diff.compare(old, new)
    context = {
        "application": application,
        "added": difference.added,
        "changed": [(q, told) for q in difference.changed if (told := [c for c in q.changes if c.name in _told()])],
        "lost": carried_to(application, newer).lost,
        "removed": len(difference.removed),
        "crumbs": dossier.crumbs(application, _("Nieuwe vragen")),
    }
    return render(request, "calls/applicant/version.html", context)


def _told() -> set[str]:
    """The properties of a question that matter to who answers it."""
    return {str(label) for name, label in version_diff.PROPERTIES if name in TOLD} | {_("Onderdeel")}
