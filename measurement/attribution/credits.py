"""The table that every attribution answers with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from measurement.attribution.journeys import CountedPaths, Journeys
from measurement.attribution.leave_one_out import LeftPaths
from measurement.attribution.markov import Chain, solve
from measurement.attribution.models import (
    CONVERSION,
    DATA_DRIVEN,
    DIRECT,
    NULL,
    RULES,
    START,
    UNATTRIBUTED,
    named,
    paid_mask,
)
from measurement.attribution.rules import Rule, rule_credits
from measurement.attribution.shapley import ChannelSets
from measurement.attribution.uncertainty import Drawn, draw, told_plainly

COLUMNS = ("model", "channel", "conversions", "revenue")
KEPT_SHARE = 1e-12
"""Rounding noise of a sum below this part of all conversions is no conversion of known revenue."""


@dataclass(frozen=True)
class Behind:
    """What stands behind a table of credits."""

    transition_matrix: pd.DataFrame | None
    removal_effects: pd.Series | None
    intervals: pd.DataFrame | None
    notes: tuple[str, ...]


class Credits(pd.DataFrame):
    """A table of model, channel, conversions and revenue, with what stands behind it.

    Every channel that was seen has a row under every model, and `(unattributed)` has one: a
    model's rows sum to all conversions, and to all revenue that is known. Revenue is empty where
    none of the credited conversions says any. Tables derived from it are plain DataFrames.
    """

    def __init__(self, table: pd.DataFrame, behind: Behind) -> None:
        super().__init__(table)
        object.__setattr__(self, "behind", behind)

    @property
    def transition_matrix(self) -> pd.DataFrame | None:
        """Markov only: from `(start)` and each channel to channels, `(conversion)`, `(null)`."""
        return self.behind.transition_matrix

    @property
    def removal_effects(self) -> pd.Series | None:
        """Markov only: part of the conversions that would be lost without each channel."""
        return self.behind.removal_effects

    @property
    def intervals(self) -> pd.DataFrame | None:
        """With draws: model, channel, conversions, and the 95 % interval from low to high."""
        return self.behind.intervals

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out or is doubtful, in words."""
        return self.behind.notes


@dataclass(frozen=True)
class Sorts:
    """Channels that rule models treat apart, and the half-life in the unit of the instants."""

    direct: Collection[str] = DIRECT
    paid: Collection[str] | None = None
    half_life: float = 1.0

    def rule(self, model: str, channels: Sequence[str]) -> Rule:
        """The rule model `model` over `channels`."""
        is_direct, is_paid = named(channels, self.direct), paid_mask(channels, self.paid)
        return Rule(RULES.index(model), is_direct, is_paid, float(self.half_life))


def attribute(
    journeys: Journeys,
    models: Sequence[str],
    sorts: Sorts,
    notes: Sequence[str] = (),
    draws: int = 0,
) -> Credits:
    """Credits of `journeys` under `models`, with `notes` and what else is doubtful.

    With `draws` resamples of the journeys the data-driven models also have intervals.
    """
    chain = solve(journeys, journeys.conversions, journeys.nulls) if "markov" in models else None
    counted = journeys.counted() if draws or "leave_one_out" in models else None
    credited = {
        model: rule_credits(sorts.rule(model, journeys.channels), journeys)
        if model in RULES
        else _modelled(model, journeys, chain, counted)
        for model in models
    }
    table, told = _table(journeys, credited), [*notes, *_doubts(journeys, credited)]
    intervals = None
    if counted is not None and draws:
        drawn = draw(counted, _data_driven(models), draws)
        intervals = _intervals(table, drawn)
        told += told_plainly(drawn)
    matrix, effects = _solved(chain, journeys.channels) if chain else (None, None)
    return Credits(table, Behind(matrix, effects, intervals, tuple(told)))


def _data_driven(models: Sequence[str]) -> list[str]:
    return [model for model in models if model in DATA_DRIVEN]


def _intervals(table: pd.DataFrame, drawn: Drawn) -> pd.DataFrame:
    parts = []
    for model in drawn.credits:
        low, high = drawn.interval(model)
        parts.append(
            pd.DataFrame({"model": model, "channel": drawn.channels, "low": low, "high": high})
        )
    columns = ["model", "channel", "low", "high"]
    bounds = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    return table.drop(columns="revenue").merge(bounds, on=["model", "channel"])


def _solved(chain: Chain, channels: Sequence[str]) -> tuple[pd.DataFrame, pd.Series]:
    order = np.argsort(np.array(channels, dtype=object)) if channels else np.zeros(0, int)
    labels = [channels[code] for code in order]
    rows, columns = np.append(0, order + 1), np.append(order, [len(order), len(order) + 1])
    matrix = pd.DataFrame(
        chain.transitions[np.ix_(rows, columns)],
        index=[START, *labels],
        columns=[*labels, CONVERSION, NULL],
    )
    by_channel = pd.Index(labels, name="channel")
    return matrix, pd.Series(chain.effects[order], by_channel, name="removal_effect")


def _modelled(
    model: str, journeys: Journeys, chain: Chain | None, counted: CountedPaths | None
) -> np.ndarray:
    if chain is not None and model == "markov":
        touched = journeys.is_touched
        amounts = (journeys.conversions, journeys.revenue, journeys.revenue_known)
        return np.array([amount[touched].sum() * chain.shares for amount in amounts])
    if counted is not None and model == "leave_one_out":
        paths, left = counted.journeys, LeftPaths.of(counted)
        shares = left.shares(paths.conversions, paths.nulls)
        return _credit_all(paths, lambda amounts: left.credits(shares, amounts))
    sets = ChannelSets.of(journeys)
    of_sets = sets.shares(journeys.conversions, journeys.nulls)
    return _credit_all(journeys, lambda amounts: sets.credits(of_sets, amounts))


def _credit_all(journeys: Journeys, credit: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    conversions, revenue = credit(journeys.conversions), credit(journeys.revenue)
    is_known = journeys.revenue_known is journeys.conversions
    return np.array(
        [conversions, revenue, conversions if is_known else credit(journeys.revenue_known)]
    )


def _table(journeys: Journeys, credited: Mapping[str, np.ndarray]) -> pd.DataFrame:
    order = np.array(sorted(range(len(journeys.channels)), key=journeys.channels.__getitem__), int)
    names = [*(journeys.channels[code] for code in order), UNATTRIBUTED]
    left = journeys.unattributed()
    is_any_known = bool(journeys.revenue_known.sum() > 0)
    parts = []
    for model, amounts in credited.items():
        conversions, revenue, known = np.column_stack([amounts[:, order], left])
        least = KEPT_SHARE * max(1.0, float(np.abs(conversions).sum()))
        is_missing = (np.abs(known) <= least) & ((np.abs(conversions) > least) | (not is_any_known))
        revenue = np.where(is_missing, np.nan, revenue)
        parts.append((np.repeat(model, len(names)), names, conversions, revenue))
    columns = zip(*parts, strict=True)
    return pd.DataFrame(
        {name: np.concatenate(list(told)) for name, told in zip(COLUMNS, columns, strict=True)}
    )


def _doubts(journeys: Journeys, credited: Mapping[str, np.ndarray]) -> list[str]:
    notes = []
    if set(DATA_DRIVEN) & credited.keys() and not journeys.nulls.sum():
        notes.append(
            "There is no journey without conversion, so every path converts with certainty and "
            "the data-driven models say little."
        )
    if "shapley" in credited:
        negative = np.flatnonzero(credited["shapley"][0] < -1e-9)
        if negative.size:
            told = ", ".join(sorted(journeys.channels[code] for code in negative))
            notes.append(
                f"Shapley credit below 0 for {told}: journeys convert less often with it than "
                "without."
            )
    return notes
