"""Time zones by the names that the IANA database gives them."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


def known_zone(value: str) -> str:
    """`value`, if there is such a zone.

    Raises:
        ValueError: there is none.
    """
    if value not in _names():
        raise ValueError(f"'{value}' is not a time zone; write one such as 'Asia/Shanghai'")
    return value


@cache
def _names() -> frozenset[str]:
    """All names; asking for them walks through the whole database on disk."""
    return frozenset(available_timezones())
