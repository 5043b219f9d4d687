"""What the compiled part works on. Its functions also run as plain Python, for small tables."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

NEVER = -(2**63)
"""No such time."""
FREE = -1
STEP_BITS = (1 << 16) - 1
EXCLUSIONS = 16
"""An event's mask has a bit for each step it may fill; above them, bit `16 + k` where it spoils
an attempt on its way to step k."""
LEVEL, SPOILED, START, FILLED = 0, 1, 2, 3


class Events(NamedTuple):
    """Events sorted by person and time: microseconds, masks, and codes of breakdown values."""

    times: np.ndarray
    masks: np.ndarray
    codes: np.ndarray


class Rules(NamedTuple):
    """A definition in numbers; times are in microseconds and -1 stands for none."""

    steps: int
    window: int
    own: np.ndarray
    optional: np.ndarray
    has_own: bool
    strict: bool
    unordered: bool
    attribution: int
    value_step: int
    boundaries: np.ndarray


class State(NamedTuple):
    """The kernel's working memory: for each step the newest attempt that reached it."""

    start: np.ndarray
    spoiled: np.ndarray
    filled: np.ndarray
    times: np.ndarray
    next_start: np.ndarray
    next_spoiled: np.ndarray
    next_filled: np.ndarray
    next_times: np.ndarray
    best: np.ndarray
    best_times: np.ndarray
    fills: np.ndarray
    came_from: np.ndarray
    queue: np.ndarray


class Span(NamedTuple):
    """One person's events, those of them that may begin an attempt, and the value asked for."""

    first: int
    end: int
    first_start: int
    end_start: int
    value: int


def new_state(steps: int, most_events: int) -> State:
    """Working memory for persons of at most `most_events` events."""
    return State(
        np.empty(steps, np.int64),
        np.zeros(steps, np.bool_),
        np.zeros(steps, np.int64),
        np.empty((steps, steps), np.int64),
        np.empty(steps, np.int64),
        np.zeros(steps, np.bool_),
        np.zeros(steps, np.int64),
        np.empty((steps, steps), np.int64),
        np.zeros(4, np.int64),
        np.empty(steps, np.int64),
        np.empty(most_events, np.int64),
        np.empty(most_events, np.int64),
        np.empty(steps + most_events, np.int64),
    )
