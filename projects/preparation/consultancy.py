"""What consultants do for a project, what that was expected to cost and what it costs: ordered, invoiced, paid."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.searched import Normal, normal
from pio_portal.text import one_line
from projects.enums import Phase
from projects.models import ConsultancyOrder, PreparationStep, Project
from projects.project.workflow import open_project, refuse_future, running_project


@transaction.atomic
def order_consultancy(
    *,
    project: Project,
    consultant: str,
    framework: str,
    subject: str,
    ordered_on: date,
    ordered: Decimal,
    vat_rate: Decimal,
    by,
    at: datetime,
    step: PreparationStep | None = None,
    estimate: Decimal | None = None,
) -> ConsultancyOrder:
    """Order work of a consultant under a framework contract, for a step or for the preparation as a whole.

    Amounts in euro without VAT. Raises Refused before the preparation begins, and for a day that is still to come.
    """
    project = running_project(project)
    permit("projects.keep_consultancy", project, by=by)
    if project.phase == Phase.INTAKE:
        raise Refused(_("Het voortraject is nog niet begonnen: eerst bevestigen de klant en PIO de engagementen."))
    order = ConsultancyOrder(
        project=project, step=step, framework=framework.strip(), subject=subject.strip(), ordered_on=ordered_on,
        estimate=estimate, ordered=ordered, vat_rate=vat_rate, consultant=_as_known(consultant),
    )  # fmt: skip
    refuse_future(ordered_on, at, field="ordered_on")
    save_checked(order)
    record(about=project, verb="consultancy_ordered", by=by, at=at, detail={"consultant": order.consultant})
    return order


@transaction.atomic
def change_consultancy(
    *,
    order: ConsultancyOrder,
    consultant: str,
    framework: str,
    subject: str,
    ordered_on: date,
    ordered: Decimal,
    invoiced: Decimal,
    paid: Decimal,
    vat_rate: Decimal,
    by,
    at: datetime,
    step: PreparationStep | None = None,
    estimate: Decimal | None = None,
) -> ConsultancyOrder:
    """Note what was invoiced and paid, or correct the order. Also of a project that is suspended or stopped."""
    project = open_project(order.project)
    permit("projects.keep_consultancy", project, by=by)
    order = locked(order)
    refuse_future(ordered_on, at, field="ordered_on")
    order.step, order.framework, order.subject, order.ordered_on = step, framework.strip(), subject.strip(), ordered_on
    order.estimate, order.ordered, order.invoiced, order.paid = estimate, ordered, invoiced, paid
    order.vat_rate, order.consultant = vat_rate, _as_known(consultant)
    save_checked(order)
    record(about=project, verb="consultancy_changed", by=by, at=at, detail={"consultant": order.consultant})
    return order


def _as_known(name: str) -> str:
    """The name as an earlier order writes it, however it is written now: costs are added up by it."""
    name = one_line(name)
    known = ConsultancyOrder.objects.annotate(plain=Normal("consultant")).filter(plain=normal(name))
    return known.order_by("pk").values_list("consultant", flat=True).first() or name
