from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsultationStatus(TextChoices):
    DRAFT = "draft", _("In voorbereiding")
    PUBLISHED = "published", _("Gepubliceerd")
    CONCLUDED = "concluded", _("Conclusies gepubliceerd")
    CANCELLED = "cancelled", _("Geannuleerd")

    @classmethod
    def taking_place(cls) -> list["ConsultationStatus"]:
        """Announced, to come or past, and not called off."""
        return [cls.PUBLISHED, cls.CONCLUDED]

    @property
    def tone(self) -> str:
        return {self.PUBLISHED: "act", self.CONCLUDED: "ok", self.CANCELLED: "bad"}.get(self, "")

    @property
    def public_label(self):
        return {self.PUBLISHED: _("Aangekondigd")}.get(self, self.label)
