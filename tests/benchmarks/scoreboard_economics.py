"""What was still to come, and what investors became worth, against what was expected before.

Simulated companies are cut in the middle of their story: what is known by then is forecast on,
and the rest of the story says whether it was right.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from measurement.economics import from_cohorts
from measurement.lifetime import forecast
from measurement.maturity import Maturity, amount_to_come, still_to_come
from tests.benchmarks.measure import table
from tests.benchmarks.simulated_people import simulated

SEEDS, VISITORS, DAYS, CUT, HORIZON = 20, 120_000, 330, 239, 90
END = date(2026, 6, 30)
START = END - timedelta(days=DAYS - 1)
AS_OF = START + timedelta(days=CUT)
ALL = "(all)"
VALUE_AGES = (30, 60, 90)


@dataclass(frozen=True)
class Guess:
    """What was expected with its interval, and what it became."""

    what: str
    channel: str
    expected: float
    low: float
    high: float
    truth: float
    so_far: float = 0.0

    @property
    def is_held(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.truth <= self.high


def guesses(seeds: Sequence[int], visitors: int) -> list[Guess]:
    """All forecasts of all companies, the company as `(all)` and its channels."""
    found: list[Guess] = []
    for seed in seeds:
        world = simulated(visitors, DAYS, seed, END)
        entries, facts = _dated(world.entries), _dated(world.facts)
        for name in [ALL, *sorted(entries["channel"].unique())]:
            own = [t if name == ALL else t[t["channel"] == name] for t in (entries, facts)]
            found += _coming(name, *own)
        found += _values(entries, facts)
        logging.info("cut company %s done", seed)
    return found


def _dated(rows: pd.DataFrame) -> pd.DataFrame:
    known = rows[rows["entry_day"] <= CUT]
    days = np.datetime64(START, "D") + known["entry_day"].to_numpy()
    return known.assign(entry_date=days)


def _coming(name: str, entries: pd.DataFrame, facts: pd.DataFrame) -> list[Guess]:
    """First investors and revenue still to come, and the return of each yuan in the end."""
    is_seen = facts["entry_day"] + facts["age_days"] <= CUT
    within = facts["age_days"] <= HORIZON
    by_day = entries.groupby("entry_date", as_index=False)[["people", "spend"]].sum()
    seen, later = facts[is_seen], facts[~is_seen & within]
    counts = seen.rename(columns={"first_investments": "conversions"})
    told = {
        "first_investments": still_to_come(by_day, counts, AS_OF, HORIZON),
        "amount": amount_to_come(by_day, seen, AS_OF, HORIZON),
    }
    found = [
        Guess(what, name, *one.total, float(later[what].sum()), _so_far(one))
        for what, one in told.items()
    ]
    returns = from_cohorts(by_day.assign(channel=name), seen.assign(channel=name), AS_OF, HORIZON)
    row = returns.table.iloc[0]
    truth = facts.loc[within, "amount"].sum() / row["spend"] if row["spend"] > 0 else np.nan
    ends = (row["roas"], row["roas_low"], row["roas_high"])
    return [*found, Guess("roas", name, *ends, truth)]


def _so_far(told: Maturity) -> float:
    return float(told.days["so_far"].sum())


def _values(entries: pd.DataFrame, facts: pd.DataFrame) -> list[Guess]:
    """Revenue per first investor of weekly cohorts, carried on from what was known."""
    weeks = facts.assign(cohort=facts["entry_day"] // 7)
    last_day = entries.groupby(entries["entry_day"] // 7)["entry_day"].max()
    rows = [
        (cohort, age, *own.loc[own["age_days"] <= age, ["first_investments", "amount"]].sum())
        for cohort, own in weeks.groupby("cohort")
        for age in VALUE_AGES
        if last_day[cohort] + age <= CUT
    ]
    told = forecast(pd.DataFrame(rows, columns=["cohort", "age", "investors", "revenue"]))
    young = told.cohorts[told.cohorts["age"] < told.last_age]
    became = weeks[weeks["age_days"] <= told.last_age].groupby("cohort")
    sums = became[["amount", "first_investments"]].sum()
    value = sums["amount"] / sums["first_investments"]
    found = [
        Guess("value", ALL, row.forecast, row.low, row.high, value[row.cohort])
        for row in young.itertuples()
    ]
    was = float(np.mean([abs(one.expected / one.truth - 1) for one in found]))
    return [*found, Guess("holdout", ALL, told.holdout_error, 0.0, 0.0, was)]


def _error(found: Sequence[Guess]) -> float:
    """The median of relative errors: a channel of which next to nothing came would rule a mean."""
    return float(np.median([abs(one.expected / one.truth - 1) for one in found]))


NAMES = {
    "first_investments": "first investors still to come",
    "amount": "revenue still to come",
    "roas": "return of each yuan by day 90",
    "value": "value per investor at 90 days, by week",
}


def report(seeds: int = SEEDS, visitors: int = VISITORS) -> str:
    """The part of the scoreboard, as Markdown."""
    found = guesses(range(1, seeds + 1), visitors)
    rows = [
        _row(name, whose, [g for g in found if g.what == what and (g.channel == ALL) == is_all])
        for what, name in NAMES.items()
        for whose, is_all in (("company", True), ("channels", False))
        if is_all or what != "value"
    ]
    held_out = [one for one in found if one.what == "holdout"]
    said, was = (np.mean([getattr(g, end) for g in held_out]) for end in ("expected", "truth"))
    intro = (
        f"{seeds} companies of {visitors:,} visitors, {DAYS} days, cut on day {CUT + 1}: what was "
        f"then expected within {HORIZON} days of entry, and what it became. Bias is the sum of "
        "what was expected over the sum of what came, error the median of each against the truth."
    )
    note = (
        f"The error that the page tells of its forecasts of value, held out, was {said:.1%} on "
        f"average; the forecasts themselves were off by {was:.1%}."
    )
    header = ("what", "whose", "told", "intervals that hold it (wanted: 95 %)", "bias", "error")
    return "\n\n".join(["### What is still to come", intro, table(header, rows), note])


def _row(name: str, whose: str, asked: Sequence[Guess]) -> list[str]:
    told = [one for one in asked if not np.isnan(one.expected) and one.truth > 0]
    if not told:
        return [name, whose, f"0 of {len(asked)}", "–", "–", "–"]
    held = sum(one.is_held for one in told) / len(told)
    bias = sum(one.expected for one in told) / sum(one.truth for one in told)
    counts = f"{len(told)} of {len(asked)}"
    return [name, whose, counts, f"{held:.0%}", f"{bias:.3f}", f"{_error(told):.1%}"]
