"""`/mijn/aanvragen/<ref>/versie/`: the call asks a newer version of its questions, and a draft may go on with those."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from calls.application.forms.application import TakeOverForm
from calls.application.newer_questions import carried_to, carry_to_form, newer_form
from calls.models import Application, Questionnaire
from calls.questionnaire import definition, version_diff
from calls.views.applicant import dossier
from pio_portal.ui.pages import form_page, sent

SHOWN = ("label", "kind", "help", "required", "choices", "min_length", "max_length", "min", "max", "most", "when")


def version(request: HttpRequest, ref: str) -> HttpResponse:
    """Say beforehand what is new, what changed and what will no longer be asked; one button takes it over."""
    application = dossier.the_editable(request.user, ref)
    newer = newer_form(application)
    if newer is None:
        return redirect(application)  # a second click, too: it was taken over already
    return form_page(
        request,
        form=TakeOverForm(*sent(request)),
        change=partial(carry_to_form, application=application),
        done=_("Uw aanvraag heeft nu de nieuwe vragen. Kijk de onderdelen na."),
        back=Application.get_absolute_url,
        title=_("De oproep stelt nu andere vragen"),
        cancel_url=application.get_absolute_url(),
        template="calls/applicant/newer_questions.html",
        context=lambda: _differences(application, newer),
    )


def _differences(application: Application, newer: Questionnaire) -> dict:
    difference = version_diff.compare(definition.of(application.form), definition.of(newer))
    shown = {str(label) for name, label in version_diff.PROPERTIES if name in SHOWN} | {_("Onderdeel")}
    return {
        "application": application,
        "added": difference.added,
        "changed": [(q, shown_ones) for q in difference.changed if (shown_ones := _only(q.changes, shown))],
        "lost": carried_to(application, newer).lost,
        "removed": len(difference.removed),
        "crumbs": dossier.application_crumbs(application, _("Nieuwe vragen")),
    }


def _only(changes, names: set[str]) -> list:
    """Of the changes of a question those that matter to who answers it."""
    return [change for change in changes if change.name in names]
