"""What a report consists of, before it is set as a PDF or cut down to a message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal

_MINUS = re.compile(r"(?<!\w)-(?=[¥$€£]?\d)")
"""A hyphen that means minus; lines must not break after it."""
Tone = Literal["plain", "good", "bad"]


@dataclass(frozen=True)
class Cell:
    """A written value and whether it is good news."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Table:
    """Labels and rows of cells; the first column is text, the others are numbers."""

    labels: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    is_text: bool = False
    """Whether the other columns are sentences."""


@dataclass(frozen=True)
class Section:
    """One question: what stands first is its answer, `brief` is the answer for a message."""

    title: str
    sentences: Sequence[str] = ()
    table: Table | None = None
    picture: str = ""
    """A chart as SVG."""
    note: str = ""
    brief: Sequence[str] = ()


@dataclass(frozen=True)
class Document:
    """A report: its heads and its sections."""

    title: str
    subtitle: str
    company: str
    footer: str
    sections: Sequence[Section] = field(default_factory=tuple)

    def as_json(self) -> dict[str, object]:
        """Plain values; sentences as runs of (text, is strong)."""
        told = asdict(self)
        for section in told["sections"]:
            section["sentences"] = [runs(text) for text in section["sentences"]]
        return told


def runs(text: str) -> list[tuple[str, bool]]:
    """A sentence of the pages, `**strong**` parts apart."""
    parts = _MINUS.sub("\u2212", text.replace("\\", "")).split("**")
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def unmarked(text: str) -> str:
    """The sentence as plain text."""
    return "".join(part for part, _ in runs(text))


def tone(change: float | None, direction: str) -> Tone:
    """Whether a change is good news for a metric that should go up (normal) or down (inverse)."""
    if change is None or direction == "off" or abs(change) < 0.0005:
        return "plain"
    return "good" if (change > 0) == (direction == "normal") else "bad"
