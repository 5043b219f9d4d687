"""A JSON list of any length, some elements at a time; one element has to fit into memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_BEFORE = "\ufeff \t\r\n"
_GAP = re.compile(r"[\s,]*")
_NEAR_THE_END = 16
"""Characters of a text that breaks off in which JSON may stumble over a half word or escape."""
_OPEN = "Unterminated string"


class NotAListError(ValueError):
    """The text is JSON, but no list; `value` is what it says."""

    def __init__(self, value: object) -> None:
        super().__init__("no list")
        self.value = value


def elements(texts: Iterator[str]) -> Iterator[list[object]]:
    """The elements of the list that `texts` are together, as many at a time as came whole.

    Raises:
        ValueError: the text is no JSON; NotAListError when it is no list.
    """
    text = next((begun for part in texts if (begun := part.lstrip(_BEFORE))), "")
    if not text.startswith("["):
        raise NotAListError(json.loads(text + "".join(texts)))
    text, is_closed = text[1:], False
    while not is_closed:
        found, place, is_closed = _whole(text)
        yield found
        more = "" if is_closed else _as_much(texts, len(text) - place)
        if not is_closed and not more:
            raise ValueError("it breaks off")
        text = text[place:] + more
    if "".join([text, *texts]).strip():
        raise ValueError("something follows the list")


def _whole(text: str) -> tuple[list[object], int, bool]:
    """Elements at the beginning of `text`, where the rest begins, and whether the list ends."""
    decoder, found, place = json.JSONDecoder(), [], 0
    while True:
        start = _GAP.match(text, place)
        begins = start.end() if start else place
        if begins == len(text):
            return found, place, False
        if text[begins] == "]":
            return found, begins + 1, True
        try:
            element, place = decoder.raw_decode(text, begins)
        except json.JSONDecodeError as error:
            if not error.msg.startswith(_OPEN) and error.pos < len(text) - _NEAR_THE_END:
                raise
            return found, place, False
        found.append(element)


def _as_much(texts: Iterator[str], length: int) -> str:
    """At least as much text again, so that a long element is not begun again too often."""
    more: list[str] = []
    while sum(map(len, more)) <= length and (text := next(texts, "")):
        more.append(text)
    return "".join(more)
