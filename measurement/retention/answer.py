"""The answer to a retention question, as what JSON can hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from measurement.retention.cells import Tally, columns_of
from measurement.retention.definition import Retention
from measurement.retention.periods import Periods


def head(asked: Retention, periods: Periods) -> dict[str, object]:
    """What rows and columns mean."""
    names = [_span(first, last) for first, last in [(0, 0), *columns_of(asked, periods)]]
    return {
        "period": asked.period,
        "timezone": periods.zone.key,
        "as_of": f"{periods.as_of:%Y-%m-%dT%H:%M:%SZ}",
        "first_period_start": periods.label(0),
        "rows": [periods.label(row) for row in range(periods.rows)],
        "columns": [f"{asked.period.capitalize()} {name}" for name in names],
    }


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def matrix(sums: Tally, asked: Retention, periods: Periods) -> dict[str, object]:
    """Counts, sizes, percentages (0 to 100), averages and which cells are too young to judge.

    A percentage counts only people for whom the period has passed, and is null when there are
    none; column 0 is the cohort itself. Averages weigh cohorts by those people.
    """
    rows = range(periods.rows)
    widths = [_width(row, asked, periods) for row in rows]
    shares = [_shares(sums.mature_counts[row], sums.mature[row], widths[row]) for row in rows]
    for row in rows:
        shares[row][0] = 100.0 if sums.sizes[row] else None
    answer: dict[str, object] = {
        "matrix": [sums.counts[row, : widths[row]].tolist() for row in rows],
        "sizes": sums.sizes.tolist(),
        "percentages": shares,
        "denominators": [sums.mature[row, : widths[row]].tolist() for row in rows],
        "immature": [
            [not _is_mature(sums, row, column, asked, periods) for column in range(widths[row])]
            for row in rows
        ],
        "averages": _averages(sums, widths),
    }
    if not asked.same_event:
        answer["period_0_returns"] = sums.early.tolist()
        answer["period_0_percentages"] = _shares(sums.early, sums.sizes, periods.rows)
    return answer


def _width(row: int, asked: Retention, periods: Periods) -> int:
    return len(asked.ranges) + 1 if asked.return_ == "range" else periods.cells(row)


def _is_mature(sums: Tally, row: int, column: int, asked: Retention, periods: Periods) -> bool:
    """Whether the column has passed for the whole cohort; for an empty one, by its last moment."""
    if sums.sizes[row]:
        return bool(sums.mature[row, column] == sums.sizes[row])
    last = [(0, 0), *columns_of(asked, periods)][column][1]
    if asked.mode == "rolling":
        return periods.bounds[row + 1] + (last + 1) * periods.width <= periods.as_of
    return row + last < periods.count and periods.passed(row + last)


def _shares(counts: np.ndarray, wholes: np.ndarray, width: int) -> list[float | None]:
    return [
        100 * float(count) / float(whole) if whole else None
        for count, whole in zip(counts[:width], wholes[:width], strict=True)
    ]


def _averages(sums: Tally, widths: Sequence[int]) -> list[float | None]:
    averages: list[float | None] = []
    for column in range(max(widths)):
        rows = [row for row, width in enumerate(widths) if width > column]
        whole = sums.mature[rows, column].sum()
        averages.append(
            100 * float(sums.mature_counts[rows, column].sum() / whole) if whole else None
        )
    return averages
