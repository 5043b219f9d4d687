"""Events and their people opened for a question: instants, names and properties as SQL."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from measurement.filters import Parameters, Properties
from measurement.tables import Resources, Table, columns, instant, opened

Persons = Mapping[str, Mapping[str, object]] | Table
"""Properties by person: a dictionary, or a table of `person` and `props` or other columns."""
REQUIRED = ("person", "event", "ts")


@dataclass(frozen=True)
class EventSource:
    """An open connection with `events` (and `persons`), and how a statement reads them."""

    connection: duckdb.DuckDBPyConnection
    has_persons: bool
    ts: str
    columns: Mapping[str, str]

    @property
    def properties(self) -> Properties:
        """Where properties are, in a statement that reads `relation`."""
        people = columns(self.connection, "persons") if self.has_persons else {}
        return Properties(_Reader("e", self.columns), _Reader("p", people))

    def count(self) -> int:
        """How many events there are."""
        return self.connection.execute("select count(*) from events").fetchall()[0][0]

    def relation(self, once: bool = False) -> str:
        """The `from` clause: events as `e`, their people as `p`.

        With `once` a repeated `event_id` counts as one event; those without an id each count.
        """
        events = "events"
        if once and "event_id" in self.columns:
            events = (
                "(select * from events qualify event_id is null or row_number() over "
                "(partition by event_id order by ts nulls last, person nulls last, "
                "event nulls last) = 1)"
            )
        if not self.has_persons:
            return f"{events} e"
        return f"{events} e left join persons p on cast(e.person as varchar) = p.person"


@contextmanager
def opened_events(
    events: Table, persons: Persons | None = None, resources: Resources | None = None
) -> Generator[EventSource]:
    """Open `events` (`person`, `event`, `ts`, perhaps `props`, `session`, `event_id`).

    Raises:
        TableError: when a table cannot be read or lacks a column.
    """
    tables: dict[str, Table] = {"events": _plain(events)}
    required: dict[str, tuple[str, ...]] = {"events": REQUIRED}
    if persons is not None:
        tables["told_persons"] = _plain(_table(persons))
        required["told_persons"] = ("person",)
    with opened(tables, required, resources) as connection:
        if persons is not None:
            _keep_persons(connection)
        found = columns(connection, "events")
        yield EventSource(connection, persons is not None, instant(connection, "events"), found)


def _keep_persons(connection: duckdb.DuckDBPyConnection) -> None:
    """The table `persons`: one row per person, the properties as one JSON text."""
    found = columns(connection, "told_persons")
    props = "cast(to_json(t) as varchar)"
    if "props" in found:
        props = "props" if found["props"] == "VARCHAR" else "cast(to_json(props) as varchar)"
    connection.execute(
        f"create temp table persons as select cast(person as varchar) as person, "
        f"max({props}) as props from told_persons t where person is not null group by 1"
    )


def _table(persons: Persons) -> Table:
    if not isinstance(persons, Mapping):
        return persons
    told = [(str(person), json.dumps(props)) for person, props in persons.items()]
    return pa.table(
        {
            "person": pa.array([person for person, _ in told], pa.string()),
            "props": pa.array([props for _, props in told], pa.string()),
        }
    )


def _plain(table: Table) -> Table:
    """A DataFrame's dictionaries as JSON text: rows may differ in their keys."""
    if not isinstance(table, pd.DataFrame):
        return table
    nested = [
        name
        for name in table.columns
        if table[name].dtype == object and any(isinstance(value, dict) for value in table[name])
    ]
    return table.assign(**{name: table[name].map(_json) for name in nested}) if nested else table


def _json(value: object) -> str | None:
    return json.dumps(value) if isinstance(value, dict) else None


@dataclass(frozen=True)
class _Reader:
    """Reads a property as text: a column of that name, else a key of `props`."""

    alias: str
    found: Mapping[str, str]

    def __call__(self, name: str, parameters: Parameters) -> str:
        if name in self.found and name not in {"person", "event", "ts", "props"}:
            return f'cast({self.alias}."{name}" as varchar)'
        if "props" not in self.found:
            return "cast(null as varchar)"
        escaped = name.replace("~", "~0").replace("/", "~1")
        key = parameters.bind(f"/{escaped}")
        props = f"{self.alias}.props"
        if self.found["props"] not in {"VARCHAR", "JSON"}:
            props = f"to_json({props})"
        return f"try(json_extract_string({props}, {key}))"
