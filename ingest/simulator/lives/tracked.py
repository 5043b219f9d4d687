"""The compact form of a tracked event; ids are numbers until they are written."""

from __future__ import annotations

from typing import cast

import numpy as np

from ingest.simulator.world.story import Bools
from ingest.simulator.world.words import AGENTS, BOT_AGENTS

INTERNAL = -1
"""The placement of every event that is not the landing of a visit."""

_FIELDS = [
    ("received", "i8"),
    ("at", "i8"),
    ("number", "i8"),
    ("anonymous", "i8"),
    ("user", "i8"),
    ("suffix", "i8"),
    ("device", "i8"),
    ("amount", "i8"),
    ("ip", "u4"),
    ("placement", "i2"),
    ("name", "i1"),
    ("page", "i1"),
    ("agent", "i1"),
    ("city", "i1"),
]
EVENT = cast("np.dtype[np.void]", np.dtype(_FIELDS))
"""`user` is -1 before log-in, `device` in a browser; `suffix` is 0 where the address ends."""


def is_robot(events: np.ndarray) -> Bools:
    """Which events carry a robot's user agent."""
    return events["agent"] >= len(AGENTS) - len(BOT_AGENTS)
