"""Vega-Lite of a chart, written straight from its parts.

Altair's own way checks, copies and asks every value what it is: two thirds of what a chart cost. A
test holds the two to the same words for every chart of every page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
from altair.utils.core import parse_shorthand
from altair.utils.schemapi import SchemaLike

NO_DATA = {"values": [{}]}
"""What a chart draws that has no table: one row without a value."""
_NOT_WRITTEN = frozenset({"shorthand", "_cached_hash"})


def written(chart: alt.Chart | alt.LayerChart) -> dict[str, Any]:
    """The specification of a chart whose tables go by name."""
    return {"$schema": alt.SCHEMA_URL, **_schema(chart, has_data=False)}


def _schema(part: alt.SchemaBase, *, has_data: bool = True) -> dict[str, Any]:
    kwds = {name: value for name, value in part._kwds.items() if value is not alt.Undefined}
    if not kwds and part._args:
        return _plain(part._args[0])
    if isinstance(part, alt.LayerChart):
        kwds["layer"] = [_schema(layer, has_data="data" in kwds) for layer in kwds["layer"]]
    elif isinstance(part, alt.Chart) and not has_data:
        kwds.setdefault("data", NO_DATA)
    if "shorthand" in kwds:
        kwds = _field(part, kwds) | kwds
    if isinstance(kwds.get("mark"), str):
        kwds["mark"] = {"type": kwds["mark"]}
    return {name: _plain(value) for name, value in kwds.items() if name not in _NOT_WRITTEN}


def _field(part: alt.SchemaBase, kwds: dict[str, Any]) -> dict[str, Any]:
    shorthand = kwds["shorthand"]
    if not isinstance(shorthand, str):
        return {"field": shorthand}
    parsed = dict(_parsed(shorthand))
    if "type" not in part._kwds:
        parsed.pop("type", None)
    return parsed


@lru_cache(maxsize=2000)
def _parsed(shorthand: str) -> dict[str, Any]:
    return parse_shorthand(shorthand)


def _plain(value: object) -> Any:  # noqa: ANN401
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, alt.SchemaBase):
        return _schema(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one is not alt.Undefined}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, SchemaLike):
        return value.to_dict()
    message = f"{type(value).__name__} cannot stand in a chart"
    raise TypeError(message)
