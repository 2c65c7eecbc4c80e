"""The rules between rows and tables, each once, as the rows that break it.

A rule is a query over the temporary tables that gives (row, value) of each wrong cell. It stays silent about a row of
which a cell that it looks at could not be read, so that one mistake is told once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from reporting.importing.faults import Fault
from reporting.importing.staging import Staged
from reporting.importing.tables import BY_NAME, TABLES, Column, Table

# Where the portal itself keeps what a table refers to: (table, column with the key).
KEPT = {
    "organisaties": (("organisations_organisation", "kbo"),),
    "oproepen": (("calls_call", "code"),),
    "aanvragen": (("calls_application", "ref"),),
    "projecten": (("projects_project", "ref"),),
    "opdrachten": (("projects_procurement", "ref"),),
    "marktconsultaties": (("consultations_marketconsultation", "ref"),),
    "cofinanciering": (("cofinancing_cofinancingdecision", "ref"),),
    "activiteiten": (("outreach_event", "ref"),),
}
# The tables that a reference may point into: most into one, a registration into two.
TARGETS = {"occasions": ("marktconsultaties", "activiteiten")}

# The submission dates of the files, and those that the portal has and the files do not.
ROUNDS = """
    (SELECT oproep, nummer, opent, sluit FROM import_indiendata
     UNION ALL
     SELECT c.code, r.number, r.opens_at, r.closes_at FROM calls_round r JOIN calls_call c ON c.id = r.call_id
     WHERE NOT EXISTS (SELECT 1 FROM import_indiendata i WHERE i.oproep = c.code AND i.nummer = r.number))
"""


@dataclass(frozen=True)
class Rule:
    """`wrong` selects (row, value) from the table's temporary table; %(value)s in the message is that value."""

    table: str
    column: str
    wrong: str
    message: str
    reads: tuple[str, ...] = ()


RULES = (
    Rule(
        "organisaties", "ovo",
        """SELECT row, first FROM (SELECT row, ovo, min(row) OVER (PARTITION BY ovo) AS first FROM import_organisaties) o
           WHERE ovo IS NOT NULL AND row > first
           UNION
           SELECT i.row, NULL FROM import_organisaties i
           JOIN organisations_organisation o ON o.ovo = i.ovo AND o.kbo IS DISTINCT FROM i.kbo
           WHERE NOT EXISTS (SELECT 1 FROM import_organisaties j WHERE j.kbo = o.kbo)""",
        "Deze OVO-code hoort al bij een andere organisatie. Verwacht: elke OVO-code één keer.", ("kbo",),
    ),
    Rule(
        "indiendata", "sluit", "SELECT row, NULL FROM import_indiendata WHERE sluit <= opent",
        "De indiendatum sluit niet na haar opening. Verwacht: een later moment dan “opent”.", ("opent",),
    ),
    Rule(
        "aanvragen", "indiendatum",
        f"""SELECT a.row, a.indiendatum FROM import_aanvragen a WHERE a.indiendatum IS NOT NULL AND (EXISTS (SELECT 1 FROM import_oproepen c WHERE c.code = a.oproep)
                OR EXISTS (SELECT 1 FROM calls_call c WHERE c.code = a.oproep))
            AND NOT EXISTS (SELECT 1 FROM {ROUNDS} r WHERE r.oproep = a.oproep AND r.nummer = a.indiendatum)""",
        "Deze oproep heeft geen indiendatum %(value)s. Verwacht: een nummer uit de tabel indiendata.", ("oproep",),
    ),
    Rule(
        "aanvragen", "ingediend_op",
        f"""SELECT a.row, to_char(r.opent AT TIME ZONE 'Europe/Brussels', 'YYYY-MM-DD HH24:MI') || ' tot voor '
                      || to_char(r.sluit AT TIME ZONE 'Europe/Brussels', 'YYYY-MM-DD HH24:MI')
            FROM import_aanvragen a JOIN {ROUNDS} r ON r.oproep = a.oproep AND r.nummer = a.indiendatum
            WHERE a.motivering IS NULL AND NOT (a.ingediend_op >= r.opent AND a.ingediend_op < r.sluit)""",
        "Dit valt buiten de indiendatum. Verwacht: van %(value)s, of een motivering in de rij.",
        ("motivering", "oproep", "indiendatum"),
    ),
    Rule(
        "aanvragen", "ingediend_op",
        "SELECT row, NULL FROM import_aanvragen WHERE status = 'draft' AND ingediend_op IS NOT NULL",
        "Een ontwerp is niet ingediend. Verwacht: een lege cel, of een andere status.", ("status",),
    ),
    Rule(
        "aanvragen", "beslist_op",
        """SELECT row, to_char(ingediend_op AT TIME ZONE 'Europe/Brussels', 'YYYY-MM-DD') FROM import_aanvragen
           WHERE beslist_op < (ingediend_op AT TIME ZONE 'Europe/Brussels')::date""",
        "De beslissing valt voor de indiening. Verwacht: %(value)s of later.", ("ingediend_op",),
    ),
    Rule(
        "aanvragen", "status",
        """SELECT i.row, i.code FROM import_aanvragen i JOIN calls_application a ON a.ref = i.code
           JOIN calls_decision d ON d.application_id = a.id AND d.status = 'published' AND NOT d.imported
           WHERE (i.status, i.beslist_op) IS DISTINCT FROM (d.outcome, d.decided_on)""",
        "Over %(value)s werd intussen in het portaal beslist. Verwacht: de status en de datum van die beslissing.",
        ("code", "beslist_op"),
    ),
    Rule(
        "projecten", "aanvraag",
        """SELECT p.row, p.aanvraag FROM import_projecten p
           LEFT JOIN import_aanvragen i ON i.code = p.aanvraag LEFT JOIN calls_application a ON a.ref = p.aanvraag
           WHERE (i.code IS NOT NULL AND i.status <> 'selected') OR (i.code IS NULL AND a.status <> 'selected')""",
        "Aanvraag %(value)s is niet geselecteerd. Verwacht: een aanvraag met status geselecteerd.",
    ),
    Rule(
        "projecten", "aanvraag",
        """SELECT row, aanvraag FROM (SELECT row, aanvraag, min(row) OVER (PARTITION BY aanvraag) AS first FROM import_projecten) p
           WHERE aanvraag IS NOT NULL AND row > first
           UNION
           SELECT i.row, i.aanvraag FROM import_projecten i JOIN calls_application a ON a.ref = i.aanvraag
           JOIN projects_project p ON p.application_id = a.id AND p.ref <> i.code
           WHERE NOT EXISTS (SELECT 1 FROM import_projecten j WHERE j.code = p.ref)""",
        "Aanvraag %(value)s heeft al een ander project. Verwacht: één project per aanvraag.", ("code",),
    ),
    Rule(
        "projecten", "afgesloten_op", "SELECT row, gestart_op FROM import_projecten WHERE afgesloten_op < gestart_op",
        "Het project sluit voor het begint. Verwacht: %(value)s of later.", ("gestart_op",),
    ),
    Rule(
        "opdrachten", "herlancering_van", "SELECT row, code FROM import_opdrachten WHERE herlancering_van = code",
        "Een opdracht is geen herlancering van zichzelf. Verwacht: de code van de eerdere opdracht.", ("code",),
    ),
    Rule(
        "opdrachten", "opgeleverd_op",
        "SELECT row, gelanceerd_op FROM import_opdrachten WHERE opgeleverd_op < gelanceerd_op",
        "De oplevering valt voor de lancering. Verwacht: %(value)s of later.", ("gelanceerd_op",),
    ),
    Rule(
        "opdrachten", "opgeleverd_op",
        "SELECT row, NULL FROM import_opdrachten WHERE opgeleverd_op IS NOT NULL AND gelanceerd_op IS NULL",
        "Opgeleverd, maar nooit gelanceerd. Verwacht: een datum in gelanceerd_op, niet later dan de oplevering.", ("gelanceerd_op",),
    ),
    Rule(
        "deelnemers", "naam", "SELECT row, NULL FROM import_deelnemers WHERE kbo IS NULL AND naam IS NULL",
        "Wie is dit? Verwacht: een ondernemingsnummer in kbo, of een naam.", ("kbo",),
    ),
    Rule(
        "cofinanciering", "soort",
        """SELECT c.row, NULL FROM import_cofinanciering c WHERE c.soort IN ('amendment', 'revocation') AND NOT EXISTS (
               SELECT 1 FROM import_cofinanciering g WHERE g.opdracht = c.opdracht AND (g.soort = 'grant' OR g.soort IS NULL)
               AND (g.besluit_op <= c.besluit_op OR g.besluit_op IS NULL))
           AND NOT EXISTS (
               SELECT 1 FROM cofinancing_cofinancingdecision g JOIN projects_procurement p ON p.id = g.procurement_id
               WHERE p.ref = c.opdracht AND g.kind = 'grant' AND g.decided_on <= c.besluit_op)""",
        "Er is nog niets toegekend dat kan wijzigen. Verwacht: eerst een toekenning voor dezelfde opdracht, op dezelfde dag of vroeger.",
        ("besluit_op", "opdracht"),
    ),
    Rule(
        "cofinanciering", "bedrag",
        "SELECT row, NULL FROM import_cofinanciering WHERE soort IN ('grant', 'amendment') AND bedrag IS NULL",
        "Het bedrag ontbreekt. Verwacht: het totaal dat na deze beslissing is toegekend.", ("soort",),
    ),
    Rule(
        "cofinanciering", "bedrag", "SELECT row, bedrag FROM import_cofinanciering WHERE soort = 'revocation' AND bedrag IS DISTINCT FROM 0",
        "Na een intrekking blijft er niets over. Verwacht: 0.", ("soort",),
    ),
    Rule(
        "cofinanciering", "bedrag", "SELECT row, bedrag FROM import_cofinanciering WHERE soort = 'refusal' AND bedrag IS NOT NULL",
        "Een weigering heeft geen bedrag. Verwacht: een lege cel.", ("soort",),
    ),
    Rule(
        "cofinanciering", "code",
        """SELECT i.row, i.code FROM import_cofinanciering i
           JOIN cofinancing_cofinancingdecision d ON d.ref = i.code AND d.imported JOIN projects_procurement p ON p.id = d.procurement_id
           WHERE (i.opdracht, i.soort, i.bedrag, i.besluit_op, coalesce(i.orgaan, ''), coalesce(i.referentie, ''))
               IS DISTINCT FROM (p.ref, d.kind, d.amount, d.decided_on, d.authority, d.reference)""",
        "Beslissing %(value)s staat al anders in het portaal. Verwacht: een nieuwe rij; een beslissing wordt nooit gewijzigd.",
        ("opdracht", "soort", "bedrag", "besluit_op", "orgaan", "referentie"),
    ),
)  # fmt: skip

# Dossiers that live in the portal: an import adds to history, it does not rewrite what people do here.
LIVE = {
    ("oproepen", "code"): "calls_call",
    ("aanvragen", "code"): "calls_application",
    ("projecten", "code"): "projects_project",
    ("mijlpalen", "project"): "projects_project",
    ("marktconsultaties", "code"): "consultations_marketconsultation",
    ("opdrachten", "code"): "projects_procurement",
    ("deelnemers", "opdracht"): "projects_procurement",
    ("cofinanciering", "opdracht"): "projects_procurement",
    ("activiteiten", "code"): "outreach_event",
    ("indiendata", "oproep"): "calls_call",
}


def check(staged: Staged) -> None:
    """Add every broken rule to the faults."""
    for rule in every_rule(staged):
        with connection.cursor() as cursor:
            cursor.execute(rule.wrong)
            for row, value in cursor.fetchall():
                if not staged.doubtful(rule.table, row, (rule.column, *rule.reads)):
                    staged.faults.append(Fault(rule.table, row, rule.column, rule.message % {"value": value}))
    staged.faults[:] = dict.fromkeys(staged.faults)


def every_rule(staged: Staged) -> Iterator[Rule]:
    """The rules that follow from the tables themselves, those above, and that live dossiers stay the portal's."""
    for table in TABLES:
        if table.key:
            yield once(table)
        for column in table.columns:
            if column.refers and not any((name, BY_NAME[name].key[-1]) in staged.unread for name in targets_of(column)):
                yield resolves(table, column)
    yield from RULES
    for (table, column), kept in LIVE.items():
        key = "code" if kept == "calls_call" else "ref"
        yield Rule(
            table, column,
            f"SELECT i.row, i.{column} FROM {BY_NAME[table].stage} i JOIN {kept} k ON k.{key} = i.{column} WHERE NOT k.imported",
            "%(value)s is in het portaal zelf gemaakt. Verwacht: alleen dossiers van vroeger; dit dossier past u in het portaal aan.",
        )  # fmt: skip


def once(table: Table) -> Rule:
    """No two rows with one key."""
    key = ", ".join(table.key)
    known = " AND ".join(f"{column} IS NOT NULL" for column in table.key)
    return Rule(
        table.name,
        table.key[-1],
        f"SELECT row, first FROM (SELECT row, {key}, min(row) OVER (PARTITION BY {key}) AS first FROM {table.stage}) k "
        f"WHERE {known} AND row > first",
        f"Dezelfde {' en '.join(table.key)} staat ook op rij %(value)s. Verwacht: elke {' en '.join(table.key)} één keer.",
    )


def resolves(table: Table, column: Column) -> Rule:
    """Every reference is to a row of the files or of the portal."""
    targets = [BY_NAME[name] for name in targets_of(column)]
    value = "v.value" if column.many else f"s.{column.name}"
    each = f"CROSS JOIN LATERAL unnest(s.{column.name}) AS v(value)" if column.many else ""
    places = [(target.stage, target.key[-1]) for target in targets]
    places += [place for target in targets for place in KEPT[target.name]]
    missing = " ".join(f"AND NOT EXISTS (SELECT 1 FROM {where} t WHERE t.{key} = {value})" for where, key in places)
    names = " of ".join(target.name for target in targets)
    return Rule(
        table.name,
        column.name,
        f"SELECT s.row, {value} FROM {table.stage} s {each} WHERE {value} IS NOT NULL {missing}",
        f"“%(value)s” bestaat niet. Verwacht: een rij uit de tabel {names}, of wat het portaal al kent.",
    )


def targets_of(column: Column) -> tuple[str, ...]:
    """The tables in which the column's values may stand."""
    return TARGETS.get(column.refers, (column.refers,))
