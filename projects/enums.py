from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """Where a project is on its way, in order (plan, stages)."""

    INTAKE = "intake", _("Start en engagementen")
    PREPARATION = "preparation", _("Voortraject")
    STRATEGY = "procurement_strategy", _("Aankoopstrategie")
    DOCUMENTS = "tender_documents", _("Opdrachtdocumenten")
    AWARD = "award", _("Plaatsing")
    EXECUTION = "execution", _("Uitvoering")
    DELIVERY = "delivery", _("Oplevering")
    KNOWLEDGE = "knowledge_sharing", _("Kennisdeling")
    CLOSED = "closed", _("Afgesloten")

    @property
    def number(self) -> int:
        return list(type(self)).index(self)


class ProjectState(TextChoices):
    """Lies over every phase."""

    ACTIVE = "active", _("Actief")
    SUSPENDED = "suspended", _("Opgeschort")
    STOPPED = "stopped", _("Stopgezet")
    CLOSED = "closed", _("Afgesloten")

    @property
    def tone(self) -> str:
        return {self.ACTIVE: "act", self.SUSPENDED: "warn", self.STOPPED: "bad", self.CLOSED: "ok"}[self]

    @property
    def public_label(self):
        return {self.ACTIVE: _("Lopend"), self.CLOSED: _("Afgerond")}.get(self, self.label)


class Standing(TextChoices):
    """How a milestone does, against what was agreed."""

    UNPLANNED = "unplanned", _("Nog te plannen")
    ON_COURSE = "on_course", _("Op schema")
    SLIPPING = "slipping", _("Schuift op")
    PAST_TARGET = "past_target", _("Na streefdatum")
    OVERDUE = "overdue", _("Over tijd")
    ON_TIME = "on_time", _("Op tijd")
    LATE = "late", _("Later bereikt")
    REACHED = "reached", _("Bereikt")

    @property
    def tone(self) -> str:
        return {
            self.SLIPPING: "warn",
            self.PAST_TARGET: "bad",
            self.OVERDUE: "bad",
            self.ON_TIME: "ok",
            self.LATE: "warn",
            self.REACHED: "ok",
        }.get(self, "")


class DelayReason(TextChoices):
    """Why a date moved. The first three are the plan's."""

    SLOW_DECISION = "slow_decision", _("Trage besluitvorming")
    REPRIORITISED = "reprioritised", _("Heroriëntering van prioriteiten")
    LEAD_LOST = "lead_lost", _("Wegvallen projectleider")
    MARKET = "market", _("Markt")
    LEGAL = "legal", _("Juridisch")
    BUDGET = "budget", _("Budget")
    OTHER = "other", _("Andere")


class Side(TextChoices):
    """Who engages itself."""

    CLIENT = "client", _("Klant")
    PIO = "pio", _("PIO")


class StepKind(TextChoices):
    """The steps of the preparation."""

    NEEDS_ANALYSIS = "needs_analysis", _("Behoefteanalyse")
    STATE_OF_THE_ART = "state_of_the_art", _("State-of-the-art")
    MARKET_CONSULTATION = "market_consultation", _("Marktconsultatie")


class KnowledgeKind(TextChoices):
    """How knowledge was shared. A project closes only with at least one of each (plan, action 4)."""

    ACTIVITY = "activity", _("Kennisdelingsactiviteit")
    STORY = "story", _("Verhaal of getuigenis")


class Procedure(TextChoices):
    """Belgian award procedures: the article of the law of 17 June 2016."""

    PRE_COMMERCIAL = "32", _("Precommerciële inkoop (O&O-diensten)")
    OPEN = "36", _("Openbare procedure")
    RESTRICTED = "37", _("Niet-openbare procedure")
    NEGOTIATION = "38", _("Mededingingsprocedure met onderhandeling")
    DIALOGUE = "39", _("Concurrentiegerichte dialoog")
    PARTNERSHIP = "40", _("Innovatiepartnerschap")
    SIMPLIFIED = "41", _("Vereenvoudigde onderhandelingsprocedure met voorafgaande bekendmaking")
    WITHOUT_NOTICE = "42", _("Onderhandelingsprocedure zonder voorafgaande bekendmaking")
    SOCIAL = "89", _("Sociale en andere specifieke diensten")
    LIMITED_VALUE = "92", _("Opdracht van beperkte waarde")

    @property
    def eforms(self) -> str:
        """The code of the European notice forms."""
        return {
            self.OPEN: "open",
            self.RESTRICTED: "restricted",
            self.NEGOTIATION: "neg-w-call",
            self.DIALOGUE: "comp-dial",
            self.PARTNERSHIP: "innovation",
            self.SIMPLIFIED: "neg-w-call",
            self.WITHOUT_NOTICE: "neg-wo-call",
        }.get(self, "oth-single")


class ProcurementStatus(TextChoices):
    """Where a procurement stands."""

    PREPARED = "in_preparation", _("In voorbereiding")
    LAUNCHED = "launched", _("Gelanceerd")
    AWARDED = "awarded", _("Gegund")
    DELIVERED = "delivered", _("Opgeleverd")
    CANCELLED = "cancelled", _("Geannuleerd")
    NO_TENDERS = "no_tenders", _("Geen offertes")
    TERMINATED = "terminated", _("Beëindigd")

    @classmethod
    def running(cls) -> list["ProcurementStatus"]:
        """Something is still to come."""
        return [cls.PREPARED, cls.LAUNCHED, cls.AWARDED]

    @property
    def tone(self) -> str:
        return {
            self.LAUNCHED: "act",
            self.AWARDED: "act",
            self.DELIVERED: "ok",
            self.CANCELLED: "bad",
            self.NO_TENDERS: "warn",
            self.TERMINATED: "bad",
        }.get(self, "")

    @property
    def public_label(self):
        return self.label


class ParticipantRole(TextChoices):
    """What an enterprise was in an award procedure. Subcontractors do not count for I07."""

    CANDIDATE = "candidate", _("Kandidaat")
    TENDERER = "tenderer", _("Inschrijver")
    CONTRACTOR = "contractor", _("Opdrachtnemer")
    SUBCONTRACTOR = "subcontractor", _("Onderaannemer")
