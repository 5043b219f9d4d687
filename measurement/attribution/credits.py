"""The table that every attribution answers with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar

import numpy as np
import pandas as pd

from measurement.attribution.journeys import CountedPaths, Journeys
from measurement.attribution.leave_one_out import LeftPaths
from measurement.attribution.markov import Chain, solve
from measurement.attribution.models import (
    CONVERSION,
    DIRECT,
    NULL,
    RULES,
    START,
    UNATTRIBUTED,
    named,
    paid_mask,
)
from measurement.attribution.rules import rule_credits
from measurement.attribution.shapley import ChannelSets

COLUMNS = ("model", "channel", "conversions", "revenue")
KEPT_SHARE = 1e-12
"""Rounding noise of a sum below this part of all conversions is no conversion of known revenue."""


class Credits(pd.DataFrame):
    """A table of model, channel, conversions and revenue, with what stands behind it.

    Every channel that was seen has a row under every model, and `(unattributed)` has one: a
    model's rows sum to all conversions, and to all revenue that is known. Revenue is empty where
    none of the credited conversions says any. Tables derived from it are plain DataFrames.
    """

    _metadata: ClassVar[list[str]] = ["transition_matrix", "removal_effects", "notes"]
    transition_matrix: pd.DataFrame | None
    """Markov only: from `(start)` and each channel to each channel, `(conversion)`, `(null)`."""
    removal_effects: pd.Series | None
    """Markov only: part of the conversions lost without the channel."""
    notes: tuple[str, ...]
    """What was left out or could not be told, in words."""

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return pd.DataFrame


def attribute(
    journeys: Journeys,
    models: Sequence[str],
    notes: Sequence[str] = (),
    direct: Collection[str] = DIRECT,
    paid: Collection[str] | None = None,
    half_life: float = 1.0,
) -> Credits:
    """Credits of `journeys` under `models`; `half_life` in the unit of their instants."""
    is_direct, is_paid = named(journeys.channels, direct), paid_mask(journeys.channels, paid)
    chain = solve(journeys, journeys.conversions, journeys.nulls) if "markov" in models else None
    counted = journeys.counted() if "leave_one_out" in models else None
    credited = {
        model: rule_credits(model, journeys, is_direct, is_paid, half_life)
        if model in RULES
        else _modelled(model, journeys, chain, counted)
        for model in models
    }
    table = Credits(_table(journeys, credited))
    labels = journeys.channels
    table.transition_matrix = chain and pd.DataFrame(
        chain.transitions, index=[START, *labels], columns=[*labels, CONVERSION, NULL]
    )
    table.removal_effects = chain and pd.Series(
        chain.effects, index=pd.Index(labels, name="channel"), name="removal_effect"
    )
    table.notes = (*notes, *_doubts(journeys, credited))
    return table


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
    if {"markov", "shapley", "leave_one_out"} & credited.keys() and not journeys.nulls.sum():
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
