from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CallKind(TextChoices):
    OPEN = "open", _("Open oproep")
    THEMATIC = "thematic", _("Thematische oproep")


class CallStatus(TextChoices):
    """A call is prepared inside, then stands on the public site."""

    DRAFT = "draft", _("In voorbereiding")
    PUBLISHED = "published", _("Gepubliceerd")

    @property
    def tone(self) -> str:
        return {self.PUBLISHED: "ok"}.get(self, "")


class ApplicationStatus(TextChoices):
    """Where an application stands. The label is the staff's; applicants read `public_label`."""

    DRAFT = "draft", _("In opmaak")
    SUBMITTED = "submitted", _("Ingediend")
    INFO_REQUESTED = "info_requested", _("Wacht op aanvulling")
    ELIGIBLE = "eligible", _("In beoordeling")
    INELIGIBLE = "ineligible", _("Onontvankelijk")
    SELECTED = "selected", _("Geselecteerd")
    NOT_SELECTED = "not_selected", _("Niet geselecteerd")
    WITHDRAWN = "withdrawn", _("Ingetrokken")
    VOID = "void", _("Nietig")

    @property
    def public_label(self):
        return {self.INFO_REQUESTED: _("Uw aanvulling wordt verwacht")}.get(self, self.label)

    @property
    def tone(self) -> str:
        return {
            self.SUBMITTED: "act",
            self.INFO_REQUESTED: "warn",
            self.ELIGIBLE: "act",
            self.INELIGIBLE: "bad",
            self.SELECTED: "ok",
        }.get(self, "")

    @classmethod
    def decided(cls) -> list["ApplicationStatus"]:
        return [cls.INELIGIBLE, cls.SELECTED, cls.NOT_SELECTED]

    @classmethod
    def open(cls) -> list["ApplicationStatus"]:
        """In PIO's hands and not decided."""
        return [cls.SUBMITTED, cls.INFO_REQUESTED, cls.ELIGIBLE]


class FieldKind(TextChoices):
    """What a field of an application form asks for."""

    TEXT = "text", _("Korte tekst")
    LONG = "long", _("Lange tekst")
    NUMBER = "number", _("Getal")
    MONEY = "money", _("Bedrag")
    DATE = "date", _("Datum")
    CHOICE = "choice", _("Keuze")
    YES_NO = "yes_no", _("Ja of nee")


class Advice(TextChoices):
    """What an adviser concludes."""

    SELECT = "select", _("Selecteren")
    DOUBT = "doubt", _("Twijfel")
    REFUSE = "refuse", _("Niet selecteren")

    @property
    def tone(self) -> str:
        return {self.SELECT: "ok", self.DOUBT: "warn", self.REFUSE: "bad"}[self]


class AssignmentStatus(TextChoices):
    """How far an adviser is with one application."""

    ASSIGNED = "assigned", _("Belangenverklaring gevraagd")
    DECLARED = "declared", _("Aan het beoordelen")
    ADVISED = "advised", _("Advies gegeven")
    CONFLICTED = "conflicted", _("Belangenconflict")

    @property
    def tone(self) -> str:
        return {self.ASSIGNED: "warn", self.DECLARED: "act", self.ADVISED: "ok", self.CONFLICTED: "bad"}[self]

    @classmethod
    def free(cls) -> list["AssignmentStatus"]:
        """Declared to have no conflict of interest: may read the application."""
        return [cls.DECLARED, cls.ADVISED]

    @classmethod
    def waiting(cls) -> list["AssignmentStatus"]:
        """The advice is still to come."""
        return [cls.ASSIGNED, cls.DECLARED]
