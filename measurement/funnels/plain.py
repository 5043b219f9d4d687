"""The same search for plain funnels: no exclusions, optional steps or windows of single steps."""

from __future__ import annotations

from numba.extending import register_jitable

from measurement.funnels.kernel import (
    FILLED,
    LEVEL,
    NEVER,
    NOW,
    SPOILED,
    START,
    Events,
    Rules,
    Span,
    State,
)


@register_jitable
def best_plain(events: Events, rules: Rules, span: Span, state: State) -> bool:
    """Leave the person's best attempt in `state.best`; False where it takes the full search.

    That is where different events have the same instant.
    """
    level = 0
    for step in range(rules.steps):
        state.marks[step, START] = NEVER
    for event in range(span.first, span.end):
        time, mask = events.times[event], events.masks[event]
        at_once = event > span.first and events.times[event - 1] == time
        if at_once and events.masks[event - 1] != mask:
            return False
        for step in range(min(level, rules.steps - 1), 0, -1):
            if (mask >> step) & 1 and _follow(rules, state, step, time) and step >= level:
                level = step + 1
                for done in range(level):
                    state.best_times[done] = state.times[NOW, step, done]
        if level == rules.steps:
            break
        if mask & 1 and span.first_start <= event < span.end_start:
            state.marks[0, START] = time
            state.times[NOW, 0, 0] = time
            if level == 0:
                level = 1
                state.best_times[0] = time
    for step in range(level, rules.steps):
        state.best_times[step] = NEVER
    state.best[LEVEL] = level
    state.best[SPOILED] = 0
    state.best[FILLED] = (1 << level) - 1
    return True


@register_jitable
def _follow(rules: Rules, state: State, step: int, time: int) -> bool:
    start = state.marks[step - 1, START]
    if start == NEVER or time - start > rules.window or state.marks[step, START] >= start:
        return False
    state.marks[step, START] = start
    for done in range(step):
        state.times[NOW, step, done] = state.times[NOW, step - 1, done]
    state.times[NOW, step, step] = time
    return True
