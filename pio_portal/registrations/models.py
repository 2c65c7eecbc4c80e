import secrets
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Trim
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import MomentField
from pio_portal.registrations.enums import RegistrationStatus, Sector
from pio_portal.registrations.owners import owner_of
from pio_portal.registrations.querysets import OccasionQuerySet, RegistrationQuerySet


@tracked()
class Occasion(models.Model):
    """What people register for: the part that a market consultation and an event share.

    Where it has registrations, they are counted; else the counted numbers are, which carry their source (events run
    by others, and past years). An unknown number is NULL, never 0.
    """

    title = models.CharField(_("titel"), max_length=200)
    starts_at = MomentField(_("begint op"), null=True, blank=True)
    ends_at = MomentField(_("eindigt op"), null=True, blank=True)
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    online = models.BooleanField(_("ook online"), default=False)
    capacity = models.PositiveIntegerField(_("aantal plaatsen"), null=True, blank=True)
    registration_closes_at = MomentField(_("inschrijven kan tot"), null=True, blank=True)
    counted_public = models.PositiveIntegerField(_("geteld: publiek"), null=True, blank=True)
    counted_enterprise = models.PositiveIntegerField(_("geteld: ondernemingen"), null=True, blank=True)
    counted_knowledge = models.PositiveIntegerField(_("geteld: kennisinstellingen"), null=True, blank=True)
    counted_unknown = models.PositiveIntegerField(_("geteld: onbekend"), null=True, blank=True)
    counted_total = models.PositiveIntegerField(_("geteld: totaal"), null=True, blank=True)
    counted_source = models.CharField(_("bron van de telling"), max_length=200, blank=True)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        indexes = [models.Index(fields=["starts_at"], name="occasion_starts")]
        constraints = [
            models.CheckConstraint(
                name="occasion_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                violation_error_message=_("Het einde moet na het begin liggen."),
            ),
            models.CheckConstraint(
                name="occasion_closes_before_it_starts",
                condition=Q(registration_closes_at__isnull=True)
                | Q(starts_at__isnull=False, registration_closes_at__lte=F("starts_at")),
                violation_error_message=_("De inschrijvingen sluiten ten laatste bij het begin."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> Any:
        """The consultation or event that this is the occasion of. A query per kind of owner, unless selected along."""
        return owner_of(self)

    @property
    def where(self) -> str:
        """`Gent en online`, `Gent` or `online`; empty when nothing is known yet."""
        if self.place and self.online:
            return _now("%(place)s en online") % {"place": self.place}
        return self.place or (_now("online") if self.online else "")

    def has_started(self, at: datetime) -> bool:
        return self.starts_at is not None and self.starts_at <= at

    def has_ended(self, at: datetime) -> bool:
        """Over by its end; without an end, once it has begun."""
        last = self.ends_at or self.starts_at
        return last is not None and last <= at

    @property
    def ends_same_day(self) -> bool:
        """So that the page need not say the day twice. In Brussels, as pages do."""
        if self.starts_at is None or self.ends_at is None:
            return False
        return localtime(self.starts_at).date() == localtime(self.ends_at).date()

    @property
    def closes_at(self) -> datetime | None:
        """The moment from which nobody can register any more: its own closing, else the start."""
        return self.registration_closes_at or self.starts_at

    def why_closed(self, *, at: datetime, owner: Any) -> str:
        """A sentence that says why one cannot register now; empty when one can: until the closing, not at it."""
        if owner is not None and owner.is_cancelled:
            return _now("Deze bijeenkomst gaat niet door. U kunt zich niet meer inschrijven.")
        if self.has_started(at):
            return _now("Deze bijeenkomst is voorbij of al begonnen. U kunt zich niet meer inschrijven.")
        if owner is None or not owner.takes_registrations:
            return _now("Voor deze bijeenkomst kunt u zich niet inschrijven.")
        if self.closes_at is not None and self.closes_at <= at:
            return _now("De inschrijvingen zijn afgesloten.")
        return ""


def new_token() -> str:
    """What a registrant's own link carries: 256 bits, so that it cannot be guessed."""
    return secrets.token_urlsafe(32)


@tracked(exclude=("email_key",))
class Registration(models.Model):
    """One person's registration for one occasion, without an account. The token opens it to change or cancel."""

    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="registrations", verbose_name=_("bijeenkomst"))
    email = models.CharField(_("e-mailadres"), max_length=254)
    email_key = models.GeneratedField(
        expression=Lower(Trim("email")), output_field=models.CharField(max_length=254), db_persist=True
    )
    name = models.CharField(_("naam"), max_length=150, blank=True)
    sector = models.CharField(_("u komt van een"), max_length=20, choices=Sector, default=Sector.UNKNOWN)
    organisation_name = models.CharField(_("organisatie"), max_length=200, blank=True)
    registered_at = MomentField(_("ingeschreven op"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    cancelled_at = MomentField(_("geannuleerd op"), null=True, blank=True)
    waitlisted = models.BooleanField(_("op de wachtlijst"), default=False)
    attended = models.BooleanField(_("aanwezig"), null=True, blank=True)
    own_staff = models.BooleanField(_("van PIO zelf"), default=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inschrijving")
        verbose_name_plural = _("inschrijvingen")
        indexes = [
            models.Index(fields=["occasion", "email_key"], name="registration_of_person"),
            models.Index(
                fields=["occasion", "waitlisted"],
                condition=Q(cancelled_at__isnull=True, confirmed_at__isnull=False),
                name="registration_seats",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "email_key"],
                condition=Q(cancelled_at__isnull=True, imported=False),
                name="registration_one_per_person",
                violation_error_message=_("Dit e-mailadres is al ingeschreven."),
            ),
            models.CheckConstraint(
                name="registration_waits_once_confirmed",
                condition=Q(waitlisted=False) | Q(confirmed_at__isnull=False) | Q(imported=True),
                violation_error_message=_("Alleen wie bevestigd heeft, staat op de wachtlijst."),
            ),
            models.CheckConstraint(
                name="registration_says_when_it_was_made",
                condition=Q(imported=True) | Q(registered_at__isnull=False),
                violation_error_message=_("Een inschrijving vermeldt wanneer ze gedaan werd."),
            ),
            models.CheckConstraint(
                name="registration_confirmed_and_cancelled_after_it_was_made",
                condition=Q(imported=True)
                | (
                    (Q(confirmed_at__isnull=True) | Q(confirmed_at__gte=F("registered_at")))
                    & (Q(cancelled_at__isnull=True) | Q(cancelled_at__gte=F("registered_at")))
                ),
                violation_error_message=_("Een inschrijving wordt pas bevestigd of geannuleerd nadat ze gedaan werd."),
            ),
            models.CheckConstraint(
                name="registration_attended_had_a_seat",
                condition=Q(imported=True) | Q(attended__isnull=True) | Q(confirmed_at__isnull=False, waitlisted=False),
                violation_error_message=_("Alleen wie een plaats had, kan aanwezig of afwezig geweest zijn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.email} · {self.occasion_id}"

    def get_absolute_url(self) -> str:
        return reverse("registrations:own", args=[self.token])

    @property
    def status(self) -> RegistrationStatus:
        if self.cancelled_at is not None:
            return RegistrationStatus.CANCELLED
        if self.confirmed_at is None:
            return RegistrationStatus.UNCONFIRMED
        return RegistrationStatus.WAITING if self.waitlisted else RegistrationStatus.CONFIRMED

    @property
    def is_seated(self) -> bool:
        return self.status == RegistrationStatus.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.status == RegistrationStatus.WAITING

    @property
    def is_unconfirmed(self) -> bool:
        return self.status == RegistrationStatus.UNCONFIRMED

    @property
    def is_cancelled(self) -> bool:
        return self.status == RegistrationStatus.CANCELLED
