import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.models import Application, PolicyDomain, Theme
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import Demand, empty, filled, kept_once, kept_with, state_demands, text, together
from pio_portal.organisations.models import Organisation
from pio_portal.searched import Normal, SearchedManager
from projects.enums import DelayReason, Phase, ProjectState
from projects.querysets import ProjectQuerySet

USER = settings.AUTH_USER_MODEL
LIVE = [ProjectState.ACTIVE, ProjectState.SUSPENDED]
CLOSED = "t.state = 'closed' AND NOT t.imported"  # of the row `t` of a project
HALTED = ["halted_on", text("halt_cause"), text("halt_reason")]


def kept_with_project(name: str) -> pgtrigger.Trigger:
    """A trigger: what belongs to a project (`project_id`) stays as it is once that is closed. Imported history may change."""
    return kept_with(name, link="project_id", to="projects_project", condition=CLOSED)


def kept_with_part(name: str, *, link: str, to: str) -> pgtrigger.Trigger:
    """The same, of what belongs to a part of a project: a row of `to`, of which `link` is the key."""
    closed = f"t.project_id IN (SELECT t.id FROM projects_project t WHERE {CLOSED})"  # noqa: S608
    return kept_with(name, link=link, to=to, condition=closed)


ProjectManager = SearchedManager.from_queryset(ProjectQuerySet)


@tracked(exclude=("search",))
class Project(models.Model):
    """A selected application on its way to one or more innovative procurements."""

    ref = models.CharField(_("referentie"), max_length=20, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, blank=True, related_name="project", verbose_name=_("aanvraag")
    )
    title = models.CharField(_("titel"), max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="projects", verbose_name=_("klant"))
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="partner_projects", verbose_name=_("partners")
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("thema")
    )
    policy_domain = models.ForeignKey(
        PolicyDomain, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("beleidsdomein")
    )
    phase = FSMField(_("fase"), choices=Phase, default=Phase.INTAKE, protected=True)
    state = FSMField(_("stand"), choices=ProjectState, default=ProjectState.ACTIVE, protected=True)
    lead = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="led_projects", verbose_name=_("PIO-begeleider")
    )

    started_on = DayField(_("gestart op"), null=True, blank=True)
    target_launch_on = DayField(_("streefdatum lancering"), null=True, blank=True)
    client_confirmed_at = models.DateTimeField(
        _("engagementen bevestigd door de klant op"), null=True, blank=True, editable=False
    )
    client_confirmed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    pio_confirmed_at = models.DateTimeField(
        _("engagementen bevestigd door PIO op"), null=True, blank=True, editable=False
    )
    pio_confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    agreed_version = models.PositiveSmallIntegerField(
        _("versie van de engagementen die geldt"), null=True, blank=True, editable=False
    )
    halted_on = DayField(_("opgeschort of stopgezet op"), null=True, blank=True)
    halt_cause = models.CharField(_("aanleiding"), max_length=20, choices=DelayReason, blank=True)
    halt_reason = models.TextField(_("reden"), blank=True)
    review_on = DayField(_("opnieuw te bekijken op"), null=True, blank=True)
    sharing_waived_at = models.DateTimeField(
        _("vrijgesteld van kennisdeling op"), null=True, blank=True, editable=False
    )
    sharing_waived_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    sharing_waived_reason = models.TextField(_("reden van vrijstelling"), blank=True)
    closing_proposed_at = models.DateTimeField(_("afsluiting voorgesteld op"), null=True, blank=True, editable=False)
    closing_proposed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    closed_on = DayField(_("afgesloten op"), null=True, blank=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    published = models.BooleanField(_("in de publieke catalogus"), default=False)
    need = models.TextField(
        _("de behoefte"), blank=True, help_text=_("Publiek: in gewone woorden, voor lezers van buiten.")
    )
    approach = models.TextField(_("de aanpak"), blank=True)
    lessons = models.TextField(_("geleerde lessen"), blank=True)
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)
    search = SearchVectorField(null=True, editable=False)

    search_columns = ("search",)
    objects = ProjectManager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projecten")
        indexes = [
            GinIndex(fields=["search"], name="project_search"),
            GistIndex(OpClass(Normal("title"), name="gist_trgm_ops"), name="project_title_nearest"),
            models.Index(fields=["-started_on", "-id"], name="project_newest"),
            models.Index(fields=["state", "-started_on", "-id"], name="project_by_state"),
            models.Index(fields=["phase"], name="project_by_phase"),
        ]
        constraints = [
            *state_demands(
                "state",
                Demand(
                    "project_follows_from_an_application_with_a_start_and_a_target",
                    list(ProjectState),
                    filled=["application", "started_on", "target_launch_on"],
                    message=_("Een project komt van een aanvraag, en heeft een start en een streefdatum."),
                ),
                Demand(
                    "project_active_is_not_halted",
                    [ProjectState.ACTIVE],
                    empty=[*HALTED, "review_on", "closed_on"],
                    message=_("Een actief project is niet opgeschort, stopgezet of afgesloten."),
                ),
                Demand(
                    "project_suspended_says_when_and_why",
                    [ProjectState.SUSPENDED],
                    filled=[*HALTED, "review_on"],
                    empty=["closed_on"],
                    message=_(
                        "Een opgeschort project vermeldt sinds wanneer, waarom, en wanneer u het opnieuw bekijkt."
                    ),
                ),
                Demand(
                    "project_stopped_says_when_and_why",
                    [ProjectState.STOPPED],
                    filled=HALTED,
                    empty=["review_on", "closed_on"],
                    message=_("Een stopgezet project vermeldt wanneer en waarom."),
                ),
                Demand(
                    "project_closed_says_when",
                    [ProjectState.CLOSED],
                    filled=["closed_on", "closed_by", "closing_proposed_at", "closing_proposed_by"],
                    empty=[*HALTED, "review_on"],
                    message=_(
                        "Een afgesloten project vermeldt wanneer en door wie, en is niet opgeschort of stopgezet."
                    ),
                ),
                exempt="imported",
            ),
            *state_demands(
                "phase",
                Demand(
                    "project_prepares_after_both_confirmed",
                    [phase for phase in Phase if phase != Phase.INTAKE],
                    filled=["agreed_version"],
                    message=_("Het voortraject begint pas als beide partijen de engagementen bevestigden."),
                ),
                free=[Phase.INTAKE],
                exempt="imported",
            ),
            models.CheckConstraint(
                name="project_confirmations_say_when_and_by_whom",
                condition=together("client_confirmed_at", "client_confirmed_by")
                & together("pio_confirmed_at", "pio_confirmed_by"),
                violation_error_message=_("Een bevestiging van de engagementen vermeldt wanneer en door wie."),
            ),
            models.CheckConstraint(
                name="project_waiver_says_when_by_whom_and_why",
                condition=together("sharing_waived_at", "sharing_waived_by", text("sharing_waived_reason")),
                violation_error_message=_("Een vrijstelling van kennisdeling vermeldt wanneer, door wie en waarom."),
            ),
            models.CheckConstraint(
                name="project_closing_proposal_says_when_and_by_whom",
                condition=together("closing_proposed_at", "closing_proposed_by"),
                violation_error_message=_("Een voorstel om af te sluiten vermeldt wanneer en door wie."),
            ),
            models.CheckConstraint(
                name="project_closed_by_another_than_proposed_it",
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("closing_proposed_by")),
                violation_error_message=_("Wie voorstelt om af te sluiten, sluit het project niet zelf af."),
            ),
            models.CheckConstraint(
                name="project_closed_in_phase_and_in_state",
                condition=Q(imported=True)
                | Q(phase=Phase.CLOSED, state=ProjectState.CLOSED)
                | (~Q(phase=Phase.CLOSED) & ~Q(state=ProjectState.CLOSED)),
                violation_error_message=_("De laatste fase en de stand “afgesloten” gaan samen."),
            ),
            models.CheckConstraint(
                name="project_launches_after_it_starts",
                condition=Q(imported=True)
                | empty("target_launch_on")
                | empty("started_on")
                | Q(target_launch_on__gte=F("started_on")),
                violation_error_message=_("De streefdatum moet na de start van het project liggen."),
            ),
            models.CheckConstraint(
                name="project_is_reviewed_after_it_was_suspended",
                condition=Q(review_on__isnull=True) | Q(halted_on__isnull=True) | Q(review_on__gt=F("halted_on")),
                violation_error_message=_("Bekijk een opgeschort project opnieuw na de dag waarop het is opgeschort."),
            ),
            models.CheckConstraint(
                name="project_closes_after_it_starts",
                condition=Q(closed_on__isnull=True) | Q(started_on__isnull=True) | Q(closed_on__gte=F("started_on")),
                violation_error_message=_("Een project sluit niet voor zijn start."),
            ),
            models.CheckConstraint(
                name="project_published_describes_its_need",
                condition=Q(published=False) | filled(text("need")),
                violation_error_message=_("Dit project staat in de catalogus: beschrijf de behoefte."),
            ),
        ]
        triggers = [
            kept_once(
                "project_closed_stays_as_it_is",
                condition="OLD.state = 'closed' AND NOT OLD.imported",
                but=("published", "search", "imported"),
            ),
            pgtrigger.Trigger(
                name="search_text",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("title", "ref", "organisation_id", "need"),
                when=pgtrigger.Before,
                func="""
                    NEW.search := setweight(to_tsvector('simple', NEW.ref), 'A')
                        || setweight(to_tsvector('dutch', pio_normal(NEW.title)), 'A')
                        || setweight(to_tsvector('simple', coalesce(
                            (SELECT pio_normal(name) FROM organisations_organisation WHERE id = NEW.organisation_id), '')), 'B')
                        || setweight(to_tsvector('dutch', pio_normal(NEW.need)), 'C');
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.slug])

    def get_staff_url(self) -> str:
        return reverse("projects:staff_project", args=[self.ref])

    def get_applicant_url(self) -> str:
        return reverse("projects:applicant_project", args=[self.ref])

    @property
    def both_confirmed(self) -> bool:
        return self.client_confirmed_at is not None and self.pio_confirmed_at is not None

    @property
    def waits_for_client(self) -> bool:
        """The client must confirm what PIO put to it. `ProjectQuerySet.waiting_for_client` asks the same of many."""
        is_asked = self.pio_confirmed_at is not None and self.client_confirmed_at is None
        return self.state == ProjectState.ACTIVE and is_asked

    @property
    def waits_for_pio(self) -> bool:
        """PIO must put the engagements to the client. `ProjectQuerySet.waiting_for_pio` asks the same of many."""
        is_to_write = self.phase == Phase.INTAKE or self.agreed_version is not None
        return self.state == ProjectState.ACTIVE and is_to_write and self.pio_confirmed_at is None

    @property
    def sharing_waived(self) -> bool:
        return self.sharing_waived_at is not None

    # Phases: one step forward at a time; what a step asks is guarded in the workflow.

    @transition(phase, source=Phase.INTAKE, target=Phase.PREPARATION, permission="projects.handle_project")
    def to_preparation(self): ...

    @transition(phase, source=Phase.PREPARATION, target=Phase.STRATEGY, permission="projects.handle_project")
    def to_strategy(self): ...

    @transition(phase, source=Phase.STRATEGY, target=Phase.DOCUMENTS, permission="projects.handle_project")
    def to_documents(self): ...

    @transition(phase, source=Phase.DOCUMENTS, target=Phase.AWARD, permission="projects.handle_project")
    def to_award(self): ...

    @transition(phase, source=Phase.AWARD, target=Phase.EXECUTION, permission="projects.handle_project")
    def to_execution(self): ...

    @transition(phase, source=Phase.EXECUTION, target=Phase.DELIVERY, permission="projects.handle_project")
    def to_delivery(self): ...

    @transition(phase, source=Phase.DELIVERY, target=Phase.KNOWLEDGE, permission="projects.handle_project")
    def to_knowledge(self): ...

    @transition(phase, source=Phase.KNOWLEDGE, target=Phase.CLOSED, permission="projects.close_project")
    def to_closed(self): ...

    # The state over the phases.

    @transition(state, source=ProjectState.ACTIVE, target=ProjectState.SUSPENDED, permission="projects.handle_project")
    def suspend(self): ...

    @transition(state, source=ProjectState.SUSPENDED, target=ProjectState.ACTIVE, permission="projects.handle_project")
    def resume(self): ...

    @transition(state, source=LIVE, target=ProjectState.STOPPED, permission="projects.handle_project")
    def stop(self): ...

    @transition(state, source=ProjectState.ACTIVE, target=ProjectState.CLOSED, permission="projects.close_project")
    def close(self): ...
