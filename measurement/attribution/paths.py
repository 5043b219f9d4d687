"""Attribution of counted paths: channels in order, with how often each path converted or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa

from measurement.attribution.credits import Credits, Sorts, attribute
from measurement.attribution.journeys import Journeys
from measurement.attribution.models import DIRECT, TIMELESS, AttributionError, chosen
from measurement.attribution.parsing import parse
from measurement.tables import Resources, Table, opened

PATH_COLUMNS = ("path", "conversions", "value", "nulls")
SEPARATOR = " > "


def from_paths(  # noqa: PLR0913 - what an attribution can be asked
    paths: Table,
    models: Sequence[str] | str = TIMELESS,
    *,
    direct: Collection[str] = DIRECT,
    paid: Collection[str] | None = None,
    draws: int = 0,
    resources: Resources | None = None,
) -> Credits:
    """Credit of every channel under `models`: a table of model, channel, conversions, revenue.

    `paths` has columns path (channels joined by ` > `, in the order of time), conversions, value
    (their revenue in all, empty where unknown) and nulls (journeys that went this path and did
    not convert). Under Markov the table also has `transition_matrix` and `removal_effects`. A row
    without path is unattributed. `direct`, `paid` and `draws` are those of `from_touches`.

    Raises:
        AttributionError: for an unknown model, one that needs instants (time_decay), a count that
            is missing or below 0, a value below 0, a path with an empty or reserved channel.
        TableError: when the table cannot be read or lacks a column.
    """
    asked = chosen(models, TIMELESS)
    journeys, notes = read_paths(paths, resources)
    return attribute(journeys, asked, Sorts(direct, paid), notes, draws)


def read_paths(paths: Table, resources: Resources | None = None) -> tuple[Journeys, list[str]]:
    """The rows of `paths` as journeys, and what is strange about them.

    Raises:
        AttributionError, TableError: as `from_paths` says.
    """
    with opened({"paths": paths}, {"paths": PATH_COLUMNS}, resources) as connection:
        told = connection.sql("""
            select
                coalesce(cast(path as varchar), '') as path,
                try_cast(conversions as double) as conversions,
                try_cast(value as double) as value,
                try_cast(nulls as double) as nulls,
                value is not null and try_cast(value as double) is null as is_unreadable
            from paths
        """).to_arrow_table()
    conversions, value, nulls = (
        np.array(told[name].to_numpy(), dtype=float) for name in ("conversions", "value", "nulls")
    )
    _check(told, conversions, value, nulls)
    channels, sequences = parse(told["path"])
    is_known = ~np.isnan(value)
    notes = _notes(channels, int((~is_known & (conversions > 0)).sum()))
    journeys = Journeys(
        channels=channels,
        sequences=sequences,
        conversions=conversions,
        revenue=np.nan_to_num(value),
        revenue_known=conversions if is_known.all() else np.where(is_known, conversions, 0.0),
        nulls=nulls,
        instants=sequences.touches,
    )
    return journeys, notes


def _check(told: pa.Table, conversions: np.ndarray, value: np.ndarray, nulls: np.ndarray) -> None:
    wrong = {
        "conversions missing, below 0 or no number": ~(
            np.isfinite(conversions) & ~(conversions < 0)
        ),
        "nulls missing, below 0 or no number": ~(np.isfinite(nulls) & ~(nulls < 0)),
        "a value below 0 or no number": (value < 0)
        | np.isinf(value)
        | told["is_unreadable"].to_numpy(),
    }
    for what, rows in wrong.items():
        if rows.any():
            example = told["path"][int(np.flatnonzero(rows)[0])].as_py()
            raise AttributionError(
                f"{int(rows.sum()):,} paths have {what}, for instance '{example}'."
            )


def _notes(channels: Sequence[str], unvalued: int) -> list[str]:
    notes = [
        f"'{channel}' holds a > without spaces around it, so it is one channel's name."
        for channel in sorted(channels)
        if ">" in channel
    ]
    if unvalued:
        notes.append(f"{unvalued:,} paths convert without value: they count, and add none.")
    return notes
