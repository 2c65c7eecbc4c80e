from datetime import date, datetime

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from calls.enums import ApplicationStatus, AssignmentStatus, CallStatus
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.references import as_reference


class CallQuerySet(QuerySet):
    def visible_to(self, user):
        """The programme's people see calls in preparation; everybody sees the published ones."""
        return self if user.is_authenticated and user.is_internal else self.published()

    def published(self):
        return self.filter(status=CallStatus.PUBLISHED)

    def current(self, at: datetime):
        """Published, with a round that has not closed."""
        return self.published().filter(rounds__closes_at__gt=at).distinct()


class RoundQuerySet(QuerySet):
    def open(self, at: datetime):
        """Half-open: opens_at ≤ at < closes_at."""
        return self.filter(opens_at__lte=at, closes_at__gt=at, call__status=CallStatus.PUBLISHED)

    def upcoming(self, at: datetime):
        return self.filter(closes_at__gt=at, call__status=CallStatus.PUBLISHED).order_by("closes_at")


class ApplicationQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO sees all; applicants their own; advisers what they judge, once they declared to have no interest in it.

        Nobody who declared a conflict of interest sees the application, whatever else they are.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_pio:
            return self.without_conflict_of(user)
        seen = Q(organisation__in=Organisation.objects.of_member(user)) | Q(
            pk__in=self.model.partners.through.objects.filter(
                organisation__in=Organisation.objects.of_member(user)
            ).values("application")
        )
        if user.has_role(Role.ADVISER):
            free = self._assignments_of(user).filter(status__in=AssignmentStatus.free())
            seen |= Q(pk__in=free.values("application"))
        return self.filter(seen).without_conflict_of(user)

    def of_member(self, user, level: Level = Level.VIEWER):
        """Of the user's own organisations, or in which one of those is a partner."""
        own = Organisation.objects.of_member(user, level)
        partner_in = self.model.partners.through.objects.filter(organisation__in=own).values("application")
        return self.filter(Q(organisation__in=own) | Q(pk__in=partner_in))

    def without_conflict_of(self, user):
        conflicted = self._assignments_of(user).filter(status=AssignmentStatus.CONFLICTED)
        return self.exclude(Exists(conflicted.filter(application=OuterRef("pk"))))

    def _assignments_of(self, user):
        return self.model._meta.get_field("assignments").related_model.objects.filter(adviser=user)

    def submitted(self):
        """For PIO's lists: everything that was handed in, whatever became of it."""
        return self.exclude(status=ApplicationStatus.DRAFT)

    def open(self):
        return self.filter(status__in=ApplicationStatus.open())

    def for_handler(self, user):
        """Followed by this user, or by nobody yet."""
        return self.filter(Q(handler=user) | Q(handler=None))

    def ready_to_decide(self):
        """Being assessed, with at least one advice and none that is still awaited."""
        assignments = self.model._meta.get_field("assignments").related_model.objects.filter(application=OuterRef("pk"))
        return self.filter(
            Exists(assignments.filter(status=AssignmentStatus.ADVISED)),
            ~Exists(assignments.filter(status__in=AssignmentStatus.waiting())),
            status=ApplicationStatus.ELIGIBLE,
        )

    def submitted_between(self, start: datetime, end: datetime):
        """Half-open: start ≤ submitted_at < end. Withdrawn later still counts (plan § 3.6, I01)."""
        return self.filter(submitted_at__gte=start, submitted_at__lt=end)

    def matching(self, text: str):
        """Full text with Dutch stemming: title, reference, organisation, partners and what was last submitted.

        A reference may be typed in any way. For PIO only: the answers that only PIO may read are searched too.
        """
        if reference := as_reference(text, prefix="A"):
            return self.filter(ref=reference)
        return self.filter(search=SearchQuery(text, config="dutch", search_type="websearch"))

    def best_first(self, text: str):
        """Of what matches: words of the title before those of an organisation, and those before the answers."""
        if as_reference(text, prefix="A"):
            return self.order_by("-pk")
        rank = SearchRank(F("search"), SearchQuery(text, config="dutch", search_type="websearch"))
        return self.order_by(rank.desc(), "-submitted_at", "-pk")

    def similar(self, text: str):
        """Whose title, organisations or reference look like the text, most alike first: typing errors are forgiven."""
        return self.filter(names__trigram_word_similar=text).order_by(
            TrigramWordSimilarity(text, "names").desc(), "-submitted_at", "-pk"
        )


class AssignmentQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO sees all; an adviser its own."""
        return self if user.is_pio else self.filter(adviser=user)

    def waiting(self):
        """The adviser has something to do: the application is still being assessed, and the advice was not given."""
        return self.filter(status__in=AssignmentStatus.waiting(), application__status=ApplicationStatus.ELIGIBLE)

    def over(self):
        """Nothing is asked of the adviser any more."""
        return self.exclude(status__in=AssignmentStatus.waiting(), application__status=ApplicationStatus.ELIGIBLE)

    def late(self, today: date):
        """Waiting after the day for which the advice was asked."""
        return self.waiting().filter(due_on__lt=today)
