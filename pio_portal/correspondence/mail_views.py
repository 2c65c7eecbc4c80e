"""The mails that their readers did not get: which they are, why, and what can be done."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.addresses import query_page
from pio_portal.correspondence.models import SentMail
from pio_portal.correspondence.wording import KINDS
from pio_portal.correspondence.workflow.delivery import send_again, settle_mail
from pio_portal.ui.pages import button
from pio_portal.ui.shapes import Crumb

PAGE = 50
SAID = re.compile(r"\((\d{3}), b?(['\"])(.*?)\2[,)]")  # how smtplib tells what a server said


def mails(request: HttpRequest) -> HttpResponse:
    """`/beheer/mails/`: every mail that was refused or came back, newest first."""
    rows = SentMail.objects.undelivered().select_related("email").order_by("-email__created", "-pk")
    return render(request, "correspondence/staff/mails.html", {"page": query_page(request, rows, PAGE)})


def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail with what became of it."""
    shown = get_object_or_404(SentMail.objects.select_related("email", "settled_by"), pk=pk)
    context = {
        "mail": shown,
        "email": shown.email,
        "kind": KINDS[shown.kind].title if shown.kind in KINDS else shown.kind,
        "refusal": shown.bounce or _said(shown.email.logs.order_by("-date").values_list("message", flat=True).first()),
        "crumbs": [Crumb(label=_("Niet bezorgde mails"), url=reverse("correspondence:mails")), Crumb(label=_("Mail"))],
    }
    return render(request, "correspondence/staff/mail.html", context)


def _said(told: str | None) -> str:
    """The words of the mail server in what was kept of a refusal; without any, what was kept."""
    words = [f"{code} {sentence}" for code, _quote, sentence in SAID.findall(told or "")]
    return " · ".join(dict.fromkeys(words)) or told or ""


def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the mail once more."""
    shown = get_object_or_404(SentMail, pk=pk)
    return button(
        request,
        change=lambda **who_and_when: send_again(mail=shown, **who_and_when),
        done=_("De mail is opnieuw verstuurd. Wordt ze weer geweigerd, dan staat ze opnieuw op Vandaag."),
        back=shown.get_staff_url(),
    )


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the reader knows by another way."""
    shown = get_object_or_404(SentMail, pk=pk)
    return button(
        request,
        change=lambda **who_and_when: settle_mail(mail=shown, **who_and_when),
        done=_("Deze mail is afgehandeld en staat niet meer op Vandaag."),
        back=reverse("correspondence:mails"),
    )
