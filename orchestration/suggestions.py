"""Which known name an unmatched tracking value most likely meant, written when publishing."""

from __future__ import annotations

import duckdb

from measurement.nearest import nearest

FIELDS = ("utm_source", "utm_medium", "code")
_NAMES = {
    "int_channel_rules": {
        "utm_source": "select utm_source from {table} where utm_source is not null",
        "utm_medium": "select utm_medium from {table} where utm_medium is not null",
    },
    "int_codes": {"code": "select code from {table}"},
    "stg_sheets__activity_codes": {"code": "select code from {table}"},
}


def known_names(warehouse: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Tracking values that channel rules and sheets know, by field; empty before a first build."""
    names: dict[str, set[str]] = {field: set() for field in FIELDS}
    found = warehouse.execute(
        "select table_schema, table_name from information_schema.tables"
    ).fetchall()
    for schema, relation in found:
        for field, query in _NAMES.get(relation, {}).items():
            rows = warehouse.execute(query.format(table=f'"{schema}"."{relation}"')).fetchall()
            names[field] |= {row[0] for row in rows}
    return names


def write(serving: duckdb.DuckDBPyConnection, names: dict[str, set[str]]) -> None:
    """Fill `unmatched_suggestions`: one row per field and unmatched value that has a near name."""
    serving.execute(
        "create table unmatched_suggestions (field varchar, value varchar, suggestion varchar)"
    )
    has_traffic = serving.execute(
        "select 1 from information_schema.tables where table_name = 'fct_unmatched_traffic'"
    ).fetchall()
    rows = []
    for field in FIELDS if has_traffic else ():
        values = serving.execute(
            f"select distinct {field} from fct_unmatched_traffic where {field} <> '' order by 1"
        ).fetchall()
        meant = ((value, nearest(value, names[field])) for (value,) in values)
        rows += [[field, value, name] for value, name in meant if name]
    if rows:
        serving.executemany("insert into unmatched_suggestions values (?, ?, ?)", rows)
