"""Questions about many projects, milestones and procurements."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from calls.impartiality import interests_of
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.references import as_reference
from pio_portal.searched import Normal, Sorted, normal, question
from projects.enums import (
    AmendmentStatus,
    HandoverStatus,
    KnowledgeKind,
    Outcome,
    Phase,
    ProcurementStatus,
    ProjectState,
    RemarkStatus,
    Risk,
    SurveyKind,
    SurveyStatus,
    TaskRole,
    TaskStatus,
)

READER_ROLES = (Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT, Role.COMMUNICATION)
WORD = re.compile(r"\w+")


def matches_text(text: str) -> Q:
    """Rows with these words, also in another form (Dutch stemming), or with words that begin so."""
    plain = question(text)
    matches = Q(search=SearchQuery(plain, config="dutch", search_type="websearch"))
    matches |= Q(search=SearchQuery(plain, config="simple", search_type="websearch"))
    if words := WORD.findall(plain):
        beginnings = " & ".join(f"{word}:*" for word in words)
        matches |= Q(search=SearchQuery(beginnings, config="simple", search_type="raw"))
    return matches


def of_seen_projects(parts: QuerySet, user) -> QuerySet:
    """The rows, of a model that belongs to a project, of the projects that a user may see."""
    if user.is_authenticated and user.has_role(*READER_ROLES) and not interests_of(user):
        return parts
    seen = parts.model._meta.get_field("project").related_model.objects.visible_to(user)
    return parts.filter(project__in=seen.order_by().values("pk"))


def _number_of(parts: QuerySet) -> Coalesce:
    """How many of these rows belong to each project."""
    of_it = parts.filter(project=OuterRef("pk")).order_by()
    return Coalesce(Subquery(of_it.values("project").annotate(n=Count("pk")).values("n")), 0)


class ProjectQuerySet(QuerySet):
    def visible_to(self, user):
        """Staff that reads projects sees those in which it has no interest; members of a client or partner their own.

        `projects.rules` says the same of one project.
        """
        if not user.is_authenticated:
            return self.none()
        if user.has_role(*READER_ROLES):
            return self.without_conflict_of(user)
        return self.of_member(user)

    def without_conflict_of(self, user):
        """Of whose application the user declared no conflict; and PIO's own people work for none of those who take part."""
        interests = interests_of(user)
        rows = self.exclude(application__in=interests.applications) if interests.applications else self
        if not user.is_pio or not interests.organisations:
            return rows
        return rows.exclude(pk__in=self.model.objects.of_organisations(interests.organisations))

    def kept(self):
        """All of them: no project is ever thrown away."""
        return self

    def of_member(self, user, level: Level = Level.VIEWER):
        """Projects with one of the user's own organisations as client or partner."""
        own = Organisation.objects.of_member(user, level)
        partner_in = self.model.partners.through.objects.filter(organisation__in=own).values("project")
        return self.filter(Q(organisation__in=own) | Q(pk__in=partner_in))

    def of_organisations(self, organisations: Iterable[int]):
        """Projects with one of these organisations as client or partner."""
        keys = list(organisations)
        own = self.model.objects.filter(organisation__in=keys).values("pk")
        partner_in = self.model.partners.through.objects.filter(organisation__in=keys).values("project")
        return self.filter(pk__in=own.union(partner_in))  # each by its own index, which an OR would not use

    def public(self):
        """What stands in the catalogue."""
        return self.filter(published=True)

    def newest(self):
        return self.order_by(F("started_on").desc(nulls_last=True), "-pk")

    def running(self):
        return self.filter(state=ProjectState.ACTIVE)

    def for_list(self):
        """With what a row of the list shows: `launch_forecast` and `launch_actual` are the dates of the launch."""
        rows = self.select_related("organisation", "theme", "lead").telling_broken().with_launch()
        return rows.annotate(chance=F("warning__chance"), warned=F("warning__pk"))

    def with_launch(self):
        """With `launch_forecast` and `launch_actual`: when the launch is expected, and when it came."""
        launch = self._milestones().filter(project=OuterRef("pk"), is_launch=True).order_by("position", "pk")
        return self.annotate(
            launch_forecast=Subquery(launch.values("forecast_on")[:1]),
            launch_actual=Subquery(launch.values("actual_on")[:1]),
        )

    def target_at_risk(self):
        """Running projects whose launch is expected after the target."""
        launch = self._milestones().filter(
            project=OuterRef("pk"),
            is_launch=True,
            actual_on__isnull=True,
            forecast_on__gt=OuterRef("target_launch_on"),
        )
        return self.running().filter(Exists(launch))

    def with_risk(self, risk: Risk):
        """Projects that miss their target with such a chance, as last counted."""
        if risk == Risk.UNKNOWN:
            return self.filter(warning__isnull=False, warning__chance__isnull=True)
        first, last = risk.percents
        return self.filter(warning__chance__gte=first, warning__chance__lt=last)

    def waiting_for_client(self):
        """Projects whose client has not confirmed the engagements that PIO put to it."""
        return self.running().filter(pio_confirmed_at__isnull=False, client_confirmed_at__isnull=True)

    def waiting_for_pio(self):
        """Projects of which PIO has not put the engagements, or a change of them, to the client."""
        to_write = Q(phase=Phase.INTAKE) | Q(agreed_version__isnull=False)
        return self.running().filter(to_write, pio_confirmed_at__isnull=True)

    def to_review(self, today: date):
        """Suspended projects that PIO would look at again by today."""
        return self.filter(state=ProjectState.SUSPENDED, review_on__lte=today)

    def to_evaluate(self, today: date):
        """Running projects whose evaluation should have been held by today."""
        planned = self._evaluations().open().filter(project=OuterRef("pk"), planned_on__lte=today)
        return self.running().filter(Exists(planned))

    def telling_evaluation(self):
        """With `evaluated_on`: the day of the evaluation that is planned; None without one."""
        planned = self._evaluations().open().filter(project=OuterRef("pk"))
        return self.annotate(evaluated_on=Subquery(planned.values("planned_on")[:1]))

    def telling_broken(self):
        """With `has_broken`: whether a side did not keep what it promised, as it was last checked."""
        return self.annotate(has_broken=Exists(self._engagements().broken().filter(project=OuterRef("pk"))))

    def counting_tasks(self):
        """With `open_tasks`: how many tasks are still to do."""
        tasks = self.model._meta.get_field("tasks").related_model.objects.open()
        return self.annotate(open_tasks=_number_of(tasks))

    def counting_documents(self, user):
        """With `number_of_documents` that the user may read: what is for PIO alone not for others of the programme."""
        documents = self.model._meta.get_field("documents").related_model.objects.all()
        return self.annotate(
            number_of_documents=_number_of(documents if user.is_pio else documents.filter(internal=False))
        )

    def with_broken_engagements(self):
        """Running projects in which a side did not keep what it promised, as it was last checked."""
        return self.running().telling_broken().filter(has_broken=True)

    def delivered(self):
        """Running projects of which what was bought is there."""
        return self.running().filter(phase__in=[Phase.DELIVERY, Phase.KNOWLEDGE])

    def ready_to_close(self):
        """Delivered projects without a running procurement that shared their knowledge, or need not."""
        running = self._procurements().running().filter(project=OuterRef("pk"))
        return self.delivered().filter(self._shared()).exclude(Exists(running))

    def _shared(self) -> Q:
        knowledge = self.model._meta.get_field("knowledge").related_model.objects.filter(project=OuterRef("pk"))
        both = Exists(knowledge.filter(kind=KnowledgeKind.ACTIVITY)) & Exists(
            knowledge.filter(kind=KnowledgeKind.STORY)
        )
        return Q(sharing_waived_at__isnull=False) | both

    def matching(self, text: str):
        """Over title, reference, need and client. A reference may be typed in any way."""
        reference = as_reference(text, prefix="P")
        return self.filter(ref=reference) if reference else self.filter(matches_text(text))

    def _engagements(self):
        return self.model._meta.get_field("engagements").related_model.objects

    def _evaluations(self):
        return self.model._meta.get_field("evaluations").related_model.objects

    def _milestones(self):
        return self.model._meta.get_field("milestones").related_model.objects

    def _procurements(self):
        return self.model._meta.get_field("procurements").related_model.objects


class EngagementQuerySet(QuerySet):
    def checked(self):
        """With what became of each when it was last checked: `outcome`, `note` and `checked_on`; None before."""
        last = self._checks().filter(engagement=OuterRef("pk")).order_by("-checked_on", "-pk")
        names = ("outcome", "note", "checked_on")
        return self.annotate(**{name: Subquery(last.values(name)[:1]) for name in names})

    def broken(self):
        """Those that were not kept when they were last checked."""
        return self.checked().filter(outcome=Outcome.BROKEN)

    def to_check(self, today: date):
        """Confirmed ones of running projects whose day is past, and that nobody checked since."""
        since = self._checks().filter(engagement=OuterRef("pk"), checked_on__gte=OuterRef("due_on"))
        confirmed = {"project__agreed_version__isnull": False, "project__state": ProjectState.ACTIVE}
        return self.filter(~Exists(since), due_on__lt=today, **confirmed)

    def to_evaluate(self, day: date, *, since: date | None):
        """Those that hold by this day, or always, and that nobody checked after `since`; kept on its day is kept for good."""
        checks = self._checks().filter(engagement=OuterRef("pk"))
        recent = checks if since is None else checks.filter(checked_on__gt=since)
        is_kept = Q(due_on__isnull=False) & Exists(checks.filter(outcome=Outcome.KEPT))
        return self.filter(Q(due_on__isnull=True) | Q(due_on__lte=day)).exclude(Exists(recent)).exclude(is_kept)

    def _checks(self):
        return self.model._meta.get_field("checks").related_model.objects


class MilestoneQuerySet(QuerySet):
    def overdue(self, today: date):
        """Milestones of running projects that were expected before today and are not reached."""
        return self.filter(actual_on__isnull=True, forecast_on__lt=today, project__state=ProjectState.ACTIVE)


class EvaluationQuerySet(QuerySet):
    def open(self):
        """Those of which the minutes are not closed: at most one of each project."""
        return self.filter(held_on__isnull=True)

    def of_running(self):
        return self.filter(project__state=ProjectState.ACTIVE)

    def to_come_or_held(self):
        """Without those that were planned and never held, of projects that are over."""
        return self.filter(
            Q(held_on__isnull=False) | Q(project__state__in=[ProjectState.ACTIVE, ProjectState.SUSPENDED])
        )

    def told_to_client(self):
        """Those that the client may look into: their agenda was drafted."""
        return self.filter(asked_at__isnull=False)


class AmendmentQuerySet(QuerySet):
    def undecided(self):
        """Proposals of running projects that another person must still decide on, the oldest first."""
        running = self.filter(status=AmendmentStatus.PROPOSED, milestone__project__state=ProjectState.ACTIVE)
        return running.select_related("milestone__project", "proposed_by").order_by("proposed_at", "pk")


class HandoverQuerySet(QuerySet):
    def visible_to(self, user):
        """For PIO alone, of the projects that it may see."""
        return of_seen_projects(self, user) if user.is_authenticated and user.is_pio else self.none()

    def to_hand_over(self):
        """What PIO must bring to the dossier system of the agency, the oldest first."""
        waiting = [HandoverStatus.QUEUED, HandoverStatus.REJECTED, HandoverStatus.CHANGED]
        return self.filter(status__in=waiting).order_by("queued_at", "pk")

    def for_list(self):
        return self.select_related("project__organisation", "handed_over_by").order_by("-queued_at", "-pk")


class ProcurementQuerySet(QuerySet):
    def visible_to(self, user):
        """The procurements of the projects that the user may see."""
        return of_seen_projects(self, user)

    def launched(self):
        return self.filter(launched_on__isnull=False)

    def running(self):
        """Procurements that are neither delivered nor ended: with these a project cannot close."""
        return self.filter(status__in=ProcurementStatus.running())

    def in_order(self):
        """By launch, the planned ones last."""
        return self.order_by(F("launched_on").asc(nulls_last=True), "ref")

    def for_list(self):
        return self.select_related("project__organisation")

    def matching(self, text: str):
        """Over title, references, project and client. A reference may be typed in any way."""
        reference = as_reference(text, prefix="O")
        return self.filter(ref=reference) if reference else self.filter(matches_text(text))


class TaskQuerySet(QuerySet):
    def visible_to(self, user):
        """All of the projects that one reads for the programme; of one's own projects, what is asked of the client."""
        if not user.is_authenticated:
            return self.none()
        rows = of_seen_projects(self, user)
        return rows if user.has_role(*READER_ROLES) else rows.of_client(user)

    def open(self):
        return self.filter(status=TaskStatus.OPEN)

    def of_client(self, user):
        """What is asked of a client, or of this person by name."""
        return self.filter(Q(for_role=TaskRole.CLIENT) | Q(for_user=user))

    def of_colleague(self, user):
        """What waits for this colleague of PIO: by name, as the one who guides the project, or for their role."""
        asked = Q(for_user=user) | Q(for_role=TaskRole.PIO, project__lead=user)
        asked |= Q(for_role=TaskRole.PIO, project__lead=None)
        if user.has_role(Role.LEAD):
            asked |= Q(for_role=TaskRole.LEAD)
        return self.open().filter(asked).exclude(project__state=ProjectState.SUSPENDED)

    def for_list(self):
        """What is to do first, by its day; then what is over, the newest first."""
        rows = self.select_related("for_user", "ended_by", "added_by")
        is_over = Case(When(status=TaskStatus.OPEN, then=0), default=1)
        return rows.order_by(is_over, F("ended_at").desc(), F("due_on").asc(nulls_last=True), "pk")


class RemarkQuerySet(QuerySet):
    def open(self):
        return self.filter(status=RemarkStatus.OPEN)

    def before_launch(self, procurement):
        """Those that are open when a procurement is launched: on its documents, and on those of its project as a whole."""
        its = Q(document__procurement=procurement) | Q(document__procurement=None)
        return self.open().filter(its, document__project=procurement.project_id)

    def for_list(self):
        """With all that is shown of each: what is open first, as it was written."""
        rows = self.select_related("version", "written_by", "answered_by", "settled_in", "settled_by")
        return rows.order_by(Case(When(status=RemarkStatus.OPEN, then=0), default=1), "pk")


class DocumentVersionQuerySet(QuerySet):
    def of(self, project):
        """Of the documents of a project, each with its file and who gave it: the last version of a document first.

        `open_remarks` is how many remarks on the document are open.
        """
        remarks = self.model._meta.get_field("remarks").related_model.objects.open()
        number = remarks.filter(document=OuterRef("document")).order_by().values("document").annotate(n=Count("pk"))
        rows = self.filter(document__project=project).select_related("document__procurement", "file__created_by")
        counted = rows.annotate(open_remarks=Coalesce(Subquery(number.values("n")), 0))
        return counted.order_by("document_id", "-number")

    def open_to(self, user):
        """Without those of documents for PIO alone, for who is not of PIO."""
        return self if user.is_pio else self.for_client()

    def for_client(self):
        return self.filter(document__internal=False)


class ThresholdQuerySet(QuerySet):
    def on(self, day: date) -> dict[str, Decimal]:
        """The amount of each kind that holds on this day. One query."""
        rows = self.filter(starts_on__lte=day).order_by("kind", "-starts_on").distinct("kind")
        return dict(rows.values_list("kind", "amount"))


class CpvQuerySet(QuerySet):
    def matching(self, text: str):
        """Codes that begin with what is typed, or whose title has each of the words, however they are written.

        Where they begin a word goes before where they end one: “fietsen” is sooner a bicycle than a motorcycle.
        """
        rows, begins = self.alias(plain=Normal("title")), Q()
        for word in text.split():
            rows = rows.filter(Q(title__has=word) | Q(code__startswith=word))
            begins &= Q(plain__regex=rf"\m{re.escape(normal(word))}")
        return rows.order_by(Case(When(begins, then=0), default=1), "code") if begins else rows.order_by("code")


class SurveyQuerySet(QuerySet):
    def open(self):
        """Those that the client can still answer, the oldest first."""
        return self.filter(status=SurveyStatus.ASKED).select_related("project").order_by("asked_at", "pk")

    def about_use(self):
        return self.filter(kind__in=list(SurveyKind.about_use()))

    def about_guidance(self):
        return self.filter(kind__in=list(SurveyKind.about_guidance()))

    def approved(self):
        """Answers about the use of a solution that everybody reads, the oldest first."""
        return self.filter(status=SurveyStatus.APPROVED).order_by("answered_at", "pk")

    def to_approve(self):
        """Answers about the use of a solution that PIO has not approved."""
        return self.about_use().filter(status=SurveyStatus.ANSWERED)


class AdopterQuerySet(QuerySet):
    def approved(self):
        """Those of which everybody reads."""
        return self.filter(approved_at__isnull=False).order_by("since_on", Sorted("name"), "pk")


class ConsultancyOrderQuerySet(QuerySet):
    def visible_to(self, user):
        """For PIO and management, of the projects that they may see: what consultants cost is confidential."""
        may = user.is_authenticated and (user.is_pio or user.has_role(Role.MANAGEMENT))
        return of_seen_projects(self, user) if may else self.none()

    def for_list(self):
        return self.select_related("project__organisation", "step")

    def totals(self, *by: str):
        """The sums of each group, the dearest first: `number`, `estimate`, `ordered`, `invoiced` and `paid`."""
        names = ("estimate", "ordered", "invoiced", "paid")
        sums = {f"sum_{name}": Sum(name) for name in names}
        return self.order_by().values(*by).annotate(number=Count("pk"), **sums).order_by("-sum_ordered", *by)
