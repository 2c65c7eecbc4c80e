from datetime import datetime
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.enums import ApplicationStatus as Status
from calls.enums import FieldKind, Part, Upload, Visibility
from calls.models import demands
from calls.models.call import Call, PolicyDomain, Round, Theme
from calls.models.questionnaire import Questionnaire
from calls.querysets import ApplicationQuerySet
from calls.questionnaire import definition
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField, MomentField
from pio_portal.invariants import refusal, state_demands
from pio_portal.organisations.models import Organisation
from pio_portal.searched import Normal, SearchedManager, Sorted

if TYPE_CHECKING:
    from calls.models.completion import CompletionRequest
    from calls.models.selection import Decision

USER = settings.AUTH_USER_MODEL


class BrusselsDay(Func):
    """The calendar day of a moment in Brussels, as PostgreSQL reads it."""

    template = "((%(expressions)s) AT TIME ZONE 'Europe/Brussels')::date"
    output_field = DayField()


ApplicationManager = SearchedManager.from_queryset(ApplicationQuerySet)


@tracked(exclude=("search", "names"))
class Application(models.Model):
    """One organisation's request for guidance and co-financing, in one round of a call."""

    ref = models.CharField(_("referentie"), max_length=20, unique=True)
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications", verbose_name=_("oproep"))
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("indiendatum")
    )
    form = models.ForeignKey(Questionnaire, models.PROTECT, null=True, blank=True, related_name="applications")
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

    extended_until = MomentField(_("persoonlijk uitstel tot"), null=True, blank=True, editable=False)
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
    submitted_at = MomentField(_("ingediend op"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    # Only while it is reopened; the timeline and the revisions tell of earlier times.
    reopened_at = MomentField(_("heropend op"), null=True, blank=True, editable=False)
    reopened_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    withdrawn_at = MomentField(_("ingetrokken op"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    withdrawal_reason = models.TextField(_("reden van intrekking"), blank=True)
    voided_at = models.DateTimeField(_("nietig verklaard op"), null=True, blank=True, editable=False)
    voided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    void_reason = models.TextField(_("reden van nietigheid"), blank=True)
    eligible_at = models.DateTimeField(_("ontvankelijk op"), null=True, blank=True, editable=False)
    eligible_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+")
    # The day of its published decision (`Decision.decided_on`, which triggers keep equal): lists are sorted by it through
    # an index, and the indicators count by it (ADR 11).
    decided_on = DayField(_("beslist op"), null=True, blank=True, editable=False)
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)
    import_remark = models.TextField(
        _("motivering bij de import"), blank=True, editable=False
    )  # of what is not decided
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
            GinIndex(OpClass(Normal("title"), name="gin_trgm_ops"), name="application_title_trigram"),
            GistIndex(OpClass(Normal("title"), name="gist_trgm_ops"), name="application_title_nearest"),
            GinIndex(OpClass("names", name="gin_trgm_ops"), name="application_names_trigram"),
            models.Index(Sorted("title"), F("id").desc(), name="application_by_title"),
            models.Index(fields=["-submitted_at", "-id"], name="application_newest"),
            models.Index(fields=["status", "-submitted_at", "-id"], name="application_by_status"),
            models.Index(fields=["decided_on"], name="application_decided"),
            models.Index(fields=["round"], condition=Q(status=Status.DRAFT), name="application_drafts_of_round"),
        ]
        constraints = [
            *state_demands("status", *demands.OF_APPLICATION, exempt="imported"),
            models.CheckConstraint(
                name="application_void_says_why_once_submitted",
                condition=~Q(status=Status.VOID) | Q(submitted_at__isnull=True) | ~Q(void_reason="") | Q(imported=True),
                violation_error_message=_("Een nietige aanvraag die ingediend was, vermeldt waarom ze nietig is."),
            ),
            models.CheckConstraint(
                name="application_decided_after_submission",
                condition=Q(decided_on__isnull=True)
                | Q(submitted_at__isnull=True)
                | Q(decided_on__gte=BrusselsDay("submitted_at")),
                violation_error_message=_("Een beslissing valt niet voor de indiening."),
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
            # What the row says of itself and what its requests and decisions say is compared when the transaction ends:
            # a verb writes one after the other.
            pgtrigger.Trigger(
                name="rows_agree",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("status", "decided_on"),
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func="PERFORM calls_check_application(NEW.id); RETURN NULL;",
            ),
            pgtrigger.Trigger(
                name="application_submitted_after_its_round_opened",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("submitted_at", "round_id", "imported"),
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__submitted_at__isnull=False, new__imported=False),
                func=f"""
                    IF NEW.submitted_at < (SELECT opens_at FROM calls_round WHERE id = NEW.round_id) THEN
                        {refusal("application_submitted_after_its_round_opened", "submitted before its round opens")}
                    END IF;
                    RETURN NULL;
                """,  # noqa: S608 - our own columns
            ),
            pgtrigger.Trigger(
                name="applicant_is_not_its_own_partner",
                operation=pgtrigger.UpdateOf("organisation_id"),
                when=pgtrigger.After,
                func=f"""
                    IF EXISTS (
                        SELECT 1 FROM calls_application_partners
                        WHERE application_id = NEW.id AND organisation_id = NEW.organisation_id
                    ) THEN
                        {refusal("applicant_is_not_its_own_partner", "the applicant is one of its partners")}
                    END IF;
                    RETURN NULL;
                """,  # noqa: S608 - our own columns
            ),
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
                    NEW.names := pio_normal(concat_ws(' ', NEW.ref, NEW.title, whose));
                    NEW.search := setweight(to_tsvector('dutch', replace(NEW.ref, '-', ' ')), 'A')
                        || setweight(to_tsvector('dutch', pio_normal(NEW.title)), 'A')
                        || setweight(to_tsvector('dutch', pio_normal(coalesce(whose, ''))), 'B')
                        || setweight(answers, 'D');
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("calls:applicant_application", args=[self.ref])

    def get_staff_url(self) -> str:
        return reverse("calls:staff_application", args=[self.ref])

    @property
    def is_open(self) -> bool:
        return self.status in Status.open()

    @property
    def takes_partners(self) -> bool:
        """Whether organisations may still come and go: while it is written, or when that part was opened again."""
        return self.takes(Part.PARTNERS)

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

    # The rows that say what happened, as if they were related objects: each asks one query the first time, and none when
    # the queryset fetched it along (`with_completion`, `with_decision`, `with_draft`).

    @cached_property
    def completion(self) -> "CompletionRequest | None":
        """What PIO asked to complete and still waits for."""
        return self.completion_requests.open().first() if self.status == Status.INFO_REQUESTED else None

    @cached_property
    def decision(self) -> "Decision | None":
        """The decision that was published: the only one that applicants may ever see."""
        return self.decisions.published().first() if self.status in Status.decided() else None

    @cached_property
    def decision_draft(self) -> "Decision | None":
        """The decision that PIO prepares; never for applicants."""
        fetched = "decision_draft_key" in self.__dict__  # with the row, and there was none
        return None if fetched else self.decisions.drafts().first()

    @cached_property
    def conflicted(self) -> frozenset[int]:
        """The keys of the people who declared a conflict of interest, asked once: of a row that is held, as it is then."""
        return frozenset(conflict.user_id for conflict in self.conflicts.all())

    def takes(self, part: str) -> bool:
        """Whether its applicants are asked for this part: of a completion what PIO named, else all while they write.

        `ApplicationQuerySet.taking` says the same of many.
        """
        if self.status == Status.INFO_REQUESTED:
            return self.completion is not None and self.completion.asks_for(part)
        return self.status in Status.with_applicants()

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
        """Whether a submission that arrives at this moment is too late."""
        return self.closes_at is not None and at >= self.closes_at

    # The table of transitions: guards, buttons, the docs' diagram and the test matrix read it.
    # Nobody but `calls.workflow` calls these.

    @transition(
        status,
        source=Status.with_applicants(),
        target=Status.SUBMITTED,
        permission="calls.submit_application",
    )
    def submit(self): ...

    @transition(status, source=Status.SUBMITTED, target=Status.REOPENED, permission="calls.reopen_application")
    def open_again(self): ...

    @transition(status, source=Status.REOPENED, target=Status.SUBMITTED, permission="calls.reopen_application")
    def keep_submitted(self): ...

    @transition(
        status,
        source=Status.open(),
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

    @transition(status, source=Status.ELIGIBLE, target=Status.SUBMITTED, permission="calls.handle_application")
    def reconsider(self): ...

    @transition(status, source=Status.SUBMITTED, target=Status.INELIGIBLE, permission="calls.decide_application")
    def declare_ineligible(self): ...

    @transition(status, source=Status.ELIGIBLE, target=Status.SELECTED, permission="calls.decide_application")
    def select(self): ...

    @transition(status, source=Status.ELIGIBLE, target=Status.NOT_SELECTED, permission="calls.decide_application")
    def refuse(self): ...

    @transition(
        status,
        source=[*Status.with_applicants(), Status.SUBMITTED],
        target=Status.VOID,
        permission="calls.handle_application",
    )
    def void(self): ...

    @transition(status, source=Status.DRAFT, target=Status.VOID, permission="calls.discard_application")
    def discard(self): ...
