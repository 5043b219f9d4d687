"""Charts are built once for everybody who sees the same figures in the same language.

Building one takes some 10 to 60 ms, most of what a page costs, and twenty readers of a morning ask
for the same ones. What is kept is the Vega-Lite and its data as Arrow, by a digest of all that the
chart is made from; a picture is drawn from the chart built anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import altair as alt
import pandas as pd
from altair.utils import schemapi
from streamlit.dataframe_util import convert_pandas_df_to_arrow_bytes

from dashboards.charts.written import written
from dashboards.fingerprint import fingerprint
from dashboards.kept.pending import notes_within
from dashboards.queries.memory import Memory
from dashboards.queries.per_build import per_build
from dashboards.scope import Scope

P = ParamSpec("P")
AnyLayer = TypeVar("AnyLayer", alt.Chart, alt.LayerChart)
Specification = dict[str, Any]
WORDS_BYTES = 20_000
"""About what a chart takes besides its tables."""
Draw = Callable[Concatenate[Scope, P], alt.LayerChart | None]


@dataclass(frozen=True)
class Drawing:
    """A chart as pages show it, and how to build it again for a picture."""

    shown: Specification
    _build: Callable[[], alt.LayerChart | None]

    def to_dict(self) -> Specification:
        """The chart's Vega-Lite with its data inside; nothing when it cannot be built any more."""
        chart = self._build()
        return {} if chart is None else chart.to_dict()


def remembered(draw: Draw[P]) -> Callable[Concatenate[Scope, P], Drawing | None]:
    """A chart that depends on nothing but its arguments and what a scope tells of the reader."""
    return _remembered(draw, lambda scope: None)


def remembered_with_notes(draw: Draw[P]) -> Callable[Concatenate[Scope, P], Drawing | None]:
    """A chart with the calendar behind it: a note that somebody just wrote makes it another one."""
    return _remembered(draw, lambda scope: notes_within(scope.build, scope.filters))


def _remembered(
    draw: Draw[P], beside: Callable[[Scope], pd.DataFrame | None]
) -> Callable[Concatenate[Scope, P], Drawing | None]:
    name = repr(draw)

    @wraps(draw)
    def drawn(scope: Scope, *args: P.args, **kwargs: P.kwargs) -> Drawing | None:
        def build() -> alt.LayerChart | None:
            return draw(scope, *args, **kwargs)

        digest = fingerprint(name, _reader(scope), args, kwargs, beside(scope))
        shown = _SPECIFICATIONS.get(digest, lambda: _specification(build))
        return None if shown is None else Drawing(shown, build)

    return drawn


def _reader(scope: Scope) -> tuple[object, ...]:
    """What a scope tells a chart: language, number formats, build, rows, days and channels."""
    build = scope.build
    return (
        *(scope.words.language, scope.formats, str(build.path), build.build_id, build.rows),
        *(scope.filters, scope.channels),
    )


def _specification(build: Callable[[], alt.LayerChart | None]) -> Specification | None:
    with schemapi.debug_mode(False):
        chart = build()
        return None if chart is None else _with_arrow(chart)


def _bytes_of(shown: Specification | None) -> int:
    tables = {} if shown is None else shown["datasets"]
    return WORDS_BYTES + sum(len(table) for table in tables.values())


_SPECIFICATIONS = per_build(Memory[Specification | None](200 * 2**20, _bytes_of))


def _with_arrow(chart: alt.LayerChart) -> Specification:
    """The chart's Vega-Lite with every table of data once, as Arrow, under a name of its own."""
    frames: dict[int, tuple[str, pd.DataFrame]] = {}
    spec = written(_named(chart, frames))
    spec["datasets"] = {
        name: convert_pandas_df_to_arrow_bytes(frame) for name, frame in frames.values()
    }
    return spec


def _named(chart: AnyLayer, frames: dict[int, tuple[str, pd.DataFrame]]) -> AnyLayer:
    """A copy that calls its tables by the names that `frames` collects.

    Vega-Lite calls what it derives `data_0`, `data_1` and so on, and a name may come once only.
    """
    copied = chart.copy(deep=False)
    if isinstance(chart, alt.LayerChart):
        layers: list[Any] = list(chart.layer)
        copied.layer = [_named(layer, frames) for layer in layers]
    if isinstance(chart.data, pd.DataFrame):
        name, _ = frames.setdefault(id(chart.data), (f"table_{len(frames)}", chart.data))
        copied.data = alt.NamedData(name)
    return copied
