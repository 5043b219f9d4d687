"""Events and their people opened for a question, and how a statement reads them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from measurement.filters import Properties
from measurement.properties import (
    Persons,
    persons_table,
    properties,
    require_one_row_per_person,
)
from measurement.tables import Resources, Table, columns, instant, opened

REQUIRED = {"events": ("person", "event", "ts"), "persons": ("person",)}


@dataclass(frozen=True)
class EventSource:
    """An open connection with `events`, and perhaps `persons`.

    `ts` is SQL for the instant, `properties` for the rest, of a statement over `relation`.
    """

    connection: duckdb.DuckDBPyConnection
    ts: str
    properties: Properties
    columns: Mapping[str, str]
    has_persons: bool

    def count(self) -> int:
        """How many events there are."""
        return self.connection.execute("select count(*) from events").fetchall()[0][0]

    def relation(self, once: bool = False) -> str:
        """The `from` clause: events as `e`, their people as `p`.

        With `once` a repeated `event_id` counts as one event; those without an id each count.
        """
        events = "events e"
        if once and "event_id" in self.columns:
            events = (
                "(select * from events qualify event_id is null or row_number() over "
                "(partition by event_id order by ts nulls last, person nulls last, "
                "event nulls last) = 1) e"
            )
        if not self.has_persons:
            return events
        return (
            f"{events} left join persons p on cast(p.person as varchar) = cast(e.person as varchar)"
        )


@contextmanager
def opened_events(
    events: Table, persons: Persons | None = None, resources: Resources | None = None
) -> Generator[EventSource]:
    """Open `events` (`person`, `event`, `ts`, perhaps `props`, `session`, `event_id`).

    Raises:
        TableError: a table cannot be read, lacks a column, or has a person twice.
    """
    tables: dict[str, Table] = {"events": events}
    if persons is not None:
        tables["persons"] = persons_table(persons)
    with opened(tables, REQUIRED, resources) as connection:
        if persons is not None:
            require_one_row_per_person(connection, "persons")
        yield EventSource(
            connection,
            instant(connection, "events").replace('"ts"', 'e."ts"'),
            properties(connection, "events", "persons" if persons is not None else None),
            columns(connection, "events"),
            persons is not None,
        )
