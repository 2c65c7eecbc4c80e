"""The envelope of a year: its figures and its ledger."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cofinancing.forms import EnvelopeForm
from cofinancing.models import Envelope, LedgerEntry
from cofinancing.tables import LedgerTable
from cofinancing.views.requests import cofinancing_crumbs
from cofinancing.workflow.ledger import set_envelope
from pio_portal.addresses import query_page, query_year
from pio_portal.arrival import arrived_on
from pio_portal.formats import money_text
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Chip, Crumb

ENTRIES = 100  # on a page


def envelope(request: HttpRequest) -> HttpResponse:
    """The ledger of the year that the address names, or of this year."""
    years = {envelope.year: envelope for envelope in Envelope.objects.order_by("-year")}
    this_year = arrived_on(request).year
    year = query_year(request, "jaar", this_year)
    chosen = years.get(year)
    entries = LedgerEntry.objects.filter(envelope=chosen).with_balance().select_related("decision")
    page = query_page(request, entries.order_by("-at", "-pk"), ENTRIES)
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
            "crumbs": cofinancing_crumbs(Crumb(label=_("Enveloppe %(year)s") % {"year": year})),
        },
    )


def set_amount(request: HttpRequest) -> HttpResponse:
    """The lead says how much may be committed in a year."""
    year = query_year(request, "jaar", arrived_on(request).year)
    known = Envelope.objects.filter(year=year).first()
    intro = ""
    if known:
        intro = _("In %(year)s is al %(committed)s vastgelegd. Het bedrag kan niet lager zijn.") % {
            "year": known.year,
            "committed": money_text(known.committed),
        }
    initial = {"year": year, "amount": known.amount, "source": known.source} if known else {"year": year}
    return form_page(
        request,
        form=EnvelopeForm(*sent(request), initial=initial, about=known),
        change=set_envelope,
        done=_("De enveloppe is ingesteld."),
        back=lambda made: f"{reverse('cofinancing:envelope')}?jaar={made.year}",
        title=_("Enveloppe instellen"),
        intro=intro,
        crumbs=cofinancing_crumbs(Crumb(label=_("Enveloppe"), url=reverse("cofinancing:envelope"))),
    )
