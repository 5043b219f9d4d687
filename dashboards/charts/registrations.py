"""Charts of when registrations come about, partners against the rest."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from dashboards.charts.base import tooltips
from dashboards.charts.heat import heat_map, paint
from dashboards.charts.palette import HEAT
from dashboards.charts.remembered import remembered
from dashboards.queries.registrations import BANDS, HOURS, REST
from dashboards.scope import Scope

LEAST_JUDGED = 20
"""Registrations of a group below which its shares are grey."""


@remembered
def times(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Share of each group's registrations by time from the touch to the account."""
    names = {band: scope.words(f"hunters.after_{band}") for band in BANDS}
    return _shares(scope, frame, names, scope.words("hunters.band"))


@remembered
def hours(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Share of each group's registrations by hour of day."""
    names = {hour: str(hour) for hour in HOURS}
    return _shares(scope, frame, names, scope.words("hunters.hour"))


def _shares(
    scope: Scope, frame: pd.DataFrame, names: Mapping[int, str], title: str
) -> alt.LayerChart | None:
    """Groups down, `names` of values across, so that a burst stands out as a dark cell."""
    if frame.empty:
        return None
    cells = _filled(frame, list(names))
    cells["row"] = [group_name(scope, code) for code in cells["channel"]]
    cells["column"] = [names[value] for value in cells["value"]]
    shares = cells["share"].astype("float64")
    cells["text"] = [f"{100 * share:.0f}" if share >= 0.005 else "" for share in shares]
    cells["share_text"] = [scope.formats.show(share, "ratio") for share in shares]
    cells["count_text"] = [
        f"{scope.formats.show(count, 'count')} / {scope.formats.show(whole, 'count')}"
        for count, whole in zip(cells["registrations"], cells["of_group"], strict=True)
    ]
    judged = cells["of_group"] >= LEAST_JUDGED
    high = float(shares[judged].max()) if judged.any() else 1.0
    ready = cells.join(paint(shares, judged, HEAT, 0.0, high))
    tips = tooltips(
        ("row", scope.words("hunters.group")),
        ("column", title),
        ("share_text", scope.words("hunters.share_of_group")),
        ("count_text", scope.words("hunters.registrations")),
    )
    return heat_map(ready, tips, columns=list(names.values()))


def group_name(scope: Scope, code: str) -> str:
    """A partner's channel by its name; the rest in words."""
    return scope.words("hunters.the_rest") if code == REST else scope.channel_name(code)


def _filled(frame: pd.DataFrame, values: list[int]) -> pd.DataFrame:
    """A row for each group and value; 0 where nobody registered."""
    groups = frame[["channel", "of_group"]].drop_duplicates()
    every = groups.merge(pd.DataFrame({"value": values}), how="cross")
    told = frame[["channel", "value", "registrations", "share"]]
    return every.merge(told, how="left", on=["channel", "value"]).fillna(
        {"registrations": 0, "share": 0.0}
    )
