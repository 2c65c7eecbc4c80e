from datetime import datetime

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.enums import CallKind, CallStatus, Scale
from calls.models.questionnaire import Questionnaire
from calls.querysets import CallQuerySet, RoundQuerySet
from pio_portal.audit.history import tracked
from pio_portal.fields import MomentField
from pio_portal.invariants import Demand, refusal, state_demands
from pio_portal.searched import Sorted


class Period(Func):
    """A half-open period between two columns, as PostgreSQL reads it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class ListItem(models.Model):
    """An entry of a reference list that the administrator keeps. Retired entries stay on old dossiers."""

    name = models.CharField(_("naam"), max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=100)
    retired = models.BooleanField(_("niet meer te kiezen"), default=False)

    class Meta:
        abstract = True
        ordering = ["position", Sorted("name")]

    def __str__(self) -> str:
        return self.name


class Theme(ListItem):
    class Meta(ListItem.Meta):
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")


class PolicyDomain(ListItem):
    class Meta(ListItem.Meta):
        verbose_name = _("beleidsdomein")
        verbose_name_plural = _("beleidsdomeinen")


@tracked()
class Call(models.Model):
    """A yearly open call, or a thematic one, with its submission rounds (plan, action 1)."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("titel"), max_length=200)
    kind = models.CharField(_("soort"), max_length=20, choices=CallKind, default=CallKind.OPEN)
    year = models.PositiveSmallIntegerField(_("jaar"))
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("thema"))
    summary = models.TextField(_("samenvatting"), blank=True)
    who_may_apply = models.TextField(_("wie kan indienen"), blank=True)
    target_term_days = models.PositiveSmallIntegerField(_("streeftermijn tot de lancering, in dagen"), default=365)
    form = models.ForeignKey(
        Questionnaire, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("vragenlijst")
    )
    status = FSMField(_("status"), choices=CallStatus, default=CallStatus.DRAFT, protected=True)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("oproep")
        verbose_name_plural = _("oproepen")
        ordering = ["-year", "code"]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "call_draft_is_not_published",
                    [CallStatus.DRAFT],
                    empty=["published_at", "published_by"],
                    message=_("Een oproep in voorbereiding is nog niet gepubliceerd."),
                ),
                Demand(
                    "call_published_says_what_is_asked_when_and_by_whom",
                    [CallStatus.PUBLISHED],
                    filled=["form", "published_at", "published_by"],
                    message=_("Een gepubliceerde oproep vermeldt haar vragenlijst, en wanneer en door wie."),
                ),
                exempt="imported",
            ),
            models.CheckConstraint(
                name="call_thematic_has_a_theme",
                condition=~Q(kind=CallKind.THEMATIC) | Q(theme__isnull=False) | Q(imported=True),
                violation_error_message=_("Kies het thema van deze thematische oproep."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("calls:call", args=[self.code])

    def get_staff_url(self) -> str:
        return reverse("calls:staff_call", args=[self.code])

    @property
    def is_thematic(self) -> bool:
        """Its applications all have its one theme."""
        return self.kind == CallKind.THEMATIC and self.theme_id is not None

    @transition(status, source=CallStatus.DRAFT, target=CallStatus.PUBLISHED, permission="calls.change_call")
    def publish(self): ...

    @transition(status, source=CallStatus.PUBLISHED, target=CallStatus.DRAFT, permission="calls.change_call")
    def take_back(self): ...


def reminders() -> list[int]:
    """When those with a draft are reminded, in hours before the closing: 7 days, 2 days, 4 hours."""
    return [168, 48, 4]


@tracked()
class Round(models.Model):
    """One submission date (indiendatum) of a call. Half-open: opens_at ≤ t < closes_at."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="rounds", verbose_name=_("oproep"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    opens_at = MomentField(_("opent op"))
    closes_at = MomentField(_("sluit op"))
    reminder_hours = ArrayField(
        models.PositiveSmallIntegerField(),
        default=reminders,
        blank=True,
        verbose_name=_("herinneringen, uren voor de sluiting"),
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("indiendatum")
        verbose_name_plural = _("indiendata")
        ordering = ["closes_at"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="round_number_once_per_call"),
            # What applications point at, so that their round is one of their call (`migrations/_by_hand.py`).
            models.UniqueConstraint(fields=["id", "call"], name="round_of_its_call"),
            models.CheckConstraint(
                name="round_opens_before_it_closes",
                condition=Q(opens_at__lt=F("closes_at")),
                violation_error_message=_("Een indiendatum moet openen voor hij sluit."),
            ),
            ExclusionConstraint(
                name="rounds_of_a_call_do_not_overlap",
                expressions=[
                    ("call", RangeOperators.EQUAL),
                    (Period("opens_at", "closes_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.DEFERRED,  # so that all dates of a call can move at once
                violation_error_message=_("De indiendata van een oproep mogen elkaar niet overlappen."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="round_opens_before_what_was_submitted",
                operation=pgtrigger.UpdateOf("opens_at"),
                when=pgtrigger.After,
                func=f"""
                    IF EXISTS (
                        SELECT 1 FROM calls_application
                        WHERE round_id = NEW.id AND submitted_at < NEW.opens_at AND NOT imported
                    ) THEN
                        {refusal("round_opens_before_what_was_submitted", "an application was submitted before")}
                    END IF;
                    RETURN NULL;
                """,  # noqa: S608 - our own columns
            )
        ]

    def __str__(self) -> str:
        return f"{self.call.code}/{self.number}"

    def is_open(self, at: datetime) -> bool:
        """Whether an application that arrives at this moment is in time."""
        return self.opens_at <= at < self.closes_at

    def is_past(self, at: datetime) -> bool:
        return at >= self.closes_at


@tracked()
class Announcement(models.Model):
    """News about one round: on the page of the call from `publish_at`, and by mail when `by_mail` says so."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="announcements", verbose_name=_("indiendatum"))
    title = models.CharField(_("titel"), max_length=160)
    text = models.TextField(_("tekst"), max_length=4000)
    publish_at = MomentField(_("publiek vanaf"))
    by_mail = models.BooleanField(_("ook per mail"), default=False)
    created_at = models.DateTimeField(_("gemaakt op"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    mailed_at = models.DateTimeField(_("gemaild op"), null=True, blank=True, editable=False)
    mailed_to = models.PositiveIntegerField(_("aantal ontvangers"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("aankondiging")
        verbose_name_plural = _("aankondigingen")
        ordering = ["-publish_at", "-pk"]
        indexes = [
            models.Index(
                fields=["publish_at"], condition=Q(by_mail=True, mailed_at__isnull=True), name="announcement_to_mail"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="announcement_mailed_says_to_how_many",
                condition=Q(mailed_at__isnull=True, mailed_to__isnull=True)
                | Q(mailed_at__isnull=False, mailed_to__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class EligibilityPoint(models.Model):
    """A condition that staff ticks off, application by application, before the assessment."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="eligibility_points", verbose_name=_("oproep"))
    text = models.CharField(_("voorwaarde"), max_length=200)
    help = models.TextField(_("toelichting"), blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("ontvankelijkheidsvoorwaarde")
        verbose_name_plural = _("ontvankelijkheidsvoorwaarden")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


@tracked()
class Criterion(models.Model):
    """What applications of a call are judged on: points on its scale, weighed; below the knock-out it fails.

    `scale` is the most points that can be given (0 is the least).
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria", verbose_name=_("oproep"))
    name = models.CharField(_("criterium"), max_length=120)
    help = models.TextField(_("toelichting"), blank=True)
    weight = models.PositiveSmallIntegerField(_("gewicht"), default=1)
    scale = models.PositiveSmallIntegerField(_("schaal"), choices=Scale, default=Scale.FIVE)
    knockout_below = models.PositiveSmallIntegerField(_("uitsluiting onder"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("criterium")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="criterion_weight_is_positive", condition=Q(weight__gte=1)),
            models.CheckConstraint(
                name="criterion_knockout_within_scale",
                condition=Q(knockout_below__isnull=True) | Q(knockout_below__gte=1, knockout_below__lte=F("scale")),
            ),
            models.CheckConstraint(name="criterion_scale_is_known", condition=Q(scale__in=Scale.values)),
        ]

    def __str__(self) -> str:
        return self.name
