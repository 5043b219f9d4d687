"""Paths to a conversion on the attribution page: a diagram, and the commonest as a table."""

from __future__ import annotations

import pandas as pd

from dashboards.charts.paths import STAGES, sankey
from dashboards.components.figure import figure
from dashboards.components.table import show_table
from dashboards.queries import paths as queries
from dashboards.scope import Scope
from dashboards.tables.attribution import PATHS


def paths(page: Scope, kind: str) -> None:
    """By which channels people came, in order, before they converted."""
    frame = queries.paths(page.build, page.filters, kind)
    named = _named(page, frame)
    with figure(page, "attribution.paths", caption=_months(page), stages=STAGES) as card:
        card.offer(named, PATHS, f"paths_to_{kind}")
        card.chart(sankey(page, frame), is_wide=True)
    with figure(page, "attribution.top_paths", caption=_months(page)) as card:
        card.offer(named, PATHS, f"paths_to_{kind}_table")
        show_table(page, named.head(queries.LISTED), PATHS, key="paths")


def _named(page: Scope, frame: pd.DataFrame) -> pd.DataFrame:
    """A copy with paths as readers know the channels."""
    ready = frame.copy()
    rest = page.words("attribution.path_rest")
    ready["named_path"] = [
        rest if is_rest else _arrows(page, str(path))
        for path, is_rest in zip(frame["path"], frame["is_rest"], strict=True)
    ]
    return ready


def _arrows(page: Scope, path: str) -> str:
    return " → ".join(page.channel_name(code) for code in path.split(queries.STEP))


def _months(page: Scope) -> str:
    first, last = page.formats.month(page.filters.start), page.formats.month(page.filters.end)
    months = first if first == last else f"{first} – {last}"
    as_of = page.formats.day(page.build.as_of_date)
    return page.words("common.window", days=months, as_of=as_of)
