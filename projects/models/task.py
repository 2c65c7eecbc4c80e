from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import Demand, state_demands
from projects.enums import TaskKind, TaskRole, TaskStatus
from projects.models.project import Project
from projects.querysets import TaskQuerySet

USER = settings.AUTH_USER_MODEL
# Where what a task asks for is done, for PIO
PLACES = {
    TaskKind.PREPARE: "projects:staff_preparation",
    TaskKind.PROCURE: "projects:staff_project_procurements",
    TaskKind.CONTRACT: "projects:staff_project_procurements",
    TaskKind.LESSONS: "projects:staff_project_procurements",
    TaskKind.ACTIVITY: "projects:close",
    TaskKind.STORY: "projects:close",
    TaskKind.UPTAKE: "projects:staff_uptake",
    TaskKind.REMARKS: "projects:staff_documents",
}


@tracked()
class ProjectTask(models.Model):
    """Something that one person, or who has a role, must do for a project.

    What a phase asks for is a task that the portal makes, and that ends by itself once it sees it done.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks", verbose_name=_("project"))
    kind = models.CharField(_("soort"), max_length=12, choices=TaskKind, default=TaskKind.OWN)
    title = models.CharField(_("taak"), max_length=200)
    for_user = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="project_tasks", verbose_name=_("voor wie")
    )
    for_role = models.CharField(_("voor welke rol"), max_length=10, choices=TaskRole, blank=True)
    due_on = DayField(_("tegen"), null=True, blank=True)
    origin = models.CharField(_("komt van"), max_length=200, blank=True)
    status = FSMField(_("stand"), choices=TaskStatus, default=TaskStatus.OPEN, protected=True)
    added_at = models.DateTimeField(_("toegevoegd op"))
    added_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(_("gedaan op"), null=True, blank=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("taak")
        verbose_name_plural = _("taken")
        indexes = [
            models.Index(fields=["project", "status"], name="project_task_open"),
            models.Index(fields=["due_on", "id"], condition=Q(status=TaskStatus.OPEN), name="project_task_due"),
        ]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "project_task_open_has_not_ended",
                    [TaskStatus.OPEN],
                    empty=["ended_at", "ended_by"],
                    message=_("Een open taak is niet gedaan."),
                ),
                Demand(
                    "project_task_over_says_when",
                    [TaskStatus.DONE, TaskStatus.DROPPED],
                    filled=["ended_at"],
                    message=_("Een taak die voorbij is, vermeldt wanneer."),
                ),
            ),
            models.CheckConstraint(
                name="project_task_for_a_person_or_a_role",
                condition=Q(for_user__isnull=False, for_role="") | (Q(for_user__isnull=True) & ~Q(for_role="")),
                violation_error_message=_("Een taak is voor één persoon of voor één rol."),
            ),
            models.UniqueConstraint(
                name="project_task_asked_once",
                fields=["project", "kind"],
                condition=Q(status=TaskStatus.OPEN) & ~Q(kind=TaskKind.OWN),
                violation_error_message=_("Deze taak staat al open."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_staff_url(self) -> str:
        """Where PIO does it: the page of what it asks for, or the tasks of the project."""
        return reverse(PLACES.get(TaskKind(self.kind), "projects:staff_tasks"), args=[self.project.ref])

    @property
    def whom(self) -> str:
        """For whom it is, in words."""
        return str(self.for_user) if self.for_user_id else self.get_for_role_display()

    @property
    def is_automatic(self) -> bool:
        return self.kind != TaskKind.OWN

    @transition(status, source=TaskStatus.OPEN, target=TaskStatus.DONE, permission="projects.finish_task")
    def finish(self): ...

    @transition(status, source=TaskStatus.OPEN, target=TaskStatus.DROPPED, permission="projects.handle_task")
    def drop(self): ...

    @transition(
        status,
        source=[TaskStatus.DONE, TaskStatus.DROPPED],
        target=TaskStatus.OPEN,
        permission="projects.handle_task",
    )
    def reopen(self): ...
