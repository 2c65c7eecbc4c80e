from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EnquiryStatus(TextChoices):
    OPEN = "open", _("Nieuw")
    ANSWERED = "answered", _("Beantwoord")
    CLOSED = "closed", _("Afgesloten")

    @property
    def tone(self) -> str:
        return {self.OPEN: "act", self.ANSWERED: "ok"}.get(self, "")


class Topic(TextChoices):
    """What an enquiry is about."""

    CALL = "call", _("Een oproep of een aanvraag")
    PROJECT = "project", _("Een project of een opdracht")
    EVENT = "event", _("Een marktconsultatie of een activiteit")
    ACCOUNT = "account", _("Inloggen of een account")
    OTHER = "other", _("Iets anders")
