"""How the rows of a temporary table land in a model: what is new is inserted, what differs changed, the rest left.

Statuses are protected fields that only transitions may assign; what is imported is history and got its status
elsewhere, so here, and only here, it is written as a value of the row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from pio_portal.audit.models import Entry
from reporting.importing.ownership import BY_IMPORT, Kept, history_of, in_order, owned

MANY_ROWS = 500
LITERALS = {True: "true", False: "false", None: "NULL"}


@dataclass
class Counts:
    """What an import did to one table; of the rows in `kept`, what people changed in the portal stays."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: Kept = field(default_factory=dict)

    def also_kept(self, kept: Kept) -> "Counts":
        """The same, with what another step kept."""
        return replace(self, kept=in_order(self.kept, kept))


@dataclass(frozen=True)
class Landing:
    """Where rows land. `source` is SQL that gives one row per object, as `s`; the other values are SQL over `s`.

    `key` finds the object that is there already; `values` are kept equal to the source; of `known` an empty cell
    changes nothing; `once` is only given to what is new, because the portal or its people go on from there. What people
    filled or changed in the portal stays: column by column, but for those that stand or fall `together`. A row that they
    took away or renamed does not come back, unless it `may_return`.
    """

    model: type[models.Model]
    source: str
    key: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    once: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    together: tuple[str, ...] = ()
    may_return: bool = False

    def land(self) -> Counts:
        """Write what is new and what changed; give how many of each."""
        changed = self._update()
        new = self._insert()
        refresh_statistics(self.model, new)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({self.source}) s")
            (total,) = cursor.fetchone()
        return Counts(new, changed, total - new - changed, in_order(self._kept(), self._gone()))

    def _same(self, alias: str = "t") -> str:
        return " AND ".join(f"{alias}.{quoted(self.model, name)} = {value}" for name, value in self.key.items())

    def _taken_away(self) -> str:
        """Whether a row was imported with this key before: where there is none now, people took it away."""
        history = "" if self.may_return else history_of(self.model)
        ours = BY_IMPORT.format("e")
        return f"EXISTS (SELECT 1 FROM {history} e WHERE {ours} AND {self._same('e')})" if history else "false"

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
                f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {self._same()}) AND NOT {self._taken_away()} "
                "ORDER BY s.row"
            )
            return cursor.rowcount

    def _gone(self) -> Kept:
        """The rows that stay away, by the name of their key."""
        name = str(self.model._meta.get_field(list(self.key)[-1]).verbose_name)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT s.row FROM ({self.source}) s WHERE {self._taken_away()} "
                f"AND NOT EXISTS (SELECT 1 FROM {self.model._meta.db_table} t WHERE {self._same()})"
            )
            return {row: [name] for (row,) in cursor.fetchall()}

    def _update(self) -> int:
        given = {**self.values, **self.known}
        if not given:
            return 0
        table = self.model._meta.db_table
        names = {name: quoted(self.model, name) for name in given}
        news = {name: f"n{number}" for number, name in enumerate(given)}
        found = {
            name: f"CASE WHEN {self._is_owned(name)} THEN t.{names[name]} ELSE {self._told(name)} END" for name in given
        }
        selected = ", ".join(f"{found[name]} AS {news[name]}" for name in given)
        settings = ", ".join(f"{names[name]} = v.{news[name]}" for name in given)
        differs = " OR ".join(f"t.{names[name]} IS DISTINCT FROM v.{news[name]}" for name in given)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} AS t SET {settings} FROM (SELECT t.id AS found, {selected} FROM ({self.source}) s "
                f"JOIN {table} t ON {self._same()} {self._with_owned()}) v WHERE t.id = v.found AND ({differs})"
            )
            return cursor.rowcount

    def _kept(self) -> Kept:
        """Per row of the file the names of what it would change, had people not changed it in the portal."""
        names = [*self.values, *self.known]
        if not names or not history_of(self.model):
            return {}
        stays = ", ".join(
            f"CASE WHEN {self._is_owned(name)} AND t.{quoted(self.model, name)} IS DISTINCT FROM {self._told(name)} "
            f"THEN {literal(str(self.model._meta.get_field(name).verbose_name))} END"
            for name in names
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT row, names FROM (SELECT s.row, array_remove(ARRAY[{stays}], NULL) AS names "
                f"FROM ({self.source}) s JOIN {self.model._meta.db_table} t ON {self._same()} {self._with_owned()}) k "
                "WHERE cardinality(names) > 0"
            )
            return dict(cursor.fetchall())

    def _with_owned(self) -> str:
        """The join that tells what of a row is the portal's."""
        if not (history := history_of(self.model)):
            return ""
        columns = [quoted(self.model, name) for name in (*self.values, *self.known)]
        return f"LEFT JOIN ({owned(history, columns)}) o ON o.owner = t.id"

    def _is_owned(self, name: str) -> str:
        if not history_of(self.model):
            return "false"
        group = self.together if name in self.together else (name,)
        return "(" + " OR ".join(f"coalesce(o.{quoted(self.model, each)}, false)" for each in group) + ")"

    def _told(self, name: str) -> str:
        """What the source says of a column; of what is known an empty cell says nothing."""
        if name in self.known:
            return f"coalesce({self.known[name]}, t.{quoted(self.model, name)})"
        return self.values[name]


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
    """Keeps a many-to-many relation equal to the source, which gives (owner, member) ids as `s`, for the `owners`.

    `owners` gives (owner, row). Of an owner in whose timeline one of the `verbs` stands, people chose them: they stay.
    """

    through: type[models.Model]
    owner: str
    member: str
    source: str
    owners: str
    verbs: tuple[str, ...] = ()

    def land(self) -> tuple[int, Kept]:
        """Add what is missing, remove what is no longer there; give how many, and which rows stay as people chose."""
        table, owner, member = (
            self.through._meta.db_table,
            quoted(self.through, self.owner),
            quoted(self.through, self.member),
        )
        now = f"SELECT array_agg(t.{member} ORDER BY t.{member}) FROM {table} t WHERE t.{owner} = c.owner"
        told = f"SELECT array_agg(DISTINCT s.member ORDER BY s.member) FROM ({self.source}) s WHERE s.owner = c.owner"
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} t WHERE t.{owner} IN (SELECT p.owner FROM ({self.owners}) p) "
                f"AND t.{owner} NOT IN ({self._chosen()}) "
                f"AND (t.{owner}, t.{member}) NOT IN (SELECT s.owner, s.member FROM ({self.source}) s)"
            )
            removed = cursor.rowcount
            cursor.execute(
                f"INSERT INTO {table} ({owner}, {member}) SELECT DISTINCT s.owner, s.member FROM ({self.source}) s "
                f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{owner} = s.owner AND t.{member} = s.member) "
                f"AND s.owner NOT IN ({self._chosen()})"
            )
            added = cursor.rowcount
            cursor.execute(
                f"SELECT c.row FROM ({self.owners}) c WHERE c.owner IN ({self._chosen()}) "
                f"AND ({now}) IS DISTINCT FROM ({told})"
            )
            name = str(self.through._meta.get_field(self.member).related_model._meta.verbose_name_plural)
            return removed + added, {row: [name] for (row,) in cursor.fetchall()}

    def _chosen(self) -> str:
        """The owners whose links people changed in the portal."""
        if not self.verbs:
            return "SELECT NULL::bigint WHERE false"
        owner: Any = self.through._meta.get_field(self.owner).related_model
        verbs = ", ".join(f"'{verb}'" for verb in self.verbs)
        kind = ContentType.objects.get_for_model(owner).pk
        return f"SELECT about_id FROM {Entry._meta.db_table} WHERE about_type_id = {kind} AND verb IN ({verbs})"


@dataclass(frozen=True)
class Heap:
    """Rows without a key, which may repeat: each owner gets as many equal ones as the source says, no more, no less.

    A row is known by what it was imported as. What people changed or took away in the portal since stays so; only rows
    that were imported, and that nobody touched, are ever removed.
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
        kept = ", ".join(f"e.{name} AS {key}" for name, key in zip(names.values(), keys, strict=True))
        history = history_of(self.model)
        ours, theirs = BY_IMPORT.format("e"), f"NOT ({BY_IMPORT.format('d')})"
        extra = "".join(f", {value} AS x{number}" for number, value in enumerate(self.once.values()))
        equal = " AND ".join(f"w.{key} IS NOT DISTINCT FROM k.{key}" for key in [*keys, "nth"])
        hashed = f"md5(ROW({', '.join(keys)})::text)"
        both = f"""
            WITH wanted AS MATERIALIZED (SELECT *, {hashed} AS hash,
                row_number() OVER (PARTITION BY {", ".join(keys)} ORDER BY row) AS nth
                FROM (SELECT s.row, {wanted}{extra} FROM ({self.source}) s) w),
            kept AS MATERIALIZED (SELECT *, {hashed} AS hash,
                row_number() OVER (PARTITION BY {", ".join(keys)} ORDER BY id) AS nth
                FROM (SELECT e.pgh_obj_id AS id, {kept},
                             EXISTS (SELECT 1 FROM {history} d WHERE d.pgh_obj_id = e.pgh_obj_id AND {theirs}) AS touched
                      FROM {history} e LEFT JOIN {table} t ON t.id = e.pgh_obj_id
                      WHERE e.pgh_label = 'insert' AND {ours} AND e.{owner} IN (SELECT k0 FROM wanted)
                      AND (t.id IS NOT NULL OR EXISTS (SELECT 1 FROM {history} d WHERE d.pgh_obj_id = e.pgh_obj_id
                                                       AND d.pgh_label = 'delete' AND {theirs}))) k)
        """
        given = defaults(self.model)
        columns = [*names.values(), *(quoted(self.model, name) for name in [*self.once, *given] if name not in names)]
        shown = [f"w.{key}" for key in keys] + [f"w.x{number}" for number in range(len(self.once))]
        shown += [value for name, value in given.items() if name not in names]
        with connection.cursor() as cursor:
            cursor.execute(
                f"{both} DELETE FROM {table} t USING kept k WHERE t.id = k.id AND NOT k.touched "
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
            cursor.execute(
                f"{both} SELECT w.row FROM wanted w JOIN kept k ON w.hash = k.hash AND {equal} WHERE k.touched"
            )
            name = str(self.model._meta.verbose_name)
            stays = in_order({row: [name] for (row,) in cursor.fetchall()})
        changed = min(added, removed)
        return Counts(added - changed, max(added, removed) - (added - changed), total - added, stays)
