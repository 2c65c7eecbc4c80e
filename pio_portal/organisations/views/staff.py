"""Relations: every organisation with what it did."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.organisations.enums import OrganisationType
from pio_portal.organisations.forms import MailDomainForm
from pio_portal.organisations.models import Organisation
from pio_portal.organisations.tables import OrganisationTable
from pio_portal.organisations.views.applicant import address_page, people_of
from pio_portal.organisations.workflow import note_mail_domain
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb

SHOWN = 25


class OrganisationList(StaffList):
    title = gettext_lazy("Relaties")
    nouns = gettext_lazy("organisatie"), gettext_lazy("organisaties")
    queryset = staticmethod(lambda user: Organisation.objects.visible_to(user).with_counts())
    table_class = OrganisationTable
    state_field, states = "type", OrganisationType
    similar_fields = ("name",)
    search_hint = gettext_lazy("Zoek op naam, KBO of OVO-code")
    order_text = gettext_lazy("op naam")
    row_url = staticmethod(lambda row: reverse("organisations:relation", args=[row.pk]))


def mail_domain(request, pk):
    """Note by which addresses the people of an organisation are known."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    address = reverse("organisations:relation", args=[pk])
    return form_page(
        request,
        form=MailDomainForm(*sent(request), initial={"mail_domain": organisation.mail_domain}),
        change=partial(note_mail_domain, organisation=organisation),
        done=_("Het maildomein is bewaard."),
        back=address,
        title=_("Maildomein"),
        crumbs=[
            _relations(),
            Crumb(label=organisation.name, url=address),
        ],
    )


def _relations() -> Crumb:
    """The list of organisations."""
    return Crumb(label=_("Relaties"), url=reverse("organisations:relations"))


def address(request, pk):
    """Where letters to an organisation go."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    back = reverse("organisations:relation", args=[pk])
    crumbs = [_relations(), Crumb(label=organisation.name, url=back)]
    return address_page(request, organisation, back=back, template="ui/staff/form_page.html", crumbs=crumbs)


def detail(request, pk):
    """One organisation: who belongs to it, what it applied for, and its projects."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), pk=pk)
    applications = organisation.applications.visible_to(request.user).kept().order_by("-pk")
    projects = organisation.projects.visible_to(request.user).order_by("-pk")
    context = people_of(request, organisation) | {
        "applications": list(applications[:SHOWN]),
        "projects": list(projects[:SHOWN]),
        "shown": SHOWN,
        "crumbs": [
            _relations(),
            Crumb(label=organisation.name),
        ],
    }
    return render(request, "organisations/staff/organisation.html", context)
