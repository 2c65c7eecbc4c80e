import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField, MomentField
from pio_portal.invariants import Demand, empty, same_parent, state_demands, text
from pio_portal.searched import SearchedManager
from projects.enums import InnovationKind, Procedure
from projects.enums import ProcurementStatus as Status
from projects.models.cpv import validate_cpv
from projects.models.project import Project
from projects.querysets import ProcurementQuerySet

ProcurementManager = SearchedManager.from_queryset(ProcurementQuerySet)


@tracked(exclude=("search",))
class Procurement(models.Model):
    """An innovative procurement of a project. Amounts in euro, without VAT."""

    ref = models.CharField(_("referentie"), max_length=20, unique=True)
    project = models.ForeignKey(Project, models.PROTECT, related_name="procurements", verbose_name=_("project"))
    title = models.CharField(_("titel"), max_length=200)
    procedure = models.CharField(_("procedure"), max_length=2, choices=Procedure, blank=True)
    cpv = models.CharField(_("CPV-code"), max_length=10, blank=True, validators=[validate_cpv])
    estimate = models.DecimalField(_("raming"), max_digits=14, decimal_places=2, null=True, blank=True)
    innovation = models.CharField(_("soort innovatie"), max_length=12, choices=InnovationKind, blank=True)
    rd_share = models.PositiveSmallIntegerField(_("aandeel onderzoek en ontwikkeling (%)"), null=True, blank=True)
    notice_ref = models.CharField(_("nummer van de aankondiging"), max_length=60, blank=True)
    notice_url = models.URLField(_("webadres van de aankondiging"), max_length=300, blank=True)
    launched_on = DayField(_("gelanceerd op"), null=True, blank=True)
    relaunch_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="relaunches", verbose_name=_("herlancering van")
    )
    questions_until = MomentField(_("vragen tot"), null=True, blank=True)
    questions_received = models.PositiveIntegerField(_("aantal vragen"), null=True, blank=True)
    tender_deadline = MomentField(_("offertes tot"), null=True, blank=True)
    counted_enterprises = models.PositiveIntegerField(_("aantal ondernemingen (geteld)"), null=True, blank=True)
    awarded_on = DayField(_("gegund op"), null=True, blank=True)
    award_value = models.DecimalField(_("gunningsbedrag"), max_digits=14, decimal_places=2, null=True, blank=True)
    contractor_name = models.CharField(_("opdrachtnemer"), max_length=200, blank=True)
    award_grounds = models.TextField(_("motivering van de gunning"), blank=True)
    standstill_until = DayField(_("wachttermijn tot en met"), null=True, blank=True)
    contract_on = DayField(_("contract gesloten op"), null=True, blank=True)
    contract_ends_on = DayField(_("contract loopt tot"), null=True, blank=True)
    delivered_on = DayField(_("opgeleverd op"), null=True, blank=True)
    delivery_note = models.TextField(_("resultaat"), blank=True)
    lessons = models.TextField(_("lessen"), blank=True)
    ended_on = DayField(_("geannuleerd of beëindigd op"), null=True, blank=True)
    end_reason = models.TextField(_("reden"), blank=True)
    status = FSMField(_("status"), choices=Status, default=Status.PREPARED, protected=True)
    cofinancing_granted = models.DecimalField(
        _("toegekende cofinanciering"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    cofinancing_decided_on = DayField(_("over cofinanciering beslist op"), null=True, blank=True, editable=False)
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)
    search = SearchVectorField(null=True, editable=False)

    search_columns = ("search",)
    objects = ProcurementManager()

    class Meta:
        verbose_name = _("opdracht")
        verbose_name_plural = _("opdrachten")
        indexes = [
            GinIndex(fields=["search"], name="procurement_search"),
            models.Index(fields=["-launched_on", "-id"], name="procurement_newest"),
            models.Index(fields=["status", "-launched_on", "-id"], name="procurement_by_status"),
            models.Index(fields=["delivered_on"], name="procurement_delivered"),
            models.Index(fields=["tender_deadline"], name="procurement_deadline"),
        ]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "procurement_prepared_is_not_launched",
                    [Status.PREPARED],
                    empty=["launched_on", "questions_until", "questions_received", "tender_deadline"],
                    message=_("Een opdracht in voorbereiding is nog niet gelanceerd."),
                ),
                Demand(
                    "procurement_launched_says_when_and_how",
                    [Status.LAUNCHED, Status.AWARDED, Status.DELIVERED, Status.NO_TENDERS, Status.TERMINATED],
                    filled=["launched_on", text("procedure")],
                    message=_("Een gelanceerde opdracht vermeldt haar lanceerdatum en haar procedure."),
                ),
                Demand(
                    "procurement_not_awarded_has_no_contract",
                    [Status.PREPARED, Status.LAUNCHED, Status.CANCELLED, Status.NO_TENDERS],
                    empty=[
                        "awarded_on",
                        "award_value",
                        text("contractor_name"),
                        text("award_grounds"),
                        "standstill_until",
                        "contract_on",
                        "contract_ends_on",
                    ],
                    message=_("Een opdracht die niet gegund is, heeft geen opdrachtnemer."),
                ),
                Demand(
                    "procurement_awarded_says_when_and_to_whom",
                    [Status.AWARDED, Status.DELIVERED, Status.TERMINATED],
                    filled=["awarded_on", text("contractor_name")],
                    message=_("Een gegunde opdracht vermeldt wanneer, en wie de opdrachtnemer is."),
                ),
                Demand(
                    "procurement_delivered_says_when",
                    [Status.DELIVERED],
                    filled=["delivered_on"],
                    message=_("Een opgeleverde opdracht vermeldt wanneer."),
                ),
                Demand(
                    "procurement_not_delivered_has_no_result",
                    [status for status in Status if status != Status.DELIVERED],
                    empty=["delivered_on", text("delivery_note")],
                    message=_("Een opdracht die niet opgeleverd is, heeft geen opleverdatum en geen resultaat."),
                ),
                Demand(
                    "procurement_ended_says_when_and_why",
                    [Status.CANCELLED, Status.NO_TENDERS, Status.TERMINATED],
                    filled=["ended_on", text("end_reason")],
                    message=_("Een opdracht die niets opleverde, vermeldt wanneer en waarom."),
                ),
                Demand(
                    "procurement_running_has_no_end",
                    [Status.PREPARED, Status.LAUNCHED, Status.AWARDED, Status.DELIVERED],
                    empty=["ended_on", text("end_reason")],
                    message=_("Een opdracht die loopt of opgeleverd is, is niet geannuleerd of beëindigd."),
                ),
                exempt="imported",
            ),
            models.CheckConstraint(
                name="procurement_dates_in_order",
                condition=Q(imported=True)
                | (
                    (empty("awarded_on") | Q(launched_on__isnull=False, awarded_on__gte=F("launched_on")))
                    & (empty("delivered_on") | Q(awarded_on__isnull=False, delivered_on__gte=F("awarded_on")))
                    & (empty("ended_on") | empty("launched_on") | Q(ended_on__gte=F("launched_on")))
                    & (empty("ended_on") | empty("awarded_on") | Q(ended_on__gte=F("awarded_on")))
                ),
                violation_error_message=_("Een opdracht wordt gelanceerd, dan gegund, dan opgeleverd of beëindigd."),
            ),
            models.CheckConstraint(
                name="procurement_contract_after_the_standstill",
                condition=Q(imported=True)
                | (
                    (empty("standstill_until") | Q(awarded_on__isnull=False, standstill_until__gte=F("awarded_on")))
                    & (empty("contract_on") | Q(awarded_on__isnull=False, contract_on__gte=F("awarded_on")))
                    & (empty("contract_on") | empty("standstill_until") | Q(contract_on__gt=F("standstill_until")))
                    & (empty("contract_ends_on") | Q(contract_on__isnull=False, contract_ends_on__gte=F("contract_on")))
                ),
                violation_error_message=_("Na de gunning komt de wachttermijn, dan het contract, dan het einde ervan."),
            ),
            models.CheckConstraint(
                name="procurement_delivered_after_launch",
                condition=Q(delivered_on__isnull=True)
                | Q(launched_on__isnull=False, delivered_on__gte=F("launched_on")),
                violation_error_message=_("Een opdracht kan niet opgeleverd zijn voor ze gelanceerd werd."),
            ),
            models.CheckConstraint(
                name="procurement_questions_before_tenders",
                condition=empty("questions_until")
                | empty("tender_deadline")
                | Q(questions_until__lte=F("tender_deadline")),
                violation_error_message=_("Vragen kunnen ten laatste tot de uiterste datum voor offertes."),
            ),
            models.CheckConstraint(
                name="procurement_amounts_not_negative",
                condition=(Q(estimate__isnull=True) | Q(estimate__gte=0))
                & (Q(award_value__isnull=True) | Q(award_value__gte=0))
                & (Q(cofinancing_granted__isnull=True) | Q(cofinancing_granted__gte=0)),
                violation_error_message=_("Een bedrag kan niet negatief zijn."),
            ),
            models.CheckConstraint(
                name="procurement_cofinancing_says_when_it_was_decided",
                condition=empty("cofinancing_granted") | Q(cofinancing_decided_on__isnull=False),
                violation_error_message=_("Toegekende cofinanciering vermeldt wanneer daarover beslist is."),
            ),
            models.CheckConstraint(
                name="procurement_rd_share_is_a_part",
                condition=empty("rd_share") | Q(rd_share__lte=100),
                violation_error_message=_("Het aandeel onderzoek en ontwikkeling is hoogstens 100 procent."),
            ),
            models.CheckConstraint(name="procurement_no_relaunch_of_itself", condition=~Q(relaunch_of=F("id"))),
        ]
        triggers = [
            same_parent(
                "relaunch_in_the_same_project",
                link="relaunch_of_id",
                to="projects_procurement",
                parent="project_id",
                exempt="imported",
            ),
            pgtrigger.Trigger(
                name="search_text",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("title", "ref", "project_id"),
                when=pgtrigger.Before,
                func="""
                    NEW.search := setweight(to_tsvector('simple', NEW.ref), 'A')
                        || setweight(to_tsvector('dutch', pio_normal(NEW.title)), 'A')
                        || setweight(coalesce(
                            (SELECT search FROM projects_project WHERE id = NEW.project_id), ''::tsvector), 'B');
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def eforms(self) -> str:
        """The code of its procedure in a notice; empty when none is chosen."""
        return Procedure(self.procedure).eforms if self.procedure else ""

    @property
    def standstill_days(self) -> int | None:
        """How many days the standstill lasts, from the day after the award; None when none was set."""
        if self.standstill_until is None or self.awarded_on is None:
            return None
        return (self.standstill_until - self.awarded_on).days

    def get_staff_url(self) -> str:
        return reverse("projects:staff_procurement", args=[self.ref])

    @transition(status, source=Status.PREPARED, target=Status.LAUNCHED, permission="projects.handle_procurement")
    def launch(self): ...

    @transition(status, source=Status.LAUNCHED, target=Status.AWARDED, permission="projects.handle_procurement")
    def award(self): ...

    @transition(status, source=Status.AWARDED, target=Status.DELIVERED, permission="projects.handle_procurement")
    def deliver(self): ...

    @transition(
        status,
        source=[Status.PREPARED, Status.LAUNCHED],
        target=Status.CANCELLED,
        permission="projects.handle_procurement",
    )
    def cancel(self): ...

    @transition(status, source=Status.LAUNCHED, target=Status.NO_TENDERS, permission="projects.handle_procurement")
    def report_no_tenders(self): ...

    @transition(status, source=Status.AWARDED, target=Status.TERMINATED, permission="projects.handle_procurement")
    def terminate(self): ...
