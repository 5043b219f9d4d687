"""One question from definition to answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import duckdb
import numpy as np
import pandas as pd

from measurement.definitions import read_definition
from measurement.funnels import answer
from measurement.funnels.definition import Funnel, FunnelDefinitionError
from measurement.funnels.layout import is_layout
from measurement.funnels.periods import Periods, microseconds, periods
from measurement.funnels.search import Search, threads
from measurement.funnels.selection import day_starts, select
from measurement.funnels.told import Answer, Comparison
from measurement.funnels.walk import Found
from measurement.properties import Persons, persons_table, require_one_row_per_person
from measurement.proportions import newcombe
from measurement.tables import Resources, Table, TableError, opened

MOST_PERSONS = 10_000
NO_PERIODS = np.empty(0, np.int64)


def run(  # noqa: PLR0913
    events: Table,
    definition: Mapping[str, object],
    persons: Persons | None = None,
    timezone: str = "UTC",
    *,
    resources: Resources | None = None,
    most_persons: int = MOST_PERSONS,
) -> Answer:
    """The answer to a funnel's definition over `person, event, ts` (and `props`, `event_id`).

    Times are in seconds. Persons are listed while there are at most `most_persons` of them.

    Raises:
        FunnelDefinitionError: when the definition makes no sense.
        TableError: when `events` or `persons` cannot be read.
    """
    funnel = read_definition(Funnel, definition, FunnelDefinitionError)
    zone = _zone(timezone)
    if isinstance(events, pd.DataFrame) and events.empty and not len(events.columns):
        events = pd.DataFrame(columns=["person", "event", "ts"])
    tables: dict[str, Table] = {"events": events}
    if persons is not None:
        tables["persons"] = persons_table(persons)
    required = {"events": ("person", "event", "ts"), "persons": ("person",)}
    with opened(tables, required, resources) as connection:
        if persons is not None:
            require_one_row_per_person(connection, "persons")
        numbered = is_layout(events)
        selection = select(connection, funnel, zone, persons is not None, numbered)
        search = Search(connection, funnel, selection, threads(resources), numbered)
        try:
            return cast("Answer", _answer(search, zone, most_persons))
        except duckdb.Error as error:
            raise TableError(f"events: {str(error).splitlines()[0]}") from error


def compare(told: Answer, value: str, other: str) -> Comparison:
    """How much better one breakdown value of an answer converts than another, step by step.

    Differences of overall rates with Newcombe's 95 % interval, which leaves out 0 where the two
    groups really differ.

    Raises:
        FunnelDefinitionError: when the answer has no such value.
    """
    groups = told.get("by_breakdown", {})
    if value not in groups or other not in groups:
        known = ", ".join(repr(name) for name in groups)
        raise FunnelDefinitionError(f"compare {value!r} with {other!r}: the groups are {known}.")
    first, second = groups[value], groups[other]
    return {
        "differences": [
            count / first[0] - against / second[0] if first[0] and second[0] else None
            for count, against in zip(first, second, strict=True)
        ],
        "intervals": [
            newcombe(count, first[0], against, second[0])
            for count, against in zip(first, second, strict=True)
        ],
    }


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise FunnelDefinitionError(f"{name!r} is no time zone such as Asia/Shanghai.") from error


def _answer(search: Search, zone: ZoneInfo, most: int) -> dict[str, object]:
    funnel = search.funnel
    trends = _trends(search, zone)
    questions = {"all": (NO_PERIODS, False)}
    if funnel.breakdown:
        questions["values"] = (NO_PERIODS, True)
    if funnel.interval:
        questions["entries"] = (trends.boundaries, False)
    if funnel.interval and funnel.breakdown:
        questions["entries of values"] = (trends.boundaries, True)
    found = search.run(questions)
    told = _about_all(funnel, found["all"])
    if len(found["all"].person) <= most:
        told["persons_at_step"] = _persons_at_step(search, found["all"])
    if funnel.breakdown:
        told |= _about_values(funnel, found["values"], search.values)
    if not funnel.interval:
        return told | _about_times(funnel, found["all"], most)
    known_until = _known_until(search, zone)
    told |= answer.by_period(funnel, found["entries"], trends, known_until)
    if funnel.breakdown:
        told["by_breakdown_entry_period"] = {
            value: answer.by_period(funnel, own, trends, known_until)["by_entry_period"]
            for value, own in _groups(found["entries of values"], search.values).items()
        }
    return told


def _about_all(funnel: Funnel, found: Found) -> dict[str, object]:
    reached_by = answer.counts(funnel, found)
    told: dict[str, object] = {"counts": reached_by}
    return told | answer.rates(funnel, reached_by) | answer.step_seconds(funnel, found)


def _groups(found: Found, values: list[str]) -> dict[str, Found]:
    order = np.argsort(found.value, kind="stable")
    present, firsts = np.unique(found.value[order], return_index=True)
    chosen = np.split(order, firsts[1:])
    return {
        values[code]: answer.only(found, rows)
        for code, rows in zip(present.tolist(), chosen, strict=False)
    }


def _about_values(funnel: Funnel, found: Found, values: list[str]) -> dict[str, object]:
    groups = {value: _about_all(funnel, own) for value, own in _groups(found, values).items()}
    told: dict[str, object] = {
        "by_breakdown": {value: about["counts"] for value, about in groups.items()}
    }
    for key in ("rates", "intervals", "average_conversion_seconds", "median_conversion_seconds"):
        told[f"by_breakdown_{key}"] = {value: about[key] for value, about in groups.items()}
    return told


def _about_times(funnel: Funnel, found: Found, most: int) -> dict[str, object]:
    """Times to convert; one mean and median where the definition asks for these two steps."""
    told = answer.time_to_convert(funnel, found, most)
    asked = (funnel.from_step, funnel.to_step, funnel.bin_count)
    if any(number is not None for number in asked):
        seconds = answer.seconds_between(found, *funnel.span)
        told["average_conversion_seconds"] = answer.mean(seconds)
        told["median_conversion_seconds"] = answer.median(seconds)
    return told


def _persons_at_step(search: Search, found: Found) -> dict[str, list[object]]:
    names = search.names(found.person)
    levels = range(len(search.funnel.steps))
    return {
        str(step + 1): sorted(names[row] for row in np.flatnonzero(answer.reached(found, step)))
        for step in levels
    }


def _trends(search: Search, zone: ZoneInfo) -> Periods:
    """The entry periods; none when nothing asks for them or says when they begin and end."""
    funnel = search.funnel
    if not funnel.interval:
        return Periods([], NO_PERIODS)
    first, last = search.ends()
    if (first is None or last is None) and not (funnel.date_from and funnel.date_to):
        return Periods([], NO_PERIODS)
    return periods(funnel, first or 0, last or 0, zone)


def _known_until(search: Search, zone: ZoneInfo) -> int:
    """Until when events are known: the end of `date_to`, else the last event."""
    if search.funnel.date_to:
        after = day_starts(search.funnel.date_to + timedelta(days=1), zone)
        return microseconds(after.replace(tzinfo=UTC))
    return search.ends()[1] or 0
