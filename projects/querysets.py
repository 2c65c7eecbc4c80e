from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from projects.enums import ProcurementStatus, ProjectState


class ProjectQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO, the committee's secretary and management see all; clients and partners their own."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT, Role.COMMUNICATION):
            return self
        return self.of_member(user)

    def of_member(self, user, level: Level = Level.VIEWER):
        """Of the user's own organisations, or in which one of those is a partner."""
        own = Organisation.objects.of_member(user, level)
        partner_in = self.model.partners.through.objects.filter(organisation__in=own).values("project")
        return self.filter(Q(organisation__in=own) | Q(pk__in=partner_in))

    def public(self):
        """What stands in the catalogue."""
        return self.filter(published=True)

    def running(self):
        return self.filter(state=ProjectState.ACTIVE)

    def matching(self, text: str):
        """Full text with Dutch stemming over title, reference, need and client."""
        return self.filter(
            Q(search=SearchQuery(text, config="dutch", search_type="websearch"))
            | Q(search=SearchQuery(text, config="simple", search_type="websearch"))
        )


class ProcurementQuerySet(QuerySet):
    def visible_to(self, user):
        """Follows the project."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT, Role.COMMUNICATION):
            return self
        projects = self.model._meta.get_field("project").related_model.objects.of_member(user)
        return self.filter(project__in=projects)

    def launched(self):
        return self.filter(launched_on__isnull=False)

    def delivered(self):
        return self.filter(status=ProcurementStatus.DELIVERED)

    def matching(self, text: str):
        """Full text with Dutch stemming over title and references."""
        return self.filter(
            Q(search=SearchQuery(text, config="dutch", search_type="websearch"))
            | Q(search=SearchQuery(text, config="simple", search_type="websearch"))
        )
