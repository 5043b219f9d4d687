"""A funnel's question to the events in SQL: which rows matter, and what each of them may fill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import duckdb

from measurement.filters import Parameters, Properties, speaks_of_persons, where_sql
from measurement.funnels.definition import Funnel, Matcher, Step
from measurement.funnels.kernel import EXCLUSIONS
from measurement.properties import properties
from measurement.tables import columns, instant

INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}


@dataclass(frozen=True)
class Selection:
    """Parts of the statement: who acts, the events' condition, their masks and values.

    It is `sure` where every row matters that meets the condition, whatever its mask; of events
    that share an id only the first matters.
    """

    actor: str
    actor_kind: str
    instant: str
    source: str
    condition: str
    mask: str
    value: str | None
    sure: bool
    has_event_ids: bool
    parameters: Parameters


def select(
    connection: duckdb.DuckDBPyConnection,
    funnel: Funnel,
    timezone: ZoneInfo,
    persons: bool,
    complete: bool,
) -> Selection:
    """The selection of `funnel` from the tables `events` and, if there are `persons`, `persons`.

    `complete` says that every event has its person and time and is there once.
    """
    parameters = Parameters()
    found = properties(connection, "events", "persons" if persons else None)
    kinds = columns(connection, "events")
    at = instant(connection, "events").replace('"ts"', 'e."ts"')
    source = "events e"
    if kinds["event"] != "VARCHAR":
        source = "(select * replace (cast(event as varchar) as event) from events) e"
    if persons and _speaks_of_persons(funnel):
        source += " left join persons p on cast(p.person as varchar) = cast(e.person as varchar)"
    actor, actor_kind = _actor(funnel, kinds, found, parameters)
    return Selection(
        actor,
        actor_kind,
        at,
        source,
        " and ".join(
            [
                *_present(funnel, actor, at, complete),
                *_condition(funnel, at, timezone, found, parameters),
            ]
        )
        or "true",
        _mask(funnel, found, parameters),
        _value(funnel, found, parameters),
        _sure(funnel),
        "event_id" in kinds and not complete,
        parameters,
    )


def day_starts(day: date, timezone: ZoneInfo) -> datetime:
    """The first instant of a day of `timezone`, in UTC and without saying so."""
    return datetime.combine(day, time(), timezone).astimezone(UTC).replace(tzinfo=None)


def _actor(
    funnel: Funnel, kinds: dict[str, str], found: Properties, parameters: Parameters
) -> tuple[str, str]:
    if funnel.aggregate_by == "person":
        return "e.person", kinds["person"]
    source, _, name = funnel.aggregate_by.partition(".")
    read = found.event if source == "props" else found.person
    return f"nullif({read(name, parameters)}, '')", "VARCHAR"


def _present(funnel: Funnel, actor: str, at: str, complete: bool) -> list[str]:
    if complete:
        return [f"{actor} is not null"] if funnel.aggregate_by != "person" else []
    return [f"{actor} is not null", f"{at} is not null"]


def _condition(
    funnel: Funnel, at: str, timezone: ZoneInfo, found: Properties, parameters: Parameters
) -> list[str]:
    parts = [_names(funnel, parameters)]
    if funnel.date_from:
        parts.append(f"{at} >= {parameters.bind(day_starts(funnel.date_from, timezone))}")
    if funnel.date_to:
        after = day_starts(funnel.date_to + timedelta(days=1), timezone)
        parts.append(f"{at} < {parameters.bind(after)}")
    if funnel.where:
        parts.append(where_sql(funnel.where, found, parameters))
    return [part for part in parts if part]


def _names(funnel: Funnel, parameters: Parameters) -> str:
    """The events that matter by name; empty when any may."""
    names = {matcher.event for matcher in (*funnel.steps, *funnel.exclusions)}
    if funnel.order == "strict" or None in names:
        return ""
    told = ", ".join(parameters.bind(name) for name in sorted(names, key=str))
    return f"e.event in ({told})"


def _sure(funnel: Funnel) -> bool:
    matchers: list[Matcher] = [*funnel.steps, *funnel.exclusions]
    plain = all(
        matcher.event is not None and not matcher.where and _cohort(matcher) is None
        for matcher in matchers
    )
    return funnel.order == "strict" or plain


def _mask(funnel: Funnel, found: Properties, parameters: Parameters) -> str:
    """An integer with a bit for each step the event may fill and each exclusion it hits."""
    by_name: dict[str, int] = {}
    parts = []
    bits: list[tuple[Matcher, int]] = [(step, 1 << k) for k, step in enumerate(funnel.steps)]
    for exclusion in funnel.exclusions:
        between = range(exclusion.from_step + 1, exclusion.to_step + 1)
        bits.append((exclusion, sum(1 << (EXCLUSIONS + step) for step in between)))
    for matcher, bit in bits:
        if matcher.event is not None and not matcher.where and _cohort(matcher) is None:
            by_name[matcher.event] = by_name.get(matcher.event, 0) | bit
        else:
            condition = _matches(matcher, found, parameters)
            parts.append(f"case when {condition} then {bit}::uinteger else 0::uinteger end")
    if by_name:
        whens = " ".join(
            f"when {parameters.bind(name)} then {bit}::uinteger" for name, bit in by_name.items()
        )
        parts.append(f"case e.event {whens} else 0::uinteger end")
    return " | ".join(parts)


def _cohort(matcher: Matcher) -> list[str] | None:
    if isinstance(matcher, Step) and matcher.cohort is not None:
        return [str(person) for person in matcher.cohort]
    return None


def _matches(matcher: Matcher, found: Properties, parameters: Parameters) -> str:
    parts = []
    if matcher.event is not None:
        parts.append(f"e.event = {parameters.bind(matcher.event)}")
    cohort = _cohort(matcher)
    if cohort is not None:
        listed = parameters.bind(cohort)
        parts.append(f"list_contains(cast({listed} as varchar[]), cast(e.person as varchar))")
    if matcher.where:
        parts.append(where_sql(matcher.where, found, parameters))
    return " and ".join(parts) or "true"


def _value(funnel: Funnel, found: Properties, parameters: Parameters) -> str | None:
    """The breakdown value as text, empty where it is missing; several are joined by `::`."""
    if not funnel.breakdown:
        return None
    read = found.event if funnel.breakdown.person_prop is None else found.person
    told = [f"coalesce({read(name, parameters)}, '')" for name in funnel.breakdown.names]
    if len(told) == 1:
        return told[0]
    empty = " and ".join(f"{value} = ''" for value in told)
    return f"case when {empty} then '' else concat_ws('::', {', '.join(told)}) end"


def _speaks_of_persons(funnel: Funnel) -> bool:
    matchers: list[Matcher] = [*funnel.steps, *funnel.exclusions]
    wheres = [funnel.where, *(matcher.where for matcher in matchers)]
    return (
        funnel.aggregate_by.startswith("person_props.")
        or (funnel.breakdown is not None and funnel.breakdown.person_prop is not None)
        or any(speaks_of_persons(where) for where in wheres)
    )
