"""The best attempt of one person where steps have an order.

For each step the newest attempt that reached it is kept: a later start leaves more of the window,
so it can do whatever an older one could. That is the search behind ClickHouse's `windowFunnel`
and PostHog's funnels. Only the steps' own windows break the rule; there each start is tried alone.
"""

from __future__ import annotations

from numba.extending import register_jitable

from measurement.funnels.kernel import (
    EXCLUSIONS,
    FILLED,
    FREE,
    LEVEL,
    NEVER,
    NEXT,
    NOW,
    SPOILED,
    START,
    STEP_BITS,
    STOPPED,
    THEN,
    WENT_ON,
    Events,
    Rules,
    Span,
    State,
)
from measurement.funnels.matching import fill_step, may_fill


@register_jitable
def best_ordered(events: Events, rules: Rules, span: Span, state: State) -> None:
    """Leave the person's best attempt in `state.best` and `state.best_times`.

    Level is the number of the last step reached, the first step being 1; 0 without an attempt.
    Times come from the first attempt that reached it.
    """
    state.kept[:] = 0
    start, at_once = span.first_start, span.end_start - span.first_start
    if rules.has_own:
        at_once = 1
    while start < span.end_start:
        alone = Span(start, span.end, start, start + at_once, span.value)
        if at_once > 1 or events.masks[start] & 1:
            _attempts(events, rules, alone, state)
            if _is_better(state):
                state.kept[:] = state.best
                state.kept_times[:] = state.best_times
        start += at_once
    state.best[:] = state.kept
    state.best_times[:] = state.kept_times


@register_jitable
def _is_better(state: State) -> bool:
    """Further, or as far and not spoiled, or as far and earlier."""
    level, spoiled = state.best[LEVEL], state.best[SPOILED]
    if level == 0 or level != state.kept[LEVEL]:
        return level > state.kept[LEVEL]
    if spoiled != state.kept[SPOILED]:
        return spoiled < state.kept[SPOILED]
    return state.best_times[level - 1] < state.kept_times[level - 1]


@register_jitable
def _attempts(events: Events, rules: Rules, span: Span, state: State) -> None:
    state.marks[:, START] = NEVER
    state.marks[:, SPOILED] = 0
    state.best[:] = 0
    here = span.first
    while here < span.end and state.marks[rules.steps - 1, START] == NEVER:
        after = here + 1
        union = events.masks[here]
        mixed = False
        while after < span.end and events.times[after] == events.times[here]:
            mixed = mixed or events.masks[after] != events.masks[here]
            union |= events.masks[after]
            after += 1
        if mixed and union & STEP_BITS:
            _instant(events, rules, span, state, (here, after))
            _interrupt(rules, state, union)
            _commit(rules, state, events.times[here])
        else:
            for event in range(here, after):
                _event(events, rules, span, state, event)
        here = after


@register_jitable
def _event(events: Events, rules: Rules, span: Span, state: State, event: int) -> None:
    """One event: it spoils first, then fills its steps from the last to the first, one a chain."""
    mask = events.masks[event]
    if mask == 0 and not rules.strict:
        return
    for step in range(rules.steps - 1, -1, -1):
        if (mask >> (EXCLUSIONS + step)) & 1:
            _spoil(rules, state, step, events.times[event])
    for step in range(rules.steps - 1, -1, -1):
        if (mask >> step) & 1 and may_fill(events, rules, span, event, step):
            _reach(rules, state, step, events.times[event])
    if rules.strict:
        _interrupt(rules, state, mask)


@register_jitable
def _interrupt(rules: Rules, state: State, mask: int) -> None:
    """Strict: an attempt lives only at steps that the events of this instant fill."""
    if not rules.strict:
        return
    for step in range(rules.steps):
        if not (mask >> step) & 1:
            state.marks[step, START] = NEVER


@register_jitable
def _previous(rules: Rules, state: State, step: int, time: int) -> int:
    """The nearest earlier step from which `step` can be reached now, over optional ones."""
    for before in range(step - 1, -1, -1):
        start = state.marks[before, START]
        if start != NEVER and time - start <= rules.window:
            anchor = before
            while rules.optional[anchor]:
                anchor -= 1
            if rules.own[step] < 0 or time - state.times[NOW, before, anchor] <= rules.own[step]:
                return before
        if not rules.optional[before]:
            break
    return FREE


@register_jitable
def _spoil(rules: Rules, state: State, step: int, time: int) -> None:
    before = _previous(rules, state, step, time)
    if (
        before == FREE
        or state.marks[before, SPOILED]
        or state.marks[step, START] == state.marks[before, START]
    ):
        return
    state.marks[before, SPOILED] = STOPPED
    in_window = time - state.best[START] <= rules.window
    if state.best[LEVEL] == before + 1 and in_window:
        state.best[SPOILED] = STOPPED


@register_jitable
def _reach(rules: Rules, state: State, step: int, time: int) -> None:
    before = FREE
    if step > 0:
        before = _previous(rules, state, step, time)
        if before == FREE:
            return
        start = state.marks[before, START]
        # With windows of steps a repeat gives the next step more time, so it takes over.
        if state.marks[step, START] > start or (
            state.marks[step, START] == start and not rules.has_own
        ):
            return
    elif state.marks[0, START] == time:
        return
    spoiled = state.marks[before, SPOILED] if before != FREE else 0
    target = state.times[THEN if spoiled else NOW, step]
    for done in range(step):
        target[done] = state.times[NOW, before, done] if done <= before else NEVER
    target[step] = time
    start = time if before == FREE else state.marks[before, START]
    filled = (0 if before == FREE else state.marks[before, FILLED]) | (1 << step)
    if not spoiled:
        state.marks[step, START] = start
        state.marks[step, FILLED] = filled
        state.marks[step, SPOILED] = 0
    _offer(state, step, spoiled, start, filled)


@register_jitable
def _offer(state: State, step: int, spoiled: int, start: int, filled: int) -> None:
    """An attempt reached `step`: it is the best if none came further, or only a spoiled one."""
    level = state.best[LEVEL]
    if step + 1 < level or (step + 1 == level and not state.best[SPOILED]):
        return
    state.best[LEVEL] = step + 1
    state.best[SPOILED] = WENT_ON if spoiled else 0
    state.best[START] = start
    state.best[FILLED] = filled
    state.best_times[:] = NEVER
    for done in range(step + 1):
        state.best_times[done] = state.times[THEN if spoiled else NOW, step, done]


@register_jitable
def _instant(events: Events, rules: Rules, span: Span, state: State, at: tuple[int, int]) -> None:
    """Different events at one instant, in whatever order serves the person best.

    From each step reached before, and from a start at this instant, as many steps as distinct
    events can fill. Exclusions of the same instant do not count: they may have come before.
    """
    time = events.times[at[0]]
    state.marks[:, NEXT + START] = NEVER
    for before in range(rules.steps - 2, -2, -1):
        if before >= 0:
            start = state.marks[before, START]
            if start == NEVER or time - start > rules.window:
                continue
        else:
            start = time
        state.fills[: at[1] - at[0]] = FREE
        filled = 0 if before < 0 else state.marks[before, FILLED]
        first = True
        for step in range(before + 1, rules.steps):
            reachable = not first or step == 0 or _previous(rules, state, step, time) == before
            if reachable and fill_step(events, rules, span, state, at, step):
                first = False
                filled |= 1 << step
                if start > state.marks[step, NEXT + START]:
                    state.marks[step, NEXT + START] = start
                    state.marks[step, NEXT + FILLED] = filled
                    state.marks[step, NEXT + SPOILED] = (
                        state.marks[before, SPOILED] if before >= 0 else 0
                    )
                    for done in range(step + 1):
                        at_now = time if (filled >> done) & 1 else NEVER
                        earlier = done <= before
                        state.times[THEN, step, done] = (
                            state.times[NOW, before, done] if earlier else at_now
                        )
            elif step == 0 or not rules.optional[step]:
                break


@register_jitable
def _commit(rules: Rules, state: State, time: int) -> None:
    for step in range(rules.steps):
        start = state.marks[step, NEXT + START]
        again = state.marks[step, START] == start and not rules.has_own
        if start == NEVER or again or state.marks[step, START] > start:
            continue
        if not state.marks[step, NEXT + SPOILED]:
            state.marks[step, START] = start
            state.marks[step, FILLED] = state.marks[step, NEXT + FILLED]
            state.marks[step, SPOILED] = 0
            for done in range(step + 1):
                state.times[NOW, step, done] = state.times[THEN, step, done]
        _offer(
            state, step, state.marks[step, NEXT + SPOILED], start, state.marks[step, NEXT + FILLED]
        )
