"""Other applications and projects that look like this one, and its partners, as staff sees and corrects them."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from calls.application.forms.partners import RemovePartnerForm
from calls.application.partners import leave_application
from calls.views.similar_page import MOST_SIMILAR, similar_page
from calls.views.staff.crumbs import applications_crumb
from calls.views.staff.dossier import application_for, dossier_context
from pio_portal.searched import Sorted
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.similarity import Subject, find_similar


def staff_similar(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything similar that staff may see; the list alone for htmx."""
    application = application_for(request, ref)
    found = find_similar(request.user, Subject.of(application), staff=True, limit=MOST_SIMILAR)
    if request.htmx:
        return similar_page(request, "", {"application": application, "found": found})
    context = dossier_context(request, application) | {"found": found}
    return similar_page(request, "calls/staff/similar.html", context)


def staff_partner(request: HttpRequest, ref: str) -> HttpResponse:
    """PIO takes a partner out of an application that was submitted."""
    application = application_for(request, ref)
    if not request.user.has_perm("calls.handle_application", application):
        raise PermissionDenied
    return form_page(
        request,
        form=RemovePartnerForm(*sent(request), partners=application.partners.order_by(Sorted("name"), "pk")),
        change=partial(leave_application, application=application),
        title=_("Een partner uit de aanvraag halen"),
        intro=_("Wat werd ingediend blijft de partner noemen. De leden van de partner zien de aanvraag niet meer."),
        done=_("De partner doet niet meer mee. De aanvrager en de partner krijgen een mail."),
        back=application.get_staff_url(),
        crumbs=[applications_crumb(), Crumb(label=application.ref, url=application.get_staff_url())],
    )
