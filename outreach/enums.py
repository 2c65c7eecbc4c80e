from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    KNOWLEDGE = "knowledge_sharing", _("Kennisdeling")
    PARTNER = "partner_session", _("Sessie met partnernetwerk")
    PIO_DAY = "pio_day", _("PIO-dag")
    EUROPEAN = "european_conference", _("Europese conferentie")
    INFO = "info_session", _("Infosessie")
    OTHER = "other", _("Andere")


class EventStatus(TextChoices):
    DRAFT = "draft", _("In voorbereiding")
    PUBLISHED = "published", _("Gepubliceerd")
    HELD = "held", _("Gehouden")
    CANCELLED = "cancelled", _("Geannuleerd")

    @classmethod
    def taking_place(cls) -> list["EventStatus"]:
        """Announced, to come or past, and not called off."""
        return [cls.PUBLISHED, cls.HELD]

    @property
    def tone(self) -> str:
        return {self.PUBLISHED: "act", self.HELD: "ok", self.CANCELLED: "bad"}.get(self, "")

    @property
    def public_label(self):
        return {self.PUBLISHED: _("Aangekondigd"), self.HELD: _("Voorbij")}.get(self, self.label)


class StoryStatus(TextChoices):
    DRAFT = "draft", _("In opmaak")
    PUBLISHED = "published", _("Gepubliceerd")

    @property
    def tone(self) -> str:
        return {self.PUBLISHED: "ok"}.get(self, "")
