import secrets

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Trim
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.registrations.enums import RegistrationStatus, Sector
from pio_portal.registrations.querysets import OccasionQuerySet, RegistrationQuerySet


@tracked()
class Occasion(models.Model):
    """What people register for: the part that a market consultation and an event share.

    Where it has registrations, they are counted; else the counted numbers are, which carry their source (events run
    by others, and past years). An unknown number is NULL, never 0.
    """

    title = models.CharField(_("titel"), max_length=200)
    starts_at = models.DateTimeField(_("begint op"), null=True, blank=True)
    ends_at = models.DateTimeField(_("eindigt op"), null=True, blank=True)
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    online = models.BooleanField(_("ook online"), default=False)
    capacity = models.PositiveIntegerField(_("aantal plaatsen"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("inschrijven kan tot"), null=True, blank=True)
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
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("Het einde moet na het begin liggen."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


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
    registered_at = models.DateTimeField(_("ingeschreven op"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("geannuleerd op"), null=True, blank=True)
    waitlisted = models.BooleanField(_("op de wachtlijst"), default=False)
    attended = models.BooleanField(_("aanwezig"), null=True, blank=True)
    own_staff = models.BooleanField(_("van PIO zelf"), default=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inschrijving")
        verbose_name_plural = _("inschrijvingen")
        indexes = [models.Index(fields=["occasion", "email_key"], name="registration_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "email_key"],
                condition=Q(cancelled_at__isnull=True, imported=False),
                name="registration_one_per_person",
                violation_error_message=_("Dit e-mailadres is al ingeschreven."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.email} · {self.occasion_id}"

    @property
    def status(self) -> RegistrationStatus:
        if self.cancelled_at is not None:
            return RegistrationStatus.CANCELLED
        if self.confirmed_at is None:
            return RegistrationStatus.UNCONFIRMED
        return RegistrationStatus.WAITING if self.waitlisted else RegistrationStatus.CONFIRMED
