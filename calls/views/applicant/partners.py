"""Several organisations in one application: the page of its partners, inviting, and answering an invitation."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.forms.partners import InviteForm, InviteUnknownForm
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
from pio_portal.organisations.identifiers import clean_kbo
from pio_portal.organisations.models import Organisation
from pio_portal.organisations.workflow import managers_of
from pio_portal.ui.acting import act, press
from pio_portal.ui.shapes import Crumb

FOUND_AT_MOST = 20
DIGITS = 8  # somebody who types as many means an enterprise number
PARTNERS = "calls:my_application_partners"


def partners(request: HttpRequest, ref: str) -> HttpResponse:
    """Who takes part, who is asked, and a box to find one more."""
    application = dossier.of(request.user, ref)
    invitations = list(application.invitations.select_related("organisation", "decided_by", "invited_by"))
    accepted = {i.organisation_id: i for i in invitations if i.status == InvitationStatus.ACCEPTED}
    taking_part = list(application.partners.order_by("name", "pk"))
    may_invite = application.takes_partners and request.user.has_perm("calls.invite_organisation", application)
    context = {
        "application": application,
        "partners": [(p, accepted.get(p.pk), _may_end(request.user, application, p)) for p in taking_part],
        "waiting": [i for i in invitations if i.status == InvitationStatus.INVITED],
        "over": [i for i in invitations if i.status not in (InvitationStatus.INVITED, InvitationStatus.ACCEPTED)],
        "may_invite": may_invite,
        "crumbs": dossier.crumbs(application, _("Samenwerking")),
    }
    if may_invite:
        current = {p.pk for p in taking_part} | {i.organisation_id for i in context["waiting"]}
        context |= _search(request.GET.get("q", "")) | {"taken": current | {application.organisation_id}}
        context["earlier"] = _earlier(request.user, application, context["taken"])
    return render(request, "calls/applicant/partners.html", context)


def invite(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask one organisation, found on the page of partners: `?organisatie=` its key, or `?kbo=` a number not known here."""
    application = dossier.of(request.user, ref)
    if not request.user.has_perm("calls.invite_organisation", application):
        raise PermissionDenied
    key, data = request.GET.get("organisatie", ""), request.POST if request.method == "POST" else None
    if key.isascii() and key.isdigit():
        organisation = get_object_or_404(Organisation, pk=int(key[:9]))
        managed = bool(managers_of(organisation))
        form = InviteForm(data, managed=managed)
        named = {"organisation": organisation}
        change = invite_organisation
    else:
        named, managed = {"kbo": _kbo(request.GET.get("kbo", ""))}, False
        form, change = InviteUnknownForm(data), invite_unknown
    crumbs = dossier.crumbs(application, "")[:-1]
    crumbs.append(Crumb(label=_("Samenwerking"), url=reverse(PARTNERS, args=[application.ref])))
    return act(
        request,
        form=form,
        change=lambda **data: change(application=application, **named, **data),
        title=_("Organisatie uitnodigen"),
        submit=_("Uitnodiging versturen"),
        done=_("De uitnodiging is verstuurd."),
        back=reverse(PARTNERS, args=[application.ref]),
        crumbs=crumbs,
        template="calls/applicant/invite.html",
        extra={"application": application, "managed": managed, **named},
    )


def cancel(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take an invitation back that nobody answered yet."""
    application = dossier.of(request.user, ref)
    invitation = get_object_or_404(application.invitations.select_related("organisation"), pk=pk)
    return press(
        request,
        change=lambda **who: cancel_invitation(invitation=invitation, **who),
        done=_("De uitnodiging aan %(name)s is ingetrokken.") % {"name": invitation.organisation},
        back=reverse(PARTNERS, args=[application.ref]),
    )


def leave(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """A partner goes: its own manager takes it out, or one of the leading organisation does."""
    application = dossier.of(request.user, ref)
    organisation = get_object_or_404(application.partners, pk=pk)

    def back(_result=None) -> str:
        still = dossier.mine(request.user).filter(pk=application.pk).exists()
        return reverse(PARTNERS, args=[application.ref]) if still else reverse("calls:my_applications")

    return press(
        request,
        change=lambda **who: leave_application(application=application, organisation=organisation, **who),
        done=_("%(name)s doet niet meer mee in deze aanvraag.") % {"name": organisation},
        back=back,
        otherwise=reverse(PARTNERS, args=[application.ref]),
    )


def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """What the invited organisation reads before it answers: title, applicant and message, and not the answers."""
    asked = _invitation(request, pk)
    may_answer = request.user.has_perm("calls.answer_invitation", asked)
    waiting = asked.status == InvitationStatus.INVITED and asked.application.takes_partners
    context = {
        "invitation": asked,
        "application": asked.application,
        "waiting": waiting,
        "may_answer": may_answer and waiting,
        "managers": [] if may_answer or not waiting else managers_of(asked.organisation),
        "crumbs": [Crumb(label=_("Overzicht"), url=reverse("ui:mine")), Crumb(label=_("Uitnodiging"))],
    }
    return render(request, "calls/applicant/invitation.html", context)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take part, or not."""
    asked = _invitation(request, pk)
    accepts = request.POST.get("antwoord") == "ja"
    if not accepts and request.POST.get("antwoord") != "nee":
        return redirect(asked)
    change = accept_invitation if accepts else decline_invitation
    named = {"name": asked.organisation, "title": asked.application.title}
    return press(
        request,
        change=lambda **who: change(invitation=asked, **who),
        done=_("%(name)s doet mee in “%(title)s”.") % named if accepts else _("%(name)s doet niet mee.") % named,
        back=asked.application.get_absolute_url() if accepts else reverse("ui:mine"),
        otherwise=asked.get_absolute_url(),
    )


def _invitation(request: HttpRequest, pk: int) -> Invitation:
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


def _search(typed: str) -> dict:
    """What the box found; a number that the portal does not know can be invited too."""
    q = typed.strip()[:200]
    found, fault, kbo = [], "", ""
    if sum(c.isdigit() for c in q) >= DIGITS and not q.upper().startswith("OVO"):
        try:
            kbo = clean_kbo(q)
        except ValidationError as error:
            fault = error.messages[0]
    if q and not fault:
        found = list(Organisation.objects.matching(q).order_by("name", "pk")[:FOUND_AT_MOST])
    return {"q": q, "fault": fault, "found": found, "kbo": "" if found else kbo}


def _earlier(user, application: Application, taken: set[int]) -> list[Organisation]:
    """Who took part in the application that this one comes from: asked again with one click."""
    origin = application.origin
    if origin is None or not user.has_perm("calls.view_application", origin):
        return []
    return [p for p in origin.partners.order_by("name", "pk")[:FOUND_AT_MOST] if p.pk not in taken]


def _kbo(typed: str) -> str:
    try:
        return clean_kbo(typed[:20])
    except ValidationError:
        raise Http404 from None
