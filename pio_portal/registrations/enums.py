from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    """Where a registrant comes from (indicator I03 splits by it)."""

    PUBLIC = "public", _("Publieke organisatie")
    ENTERPRISE = "enterprise", _("Onderneming")
    KNOWLEDGE = "knowledge", _("Kennisinstelling")
    UNKNOWN = "unknown", _("Onbekend")


class RegistrationStatus(TextChoices):
    """Derived from a registration's moments; never stored."""

    UNCONFIRMED = "unconfirmed", _("Wacht op bevestiging")
    CONFIRMED = "confirmed", _("Ingeschreven")
    WAITING = "waiting", _("Op de wachtlijst")
    CANCELLED = "cancelled", _("Geannuleerd")

    @property
    def tone(self) -> str:
        return {self.UNCONFIRMED: "warn", self.CONFIRMED: "ok", self.WAITING: "act"}.get(self, "")

    @property
    def public_label(self) -> str:
        return str(self.label)
