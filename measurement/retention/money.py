"""Amount retention: what a cohort brings in each period, against what it brought in its first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from measurement.event_source import EventSource
from measurement.retention.activity import Activity
from measurement.retention.cells import columns_of
from measurement.retention.definition import Property, Retention
from measurement.retention.periods import Periods
from measurement.retention.statements import amounts

Share = tuple[Decimal, Decimal]
"""An amount, and what it is a share of."""


@dataclass(frozen=True)
class Paid:
    """What people of one cohort, with `passed` periods over (null: the calendar's), paid in one."""

    row: int
    passed: int | None
    cell: int
    amount: Decimal


def money(
    source: EventSource, asked: Retention, periods: Periods, breakdown: Property | None
) -> dict[str, dict[str, object]]:
    """Amounts and their percentages by value of the breakdown."""
    activity = Activity(source, asked, periods, breakdown)
    statement = amounts(activity)
    rows = source.connection.execute(statement, activity.parameters.values).fetchall()
    by_value: dict[str, list[Paid]] = defaultdict(list)
    for value, *paid in rows:
        by_value[value].append(Paid(*paid))
    return {value: _answer(paid, asked, periods) for value, paid in by_value.items()}


def no_money(asked: Retention, periods: Periods) -> dict[str, object]:
    """The answer where nobody paid anything."""
    return _answer([], asked, periods)


def _answer(paid: Sequence[Paid], asked: Retention, periods: Periods) -> dict[str, object]:
    spans = [(0, 0), *((first, _last(last, asked)) for first, last in columns_of(asked, periods))]
    counted: list[list[Decimal]] = []
    shares: list[list[Share]] = []
    for row in range(periods.rows):
        own = [one for one in paid if one.row == row]
        width = len(spans) if asked.return_ == "range" else periods.cells(row)
        counted.append([_sum(own, *span) for span in spans[:width]])
        told = [(0, 0), *columns_of(asked, periods)][:width]
        shares.append(
            [
                _share(own, row, span, last, periods)
                for span, (_, last) in zip(spans, told, strict=False)
            ]
        )
    columns = range(max(len(row) for row in shares))
    totals = [[row[column] for row in shares if len(row) > column] for column in columns]
    return {
        "amounts": [[float(amount) for amount in row] for row in counted],
        "amount_percentages": [[_percentage([share]) for share in row] for row in shares],
        "amount_averages": [_percentage(column) for column in totals],
    }


def _last(last: int, asked: Retention) -> int:
    """On or after N: whatever comes later, too."""
    return 10**9 if asked.return_ == "on_or_after" else last


def _sum(paid: Sequence[Paid], first: int, last: int) -> Decimal:
    return sum((one.amount for one in paid if first <= one.cell <= last), Decimal(0))


def _share(
    paid: Sequence[Paid], row: int, span: tuple[int, int], last: int, periods: Periods
) -> Share:
    """The amount in `span` of those for whom period `last` has passed, and theirs in period 0."""
    over = row + last < periods.count and periods.passed(row + last)
    known = [one for one in paid if (over if one.passed is None else one.passed > last)]
    return _sum(known, *span), _sum(known, 0, 0)


def _percentage(shares: Sequence[Share]) -> float | None:
    whole = sum((share[1] for share in shares), Decimal(0))
    return float(100 * sum((share[0] for share in shares), Decimal(0)) / whole) if whole else None
