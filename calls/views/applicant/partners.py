"""Several organisations in one application: the page of its partners, inviting, and answering an invitation."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.forms.partners import AnswerForm, InviteForm, InviteUnknownForm, PartnerSearchForm
from calls.application.partners import (
    accept_invitation,
    cancel_invitation,
    decline_invitation,
    invite_organisation,
    invite_unknown,
    leave_application,
)
from calls.enums import InvitationStatus
from calls.models import Application, Invitation
from calls.views.applicant import dossier
from pio_portal.addresses import query_int, query_text
from pio_portal.organisations.identifiers import clean_kbo
from pio_portal.organisations.models import Organisation
from pio_portal.organisations.workflow import managers_of
from pio_portal.searched import Sorted
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb

FOUND_AT_MOST = 20
PARTNERS = "calls:applicant_application_partners"


def partners(request: HttpRequest, ref: str) -> HttpResponse:
    """Who takes part, who is asked, and a box to find one more."""
    application = dossier.the_application(request.user, ref)
    invitations = list(application.invitations.select_related("organisation", "decided_by", "invited_by"))
    accepted = {i.organisation_id: i for i in invitations if i.status == InvitationStatus.ACCEPTED}
    taking_part = list(application.partners.order_by(Sorted("name"), "pk"))
    may_invite = application.takes_partners and request.user.has_perm("calls.invite_organisation", application)
    context = {
        "application": application,
        "partners": [(p, accepted.get(p.pk), _may_end(request.user, application, p)) for p in taking_part],
        "waiting": [i for i in invitations if i.status == InvitationStatus.INVITED],
        "over": [i for i in invitations if i.status not in (InvitationStatus.INVITED, InvitationStatus.ACCEPTED)],
        "may_invite": may_invite,
        "crumbs": dossier.application_crumbs(application, _("Samenwerking")),
    }
    if may_invite:
        current = {p.pk for p in taking_part} | {i.organisation_id for i in context["waiting"]}
        context |= _search(query_text(request, "q")) | {"taken": current | {application.organisation_id}}
        context["earlier"] = _earlier(request.user, application, context["taken"])
    return render(request, "calls/applicant/partners.html", context)


def invite(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask an organisation that was found on the page of partners: `?organisatie=` its key, or `?kbo=` an unknown number."""
    application = dossier.the_application(request.user, ref)
    if not request.user.has_perm("calls.invite_organisation", application):
        raise PermissionDenied
    key = query_int(request, "organisatie")
    if key is not None:
        organisation = get_object_or_404(Organisation, pk=key)
        managed = bool(managers_of(organisation))
        form, verb = InviteForm(*sent(request), managed=managed), invite_organisation
        invited = {"organisation": organisation}
    else:
        form, verb, managed = InviteUnknownForm(*sent(request)), invite_unknown, False
        invited = {"kbo": _kbo(query_text(request, "kbo", longest=20))}
    back = reverse(PARTNERS, args=[application.ref])
    return form_page(
        request,
        form=form,
        change=partial(verb, application=application, **invited),
        done=_("De uitnodiging is verstuurd."),
        back=back,
        title=_("Organisatie uitnodigen"),
        crumbs=[*dossier.way_to(application), Crumb(label=_("Samenwerking"), url=back)],
        template="calls/applicant/invite.html",
        context={"application": application, "managed": managed, **invited},
    )


def cancel(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take an invitation back that nobody answered yet."""
    application = dossier.the_application(request.user, ref)
    invitation = get_object_or_404(application.invitations.select_related("organisation"), pk=pk)
    return button(
        request,
        change=partial(cancel_invitation, invitation=invitation),
        done=_("De uitnodiging aan %(name)s is ingetrokken.") % {"name": invitation.organisation},
        back=reverse(PARTNERS, args=[application.ref]),
    )


def leave(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """A partner goes: its own manager takes it out, or one of the leading organisation does."""
    application = dossier.the_application(request.user, ref)
    organisation = get_object_or_404(application.partners, pk=pk)

    def back(_result: object) -> str:
        still = Application.objects.of_applicant(request.user).filter(pk=application.pk).exists()
        return reverse(PARTNERS, args=[application.ref]) if still else reverse("calls:applicant_applications")

    return button(
        request,
        change=partial(leave_application, application=application, organisation=organisation),
        done=_("%(name)s doet niet meer mee in deze aanvraag.") % {"name": organisation},
        back=back,
        otherwise=reverse(PARTNERS, args=[application.ref]),
    )


def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """What the invited organisation reads before it answers: title, applicant and message, and not the answers."""
    invitation = _the_invitation(request, pk)
    may_answer = request.user.has_perm("calls.answer_invitation", invitation)
    waiting = invitation.status == InvitationStatus.INVITED and invitation.application.takes_partners
    answer_url = reverse("calls:applicant_invitation_answer", args=[invitation.pk])
    context = {
        "invitation": invitation,
        "application": invitation.application,
        "waiting": waiting,
        "form": AnswerForm().posted_to(answer_url) if may_answer and waiting else None,
        "managers": [] if may_answer or not waiting else managers_of(invitation.organisation),
        "crumbs": [Crumb(label=_("Overzicht"), url=reverse("ui:overview")), Crumb(label=_("Uitnodiging"))],
    }
    return render(request, "calls/applicant/invitation.html", context)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take part, or not."""
    invitation = _the_invitation(request, pk)
    accepts = "accept" in request.POST
    if not accepts and "decline" not in request.POST:
        return redirect(invitation)
    names = {"name": invitation.organisation, "title": invitation.application.title}
    return button(
        request,
        change=partial(accept_invitation if accepts else decline_invitation, invitation=invitation),
        done=_("%(name)s doet mee in “%(title)s”.") % names if accepts else _("%(name)s doet niet mee.") % names,
        back=invitation.application.get_absolute_url() if accepts else reverse("ui:overview"),
        otherwise=invitation,
    )


def _the_invitation(request: HttpRequest, pk: int) -> Invitation:
    rows = Invitation.objects.visible_to(request.user)
    related = ("organisation", "invited_by", "decided_by", "application__organisation", "application__call")
    return get_object_or_404(rows.select_related(*related, "application__round__call"), pk=pk)


def _may_end(user, application: Application, partner: Organisation) -> str:
    """`leave` for a manager of the partner, `remove` for one of the leading organisation, empty for others."""
    if not application.takes_partners:
        return ""
    if user.has_perm("organisations.manage_organisation", partner):
        return "leave"
    return "remove" if user.has_perm("organisations.manage_organisation", application.organisation) else ""


def _search(q: str) -> dict:
    """What the box found; a number that the portal does not know can be invited too."""
    form = PartnerSearchForm({"q": q}).posted_to("#uitnodigen")
    form.helper.error_summary = False  # there is one field, and the fault stands at it
    looked = not form.errors and bool(q)
    found = list(Organisation.objects.matching(q).order_by(Sorted("name"), "pk")[:FOUND_AT_MOST]) if looked else []
    kbo = "" if found else form.cleaned_data["kbo"]
    if found or kbo:
        form.step_back()
    return {"search": form, "looked": looked, "found": found, "kbo": kbo}


def _earlier(user, application: Application, taken: set[int]) -> list[Organisation]:
    """Who took part in the application that this one comes from: asked again with one click."""
    origin = application.origin
    if origin is None or not user.has_perm("calls.view_application", origin):
        return []
    return [p for p in origin.partners.order_by(Sorted("name"), "pk")[:FOUND_AT_MOST] if p.pk not in taken]


def _kbo(typed: str) -> str:
    """The enterprise number in an address, or a 404."""
    try:
        return clean_kbo(typed)
    except ValidationError:
        raise Http404 from None
