"""Which events fill which steps when several may: a maximum matching, grown one by one.

One event fills one step. Augmenting paths, breadth first.
"""

from __future__ import annotations

import numpy as np
from numba.extending import register_jitable

from measurement.funnels.kernel import FREE, Events, Rules, Span, State


@register_jitable
def may_fill(events: Events, rules: Rules, span: Span, event: int, step: int) -> bool:
    """Whether `event` fills `step`, begins an attempt if it is the first, and tells the value."""
    if not (events.masks[event] >> step) & 1:
        return False
    if step == 0 and not span.first_start <= event < span.end_start:
        return False
    return step != rules.value_step or events.codes[event] == span.value


@register_jitable
def fill_step(  # noqa: PLR0913, PLR0917
    events: Events, rules: Rules, span: Span, state: State, at: tuple[int, int], step: int
) -> bool:
    """Fill one more step from the events `at` one instant, moving earlier choices if need be.

    `state.fills[e]` is the step that event `at[0] + e` fills.
    """
    count = at[1] - at[0]
    for event in range(count):
        state.came_from[event] = FREE
    state.queue[0] = step
    head, tail = 0, 1
    while head < tail:
        seeking = state.queue[head]
        head += 1
        for event in range(count):
            if state.came_from[event] != FREE:
                continue
            if not may_fill(events, rules, span, at[0] + event, seeking):
                continue
            state.came_from[event] = seeking
            if state.fills[event] == FREE:
                _move(state.fills, state.came_from, event, step)
                return True
            state.queue[tail] = state.fills[event]
            tail += 1
    return False


@register_jitable
def _move(fills: np.ndarray, came_from: np.ndarray, event: int, step: int) -> None:
    """Along the path back to `step`, each event takes the step that sought it."""
    while True:
        seeking = came_from[event]
        holder = FREE
        if seeking != step:
            holder = 0
            while fills[holder] != seeking:
                holder += 1
        fills[event] = seeking
        if seeking == step:
            return
        event = holder


@register_jitable
def use_event(mask: int, filled: np.ndarray, came_from: np.ndarray, queue: np.ndarray) -> bool:
    """Let one more event fill a step, moving earlier events to other steps if need be.

    `filled[k]` is the mask of the event that fills step k, 0 while none does.
    """
    steps = len(filled)
    head, tail = 0, 0
    for step in range(steps):
        came_from[step] = FREE
        if (mask >> step) & 1:
            came_from[step] = step
            queue[tail] = step
            tail += 1
    while head < tail:
        taken = queue[head]
        head += 1
        if filled[taken] == 0:
            while came_from[taken] != taken:
                filled[taken] = filled[came_from[taken]]
                taken = came_from[taken]
            filled[taken] = mask
            return True
        for step in range(steps):
            if came_from[step] == FREE and (filled[taken] >> step) & 1:
                came_from[step] = taken
                queue[tail] = step
                tail += 1
    return False
