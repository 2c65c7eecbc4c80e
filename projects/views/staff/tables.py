"""The columns of the staff's lists."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pio_portal.formats import money_text
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags.pio import day, money, status, tag
from projects.enums import Standing
from projects.models import Procurement, Project
from projects.models.tempo import past_target

WIDE = {"td": {"class": "wide"}, "th": {"class": "wide"}}
WIDE_KEY = {"td": {"class": "wide key"}, "th": {"class": "wide"}}
WIDE_AMOUNT = {"td": {"class": "wide num"}, "th": {"class": "wide num"}}


class ProjectTable(Table):
    ref = tables.Column(verbose_name=_("Referentie"), attrs=WIDE_KEY)
    title = tables.Column(verbose_name=_("Project"))
    phase = tables.Column(verbose_name=_("Fase"))
    state = tables.Column(verbose_name=_("Stand"), attrs=WIDE)
    target_launch_on = tables.Column(verbose_name=_("Streefdatum lancering"))
    lead = tables.Column(verbose_name=_("Begeleider"), attrs=WIDE, default="–", order_by="lead__name")

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()
        sequence = ("ref", "title", "phase", "state", "target_launch_on", "lead")

    def render_title(self, record: Project):
        return format_html(
            '<a href="{}">{}</a><span class="soft small d-block">{}</span>',
            record.get_staff_url(),
            record.title,
            record.organisation,
        )

    def value_title(self, record: Project) -> str:
        return f"{record.title} ({record.organisation})"

    def render_state(self, record: Project):
        return status(record, "state")

    def render_target_launch_on(self, record: Project):
        return format_html("{} {}", day(record.target_launch_on), late_tag(record))

    def value_target_launch_on(self, record: Project):
        return record.target_launch_on


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
    ref = tables.Column(verbose_name=_("Referentie"), attrs=WIDE_KEY)
    title = tables.Column(verbose_name=_("Opdracht"))
    procedure = tables.Column(verbose_name=_("Procedure"), attrs=WIDE, default="–")
    status = tables.Column(verbose_name=_("Stand"))
    launched_on = tables.Column(verbose_name=_("Gelanceerd"), default="–")
    award_value = tables.Column(verbose_name=_("Gunningsbedrag"), attrs=WIDE_AMOUNT, default="–")
    cofinancing_granted = tables.Column(verbose_name=_("Cofinanciering"), attrs=WIDE_AMOUNT, default="–")

    class Meta:
        model = Procurement
        fields: tuple[str, ...] = ()
        sequence = ("ref", "title", "procedure", "status", "launched_on", "award_value", "cofinancing_granted")

    def render_title(self, record: Procurement):
        return format_html(
            '<a href="{}">{}</a><span class="soft small d-block">{}</span>',
            record.get_staff_url(),
            record.title,
            record.project.organisation,
        )

    def value_title(self, record: Procurement) -> str:
        return f"{record.title} ({record.project.organisation})"

    def render_status(self, record: Procurement):
        return status(record)

    def value_status(self, record: Procurement) -> str:
        return record.get_status_display()

    def render_launched_on(self, record: Procurement):
        relaunch = tag(_("Herlancering")) if record.relaunch_of_id else ""
        return format_html("{} {}", day(record.launched_on), relaunch)

    def value_launched_on(self, record: Procurement):
        return record.launched_on

    def render_award_value(self, value):
        return money(value)

    def value_award_value(self, value) -> str:
        return money_text(value)

    def render_cofinancing_granted(self, value):
        return money(value)

    def value_cofinancing_granted(self, value) -> str:
        return money_text(value)
