"""Small lines without axes, as pictures that the browser draws by itself."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 200, 60, 2
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
    'preserveAspectRatio="none"><path d="M{line}L{width},{height}L0,{height}Z" fill="{colour}" '
    'fill-opacity="0.1"/><path d="M{line}" fill="none" stroke="{colour}" stroke-width="1.8" '
    'stroke-linejoin="round" vector-effect="non-scaling-stroke"/></svg>'
)


def sparkline(values: Sequence[float], colour: str) -> str:
    """The address of a picture of two or more values, from the least of them to the most."""
    least, most = min(values), max(values)
    rise, step = (HEIGHT - 2 * MARGIN) / ((most - least) or 1.0), WIDTH / (len(values) - 1)
    points = [
        f"{place * step:.1f},{HEIGHT - MARGIN - (value - least) * rise:.1f}"
        for place, value in enumerate(values)
    ]
    drawn = _SVG.format(width=WIDTH, height=HEIGHT, line="L".join(points), colour=colour)
    return f"data:image/svg+xml,{quote(drawn)}"
