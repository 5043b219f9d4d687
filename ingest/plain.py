"""Values that plainly keep their contract, told by Arrow in a fraction of the time of the SQL.

Whatever is not plain is left to `normalise`, which says the same of values that are.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.contracts.columns import Column
from ingest.contracts.conventions import FREE_TEXT
from ingest.normalise import SHORT
from ingest.readers.pieces import holds

Settled = tuple[pa.Array, np.ndarray]
"""Values, and which of them are as the lake has them and may pass."""
_MONEY = pc.MatchSubstringOptions(r"^(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?$")
_COUNT = pc.MatchSubstringOptions("^[0-9]+$")
_THOUSANDS = pc.ReplaceSubstringOptions(",", "")
_PERSONAL_DIGITS = 11
"""A phone has as many digits; the numbers of people and of their cards have more."""
_MAIL = ("@", "%40")
_WIDE = "０".encode()[:2]
"""What digits of full width begin with, in UTF-8."""
_NAME = "name:"
"""What ids begin with where a name stands for them."""


def settle(column: Column, values: pa.Array) -> Settled:
    """Those of `values` (text as delivered) that need no closer look."""
    if column.kind in ("id", "text") and not column.pii:
        return _text(column, values)
    is_bounded = column.minimum is not None and column.minimum > 0
    if column.kind in ("money", "count") and not is_bounded:
        return _number(values, _MONEY if column.kind == "money" else _COUNT)
    return values, np.zeros(len(values), dtype=bool)


def _text(column: Column, values: pa.Array) -> Settled:
    is_empty = pc.call_function("equal", [values, pa.scalar("")])
    nothing = pa.scalar(None, pa.string())
    texts = pc.call_function("if_else", [is_empty, nothing, values])
    if column.default is not None:
        texts = pc.call_function("coalesce", [texts, pa.scalar(column.default)])
    is_plain = np.ones(len(texts), dtype=bool)
    if column.required:
        is_plain &= texts.is_valid().to_numpy(zero_copy_only=False)
    if column.name in FREE_TEXT:
        is_plain &= ~_may_be_personal(texts)
    elif not column.is_person and _holds_names(texts):
        is_plain &= ~(_may_be_personal(texts) & _are_names(texts))
    return texts, is_plain


def _number(values: pa.Array, shape: pc.MatchSubstringOptions) -> Settled:
    matched = pc.call_function("match_substring_regex", [values], shape)
    numbers = pc.call_function("replace_substring", [values], _THOUSANDS)
    lengths = pc.call_function("binary_length", [numbers])
    is_short = pc.call_function("less_equal", [lengths, pa.scalar(SHORT)])
    is_plain = pc.call_function("and", [matched, is_short]).fill_null(False)
    return numbers, is_plain.to_numpy(zero_copy_only=False)


def _holds_names(texts: pa.Array) -> bool:
    content = texts.buffers()[2]
    is_ascii = content is None or content.to_pybytes().isascii()
    return not is_ascii or holds(texts, _NAME)


def _are_names(texts: pa.Array) -> np.ndarray:
    """Where a text is somebody's word for an object and no id of a system."""
    options = pc.MatchSubstringOptions(rf"^{_NAME}|[^\x00-\x7F]")
    found = pc.call_function("match_substring_regex", [texts], options).fill_null(False)
    return found.to_numpy(zero_copy_only=False)


def _may_be_personal(texts: pa.Array) -> np.ndarray:
    """Where a text has enough digits for a phone or card number, or signs of an e-mail address."""
    found = _digits(texts) >= _PERSONAL_DIGITS
    content = texts.buffers()[2]
    if content is not None and _WIDE in content.to_pybytes():
        options = pc.MatchSubstringOptions("[０-９]{6}")
        wide = pc.call_function("match_substring_regex", [texts], options).fill_null(False)
        found |= wide.to_numpy(zero_copy_only=False)
    for sign in _MAIL:
        if not holds(texts, sign):
            continue
        options = pc.MatchSubstringOptions(sign)
        with_sign = pc.call_function("match_substring", [texts], options).fill_null(False)
        found |= with_sign.to_numpy(zero_copy_only=False)
    return found


def _digits(texts: pa.Array) -> np.ndarray:
    """At least as many as the ASCII digits of each text."""
    _, ends, content = texts.buffers()
    if content is None or not len(texts):
        return np.zeros(len(texts), dtype=np.int32)
    offsets = np.frombuffer(ends, dtype=np.int32)[texts.offset : texts.offset + len(texts)]
    letters = np.frombuffer(content, dtype=np.uint8)
    is_digit = np.append((letters - np.uint8(ord("0"))) <= np.uint8(9), False)
    return np.add.reduceat(is_digit.view(np.uint8), offsets, dtype=np.int32)
