"""The library of standard mails and letters, and in the demo the mailbox that shows what was sent."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email

from pio_portal.change import Refused
from pio_portal.correspondence.forms import WordingForm
from pio_portal.correspondence.models import MailTemplate
from pio_portal.correspondence.wording import KINDS, MailKind, check_wording, filled, wording_of
from pio_portal.correspondence.workflow.wording import restore_mail, reword_mail
from pio_portal.documents import pdf

PAGE = 50


def templates(request):
    """Every standard mail and letter, with whether PIO gave it its own wording."""
    own = {template.kind: template for template in MailTemplate.objects.select_related("changed_by")}
    rows = [{"kind": kind, "own": own.get(kind.kind)} for kind in sorted(KINDS.values(), key=lambda k: str(k.title))]
    return render(request, "correspondence/staff/templates.html", {"rows": rows})


def template(request, kind):
    """Edit one standard text beside its preview. Bad input keeps what was typed."""
    mail = _kind(kind)
    own = MailTemplate.objects.filter(kind=kind).select_related("changed_by").first()
    current = {"subject": own.subject if own else mail.subject, "body": own.body if own else mail.body}
    form = WordingForm(request.POST or None, initial={**current, "version": own.version if own else 0})
    if request.method == "POST" and form.is_valid():
        try:
            reword_mail(kind=kind, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            done = (
                _("De nieuwe tekst geldt vanaf de volgende brief.")
                if mail.is_letter
                else _("De nieuwe tekst geldt vanaf de volgende mail.")
            )
            messages.success(request, done)
            return redirect("correspondence:template", kind)
    preview = filled(str(current["subject"]), str(current["body"]), mail.sample)
    return render(
        request, "correspondence/staff/template.html", {"mail": mail, "own": own, "form": form, "preview": preview}
    )


def template_pdf(request, kind):
    """A letter on sample data as PDF: as it is worded now or, sent from the form, as it is being worded."""
    letter = _kind(kind)
    if not letter.is_letter:
        raise Http404
    wording = wording_of(kind, letter.sample)
    if request.method == "POST":
        form = WordingForm(request.POST)
        try:
            if form.is_valid():
                for text in (form.cleaned_data["subject"], form.cleaned_data["body"]):
                    check_wording(kind, text)
                wording = filled(form.cleaned_data["subject"], form.cleaned_data["body"], letter.sample)
        except Refused as refused:
            form.add_error(None, str(refused))
        if form.errors:
            return template(request, kind)
    content = pdf.render(letter.template, {"letter": wording, "places": letter.sample})
    headers = {"Content-Disposition": f'inline; filename="voorbeeld-{kind}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _kind(kind: str) -> MailKind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def restore(request, kind):
    """Back to the portal's own wording."""
    _kind(kind)
    restore_mail(kind=kind, by=request.user)
    messages.success(request, _("De oorspronkelijke tekst geldt weer."))
    return redirect("correspondence:template", kind)


def mailbox(request):
    """In the demo only: what the portal sent, to everybody, newest first."""
    if not settings.PIO_DEMO:
        raise Http404
    found = Email.objects.order_by("-created", "-pk").only("id", "to", "subject", "created", "status")
    if address := request.GET.get("aan", "").strip():
        found = found.filter(to__icontains=address)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    delayed = Email.objects.filter(status=STATUS.queued).exists()
    return render(request, "correspondence/mailbox.html", {"page": page, "address": address, "delayed": delayed})


def mailbox_mail(request, pk):
    """One mail of the demo's mailbox."""
    if not settings.PIO_DEMO:
        raise Http404
    email = get_object_or_404(Email.objects.prefetch_related("attachments"), pk=pk)
    return render(request, "correspondence/mailbox_mail.html", {"email": email})
