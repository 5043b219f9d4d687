"""How sure the data-driven models are, and what channels claim beside what we credit them."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

_INTERVALS = """
    select channel, model, conversions, low, high, gap, alike_group, flips_within_interval
    from fct_credit_certainty
    where conversion_kind = $conversion_kind
        and low is not null
        and ($every_channel or list_contains($channels::varchar[], channel))
    order by model, conversions desc, channel
"""
_DECISIONS = """
    select
        channel,
        count(*) filter (where decision = 'more') as more_models,
        count(decision) as judging_models,
        bool_or(flips_between_models) as flips_between_models,
        bool_or(flips_within_interval) as flips_within_interval,
        max(gap) filter (where model = 'markov') as gap
    from fct_credit_certainty
    where conversion_kind = $conversion_kind
        and ($every_channel or list_contains($channels::varchar[], channel))
    group by channel
    having count(decision) > 0
    order by more_models desc, channel
"""
_LEARNED = "select min(learned_from) as first, max(learned_until) as last from fct_credit_certainty"
_TRUTHS = """
    select
        month,
        channel,
        is_demand_capture,
        claimed_conversions,
        own_conversions,
        claimed_conversions / nullif(own_conversions, 0) as over_claim,
        incremental_conversions,
        incremental_low,
        incremental_high,
        claimed_amount,
        own_amount
    from fct_channel_truths
    where conversion_kind = $conversion_kind
        and month between date_trunc('month', $start) and $end
        and (claimed_conversions is not null or incremental_conversions is not null)
        and ($every_channel or list_contains($channels::varchar[], channel))
    order by month desc, claimed_conversions desc nulls last, channel
"""
_OWN_MODEL = "select any_value(own_model) as own_model from fct_channel_truths"


def intervals(build: Build, filters: Filters, kind: str) -> pd.DataFrame:
    """One row per data-driven model and channel: credit of the training window, and interval."""
    return build.read(_INTERVALS, {**filters.parameters, "conversion_kind": kind})


def decisions(build: Build, filters: Filters, kind: str) -> pd.DataFrame:
    """One row per channel with spend: how many models would spend more, and what flips."""
    return build.read(_DECISIONS, {**filters.parameters, "conversion_kind": kind})


def learned(build: Build) -> tuple[date, date] | None:
    """First and last day of the journeys that the models learned from."""
    row = build.read(_LEARNED).iloc[0]
    return None if pd.isna(row["first"]) else (row["first"].date(), row["last"].date())


def truths(build: Build, filters: Filters, kind: str) -> pd.DataFrame:
    """One row per month and channel that claims conversions or was tested, newest first."""
    return build.read(_TRUTHS, {**filters.parameters, "conversion_kind": kind})


def own_model(build: Build) -> str:
    """The model that stands for our own attribution; empty when nothing was credited."""
    value = build.read(_OWN_MODEL).iloc[0]["own_model"]
    return "" if pd.isna(value) else str(value)


def alike(frame: pd.DataFrame, model: str) -> list[list[str]]:
    """Groups of channels that a model cannot tell apart, the largest credit first."""
    rows = frame[(frame["model"] == model) & frame["alike_group"].notna()]
    return [list(group["channel"]) for _, group in rows.groupby("alike_group")]
