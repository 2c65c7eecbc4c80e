from django.db.models import Q
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.formats import day_text
from pio_portal.ui.shapes import Fact


def facts_for_staff(user, application: Application) -> list[Fact]:
    """Where it comes from and what it became, as far as this user may see those. One query."""
    family = Application.objects.visible_to(user).kept().filter(_family(application)).order_by("pk")
    facts = []
    for other in family:
        came_from = other.pk == application.origin_id
        carried = application.carried if came_from else other.carried
        label = {
            (True, True): _("Meegenomen van"),
            (True, False): _("Kopie van"),
            (False, True): _("Meegenomen naar"),
            (False, False): _("Gekopieerd naar"),
        }[came_from, carried]
        draft = other.status == Status.DRAFT
        when = day_text(other.submitted_at) if other.submitted_at else _("nog in opmaak")
        facts.append(Fact(label=label, value=f"{other.ref}, {when}", url="" if draft else other.get_staff_url()))
    return facts


def _family(application: Application) -> Q:
    return Q(origin=application.pk) | Q(pk=application.origin_id)
