"""How the rows of a temporary table land in a model: what is new is inserted, what differs changed, the rest left.

Statuses are protected fields that only transitions may assign; what is imported is history and got its status
elsewhere, so here, and only here, it is written as a value of the row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

MANY_ROWS = 500
LITERALS = {True: "true", False: "false", None: "NULL"}


@dataclass
class Counts:
    """What an import did to one table."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class Landing:
    """Where rows land. `source` is SQL that gives one row per object, as `s`; the other values are SQL over `s`.

    `key` finds the object that is there already; `values` are kept equal to the source; of `known` an empty cell
    changes nothing, and neither does a full one where the portal itself made the object and knows better; `once` is only
    given to what is new, because the portal or its people go on from there.
    """

    model: type[models.Model]
    source: str
    key: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    once: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)

    def land(self) -> Counts:
        """Write what is new and what changed; give how many of each."""
        changed = self._update()
        new = self._insert()
        refresh_statistics(self.model, new)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({self.source}) s")
            (total,) = cursor.fetchone()
        return Counts(new=new, changed=changed, unchanged=total - new - changed)

    def _same(self) -> str:
        return " AND ".join(f"t.{quoted(self.model, name)} = {value}" for name, value in self.key.items())

    def _insert(self) -> int:
        usual = defaults(self.model)
        known = {
            name: f"coalesce({value}, {usual[name]})" if name in usual else value for name, value in self.known.items()
        }
        given = {**usual, **self.once, **self.values, **known, **self.key}
        columns = ", ".join(quoted(self.model, name) for name in given)
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {', '.join(given.values())} FROM ({self.source}) s "
                f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {self._same()}) ORDER BY s.row"
            )
            return cursor.rowcount

    def _update(self) -> int:
        given = {**self.values, **self.known}
        if not given:
            return 0
        table = self.model._meta.db_table
        names = {name: quoted(self.model, name) for name in given}
        news = {name: f"n{number}" for number, name in enumerate(given)}
        found = {name: self._found(name, names[name], value) for name, value in given.items()}
        selected = ", ".join(f"{found[name]} AS {news[name]}" for name in given)
        settings = ", ".join(f"{names[name]} = v.{news[name]}" for name in given)
        differs = " OR ".join(f"t.{names[name]} IS DISTINCT FROM v.{news[name]}" for name in given)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} AS t SET {settings} FROM (SELECT t.id AS found, {selected} FROM ({self.source}) s "
                f"JOIN {table} t ON {self._same()}) v WHERE t.id = v.found AND ({differs})"
            )
            return cursor.rowcount

    def _found(self, name: str, column: str, value: str) -> str:
        """What a column becomes: as the source says, but for what only the portal knows."""
        if name not in self.known:
            return value
        fields = {each.name: each for each in self.model._meta.concrete_fields}
        filled = f"nullif(t.{column}, '')" if fields[name].empty_strings_allowed else f"t.{column}"
        later = f"coalesce({value}, t.{column})"
        if "imported" not in fields:
            return later
        return f"CASE WHEN t.imported THEN {later} ELSE coalesce({filled}, {later}) END"


def refresh_statistics(model: type[models.Model], rows: int) -> None:
    """Plan anew for a table that grew: else triggers and foreign keys go on scanning it as when it was empty."""
    if rows > MANY_ROWS:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def quoted(model: type[models.Model], name: str) -> str:
    """The column of a field, so that a misspelt field is an error here and not in the database."""
    return f'"{model._meta.get_field(name).column}"'


def defaults(model: type[models.Model]) -> dict[str, str]:
    """What Django would give to the fields that nobody names: the database has no defaults of its own."""
    given = {}
    for each in model._meta.concrete_fields:
        if each.generated or each.primary_key or each.null:
            continue
        if each.has_default() and (isinstance(each, ArrayField) or not callable(each.default)):
            given[each.name] = literal(each.get_default())
        elif each.empty_strings_allowed and not each.has_default():
            given[each.name] = "''"
    if "imported" in given:
        given["imported"] = "true"
    return given


def literal(value) -> str:
    """A default as SQL."""
    if isinstance(value, bool) or value is None:
        return LITERALS[value]
    if isinstance(value, list):
        return "'{" + ",".join(str(item) for item in value) + "}'"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


@dataclass(frozen=True)
class Links:
    """Keeps a many-to-many relation equal to the source, which gives (owner, member) ids as `s`, for the `owners`."""

    through: type[models.Model]
    owner: str
    member: str
    source: str
    owners: str

    def land(self) -> int:
        """Add what is missing, remove what is no longer there; give how many."""
        table, owner, member = (
            self.through._meta.db_table,
            quoted(self.through, self.owner),
            quoted(self.through, self.member),
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} t WHERE t.{owner} IN ({self.owners}) "
                f"AND (t.{owner}, t.{member}) NOT IN (SELECT s.owner, s.member FROM ({self.source}) s)"
            )
            removed = cursor.rowcount
            cursor.execute(
                f"INSERT INTO {table} ({owner}, {member}) SELECT DISTINCT s.owner, s.member FROM ({self.source}) s "
                f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{owner} = s.owner AND t.{member} = s.member)"
            )
            return removed + cursor.rowcount


@dataclass(frozen=True)
class Heap:
    """Rows without a key, which may repeat: each owner gets as many equal ones as the source says, no more, no less.

    Only rows that were imported are ever removed.
    """

    model: type[models.Model]
    source: str
    owner: tuple[str, str]
    values: Mapping[str, str]
    once: Mapping[str, str] = field(default_factory=dict)

    def land(self) -> Counts:
        """Insert what is missing, delete what is too many."""
        compared = dict([self.owner]) | dict(self.values)
        names = {name: quoted(self.model, name) for name in compared}
        table, owner = self.model._meta.db_table, names[self.owner[0]]
        keys = [f"k{number}" for number in range(len(names))]
        wanted = ", ".join(f"{value} AS {key}" for value, key in zip(compared.values(), keys, strict=True))
        kept = ", ".join(f"t.{name} AS {key}" for name, key in zip(names.values(), keys, strict=True))
        extra = "".join(f", {value} AS x{number}" for number, value in enumerate(self.once.values()))
        equal = " AND ".join(f"w.{key} IS NOT DISTINCT FROM k.{key}" for key in [*keys, "nth"])
        hashed = f"md5(ROW({', '.join(keys)})::text)"
        both = f"""
            WITH wanted AS MATERIALIZED (SELECT *, {hashed} AS hash,
                row_number() OVER (PARTITION BY {", ".join(keys)} ORDER BY row) AS nth
                FROM (SELECT s.row, {wanted}{extra} FROM ({self.source}) s) w),
            kept AS MATERIALIZED (SELECT *, {hashed} AS hash,
                row_number() OVER (PARTITION BY {", ".join(keys)} ORDER BY id) AS nth
                FROM (SELECT t.id, {kept} FROM {table} t
                      WHERE t.imported AND t.{owner} IN (SELECT k0 FROM wanted)) k)
        """
        given = defaults(self.model)
        columns = [*names.values(), *(quoted(self.model, name) for name in [*self.once, *given] if name not in names)]
        shown = [f"w.{key}" for key in keys] + [f"w.x{number}" for number in range(len(self.once))]
        shown += [value for name, value in given.items() if name not in names]
        with connection.cursor() as cursor:
            cursor.execute(
                f"{both} DELETE FROM {table} t USING kept k WHERE t.id = k.id "
                f"AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.hash = k.hash AND {equal})"
            )
            removed = cursor.rowcount
            cursor.execute(
                f"{both} INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(shown)} FROM wanted w "
                f"WHERE NOT EXISTS (SELECT 1 FROM kept k WHERE w.hash = k.hash AND {equal}) ORDER BY w.row"
            )
            added = cursor.rowcount
            refresh_statistics(self.model, added)
            cursor.execute(f"SELECT count(*) FROM ({self.source}) s")
            (total,) = cursor.fetchone()
        changed = min(added, removed)
        return Counts(new=added - changed, changed=max(added, removed) - (added - changed), unchanged=total - added)
