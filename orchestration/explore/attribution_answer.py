"""Credits as one JSON object, and as tables to read."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from measurement.attribution import AttributionError, Credits, decisions
from measurement.tables import opened


def read_spend(file: str) -> dict[str, float]:
    """Spend per channel from a file with channel and spend; rows of one channel add up.

    Raises:
        AttributionError: for spend that is below 0, missing or no number.
        TableError: when the file cannot be read or lacks a column.
    """
    with opened({"spend": file}, {"spend": ("channel", "spend")}) as connection:
        rows = connection.execute(
            "select cast(channel as varchar), sum(try_cast(spend as double)), "
            "bool_and(coalesce(try_cast(spend as double) >= 0, false)) "
            "from spend group by 1 order by 1"
        ).fetchall()
    if wrong := [str(channel) for channel, _, is_good in rows if not is_good]:
        raise AttributionError(f"Spend is below 0, missing or no number for {', '.join(wrong)}.")
    return {channel: spend for channel, spend, _ in rows}


def answer(credits: Credits, spend: Mapping[str, float] | None = None) -> dict:
    """What the models say, with intervals, decisions, removal effects, matrix and notes."""
    intervals, matrix = credits.intervals, credits.transition_matrix
    effects = credits.removal_effects
    return {
        "credits": _rows(pd.DataFrame(credits)),
        "intervals": None if intervals is None else _rows(intervals),
        "decisions": _rows(decisions(credits, intervals, spend)),
        "removal_effects": None if effects is None else effects.to_dict(),
        "transition_matrix": None if matrix is None else matrix.to_dict("index"),
        "notes": list(credits.notes),
    }


def attribution_tables(answer: Mapping) -> list[RenderableType]:
    """Channels by models, first conversions and then revenue; intervals; what is doubtful."""
    bounds = {(row["model"], row["channel"]): row for row in answer["intervals"] or ()}
    tables: list[RenderableType] = [
        _by_model("Conversions 转化", answer["credits"], "conversions", bounds),
    ]
    if any(row["revenue"] is not None for row in answer["credits"]):
        tables.append(_by_model("Revenue 收入", answer["credits"], "revenue", {}))
    split = [row["channel"] for row in answer["decisions"] if row["flips_between_models"]]
    if split:
        tables.append(Text(f"The models disagree about 模型分歧: {', '.join(split)}", "yellow"))
    return [*tables, *(Text(note, style="yellow") for note in answer["notes"])]


def _by_model(title: str, rows: list[Mapping], measure: str, bounds: Mapping) -> Table:
    models = list(dict.fromkeys(row["model"] for row in rows))
    told = {(row["model"], row["channel"]): row[measure] for row in rows}
    table = Table("channel 渠道", title=title)
    for model in models:
        table.add_column(model, justify="right")
    for channel in dict.fromkeys(row["channel"] for row in rows):
        cells = [_cell(told[model, channel], bounds.get((model, channel))) for model in models]
        table.add_row(channel, *cells)
    return table


def _cell(value: float | None, bound: Mapping | None) -> str:
    if value is None:
        return ""
    interval = f" ({bound['low']:,.1f} to {bound['high']:,.1f})" if bound else ""
    return f"{value:,.2f}{interval}"


def _rows(frame: pd.DataFrame) -> list[dict]:
    return [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
