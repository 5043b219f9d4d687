"""A question about paths, asked."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import duckdb

from measurement.event_source import EventSource, opened_events
from measurement.filters import Parameters
from measurement.paths.definition import Paths, PathsDefinitionError, read
from measurement.paths.statement import entered, steps
from measurement.properties import Persons
from measurement.tables import Resources, Table, TableError

JOURNEYS = """
create temp table journeys as
select
    person, session, list(name order by step) as path,
    epoch(max(ts) - min(ts)) as seconds
from steps group by person, session
"""
PATHS = """
select path, count(*) as journeys, count(distinct person) as people,
    avg(seconds) as average_seconds, median(seconds) as median_seconds
from journeys group by path having count(distinct person) >= $least
order by journeys desc, path limit $most
"""
GAPS = """
with gaps as (
    select person, session, step, epoch(lead(ts) over (
        partition by person, session order by step
    ) - ts) as seconds
    from steps
),

timed as (
    select path, step, avg(gaps.seconds) as average, median(gaps.seconds) as median
    from gaps join journeys using (person, session)
    where gaps.seconds is not null group by path, step
)

select path, list(average order by step), list(median order by step) from timed group by path
"""
EDGES = """
with followed as (
    select *, lead(name) over w as next_name, epoch(lead(ts) over w - ts) as seconds
    from steps window w as (partition by person, session order by step)
),

sources as (select step, name, count(*) as journeys from steps group by step, name)

select f.step, f.name as source, f.next_name as target, count(*) as journeys,
    count(distinct person) as people, count(*) / any_value(s.journeys) as conversion_rate,
    avg(seconds) as average_seconds, median(seconds) as median_seconds
from followed f join sources s on f.step = s.step and f.name = s.name
where next_name is not null
group by f.step, f.name, f.next_name having count(distinct person) >= $least
order by f.step, journeys desc, source, target
"""
NODES = """
select step, name, count(*) as journeys, count(distinct person) as people
from steps group by step, name having count(distinct person) >= $least
order by step, journeys desc, name
"""


def run(
    events: Table,
    definition: Mapping[str, object],
    persons: Persons | None = None,
    timezone: str = "UTC",
    resources: Resources | None = None,
) -> dict[str, object]:
    """The most common journeys from a start, to an end, or both: whole paths, and edges.

    `events` has the columns `person`, `event`, `ts` and perhaps `props` (JSON), `session` and
    `event_id`. Days are those of `timezone`; the keys of `definition` and of the answer are
    described in docs/explore.md.

    Raises:
        PathsDefinitionError: the definition makes no sense.
        TableError: the events cannot be read.
    """
    asked = read(definition)
    try:
        zone = ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise PathsDefinitionError(f"timezone: there is no time zone {timezone!r}.") from error
    with opened_events(events, persons, resources) as source:
        try:
            return _answer(source, asked, zone)
        except duckdb.Error as error:
            raise TableError(f"events: {str(error).splitlines()[0]}") from error


def _answer(source: EventSource, asked: Paths, zone: ZoneInfo) -> dict[str, object]:
    parameters = Parameters()
    statement = steps(source, asked, zone, parameters)
    source.connection.execute(f"create temp table steps as {statement}", parameters.values)
    source.connection.execute(JOURNEYS)
    least = {"least": asked.min_people}
    gaps = {tuple(path): times for path, *times in source.connection.execute(GAPS).fetchall()}
    paths = _rows(source, PATHS, least | {"most": asked.limit})
    reached = _rows(source, "select count(*) as n from journeys", {})[0]["n"]
    begun = _entered(source, asked, zone) if asked.end else reached
    for path in paths:
        path["share"] = path["journeys"] / begun
        averages, medians = gaps.get(tuple(path["path"]), ([], []))
        path |= {"step_average_seconds": averages, "step_median_seconds": medians}
    return {
        "per": asked.per,
        "entered": begun,
        "journeys": reached,
        "conversion_rate": reached / begun if asked.end and begun else None,
        "paths": paths,
        "edges": _rows(source, EDGES, least),
        "nodes": _rows(source, NODES, least),
    }


def _entered(source: EventSource, asked: Paths, zone: ZoneInfo) -> int:
    parameters = Parameters()
    statement = entered(source, asked, zone, parameters)
    return source.connection.execute(statement, parameters.values).fetchall()[0][0]


def _rows(source: EventSource, statement: str, values: Mapping[str, int]) -> list[dict]:
    answer = source.connection.execute(statement, dict(values))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
