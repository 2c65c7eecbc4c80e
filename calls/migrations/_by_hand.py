"""What the models of this app cannot say; part of its initial migration."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db.migrations import RunSQL

# What a staff list finds an application by. Only this much of the answers is indexed: PostgreSQL refuses a longer list
# of words, and a submission must never fail on it; for the same reason a content that cannot be read has no words.
SEARCH_FUNCTIONS = """
CREATE FUNCTION calls_application_partner_names(of bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT left(string_agg(organisation.name, ' ' ORDER BY organisation.name), 5000)
    FROM calls_application_partners partner
    JOIN organisations_organisation organisation ON organisation.id = partner.organisation_id
    WHERE partner.application_id = of
$$;

CREATE FUNCTION calls_application_answers(of bigint) RETURNS tsvector LANGUAGE plpgsql STABLE AS $$
DECLARE
    frozen text;
    words text;
BEGIN
    SELECT content INTO frozen FROM calls_revision WHERE application_id = of ORDER BY number DESC LIMIT 1;
    IF frozen IS NULL THEN
        RETURN ''::tsvector;
    END IF;
    SELECT string_agg(value #>> '{}', ' ') INTO words
    FROM jsonb_path_query(frozen::jsonb, '$.sections[*].answers[*].shown.**') value
    WHERE jsonb_typeof(value) IN ('string', 'number');
    RETURN to_tsvector('dutch', pio_normal(left(coalesce(words, ''), 150000)));
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN ''::tsvector;
END
$$;

CREATE FUNCTION calls_partner_finds_application() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE calls_application SET search = NULL WHERE id = coalesce(NEW.application_id, OLD.application_id);
    RETURN NULL;
END
$$;

CREATE FUNCTION calls_organisation_finds_applications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE calls_application SET search = NULL
    WHERE organisation_id = NEW.id
    OR id IN (SELECT application_id FROM calls_application_partners WHERE organisation_id = NEW.id);
    RETURN NULL;
END
$$;

CREATE TRIGGER finds_application AFTER INSERT OR DELETE ON calls_application_partners
FOR EACH ROW EXECUTE FUNCTION calls_partner_finds_application();

CREATE TRIGGER finds_applications AFTER UPDATE OF name ON organisations_organisation
FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION calls_organisation_finds_applications();
"""

NO_SEARCH_FUNCTIONS = """
DROP TRIGGER finds_applications ON organisations_organisation;
DROP TRIGGER finds_application ON calls_application_partners;
DROP FUNCTION calls_organisation_finds_applications(), calls_partner_finds_application();
DROP FUNCTION calls_application_answers(bigint), calls_application_partner_names(bigint);
"""

# What one row cannot say: an application waits for a completion exactly while a request for it is open, and is decided
# exactly as its published decision says. Triggers of all three tables ask it when the transaction ends.
INVARIANTS = """
CREATE FUNCTION calls_check_application(of bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    row record;
    decision record;
    decided boolean;
BEGIN
    SELECT status, decided_on INTO row FROM calls_application WHERE id = of;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    IF (row.status = 'info_requested') <> EXISTS (
        SELECT 1 FROM calls_completionrequest WHERE application_id = of AND status = 'open'
    ) THEN
        RAISE EXCEPTION 'application %: waits for a completion without an open request, or the other way round', of
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'application_waits_for_what_was_asked';
    END IF;
    SELECT outcome, decided_on INTO decision FROM calls_decision WHERE application_id = of AND status = 'published';
    decided := FOUND;
    IF (row.status IN ('ineligible', 'selected', 'not_selected')) <> decided
        OR (decided AND (decision.outcome, decision.decided_on) IS DISTINCT FROM (row.status, row.decided_on)) THEN
        RAISE EXCEPTION 'application %: not decided as its published decision says', of
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'application_is_decided_as_published';
    END IF;
END
$$;

CREATE FUNCTION calls_partner_is_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM calls_application WHERE id = NEW.application_id AND organisation_id = NEW.organisation_id) THEN
        RAISE EXCEPTION 'applicant_is_not_its_own_partner: the applicant is one of its partners'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'applicant_is_not_its_own_partner';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER partner_is_another BEFORE INSERT OR UPDATE ON calls_application_partners
FOR EACH ROW EXECUTE FUNCTION calls_partner_is_another();

ALTER TABLE calls_application ADD CONSTRAINT application_round_is_of_its_call
FOREIGN KEY (round_id, call_id) REFERENCES calls_round (id, call_id);
"""

NO_INVARIANTS = """
ALTER TABLE calls_application DROP CONSTRAINT application_round_is_of_its_call;
DROP TRIGGER partner_is_another ON calls_application_partners;
DROP FUNCTION calls_partner_is_another(), calls_check_application(bigint);
"""

BEFORE = [BtreeGistExtension()]  # periods that may not overlap
AFTER = [RunSQL(SEARCH_FUNCTIONS, NO_SEARCH_FUNCTIONS), RunSQL(INVARIANTS, NO_INVARIANTS)]
