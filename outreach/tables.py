from django.utils.translation import gettext_lazy as _

from outreach.models import Event, Story
from pio_portal.registrations.tables import OccasionTable, OccasionTitle
from pio_portal.ui.columns import Column, ManyColumn, MomentColumn, StatusColumn, TitleColumn
from pio_portal.ui.tables import Table


def _partners(record: Event) -> list[str]:
    return [partner.code for partner in record.partners.all()]


def _projects(record: Story) -> list[str]:
    return [project.ref for project in record.projects.all()]


class EventTable(OccasionTable):
    """One row per event, with its partners."""

    title = OccasionTitle(_("Activiteit"), sub=lambda record: ", ".join(_partners(record)))
    kind = Column(_("Soort"), wide=True)
    partners = ManyColumn(_("Partners"), of=_partners, wide=True)

    class Meta:
        model = Event
        fields = ("ref", "title", "kind", "partners", "starts_at", "seats_taken", "capacity", "status")
        sequence = fields
        order_by = "-starts_at"


class StoryTable(Table):
    """One row per story, the newest first; drafts on top."""

    title = TitleColumn(
        _("Verhaal"),
        url=lambda record: record.get_staff_url(),
        sub=lambda record: ", ".join(_projects(record)),
        reference="",
    )
    projects = ManyColumn(_("Projecten"), of=_projects, wide=True)
    published_at = MomentColumn(_("Gepubliceerd op"), brief=True)
    status = StatusColumn(_("Stand"))

    class Meta:
        model = Story
        fields = ("title", "projects", "published_at", "status")
        order_by = "-published_at"
