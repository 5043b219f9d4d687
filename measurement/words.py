"""What a measurement says to people: one sentence with a code, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict


class Words(TypedDict):
    """A sentence for people; `code` is what a page or a test can compare."""

    code: str
    en: str
    zh: str


Phrases = Mapping[str, tuple[str, str]]
"""Sentences by code, English and Chinese, with `{places}` for values."""


def say(phrases: Phrases, code: str, **values: object) -> Words:
    """The sentence `code` of `phrases`, its places filled."""
    en, zh = phrases[code]
    return {"code": code, "en": en.format(**values), "zh": zh.format(**values)}
