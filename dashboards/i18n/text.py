"""A text in both languages: a missing translation cannot be written."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """The same words twice; `{name}` marks a value filled in when shown."""

    en: str
    zh: str


Texts = dict[str, Text]
