"""What staff and the programme lead do with an application: one form, one verb each."""

import datetime as dt
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.completion import request_info, sections_to_ask, stop_waiting
from calls.application.forms.completion import RequestInfoForm, StopWaitingForm
from calls.application.recipients import applicants_of
from calls.assessment.advice import assign_advisers
from calls.assessment.eligibility import grounds_of_failure
from calls.assessment.forms.handling import AdvisersForm, HandlerForm, VoidForm
from calls.assessment.handling import assign_handler, declare_eligible, void_application
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Decision
from calls.selection.decision import OUTCOMES, preview_decision
from calls.selection.forms.decision import DecisionForm
from calls.selection.letters import letter_context, letter_pdf, mail_of
from calls.views.staff.dossier import DECISIONS, application_for, dossier, outcomes
from pio_portal.change import Refused
from pio_portal.ui.acting import say

USUAL_TIME = dt.timedelta(days=14)  # to complete an application


def eligible(request, ref):
    """Let the application through to the assessment."""
    application = application_for(request, ref)
    try:
        declare_eligible(application=application, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Aanvraag %(ref)s is ontvankelijk. Wijs nu beoordelaars toe.") % {"ref": ref})
    return redirect(application.get_staff_url())


def ask_completion(request, ref):
    """Give the application back to be completed."""
    application = application_for(request, ref)
    asked_before = application.completion
    initial = {"due_on": timezone.localdate() + USUAL_TIME}
    if asked_before:
        initial |= {"sections": asked_before.sections, "reason": asked_before.reason}
    form = RequestInfoForm(request.POST or None, choices=sections_to_ask(application), initial=initial)

    def act() -> str:
        request_info(application=application, by=request.user, at=timezone.now(), **form.cleaned_data)
        return _("De aanvrager krijgt een mail met uw vraag.")

    title = _("Opnieuw vragen of meer tijd geven") if asked_before else _("Aanvulling vragen")
    return _form_page(request, application, form, act, title=title, submit=_("Vraag versturen"))


def stop_completion(request, ref):
    """Go on without the completion: the last revision counts."""
    application = application_for(request, ref)
    form = StopWaitingForm(request.POST or None)

    def act() -> str:
        stop_waiting(application=application, by=request.user, at=timezone.now(), **form.cleaned_data)
        return _("U behandelt de aanvraag verder zoals ze het laatst werd ingediend. De aanvrager krijgt een mail.")

    return _form_page(
        request,
        application,
        form,
        act,
        title=_("Verder zonder aanvulling"),
        submit=_("Verder zonder aanvulling"),
        intro=_(
            "De laatst ingediende versie telt. Wat de aanvrager intussen wijzigde en niet indiende, telt niet mee; het verloop bewaart het."
        ),
    )


def void(request, ref):
    """Entered by mistake."""
    application = application_for(request, ref)
    form = VoidForm(request.POST or None)

    def act() -> str:
        void_application(application=application, by=request.user, at=timezone.now(), **form.cleaned_data)
        return _("Aanvraag %(ref)s is nietig en telt nergens meer mee.") % {"ref": ref}

    return _form_page(
        request,
        application,
        form,
        act,
        title=_("Nietig verklaren"),
        submit=_("Definitief nietig verklaren"),
        destroy=True,
    )


def handler(request, ref):
    """Who of PIO follows it."""
    application = application_for(request, ref)
    form = HandlerForm(request.POST or None, initial={"handler": application.handler_id or request.user.pk})

    def act() -> str:
        assign_handler(application=application, by=request.user, at=timezone.now(), **form.cleaned_data)
        chosen = form.cleaned_data["handler"]
        return (
            _("%(name)s behandelt deze aanvraag.") % {"name": chosen.name}
            if chosen
            else _("Niemand behandelt deze aanvraag.")
        )

    return _form_page(request, application, form, act, title=_("Behandelaar kiezen"), submit=_("Bewaren"))


def advisers(request, ref):
    """Ask several advisers at once."""
    application = application_for(request, ref)
    form = AdvisersForm(request.POST or None, application=application)

    def act() -> str:
        asked = assign_advisers(application=application, by=request.user, at=timezone.now(), **form.cleaned_data)
        return _("Gevraagd: %(names)s. Zij krijgen een mail.") % {"names": ", ".join(a.adviser.name for a in asked)}

    return _form_page(request, application, form, act, title=_("Beoordelaars toewijzen"), submit=_("Toewijzen"))


def _form_page(
    request,
    application: Application,
    form: forms.Form,
    act: Callable[[], str],
    *,
    title: str,
    submit: str,
    intro: str = "",
    destroy: bool = False,
) -> HttpResponse:
    """A page with one form. `act` does it and gives the sentence that confirms; a refusal is shown on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act()
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, done)
            return redirect(application.get_staff_url())
    context = dossier(request, application) | {
        "form": form,
        "title": title,
        "submit": submit,
        "intro": intro,
        "destroy": destroy,
        "more": [],
        "primary": None,
    }
    return render(request, "calls/staff/form.html", context, status=422 if form.errors else 200)


def decide(request, ref):
    """The decision: written, read over as letter and mail, then taken. What was typed stays through every step."""
    application = application_for(request, ref)
    context = dossier(request, application)
    possible = outcomes(context["allowed"])
    if request.method != "POST":
        if not possible:
            messages.warning(request, _("Over deze aanvraag kan nu niet worden beslist."))
            return redirect(application.get_staff_url())
        return _decide_page(request, context, DecisionForm(outcomes=possible, initial=_drafted(application)))
    form = DecisionForm(request.POST, outcomes=possible or list(DECISIONS.values()))
    if not form.is_valid() or "change" in request.POST:
        return _decide_page(request, context, form)
    decision = _decision(request, application, form)
    try:
        if "confirm" not in request.POST:
            return _preview_page(request, context, form, preview_decision(**decision))
        outcome = decision.pop("outcome")
        OUTCOMES[outcome](**decision)
    except Refused as refused:
        say(form, refused)
        return _decide_page(request, context, form)
    messages.success(request, _("De beslissing is genomen. De brief vertrekt nu per mail en komt in het dossier."))
    return redirect(application.get_staff_url())


def letter(request, ref):
    """The letter of a decision that was not taken yet, as PDF."""
    application = application_for(request, ref)
    form = DecisionForm(request.POST, outcomes=list(DECISIONS.values()))
    if not form.is_valid():
        return _decide_page(request, dossier(request, application), form)
    try:
        drafted = preview_decision(**_decision(request, application, form))
    except Refused as refused:
        say(form, refused)
        return _decide_page(request, dossier(request, application), form)
    headers = {"Content-Disposition": f'inline; filename="ontwerp-{application.ref}.pdf"'}
    return HttpResponse(letter_pdf(drafted), content_type="application/pdf", headers=headers)


def _drafted(application: Application) -> dict:
    """What stands ready: the decision that was prepared or, before one is, what the check of eligibility found."""
    today = {"decided_on": timezone.localdate()}
    if draft := application.decision_draft:
        return today | {name: getattr(draft, name) for name in ("outcome", "grounds", "feedback", "version")}
    return today | {"grounds": grounds_of_failure(application) if application.status == Status.SUBMITTED else ""}


def _decision(request, application: Application, form: DecisionForm) -> dict:
    data = form.cleaned_data
    outcome = Status(data["outcome"])
    decision = {
        "outcome": outcome,
        "application": application,
        "decided_on": data["decided_on"],
        "grounds": data["grounds"],
        "draft": data["version"] or 0,
        "by": request.user,
        "at": timezone.now(),
    }
    return decision | {"feedback": data["feedback"]} if outcome == Status.NOT_SELECTED else decision


def _decide_page(request, context: dict, form: DecisionForm) -> HttpResponse:
    context |= {"form": form, "more": [], "primary": None}
    if form.is_bound:
        context["theirs"] = _since(form, context["application"])
    return render(request, "calls/staff/decide.html", context, status=422 if form.is_bound and form.errors else 200)


def _since(form: DecisionForm, application: Application) -> Decision | None:
    """The draft that a colleague saved since the page was opened: shown beside, and what is sent next goes over it."""
    current = application.decisions.drafts().select_related("prepared_by").first()
    if str(current.version if current else 0) == (form.data.get("version") or "0"):
        return None
    form.data = form.data.copy()
    form.data["version"] = str(current.version if current else 0)
    return current


def _preview_page(request, context: dict, form: DecisionForm, drafted: Decision) -> HttpResponse:
    recipients = applicants_of(drafted.application)
    context |= {
        "form": form,
        "drafted": drafted,
        **letter_context(drafted),
        "mail": mail_of(drafted, recipients),
        "recipients": recipients,
        "more": [],
        "primary": None,
    }
    return render(request, "calls/staff/decide_preview.html", context)
