"""The links of calls and applications in the menus."""

from django.utils.translation import gettext_lazy as _

from calls.models import Application, Assignment
from pio_portal.accounts.access import ADVISERS, LEAD, STAFF
from pio_portal.ui.registry import STEERING, WORK, register_menu

register_menu(label=_("Oproepen"), url_name="calls:calls", world="public", order=10)
register_menu(label=_("Aanvragen"), url_name="calls:applicant_applications", world="applicant", order=10)
register_menu(
    label=_("Oproepen"), url_name="calls:staff_calls", key="o", group=WORK, icon="megaphone", roles=STAFF, order=10
)
register_menu(
    label=_("Aanvragen"),
    url_name="calls:staff_applications",
    key="a",
    group=WORK,
    icon="inbox",
    roles=STAFF,
    count=lambda user: Application.objects.visible_to(user).open().count(),
    order=20,
)
register_menu(
    label=_("Beoordelingen"),
    url_name="calls:assignments",
    key="b",
    group=WORK,
    icon="journal-text",
    roles=ADVISERS,
    count=lambda user: Assignment.objects.of_adviser(user).waiting().count(),
    order=25,
)
register_menu(
    label=_("Belangenconflicten"),
    url_name="calls:staff_conflicts",
    group=STEERING,
    icon="lock",
    roles=LEAD,
    order=280,
)
