"""A question about paths as SQL: the steps of every journey, numbered from the point asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from measurement.event_source import EventSource
from measurement.filters import Parameters, where_sql
from measurement.paths.definition import Paths, Point, Window

JOURNEY = "partition by person, session"
ORDER = f"{JOURNEY} order by ts, name, is_start desc, is_end"
SKIPPED = "…"
"""Stands for the steps between, when a journey from start to end is longer than asked."""


def entered(source: EventSource, asked: Paths, zone: ZoneInfo, parameters: Parameters) -> str:
    """Select how many journeys come by the start; without one, how many there are."""
    parts = _parts(source, asked, zone, parameters)
    return f"{parts} select count(distinct (person, session)) from started"


def steps(source: EventSource, asked: Paths, zone: ZoneInfo, parameters: Parameters) -> str:
    """Select `person, session, step, name, ts`: the steps kept of every journey that has any.

    Steps count 0, 1, 2 ... from the start; without one but with an end ... -2, -1, 0 up to it.
    Events at the same instant stand in the order of their names.
    """
    return f"{_parts(source, asked, zone, parameters)} {_kept(asked)}"


def _parts(source: EventSource, asked: Paths, zone: ZoneInfo, parameters: Parameters) -> str:
    numbered = f"select *, row_number() over ({ORDER}) as position from {_sessions(source, asked)}"
    parts = {
        "log": _log(source, asked, zone, parameters),
        "numbered": numbered,
        "started": _started(asked),
        "ended": _ended(asked),
        "collapsed": _collapsed(asked),
        "counted": _counted(asked),
    }
    clauses = ",\n".join(f"{name} as ({part})" for name, part in parts.items())
    return f"with {clauses}"


def _log(source: EventSource, asked: Paths, zone: ZoneInfo, parameters: Parameters) -> str:
    properties = source.properties
    name = "e.event"
    if asked.step_prop:
        name = f"coalesce({properties.event(asked.step_prop, parameters)}, e.event)"
    has_session = asked.per == "session" and "session" in source.columns
    conditions = ["e.person is not null", "e.event is not null"]
    conditions += [where_sql(asked.where, properties, parameters)]
    if has_session:
        conditions.append("e.session is not null")
    if asked.events:
        conditions.append(f"e.event in ({_bound(asked.events, parameters)})")
    if asked.exclude:
        conditions.append(f"e.event not in ({_bound(asked.exclude, parameters)})")
    if asked.date_from:
        conditions.append(f"{source.ts} >= {parameters.bind(_midnight(asked.date_from, zone))}")
    if asked.date_to:
        after = asked.date_to + timedelta(days=1)
        conditions.append(f"{source.ts} < {parameters.bind(_midnight(after, zone))}")
    return (
        f"select e.person, {'e.session' if has_session else '0'} as session, {name} as name, "
        f"{source.ts} as ts, {_is(asked.start, source, parameters)} as is_start, "
        f"{_is(asked.end, source, parameters)} as is_end "
        f"from {source.relation(once=True)} where {' and '.join(conditions)}"
    )


def _bound(names: Sequence[str], parameters: Parameters) -> str:
    return ", ".join(parameters.bind(name) for name in names)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)


def _is(point: Point | None, source: EventSource, parameters: Parameters) -> str:
    if point is None:
        return "false"
    condition = where_sql(point.where, source.properties, parameters)
    if point.event is None:
        return condition
    return f"(e.event = {parameters.bind(point.event)} and {condition})"


def _sessions(source: EventSource, asked: Paths) -> str:
    """The log; where sessions are wanted and not told, a new one begins after a gap."""
    if asked.per == "person" or "session" in source.columns:
        return "log"
    gap = f"ts - lag(ts) over (partition by person order by ts) > {interval(asked.session_gap)}"
    return (
        "(select * replace (sum(is_new) over (partition by person order by ts "
        "range between unbounded preceding and current row) as session) "
        f"from (select *, coalesce(cast({gap} as int), 0) as is_new from log))"
    )


def interval(window: Window) -> str:
    """A length of time in SQL."""
    return f"interval {window.n} {window.unit}"


def _started(asked: Paths) -> str:
    first = f"min(position) filter (is_start) over ({JOURNEY})" if asked.start else "1"
    kept = "where position >= first"
    if asked.start and asked.window:
        begun = f"min(ts) filter (is_start) over ({JOURNEY})"
        kept += f" and ts <= {begun} + {interval(asked.window)}"
        kept = kept.replace("where ", "qualify ")
    return f"select * from (select *, {first} as first from numbered) {kept}"


def _ended(asked: Paths) -> str:
    if not asked.end:
        return "select * from started"
    later = " and position > first" if asked.start else ""
    last = f"min(position) filter (is_end{later}) over ({JOURNEY})"
    inner = f"select *, {last} as last from started"
    if asked.window and not asked.start:
        inner = (
            f"select *, min(ts) filter (position = last) over ({JOURNEY}) as reached_at "
            f"from ({inner})"
        )
        return (
            f"select * exclude (reached_at) from ({inner}) where position <= last "
            f"and ts >= reached_at - {interval(asked.window)}"
        )
    return f"select * from ({inner}) where position <= last"


def _collapsed(asked: Paths) -> str:
    """Without the repeats of a step; where paths end at one it is the last that stays."""
    if not asked.collapse_repeats:
        return "select * from ended"
    if asked.end and not asked.start:
        return (
            "select * from ended qualify name is distinct from lead(name) over "
            f"({JOURNEY} order by position)"
        )
    stays = "or position = last" if asked.end else ""
    return (
        "select * from ended qualify name is distinct from lag(name) over "
        f"({JOURNEY} order by position) {stays}"
    )


def _counted(asked: Paths) -> str:
    return (
        "select person, session, name, ts, "
        f"row_number() over ({JOURNEY} order by position) - 1 as step, "
        f"count(*) over ({JOURNEY}) as length from collapsed"
    )


def _kept(asked: Paths) -> str:
    most = asked.max_steps
    if asked.end and not asked.start:
        return (
            "select person, session, step - length + 1 as step, name, ts from counted "
            f"where step >= length - {most}"
        )
    if asked.end:
        return (
            f"select person, session, case when length > {most} and step = length - 1 "
            f"then {most - 1} else step end as step, case when length > {most} "
            f"and step = {most - 2} then '{SKIPPED}' else name end as name, ts "
            f"from counted where step < {most - 1} or step = length - 1"
        )
    return f"select person, session, step, name, ts from counted where step < {most}"
