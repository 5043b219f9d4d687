"""Holds two warehouses against each other, table by table, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest

import duckdb

FLOATS = {"DOUBLE", "FLOAT"}
RELATIVE, ABSOLUTE = 1e-9, 1e-12
LEFT, RIGHT = "left_side", "right_side"
NUMBER = "_person"
"""Kept by DuckDB beside a model's columns, as Spark keeps the month: no column of the model."""
KEY_TESTS = {"unique", "unique_key", "unique_together"}
AT_ONCE = 2
"""Tables held against each other at the same time: a small one takes a single thread."""


@dataclass(frozen=True)
class Difference:
    """Rows of a table that only one side has (`column` empty), or that differ in a column."""

    table: str
    column: str
    rows: int


def tables(connection: duckdb.DuckDBPyConnection, side: str = LEFT) -> list[str]:
    """The tables of the side, in the order of their names; views of DuckDB's own are left out."""
    found = connection.execute(
        "select table_name from duckdb_tables() where database_name = ? and schema_name = 'main' "
        "order by 1",
        [side],
    ).fetchall()
    return [name for (name,) in found]


def all_differences(
    connection: duckdb.DuckDBPyConnection, names: Iterable[str], keys: Mapping[str, Sequence[str]]
) -> list[Difference]:
    """What differs between both sides of these tables; `keys` as `keys` finds them."""

    def found(name: str) -> list[Difference]:
        with connection.cursor() as own:
            return differences(own, name, keys.get(name, ()))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [difference for of_one in pool.map(found, names) for difference in of_one]


def differences(
    connection: duckdb.DuckDBPyConnection, table: str, key: Sequence[str] = ()
) -> list[Difference]:
    """What differs between both sides of `table`, whose rows `key` identifies.

    Without a key all columns but floats are one, and equal rows are counted. Floats may differ by
    1e-9 of their size, all else not at all; null is only equal to null.
    """
    types = _types(connection, LEFT, table)
    if set(types) != set(_types(connection, RIGHT, table)):
        return [Difference(table, "columns", 0)]
    exact = [name for name, kind in types.items() if kind not in FLOATS]
    joined = _joined(table, types, list(key) or exact)
    checks = {name: _differs(name, kind) for name, kind in types.items()}
    counts = ", ".join(
        f"count_if(l.nth is not null and r.nth is not null and {c})" for c in checks.values()
    )
    found = connection.execute(
        f"select count_if(l.nth is null or r.nth is null), {counts} from {joined}"
    ).fetchall()[0]
    named = zip(["", *checks], found, strict=True)
    return [Difference(table, column, rows) for column, rows in named if rows]


def other_types(connection: duckdb.DuckDBPyConnection, table: str) -> list[Difference]:
    """Columns of `table` that have another place or type on the other side."""
    here, there = (list(_types(connection, side, table).items()) for side in (LEFT, RIGHT))
    pairs = zip_longest(here, there, fillvalue=("", ""))
    return [Difference(table, one[0] or other[0], 0) for one, other in pairs if one != other]


def keys(nodes: Mapping[str, dict]) -> dict[str, list[str]]:
    """The columns that identify a row of each model, as its own tests say."""
    found: dict[str, list[str]] = {}
    for node in nodes.values():
        test = node.get("test_metadata") or {}
        where = node["config"].get("where") if node["resource_type"] == "test" else None
        if test.get("name") not in KEY_TESTS or (where and "__" not in where):
            continue
        model = str(node["attached_node"]).rsplit(".", 1)[-1]
        columns = test["kwargs"].get("columns") or [test["kwargs"]["column_name"]]
        found.setdefault(model, list(columns))
    return found


def _types(connection: duckdb.DuckDBPyConnection, side: str, table: str) -> dict[str, str]:
    rows = connection.execute(f'describe select * from {side}.main."{table}"').fetchall()
    return {row[0]: row[1] for row in rows if row[0] != NUMBER}


def _joined(table: str, types: Mapping[str, str], key: Sequence[str]) -> str:
    listed = ", ".join(f'"{name}"' for name in key)
    order = ", ".join(f'"{name}" nulls last' for name in sorted(set(types) - set(key))) or "1"
    sides = [
        f"(select *, row_number() over (partition by {listed} order by {order}) as nth "
        f'from {side}.main."{table}")'
        for side in (LEFT, RIGHT)
    ]
    same = " and ".join(f'l."{name}" is not distinct from r."{name}"' for name in [*key, "nth"])
    return f"{sides[0]} as l full outer join {sides[1]} as r on {same}"


def _differs(name: str, kind: str) -> str:
    left, right = f'l."{name}"', f'r."{name}"'
    if kind not in FLOATS:
        return f"{left} is distinct from {right}"
    near = f"abs({left} - {right}) <= greatest({ABSOLUTE}, {RELATIVE} * abs({left}))"
    return f"({left} is distinct from {right} and not coalesce({near}, false))"
