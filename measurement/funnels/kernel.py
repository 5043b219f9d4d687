"""What the compiled part works on. Its functions also run as plain Python, for small tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar, cast

import numpy as np
from numba import njit

NEVER = -(2**63)
"""No such time."""
FREE = -1
STEP_BITS = (1 << 16) - 1
EXCLUSIONS = 16
"""An event's mask has a bit for each step it may fill; above them, bit `16 + k` where it spoils
an attempt on its way to step k."""
START, SPOILED, FILLED, NEXT, LEVEL = 0, 1, 2, 3, 3
NOW, THEN = 0, 1
STOPPED, WENT_ON = 1, 2
"""How an attempt is spoiled: it stopped at the exclusion, or went on to the next step."""


Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """`function` compiled, and kept on disk for later processes where there is a place for it."""
    try:
        return cast("Function", njit(nogil=True, cache=True)(function))
    except RuntimeError:
        return cast("Function", njit(nogil=True)(function))


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
    plain: bool
    strict: bool
    unordered: bool
    attribution: int
    value_step: int
    boundaries: np.ndarray


class State(NamedTuple):
    """The kernel's working memory, in few arrays because each makes compiling slower.

    `marks[k]` tells of the newest attempt that reached step k, now and after this instant, in the
    columns START, SPOILED, FILLED and NEXT + these; `times[0][k]` and `times[1][k]` are its times.
    `best` has LEVEL, SPOILED, START and FILLED of the best attempt, `best_times` its times; `kept`
    is the best of several searches.
    """

    marks: np.ndarray
    times: np.ndarray
    best: np.ndarray
    best_times: np.ndarray
    kept: np.ndarray
    kept_times: np.ndarray
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
        np.zeros((steps, 6), np.int64),
        np.zeros((2, steps, steps), np.int64),
        np.zeros(4, np.int64),
        np.zeros(steps, np.int64),
        np.zeros(4, np.int64),
        np.zeros(steps, np.int64),
        np.zeros(steps + most_events, np.int64),
        np.zeros(steps + most_events, np.int64),
        np.zeros(steps + most_events, np.int64),
    )
