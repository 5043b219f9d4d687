"""How the lines of a text file end: a file put together from two systems ends them in two ways."""

from __future__ import annotations

import gzip
from pathlib import Path

_PART = 1 << 20
_NAMES = {b"\r\n": "\\r\\n (Windows)", b"\n": "\\n (Unix)", b"\r": "\\r (old Mac)"}


def mixed_line_ends(path: Path) -> str:
    """The ways in which lines end and how many lines do, when there are several; else nothing."""
    counts = dict.fromkeys(_NAMES, 0)
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rb") as file:
        held = b""
        while part := file.read(_PART):
            text = held + part
            held = text[-1:] if text.endswith(b"\r") else b""
            _count(text.removesuffix(held), counts)
        _count(held, counts)
    found = [f"{count:,} in {_NAMES[end]}" for end, count in counts.items() if count]
    return ", ".join(found) if len(found) > 1 else ""


def _count(text: bytes, counts: dict[bytes, int]) -> None:
    pairs = text.count(b"\r\n")
    counts[b"\r\n"] += pairs
    counts[b"\n"] += text.count(b"\n") - pairs
    counts[b"\r"] += text.count(b"\r") - pairs
