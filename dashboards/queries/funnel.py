"""From visit to repeat investment; rates only over entry days that are old enough to judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from dashboards.formats import NOTHING, number_or_none
from dashboards.queries.contract import STEPS
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

_CHOSEN = "($every_channel or list_contains($channels::varchar[], channel))"
RATES = ("first_investment_rate", "registration_rate", "repeat_rate")
_STEP_SUMS = ",\n".join(
    f"cast(coalesce(sum({step}) filter (where is_mature), 0) as bigint) as {step},"
    f" cast(coalesce(sum({step}) filter (where not is_mature), 0) as bigint) as {step}_young"
    for step in STEPS
)
_STEPS = f"""
    select
        count(distinct entry_date) as entry_days,
        count(distinct entry_date) filter (where is_mature) as mature_days,
        {_STEP_SUMS}
    from fct_funnel_daily
    where entry_date between $start and $end and {_CHOSEN}
"""
_TREND = f"""
    select
        cast(date_trunc($grain, entry_date) as date) as period_start,
        bool_and(is_mature) as is_mature,
        cast(sum(visitors) as bigint) as visitors,
        cast(sum(registrations) as bigint) as registrations,
        cast(sum(first_investments) as bigint) as first_investments,
        sum(registrations) / nullif(sum(visitors), 0) as registration_rate,
        sum(first_investments) / nullif(sum(visitors), 0) as first_investment_rate,
        sum(repeat_investments) / nullif(sum(first_investments), 0) as repeat_rate
    from fct_funnel_daily
    where entry_date between $start and $end and {_CHOSEN}
    group by 1
    order by 1
"""
_BY_CHANNEL = f"""
    with chosen as (
        select *
        from fct_funnel_daily
        where entry_date between $start and $end and {_CHOSEN}
            and (is_mature or not $judged_only)
    )
    select
        channel,
        cast(sum(visitors) as bigint) as visitors,
        cast(sum(registrations) as bigint) as registrations,
        cast(sum(verifications) as bigint) as verifications,
        cast(sum(card_bounds) as bigint) as card_bounds,
        cast(sum(fundings) as bigint) as fundings,
        cast(sum(first_investments) as bigint) as first_investments,
        cast(sum(repeat_investments) as bigint) as repeat_investments,
        sum(registrations) / nullif(sum(visitors), 0) as registrations_rate,
        sum(verifications) / nullif(sum(registrations), 0) as verifications_rate,
        sum(card_bounds) / nullif(sum(verifications), 0) as card_bounds_rate,
        sum(fundings) / nullif(sum(card_bounds), 0) as fundings_rate,
        sum(first_investments) / nullif(sum(fundings), 0) as first_investments_rate,
        sum(repeat_investments) / nullif(sum(first_investments), 0) as repeat_investments_rate,
        sum(first_investments) / nullif(sum(visitors), 0) as overall_rate
    from chosen
    group by channel
    order by visitors desc, channel
"""


def steps(build: Build, filters: Filters) -> tuple[pd.DataFrame, bool]:
    """One row per step, and whether any entry day is old enough.

    Columns: step, reached (judged days), reached_young (younger days), step_rate, overall_rate.
    Rates are over judged days; over all days, and marked so by the flag, where none is judged.
    """
    row = build.read(_STEPS, filters.parameters).iloc[0]
    is_judged = bool(row["mature_days"] > 0)
    reached = [int(row[step]) for step in STEPS]
    young = [int(row[f"{step}_young"]) for step in STEPS]
    basis = reached if is_judged else young
    rates = [_ratio(basis[i], basis[i - 1]) if i else None for i in range(len(STEPS))]
    frame = pd.DataFrame(
        {
            "step": STEPS,
            "reached": reached,
            "reached_young": young,
            "step_rate": pd.Series(rates, dtype="float64"),
            "overall_rate": pd.Series([_ratio(n, basis[0]) for n in basis], dtype="float64"),
            "entry_days": int(row["entry_days"]),
            "mature_days": int(row["mature_days"]),
        }
    )
    return frame, is_judged


def trend(build: Build, filters: Filters, grain: str) -> pd.DataFrame:
    """One row per period of entry: people, conversion rates, whether the period is mature."""
    return build.read(_TREND, {**filters.parameters, "grain": grain})


def by_channel(build: Build, filters: Filters, judged_only: bool) -> pd.DataFrame:
    """One row per channel: people at each step, rate from the step before, rate overall."""
    return build.read(_BY_CHANNEL, {**filters.parameters, "judged_only": judged_only})


def judged_window(build: Build) -> tuple[date, date] | None:
    """The latest 90 entry days (or fewer) that are all old enough; None when none is."""
    if build.as_of_date is None or build.first_date is None:
        return None
    last = build.as_of_date - timedelta(days=build.funnel_window_days)
    if last < build.first_date:
        return None
    return max(build.first_date, last - timedelta(days=89)), last


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True)
class Loss:
    """The share of people at `previous` who do not reach `step`."""

    previous: str
    step: str
    share: float


def largest_loss(frame: pd.DataFrame) -> Loss | None:
    """The step that loses the largest share of those before it, registration excepted.

    Most visitors of any site never register; the loss a company can mend comes after.
    """
    rates = frame.loc[frame["step"].isin(STEPS[2:]), "step_rate"].dropna()
    if rates.empty:
        return None
    position = int(rates.idxmin())
    return Loss(STEPS[position - 1], STEPS[position], 1 - float(rates[position]))


def per_thousand(frame: pd.DataFrame, step: str) -> str:
    """How many of 1,000 visitors reach the step, one decimal where it matters."""
    rate = number_or_none(frame.loc[frame["step"] == step, "overall_rate"].iloc[0])
    return NOTHING if rate is None else f"{1000 * rate:.3g}"
