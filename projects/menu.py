"""The links of projects and procurements in the menus."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import LOGGED_IN, MANAGEMENT, STAFF
from pio_portal.ui.registry import WORK, register_menu
from projects.models import Handover, Procurement, Project
from projects.rules import READERS

register_menu(
    label=_("Projecten"),
    url_name="projects:staff_projects",
    key="p",
    group=WORK,
    icon="kanban",
    roles=READERS,
    count=lambda user: Project.objects.visible_to(user).running().count(),
    order=30,
)
register_menu(
    label=_("Opdrachten"),
    url_name="projects:staff_procurements",
    key="d",
    group=WORK,
    icon="journal-text",
    roles=READERS,
    count=lambda user: Procurement.objects.visible_to(user).running().count(),
    order=50,
)
register_menu(
    label=_("Overdracht"),
    url_name="projects:staff_handovers",
    group=WORK,
    icon="folder2-open",
    roles=STAFF,
    count=lambda user: Handover.objects.visible_to(user).to_hand_over().count(),
    order=55,
)
register_menu(
    label=_("Begeleiding"),
    url_name="projects:staff_consultancies",
    group=WORK,
    icon="person-circle",
    roles=STAFF | MANAGEMENT,
    order=56,
)
register_menu(label=_("Projecten"), url_name="projects:catalogue", world="public", order=20)
register_menu(
    label=_("Projecten"), url_name="projects:applicant_projects", world="applicant", roles=LOGGED_IN, order=20
)
