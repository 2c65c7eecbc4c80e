"""The sets of rows that the indicators count, each one SELECT.

Every set gives `kind` and `code` (which page is behind the row), `title`, `organisation`, and `date`, by which the row
falls in a year. %(as_of)s is the day up to and including which things are seen as they were; without one it is
'infinity'. A date that is unknown is only seen without an as-of day. Days are those of Brussels.
"""

from dataclasses import dataclass


def day_of(moment: str) -> str:
    """The day in Brussels of a moment."""
    return f"({moment} AT TIME ZONE 'Europe/Brussels')::date"


def seen(day: str) -> str:
    """Whether a day was there on the as-of day."""
    return f"coalesce({day}, 'infinity') <= %(as_of)s::date"


@dataclass(frozen=True)
class RowSet:
    """`year` and `within` say how a row falls in a period; `dimensions` are columns to split by."""

    sql: str
    year: str = "extract(year FROM date)::integer"
    within: str = "date >= make_date(%(from)s, 1, 1) AND date < make_date(%(to)s + 1, 1, 1)"


APPLICATION_PARTS = """
    'application' AS kind, a.ref AS code, a.title, o.name AS organisation, o.type AS organisation_type, o.province,
    c.code AS call, r.number AS round, t.name AS theme, d.name AS policy_domain
"""
APPLICATION_TABLES = """
    FROM calls_application a
    LEFT JOIN organisations_organisation o ON o.id = a.organisation_id LEFT JOIN calls_call c ON c.id = a.call_id
    LEFT JOIN calls_round r ON r.id = a.round_id LEFT JOIN calls_theme t ON t.id = a.theme_id
    LEFT JOIN calls_policydomain d ON d.id = a.policy_domain_id
"""
PROCUREMENT_PARTS = """
    'procurement' AS kind, p.ref AS code, p.title, o.name AS organisation, o.type AS organisation_type, o.province,
    c.code AS call, r.number AS round, t.name AS theme, d.name AS policy_domain, p.procedure
"""
PROCUREMENT_TABLES = """
    FROM projects_procurement p
    LEFT JOIN projects_project j ON j.id = p.project_id LEFT JOIN organisations_organisation o ON o.id = j.organisation_id
    LEFT JOIN calls_application a ON a.id = j.application_id LEFT JOIN calls_call c ON c.id = a.call_id
    LEFT JOIN calls_round r ON r.id = a.round_id LEFT JOIN calls_theme t ON t.id = j.theme_id
    LEFT JOIN calls_policydomain d ON d.id = j.policy_domain_id
"""

SUBMITTED = RowSet(f"""
    SELECT {APPLICATION_PARTS}, {day_of("a.submitted_at")} AS date,
        (a.status = 'withdrawn' OR a.withdrawn_at IS NOT NULL) AND {seen(day_of("a.withdrawn_at"))} AS withdrawn
    {APPLICATION_TABLES}
    WHERE a.submitted_at IS NOT NULL AND a.status <> 'void' AND {seen(day_of("a.submitted_at"))}
""")

SELECTED = RowSet(f"""
    SELECT {APPLICATION_PARTS}, a.decided_on AS date
    {APPLICATION_TABLES} WHERE a.status = 'selected' AND {seen("a.decided_on")}
""")

COHORT = RowSet(f"""
    SELECT {APPLICATION_PARTS}, {day_of("a.submitted_at")} AS date
    {APPLICATION_TABLES}
    WHERE a.status = 'selected' AND {seen("a.decided_on")} AND {seen(day_of("a.submitted_at"))}
""")

# Who counts as registered (§ 3.6): confirmed, not waiting, not PIO's own, not cancelled before the start. A no-show does.
COUNTS = f"""
    NOT g.waitlisted AND NOT g.own_staff
    AND (g.registered_at IS NULL OR {day_of("g.registered_at")} <= %(as_of)s::date)
    AND NOT (g.cancelled_at IS NOT NULL AND g.cancelled_at < o.starts_at AND {seen(day_of("g.cancelled_at"))})
"""
REGISTERED = (
    "FROM registrations_registration g WHERE g.occasion_id = o.id AND (g.confirmed_at IS NOT NULL OR g.imported)"
)
# A person is counted once, with the sector of the first registration that counts.
SECTORS = ("public", "enterprise", "knowledge", "unknown")
PERSONS_BY_SECTOR = f"""
    LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE f.counts) AS persons,
            {", ".join(f"count(*) FILTER (WHERE f.counts AND f.sector = '{sector}') AS {sector}" for sector in SECTORS)}
        FROM (SELECT DISTINCT ON (g.email_key) {COUNTS} AS counts, g.sector {REGISTERED}
              ORDER BY g.email_key, ({COUNTS}) DESC, g.registered_at NULLS LAST, g.id) f
        HAVING count(*) > 0
    ) n ON true
"""

CONSULTATIONS = RowSet(f"""
    SELECT 'consultation' AS kind, m.ref AS code, o.title, NULL AS organisation, {day_of("coalesce(o.ends_at, o.starts_at)")} AS date,
        CASE WHEN n.persons IS NOT NULL THEN n.persons
             WHEN num_nonnulls(o.counted_public, o.counted_enterprise, o.counted_knowledge, o.counted_unknown) > 0
             THEN coalesce(o.counted_public, 0) + coalesce(o.counted_enterprise, 0) + coalesce(o.counted_knowledge, 0)
                + coalesce(o.counted_unknown, 0)
             ELSE o.counted_total END AS value,
        CASE WHEN n.persons IS NOT NULL THEN n.public ELSE coalesce(o.counted_public, 0) END AS public,
        CASE WHEN n.persons IS NOT NULL THEN n.enterprise ELSE coalesce(o.counted_enterprise, 0) END AS enterprise,
        CASE WHEN n.persons IS NOT NULL THEN n.knowledge ELSE coalesce(o.counted_knowledge, 0) END AS knowledge,
        CASE WHEN n.persons IS NOT NULL THEN n.unknown
             WHEN num_nonnulls(o.counted_public, o.counted_enterprise, o.counted_knowledge, o.counted_unknown) = 0
             THEN coalesce(o.counted_total, 0) ELSE coalesce(o.counted_unknown, 0) END AS unknown
    FROM consultations_marketconsultation m JOIN registrations_occasion o ON o.id = m.occasion_id {PERSONS_BY_SECTOR}
    WHERE o.starts_at IS NOT NULL AND m.status NOT IN ('draft', 'cancelled')
        AND {seen(day_of("coalesce(o.ends_at, o.starts_at)"))}
""")


def events(kind: str, *, counted: str, condition: str = "true") -> RowSet:
    """The events of a kind; `counted` says what of their registrations counts: persons, or registrations."""
    return RowSet(f"""
        SELECT 'event' AS kind, e.ref AS code, o.title, NULL AS organisation, {day_of("o.starts_at")} AS date,
            CASE WHEN n.everyone > 0 THEN n.counted ELSE o.counted_total END AS value, e.id AS event
        FROM outreach_event e JOIN registrations_occasion o ON o.id = e.occasion_id
        LEFT JOIN LATERAL (SELECT count({counted}) FILTER (WHERE {COUNTS}) AS counted, count(*) AS everyone {REGISTERED}) n ON true
        WHERE e.kind = '{kind}' AND e.status NOT IN ('draft', 'cancelled') AND o.starts_at IS NOT NULL
            AND {seen(day_of("o.starts_at"))} AND {condition}
    """)


PERSONS, REGISTRATIONS = "DISTINCT g.email_key", "*"
NETWORKS = ("HFB", "VVSG", "INO", "SRO")
OF_NETWORK = f"""
    EXISTS (SELECT 1 FROM outreach_event_partners l JOIN outreach_partner q ON q.id = l.partner_id
            WHERE l.event_id = e.id AND q.code IN ({", ".join(f"'{code}'" for code in NETWORKS)}))
"""
WITH_CLIENT = "EXISTS (SELECT 1 FROM outreach_event_projects l WHERE l.event_id = e.id)"

KNOWLEDGE_EVENTS = events("knowledge_sharing", counted=PERSONS, condition=WITH_CLIENT)
PARTNER_SESSIONS = events("partner_session", counted=PERSONS, condition=OF_NETWORK)
PIO_DAYS = events("pio_day", counted=PERSONS)
CONFERENCES = events("european_conference", counted=REGISTRATIONS)

LAUNCHED = RowSet(f"""
    SELECT {PROCUREMENT_PARTS}, p.launched_on AS date, p.relaunch_of_id IS NOT NULL AS relaunch
    {PROCUREMENT_TABLES} WHERE p.launched_on IS NOT NULL AND {seen("p.launched_on")}
""")

DELIVERED = RowSet(f"""
    SELECT {PROCUREMENT_PARTS}, p.delivered_on AS date
    {PROCUREMENT_TABLES} WHERE p.delivered_on IS NOT NULL AND {seen("p.delivered_on")}
""")

# What each decision changed: the total after it, less the total before it. The first grant stands by itself.
DECIDED = RowSet(f"""
    SELECT {PROCUREMENT_PARTS}, b.decided_on AS date, b.ref AS decision, b.kind AS decision_kind, b.amount, b.difference, b.first
    FROM (
        SELECT f.*, f.amount - coalesce(lag(f.amount) OVER w, 0) AS difference, row_number() OVER w = 1 AS first
        FROM cofinancing_cofinancingdecision f
        WHERE f.kind <> 'refusal' AND {seen("f.decided_on")}
        WINDOW w AS (PARTITION BY f.procurement_id ORDER BY f.decided_on, f.ref COLLATE "C")
    ) b JOIN projects_procurement p ON p.id = b.procurement_id
    {PROCUREMENT_TABLES.replace("FROM projects_procurement p", "")}
""")

PLACED_ON = f"coalesce({day_of('p.tender_deadline')}, p.awarded_on)"
PLACED = RowSet(f"""
    SELECT {PROCUREMENT_PARTS}, {PLACED_ON} AS date,
        CASE WHEN n.everyone > 0 THEN n.counted ELSE p.counted_enterprises END AS value
    {PROCUREMENT_TABLES}
    LEFT JOIN (
        SELECT g.procurement_id, count(*) AS everyone,
            count(DISTINCT g.identity) FILTER (WHERE g.role IN ('candidate', 'tenderer', 'contractor')) AS counted
        FROM projects_participant g GROUP BY g.procurement_id
    ) n ON n.procurement_id = p.id
    WHERE {PLACED_ON} IS NOT NULL AND {seen(PLACED_ON)}
""")

CONTRACTS = RowSet(
    f"""
    SELECT 'contract' AS kind, k.number AS code, k.number AS title, o.name AS organisation, o.type AS organisation_type,
        k.awarded_on AS date, k.year, k.amount, k.innovative
    FROM reporting_contract k LEFT JOIN organisations_organisation o ON o.id = k.authority_id
    WHERE {seen("k.awarded_on")}
    """,
    year="year",
    within="year BETWEEN %(from)s AND %(to)s",
)
