"""Where each table lands in the portal, in the order in which they refer to each other."""

from datetime import date

from django.db import connection

from calls.enums import ApplicationStatus
from calls.models import Application, Call, Decision, PolicyDomain, Round, Theme
from cofinancing.models import CofinancingDecision
from consultations.models import MarketConsultation
from outreach.models import Event, Partner
from pio_portal import references
from pio_portal.organisations.models import Organisation
from pio_portal.registrations.models import Occasion, Registration
from projects.models import Delay, Milestone, Participant, Procurement, Project
from reporting.importing.landing import Counts, Heap, Landing, Links
from reporting.importing.ownership import in_order
from reporting.importing.progress import Progress, silent
from reporting.models import Contract

DECIDED = "(" + ", ".join(f"'{status.value}'" for status in ApplicationStatus.decided()) + ")"
# Where the status of an application stands as the file says: not where people went on with it in the portal.
AS_TOLD = "(a.status, a.decided_on) IS NOT DISTINCT FROM (i.status, i.beslist_op)"
PARTNER_VERBS = ("invitation_accepted", "partner_removed", "partner_left")
# The words for what many rows ask.
ORGANISATION = "(SELECT id FROM organisations_organisation WHERE kbo = s.{})"
PROJECT = "(SELECT id FROM projects_project WHERE ref = s.{})"
PROCUREMENT = "(SELECT id FROM projects_procurement WHERE ref = s.{})"
ENTRY = "(SELECT id FROM {} e WHERE lower(e.name) = lower(s.{}) ORDER BY e.name = s.{} DESC, e.id LIMIT 1)"
# Readable addresses: the title, then the code, which tells them apart; a hash where the code has other signs.
SLUG = r"""
    trim(BOTH '-' FROM left(regexp_replace(lower(translate(s.titel, 'àáâäçèéêëìíîïñòóôöùúûü', 'aaaaceeeeiiiinoooouuuu')),
        '[^a-z0-9]+', '-', 'g'), 40)) || '-' || trim(BOTH '-' FROM regexp_replace(lower(s.code), '[^a-z0-9]+', '-', 'g'))
    || CASE WHEN s.code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$' THEN '' ELSE '-' || left(md5(s.code), 8) END
"""


def write(at: date, told: Progress = silent) -> dict[str, Counts]:
    """Bring every staged table into the portal; give what that did, per table. `at` is today."""
    add_list_entries()
    counts = {}
    for name, landing in dossiers():
        told(0, f"{name} bewaren")
        counts[name] = landing.land()
    told(0.3, "beslissingen bewaren")
    counts["aanvragen"] = with_decisions(counts["aanvragen"])
    _linked, kept = Links(
        Application.partners.through, "application", "organisation",
        """SELECT a.id AS owner, o.id AS member FROM import_aanvragen i CROSS JOIN LATERAL unnest(i.partners) AS v(kbo)
           JOIN calls_application a ON a.ref = i.code JOIN organisations_organisation o ON o.kbo = v.kbo
           WHERE o.id <> a.organisation_id""",  # who applies is no partner of itself
        "SELECT a.id AS owner, i.row FROM import_aanvragen i JOIN calls_application a ON a.ref = i.code",
        PARTNER_VERBS,
    ).land()  # fmt: skip
    counts["aanvragen"] = counts["aanvragen"].also_kept(kept)
    told(0.5, "projecten bewaren")
    counts |= project_landings()
    told(0.6, "marktconsultaties en opdrachten bewaren")
    counts["marktconsultaties"] = write_occasions(
        "marktconsultaties", MarketConsultation, consultation(), "consultation"
    )
    counts |= {name: landing.land() for name, landing in procurements()}
    counts["opdrachten"] = counts["opdrachten"].also_kept(relaunches().land().kept)
    finish_procurements()
    counts["activiteiten"] = write_occasions("activiteiten", Event, event(at), "event")
    told(0.8, "inschrijvingen en contracten bewaren")
    counts["inschrijvingen"] = registrations().land()
    counts["contracten"] = contracts().land()
    reserve_references()
    return counts


def add_list_entries() -> None:
    """Themes, policy domains and networks that the portal does not know yet."""
    sources = (
        (
            Theme,
            "name",
            "SELECT thema FROM import_oproepen UNION SELECT thema FROM import_aanvragen",
            "100, false",
            "position, retired",
        ),
        (PolicyDomain, "name", "SELECT beleidsdomein FROM import_aanvragen", "100, false", "position, retired"),
        (Partner, "code", "SELECT unnest(partners) FROM import_activiteiten", "word", "name"),
    )
    with connection.cursor() as cursor:
        for model, key, words, values, columns in sources:
            table = model._meta.db_table
            folded = "lower" if key == "name" else ""
            cursor.execute(
                f"INSERT INTO {table} ({key}, {columns}) SELECT word, {values} FROM ("
                f"SELECT DISTINCT ON ({folded}(word)) word FROM ({words}) w(word) WHERE word IS NOT NULL ORDER BY {folded}(word), word) n "
                f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {folded}(t.{key}) = {folded}(n.word))"
            )


def dossiers():
    """Organisations, calls with their submission dates, applications."""
    yield "organisaties", Landing(
        Organisation, "SELECT * FROM import_organisaties", {"kbo": "s.kbo"},
        known={"ovo": "s.ovo", "name": "s.naam", "type": "s.type", "nis": "s.nis", "postcode": "s.postcode"},
    )  # fmt: skip
    yield "oproepen", Landing(
        Call, "SELECT * FROM import_oproepen", {"code": "s.code"},
        {"kind": "s.type", "year": "s.jaar"},
        {"status": "'published'"},
        {"title": "s.titel", "theme": ENTRY.format("calls_theme", "thema", "thema")},
    )  # fmt: skip
    yield "indiendata", Landing(
        Round, "SELECT * FROM import_indiendata",
        {"call": "(SELECT id FROM calls_call WHERE code = s.oproep)", "number": "s.nummer"},
        {"opens_at": "s.opent", "closes_at": "s.sluit"},
    )  # fmt: skip
    yield "aanvragen", Landing(
        Application, "SELECT * FROM import_aanvragen", {"ref": "s.code"},
        {
            "call": "(SELECT id FROM calls_call WHERE code = s.oproep)",
            "round": "(SELECT r.id FROM calls_round r JOIN calls_call c ON c.id = r.call_id WHERE c.code = s.oproep AND r.number = s.indiendatum)",
            "organisation": ORGANISATION.format("organisatie"),
            "submitted_at": "s.ingediend_op", "withdrawn_at": "s.ingetrokken_op", "status": "s.status",
            "decided_on": "s.beslist_op",
            "import_remark": f"CASE WHEN s.status IN {DECIDED} THEN '' ELSE coalesce(s.motivering, '') END",
        },
        known={
            "title": "s.titel",
            "theme": ENTRY.format("calls_theme", "thema", "thema"),
            "policy_domain": ENTRY.format("calls_policydomain", "beleidsdomein", "beleidsdomein"),
        },
        together=("status", "submitted_at", "withdrawn_at", "decided_on"),
    )  # fmt: skip


def with_decisions(applications: Counts) -> Counts:
    """The decisions of what was decided; an application whose decision alone changed is changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""DELETE FROM {Decision._meta.db_table} d USING calls_application a, import_aanvragen i
                WHERE d.application_id = a.id AND a.ref = i.code AND d.imported AND i.status NOT IN {DECIDED} AND {AS_TOLD}"""
        )
    decision = Landing(
        Decision,
        f"""SELECT i.*, a.id AS application FROM import_aanvragen i JOIN calls_application a ON a.ref = i.code
            WHERE i.status IN {DECIDED} AND {AS_TOLD}""",
        {"application": "s.application", "status": "'published'"},
        {"outcome": "s.status", "decided_on": "s.beslist_op", "grounds": "coalesce(s.motivering, '')"},
        may_return=True,
    )  # fmt: skip
    landed = decision.land()
    changed = max(applications.changed, landed.changed)
    unchanged = applications.changed + applications.unchanged - changed
    return Counts(applications.new, changed, unchanged, applications.kept).also_kept(landed.kept)


def project_landings() -> dict[str, Counts]:
    """Projects take client, partners, theme and policy domain from their application."""
    source = """SELECT i.*, a.id AS application_id, a.organisation_id, a.theme_id, a.policy_domain_id
                FROM import_projecten i JOIN calls_application a ON a.ref = i.aanvraag"""
    project = Landing(
        Project, source, {"ref": "s.code"},
        {
            "application": "s.application_id", "organisation": "s.organisation_id",
            "theme": "s.theme_id", "policy_domain": "s.policy_domain_id", "state": "s.stand", "closed_on": "s.afgesloten_op",
        },
        {"slug": SLUG.replace("s.titel", "coalesce(s.titel, '')"), "phase": "'preparation'"},
        {"title": "s.titel", "started_on": "s.gestart_op", "target_launch_on": "s.streefdatum_lancering"},
        together=("state", "closed_on"),
    )  # fmt: skip
    counts = {"projecten": project.land()}
    Links(
        Project.partners.through, "project", "organisation",
        """SELECT p.id AS owner, ap.organisation_id AS member FROM import_projecten i JOIN projects_project p ON p.ref = i.code
           JOIN calls_application_partners ap ON ap.application_id = p.application_id""",
        "SELECT p.id AS owner, i.row FROM import_projecten i JOIN projects_project p ON p.ref = i.code",
    ).land()  # fmt: skip
    counts["mijlpalen"] = Landing(
        Milestone, "SELECT *, row_number() OVER (PARTITION BY project ORDER BY row) AS place FROM import_mijlpalen",
        {"project": PROJECT.format("project"), "name": "s.naam"},
        once={"position": "least(s.place, 32767)", "is_launch": "s.naam ILIKE 'lancering%'"},
        known={"baseline_on": "s.afgesproken_op", "forecast_on": "s.verwacht_op", "actual_on": "s.bereikt_op"},
    ).land()  # fmt: skip
    Landing(
        Delay, """SELECT i.*, m.id AS milestone, m.project_id FROM import_mijlpalen i JOIN projects_project p ON p.ref = i.project
                  JOIN projects_milestone m ON m.project_id = p.id AND m.name = i.naam
                  WHERE i.vertraging IS NOT NULL AND NOT EXISTS (SELECT 1 FROM projects_delay d WHERE d.milestone_id = m.id
                      AND (d.reason, d.from_on, d.to_on) IS NOT DISTINCT FROM (i.vertraging, i.afgesproken_op, i.verwacht_op))
                  AND coalesce(i.verwacht_op, m.forecast_on) IS NOT DISTINCT FROM m.forecast_on""",
        {"milestone": "s.milestone", "reason": "s.vertraging", "from_on": "s.afgesproken_op", "to_on": "s.verwacht_op"},
        once={"project": "s.project_id"}, may_return=True,
    ).land()  # fmt: skip
    return counts


def consultation() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """What of a consultation is kept equal, what is given once, and what its occasion holds."""
    return (
        {"concluded_on": "s.conclusies_op"},
        {"status": "CASE WHEN s.conclusies_op IS NULL THEN 'published' ELSE 'concluded' END"},
        {
            "counted_public": "s.inschrijvers_publiek", "counted_enterprise": "s.inschrijvers_onderneming",
            "counted_knowledge": "s.inschrijvers_kennisinstelling", "counted_unknown": "s.inschrijvers_onbekend",
        },
    )  # fmt: skip


def event(at: date) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The same of an event; one that is past was held."""
    held = f"CASE WHEN s.datum < '{at.isoformat()}' THEN 'held' ELSE 'published' END"
    return {"kind": "s.soort"}, {"status": held}, {"counted_total": "s.inschrijvers"}


def write_occasions(
    name: str, model, parts: tuple[dict[str, str], dict[str, str], dict[str, str]], word: str
) -> Counts:
    """A consultation or an event, with the occasion that people register for; changed is changed in either.

    `word` is how the verbs of its timeline call it.
    """
    values, once, counted = parts
    table, stage = model._meta.db_table, f"import_{name}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""ALTER TABLE {stage} ADD COLUMN occasion bigint, ADD COLUMN known boolean;
                UPDATE {stage} i SET known = t.id IS NOT NULL, occasion = coalesce(t.occasion_id,
                    nextval(pg_get_serial_sequence('{Occasion._meta.db_table}', 'id')))
                FROM {stage} j LEFT JOIN {table} t ON t.ref = j.code WHERE j.row = i.row"""
        )
    occasion = Landing(
        Occasion, f"SELECT * FROM {stage}", {"id": "s.occasion"},
        known={"title": "s.titel", "starts_at": "s.datum", "counted_source": "s.bron", **counted},
    )  # fmt: skip
    before = occasion.land()
    slug = SLUG.replace("s.titel", "coalesce(s.titel, '')")
    after = Landing(
        model, f"SELECT * FROM {stage}", {"ref": "s.code"}, {"occasion": "s.occasion", **values}, {"slug": slug, **once}
    ).land()
    lower, owner = (
        model._meta.model_name,
        f"SELECT t.id AS owner, i.row FROM {stage} i JOIN {table} t ON t.ref = i.code",
    )
    linked, kept = Links(
        model.projects.through, lower, "project",
        f"""SELECT t.id AS owner, p.id AS member FROM {stage} i CROSS JOIN LATERAL unnest(i.projecten) AS v(ref)
            JOIN {table} t ON t.ref = i.code JOIN projects_project p ON p.ref = v.ref""", owner,
        (f"{word}_project_linked", f"{word}_project_unlinked"),
    ).land()  # fmt: skip
    if model is Event:
        more, with_whom = Links(
            Event.partners.through, "event", "partner",
            f"""SELECT t.id AS owner, p.id AS member FROM {stage} i CROSS JOIN LATERAL unnest(i.partners) AS v(code)
                JOIN {table} t ON t.ref = i.code JOIN outreach_partner p ON p.code = v.code""", owner,
            ("event_changed",),
        ).land()  # fmt: skip
        linked, kept = linked + more, in_order(kept, with_whom)
    changed = max(before.changed, after.changed)
    if not changed and not before.new and linked:
        changed = 1
    unchanged = before.changed + before.unchanged - changed
    return Counts(before.new, changed, unchanged, in_order(before.kept, after.kept, kept))


def procurements():
    """Procurements (a relaunch after what it relaunches), who took part, what was decided."""
    plain = {
        "project": PROJECT.format("project"), "launched_on": "s.gelanceerd_op", "awarded_on": "s.gegund_op",
        "award_value": "s.gunningsbedrag", "delivered_on": "s.opgeleverd_op", "status": "s.stand",
    }  # fmt: skip
    known = {
        "title": "s.titel", "procedure": "s.procedure", "cpv": "s.cpv", "estimate": "s.raming",
        "tender_deadline": "s.offertes_tot", "counted_enterprises": "s.ondernemingen",
    }  # fmt: skip
    yield "opdrachten", Landing(
        Procurement, "SELECT * FROM import_opdrachten", {"ref": "s.code"}, plain, known=known,
        together=("status", "launched_on", "awarded_on", "award_value", "delivered_on"),
    )  # fmt: skip
    yield "deelnemers", Heap(
        Participant, "SELECT * FROM import_deelnemers", ("procurement", PROCUREMENT.format("opdracht")),
        {
            "kbo": "coalesce(s.kbo, '')", "country": "coalesce(upper(s.land), CASE WHEN s.kbo IS NULL THEN '' ELSE 'BE' END)",
            "name": "coalesce(s.naam, '')", "role": "s.rol", "consortium": "coalesce(s.combinatie, '')",
        },
    )  # fmt: skip
    yield "cofinanciering", Landing(
        CofinancingDecision, "SELECT * FROM import_cofinanciering", {"ref": "s.code"},
        once={
            "procurement": PROCUREMENT.format("opdracht"), "kind": "s.soort", "amount": "s.bedrag", "decided_on": "s.besluit_op",
            "authority": "coalesce(s.orgaan, '')", "reference": "coalesce(s.referentie, '')", "recorded_at": "now()",
        },
    )  # fmt: skip


def relaunches() -> Landing:
    """What each relaunches, once all of them are there."""
    source = (
        "SELECT i.*, e.id AS before FROM import_opdrachten i JOIN projects_procurement e ON e.ref = i.herlancering_van"
    )
    return Landing(Procurement, source, {"ref": "s.code"}, known={"relaunch_of": "s.before"})


def finish_procurements() -> None:
    """What follows from other rows: what co-financing stands at, and how far the project is."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE projects_procurement t SET cofinancing_granted = d.granted, cofinancing_decided_on = d.decided
               FROM (SELECT procurement_id, max(decided_on) AS decided,
                            (array_agg(amount ORDER BY decided_on DESC, ref COLLATE "C" DESC) FILTER (WHERE kind <> 'refusal'))[1] AS granted
                     FROM cofinancing_cofinancingdecision
                     WHERE procurement_id IN (SELECT p.id FROM import_cofinanciering s JOIN projects_procurement p ON p.ref = s.opdracht)
                     GROUP BY procurement_id) d
               WHERE t.id = d.procurement_id
                 AND (t.cofinancing_granted, t.cofinancing_decided_on) IS DISTINCT FROM (d.granted, d.decided)"""
        )
        cursor.execute(
            """WITH seen AS (
                   SELECT p.id, p.phase, CASE WHEN p.state = 'closed' THEN 'closed'
                       WHEN bool_or(o.status = 'delivered') THEN 'knowledge_sharing' WHEN bool_or(o.status = 'awarded') THEN 'execution'
                       WHEN bool_or(o.launched_on IS NOT NULL) THEN 'award' ELSE 'preparation' END AS reached
                   FROM projects_project p LEFT JOIN projects_procurement o ON o.project_id = p.id
                   WHERE p.imported AND (p.ref IN (SELECT code FROM import_projecten) OR p.ref IN (SELECT project FROM import_opdrachten))
                   GROUP BY p.id)
               UPDATE projects_project t SET phase = s.reached FROM seen s, (SELECT ARRAY['intake', 'preparation', 'procurement_strategy',
                   'tender_documents', 'award', 'execution', 'delivery', 'knowledge_sharing', 'closed']::varchar[] AS phases) o
               WHERE t.id = s.id AND array_position(o.phases, s.reached::varchar) > array_position(o.phases, t.phase)"""
        )


def registrations() -> Heap:
    """Imported registrations were all confirmed in their day; their links were never sent, so no one can guess them."""
    return Heap(
        Registration,
        """SELECT i.*, coalesce(m.occasion_id, e.occasion_id) AS occasion FROM import_inschrijvingen i
           LEFT JOIN consultations_marketconsultation m ON m.ref = i.doel LEFT JOIN outreach_event e ON e.ref = i.doel""",
        ("occasion", "s.occasion"),
        {
            "email": "s.email", "name": "coalesce(s.naam, '')", "sector": "coalesce(s.sector, 'unknown')",
            "organisation_name": "coalesce(s.organisatie, '')", "registered_at": "s.ingeschreven_op",
            "cancelled_at": "s.geannuleerd_op", "waitlisted": "coalesce(s.wachtlijst, false)", "attended": "s.aanwezig",
        },
        once={"confirmed_at": "s.ingeschreven_op", "token": "replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')"},
    )  # fmt: skip


def contracts() -> Landing:
    """The extract of the contract management."""
    return Landing(
        Contract, "SELECT * FROM import_contracten", {"year": "s.jaar", "number": "s.nummer"},
        known={"authority": ORGANISATION.format("overheid"), "amount": "s.bedrag", "awarded_on": "s.gegund_op", "innovative": "s.innovatief"},
    )  # fmt: skip


def reserve_references() -> None:
    """The portal's own counters go on after the highest imported number of each year."""
    codes = ("aanvragen", "projecten", "marktconsultaties", "opdrachten", "cofinanciering", "activiteiten")
    every = " UNION ALL ".join(f"SELECT code FROM import_{name}" for name in codes)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT parts[1] || '-' || parts[2] || '-' || max(parts[3]::integer) FROM (SELECT regexp_match(code, %s) AS parts "
            f"FROM ({every}) c) p WHERE parts IS NOT NULL GROUP BY parts[1], parts[2] ORDER BY 1",
            [r"^([A-Z]{1,8})-(\d{4})-(\d{1,7})$"],
        )
        for (reference,) in cursor.fetchall():
            references.reserve(reference)
