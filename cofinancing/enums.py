from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestStatus(TextChoices):
    REQUESTED = "requested", _("Gevraagd")
    SCHEDULED = "scheduled", _("Op de agenda")
    DECIDED = "decided", _("Beslist")
    WITHDRAWN = "withdrawn", _("Ingetrokken")

    @property
    def tone(self) -> str:
        return {self.REQUESTED: "warn", self.SCHEDULED: "act", self.DECIDED: "ok"}.get(self, "")


class DecisionKind(TextChoices):
    """Each is a new row: a decision is never edited."""

    GRANT = "grant", _("Toekenning")
    REFUSAL = "refusal", _("Weigering")
    AMENDMENT = "amendment", _("Wijziging")
    REVOCATION = "revocation", _("Intrekking")

    @property
    def tone(self) -> str:
        return {self.GRANT: "ok", self.REFUSAL: "bad", self.AMENDMENT: "act", self.REVOCATION: "warn"}[self]

    @property
    def takes_away(self) -> bool:
        """Its letter says how the decision is contested."""
        return self in {self.REFUSAL, self.REVOCATION}


class Authority(TextChoices):
    COMMITTEE = "committee", _("Beslissingscomité")
    DELEGATION = "delegation", _("Delegatie (administrateur-generaal)")


class MeetingStatus(TextChoices):
    PLANNED = "planned", _("Gepland")
    HELD = "held", _("Gehouden")

    @property
    def tone(self) -> str:
        return {self.PLANNED: "act", self.HELD: "ok"}[self]
