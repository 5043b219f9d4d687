"""Paths to a conversion as a Sankey diagram, laid out here and drawn as areas and bars."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import altair as alt
import pandas as pd

from dashboards.charts.base import drawn, layered, tooltips
from dashboards.charts.palette import ACCENT, LABEL
from dashboards.charts.remembered import remembered
from dashboards.queries.paths import STEP
from dashboards.scope import OTHERS, Scope

STAGES = 4
"""Touches shown before the conversion: of a longer path the last ones."""
NAMED = 8
GOAL = ""
HEIGHT = 420
_GAP = 0.02
"""Between two nodes of a stage, as a part of the whole height."""
_WIDTH = 0.01
_POINTS = 17

Node = tuple[int, str]
"""The stage (0 is the earliest shown, `STAGES` the conversion) and the channel."""


@dataclass(frozen=True)
class Layout:
    """Lower and upper end of every node and of both ends of every link, from 0 to 1."""

    nodes: dict[Node, tuple[float, float]]
    links: dict[tuple[Node, Node], tuple[float, float, float]]
    """Where a link begins at its source, where at its target, and how thick it is."""


@remembered
def sankey(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """The last touches before a conversion from left to right, as thick as they are common."""
    flows = flows_of(frame)
    if not flows:
        return None
    layout = lay_out(flows)
    scale = alt.Scale(domain=[0, 1], nice=False)
    across = alt.Scale(domain=[0, 1], nice=False)
    link = alt.Chart(pd.DataFrame(_ribbons(scope, flows, layout))).encode(
        x=alt.X("x:Q", axis=None, scale=across),
        y=alt.Y("low:Q", axis=None, scale=scale),
        y2=alt.Y2("high:Q"),
        detail=alt.Detail("link:N"),
        color=alt.Color("colour:N", scale=None),
        tooltip=tooltips(("text", scope.words("attribution.path_link"))),
    )
    node = alt.Chart(pd.DataFrame(_bars(scope, flows, layout))).encode(
        x=alt.X("left:Q", axis=None, scale=across),
        y=alt.Y("low:Q", axis=None, scale=scale),
        tooltip=tooltips(("text", scope.words("attribution.path_node"))),
    )
    area = alt.MarkDef(type="area", opacity=0.4, interpolate="monotone")
    bar = alt.MarkDef(type="rect", cornerRadius=2)
    name = alt.MarkDef(type="text", align="left", baseline="middle", dx=4, fontSize=12, limit=150)
    layers = [
        drawn(link, area),
        drawn(node, bar).encode(
            x2=alt.X2("right:Q"), y2=alt.Y2("high:Q"), color=alt.Color("colour:N", scale=None)
        ),
        drawn(node.transform_filter("datum.is_tall"), name).encode(
            x=alt.X("right:Q"), y=alt.Y("middle:Q"), text=alt.Text("name:N"), color=alt.value(LABEL)
        ),
    ]
    return layered(layers, HEIGHT)


def flows_of(frame: pd.DataFrame) -> dict[tuple[Node, Node], int]:
    """Conversions between neighbouring touches of the listed paths; rare channels go together."""
    listed = frame[~frame["is_rest"].astype(bool)]
    paths = [
        (str(path).split(STEP)[-STAGES:], int(count))
        for path, count in zip(listed["path"], listed["conversions"], strict=True)
    ]
    sizes: Counter[str] = Counter()
    for channels, count in paths:
        for channel in channels:
            sizes[channel] += count
    named = {channel for channel, _ in sizes.most_common(NAMED)}
    flows: Counter[tuple[Node, Node]] = Counter()
    for channels, count in paths:
        codes = [*(code if code in named else OTHERS for code in channels), GOAL]
        first = STAGES + 1 - len(codes)
        nodes = [(first + place, code) for place, code in enumerate(codes)]
        for pair in pairwise(nodes):
            flows[pair] += count
    return dict(flows)


def lay_out(flows: dict[tuple[Node, Node], int]) -> Layout:
    """Nodes of a stage one above the other, the largest on top; links in the order of their ends.

    A node is as tall as what leaves it, or arrives at it for the conversion.
    """
    sizes = _sizes(flows)
    stages: dict[int, list[Node]] = {}
    for node in sorted(sizes, key=lambda node: (-sizes[node], node)):
        stages.setdefault(node[0], []).append(node)
    most = max(len(nodes) for nodes in stages.values())
    scale = (1 - _GAP * (most - 1)) / sizes[(STAGES, GOAL)]
    places: dict[Node, tuple[float, float]] = {}
    for nodes in stages.values():
        tall = sum(sizes[node] for node in nodes) * scale + _GAP * (len(nodes) - 1)
        top = 0.5 + tall / 2
        for node in nodes:
            places[node] = (top - sizes[node] * scale, top)
            top -= sizes[node] * scale + _GAP
    return Layout(places, _link_places(flows, places, scale))


def _sizes(flows: dict[tuple[Node, Node], int]) -> Counter[Node]:
    sizes: Counter[Node] = Counter()
    for (source, target), count in flows.items():
        sizes[source] += count
        if target[1] == GOAL:
            sizes[target] += count
    return sizes


def _link_places(
    flows: dict[tuple[Node, Node], int], places: dict[Node, tuple[float, float]], scale: float
) -> dict[tuple[Node, Node], tuple[float, float, float]]:
    starts = {node: high for node, (_, high) in places.items()}
    ends = dict(starts)
    lefts: dict[tuple[Node, Node], float] = {}
    rights: dict[tuple[Node, Node], float] = {}
    for pair in sorted(flows, key=lambda pair: -places[pair[1]][1]):
        starts[pair[0]] -= flows[pair] * scale
        lefts[pair] = starts[pair[0]]
    for pair in sorted(flows, key=lambda pair: -places[pair[0]][1]):
        ends[pair[1]] -= flows[pair] * scale
        rights[pair] = ends[pair[1]]
    return {pair: (lefts[pair], rights[pair], count * scale) for pair, count in flows.items()}


def _ribbons(
    scope: Scope, flows: dict[tuple[Node, Node], int], layout: Layout
) -> list[dict[str, object]]:
    """Points along every link, as a smooth step from its source to its target."""
    points: list[dict[str, object]] = []
    for place, ((source, target), (left, right, thick)) in enumerate(layout.links.items()):
        count = scope.formats.show(flows[(source, target)], "count")
        text = f"{_name(scope, source)} → {_name(scope, target)}: {count}"
        begin, end = _left(source[0]) + _WIDTH, _left(target[0])
        for point in range(_POINTS):
            part = point / (_POINTS - 1)
            low = left + (right - left) * part * part * (3 - 2 * part)
            points.append(
                {
                    "link": place,
                    "x": round(begin + (end - begin) * part, 4),
                    "low": round(low, 5),
                    "high": round(low + thick, 5),
                    "colour": scope.channel_colour(source[1]),
                    "text": text,
                }
            )
    return points


def _bars(
    scope: Scope, flows: dict[tuple[Node, Node], int], layout: Layout
) -> list[dict[str, object]]:
    sizes = _sizes(flows)
    return [
        {
            "left": _left(node[0]),
            "right": _left(node[0]) + _WIDTH,
            "low": low,
            "high": high,
            "middle": (low + high) / 2,
            "is_tall": high - low > 0.03,
            "name": _name(scope, node),
            "colour": ACCENT if node[1] == GOAL else scope.channel_colour(node[1]),
            "text": f"{_name(scope, node)}: {scope.formats.show(sizes[node], 'count')}",
        }
        for node, (low, high) in layout.nodes.items()
    ]


def _left(stage: int) -> float:
    """Where a stage's nodes begin; the names of the last one need room at the right."""
    return stage * 0.86 / STAGES


def _name(scope: Scope, node: Node) -> str:
    return scope.words("attribution.path_goal") if node[1] == GOAL else scope.channel_name(node[1])
