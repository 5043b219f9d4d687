"""The best attempt of one person where steps may come in any order within the window."""

from __future__ import annotations

from numba.extending import register_jitable

from measurement.funnels.kernel import (
    FILLED,
    LEVEL,
    NEVER,
    NOW,
    SPOILED,
    STEP_BITS,
    Events,
    Rules,
    Span,
    State,
)
from measurement.funnels.matching import use_event


@register_jitable
def best_unordered(events: Events, rules: Rules, span: Span, state: State) -> None:
    """Leave the person's best attempt in `state.best`; its level is how many steps it filled.

    Each event may begin an attempt; times are those at which one more step was filled. An
    exclusion within the window, before all steps are filled, leaves nothing of the attempt.
    """
    state.best[:] = 0
    state.best_times[:] = NEVER
    end = span.first_start
    for start in range(span.first_start, span.end_start):
        mask = events.masks[start] & STEP_BITS
        told = rules.value_step < 0 or events.codes[start] == span.value
        if mask == 0 or not told:
            continue
        until = events.times[start] + rules.window
        while end < span.end and events.times[end] <= until:
            end += 1
        # An attempt with no more events than the best one has steps cannot be better.
        if end - start <= state.best[LEVEL]:
            continue
        level = _attempt(events, rules, state, start, end)
        if level > state.best[LEVEL]:
            state.best[LEVEL] = level
            state.best[SPOILED] = 0
            state.best[FILLED] = (1 << level) - 1
            state.best_times[:level] = state.times[NOW, 0, :level]
        if level == rules.steps:
            return


@register_jitable
def _attempt(events: Events, rules: Rules, state: State, start: int, end: int) -> int:
    filled = state.marks[:, FILLED]
    filled[:] = 0
    level = 0
    useless = 0
    for event in range(start, end):
        mask = events.masks[event]
        steps = mask & STEP_BITS
        if mask and not steps:
            return 0
        # Steps whose only events are already used stay closed to more events of the same kind.
        if steps in (0, useless):
            continue
        if use_event(steps, filled, state.came_from, state.queue):
            state.times[NOW, 0, level] = events.times[event]
            level += 1
            if level == rules.steps:
                return level
        else:
            useless = steps
    return level
