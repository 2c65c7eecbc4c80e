"""The library of standard mails and letters, and in the demo the mailbox that shows what was sent."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email

from pio_portal.addresses import query_page, query_text
from pio_portal.correspondence.forms import WordingForm
from pio_portal.correspondence.models import MailTemplate
from pio_portal.correspondence.wording import KINDS, MailKind, Wording, check_wording, filled, wording_of
from pio_portal.correspondence.workflow.wording import restore_mail, reword_mail
from pio_portal.documents import pdf
from pio_portal.ui.pages import attempt, button, form_page, sent, show
from pio_portal.ui.shapes import Crumb

PAGE = 50
TEMPLATE_PAGE = "correspondence/staff/template.html"


def templates(request):
    """Every standard mail and letter, with whether PIO gave it its own wording."""
    own = {template.kind: template for template in MailTemplate.objects.select_related("changed_by")}
    rows = [{"kind": kind, "own": own.get(kind.kind)} for kind in sorted(KINDS.values(), key=lambda k: str(k.title))]
    return render(request, "correspondence/staff/templates.html", {"rows": rows})


def template(request, kind):
    """Edit one standard text beside its preview. Bad input keeps what was typed."""
    mail = _kind(kind)
    own = _own_wording(kind)
    return form_page(
        request,
        form=_wording_form(request, mail, own, about=own),
        change=partial(reword_mail, kind=kind),
        done=_("De nieuwe tekst geldt vanaf de volgende brief.")
        if mail.on_paper
        else _("De nieuwe tekst geldt vanaf de volgende mail."),
        back=reverse("correspondence:template", args=[kind]),
        template=TEMPLATE_PAGE,
        context=lambda: _template_page(mail, own),
    )


def template_pdf(request, kind):
    """A letter on sample data as PDF: as it is worded now or, sent from the form, as it is being worded."""
    letter = _kind(kind)
    if not letter.is_letter:
        raise Http404
    own = _own_wording(kind)
    form = _wording_form(request, letter, own)
    tried = attempt(request, form, partial(_typed_wording, letter))
    if form.is_bound and not tried:
        return show(request, TEMPLATE_PAGE, _template_page(letter, own), form)
    wording = tried.result or wording_of(kind, letter.sample)
    content = pdf.render(letter.template, {"letter": wording, "places": letter.sample})
    headers = {"Content-Disposition": f'inline; filename="voorbeeld-{kind}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _own_wording(kind: str) -> MailTemplate | None:
    return MailTemplate.objects.filter(kind=kind).select_related("changed_by").first()


def _present_texts(mail: MailKind, own: MailTemplate | None) -> dict[str, str]:
    """What the mail says now: in PIO's wording, else in the portal's."""
    return {"subject": own.subject if own else str(mail.subject), "body": own.body if own else str(mail.body)}


def _wording_form(
    request: HttpRequest, mail: MailKind, own: MailTemplate | None, about: MailTemplate | None = None
) -> WordingForm:
    initial = _present_texts(mail, own) | {"version": own.version if own else 0}
    form = WordingForm(*sent(request), mail=mail, initial=initial, about=about)
    return form.posted_to(reverse("correspondence:template", args=[mail.kind]))


def _template_page(mail: MailKind, own: MailTemplate | None) -> dict[str, Any]:
    """What stands around the form: the text on sample data, and the places that it may use."""
    texts = _present_texts(mail, own)
    crumbs = [Crumb(label=_("Sjablonen"), url=reverse("correspondence:templates")), Crumb(label=mail.title)]
    preview = filled(texts["subject"], texts["body"], mail.sample)
    return {"mail": mail, "own": own, "preview": preview, "crumbs": crumbs}


def _typed_wording(letter: MailKind, *, subject: str, body: str, **_who_and_when: Any) -> Wording:
    """A letter as it is typed, on sample data. Raises Refused for a place that it does not know."""
    for text in (subject, body):
        check_wording(letter.kind, text)
    return filled(subject, body, letter.sample)


def _kind(kind: str) -> MailKind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def restore(request, kind):
    """Back to the portal's own wording."""
    _kind(kind)
    return button(
        request,
        change=lambda by, **_moment: restore_mail(kind=kind, by=by),
        done=_("De oorspronkelijke tekst geldt weer."),
        back=reverse("correspondence:template", args=[kind]),
    )


def mailbox(request):
    """In the demo only: what the portal sent, to everybody, newest first."""
    if not settings.PIO_DEMO:
        raise Http404
    emails = Email.objects.order_by("-created", "-pk").only("id", "to", "subject", "created", "status")
    address = query_text(request, "aan")
    if address:
        emails = emails.filter(to__icontains=address)
    page = query_page(request, emails, PAGE)
    delayed = Email.objects.filter(status=STATUS.queued).exists()
    return render(request, "correspondence/mailbox.html", {"page": page, "address": address, "delayed": delayed})


def mailbox_mail(request, pk):
    """One mail of the demo's mailbox."""
    if not settings.PIO_DEMO:
        raise Http404
    email = get_object_or_404(Email.objects.prefetch_related("attachments"), pk=pk)
    return render(request, "correspondence/mailbox_mail.html", {"email": email})
