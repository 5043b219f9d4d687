"""Text that came from data or from a link, made safe to stand inside Markdown."""

from __future__ import annotations

import re

_DOLLAR = re.compile(r"(?<!\\)\$")
_ACTIVE = re.compile(r"([\\`*_\[\]!$<>:~#|&])")


def plain(text: str) -> str:
    """The text with every character escaped that Markdown could act on."""
    return _ACTIVE.sub(r"\\\1", text)


def without_formulas(text: str) -> str:
    """The text with its dollars as amounts: Markdown makes what stands between two a formula."""
    return _DOLLAR.sub(r"\\$", text)
