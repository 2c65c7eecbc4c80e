"""What staff and the programme lead do with an application: one form, one verb each."""

import datetime as dt
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.completion import request_info, sections_to_ask, stop_waiting
from calls.application.forms.completion import RequestInfoForm, StopWaitingForm
from calls.application.recipients import applicants_of
from calls.assessment.advice import assign_advisers
from calls.assessment.eligibility import grounds_of_failure, text_to_complete
from calls.assessment.forms.handling import AdvisersForm, HandlerForm, VoidForm
from calls.assessment.handling import assign_handler, declare_eligible, void_application
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment, Decision
from calls.selection.decision import OUTCOMES, preview_decision
from calls.selection.evidence import evidence_of
from calls.selection.forms.decision import DecisionForm, ReadOverForm
from calls.selection.forms.drafts import KEPT
from calls.selection.letters import letter_context, letter_pdf, mail_of
from calls.views.staff.dossier import (
    DECISIONS,
    application_for,
    dossier_context,
    dossier_form_page,
    outcomes,
    without_steps,
)
from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.change import available
from pio_portal.ui.pages import attempt, button, finish, sent, show

USUAL_TIME = dt.timedelta(days=14)  # to complete an application


def eligible(request: HttpRequest, ref: str) -> HttpResponse:
    """Let the application through to the assessment."""
    application = application_for(request, ref)
    return button(
        request,
        change=partial(declare_eligible, application=application),
        done=_("Aanvraag %(ref)s is ontvankelijk. Wijs nu beoordelaars toe.") % {"ref": ref},
        back=application.get_staff_url(),
    )


def ask_completion(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the application back to be completed."""
    application = application_for(request, ref)
    initial: dict[str, Any] = {"due_on": arrived_on(request) + USUAL_TIME, "reason": text_to_complete(application)}
    asked_before = application.completion
    if asked_before:
        asked = {"sections": asked_before.sections, "everything": not asked_before.sections}
        initial |= asked | {"reason": asked_before.reason}
    return dossier_form_page(
        request,
        application,
        form=RequestInfoForm(*sent(request), choices=sections_to_ask(application), initial=initial),
        change=partial(request_info, application=application),
        done=_("De aanvrager krijgt een mail met uw vraag."),
        title=_("Opnieuw vragen of meer tijd geven") if asked_before else _("Aanvulling vragen"),
    )


def stop_completion(request: HttpRequest, ref: str) -> HttpResponse:
    """Go on without the completion: the last revision counts."""
    application = application_for(request, ref)
    return dossier_form_page(
        request,
        application,
        form=StopWaitingForm(*sent(request)),
        change=partial(stop_waiting, application=application),
        done=_("U behandelt de aanvraag verder zoals ze het laatst werd ingediend. De aanvrager krijgt een mail."),
        title=_("Verder zonder aanvulling"),
        intro=_(
            "De laatst ingediende versie telt. Wat de aanvrager intussen wijzigde en niet indiende, telt niet mee; "
            "het verloop bewaart het."
        ),
    )


def void(request: HttpRequest, ref: str) -> HttpResponse:
    """Entered by mistake."""
    application = application_for(request, ref)
    return dossier_form_page(
        request,
        application,
        form=VoidForm(*sent(request)),
        change=partial(void_application, application=application),
        done=_("Aanvraag %(ref)s is nietig en telt nergens meer mee.") % {"ref": ref},
        title=_("Nietig verklaren"),
    )


def handler(request: HttpRequest, ref: str) -> HttpResponse:
    """Who of PIO follows it."""
    application = application_for(request, ref)

    def done(changed: Application) -> str:
        if changed.handler is None:
            return _("Niemand behandelt deze aanvraag.")
        return _("%(name)s behandelt deze aanvraag.") % {"name": changed.handler.name}

    return dossier_form_page(
        request,
        application,
        form=HandlerForm(
            *sent(request), initial={"handler": application.handler_id or request.user.pk}, about=application
        ),
        change=partial(assign_handler, application=application),
        done=done,
        title=_("Behandelaar kiezen"),
    )


def advisers(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask several advisers at once."""
    application = application_for(request, ref)

    def done(asked: list[Assignment]) -> str:
        return _("Gevraagd, met een mail: %(names)s.") % {"names": ", ".join(a.adviser.name for a in asked)}

    return dossier_form_page(
        request,
        application,
        form=AdvisersForm(*sent(request), application=application),
        change=partial(assign_advisers, application=application),
        done=done,
        title=_("Beoordelaars toewijzen"),
    )


# The decision


def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """The decision: written, read over as letter and mail, then taken. What was typed stays through every step."""
    application = application_for(request, ref)
    form = _decision_form(request, application)
    if not form.is_bound and not form.fields["outcome"].choices:
        messages.warning(request, _("Over deze aanvraag kan nu niet worden beslist."))
        return redirect(application.get_staff_url())
    if "change" in request.POST:
        return _decision_page(request, application, form)
    if "confirm" in request.POST:
        if attempt(request, form, partial(_take_decision, application=application)):
            done = _("De beslissing is genomen. De brief vertrekt nu per mail en komt in het dossier.")
            return finish(request, done=done, back=application.get_staff_url())
    elif tried := attempt(request, form, partial(preview_decision, application=application)):
        return _preview_page(request, application, drafted=tried.result)
    return _decision_page(request, application, form)


def letter(request: HttpRequest, ref: str) -> HttpResponse:
    """The letter of a decision that was not taken yet, as PDF."""
    application = application_for(request, ref)
    evidence = evidence_of(application, at=arrived_at(request))
    form = DecisionForm(*sent(request), outcomes=list(DECISIONS.values()), evidence=evidence)
    tried = attempt(request, form, partial(preview_decision, application=application))
    if not tried:
        return _decision_page(request, application, form)
    headers = {"Content-Disposition": f'inline; filename="ontwerp-{application.ref}.pdf"'}
    return HttpResponse(letter_pdf(tried.result), content_type="application/pdf", headers=headers)


def _take_decision(*, outcome: Status, **decision: Any) -> Application:
    return OUTCOMES[outcome](**decision)


def _decision_form(request: HttpRequest, application: Application) -> DecisionForm:
    """With the decisions that are possible now. What was sent may have become impossible: its verb says why."""
    possible = outcomes(available(application, "status", by=request.user))
    posted, evidence = sent(request), evidence_of(application, at=arrived_at(request))
    if posted.data is None:
        prepared = _prepared(application, arrived_on(request))
        return DecisionForm(outcomes=possible, evidence=evidence, initial=prepared)
    return DecisionForm(*posted, outcomes=possible or list(DECISIONS.values()), evidence=evidence)


def _prepared(application: Application, today: dt.date) -> dict[str, Any]:
    """What stands ready: the decision that was prepared or, before one is, what the check of eligibility found."""
    values: dict[str, Any] = {"decided_on": today}
    if draft := _draft_of(application):
        return values | {name: getattr(draft, name) for name in KEPT}
    return values | {"grounds": grounds_of_failure(application) if application.status == Status.SUBMITTED else ""}


def _draft_of(application: Application) -> Decision | None:
    return application.decisions.drafts().select_related("prepared_by").first()


def _decision_page(request: HttpRequest, application: Application, form: DecisionForm) -> HttpResponse:
    context = without_steps(dossier_context(request, application))
    context["evidence"] = evidence_of(application, at=arrived_at(request))
    if form.is_bound:
        context["theirs"] = _draft_saved_since(form, application)
    form.posted_to(reverse("calls:decide", args=[application.ref])).helper.cancel_url = application.get_staff_url()
    return show(request, "calls/staff/decide.html", context, form)


def _draft_saved_since(form: DecisionForm, application: Application) -> Decision | None:
    """The draft that a colleague saved since the page was opened: shown beside, and what is sent next goes over it."""
    draft = _draft_of(application)
    version = str(draft.version if draft else 0)
    if version == (form.data.get("version") or "0"):
        return None
    form.data = form.data.copy()
    form.data["version"] = version
    return draft


def _preview_page(request: HttpRequest, application: Application, *, drafted: Decision) -> HttpResponse:
    recipients = applicants_of(drafted.application)
    evidence = evidence_of(application, at=arrived_at(request))
    form = ReadOverForm(request.POST, outcomes=list(DECISIONS.values()), evidence=evidence)
    context = without_steps(dossier_context(request, application)) | {
        "form": form.posted_to(reverse("calls:decide", args=[application.ref])),
        "drafted": drafted,
        "evidence": evidence,
        **letter_context(drafted),
        "mail": mail_of(drafted, recipients),
        "recipients": recipients,
    }
    return render(request, "calls/staff/decide_preview.html", context)
