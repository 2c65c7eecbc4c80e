import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.enums import FormStatus
from calls.querysets import FormQuerySet
from pio_portal.audit.history import tracked
from pio_portal.invariants import Demand, state_demands
from pio_portal.searched import Sorted

USER = settings.AUTH_USER_MODEL


@tracked()
class Questionnaire(models.Model):
    """The questions of an application, as they were asked. An application keeps the version it was begun with.

    Versions of one form share its `name` and are numbered. A draft is edited (`version` is its optimistic lock); a
    published one never changes again, which a trigger holds also against raw SQL. `definition` is described in
    `calls.questionnaire.definition`, its only reader.
    """

    name = models.CharField(_("naam"), max_length=100)
    number = models.PositiveSmallIntegerField(_("nummer"), default=1)
    definition = models.JSONField(_("vragen"))
    status = FSMField(_("status"), choices=FormStatus, default=FormStatus.DRAFT, protected=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, editable=False, related_name="next")
    created_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    created_by = models.ForeignKey(USER, models.PROTECT, null=True, editable=False, related_name="+")
    changed_at = models.DateTimeField(_("gewijzigd op"), null=True, editable=False)
    changed_by = models.ForeignKey(USER, models.PROTECT, null=True, editable=False, related_name="+")
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, editable=False, related_name="+")

    objects = FormQuerySet.as_manager()

    class Meta:
        verbose_name = _("vragenlijst")
        verbose_name_plural = _("vragenlijsten")
        ordering = [Sorted("name"), "-number"]
        constraints = [
            models.UniqueConstraint(fields=["name", "number"], name="form_number_once_per_name"),
            *state_demands(
                "status",
                Demand(
                    "form_draft_is_not_published",
                    [FormStatus.DRAFT],
                    empty=["published_at", "published_by"],
                    message=_("Een vragenlijst in opmaak is nog niet gepubliceerd."),
                ),
                Demand(
                    "form_published_says_when",
                    [FormStatus.PUBLISHED],
                    filled=["published_at"],  # the portal itself publishes its first version
                    message=_("Een vragenlijst in gebruik vermeldt sinds wanneer."),
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=FormStatus.PUBLISHED.value)
                & (
                    pgtrigger.Q(old__definition__df=pgtrigger.F("new__definition"))
                    | ~pgtrigger.Q(new__status=FormStatus.PUBLISHED.value)
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {_('versie')} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("calls:staff_form", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == FormStatus.DRAFT

    @transition(status, source=FormStatus.DRAFT, target=FormStatus.PUBLISHED, permission="calls.change_call")
    def publish(self): ...
