"""What is wrong with a registration, field by field, English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from measurement.words import Phrases, say

PHRASES: Phrases = {
    "missing": ("is required", "必填"),
    "unknown": ("is no field of a registration", "不是登记项"),
    "empty": ("is empty", "不能为空"),
    "day": ("is a day like 2026-11-11, not {told}", "应为 2026-11-11 这样的日期，不能是 {told}"),
    "number": ("is a number, not {told}", "应为数字，不能是 {told}"),
    "text": ("is a text in quotes, not {told}", "应为加引号的文字，不能是 {told}"),
    "choice": ("is {expected}, not {told}", "应为 {expected}，不能是 {told}"),
    "share": ("lies between 0 and 1, not at {told}", "应在 0 与 1 之间，不能是 {told}"),
    "order": ("it ends before it begins", "结束日期早于开始日期"),
}
KINDS = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_short": "empty",
    "literal_error": "choice",
    "greater_than": "share",
    "less_than": "share",
    "value_error": "order",
    "string_type": "text",
}
"""Kinds of pydantic's errors and what is said of them."""


def lines(error: ValidationError) -> list[str]:
    """One line per field that is wrong; a rule between fields has no name before it."""
    return [_line(one) for one in error.errors()]


def _line(one: Mapping) -> str:
    kind = str(one["type"])
    code = KINDS.get(kind, "day" if kind.startswith("date") else "number")
    expected = str(one.get("ctx", {}).get("expected", "")).replace("'", "")
    named = expected, expected.replace(" or ", " 或 ")
    words = say(PHRASES, code, told=one.get("input"), expected=named)
    name = ".".join(map(str, one["loc"]))
    said = f"{words['en']} {words['zh']}"
    return f"  {name}: {said}" if name else f"  {said}"
