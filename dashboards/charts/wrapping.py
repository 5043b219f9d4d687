"""Long labels in several lines."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_PIECES = re.compile(r"\s+|[“‘（《]?(?:[!-~]{1,24}|.)[，。：；、！？”’）》]*")
"""Words of Latin letters stay whole, up to a length; Chinese breaks anywhere but at punctuation."""


def wrapped(text: str, width: int) -> str:
    """The text in lines of at most `width` columns; a Chinese character takes two."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and _columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
