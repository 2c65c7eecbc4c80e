from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import (
    Case,
    Count,
    DateField,
    DecimalField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, Round, TruncDate
from django.db.models.lookups import GreaterThan

from calls.enums import (
    ApplicationStatus,
    AssignmentStatus,
    CallStatus,
    CheckOutcome,
    CompletionStatus,
    DecisionStatus,
    FormStatus,
    InvitationStatus,
    Part,
)
from calls.impartiality import interests_of
from pio_portal.accounts.enums import Role
from pio_portal.formats import as_date
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.references import as_reference
from pio_portal.searched import Sorted, normal, question

EXACT = DecimalField(max_digits=20, decimal_places=6)
ALL_SCALES = 30  # the least number that every scale of a criterion divides, so that weighing stays in whole numbers
ESTIMATE = "raming"  # the key of the question about the costs, in every version of the questionnaire
OUT_OF = 5  # what totals are out of


class EstimateOf(Func):
    """The amount that a frozen submission answers to `ESTIMATE`; NULL where it is no amount."""

    template = (
        f'(jsonb_path_query_first((%(expressions)s)::jsonb, \'$.sections[*].answers[*] ? (@.key == "{ESTIMATE}"'
        " && @.value like_regex \"^[0-9]{1,12}([.][0-9]{1,2})?$\").value') #>> '{}')::numeric"
    )
    output_field = DecimalField(max_digits=14, decimal_places=2)


def _cents(weighed: Combinable, weights: Combinable) -> Round:
    """A weighed sum as a mean out of 5, rounded half up to cents: one division, of whole numbers."""
    return Round(Cast(weighed, EXACT) * Value(Decimal(1)) / (weights * Value(Decimal(ALL_SCALES))), precision=2)


class CallQuerySet(QuerySet):
    def visible_to(self, user):
        """The programme's people see calls in preparation; everybody sees the published ones."""
        return self if user.is_authenticated and user.is_internal else self.published()

    def published(self):
        return self.filter(status=CallStatus.PUBLISHED)

    def current(self, at: datetime):
        """Published, with a round that has not closed."""
        return self.published().filter(rounds__closes_at__gt=at).distinct()


class FormQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO reads and writes the forms; others meet them only through a call or an application."""
        return self if user.is_authenticated and user.is_pio else self.none()

    def published(self):
        return self.filter(status=FormStatus.PUBLISHED)


class RoundQuerySet(QuerySet):
    def open(self, at: datetime):
        """Half-open: opens_at ≤ at < closes_at."""
        return self.filter(opens_at__lte=at, closes_at__gt=at, call__status=CallStatus.PUBLISHED)

    def published(self):
        return self.filter(call__status=CallStatus.PUBLISHED)

    def upcoming(self, at: datetime):
        return self.published().filter(closes_at__gt=at).order_by("closes_at")


class ApplicationQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO sees all; applicants their own; advisers what they judge, once they declared to have no interest in it.

        Nobody who declared a conflict of interest sees the application, whatever else they are; nor does someone of PIO
        who works for an organisation that applies. `calls.rules` says the same of one application.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_pio:
            return self.without_conflict_of(user)
        seen = self._of_members_of(Organisation.objects.of_member(user))
        if user.has_role(Role.ADVISER):
            free = self._rows_of("assignments").filter(adviser=user, status__in=AssignmentStatus.free())
            seen |= Q(pk__in=free.values("application"))
        return self.filter(seen).without_declared_conflict_of(user)

    def of_member(self, user, level: Level = Level.VIEWER):
        """Of the user's own organisations, or in which one of those is a partner."""
        return self.filter(self._of_members_of(Organisation.objects.of_member(user, level)))

    def of_applicant(self, user, level: Level = Level.VIEWER):
        """Of the user's own organisations, as far as they see them: nobody of PIO sits on that side of the table.

        What `visible_to` and `of_member` have in common, asked once.
        """
        if not user.is_authenticated or user.is_pio:
            return self.none()
        return self.of_member(user, level).without_declared_conflict_of(user)

    def of_organisations(self, organisations: Iterable[int]):
        """In which one of these organisations applies or takes part."""
        keys = list(organisations)
        own = self.model.objects.filter(organisation__in=keys).values("pk")
        partner_in = self.model.partners.through.objects.filter(organisation__in=keys).values("application")
        return self.filter(pk__in=own.union(partner_in))  # each by its own index, which an OR would not use

    def without_conflict_of(self, user):
        """In which someone of the programme has no interest: declared none, and works for none of those who apply."""
        interests = interests_of(user)
        rows = self.exclude(pk__in=interests.applications) if interests.applications else self
        return rows.exclude(self._of_members_of(interests.organisations)) if interests.organisations else rows

    def without_declared_conflict_of(self, user):
        return self.exclude(pk__in=self._rows_of("conflicts").filter(user=user).values("application"))

    def _of_members_of(self, organisations: Iterable) -> Q:
        """The condition that one of these (a queryset, or keys) applies or is an accepted partner."""
        partner_in = self.model.partners.through.objects.filter(organisation__in=organisations)
        return Q(organisation__in=organisations) | Q(pk__in=partner_in.values("application"))

    def _rows_of(self, relation: str) -> QuerySet:
        """The rows of a model that points here: this module stands below the models."""
        return self.model._meta.get_field(relation).related_model.objects.all()

    def submitted(self):
        """For PIO's lists: everything that was handed in, whatever became of it."""
        return self.exclude(status=ApplicationStatus.DRAFT).kept()

    def taking(self, part: str):
        """Whose applicants are asked for this part; `Application.takes` says the same of one."""
        asked = self._rows_of("completion_requests").open().asking_for(part)
        return self.filter(Q(status__in=ApplicationStatus.before_closing()) | Q(pk__in=asked.values("application")))

    def with_completion(self):
        """Fetch what PIO still waits for along with each row, as `completion`."""
        return self._with("completion", "completion_requests", CompletionStatus.OPEN)

    def with_decision(self):
        """Fetch the published decision along with each row, as `decision`."""
        return self._with("decision", "decisions", DecisionStatus.PUBLISHED)

    def with_draft(self):
        """Fetch the decision in preparation along with each row, as `decision_draft`. Never for applicants."""
        return self._with("decision_draft", "decisions", DecisionStatus.DRAFT)

    def _with(self, name: str, relation: str, status: str):
        """Join the row of this status, of which a constraint lets there be at most one.

        Django sets nothing where there is none: its key, None, tells the model that it need not ask.
        """
        one = FilteredRelation(relation, condition=Q(**{f"{relation}__status": status}))
        return self.annotate(**{name: one}).annotate(**{f"{name}_key": F(f"{name}__pk")}).select_related(name)

    def kept(self):
        """Without the drafts that their applicants threw away: those are nobody's any more, and never count."""
        return self.exclude(status=ApplicationStatus.VOID, submitted_at=None, void_reason="", imported=False)

    def drafts_of(self, round_):
        """What is still being written for a round, with when an answer was last saved; by organisation."""
        answers = self.model._meta.get_field("answers").related_model.objects.filter(application=OuterRef("pk"))
        saved = answers.order_by("-updated_at").values("updated_at")[:1]
        rows = self.filter(round=round_, status=ApplicationStatus.DRAFT).annotate(saved_at=Subquery(saved))
        related = ("organisation", "created_by", "round", "form")
        return rows.select_related(*related).order_by(Sorted("organisation__name"), "pk")

    def open(self):
        return self.filter(status__in=ApplicationStatus.open())

    def for_handler(self, user):
        """Followed by this user, or by nobody yet."""
        return self.filter(Q(handler=user) | Q(handler=None))

    def ready_to_decide(self):
        """Being assessed, with at least one advice and none that is still awaited."""
        assignments = self._rows_of("assignments").filter(application=OuterRef("pk"))
        return self.filter(
            Exists(assignments.filter(status=AssignmentStatus.ADVISED)),
            ~Exists(assignments.filter(status__in=AssignmentStatus.waiting())),
            status=ApplicationStatus.ELIGIBLE,
        )

    def awaiting_advice(self, *, late_on: date | None = None):
        """For which an adviser still has to advise; `late_on` leaves those for which that day is too late."""
        waiting = self._rows_of("assignments").waiting()
        return self.filter(pk__in=(waiting.late(late_on) if late_on else waiting).values("application"))

    def awaiting_completion(self, *, late_on: date):
        """Whose completion should have been there before this day."""
        asked = self._rows_of("completion_requests").open().filter(due_on__lt=late_on)
        return self.filter(status=ApplicationStatus.INFO_REQUESTED, pk__in=asked.values("application"))

    def without_draft(self):
        """Not decided, and nobody prepared a decision yet."""
        prepared = self._rows_of("decisions").drafts()
        return self.open().exclude(pk__in=prepared.values("application"))

    def being_decided(self):
        """Being assessed, or decided."""
        return self.filter(status__in=[ApplicationStatus.ELIGIBLE, *ApplicationStatus.decided()])

    def ranked(self):
        """Adds what the advices that were given say together, as `calls.scoring` counts it: what a list is ordered by.

        `total` is out of 5 and None while unknown; `spread`, between the advisers' totals, too while there are not two.
        `given` counts advices.
        """
        assignments = self._rows_of("assignments").filter(application=OuterRef("pk")).order_by()
        given = assignments.filter(status=AssignmentStatus.ADVISED)
        known = given.weighed().filter(weighed__isnull=False)
        one = _cents(F("weighed"), F("weights"))
        apart = Case(When(GreaterThan(Count("pk"), 1), then=Max(one) - Min(one)), output_field=EXACT)
        return self.annotate(
            total=_of(known, _cents(Sum("weighed"), Sum("weights")), EXACT),
            spread=_of(known, apart, EXACT),
            given=Coalesce(_of(given, Count("pk"), IntegerField()), 0),
        )

    def with_estimate(self):
        """Adds `amount`: what the last submission says that it will cost, None where that is not an amount."""
        revisions = self._rows_of("revisions").filter(application=OuterRef("pk")).order_by("-number")
        return self.annotate(amount=Subquery(revisions.annotate(amount=EstimateOf("content")).values("amount")[:1]))

    def with_time_in_state(self, at: datetime):
        """Adds `time_in_state`: the days, on the calendar in Brussels, since its state last changed."""
        asked = self._rows_of("completion_requests").filter(application=OuterRef("pk")).order_by("-pk")
        day_of = {
            ApplicationStatus.REOPENED: TruncDate("reopened_at"),
            ApplicationStatus.INFO_REQUESTED: TruncDate(Subquery(asked.values("asked_at")[:1])),
            ApplicationStatus.SUBMITTED: TruncDate(Greatest("submitted_at", Subquery(asked.values("ended_at")[:1]))),
            ApplicationStatus.ELIGIBLE: TruncDate("eligible_at"),
            ApplicationStatus.WITHDRAWN: TruncDate("withdrawn_at"),
            ApplicationStatus.VOID: TruncDate("voided_at"),
        }
        decided = F("decided_on")
        since = Case(*(When(status=s, then=d) for s, d in day_of.items()), default=decided, output_field=DateField())
        today = Value(as_date(at), DateField())
        return self.annotate(time_in_state=ExpressionWrapper(today - since, DurationField()))

    def matching(self, text: str):
        """Full text with Dutch stemming: title, reference, organisation, partners and what was last submitted.

        A reference may be typed in any way. For PIO only: the answers that only PIO may read are searched too.
        """
        if reference := as_reference(text, prefix="A"):
            return self.filter(ref=reference)
        return self.filter(search=SearchQuery(question(text), config="dutch", search_type="websearch"))

    def best_first(self, text: str):
        """Of what matches: words of the title before those of an organisation, and those before the answers."""
        if as_reference(text, prefix="A"):
            return self.order_by("-pk")
        rank = SearchRank(F("search"), SearchQuery(question(text), config="dutch", search_type="websearch"))
        return self.order_by(rank.desc(), "-submitted_at", "-pk")

    def similar(self, text: str):
        """Whose title, organisations or reference look like the text, most alike first: typing errors are forgiven."""
        return self.filter(names__trigram_word_similar=normal(text)).order_by(
            TrigramWordSimilarity(normal(text), "names").desc(), "-submitted_at", "-pk"
        )


def _of(rows: QuerySet, value: Combinable, kind: DecimalField | IntegerField) -> Subquery:
    """One value over the assignments of each application."""
    return Subquery(rows.values("application").annotate(value=value).values("value"), output_field=kind)


class InvitationQuerySet(QuerySet):
    def visible_to(self, user):
        """Those to an organisation of the user, who is not of PIO and declared no interest in the application.

        Whoever invited sees them on the page of its application.
        """
        if not user.is_authenticated or user.is_pio:
            return self.none()
        applications = self.model._meta.get_field("application").related_model.objects
        conflicts = applications.filter(conflicts__user=user).values("pk")
        return self.filter(organisation__in=Organisation.objects.of_member(user)).exclude(application__in=conflicts)

    def to_answer(self, user):
        """Waiting for an answer that this user may give, while the application still takes organisations in."""
        applications = self.model._meta.get_field("application").related_model.objects.taking(Part.PARTNERS)
        own = Organisation.objects.of_member(user, Level.MANAGER)
        waiting = self.visible_to(user).filter(status=InvitationStatus.INVITED)
        return waiting.filter(application__in=applications, organisation__in=own)

    def current(self):
        """Waiting, or accepted: there is at most one of these per organisation and application."""
        return self.filter(status__in=[InvitationStatus.INVITED, InvitationStatus.ACCEPTED])


class AssignmentQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO sees all, and an adviser its own: neither where they have an interest in the application."""
        if not user.is_authenticated:
            return self.none()
        applications = self.model._meta.get_field("application").related_model.objects
        unbiased = self.filter(application__in=applications.without_conflict_of(user)) if interests_of(user) else self
        return unbiased if user.is_pio else unbiased.filter(adviser=user)

    def of_adviser(self, user):
        """What is asked of this adviser itself, without what was taken back and what it has an interest in."""
        return self.visible_to(user).filter(adviser=user).exclude(status__in=AssignmentStatus.gone())

    def waiting(self):
        """The adviser has something to do: the application is still being assessed, and the advice was not given."""
        return self.filter(status__in=AssignmentStatus.waiting(), application__status=ApplicationStatus.ELIGIBLE)

    def over(self):
        """Nothing is asked of the adviser any more."""
        return self.exclude(status__in=AssignmentStatus.waiting(), application__status=ApplicationStatus.ELIGIBLE)

    def weighed(self):
        """Adds `weighed` and `weights` of an adviser's points: their mean out of 5 is weighed / (30 × weights).

        `weighed` is None while a criterion of the call has no points.
        """
        scores = self.model._meta.get_field("scores").related_model.objects.filter(assignment=OuterRef("pk")).order_by()
        criteria = self.model._meta.get_field("application").related_model._meta.get_field("call").related_model
        all_weights = (
            criteria._meta.get_field("criteria")
            .related_model.objects.filter(call=OuterRef("application__call"))
            .order_by()
        )
        points = F("points") * F("criterion__weight") * OUT_OF * (Value(ALL_SCALES) / F("criterion__scale"))
        summed = scores.values("assignment").annotate(n=Sum(points), w=Sum("criterion__weight"))
        weights = Subquery(
            all_weights.values("call").annotate(w=Sum("weight")).values("w"), output_field=IntegerField()
        )
        return self.annotate(
            weights=weights, scored=Subquery(summed.values("w"), output_field=IntegerField())
        ).annotate(
            weighed=Case(
                When(scored=F("weights"), then=Subquery(summed.values("n"), output_field=IntegerField())),
                output_field=IntegerField(),
            )
        )

    def late(self, today: date):
        """Waiting after the day for which the advice was asked."""
        return self.waiting().filter(due_on__lt=today)


class _OfApplication(QuerySet):
    def visible_to(self, user):
        """Inside PIO, and only where the user has no interest in the application."""
        if not user.is_pio:
            return self.none()
        applications = self.model._meta.get_field("application").related_model.objects
        return self.filter(application__in=applications.visible_to(user))


class CheckQuerySet(_OfApplication):
    """What was found on the conditions of eligibility."""

    def failed(self):
        return self.filter(outcome=CheckOutcome.NOT_MET)


class ConflictQuerySet(_OfApplication):
    """Who declared an interest in what."""


class SelectionDecisionQuerySet(_OfApplication):
    """Decisions, in preparation or published. Applicants get theirs through `Application.decision` only."""

    def drafts(self):
        return self.filter(status=DecisionStatus.DRAFT)

    def published(self):
        return self.filter(status=DecisionStatus.PUBLISHED)


class CompletionQuerySet(QuerySet):
    """What was asked to complete."""

    def open(self):
        """Still waited for."""
        return self.filter(status=CompletionStatus.OPEN)

    def asking_for(self, part: str):
        """Which open this part; `CompletionRequest.asks_for` says the same of one."""
        return self.filter(Q(sections=[]) | Q(sections__contains=[part]))
