"""The contact page, and what PIO does with the questions that come through it."""

from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.contact import workflow
from pio_portal.contact.enums import EnquiryStatus
from pio_portal.contact.forms import AnswerForm, EnquiryForm
from pio_portal.contact.models import Enquiry
from pio_portal.contact.tables import EnquiryTable
from pio_portal.throttle import TRAP, TooOften, too_often
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import attempt, button, finish, form_page, sent, show
from pio_portal.ui.shapes import Crumb, Event

TRIES = 5  # of one place in ten minutes


def contact(request: HttpRequest) -> HttpResponse:
    """`/contact/`: where PIO is found, and a form that reaches it."""
    after = reverse("contact:sent")
    if request.POST.get(TRAP):
        return redirect(after)
    form = EnquiryForm.of(request.user, *sent(request))
    tried = attempt(request, form, partial(_ask, request))
    if tried:
        return finish(request, done="", back=after)
    status = HTTPStatus.TOO_MANY_REQUESTS if isinstance(tried.refused, TooOften) else 0
    context = {
        "title": _("Contact"),
        "crumbs": [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=_("Contact"))],
        "email": settings.CONTACT_EMAIL,
        "phone": settings.CONTACT_PHONE,
        "address": settings.CONTACT_ADDRESS,
    }
    return show(request, "contact/public/contact.html", context, form, status=status)


def _ask(request: HttpRequest, *, by: Any, at: datetime, **given: str) -> Enquiry:
    if too_often(request, "contact", tries=TRIES):
        raise TooOften(_("Er kwamen net veel vragen van uw netwerk. Wacht enkele minuten en probeer het opnieuw."))
    return workflow.ask(by=by if by.is_authenticated else None, at=at, **given)


def received(request: HttpRequest) -> HttpResponse:
    """`/contact/verstuurd/`: what happens now."""
    crumbs = [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=_("Contact"), url=reverse("ui:contact"))]
    return render(request, "contact/public/sent.html", {"crumbs": [*crumbs, Crumb(label=_("Verstuurd"))]})


class EnquiryList(StaffList):
    """`/beheer/vragen/`."""

    title = gettext_lazy("Vragen")
    nouns = gettext_lazy("vraag"), gettext_lazy("vragen")
    queryset = staticmethod(Enquiry.objects.visible_to)
    table_class = EnquiryTable
    state_field, states = "status", EnquiryStatus
    similar_fields = ("name",)
    search_hint = gettext_lazy("Zoek op naam, adres of woorden")
    order_text = gettext_lazy("jongste eerst")
    empty_text = gettext_lazy("Wat mensen vragen via de contactpagina, komt hier.")


def enquiry(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/vragen/<ref>/`: what was asked, and the answer."""
    shown = _visible(request, ref)
    return form_page(
        request,
        form=AnswerForm(*sent(request)),
        change=partial(workflow.answer, enquiry=shown),
        done=_("Het antwoord vertrekt per mail."),
        back="contact:enquiries",
        title=shown.ref,
        crumbs=[Crumb(label=_("Vragen"), url=reverse("contact:enquiries"))],
        template="contact/staff/enquiry.html",
        context=lambda: {
            "enquiry": shown,
            "actions": available(shown, "status", by=request.user),
            "events": [Event(at=line.at, text=line.sentence) for line in timeline(shown)],
        },
    )


def close(request: HttpRequest, ref: str) -> HttpResponse:
    """It needs no answer by mail."""
    shown = _visible(request, ref)
    return button(
        request,
        change=partial(workflow.close, enquiry=shown),
        done=_("De vraag is afgesloten."),
        back="contact:enquiries",
    )


def _visible(request: HttpRequest, ref: str) -> Enquiry:
    return get_object_or_404(Enquiry.objects.visible_to(request.user).select_related("handled_by"), ref=ref)
