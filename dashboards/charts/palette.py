"""Colours, chosen to be told apart on white and on dark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PRIMARY = "#1787A6"
PRIMARY_LIGHT = "rgba(23, 135, 166, 0.42)"
ACCENT = "#E07B39"
GOOD = "#2E9E6B"
WARN = "#E0A030"
BAD = "#D2504B"
NEUTRAL = "#9AA7B1"
LABEL = "#74828D"
YOUNG_FILL = "rgba(128, 142, 153, 0.17)"
YOUNG_TEXT = "#74828D"
SIZE_FILL = "rgba(128, 142, 153, 0.12)"
INK = "#12303B"
PAPER = "#FFFFFF"

HEAT = ("#E3F1F5", "#A8D3DF", "#5FAEC3", "#1F7F9A", "#0A5069")
DIVERGING = ("#C8553D", "#EBB5A4", "#F4EFE9", "#A9D0C1", "#2C8C6B")

# In the order of the channel seed: search blue, feed and display orange, affiliates green ...
_CHANNELS = (
    *("#2F62C9", "#74A4F2", "#E2562D", "#F0A04B", "#4C3FB5", "#B0559A", "#23916A", "#7CC79A"),
    *("#B3BF33", "#8A56D6", "#12A3A0", "#BF3F79", "#8D6E5B", "#E68AB8", "#EBBB2E", "#A9793F"),
    *("#B796F0", "#5C8F57", "#0FA0D0", "#DE9086", "#BE3A34", "#5F7388", "#97A6B5", "#B9B3A9"),
    *("#3D8B8B", "#C77BD0", "#6B8E23", "#D4A373"),
)


def channel_colours(codes: Iterable[str]) -> dict[str, str]:
    """Colour per channel code; `codes` in the company's fixed order."""
    return {code: _CHANNELS[rank % len(_CHANNELS)] for rank, code in enumerate(codes)}


def blend(stops: Sequence[str], position: float) -> str:
    """The colour at `position` (0 to 1) of a scale given by its evenly spaced stops."""
    place = min(max(position, 0.0), 1.0) * (len(stops) - 1)
    left = min(int(place), len(stops) - 2)
    pairs = zip(_rgb(stops[left]), _rgb(stops[left + 1]), strict=True)
    mixed = (round(a + (b - a) * (place - left)) for a, b in pairs)
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def text_on(fill: str) -> str:
    """Ink or paper, whichever reads better on the fill."""
    red, green, blue = _rgb(fill)
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else PAPER


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
