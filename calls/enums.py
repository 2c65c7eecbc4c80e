from django.db.models import IntegerChoices, TextChoices
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
    REOPENED = "reopened", _("Heropend")
    INFO_REQUESTED = "info_requested", _("Wacht op aanvulling")
    ELIGIBLE = "eligible", _("In beoordeling")
    INELIGIBLE = "ineligible", _("Onontvankelijk")
    SELECTED = "selected", _("Geselecteerd")
    NOT_SELECTED = "not_selected", _("Niet geselecteerd")
    WITHDRAWN = "withdrawn", _("Ingetrokken")
    VOID = "void", _("Nietig")

    @property
    def public_label(self):
        return {self.DRAFT: _("Ontwerp"), self.INFO_REQUESTED: _("Uw aanvulling wordt verwacht")}.get(self, self.label)

    @property
    def tone(self) -> str:
        return {
            self.SUBMITTED: "act",
            self.REOPENED: "warn",
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
        """Handed in and not decided."""
        return [cls.SUBMITTED, cls.REOPENED, cls.INFO_REQUESTED, cls.ELIGIBLE]

    @classmethod
    def with_applicants(cls) -> list["ApplicationStatus"]:
        """With its applicants, who may change it and hand it in."""
        return [cls.DRAFT, *cls.being_changed()]

    @classmethod
    def being_changed(cls) -> list["ApplicationStatus"]:
        """Handed in and being changed by its applicants: until they hand it in again, the last submission counts."""
        return [cls.REOPENED, cls.INFO_REQUESTED]

    @classmethod
    def before_closing(cls) -> list["ApplicationStatus"]:
        """What can be handed in until the closing moment of its round, and not after it."""
        return [cls.DRAFT, cls.REOPENED]


class Part(TextChoices):
    """What an application has besides the sections of its form: it can be opened again for completion like one."""

    BASICS = "basis", _("Titel en thema")
    FILES = "bijlagen", _("Bijlagen")
    PARTNERS = "partners", _("Samenwerking")


class CompletionStatus(TextChoices):
    """What became of a request to complete an application."""

    OPEN = "open", _("Gevraagd")
    ANSWERED = "answered", _("Aangevuld")
    STOPPED = "stopped", _("Niet langer afgewacht")
    REPLACED = "replaced", _("Opnieuw gevraagd")
    LAPSED = "lapsed", _("Vervallen")

    @property
    def tone(self) -> str:
        return {self.OPEN: "warn", self.ANSWERED: "ok"}.get(self, "")


class DecisionStatus(TextChoices):
    """A decision is prepared inside PIO, then published to the applicants: from then on it never changes."""

    DRAFT = "draft", _("Ontwerp")
    PUBLISHED = "published", _("Gepubliceerd")
    DROPPED = "dropped", _("Verwijderd")

    @property
    def tone(self) -> str:
        return {self.DRAFT: "warn", self.PUBLISHED: "ok"}.get(self, "")


class Doubt(TextChoices):
    """What speaks against a decision, seen from the assessment and the round."""

    BELOW_THRESHOLD = "below_threshold", _("Onder de uitsluitingsdrempel")
    ROUND_OPEN = "round_open", _("Indiendatum nog open")
    ADVICE_MISSING = "advice_missing", _("Advies ontbreekt")

    @property
    def tone(self) -> str:
        return {self.BELOW_THRESHOLD: "bad"}.get(self, "warn")

    @classmethod
    def serious(cls) -> list["Doubt"]:
        """What is only decided against with a reason, which is kept."""
        return [cls.BELOW_THRESHOLD, cls.ROUND_OPEN]


class FormStatus(TextChoices):
    """A form is written, then asked: what was asked never changes."""

    DRAFT = "draft", _("In opmaak")
    PUBLISHED = "published", _("In gebruik")

    @property
    def tone(self) -> str:
        return {self.PUBLISHED: "ok"}.get(self, "")


class Visibility(TextChoices):
    """Who may read the answer to a question of the form, besides the applicants themselves."""

    PUBLIC = "public", _("Iedereen, zodra de aanvraag geselecteerd is")
    ASSESSORS = "assessors", _("PIO en de beoordelaars")
    PIO = "pio", _("Alleen PIO")


class Scale(IntegerChoices):
    """How a criterion is scored: the most points that can be given."""

    YES_NO = 1, _("Ja of nee (0 of 1)")
    THREE = 3, _("0 tot 3")
    FIVE = 5, _("0 tot 5")
    TEN = 10, _("0 tot 10")


class CheckOutcome(TextChoices):
    """What the check of one condition of eligibility gave."""

    MET = "met", _("Voldoet")
    NOT_MET = "not_met", _("Voldoet niet")
    UNCLEAR = "unclear", _("Nog onduidelijk")

    @property
    def tone(self) -> str:
        return {self.MET: "ok", self.NOT_MET: "bad", self.UNCLEAR: "warn"}[self]


class InvitationStatus(TextChoices):
    """An organisation that is asked to take part in an application of another one."""

    INVITED = "invited", _("Uitgenodigd")
    ACCEPTED = "accepted", _("Doet mee")
    DECLINED = "declined", _("Doet niet mee")
    CANCELLED = "cancelled", _("Uitnodiging ingetrokken")
    LEFT = "left", _("Doet niet meer mee")

    @property
    def tone(self) -> str:
        return {self.INVITED: "warn", self.ACCEPTED: "ok"}.get(self, "")


class ReminderKind(TextChoices):
    """What people are reminded of."""

    CLOSING = "closing", _("Indiendatum")
    COMPLETION = "completion", _("Gevraagde aanvulling")
    ADVICE = "advice", _("Gevraagd advies")


class FieldKind(TextChoices):
    """What a field of an application form asks for."""

    TEXT = "text", _("Korte tekst")
    LONG = "long", _("Lange tekst")
    NUMBER = "number", _("Getal")
    MONEY = "money", _("Bedrag")
    DATE = "date", _("Datum")
    CHOICE = "choice", _("Keuze")
    YES_NO = "yes_no", _("Ja of nee")
    MULTIPLE = "multiple", _("Meerkeuze")
    EMAIL = "email", _("E-mailadres")
    PHONE = "phone", _("Telefoonnummer")
    WEBSITE = "website", _("Webadres")
    ORGANISATION = "organisation", _("Organisatie (KBO)")
    COSTS = "costs", _("Kostentabel")
    FILE = "file", _("Bestand")


class Agrees(TextChoices):
    """How an answer must stand to another one, to today, or to what it should be."""

    AT_MOST = "at_most", _("is hoogstens")
    AT_LEAST = "at_least", _("is minstens")
    BEFORE = "before", _("valt voor")
    AFTER = "after", _("valt na")
    IS = "is", _("is")


class Upload(TextChoices):
    """The files that applicants add to an application: the `kind` of their documents."""

    ATTACHMENT = "attachment", _("Bijlage")
    ANSWER = "answer", _("Bestand bij een vraag")


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
    WITHDRAWN = "withdrawn", _("Toewijzing ingetrokken")

    @property
    def tone(self) -> str:
        return {self.ASSIGNED: "warn", self.DECLARED: "act", self.ADVISED: "ok", self.CONFLICTED: "bad"}.get(self, "")

    @classmethod
    def free(cls) -> list["AssignmentStatus"]:
        """Declared to have no conflict of interest: may read the application."""
        return [cls.DECLARED, cls.ADVISED]

    @classmethod
    def waiting(cls) -> list["AssignmentStatus"]:
        """The advice is still to come."""
        return [cls.ASSIGNED, cls.DECLARED]

    @classmethod
    def gone(cls) -> list["AssignmentStatus"]:
        """No advice will come: it does not count among those that were asked."""
        return [cls.CONFLICTED, cls.WITHDRAWN]
