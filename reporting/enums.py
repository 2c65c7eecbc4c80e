from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportStatus(TextChoices):
    QUEUED = "queued", _("In de wachtrij")
    RUNNING = "running", _("Wordt gemaakt")
    DONE = "done", _("Klaar")
    FAILED = "failed", _("Mislukt")

    @property
    def tone(self) -> str:
        return {self.QUEUED: "", self.RUNNING: "act", self.DONE: "ok", self.FAILED: "bad"}[self]


class ImportStatus(TextChoices):
    CHECKING = "checking", _("Wordt nagekeken")
    FAULTY = "faulty", _("Fouten gevonden")
    READY = "ready", _("Klaar om te importeren")
    IMPORTING = "importing", _("Wordt geïmporteerd")
    DONE = "done", _("Geïmporteerd")
    FAILED = "failed", _("Mislukt")

    @property
    def tone(self) -> str:
        return {self.FAULTY: "bad", self.FAILED: "bad", self.READY: "warn", self.DONE: "ok"}.get(self, "act")
