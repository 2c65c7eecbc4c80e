"""What the models cannot say; part of the initial migration of the users, which every other one follows.

The form in which all is searched and sorted (`pio_portal/searched.py`), for the database.
"""

from django.db.migrations import RunSQL

from pio_portal.searched import LEADING, LETTERS, PAIRS, SHAPES, SIGNS, UNSEEN


def _replaced(text: str, signs: dict[str, str]) -> str:
    """SQL that replaces each sign by the one letter for which it stands."""
    one_by_one = [(sign, letter) for letter, those in signs.items() for sign in those]
    one, other = ("".join(part).replace("'", "''") for part in zip(*one_by_one, strict=True))
    return f"translate({text}, '{one}', '{other}')"


def _normal_sql() -> str:
    plain = _replaced(f"lower(normalize({_replaced('$1', SHAPES)}, NFKD))", LETTERS)
    for letters, signs in PAIRS.items():
        for sign in signs:
            plain = f"replace({plain}, '{sign}', '{letters}')"
    return f"regexp_replace(regexp_replace({plain}, '[{UNSEEN}]', '', 'g'), '[{SIGNS}]', ' ', 'g')"


# The bodies are bound to what they call when they are made, so that they stay right in an index and in a restored copy.
# Nearly every text is ASCII, and then there is little to do. The order is that of ICU where this PostgreSQL has it; else
# the sorting form in the order of its characters, which is the same for what people write here.
FUNCTIONS = rf"""
CREATE FUNCTION pio_normal(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    CASE WHEN octet_length($1) = length($1) THEN replace(lower($1), '`', '''') ELSE {_normal_sql()} END;

CREATE FUNCTION pio_sorting(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    ltrim(translate(pio_normal($1), '''"', ''), '{LEADING}');

DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_collation WHERE collname = 'nl-x-icu') THEN
        CREATE COLLATION pio_dutch FROM "nl-x-icu";
    ELSE
        CREATE COLLATION pio_dutch FROM "C";
    END IF;
END $$;
"""  # noqa: S608 - our own table of signs
NO_FUNCTIONS = """
DROP COLLATION pio_dutch;
DROP FUNCTION pio_sorting(text);
DROP FUNCTION pio_normal(text);
"""

BEFORE = [RunSQL(FUNCTIONS, NO_FUNCTIONS)]
AFTER: list = []
