"""Names of the attribution models, and of the channels that some of them treat apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

RULES = ("first", "last", "last_non_direct", "last_paid", "linear", "position", "time_decay")
"""What a conversion's own touches decide."""
DATA_DRIVEN = ("markov", "shapley", "leave_one_out")
"""What all journeys, converting or not, decide."""
MODELS = RULES + DATA_DRIVEN
TIMELESS = tuple(model for model in MODELS if model != "time_decay")
"""What paths without instants can answer."""

UNATTRIBUTED = "(unattributed)"
START, CONVERSION, NULL = "(start)", "(conversion)", "(null)"
RESERVED = frozenset({UNATTRIBUTED, START, CONVERSION, NULL})

DIRECT = frozenset({"direct", "(direct)", "direct / none", "(direct) / (none)", "直接访问"})
"""Names of visits without a known origin; compared without regard to case."""
UNPAID = DIRECT | {
    "seo",
    "organic",
    "(organic)",
    "organic search",
    "organic_search",
    "other_site",
    "unmatched",
    "自然搜索",
    "其他网站",
    "未匹配",
}
"""Channels that nobody pays for; every other one counts as paid unless the caller says so."""


class AttributionError(ValueError):
    """What was asked or given cannot be attributed, in words for whoever asked."""


def chosen(models: Sequence[str] | str, offered: Sequence[str]) -> tuple[str, ...]:
    """The models asked for, each once.

    Raises:
        AttributionError: when one is unknown, needs what is not there, or none is asked for.
    """
    asked = tuple(dict.fromkeys([models] if isinstance(models, str) else models))
    unknown = [model for model in asked if model not in MODELS]
    if unknown or not asked:
        named = ", ".join(unknown) or "none"
        raise AttributionError(f"Unknown model: {named}. There are {', '.join(MODELS)}.")
    if missing := [model for model in asked if model not in offered]:
        raise AttributionError(
            f"{', '.join(missing)} needs the instants of touches, which paths do not have: "
            "use from_touches."
        )
    return asked


def named(channels: Sequence[str], names: Collection[str]) -> np.ndarray:
    """Which of `channels` are among `names`, as a mask."""
    folded = {name.strip().casefold() for name in names}
    return np.array([channel.strip().casefold() in folded for channel in channels], dtype=bool)


def paid_mask(channels: Sequence[str], paid: Collection[str] | None) -> np.ndarray:
    """Which of `channels` are paid: those in `paid`, or when it is None all but `UNPAID`."""
    return ~named(channels, UNPAID) if paid is None else named(channels, paid)
