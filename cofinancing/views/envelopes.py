"""The envelope of a year: its figures and its ledger."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cofinancing.forms import EnvelopeForm
from cofinancing.models import Envelope, LedgerEntry
from cofinancing.tables import LedgerTable
from cofinancing.views.requests import crumbs
from cofinancing.workflow.ledger import set_envelope
from pio_portal.ui.acting import submitted
from pio_portal.ui.shapes import Chip, Crumb

PAGE = 100


def envelope(request):
    """The ledger of the year that the address names, or of this year."""
    years = {e.year: e for e in Envelope.objects.order_by("-year")}
    this_year = timezone.localdate().year
    year = _year_asked(request) or this_year
    chosen = years.get(year)
    entries = LedgerEntry.objects.filter(envelope=chosen).with_balance().select_related("decision")
    page = Paginator(entries.order_by("-at", "-pk"), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cofinancing/staff/envelope.html",
        {
            "year": year,
            "envelope": chosen,
            "page": page,
            "table": LedgerTable(list(page)),
            "chips": [Chip(label=y, url=f"?jaar={y}", on=y == year) for y in sorted({*years, this_year}, reverse=True)],
            "may_set": request.user.has_perm("cofinancing.manage_envelope"),
            "crumbs": crumbs(Crumb(label=_("Enveloppe %(year)s") % {"year": year})),
        },
    )


def set_amount(request):
    """The lead says how much may be committed in a year."""
    year = _year_asked(request) or timezone.localdate().year
    known = Envelope.objects.filter(year=year).first()
    initial = {
        "year": year,
        "amount": known.amount if known else None,
        "source": known.source if known else "",
    }
    form = EnvelopeForm(request.POST or None, initial=initial)

    def change(data: dict) -> None:
        set_envelope(by=request.user, at=timezone.now(), **data)

    if submitted(request, form, change, _("De enveloppe is ingesteld.")):
        return redirect(f"{reverse('cofinancing:envelope')}?jaar={form.cleaned_data['year']}")
    context = {"form": form, "known": known, "crumbs": crumbs(Crumb(label=_("Enveloppe instellen")))}
    return render(request, "cofinancing/staff/envelope_set.html", context)


def _year_asked(request) -> int | None:
    asked = request.GET.get("jaar", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == len("2026") else None
