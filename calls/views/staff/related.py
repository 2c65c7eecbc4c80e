"""Other applications and projects that look like this one, and its partners, as staff sees and corrects them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.forms.partners import RemovePartnerForm
from calls.application.partners import leave_application
from calls.views.similar_page import MOST_SIMILAR, similar_page
from calls.views.staff import dossier
from pio_portal.ui.acting import act
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.similarity import Subject, find_similar


def staff_similar(request: HttpRequest, ref: str) -> HttpResponse:
    """The same for staff: everything that they may see."""
    shown = dossier.application_for(request, ref)
    found = find_similar(request.user, Subject.of(shown), staff=True, limit=MOST_SIMILAR)
    if request.htmx:
        return similar_page(request, "", {"application": shown, "found": found})
    context = dossier.dossier(request, shown) | {"found": found}
    return similar_page(request, "calls/staff/similar.html", context)


def staff_partner(request: HttpRequest, ref: str) -> HttpResponse:
    """PIO takes a partner out of an application that was submitted."""
    shown = dossier.application_for(request, ref)
    if not request.user.has_perm("calls.handle_application", shown):
        raise PermissionDenied
    crumbs = [Crumb(label=_("Aanvragen"), url=reverse("calls:staff_applications"))]
    return act(
        request,
        form=RemovePartnerForm(request.POST or None, partners=shown.partners.order_by("name", "pk")),
        change=lambda **data: leave_application(application=shown, **data),
        title=_("Een partner uit de aanvraag halen"),
        submit=_("Partner verwijderen"),
        done=_("De partner doet niet meer mee. De aanvrager en de partner krijgen een mail."),
        back=shown.get_staff_url(),
        crumbs=[*crumbs, Crumb(label=shown.ref, url=shown.get_staff_url())],
        intro=_("Wat werd ingediend blijft de partner noemen. De leden van de partner zien de aanvraag niet meer."),
        destroy=True,
    )
