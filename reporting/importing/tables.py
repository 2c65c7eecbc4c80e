"""The thirteen tables of the import: their columns, what a cell holds, and what it refers to.

A column here is the contract with whoever keeps the tables; how it lands in the portal is in `writing`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from reporting.importing import values
from reporting.importing.values import read_text, shown


@dataclass(frozen=True)
class Column:
    """A column: how its cell is read, as which type of the database it is kept, and what it refers to.

    The types have a length wherever they can: see `staging.create_stages`.

    `many` columns hold several values with | between them. `refers` names the table whose key the values must be,
    in the files or in the portal.
    """

    name: str
    read: Callable = read_text
    type: str = "text"
    required: bool = False
    many: bool = False
    refers: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its columns in order, and those that together name a row (none: rows may repeat)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    by_name: dict[str, Column] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    @property
    def stage(self) -> str:
        """The temporary table in which its rows stand while they are checked."""
        return f"import_{self.name}"


def text(name: str, *, longest: int = 200, pattern: str = "", form: str = "", **options) -> Column:
    """Free text of at most so many signs; with a pattern, only what fits it."""
    shape = re.compile(pattern, re.ASCII) if pattern else None

    def read(cell) -> str:
        value = read_text(cell)
        if len(value) > longest:
            raise ValueError(f"Deze tekst telt {len(value)} tekens. Verwacht: ten hoogste {longest}.")
        if shape is not None and not shape.fullmatch(value):
            raise ValueError(f"“{shown(value)}” klopt niet. Verwacht: {form}")
        return value

    return Column(name, read, f"varchar({longest})", **options)


def choice(name: str, words: dict[str, str], **options) -> Column:
    """One word of a list; what is kept is the portal's own word for it."""
    expected = ", ".join(words)

    def read(cell) -> str:
        value = read_text(cell)
        if value.casefold() not in words:
            raise ValueError(f"“{shown(value)}” staat niet in de lijst. Verwacht: {expected}.")
        return words[value.casefold()]

    return Column(name, read, f"varchar({max(map(len, words.values()))})", **options)


def code(name: str = "code", **options) -> Column:
    return text(name, longest=20, required=True, **options)


def ref(name: str, to: str, **options) -> Column:
    """A code of a row in another table."""
    return text(name, longest=20, refers=to, **options)


def kbo(name: str, **options) -> Column:
    return Column(name, values.read_kbo, "varchar(10)", **options)


def day(name: str, **options) -> Column:
    return Column(name, values.read_date, "date", **options)


def moment(name: str, **options) -> Column:
    return Column(name, values.read_moment, "timestamptz", **options)


def amount(name: str, **options) -> Column:
    return Column(name, values.read_amount, "numeric(16,2)", **options)


def number(name: str, **options) -> Column:
    return Column(name, values.read_number, "integer", **options)


def ordinal(name: str, **options) -> Column:
    return Column(name, values.read_ordinal, "integer", **options)


def year(name: str, **options) -> Column:
    return Column(name, values.read_year, "integer", **options)


def yes(name: str) -> Column:
    return Column(name, values.read_yes, "boolean")


def email(name: str) -> Column:
    return text(
        name, longest=254, pattern=r"[^\s@]+@[^\s@]+", form="een e-mailadres, zoals naam@voorbeeld.be.", required=True
    )


def same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


ORGANISATION_TYPES = same("vlaamse_overheid", "lokaal_bestuur", "intercommunale", "provincie", "zorg", "onderneming", "kennisinstelling", "andere")  # fmt: skip
CALL_KINDS = {"open": "open", "thematisch": "thematic"}
APPLICATION_STATUSES = {
    "ontwerp": "draft", "ingediend": "submitted", "ingetrokken": "withdrawn", "onontvankelijk": "ineligible",
    "geselecteerd": "selected", "niet_geselecteerd": "not_selected", "nietig": "void",
}  # fmt: skip
PROJECT_STATES = {"actief": "active", "opgeschort": "suspended", "stopgezet": "stopped", "afgesloten": "closed"}
DELAYS = {
    "trage_besluitvorming": "slow_decision", "prioriteiten": "reprioritised", "projectleider": "lead_lost",
    "markt": "market", "juridisch": "legal", "budget": "budget", "andere": "other",
}  # fmt: skip
PROCEDURES = same("32", "36", "37", "38", "39", "40", "41", "42", "89", "92")
PROCUREMENT_STATUSES = {
    "in_voorbereiding": "in_preparation", "gelanceerd": "launched", "gegund": "awarded", "opgeleverd": "delivered",
    "geannuleerd": "cancelled", "geen_offertes": "no_tenders", "beeindigd": "terminated",
}  # fmt: skip
PARTICIPANT_ROLES = {
    "kandidaat": "candidate",
    "inschrijver": "tenderer",
    "gegund": "contractor",
    "onderaannemer": "subcontractor",
}
DECISION_KINDS = {"toekenning": "grant", "weigering": "refusal", "wijziging": "amendment", "intrekking": "revocation"}
AUTHORITIES = {"beslissingscomite": "committee", "delegatie": "delegation"}
EVENT_KINDS = {
    "kennisdeling": "knowledge_sharing", "partnersessie": "partner_session", "pio_dag": "pio_day",
    "europese_conferentie": "european_conference", "infosessie": "info_session", "andere": "other",
}  # fmt: skip
SECTORS = {"publiek": "public", "onderneming": "enterprise", "kennisinstelling": "knowledge", "onbekend": "unknown"}

TABLES = (
    Table("organisaties", (
        kbo("kbo", required=True),
        text("ovo", pattern=r"OVO\d{6}", form="OVO en zes cijfers, zoals OVO002949."),
        text("naam", required=True), choice("type", ORGANISATION_TYPES),
        text("nis", pattern=r"\d{5}", form="vijf cijfers, zoals 44021."),
        text("postcode", pattern=r"[1-9]\d{3}", form="vier cijfers waarvan het eerste geen 0 is, zoals 9000."),
    ), key=("kbo",)),
    Table("oproepen", (
        code(), text("titel"), choice("type", CALL_KINDS, required=True), year("jaar", required=True), text("thema", longest=100),
    ), key=("code",)),
    Table("indiendata", (
        ref("oproep", "oproepen", required=True), ordinal("nummer", required=True),
        moment("opent", required=True), moment("sluit", required=True),
    ), key=("oproep", "nummer")),
    Table("aanvragen", (
        code(), ref("oproep", "oproepen", required=True), ordinal("indiendatum"), text("titel"),
        kbo("organisatie", required=True, refers="organisaties"), kbo("partners", many=True, refers="organisaties"),
        text("thema", longest=100), text("beleidsdomein", longest=100), moment("ingediend_op"), moment("ingetrokken_op"),
        choice("status", APPLICATION_STATUSES, required=True), day("beslist_op"), text("motivering", longest=20_000),
    ), key=("code",)),
    Table("projecten", (
        code(), ref("aanvraag", "aanvragen", required=True), text("titel"), day("gestart_op"),
        choice("stand", PROJECT_STATES, required=True), day("streefdatum_lancering"), day("afgesloten_op"),
    ), key=("code",)),
    Table("mijlpalen", (
        ref("project", "projecten", required=True), text("naam", longest=120, required=True),
        day("afgesproken_op"), day("verwacht_op"), day("bereikt_op"), choice("vertraging", DELAYS),
    ), key=("project", "naam")),
    Table("marktconsultaties", (
        code(), ref("projecten", "projecten", many=True), text("titel"), moment("datum"),
        number("inschrijvers_publiek"), number("inschrijvers_onderneming"), number("inschrijvers_kennisinstelling"),
        number("inschrijvers_onbekend"), text("bron"), day("conclusies_op"),
    ), key=("code",)),
    Table("opdrachten", (
        code(), ref("project", "projecten", required=True), text("titel"), choice("procedure", PROCEDURES),
        text("cpv", pattern=r"\d{8}-\d", form="acht cijfers, een streepje en een cijfer, zoals 73100000-3."),
        amount("raming"), day("gelanceerd_op"), ref("herlancering_van", "opdrachten"), moment("offertes_tot"),
        number("ondernemingen"), day("gegund_op"), amount("gunningsbedrag"), day("opgeleverd_op"),
        choice("stand", PROCUREMENT_STATUSES, required=True),
    ), key=("code",)),
    Table("deelnemers", (
        ref("opdracht", "opdrachten", required=True), kbo("kbo"),
        text("land", pattern=r"[A-Za-z]{2}", form="de code van een land in twee letters, zoals BE."),
        text("naam"), choice("rol", PARTICIPANT_ROLES, required=True), text("combinatie", longest=100),
    )),
    Table("cofinanciering", (
        code(), ref("opdracht", "opdrachten", required=True), choice("soort", DECISION_KINDS, required=True), amount("bedrag"),
        day("besluit_op", required=True), choice("orgaan", AUTHORITIES), text("referentie", longest=60),
    ), key=("code",)),
    Table("activiteiten", (
        code(), text("titel"), choice("soort", EVENT_KINDS, required=True), moment("datum"),
        ref("projecten", "projecten", many=True), text("partners", longest=20, many=True), number("inschrijvers"), text("bron"),
    ), key=("code",)),
    Table("inschrijvingen", (
        ref("doel", "occasions", required=True), email("email"), text("naam", longest=150), choice("sector", SECTORS),
        text("organisatie"), moment("ingeschreven_op"), moment("geannuleerd_op"), yes("wachtlijst"), yes("aanwezig"),
    )),
    Table("contracten", (
        year("jaar", required=True), text("nummer", longest=60, required=True), kbo("overheid", refers="organisaties"),
        amount("bedrag"), day("gegund_op"), yes("innovatief"),
    ), key=("jaar", "nummer")),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
ORDER = {table.name: position for position, table in enumerate(TABLES)}
