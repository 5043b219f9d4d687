"""Matched controls by difference in differences, when nobody drew lots but a time before exists."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
from scipy.stats import t

from measurement.dates import span_of
from measurement.matched_phrases import PHRASES
from measurement.tables import Resources, Table, TableError, answers, number, opened
from measurement.words import Words, say

LEAST_BEFORE = 6
LEAST_PER_ARM = 8
MOST_UNMATCHED = 0.5
EARLIER_SHARE = 0.5
CELLS = 10
FURTHER = 7
"""Where the mean of a further number lies after the cell and the arm."""

REACH = f"""
select min(cast(date as date)), max(cast(date as date)), count({number("y")}) from people
"""
CHANGES = f"""
with spans as (
    select
        unit,
        bool_or(is_treated) as is_treated,
        coalesce(sum(y) filter (where day < $second), 0) / $days_1 as before_1,
        coalesce(sum(y) filter (where day >= $second and day < $third), 0) / $days_2 as before_2,
        coalesce(sum(y) filter (where day >= $third and day < $start), 0) / $days_3 as before_3,
        coalesce(sum(y) filter (where day between $start and $end), 0) / $days_during as during,
        coalesce(sum(y) filter (where day > $end), 0) / greatest($days_after, 1) as later
    from (
        select
            unit, cast(treated as boolean) as is_treated, cast(date as date) as day,
            {number("y")} as y
        from people
        where unit is not null and treated is not null
    )
    group by unit
),
changes as (
    select
        is_treated,
        case
            when before_1 <= 0 then -1
            else least(floor($cells * percent_rank() over (
                partition by before_1 > 0 order by before_1 nulls first)), $cells - 1)
        end as cell,
        during - (before_2 + before_3) / 2 as during,
        later - (before_2 + before_3) / 2 as later,
        before_3 - before_2 as earlier
    from spans
)
select
    cell, is_treated, count(*),
    avg(during), var_samp(during), avg(later), var_samp(later), avg(earlier), var_samp(earlier)
from changes group by cell, is_treated order by cell nulls first, is_treated nulls first
"""


@dataclass(frozen=True)
class Change:
    """A change of the treated beyond that of their matched controls, per person and day."""

    effect: float
    se: float
    freedom: float

    def p(self) -> float:
        """Two-sided p."""
        if not self.se:
            return 1.0 if not self.effect else 0.0
        return 2 * float(t.sf(abs(self.effect) / self.se, self.freedom))

    def interval(self, level: float) -> list[float]:
        """Interval that misses in `level` of the cases."""
        reach = float(t.isf(level / 2, self.freedom)) * self.se
        return [self.effect - reach, self.effect + reach]


def difference(
    people: Table,
    start: date | str,
    end: date | str,
    *,
    level: float = 0.05,
    resources: Resources | None = None,
) -> dict:
    """Effect on the treated of `unit, treated, date, y`; a day without a row is a day of 0.

    People are matched on their first third of the time before (coarsened exact matching, Iacus,
    King and Porro 2012: none, or tenths of those with some), measured from the other two thirds,
    so that chance in the matching does not return as an effect, and the step between these two is
    the placebo in time. A person without any activity needs one row without a date.

    Keys: effect_per_day (per person), interval, p, incremental, incremental_interval, after,
    persistence, placebo, matched, refusal, warnings.

    Raises:
        TableError, ValueError: for columns that lack and dates in the wrong order.
    """
    first, last = span_of(start, end, "promotion")
    with opened(
        {"people": people}, {"people": ("unit", "treated", "date", "y")}, resources
    ) as connection:
        began, ended = _reach(connection)
        days_before = max((first - began).days, 0)
        if days_before < LEAST_BEFORE:
            return refused(say(PHRASES, "few_before", days=days_before, least=LEAST_BEFORE))
        if ended < first:
            return refused(say(PHRASES, "not_reached", last=ended, start=first))
        if min(last, ended) <= first:
            return refused(say(PHRASES, "one_day"))
        days = _days(began, first, min(last, ended), ended)
        rows = answers(connection, CHANGES, days | {"cells": CELLS})
    return judge(rows, days, level)


def _reach(connection: duckdb.DuckDBPyConnection) -> tuple[date, date]:
    ((began, ended, numbers),) = answers(connection, REACH)
    if began is None:
        raise TableError("Nobody has a row with a date.")
    if not numbers:
        raise TableError("y has no number in any row: deliver plain numbers, without units.")
    return began, ended


def _days(began: date, start: date, end: date, ended: date) -> dict[str, date | int]:
    third = (start - began).days // 3
    second_starts, third_starts = began + timedelta(third), began + timedelta(2 * third)
    return {
        "second": second_starts,
        "third": third_starts,
        "start": start,
        "end": end,
        "days_1": third,
        "days_2": third,
        "days_3": (start - third_starts).days,
        "days_during": (end - start).days + 1,
        "days_after": (ended - end).days,
    }


def judge(rows: Sequence[tuple], days: Mapping[str, date | int], level: float = 0.05) -> dict:
    """The answer of `difference` from people summed up already.

    `rows`: cell, whether treated, people, then mean and variance of the change during, later and
    earlier, and maybe of a `further` number that is told as a total; `days` says how many lie in
    `days_during`, `days_after` and `days_3`, the last third of the time before. Where the groups
    drifted apart before, and half of the effect is what that drift comes to by the promotion's
    middle, it is refused.
    """
    treated = {row[0]: row[2:] for row in rows if row[1]}
    controls = {row[0]: row[2:] for row in rows if not row[1]}
    shared = [cell for cell in treated if cell in controls and controls[cell][0] > 1]
    matched = sum(treated[cell][0] for cell in shared)
    against = sum(controls[cell][0] for cell in shared)
    everybody = sum(row[0] for row in treated.values())
    counts = {"treated": matched, "controls": against, "left_out": everybody - matched}
    if min(matched, against) < LEAST_PER_ARM:
        values = {"treated": matched, "controls": against, "least": LEAST_PER_ARM}
        return refused(say(PHRASES, "few_people", **values)) | {"matched": counts}
    lost = 1 - matched / everybody
    if lost > MOST_UNMATCHED:
        return refused(say(PHRASES, "unmatched_blocks", share=lost)) | {"matched": counts}
    during, later, earlier = (
        _change([treated[cell] for cell in shared], [controls[cell] for cell in shared], at)
        for at in (1, 3, 5)
    )
    placebo = {"effect": earlier.effect, "p": earlier.p()}
    warnings = [say(PHRASES, "unmatched", share=lost)] if lost > 0 else []
    if placebo["p"] < level:
        lasted = 1 + int(str(days["days_during"])) / 2 / max(int(str(days["days_3"])), 1)
        apart = abs(earlier.effect) * lasted >= EARLIER_SHARE * abs(during.effect)
        words = say(PHRASES, "not_parallel" if apart else "hardly_parallel", **placebo)
        if apart:
            return refused(words) | {"matched": counts, "placebo": placebo}
        warnings.append(words)
    after = _told(later, matched, days["days_after"], level) if days["days_after"] else None
    share = later.effect / during.effect if after and during.effect else None
    told = _told(during, matched, days["days_during"], level)
    if len(rows[0]) > FURTHER + 2:
        pairs = ([of[cell] for cell in shared] for of in (treated, controls))
        told["further"] = _told(_change(*pairs, FURTHER), matched, 1, level)
    more = {"after": after, "persistence": share, "placebo": placebo, "matched": counts}
    return told | more | {"refusal": None, "warnings": warnings}


def _change(treated: Sequence[tuple], controls: Sequence[tuple], at: int) -> Change:
    """Over matched cells, weighted by the treated in each; `at` is where mean and variance lie.

    Degrees of freedom by Satterthwaite: cells with few controls make the interval wider.
    """
    everybody = sum(row[0] for row in treated)
    effect = variance = doubt = 0.0
    for one, other in zip(treated, controls, strict=True):
        weight = one[0] / everybody
        effect += weight * (one[at] - other[at])
        of_one = one[at + 1] if one[at + 1] is not None else other[at + 1]
        parts = [
            weight**2 * spread / people
            for spread, people in ((of_one, one[0]), (other[at + 1], other[0]))
        ]
        variance += sum(parts)
        doubt += parts[0] ** 2 / max(one[0] - 1, 1) + parts[1] ** 2 / (other[0] - 1)
    return Change(effect, math.sqrt(variance), variance**2 / doubt if doubt else 1.0)


def _told(change: Change, people: int, days: date | int, level: float) -> dict:
    total = people * int(str(days))
    interval = change.interval(level)
    return {
        "effect_per_day": change.effect,
        "interval": interval,
        "p": change.p(),
        "incremental": change.effect * total,
        "incremental_interval": [bound * total for bound in interval],
    }


def refused(refusal: Words) -> dict:
    """An answer without numbers, and why."""
    numbers = ("effect_per_day", "interval", "p", "incremental", "incremental_interval")
    others = ("after", "persistence", "placebo", "matched")
    return dict.fromkeys([*numbers, *others]) | {"refusal": refusal, "warnings": []}
