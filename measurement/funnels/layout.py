"""Events written once by person and time, so that funnels over them need neither hash nor sort."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from measurement.tables import Resources, Table, columns, instant, opened

MARK = "headwater_layout"
VERSION = "by person and time 1"
"""The mark in the file's own metadata; a file that only looks like a layout has none."""
ROW_GROUP = 245_760


def write_layout(events: Table, path: Path | str, resources: Resources | None = None) -> None:
    """Write `events` to the Parquet file `path`, each event id once, persons numbered.

    Raises:
        TableError: when `events` cannot be read.
    """
    required = {"events": ("person", "event", "ts")}
    with opened({"events": events}, required, resources) as connection:
        at = instant(connection, "events").replace('"ts"', 'e."ts"')
        source = "events e"
        if "event_id" in columns(connection, "events"):
            source = (
                "(select * from events e qualify event_id is null or row_number() over "
                f"(partition by event_id order by {at}, person, event) = 1) e"
            )
        connection.execute(
            "create temp table numbers as select person, row_number() over (order by person) - 1 "
            "as person_number from (select distinct person from events where person is not null)"
        )
        connection.execute("set preserve_insertion_order = true")
        quoted = str(path).replace("'", "''")
        connection.execute(
            f"copy (select e.* replace ({at} as ts), n.person_number from {source} "
            f"join numbers n using (person) where {at} is not null "
            "order by n.person_number, ts, e.event) "
            f"to '{quoted}' (format parquet, row_group_size {ROW_GROUP}, "
            f"kv_metadata {{{MARK}: '{VERSION}'}})"
        )


def is_layout(events: Table) -> bool:
    """Whether `events` is a file that `write_layout` wrote."""
    if not isinstance(events, str | Path) or not Path(events).is_file():
        return False
    try:
        told = pq.read_metadata(events).metadata or {}
    except (pa.ArrowException, OSError):
        return False
    return told.get(MARK.encode()) == VERSION.encode()
