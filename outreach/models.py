from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from outreach.enums import EventKind, EventStatus, StoryStatus
from outreach.querysets import EventQuerySet, StoryQuerySet
from pio_portal.audit.history import tracked
from pio_portal.invariants import Demand, state_demands, text
from pio_portal.registrations.models import Occasion
from pio_portal.registrations.owners import HasOccasion
from projects.models import Project


class Partner(models.Model):
    """A network that PIO reaches public buyers through (plan, action 7)."""

    NETWORKS = ("HFB", "VVSG", "INO", "SRO")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("naam"), max_length=150)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


@tracked()
class Event(HasOccasion, models.Model):
    """An activity of the programme: knowledge sharing, a partner session, the PIO-dag, a conference."""

    ref = models.CharField(_("referentie"), max_length=20, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    occasion = models.OneToOneField(Occasion, models.PROTECT, related_name="event")
    kind = models.CharField(_("soort"), max_length=20, choices=EventKind, default=EventKind.KNOWLEDGE)
    summary = models.TextField(_("samenvatting"), blank=True)
    projects = models.ManyToManyField(Project, blank=True, related_name="events", verbose_name=_("projecten"))
    partners = models.ManyToManyField(Partner, blank=True, related_name="events", verbose_name=_("partners"))
    status = FSMField(_("status"), choices=EventStatus, default=EventStatus.DRAFT, protected=True)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True, editable=False)
    cancel_reason = models.TextField(_("reden van annulering"), blank=True)
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    handle_permission = "outreach.handle_event"

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("activiteit")
        verbose_name_plural = _("activiteiten")
        indexes = [
            models.Index(fields=["kind"], name="event_by_kind"),
            models.Index(fields=["status"], name="event_by_status"),
        ]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "event_draft_is_not_announced",
                    [EventStatus.DRAFT],
                    empty=["published_at"],
                    message=_("Een activiteit in voorbereiding is nog niet gepubliceerd."),
                ),
                Demand(
                    "event_published_says_when_and_what",
                    [EventStatus.PUBLISHED],
                    filled=["published_at", text("summary")],
                    message=_("Een gepubliceerde activiteit heeft een samenvatting, en vermeldt sinds wanneer."),
                ),
                Demand(
                    "event_held_says_when_it_was_announced",
                    [EventStatus.HELD],
                    filled=["published_at"],
                    message=_("Een gehouden activiteit vermeldt wanneer ze gepubliceerd werd."),
                ),
                Demand(
                    "event_cancelled_says_why",
                    [EventStatus.CANCELLED],
                    filled=[text("cancel_reason")],
                    message=_("Een geannuleerde activiteit vermeldt waarom."),
                ),
                Demand(
                    "event_not_cancelled_has_no_reason",
                    [EventStatus.DRAFT, EventStatus.PUBLISHED, EventStatus.HELD],
                    empty=[text("cancel_reason")],
                    message=_("Alleen een geannuleerde activiteit heeft een reden van annulering."),
                ),
                exempt="imported",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.occasion.title}"

    @property
    def takes_registrations(self) -> bool:
        return self.status == EventStatus.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.status == EventStatus.CANCELLED

    @property
    def shares_knowledge(self) -> bool:
        """Held, and of the kind that counts as knowledge sharing of its projects (plan, action 4)."""
        return self.status == EventStatus.HELD and self.kind == EventKind.KNOWLEDGE

    def get_absolute_url(self) -> str:
        return reverse("outreach:event", args=[self.slug])

    def get_staff_url(self) -> str:
        return reverse("outreach:staff_event", args=[self.ref])

    @transition(status, source=EventStatus.DRAFT, target=EventStatus.PUBLISHED, permission="outreach.handle_event")
    def publish(self): ...

    @transition(
        status,
        source=[EventStatus.DRAFT, EventStatus.PUBLISHED],
        target=EventStatus.HELD,
        permission="outreach.handle_event",
    )
    def hold(self): ...

    @transition(
        status,
        source=[EventStatus.DRAFT, EventStatus.PUBLISHED],
        target=EventStatus.CANCELLED,
        permission="outreach.handle_event",
    )
    def cancel(self): ...


@tracked()
class Story(models.Model):
    """A story or testimonial about one or more projects, for the public site."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("titel"), max_length=200)
    lead = models.TextField(_("inleiding"), blank=True)
    body = models.TextField(_("tekst"))
    projects = models.ManyToManyField(Project, blank=True, related_name="stories", verbose_name=_("projecten"))
    status = FSMField(_("status"), choices=StoryStatus, default=StoryStatus.DRAFT, protected=True)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("verhaal")
        verbose_name_plural = _("verhalen")
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["status", "-published_at"], name="story_newest")]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "story_draft_is_not_published",
                    [StoryStatus.DRAFT],
                    empty=["published_at", "published_by"],
                    message=_("Een verhaal in opmaak is nog niet gepubliceerd."),
                ),
                Demand(
                    "story_published_says_when_by_whom_and_what",
                    [StoryStatus.PUBLISHED],
                    filled=["published_at", "published_by", text("lead"), text("body")],
                    message=_("Een gepubliceerd verhaal heeft een inleiding en een tekst, en vermeldt sinds wanneer."),
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outreach:story", args=[self.slug])

    def get_staff_url(self) -> str:
        return reverse("outreach:staff_story", args=[self.pk])

    @transition(status, source=StoryStatus.DRAFT, target=StoryStatus.PUBLISHED, permission="outreach.handle_story")
    def publish(self): ...
