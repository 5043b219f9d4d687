"""A retention question, asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import duckdb
import numpy as np
import numpy.typing as npt

from measurement.event_source import EventSource, opened_events
from measurement.properties import Persons
from measurement.retention.activity import Activity
from measurement.retention.answer import head, matrix
from measurement.retention.cells import Counts, tally, unpacked
from measurement.retention.definition import Property, Retention, read
from measurement.retention.money import money, no_money
from measurement.retention.periods import Periods, periods_of, zone_of
from measurement.retention.statements import masks
from measurement.tables import Resources, Table, TableError

MANY = 1_000_000
"""With fewer events grouping in SQL is as fast as loading the compiled loop."""


def run(
    events: Table,
    definition: Mapping[str, object],
    persons: Persons | None = None,
    timezone: str = "UTC",
    resources: Resources | None = None,
) -> dict[str, object]:
    """Who comes back: a matrix of cohorts by periods since their start.

    `events` has the columns `person`, `event`, `ts` and perhaps `props` (JSON) and `event_id`;
    `persons` holds properties by person. Periods and days are those of `timezone`. The keys of
    `definition` and of the answer are described in docs/explore.md.

    Raises:
        RetentionDefinitionError: the definition makes no sense.
        TableError: the events cannot be read.
    """
    asked, zone = read(definition), zone_of(timezone)
    with opened_events(events, persons, resources) as source:
        try:
            periods = periods_of(asked, zone, lambda: _newest(source))
            everyone = _values(source, asked, periods).get("") or _nobody(asked, periods)
            answer = head(asked, periods) | everyone
            if asked.breakdown:
                answer["by_breakdown"] = _values(source, asked, periods, asked.breakdown)
        except duckdb.Error as error:
            raise TableError(f"events: {str(error).splitlines()[0]}") from error
    return answer


def _newest(source: EventSource) -> datetime:
    found = source.connection.execute(f"select max({source.ts}) from events e").fetchall()[0][0]
    return (found or datetime(1970, 1, 1)).replace(tzinfo=UTC)


def _values(
    source: EventSource, asked: Retention, periods: Periods, breakdown: Property | None = None
) -> dict[str, dict[str, object]]:
    """The matrix of each value of the breakdown, largest first; without one, that of `''`."""
    found = _masks(source, asked, periods, breakdown)
    paid = money(source, asked, periods, breakdown) if asked.weight else {}
    answers = {}
    for value, chosen in _by_value(found.pop("value")).items():
        sums = tally(unpacked(found, chosen, asked, periods), asked, periods)
        answers[value] = (
            matrix(sums, asked, periods)
            | (no_money(asked, periods) if asked.weight else {})
            | paid.get(value, {})
        )
    size = {value: sum(answer["sizes"]) for value, answer in answers.items()}
    return dict(sorted(answers.items(), key=lambda item: (-size[item[0]], item[0])))


def _is_plain(source: EventSource, asked: Retention, breakdown: Property | None) -> bool:
    """Whether starting and returning are one event, counted once a period, over many events."""
    plain = (
        asked.same_event
        and asked.mode == "calendar"
        and asked.retention_type != "first_ever"
        and asked.minimum_occurrences == 1
        and breakdown is None
    )
    return plain and source.count() >= MANY


def _masks(
    source: EventSource, asked: Retention, periods: Periods, breakdown: Property | None
) -> dict[str, npt.NDArray]:
    if _is_plain(source, asked, breakdown):
        from measurement.retention.kernel import plain_masks

        found = plain_masks(source, asked, periods)
        if found is not None:
            return found
    activity = Activity(source, asked, periods, breakdown)
    statement = masks(activity)
    found = source.connection.execute(statement, activity.parameters.values).fetchnumpy()
    return {name: np.asarray(column) for name, column in found.items()}


def _by_value(values: npt.NDArray) -> dict[str, Counts]:
    """Which groups have each value."""
    names, numbers = np.unique(values.astype(str), return_inverse=True)
    order = np.argsort(numbers, kind="stable")
    bounds = np.searchsorted(numbers[order], np.arange(len(names) + 1))
    return {
        str(name): order[bounds[number] : bounds[number + 1]] for number, name in enumerate(names)
    }


def _nobody(asked: Retention, periods: Periods) -> dict[str, object]:
    """The answer where nobody started."""
    answer = matrix(tally(iter(()), asked, periods), asked, periods)
    return answer | (no_money(asked, periods) if asked.weight else {})
