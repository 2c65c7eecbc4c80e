from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.enums import ApplicationStatus as Status
from calls.enums import FieldKind, Upload, Visibility
from calls.models.call import Call, PolicyDomain, Round, Theme
from calls.models.questionnaire import FormVersion
from calls.querysets import ApplicationQuerySet
from calls.questionnaire import definition
from pio_portal.audit.history import tracked
from pio_portal.organisations.models import Organisation
from pio_portal.searched import SearchedManager

USER = settings.AUTH_USER_MODEL
PARTNERS = "partners"  # the part of an application that says who takes part, where sections are opened again


ApplicationManager = SearchedManager.from_queryset(ApplicationQuerySet)


@tracked(exclude=("search", "names"))
class Application(models.Model):
    """One organisation's request for guidance and co-financing, in one round of a call."""

    ref = models.CharField(_("referentie"), max_length=20, unique=True)
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications", verbose_name=_("oproep"))
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("indiendatum")
    )
    form = models.ForeignKey(FormVersion, models.PROTECT, null=True, blank=True, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications", verbose_name=_("organisatie")
    )
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="partner_applications", verbose_name=_("partners")
    )
    title = models.CharField(_("titel"), max_length=200)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("thema")
    )
    policy_domain = models.ForeignKey(
        PolicyDomain,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("beleidsdomein"),
    )
    status = FSMField(_("status"), choices=Status, default=Status.DRAFT, protected=True)
    created_at = models.DateTimeField(_("begonnen op"), null=True, editable=False)
    created_by = models.ForeignKey(USER, models.PROTECT, null=True, editable=False, related_name="+")
    handler = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="handled_applications", verbose_name=_("behandelaar")
    )

    extended_until = models.DateTimeField(_("persoonlijk uitstel tot"), null=True, blank=True, editable=False)
    origin = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="successors",
        verbose_name=_("komt van"),
    )
    carried = models.BooleanField(_("meegenomen"), default=False, editable=False)  # else a copy
    sign_asked_at = models.DateTimeField(_("ondertekening gevraagd op"), null=True, blank=True, editable=False)
    sign_asked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    submitted_at = models.DateTimeField(_("ingediend op"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    info_requested_at = models.DateTimeField(_("aanvulling gevraagd op"), null=True, blank=True, editable=False)
    info_reason = models.TextField(_("wat moet worden aangevuld"), blank=True)
    info_due_on = models.DateField(_("aanvullen voor"), null=True, blank=True)
    info_sections = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("aan te vullen")
    )
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    withdrawal_reason = models.TextField(_("reden van intrekking"), blank=True)
    voided_at = models.DateTimeField(_("nietig verklaard op"), null=True, blank=True, editable=False)
    void_reason = models.TextField(_("reden van nietigheid"), blank=True)
    eligible_at = models.DateTimeField(_("ontvankelijk op"), null=True, blank=True, editable=False)
    eligible_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    decided_on = models.DateField(_("beslist op"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    grounds = models.TextField(_("motivering"), blank=True)
    feedback = models.TextField(_("feedback aan de aanvrager"), blank=True)
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)
    # What it is found by, written by triggers only: the words (to which the answers of the last submission belong), and
    # the names in which typing errors are forgiven.
    search = SearchVectorField(null=True, editable=False)
    names = models.TextField(default="", editable=False)

    search_columns = ("search", "names")
    objects = ApplicationManager()

    class Meta:
        verbose_name = _("aanvraag")
        verbose_name_plural = _("aanvragen")
        indexes = [
            GinIndex(fields=["search"], name="application_search"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="application_title_trigram"),
            GistIndex(fields=["title"], opclasses=["gist_trgm_ops"], name="application_title_nearest"),
            GinIndex(OpClass("names", name="gin_trgm_ops"), name="application_names_trigram"),
            models.Index(fields=["title", "-id"], name="application_by_title"),
            models.Index(fields=["-submitted_at", "-id"], name="application_newest"),
            models.Index(fields=["status", "-submitted_at", "-id"], name="application_by_status"),
            models.Index(fields=["decided_on"], name="application_decided"),
            models.Index(fields=["round"], condition=Q(status=Status.DRAFT), name="application_drafts_of_round"),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_submitted_says_when",
                condition=Q(imported=True) | Q(status__in=[Status.DRAFT, Status.VOID]) | Q(submitted_at__isnull=False),
                violation_error_message=_("Een ingediende aanvraag vermeldt wanneer ze werd ingediend."),
            ),
            models.CheckConstraint(
                name="application_draft_is_not_submitted",
                condition=~Q(status=Status.DRAFT) | Q(submitted_at__isnull=True),
            ),
            models.CheckConstraint(
                name="application_withdrawn_says_when_and_by_whom",
                condition=Q(imported=True)
                | Q(status=Status.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                | (~Q(status=Status.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)),
                violation_error_message=_("Een ingetrokken aanvraag vermeldt wanneer en door wie."),
            ),
            models.CheckConstraint(
                name="application_decided_says_when_and_why",
                condition=Q(imported=True)
                | (Q(status__in=Status.decided(), decided_on__isnull=False) & ~Q(grounds=""))
                | (~Q(status__in=Status.decided()) & Q(decided_on__isnull=True)),
                violation_error_message=_("Een beslissing vermeldt haar datum en haar motivering."),
            ),
            models.CheckConstraint(name="application_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="application_carried_says_from_which", condition=Q(carried=False) | Q(origin__isnull=False)
            ),
            models.CheckConstraint(name="application_does_not_come_from_itself", condition=~Q(origin=F("pk"))),
            models.UniqueConstraint(
                fields=["origin", "round"],
                condition=Q(carried=True) & ~Q(status=Status.VOID),
                name="application_carried_once_per_round",
                violation_error_message=_("Deze aanvraag is al meegenomen naar die indiendatum."),
            ),
        ]
        triggers = [
            # Any write to `search` works it out again: that is how the partners and the revisions (their triggers) and a
            # renamed organisation (migration 0007) reach it.
            pgtrigger.Trigger(
                name="search_text",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("title", "ref", "organisation_id", "search"),
                when=pgtrigger.Before,
                declare=[("whose", "text"), ("answers", "tsvector := ''")],
                func="""
                    SELECT coalesce(name, '') INTO whose FROM organisations_organisation WHERE id = NEW.organisation_id;
                    IF TG_OP = 'UPDATE' THEN
                        whose := concat_ws(' ', whose, calls_application_partner_names(NEW.id));
                        answers := calls_application_answers(NEW.id);
                    END IF;
                    NEW.names := concat_ws(' ', NEW.ref, NEW.title, whose);
                    NEW.search := setweight(to_tsvector('dutch', replace(NEW.ref, '-', ' ')), 'A')
                        || setweight(to_tsvector('dutch', NEW.title), 'A')
                        || setweight(to_tsvector('dutch', coalesce(whose, '')), 'B')
                        || setweight(answers, 'D');
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("calls:my_application", args=[self.ref])

    def get_staff_url(self) -> str:
        return reverse("calls:staff_application", args=[self.ref])

    @property
    def is_open(self) -> bool:
        return self.status in Status.open()

    @property
    def takes_partners(self) -> bool:
        """Whether organisations may still come and go: while it is written, or when that part was opened again."""
        return self.takes(PARTNERS)

    @property
    def can_be_carried(self) -> bool:
        """It ended without a project: it may come back in a later round, as a new application (I01)."""
        return self.status in (Status.NOT_SELECTED, Status.INELIGIBLE, Status.WITHDRAWN)

    @property
    def closes_at(self) -> datetime | None:
        """The moment until which it can be submitted: its round's closing, or its own extension when that is later."""
        if self.round is None:
            return None
        return max(self.round.closes_at, self.extended_until) if self.extended_until else self.round.closes_at

    def takes(self, section: str) -> bool:
        """Whether its applicants are asked for this part: of a draft all, of a completion what PIO named (nothing: all)."""
        if self.status == Status.INFO_REQUESTED:
            return not self.info_sections or section in self.info_sections
        return self.status == Status.DRAFT

    def permission_to_read(self, document) -> str:
        """Who judges reads what was handed in for it; the rest of the dossier is PIO's and the applicants'.

        What was taken out may stand in an earlier revision: PIO can still read it.
        """
        if document.removed_at is not None:
            return "calls.view_removed_application"
        judged = document.kind == Upload.ATTACHMENT or (document.kind == Upload.ANSWER and self._is_open(document))
        return "calls.view_application" if judged else "calls.view_whole_application"

    def _is_open(self, document) -> bool:
        """Whether a file belongs to a question whose answer advisers may read."""
        stored = dict(self.answers.values_list("section", "values"))
        return any(
            question.kind == FieldKind.FILE
            and question.visibility != Visibility.PIO
            and str(document.pk) in stored.get(section.key, {}).get(question.key, "")
            for section in definition.of(self.form).sections
            for question in section.fields
        )

    def is_past(self, at: datetime) -> bool:
        """Whether a first submission that arrives at this moment is too late."""
        return self.closes_at is not None and at >= self.closes_at

    # The table of transitions: guards, buttons, the docs' diagram and the test matrix read it.
    # Nobody but `calls.workflow` calls these.

    @transition(
        status,
        source=[Status.DRAFT, Status.INFO_REQUESTED],
        target=Status.SUBMITTED,
        permission="calls.submit_application",
    )
    def submit(self): ...

    @transition(
        status,
        source=[Status.SUBMITTED, Status.INFO_REQUESTED, Status.ELIGIBLE],
        target=Status.WITHDRAWN,
        permission="calls.withdraw_application",
    )
    def withdraw(self): ...

    @transition(
        status,
        source=[Status.SUBMITTED, Status.INFO_REQUESTED],  # asking again gives more time, or asks something else
        target=Status.INFO_REQUESTED,
        permission="calls.handle_application",
    )
    def request_info(self): ...

    @transition(status, source=Status.INFO_REQUESTED, target=Status.SUBMITTED, permission="calls.handle_application")
    def stop_waiting(self): ...

    @transition(status, source=Status.SUBMITTED, target=Status.ELIGIBLE, permission="calls.handle_application")
    def declare_eligible(self): ...

    @transition(status, source=Status.SUBMITTED, target=Status.INELIGIBLE, permission="calls.decide_application")
    def declare_ineligible(self): ...

    @transition(status, source=Status.ELIGIBLE, target=Status.SELECTED, permission="calls.decide_application")
    def select(self): ...

    @transition(status, source=Status.ELIGIBLE, target=Status.NOT_SELECTED, permission="calls.decide_application")
    def refuse(self): ...

    @transition(
        status,
        source=[Status.DRAFT, Status.SUBMITTED, Status.INFO_REQUESTED],
        target=Status.VOID,
        permission="calls.handle_application",
    )
    def void(self): ...

    @transition(status, source=Status.DRAFT, target=Status.VOID, permission="calls.discard_application")
    def discard(self): ...


@tracked()
class SectionAnswer(models.Model):
    """The answers to one section: the unit of saving, and of the lock that keeps colleagues from overwriting each other.

    `version` counts the saves. `marks` says of each answer with which version it changed last, on which opened page
    ("" once that page was saved by its button), and by whom (a user's key).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    section = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    marks = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "section"], name="answers_once_per_section")]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.section}"

    def changed_elsewhere(self, key: str, *, since: int, page: str) -> bool:
        """Whether this answer changed after a version, on another page than this one."""
        version, its_page, _by = self.marks.get(key, (0, "", None))
        return version > since and not (page and its_page == page)

    def is_open_on(self, page: str) -> bool:
        """Whether something was saved on this page by itself, and not yet by its button."""
        return bool(page) and any(its_page == page for _version, its_page, _by in self.marks.values())

    def as_of(self, version: int) -> dict[str, str]:
        """The answers as that version had them. One query."""
        then = self.history.filter(version=version).order_by("-pgh_id").first() if self.pk and version else None
        return then.values if then else {}

    def write(self, values: Mapping[str, Any], *, by, at, page: str) -> None:
        """Take over changed answers as the next version. Not saved yet."""
        self.version += 1
        self.values = {**self.values, **values}
        self.marks = {**self.marks, **{key: [self.version, page, by.pk if by else None] for key in values}}
        self.updated_at, self.updated_by = at, by

    def close_page(self, page: str) -> None:
        """The page was saved by its button: what it still sends late counts as another page's. Not saved yet."""
        closed = {
            key: [v, "", who] if page and its == page else [v, its, who] for key, (v, its, who) in self.marks.items()
        }
        self.marks = closed


class Revision(models.Model):
    """What was submitted, frozen. The hash on the receipt is of `content`; the row can never be changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=64, blank=True)  # of the request: a retry of it is not a new revision
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["application", "key"], condition=~Q(key=""), name="revision_once_per_request"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="found_by_its_answers",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func="UPDATE calls_application SET search = NULL WHERE id = NEW.application_id; RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} r{self.number}"
