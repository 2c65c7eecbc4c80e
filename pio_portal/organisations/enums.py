from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationType(TextChoices):
    """What kind of body it is: a dimension of the indicators."""

    FLEMISH_GOVERNMENT = "vlaamse_overheid", _("Vlaamse overheid")
    LOCAL_AUTHORITY = "lokaal_bestuur", _("Lokaal bestuur")
    INTERMUNICIPAL = "intercommunale", _("Intercommunale")
    PROVINCE = "provincie", _("Provincie")
    CARE = "zorg", _("Zorgorganisatie")
    ENTERPRISE = "onderneming", _("Onderneming")
    KNOWLEDGE = "kennisinstelling", _("Kennisinstelling")
    OTHER = "andere", _("Andere")

    @classmethod
    def applicants(cls) -> list["OrganisationType"]:
        """The kinds that may apply: PIO helps public bodies, and care organisations under procurement law."""
        return [t for t in cls if t not in (cls.ENTERPRISE, cls.KNOWLEDGE)]


class Level(IntegerChoices):
    """What a member may do for the organisation; each level includes the ones below."""

    VIEWER = 1, _("Lezer")
    EDITOR = 2, _("Bewerker")
    MANAGER = 3, _("Beheerder")


class MembershipStatus(TextChoices):
    REQUESTED = "requested", _("Aangevraagd")
    ACTIVE = "active", _("Actief")
    REFUSED = "refused", _("Geweigerd")
    ENDED = "ended", _("Beëindigd")

    @property
    def tone(self) -> str:
        return {self.REQUESTED: "warn", self.ACTIVE: "ok", self.REFUSED: "bad"}.get(self, "")
