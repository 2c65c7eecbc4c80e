from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from cofinancing.enums import Authority, DecisionKind, MeetingStatus, RequestStatus
from cofinancing.querysets import DecisionQuerySet, LedgerQuerySet, MeetingQuerySet, RequestQuerySet
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField, MomentField
from pio_portal.invariants import Demand, empty, refusal, same_parent, state_demands, text, together
from projects.models import Procurement, Project

USER = settings.AUTH_USER_MODEL


def euro(label, **options) -> models.DecimalField:
    """A field for euro, to the cent."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


@tracked()
class Envelope(models.Model):
    """What the Fonds allows in a year (euro). `committed` is the sum of its ledger, kept by the database.

    The check on it is the last guard: nobody can commit more than is left, whatever the code does.
    """

    year = models.PositiveSmallIntegerField(_("jaar"), unique=True)
    amount = euro(_("bedrag"))
    committed = euro(_("vastgelegd"), default=0, editable=False)
    source = models.CharField(_("bron"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("enveloppe")
        verbose_name_plural = _("enveloppes")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="envelope_never_over_committed",
                condition=Q(committed__lte=F("amount")),
                violation_error_message=_("In deze enveloppe is daarvoor niet genoeg over."),
            ),
            models.CheckConstraint(name="envelope_never_released_below_zero", condition=Q(committed__gte=0)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="committed_by_ledger_only",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.committed IS DISTINCT FROM NEW.committed"),
                func="""
                    IF pg_trigger_depth() < 2 THEN
                        RAISE EXCEPTION 'envelope: only the ledger changes what is committed';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="begins_with_nothing_committed",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("NEW.committed <> 0"),
                func="RAISE EXCEPTION 'envelope: only the ledger changes what is committed';",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return f"{reverse('cofinancing:envelope')}?jaar={self.year}"

    @property
    def left(self) -> Decimal:
        return self.amount - self.committed

    @property
    def used_percent(self) -> int:
        """How much of it is committed, in whole percents rounded down; an empty envelope is full."""
        return int(self.committed * 100 / self.amount) if self.amount else 100


@tracked()
class Meeting(models.Model):
    """A meeting of the decision committee of the Fonds Innoveren en Ondernemen."""

    held_at = MomentField(_("datum en uur"))
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    status = FSMField(_("status"), choices=MeetingStatus, default=MeetingStatus.PLANNED, protected=True)
    minutes = models.TextField(_("verslag"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("vergadering")
        verbose_name_plural = _("vergaderingen")
        ordering = ["-held_at"]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "meeting_planned_has_no_minutes",
                    [MeetingStatus.PLANNED],
                    empty=[text("minutes")],
                    message=_("Een vergadering die nog gehouden moet worden, heeft geen verslag."),
                ),
                free=[MeetingStatus.HELD],  # minutes may follow
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("cofinancing:meeting", args=[self.pk])

    @transition(
        status, source=MeetingStatus.PLANNED, target=MeetingStatus.HELD, permission="cofinancing.manage_meeting"
    )
    def hold(self): ...


@tracked()
class CofinancingRequest(models.Model):
    """What is asked for one procurement: the amount, and the base and rate that it follows from."""

    procurement = models.ForeignKey(
        Procurement, models.PROTECT, related_name="cofinancing_requests", verbose_name=_("opdracht")
    )
    requested = euro(_("gevraagd bedrag"))
    base = euro(_("subsidiabele basis"), null=True, blank=True)
    rate = models.DecimalField(_("percentage"), max_digits=5, decimal_places=2, null=True, blank=True)
    motivation = models.TextField(_("motivering van de vraag"), blank=True)
    status = FSMField(_("status"), choices=RequestStatus, default=RequestStatus.REQUESTED, protected=True)
    requested_at = models.DateTimeField(_("gevraagd op"))
    requested_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name=_("vergadering")
    )
    position = models.PositiveSmallIntegerField(_("agendapunt"), default=0)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("vraag om cofinanciering")
        verbose_name_plural = _("vragen om cofinanciering")
        ordering = ["-requested_at"]
        indexes = [models.Index(fields=["status", "-requested_at"], name="request_by_status")]
        constraints = [
            models.CheckConstraint(
                name="request_amount_positive",
                condition=Q(requested__gt=0),
                violation_error_message=_("Vraag een bedrag van meer dan 0 euro."),
            ),
            models.CheckConstraint(
                name="request_rate_within_100",
                condition=Q(rate__isnull=True) | Q(rate__gt=0, rate__lte=100),
                violation_error_message=_("Het percentage ligt tussen 0 en 100."),
            ),
            models.CheckConstraint(
                name="request_base_and_rate_together",
                condition=together("base", "rate") & (empty("base") | Q(base__gt=0)),
                violation_error_message=_("Vul de subsidiabele basis en het percentage allebei in, of geen van beide."),
            ),
            *state_demands(
                "status",
                Demand(
                    "request_says_who_asked",
                    list(RequestStatus),
                    filled=["requested_by"],
                    message=_("Een vraag om cofinanciering vermeldt wie ze stelde."),
                ),
                Demand(
                    "request_scheduled_has_meeting",
                    [RequestStatus.SCHEDULED],
                    filled=["meeting"],
                    message=_("Een vraag op de agenda vermeldt van welke vergadering."),
                ),
                Demand(
                    "request_off_the_agenda_has_no_meeting",
                    [RequestStatus.REQUESTED, RequestStatus.WITHDRAWN],
                    empty=["meeting"],
                    message=_("Een vraag die op geen agenda staat, heeft geen vergadering."),
                ),
                free=[RequestStatus.DECIDED],  # by the committee or without one; the trigger below asks the decision
            ),
            models.UniqueConstraint(
                fields=["procurement"],
                condition=Q(status__in=[RequestStatus.REQUESTED, RequestStatus.SCHEDULED]),
                name="request_one_open_per_procurement",
                violation_error_message=_("Voor deze opdracht loopt al een vraag om cofinanciering."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="decided_has_its_decision",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("status"),
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__status=RequestStatus.DECIDED),
                func=f"""
                    IF NOT EXISTS (
                        SELECT 1 FROM cofinancing_cofinancingdecision d
                        WHERE d.request_id = NEW.id AND d.procurement_id = NEW.procurement_id
                    ) THEN
                        {refusal("decided_has_its_decision", "a request is decided by a decision on its procurement")}
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - no value enters it
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procurement_id}: {self.requested}"

    @property
    def project(self) -> Project:
        """For which it is asked."""
        return self.procurement.project

    def get_absolute_url(self) -> str:
        return reverse("cofinancing:request", args=[self.pk])

    @transition(
        status, source=RequestStatus.REQUESTED, target=RequestStatus.SCHEDULED, permission="cofinancing.manage_meeting"
    )
    def schedule(self): ...

    @transition(
        status, source=RequestStatus.SCHEDULED, target=RequestStatus.REQUESTED, permission="cofinancing.manage_meeting"
    )
    def unschedule(self): ...

    @transition(
        status,
        source=[RequestStatus.REQUESTED, RequestStatus.SCHEDULED],
        target=RequestStatus.DECIDED,
        permission="cofinancing.record_decision",
    )
    def decide(self): ...

    @transition(
        status,
        source=[RequestStatus.REQUESTED, RequestStatus.SCHEDULED],
        target=RequestStatus.WITHDRAWN,
        permission="cofinancing.handle_request",
    )
    def withdraw(self): ...


class CofinancingDecision(models.Model):
    """A decision on one procurement, never edited: what changes is a new row.

    `amount` is the total granted after it (euro).
    """

    ref = models.CharField(_("referentie"), max_length=20, unique=True)
    procurement = models.ForeignKey(
        Procurement, models.PROTECT, related_name="cofinancing_decisions", verbose_name=_("opdracht")
    )
    request = models.ForeignKey(CofinancingRequest, models.PROTECT, null=True, blank=True, related_name="decisions")
    kind = models.CharField(_("soort"), max_length=12, choices=DecisionKind)
    amount = euro(_("toegekend na deze beslissing"), null=True, blank=True)
    decided_on = DayField(_("beslist op"))
    authority = models.CharField(_("orgaan"), max_length=12, choices=Authority, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("vergadering")
    )
    reference = models.CharField(_("kenmerk"), max_length=60, blank=True)
    grounds = models.TextField(_("motivering"), blank=True)
    recorded_at = models.DateTimeField(_("vastgelegd op"))
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslissing over cofinanciering")
        verbose_name_plural = _("beslissingen over cofinanciering")
        ordering = ["-decided_on", "-ref"]
        indexes = [
            models.Index(fields=["procurement", "decided_on", "ref"], name="decision_of_procurement"),
            models.Index(fields=["decided_on"], name="decision_date"),
        ]
        constraints = [
            models.CheckConstraint(
                name="decision_amount_fits_its_kind",
                condition=Q(kind=DecisionKind.REFUSAL, amount__isnull=True)
                | Q(kind=DecisionKind.REVOCATION, amount=0)
                | Q(kind__in=[DecisionKind.GRANT, DecisionKind.AMENDMENT], amount__gte=0),
                violation_error_message=_(
                    "Een toekenning of wijziging heeft een bedrag, "
                    "een intrekking is 0, een weigering heeft geen bedrag."
                ),
            ),
            models.CheckConstraint(
                name="decision_says_who_decided_and_who_recorded_it",
                condition=Q(imported=True) | (~Q(authority="") & Q(recorded_by__isnull=False)),
                violation_error_message=_("Een beslissing vermeldt wie ze nam, en wie ze vastlegde."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_edited", operation=pgtrigger.Update | pgtrigger.Delete),
            same_parent(
                "request_for_this_procurement",
                link="request_id",
                to="cofinancing_cofinancingrequest",
                parent="procurement_id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.get_kind_display()}"

    @property
    def tone(self) -> str:
        return DecisionKind(self.kind).tone


class LedgerEntry(models.Model):
    """A movement on a year's envelope (euro, signed). Append-only; the database adds it to the envelope's total."""

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="entries", verbose_name=_("enveloppe"))
    decision = models.ForeignKey(CofinancingDecision, models.PROTECT, null=True, related_name="entries")
    amount = euro(_("bedrag"))
    what = models.CharField(_("wat"), max_length=200)
    at = models.DateTimeField(_("op"))

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("boeking")
        verbose_name_plural = _("boekingen")
        ordering = ["-at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="adds_to_envelope",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func=(
                    "UPDATE cofinancing_envelope SET committed = committed + NEW.amount "
                    "WHERE id = NEW.envelope_id; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.envelope_id}: {self.amount}"
