"""Activities and offline contracts in their cities: what happened there that no code explains."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from measurement import geo
from measurement.dates import day_of
from measurement.words import Phrases, say

INVESTORS = "investors"
METRICS = ("registrations", "first_investments", "halo_sessions", INVESTORS)
"""Columns of the panel: what no code explains; visits through direct and brand search; and, codes
or none, people who registered on the day and invested within `DAYS_TO_INVEST`."""
CAMPUS_METRICS = ("campus_registrations", "campus_first_investments")
"""The same of venues: people in the networks of a campus whom no code brought."""
DAYS_TO_INVEST = 30
DAYS_BEFORE = 90
"""How far back a city's likeness to the others is looked for."""
PLACEBOS = 100
COLUMNS = (
    *("placement_id", "metric", "verdict", "incremental", "incremental_low", "incremental_high"),
    *("lift", "p", "controls", "refusal_en", "refusal_zh", "inputs"),
)
PHRASES: Phrases = {
    "unknown_city": (
        "Nothing was ever registered in {city}: is the city spelt as in the accounts?",
        "{city}从无注册：城市写法是否与账户资料一致？",
    ),
    "unknown_campus": (
        "No network of {city} is known: at least three people must register there with a code.",
        "不知道{city}的网络：需至少三人在当地用活动码注册。",
    ),
    "not_over": (
        "Its days of watching end on {end}; data reach to {last}.",
        "观察期至 {end}，数据仅到 {last}。",
    ),
    "too_young": (
        "People who registered in its days may still invest until {end}; data reach to {last}.",
        "这些日期注册的人到 {end} 前仍可能投资，数据仅到 {last}。",
    ),
}


@dataclass(frozen=True)
class Placement:
    """An activity or contract: its city, and the days in which that is watched, both included."""

    placement_id: str
    city: str
    first: date
    last: date


def watch(
    placements: pd.DataFrame,
    panel: pd.DataFrame,
    known: pd.DataFrame | None = None,
    metrics: Sequence[str] = METRICS,
) -> pd.DataFrame:
    """One row per placement and metric (`COLUMNS`): the lift of its city, or why none is told.

    `placements`: placement_id, city, start_date, watched_until; `panel`: city, stat_date and
    `metrics`, with a row for every day of every city. Cities with a placement in the same days are
    no controls. Rows of `known` whose inputs have not changed are taken over. A campus is a city
    here, with `CAMPUS_METRICS`.
    """
    wanted = placements_of(placements)
    days = pd.to_datetime(panel["stat_date"]).dt.date
    ready = panel.assign(stat_date=days)
    last = max(days, default=date.min)
    found = {} if known is None else {row["inputs"]: row for row in known.to_dict("records")}
    rows = []
    for one in wanted:
        busy = {other.city for other in wanted if _overlap(one, other)} - {one.city}
        near = ready[_is_near(days, one) & ~ready["city"].isin(busy)]
        for metric, inputs in _inputs(near, one, metrics, last):
            rows.append(found.get(inputs) or _row(near, one, metric, inputs, last))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def placements_of(table: pd.DataFrame) -> list[Placement]:
    """The rows of a table with the columns that `watch` wants."""
    columns = (table[name] for name in ("placement_id", "city", "start_date", "watched_until"))
    return [
        Placement(str(name), str(city), day_of(first), day_of(last))
        for name, city, first, last in zip(*columns, strict=True)
    ]


def _overlap(one: Placement, other: Placement) -> bool:
    return one.first <= other.last and other.first <= one.last


def _is_near(days: pd.Series, one: Placement) -> pd.Series:
    return (days >= one.first - timedelta(days=DAYS_BEFORE)) & (days <= one.last)


def _inputs(
    near: pd.DataFrame, one: Placement, metrics: Sequence[str], last: date
) -> Iterator[tuple[str, str]]:
    """Each metric with a hash of all that its answer follows from."""
    for metric in metrics:
        cells = near[["city", "stat_date", metric]].sort_values(["city", "stat_date"])
        told_from = (one, metric, min(last, _old_enough(one, metric)), DAYS_BEFORE, PLACEBOS)
        digest = hashlib.sha256(repr(told_from).encode())
        digest.update(cells.to_csv(index=False).encode())
        yield metric, digest.hexdigest()


def _old_enough(one: Placement, metric: str) -> date:
    """The day from which no more can come of its days."""
    return one.last + timedelta(DAYS_TO_INVEST if metric == INVESTORS else 0)


def _row(
    near: pd.DataFrame, one: Placement, metric: str, inputs: str, last: date
) -> dict[str, object]:
    told = _lift(near, one, metric, last)
    days = (one.last - one.first).days + 1
    low, high = told["interval"] or (None, None)
    refusal = told["refusal"] or {}
    return {
        "placement_id": one.placement_id,
        "metric": metric,
        "verdict": told["verdict"],
        "incremental": told["incremental"],
        "incremental_low": None if low is None else low * days,
        "incremental_high": None if high is None else high * days,
        "lift": told["lift"],
        "p": told["p"],
        "controls": near["city"].nunique() - 1,
        "refusal_en": refusal.get("en"),
        "refusal_zh": refusal.get("zh"),
        "inputs": inputs,
    }


def _lift(near: pd.DataFrame, one: Placement, metric: str, last: date) -> dict:
    refusal = None
    if one.city not in set(near["city"]):
        code = "unknown_campus" if metric in CAMPUS_METRICS else "unknown_city"
        refusal = say(PHRASES, code, city=one.city)
    elif one.last > last:
        refusal = say(PHRASES, "not_over", end=one.last, last=last)
    elif _old_enough(one, metric) > last:
        refusal = say(PHRASES, "too_young", end=_old_enough(one, metric), last=last)
    if refusal:
        nothing = dict.fromkeys(("incremental", "interval", "lift", "p"))
        return nothing | {"verdict": "cannot tell", "refusal": refusal}
    wide = near.dropna(subset=["city"]).pivot(index="stat_date", columns="city", values=metric)
    test = geo.arranged(wide.astype(float).sort_index(), one.city, one.first, one.last)
    return geo.measured(test, one.first, one.last, placebos=PLACEBOS)
