from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """The phases of a project, in order (plan, stages)."""

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
    """Whether a project runs, apart from its phase."""

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
    """How a milestone stands against what was agreed."""

    UNPLANNED = "unplanned", _("Nog te plannen")
    ON_COURSE = "on_course", _("Op schema")
    SLIPPING = "slipping", _("Schuift op")
    PAST_TARGET = "past_target", _("Later dan gepland")
    OVERDUE = "overdue", _("Over tijd")
    ON_TIME = "on_time", _("Op tijd")
    LATE = "late", _("Later bereikt")
    REACHED = "reached", _("Bereikt")
    LEFT_OUT = "left_out", _("Niet bereikt")

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
    """Why a date moved. The first three come from the plan."""

    SLOW_DECISION = "slow_decision", _("Trage besluitvorming")
    REPRIORITISED = "reprioritised", _("Heroriëntering van prioriteiten")
    LEAD_LOST = "lead_lost", _("Wegvallen projectleider")
    MARKET = "market", _("Markt")
    LEGAL = "legal", _("Juridisch")
    BUDGET = "budget", _("Budget")
    OTHER = "other", _("Andere")


class ReminderStep(TextChoices):
    """Who is told that the day of a milestone or an engagement is past, one after the other."""

    CLIENT = "client", _("Klant")
    SPONSOR = "sponsor", _("Opdrachtgever bij de klant")
    PIO = "pio", _("PIO-begeleider")
    LEAD = "lead", _("Programmaleider")


class EvaluationReason(TextChoices):
    """Why the client and PIO evaluate a project then."""

    PHASE = "phase", _("Na het begin van een fase")
    HALF_YEAR = "half_year", _("Elk half jaar")
    ASKED = "asked", _("Op vraag")


class AgendaSubject(TextChoices):
    """What a point of the agenda is about. All but one's own are drafted from what changed."""

    PHASES = "phases", _("Fasen")
    MILESTONES = "milestones", _("Mijlpalen")
    ENGAGEMENTS = "engagements", _("Engagementen")
    WARNING = "warning", _("Vroege waarschuwing")
    AHEAD = "ahead", _("Vooruitblik")
    OWN = "own", _("Eigen punt")


class AmendmentStatus(TextChoices):
    """What became of a proposal to agree on another date."""

    PROPOSED = "proposed", _("Voorgesteld")
    AGREED = "agreed", _("Afgesproken")
    DECLINED = "declined", _("Niet afgesproken")

    @property
    def tone(self) -> str:
        return {self.PROPOSED: "warn", self.AGREED: "ok"}.get(self, "")

    @property
    def public_label(self):
        return self.label


class Risk(TextChoices):
    """How likely a project misses its target term, in a word."""

    UNKNOWN = "unknown", _("Te weinig gegevens")
    LOW = "low", _("Klein")
    MIDDLE = "middle", _("Matig")
    HIGH = "high", _("Groot")

    @property
    def tone(self) -> str:
        return {self.LOW: "ok", self.MIDDLE: "warn", self.HIGH: "bad"}.get(self, "")

    @property
    def percents(self) -> tuple[int, int]:
        """The chances, in percent, that are called so: from the first up to the second."""
        return {self.LOW: (0, 30), self.MIDDLE: (30, 60), self.HIGH: (60, 101)}[self]

    @classmethod
    def of(cls, chance: int | None) -> "Risk":
        if chance is None:
            return cls.UNKNOWN
        return next(risk for risk in (cls.LOW, cls.MIDDLE, cls.HIGH) if chance < risk.percents[1])


class Side(TextChoices):
    """Whose engagement it is."""

    CLIENT = "client", _("Klant")
    PIO = "pio", _("PIO")


class StepKind(TextChoices):
    """The steps of the preparation."""

    NEEDS_ANALYSIS = "needs_analysis", _("Behoefteanalyse")
    STATE_OF_THE_ART = "state_of_the_art", _("State-of-the-art")
    MARKET_CONSULTATION = "market_consultation", _("Marktconsultatie")
    STRATEGY = "strategy", _("Aankoopstrategie")
    TENDER_DOCUMENTS = "tender_documents", _("Opdrachtdocumenten")

    @classmethod
    def before_strategy(cls) -> list["StepKind"]:
        """Those that are done, or skipped, before the procurement strategy begins."""
        return [cls.NEEDS_ANALYSIS, cls.STATE_OF_THE_ART, cls.MARKET_CONSULTATION]


class DocumentKind(TextChoices):
    """What a document of a project is."""

    NEEDS_ANALYSIS = "needs_analysis", _("Behoefteanalyse")
    STATE_OF_THE_ART = "state_of_the_art", _("State-of-the-art")
    STRATEGY = "strategy", _("Aankoopstrategie")
    TENDER = "tender_document", _("Opdrachtdocument")
    REPORT = "report", _("Verslag")
    DELIVERY = "delivery", _("Oplevering")
    OTHER = "other", _("Ander document")

    @classmethod
    def of_phase(cls, phase: Phase) -> "DocumentKind | None":
        """What is written in a phase; None where it may be several things."""
        written = {
            Phase.STRATEGY: cls.STRATEGY,
            Phase.DOCUMENTS: cls.TENDER,
            Phase.EXECUTION: cls.REPORT,
            Phase.DELIVERY: cls.DELIVERY,
        }
        return written.get(phase)


class RemarkStatus(TextChoices):
    """What became of a remark of PIO on a version of a tender document."""

    OPEN = "open", _("Open")
    HANDLED = "handled", _("Verwerkt door de klant")
    RESOLVED = "resolved", _("Opgelost")

    @property
    def tone(self) -> str:
        return {self.OPEN: "warn", self.HANDLED: "act", self.RESOLVED: "ok"}[self]

    @property
    def public_label(self):
        return _("Verwerkt") if self == self.HANDLED else self.label


class KnowledgeKind(TextChoices):
    """How knowledge was shared. A project needs one of each to close (plan, action 4)."""

    ACTIVITY = "activity", _("Kennisdelingsactiviteit")
    STORY = "story", _("Verhaal of getuigenis")


class HandoverStatus(TextChoices):
    """Where the file of a project that is over stands, on its way to the dossier system of the agency."""

    QUEUED = "queued", _("Over te dragen")
    HANDED_OVER = "handed_over", _("Overgedragen")
    ACKNOWLEDGED = "acknowledged", _("Ontvangst bevestigd")
    REJECTED = "rejected", _("Geweigerd")
    CHANGED = "changed", _("Gewijzigd sindsdien")

    @property
    def tone(self) -> str:
        return {self.HANDED_OVER: "act", self.ACKNOWLEDGED: "ok", self.REJECTED: "bad", self.CHANGED: "warn"}.get(
            self, ""
        )

    @property
    def public_label(self):
        return self.label


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
        """The code of the procedure in a notice (eForms, BT-105)."""
        return EFORMS[self]


EFORMS = {
    Procedure.OPEN: "open",
    Procedure.RESTRICTED: "restricted",
    Procedure.NEGOTIATION: "neg-w-call",
    Procedure.DIALOGUE: "comp-dial",
    Procedure.PARTNERSHIP: "innovation",
    Procedure.SIMPLIFIED: "neg-w-call",
    Procedure.WITHOUT_NOTICE: "neg-wo-call",
    Procedure.SOCIAL: "oth-single",
    Procedure.LIMITED_VALUE: "oth-single",
    Procedure.PRE_COMMERCIAL: "oth-single",
}


class InnovationKind(TextChoices):
    """What is new about a procurement: it is developed, first used, or made better."""

    DEVELOPMENT = "development", _("Ontwikkeling van iets nieuws")
    FIRST_USE = "first_use", _("Eerste gebruik van iets nieuws")
    IMPROVEMENT = "improvement", _("Duidelijke verbetering van wat er is")


class ThresholdKind(TextChoices):
    """Which amount of the law a threshold is. Amounts in euro, without VAT."""

    EU_GOODS = "eu_goods", _("Europees: leveringen en diensten")
    EU_WORKS = "eu_works", _("Europees: werken")
    EU_SOCIAL = "eu_social", _("Europees: sociale en andere specifieke diensten")
    WITHOUT_NOTICE = "without_notice", _("Onderhandelen zonder bekendmaking (art. 42, § 1, 1°, a)")
    SIMPLIFIED_WORKS = "simplified_works", _("Vereenvoudigde onderhandelingsprocedure voor werken (art. 41, § 1, 2°)")
    LIMITED_VALUE = "limited_value", _("Opdracht van beperkte waarde (art. 92)")


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
        """The statuses of a procurement that is not over."""
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
    """What an enterprise was in an award procedure. I07 does not count subcontractors."""

    CANDIDATE = "candidate", _("Kandidaat")
    TENDERER = "tenderer", _("Inschrijver")
    CONTRACTOR = "contractor", _("Opdrachtnemer")
    SUBCONTRACTOR = "subcontractor", _("Onderaannemer")


class Outcome(TextChoices):
    """What became of an engagement, on the day that it was checked."""

    KEPT = "kept", _("Nagekomen")
    PARTLY = "partly", _("Deels nagekomen")
    BROKEN = "broken", _("Niet nagekomen")

    @property
    def tone(self) -> str:
        return {self.KEPT: "ok", self.PARTLY: "warn"}.get(self, "bad")

    @property
    def public_label(self):
        return self.label


class TaskKind(TextChoices):
    """What a task asks for: something of its own, or what the portal sees happen and then finishes by itself."""

    OWN = "own", _("Eigen taak")
    PREPARE = "prepare", _("Begin met het voortraject, of sla een stap over met de reden")
    PROCURE = "procure", _("Leg vast welke opdrachten er komen")
    CONTRACT = "contract", _("Leg het contract van de gegunde opdracht vast")
    LESSONS = "lessons", _("Schrijf op wat de opgeleverde opdracht leert")
    ACTIVITY = "activity", _("Deel de kennis op een activiteit met de klant")
    STORY = "story", _("Deel de kennis in een verhaal")
    UPTAKE = "uptake", _("Kijk na wat de klant over het gebruik vertelt")
    REMARKS = "remarks", _("Verwerk de opmerkingen van PIO op de opdrachtdocumenten")


class TaskRole(TextChoices):
    """For whom a task is that is not for one person."""

    PIO = "pio", _("PIO-begeleider")
    LEAD = "lead", _("Programmaleider")
    CLIENT = "client", _("Klant")


class TaskStatus(TextChoices):
    """What became of a task."""

    OPEN = "open", _("Te doen")
    DONE = "done", _("Gedaan")
    DROPPED = "dropped", _("Niet meer nodig")

    @property
    def tone(self) -> str:
        return {self.OPEN: "act", self.DONE: "ok"}.get(self, "")

    @property
    def public_label(self):
        return self.label


class SurveyKind(TextChoices):
    """A moment at which the client is asked something: how the solution is used, or how PIO guided the project."""

    USE_6 = "use_6", _("Gebruik, 6 maanden na de oplevering")
    USE_12 = "use_12", _("Gebruik, 12 maanden na de oplevering")
    USE_24 = "use_24", _("Gebruik, 24 maanden na de oplevering")
    PREPARATION = "preparation", _("Begeleiding tot en met het voortraject")
    AWARD = "award", _("Begeleiding tot en met de gunning")
    CLOSING = "closing", _("Begeleiding tot en met de afsluiting")

    @classmethod
    def about_use(cls) -> dict["SurveyKind", int]:
        """Those about the use of the solution, each with how many months after the delivery it is."""
        return {cls.USE_6: 6, cls.USE_12: 12, cls.USE_24: 24}

    @classmethod
    def about_guidance(cls) -> dict["SurveyKind", Phase]:
        """Those about the guidance, each with the phase that has begun by then."""
        return {cls.PREPARATION: Phase.STRATEGY, cls.AWARD: Phase.EXECUTION, cls.CLOSING: Phase.CLOSED}

    @property
    def alike(self) -> list["SurveyKind"]:
        """The kinds that ask the same questions."""
        use = list(type(self).about_use())
        return use if self in use else list(type(self).about_guidance())


class SurveyStatus(TextChoices):
    """What became of a survey."""

    ASKED = "asked", _("Gevraagd")
    ANSWERED = "answered", _("Beantwoord")
    APPROVED = "approved", _("Goedgekeurd")
    LAPSED = "lapsed", _("Niet beantwoord")

    @property
    def tone(self) -> str:
        return {self.ASKED: "act", self.ANSWERED: "warn", self.APPROVED: "ok"}.get(self, "")

    @property
    def public_label(self):
        return _("Beantwoord") if self == self.APPROVED else self.label


class Use(TextChoices):
    """Whether what was bought is in use."""

    FULL = "full", _("Ja, zoals bedoeld")
    PARTIAL = "partial", _("Ja, voor een deel")
    NOT_YET = "not_yet", _("Nog niet")
    ENDED = "ended", _("Niet meer")

    @classmethod
    def in_use(cls) -> list["Use"]:
        return [cls.FULL, cls.PARTIAL]
