"""Charts as pictures, drawn without a browser and without the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from dashboards.charts.palette import INK, LABEL, PAPER
from dashboards.files.fonts import chinese_font


class AnyChart(Protocol):
    """Whatever can tell its Vega-Lite."""

    def to_dict(self) -> dict[str, Any]:
        """The specification with its data."""
        ...


WIDTH = 900
SCALE = 2
"""Pixels per unit, so that a picture stays sharp on a slide."""
_PLAIN_FONT = "sans-serif"


@dataclass(frozen=True)
class Heading:
    """What stands above a chart in the picture: its title and the lines below it."""

    title: str
    lines: Sequence[str]


def to_png(chart: AnyChart, heading: Heading) -> bytes:
    """The chart as a PNG with title, window and as-of day inside."""
    import vl_convert

    _know_fonts()
    return vl_convert.vegalite_to_png(specification(chart, heading), scale=SCALE)


def to_svg(chart: AnyChart, width: int, height: int) -> str:
    """The chart alone as SVG, for a document that has words of its own around it."""
    import vl_convert

    _know_fonts()
    spec = specification(chart, None, width)
    spec["height"], spec["padding"] = height, 4
    return vl_convert.vegalite_to_svg(spec)


def specification(
    chart: AnyChart, heading: Heading | None, width: int = WIDTH
) -> dict[str, object]:
    """The chart's Vega-Lite with a width, a light theme and the heading as its title."""
    spec: dict[str, Any] = dict(chart.to_dict())
    parts = spec.get("vconcat")
    if isinstance(parts, list):
        spec["vconcat"] = [{"width": width, **part} for part in parts]
    elif "facet" not in spec:
        spec["width"] = width
    if heading is not None:
        spec["title"] = _title(heading)
    given = spec.get("config")
    spec["config"] = {**(given if isinstance(given, Mapping) else {}), **_config()}
    return spec


def _title(heading: Heading) -> dict[str, object]:
    return {
        **{"text": heading.title, "subtitle": list(heading.lines), "anchor": "start"},
        **{"frame": "group", "fontSize": 18, "fontWeight": 600, "color": INK},
        **{"subtitleColor": LABEL, "subtitleFontSize": 12, "subtitlePadding": 6, "offset": 16},
    }


def _config() -> dict[str, object]:
    found = chinese_font()
    font = _PLAIN_FONT if found is None else found.family
    return {
        **{"font": font, "background": PAPER, "padding": 24, "view": {"stroke": None}},
        "axis": {"labelColor": LABEL, "gridColor": "#E6ECF0", "tickColor": "#C9D4DB"},
        "legend": {"labelColor": INK, "titleColor": LABEL},
        "title": {"font": font, "subtitleFont": font},
    }


@cache
def _know_fonts() -> None:
    import vl_convert

    found = chinese_font()
    if found is not None:
        vl_convert.register_font_directory(str(found.folder))
