-- The twelve indicators over ten years as someone would write them by hand, one statement each: the measure of P3.
-- %(from)s and %(to)s are years, both included.

SELECT extract(year FROM submitted_at AT TIME ZONE 'Europe/Brussels') AS year, count(*),
       count(*) FILTER (WHERE status = 'withdrawn' OR withdrawn_at IS NOT NULL)
FROM calls_application
WHERE submitted_at >= make_timestamptz(%(from)s, 1, 1, 0, 0, 0, 'Europe/Brussels')
  AND submitted_at < make_timestamptz(%(to)s + 1, 1, 1, 0, 0, 0, 'Europe/Brussels') AND status <> 'void'
GROUP BY 1 ORDER BY 1;

SELECT extract(year FROM decided_on) AS year, count(*)
FROM calls_application
WHERE status = 'selected' AND decided_on >= make_date(%(from)s, 1, 1) AND decided_on < make_date(%(to)s + 1, 1, 1)
GROUP BY 1 ORDER BY 1;

SELECT extract(year FROM submitted_at AT TIME ZONE 'Europe/Brussels') AS year, count(*)
FROM calls_application
WHERE status = 'selected' AND submitted_at >= make_timestamptz(%(from)s, 1, 1, 0, 0, 0, 'Europe/Brussels')
  AND submitted_at < make_timestamptz(%(to)s + 1, 1, 1, 0, 0, 0, 'Europe/Brussels')
GROUP BY 1 ORDER BY 1;

WITH people AS (
    SELECT r.occasion_id, count(DISTINCT r.email_key) AS n,
           count(DISTINCT r.email_key) FILTER (WHERE r.sector = 'public') AS n_public,
           count(DISTINCT r.email_key) FILTER (WHERE r.sector = 'enterprise') AS n_enterprise,
           count(DISTINCT r.email_key) FILTER (WHERE r.sector = 'knowledge') AS n_knowledge
    FROM registrations_registration r JOIN registrations_occasion o ON o.id = r.occasion_id
    JOIN consultations_marketconsultation m ON m.occasion_id = o.id
    WHERE r.confirmed_at IS NOT NULL AND NOT r.waitlisted AND NOT r.own_staff
      AND (r.cancelled_at IS NULL OR r.cancelled_at >= o.starts_at)
      AND o.starts_at >= make_timestamptz(%(from)s, 1, 1, 0, 0, 0, 'Europe/Brussels')
      AND o.starts_at < make_timestamptz(%(to)s + 1, 1, 1, 0, 0, 0, 'Europe/Brussels')
    GROUP BY 1
)
SELECT extract(year FROM o.starts_at AT TIME ZONE 'Europe/Brussels') AS year, count(*),
       sum(coalesce(p.n, o.counted_public + o.counted_enterprise + o.counted_knowledge + o.counted_unknown)),
       sum(coalesce(p.n_public, o.counted_public)), sum(coalesce(p.n_enterprise, o.counted_enterprise)),
       sum(coalesce(p.n_knowledge, o.counted_knowledge))
FROM consultations_marketconsultation m JOIN registrations_occasion o ON o.id = m.occasion_id
LEFT JOIN people p ON p.occasion_id = o.id
WHERE o.starts_at >= make_timestamptz(%(from)s, 1, 1, 0, 0, 0, 'Europe/Brussels')
  AND o.starts_at < make_timestamptz(%(to)s + 1, 1, 1, 0, 0, 0, 'Europe/Brussels')
GROUP BY 1 ORDER BY 1;

SELECT extract(year FROM launched_on) AS year, count(*) FILTER (WHERE relaunch_of_id IS NULL), count(relaunch_of_id)
FROM projects_procurement
WHERE launched_on >= make_date(%(from)s, 1, 1) AND launched_on < make_date(%(to)s + 1, 1, 1)
GROUP BY 1 ORDER BY 1;

SELECT extract(year FROM delivered_on) AS year, count(*)
FROM projects_procurement
WHERE delivered_on >= make_date(%(from)s, 1, 1) AND delivered_on < make_date(%(to)s + 1, 1, 1)
GROUP BY 1 ORDER BY 1;

WITH steps AS (
    SELECT decided_on, kind, amount - coalesce(lag(amount) OVER w, 0) AS difference, row_number() OVER w = 1 AS first
    FROM cofinancing_cofinancingdecision WHERE kind <> 'refusal'
    WINDOW w AS (PARTITION BY procurement_id ORDER BY decided_on, ref)
)
SELECT extract(year FROM decided_on) AS year, sum(difference) FILTER (WHERE first),
       sum(difference) FILTER (WHERE NOT first), sum(difference)
FROM steps WHERE decided_on >= make_date(%(from)s, 1, 1) AND decided_on < make_date(%(to)s + 1, 1, 1)
GROUP BY 1 ORDER BY 1;

WITH bidders AS (
    SELECT procurement_id, count(DISTINCT identity) AS n FROM projects_participant
    WHERE role <> 'subcontractor' GROUP BY 1
), placed AS (
    SELECT coalesce((tender_deadline AT TIME ZONE 'Europe/Brussels')::date, awarded_on) AS day,
           coalesce(b.n, p.counted_enterprises) AS n
    FROM projects_procurement p LEFT JOIN bidders b ON b.procurement_id = p.id
)
SELECT extract(year FROM day) AS year, count(*), count(n), sum(n), avg(n)
FROM placed WHERE day >= make_date(%(from)s, 1, 1) AND day < make_date(%(to)s + 1, 1, 1)
GROUP BY 1 ORDER BY 1;

WITH people AS (
    SELECT r.occasion_id, count(DISTINCT r.email_key) AS n, count(*) AS rows
    FROM registrations_registration r JOIN registrations_occasion o ON o.id = r.occasion_id
    JOIN outreach_event e ON e.occasion_id = o.id
    WHERE r.confirmed_at IS NOT NULL AND NOT r.waitlisted AND NOT r.own_staff
      AND (r.cancelled_at IS NULL OR r.cancelled_at >= o.starts_at)
    GROUP BY 1
)
SELECT e.kind, extract(year FROM o.starts_at AT TIME ZONE 'Europe/Brussels') AS year, count(*),
       count(coalesce(p.n, o.counted_total)), sum(coalesce(p.n, o.counted_total)), avg(coalesce(p.n, o.counted_total))
FROM outreach_event e JOIN registrations_occasion o ON o.id = e.occasion_id LEFT JOIN people p ON p.occasion_id = o.id
WHERE o.starts_at >= make_timestamptz(%(from)s, 1, 1, 0, 0, 0, 'Europe/Brussels')
  AND o.starts_at < make_timestamptz(%(to)s + 1, 1, 1, 0, 0, 0, 'Europe/Brussels')
GROUP BY 1, 2 ORDER BY 1, 2;

SELECT p.code, extract(year FROM o.starts_at AT TIME ZONE 'Europe/Brussels') AS year, count(*), sum(o.counted_total)
FROM outreach_event e JOIN registrations_occasion o ON o.id = e.occasion_id
JOIN outreach_event_partners x ON x.event_id = e.id JOIN outreach_partner p ON p.id = x.partner_id
WHERE e.kind = 'partner_session' AND p.code IN ('HFB', 'VVSG', 'INO', 'SRO')
GROUP BY 1, 2 ORDER BY 1, 2;

SELECT year, count(*) FILTER (WHERE innovative), count(*),
       (count(*) FILTER (WHERE innovative))::numeric / count(*),
       sum(amount) FILTER (WHERE innovative) / nullif(sum(amount), 0)
FROM reporting_contract WHERE year BETWEEN %(from)s AND %(to)s
GROUP BY 1 ORDER BY 1;
