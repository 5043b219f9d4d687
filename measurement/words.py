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


def unit_of(currency: str) -> tuple[str, str]:
    """What amounts are told in, in each language: yuan, or the code of another currency."""
    return ("yuan", "元") if currency == "CNY" else (currency, currency)


def say(phrases: Phrases, code: str, **values: object) -> Words:
    """The sentence `code` of `phrases`, its places filled; a pair has a value for each language."""
    en, zh = (
        sentence.format(**{name: _in(value, language) for name, value in values.items()})
        for language, sentence in enumerate(phrases[code])
    )
    return {"code": code, "en": en, "zh": zh}


def _in(value: object, language: int) -> object:
    return value[language] if isinstance(value, tuple) else value
