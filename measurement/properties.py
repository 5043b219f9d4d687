"""Properties of events and of persons, wherever a table keeps them, as text for conditions."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from measurement.filters import Parameters, Properties, Property
from measurement.tables import Table, TableError, as_document, columns

Persons = Mapping[str, Mapping[str, object]] | Table
"""Properties by person: a mapping, or a table with `person` and `props` or a column for each."""

_NEVER_PROPERTIES = {"person", "event", "ts", "props"}


def persons_table(persons: Persons) -> Table:
    """Persons as a table with the columns `person` and `props`, or the table they already are."""
    if not isinstance(persons, Mapping):
        return persons
    names = pa.array([str(name) for name in persons], pa.string())
    props = pa.array([as_document(dict(told)) for told in persons.values()], pa.string())
    return pa.table({"person": names, "props": props})


def require_one_row_per_person(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Refuse persons told twice: each of their events would count twice.

    Raises:
        TableError: with the first such person.
    """
    told = connection.execute(
        f'select person from "{table}" group by person having count(*) > 1 order by 1 limit 1'
    ).fetchone()
    if told:
        raise TableError(f"{table}: person {told[0]} has more than one row.")


def properties(
    connection: duckdb.DuckDBPyConnection, events: str, persons: str | None
) -> Properties:
    """Readers for the aliases `e` (events) and `p` (persons); without persons all are missing."""
    return Properties(
        property_of(connection, events, "e"),
        property_of(connection, persons, "p") if persons else _missing,
    )


def property_of(connection: duckdb.DuckDBPyConnection, table: str, alias: str) -> Property:
    """SQL for a property of `table`: from its `props` (JSON, struct, map), else its own column."""
    kinds = columns(connection, table)

    def read(name: str, parameters: Parameters) -> str:
        found = []
        if "props" in kinds:
            props = f"{alias}.props"
            document = props if kinds["props"] in {"VARCHAR", "JSON"} else f"to_json({props})"
            found.append(f"try(json_extract_string({document}, {parameters.bind(_pointer(name))}))")
        if name in kinds and name not in _NEVER_PROPERTIES:
            quoted = name.replace('"', '""')
            found.append(f'cast({alias}."{quoted}" as varchar)')
        return f"coalesce({', '.join(found)})" if found else _missing(name, parameters)

    return read


def _missing(_name: str, _parameters: Parameters) -> str:
    return "cast(null as varchar)"


def _pointer(name: str) -> str:
    """The JSON pointer (RFC 6901) of a key at the top, whatever characters the key has."""
    return "/" + name.replace("~", "~0").replace("/", "~1")
