"""The columns of the staff's lists."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pio_portal.formats import NOTHING
from pio_portal.ui.columns import (
    Column,
    DayColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PersonColumn,
    ReferenceColumn,
    StatusColumn,
    TitleColumn,
)
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags.pio import day, tag
from projects.enums import Outcome, Risk, Standing
from projects.models import Procurement, Project
from projects.models.tempo import past_target


class ProjectTable(Table):
    """One project a row."""

    ref = ReferenceColumn(_("Referentie"))
    title = TitleColumn(_("Project"), url=lambda record: record.get_staff_url(), sub=lambda record: record.organisation)
    organisation = Column(_("Klant"), order_by="organisation__name", wide=True, width=34)
    phase = Column(_("Fase"))
    state = StatusColumn(_("Stand"), wide=True)
    target_launch_on = DayColumn(_("Streefdatum lancering"))
    chance = NumberColumn(_("Kans te laat"), empty_values=(), order_by=("-chance", "pk"))
    lead = PersonColumn(_("Begeleider"), wide=True, order_by="lead__name")
    theme = Column(_("Thema"), order_by="theme__position", wide=True)
    province = Column(_("Provincie"), accessor="organisation__province", order_by="organisation__province", wide=True)
    launch_forecast = DayColumn(_("Verwachte lancering"), wide=True)
    engagements = Column(_("Engagementen"), accessor="has_broken", orderable=False, wide=True)
    launch_actual = DayColumn(_("Gelanceerd"), wide=True)
    review_on = DayColumn(_("Opnieuw te bekijken"), wide=True)

    def render_engagements(self, value: bool) -> Any:  # noqa: FBT001 - as django-tables2 calls it
        return tag(Outcome.BROKEN.label, Outcome.BROKEN.tone) if value else ""

    def value_engagements(self, value: bool) -> str:  # noqa: FBT001
        return str(Outcome.BROKEN.label) if value else ""

    def render_target_launch_on(self, record: Project) -> Any:
        return format_html("{} {}", day(record.target_launch_on), late_tag(record))

    def render_chance(self, record: Project) -> Any:
        if record.chance is None:
            return Risk.UNKNOWN.label if record.warned else NOTHING
        return tag(f"{record.chance}\N{NO-BREAK SPACE}%", Risk.of(record.chance).tone)


def late_tag(project: Project):
    """A tag when the launch came, or is expected, after the target; else nothing. For rows of `for_list`."""
    launch_on = project.launch_actual or project.launch_forecast
    if not past_target(launch_on, project.target_launch_on):
        return ""
    days = (launch_on - project.target_launch_on).days
    if project.launch_actual:
        return tag(_("%(days)d dagen later") % {"days": days} if days > 1 else _("1 dag later"), "warn")
    return tag(Standing.PAST_TARGET.label, Standing.PAST_TARGET.tone)


class ProcurementTable(Table):
    """One procurement a row."""

    ref = ReferenceColumn(_("Referentie"))
    title = TitleColumn(
        _("Opdracht"), url=lambda record: record.get_staff_url(), sub=lambda record: record.project.organisation
    )
    organisation = Column(
        _("Klant"),
        accessor="project__organisation",
        order_by="project__organisation__name",
        wide=True,
        width=34,
    )
    procedure = Column(_("Procedure"), wide=True)
    status = StatusColumn(_("Stand"))
    launched_on = DayColumn(_("Gelanceerd"))
    award_value = MoneyColumn(_("Gunningsbedrag"), wide=True)
    cofinancing_granted = MoneyColumn(_("Cofinanciering"), wide=True)

    def render_launched_on(self, record: Procurement) -> Any:
        relaunch = tag(_("Herlancering")) if record.relaunch_of_id else ""
        return format_html("{} {}", day(record.launched_on), relaunch)


class HandoverTable(Table):
    """One project that is over a row."""

    ref = ReferenceColumn(_("Project"), accessor="project__ref")
    title = TitleColumn(
        _("Titel"),
        accessor="project__title",
        url=lambda record: record.get_staff_url(),
        sub=lambda record: record.project.organisation,
    )
    organisation = Column(
        _("Klant"), accessor="project__organisation", order_by="project__organisation__name", wide=True, width=34
    )
    status = StatusColumn(_("Stand"))
    queued_at = MomentColumn(_("In het register"), brief=True, wide=True)
    handed_over_at = MomentColumn(_("Overgedragen"), brief=True)
    handed_over_by = PersonColumn(_("Door"), wide=True, order_by="handed_over_by__name")
    reference = Column(_("Dossiernummer"), wide=True)


class ConsultancyTable(Table):
    """One order of a consultant a row. Amounts without VAT, unless their name says so."""

    subject = TitleColumn(
        _("Opdracht"),
        url=lambda record: reverse("projects:staff_preparation", args=[record.project.ref]),
        sub=lambda record: record.project,
    )
    consultant = Column(_("Consultant"))
    step = Column(_("Stap"), wide=True, order_by="step__pk")
    framework = Column(_("Raamcontract"), wide=True)
    ordered_on = DayColumn(_("Besteld op"))
    estimate = MoneyColumn(_("Raming"), wide=True)
    ordered = MoneyColumn(_("Besteld"))
    ordered_with_vat = MoneyColumn(_("Besteld met btw"), wide=True, orderable=False)
    invoiced = MoneyColumn(_("Gefactureerd"), wide=True)
    paid = MoneyColumn(_("Betaald"), wide=True)
    paid_with_vat = MoneyColumn(_("Betaald met btw"), wide=True, orderable=False)
