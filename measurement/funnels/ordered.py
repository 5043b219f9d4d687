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
    SPOILED,
    START,
    STEP_BITS,
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
    if not rules.has_own:
        _attempts(events, rules, span, state)
        return
    kept, kept_times = state.best.copy(), state.best_times.copy()
    kept[:] = 0
    for start in range(span.first_start, span.end_start):
        if not events.masks[start] & 1:
            continue
        alone = Span(start, span.end, start, start + 1, span.value)
        _attempts(events, rules, alone, state)
        level, spoiled = state.best[LEVEL], state.best[SPOILED]
        better = level > kept[LEVEL] or (level == kept[LEVEL] and spoiled < kept[SPOILED])
        same = level > 0 and level == kept[LEVEL] and spoiled == kept[SPOILED]
        if better or (same and state.best_times[level - 1] < kept_times[level - 1]):
            kept[:] = state.best
            kept_times[:] = state.best_times
    state.best[:] = kept
    state.best_times[:] = kept_times


@register_jitable
def _attempts(events: Events, rules: Rules, span: Span, state: State) -> None:
    state.start[:] = NEVER
    state.spoiled[:] = False
    state.best[:] = 0
    here = span.first
    while here < span.end and state.start[rules.steps - 1] == NEVER:
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
            state.start[step] = NEVER


@register_jitable
def _previous(rules: Rules, state: State, step: int, time: int) -> int:
    """The nearest earlier step from which `step` can be reached now, over optional ones."""
    for before in range(step - 1, -1, -1):
        if state.start[before] != NEVER and time - state.start[before] <= rules.window:
            anchor = before
            while rules.optional[anchor]:
                anchor -= 1
            if rules.own[step] < 0 or time - state.times[before, anchor] <= rules.own[step]:
                return before
        if not rules.optional[before]:
            break
    return FREE


@register_jitable
def _spoil(rules: Rules, state: State, step: int, time: int) -> None:
    before = _previous(rules, state, step, time)
    if before == FREE or state.spoiled[before] or state.start[step] == state.start[before]:
        return
    state.spoiled[before] = True
    in_window = time - state.best[START] <= rules.window
    if state.best[LEVEL] == before + 1 and in_window:
        state.best[SPOILED] = 1


@register_jitable
def _reach(rules: Rules, state: State, step: int, time: int) -> None:
    before = FREE
    if step > 0:
        before = _previous(rules, state, step, time)
        if before == FREE:
            return
        start = state.start[before]
        # With windows of steps a repeat gives the next step more time, so it takes over.
        if state.start[step] > start or (state.start[step] == start and not rules.has_own):
            return
    elif state.start[0] == time:
        return
    spoiled = before != FREE and state.spoiled[before]
    target = state.times[step] if not spoiled else state.next_times[step]
    if before != FREE:
        target[: before + 1] = state.times[before, : before + 1]
    target[before + 1 : step] = NEVER
    target[step] = time
    start = time if before == FREE else state.start[before]
    filled = (0 if before == FREE else state.filled[before]) | (1 << step)
    if not spoiled:
        state.start[step] = start
        state.filled[step] = filled
        state.spoiled[step] = False
    _offer(state, step, spoiled, start, filled)


@register_jitable
def _offer(state: State, step: int, spoiled: bool, start: int, filled: int) -> None:
    """An attempt reached `step`: it is the best if none came further, or only a spoiled one."""
    level = state.best[LEVEL]
    if step + 1 < level or (step + 1 == level and not state.best[SPOILED]):
        return
    state.best[LEVEL] = step + 1
    state.best[SPOILED] = 1 if spoiled else 0
    state.best[START] = start
    state.best[FILLED] = filled
    source = state.next_times if spoiled else state.times
    state.best_times[:] = NEVER
    state.best_times[: step + 1] = source[step, : step + 1]


@register_jitable
def _instant(  # noqa: PLR0912
    events: Events, rules: Rules, span: Span, state: State, at: tuple[int, int]
) -> None:
    """Different events at one instant, in whatever order serves the person best.

    From each step reached before, and from a start at this instant, as many steps as distinct
    events can fill. Exclusions of the same instant do not count: they may have come before.
    """
    time = events.times[at[0]]
    state.next_start[:] = NEVER
    for before in range(rules.steps - 2, -2, -1):
        if before >= 0:
            start = state.start[before]
            if start == NEVER or time - start > rules.window:
                continue
        else:
            start = time
        state.fills[: at[1] - at[0]] = FREE
        filled = 0 if before < 0 else state.filled[before]
        first = True
        for step in range(before + 1, rules.steps):
            reachable = not first or step == 0 or _previous(rules, state, step, time) == before
            if reachable and fill_step(events, rules, span, state, at, step):
                first = False
                filled |= 1 << step
                if start > state.next_start[step]:
                    state.next_start[step] = start
                    state.next_filled[step] = filled
                    state.next_spoiled[step] = before >= 0 and state.spoiled[before]
                    state.next_times[step, : before + 1] = state.times[before, : before + 1]
                    for between in range(before + 1, step + 1):
                        done = (filled >> between) & 1
                        state.next_times[step, between] = time if done else NEVER
            elif step == 0 or not rules.optional[step]:
                break


@register_jitable
def _commit(rules: Rules, state: State, time: int) -> None:
    for step in range(rules.steps):
        start = state.next_start[step]
        again = state.start[step] == start and not rules.has_own
        if start == NEVER or again or state.start[step] > start:
            continue
        if not state.next_spoiled[step]:
            state.start[step] = start
            state.filled[step] = state.next_filled[step]
            state.spoiled[step] = False
            state.times[step, : step + 1] = state.next_times[step, : step + 1]
        _offer(state, step, state.next_spoiled[step], start, state.next_filled[step])
