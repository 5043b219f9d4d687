"""Which rows of every table a person may see, enforced where queries are run.

A restricted person's query runs over temporary views that stand in for the tables it names. A
table that holds nothing to restrict it by is refused, and so is whatever is not a plain table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import duckdb

Columns = Mapping[str, tuple[str, ...]]

OPEN = frozenset(
    {
        *("meta_build", "meta_merged_channels"),
        *("dim_dates", "dim_funnels", "dim_channels", "dim_cities", "annotations"),
    }
)
"""Names and calendars that tell nothing about anybody's figures."""
VIA = {
    ("fct_activity_codes", "channel"): ("activity_id", "fct_activities", "activity_id"),
    ("fct_activity_codes", "city"): ("activity_id", "fct_activities", "activity_id"),
    ("fct_place_lifts", "channel"): ("placement_id", "fct_placements", "placement_id"),
    ("fct_place_lifts", "city"): ("placement_id", "fct_placements", "placement_id"),
    ("fct_placement_verdicts", "channel"): ("placement_id", "fct_placements", "placement_id"),
    ("fct_placement_verdicts", "city"): ("placement_id", "fct_placements", "placement_id"),
    ("fct_registration_evidence", "partner"): ("user_id", "fct_partner_payables", "event_key"),
    ("dim_channels", "partner"): ("channel", "fct_partner_payables", "channel"),
}
"""Tables whose rows belong to those of another one: their key, that table and its key."""
HARMLESS_FUNCTIONS = frozenset({"generate_series", "range", "unnest"})
SOURCES = frozenset(
    {"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY"}
)
"""What a query may read from, in the words of the engine's parser."""
IDENTIFIERS = frozenset({"user_id", "visitor_id", "anonymous_id", "phone", "id_number", "card"})
"""No query may hand these to a page: people appear under pseudonyms."""
PERSONAL = frozenset({"account", "investor", "inviter_id", "order_id", "network_txn_id", "raw_row"})
"""A result with one of these is about single people, and looking at it is written down."""


class RefusedError(Exception):
    """The query asks for more than this person may see; the message names what."""


@dataclass(frozen=True)
class Rows:
    """Channels, partners and cities that a person may see; None is all of them."""

    channel: tuple[str, ...] | None = None
    partner: tuple[str, ...] | None = None
    city: tuple[str, ...] | None = None

    @staticmethod
    def names() -> tuple[str, ...]:
        """What rows can be restricted by: also the names of the columns."""
        return tuple(field.name for field in fields(Rows))

    @property
    def dimensions(self) -> frozenset[str]:
        """What these rows are restricted by."""
        return frozenset(name for name in self.names() if getattr(self, name) is not None)

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of a dimension that is restricted; nothing for one that is not."""
        return getattr(self, dimension) or ()


EVERYTHING = Rows()


@dataclass(frozen=True)
class Catalog:
    """The tables of an open serving file, their columns, and the name that the file goes by."""

    database: str
    columns: Columns

    def full_name(self, table: str) -> str:
        """The table itself, whatever view stands in for it."""
        return f"{_quoted(self.database)}.main.{_quoted(table)}"


def read_catalog(connection: duckdb.DuckDBPyConnection) -> Catalog:
    """What an open file holds."""
    rows = connection.execute(
        "select current_database(), table_name, list(column_name) from duckdb_columns() "
        "where database_name = current_database() and schema_name = 'main' group by all"
    ).fetchall()
    return Catalog(
        str(rows[0][0]) if rows else "", {table: tuple(names) for _, table, names in rows}
    )


def restriction(table: str, catalog: Catalog, rows: Rows) -> str:
    """The condition that a person's rows of a table meet; empty for all of them.

    Raises:
        RefusedError: when the table has no column that tells whose its rows are.
    """
    conditions = []
    for dimension in sorted(rows.dimensions):
        names = catalog.columns[table]
        if dimension in names and f"{dimension}s" not in names:
            conditions += _within(names, dimension, rows.values(dimension))
        elif (table, dimension) in VIA:
            key, parent, parent_key = VIA[table, dimension]
            condition = restriction(parent, catalog, Rows(**{dimension: rows.values(dimension)}))
            whose = f"select {parent_key} from {catalog.full_name(parent)} where {condition}"
            conditions.append(f"{key} in ({whose})")
        elif table not in OPEN:
            raise RefusedError(table)
    return " and ".join(conditions)


def restrict(cursor: duckdb.DuckDBPyConnection, sql: str, catalog: Catalog, rows: Rows) -> None:
    """Let views of this person's rows stand in for the tables that a query names.

    Raises:
        RefusedError: when it names a table that cannot be restricted, or anything but a table.
    """
    for table in tables_of(cursor, sql, catalog):
        condition = restriction(table, catalog, rows)
        if condition:
            cursor.execute(
                f"create temp view {_quoted(table)} as "
                f"select * from {catalog.full_name(table)} where {condition}"
            )


def tables_of(connection: duckdb.DuckDBPyConnection, sql: str, catalog: Catalog) -> tuple[str, ...]:
    """The tables that one query reads, by the engine's own parser.

    Raises:
        RefusedError: when it is not one select over plain tables.
    """
    if [one.type for one in connection.extract_statements(sql)] != [duckdb.StatementType.SELECT]:
        raise RefusedError("statement")
    told = connection.execute("select json_serialize_sql($sql::varchar)", {"sql": sql}).fetchall()
    tree = json.loads(told[0][0])
    if tree.get("error"):
        raise RefusedError("statement")
    nodes = list(_nodes(tree))
    own = {str(one["key"]).lower() for node in nodes for one in _parts_of(node)}
    found = {_table(node) for node in nodes if node.get("type") == "BASE_TABLE"}
    functions = {_function(node) for node in nodes if node.get("type") == "TABLE_FUNCTION"}
    sources = {str(node.get("type")) for node in nodes if {"alias", "sample"} <= set(node)}
    unknown = found - own - set(catalog.columns)
    for name in sorted(unknown | (functions - HARMLESS_FUNCTIONS) | (sources - SOURCES)):
        raise RefusedError(name)
    return tuple(sorted(found & set(catalog.columns)))


def _within(names: tuple[str, ...], dimension: str, values: tuple[str, ...]) -> list[str]:
    """Rows of these values only, and none that also names another one in `other_<dimension>`."""
    if not values:
        return ["false"]
    allowed = ", ".join(_text(value) for value in values)
    others = [name for name in names if name.endswith(f"_{dimension}")]
    return [
        f"{_quoted(dimension)} in ({allowed})",
        *(f"({_quoted(name)} is null or {_quoted(name)} in ({allowed}))" for name in others),
    ]


def _nodes(tree: object) -> Iterator[dict[str, object]]:
    if isinstance(tree, dict):
        yield tree
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    for part in parts:
        yield from _nodes(part)


def _parts_of(node: dict[str, object]) -> list[dict[str, object]]:
    """The common table expressions that a node defines."""
    parts = node.get("cte_map")
    return parts.get("map", []) if isinstance(parts, dict) else []


def _table(node: dict[str, object]) -> str:
    """The name of a table; with its schema where that is written, which no catalogue holds."""
    parts = (node.get("catalog_name"), node.get("schema_name"), node.get("table_name"))
    return ".".join(str(part).lower() for part in parts if part)


def _function(node: dict[str, object]) -> str:
    function = node.get("function")
    return str(function.get("function_name")).lower() if isinstance(function, dict) else ""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
