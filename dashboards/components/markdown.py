"""Text that came from data or from a link, made safe to stand inside Markdown."""

from __future__ import annotations

import re

_ACTIVE = re.compile(r"([\\`*_\[\]!$<>:~#|&])")


def plain(text: str) -> str:
    """The text with every character escaped that Markdown could act on."""
    return _ACTIVE.sub(r"\\\1", text)
