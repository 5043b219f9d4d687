"""A change and its effects, rounded so that what is shown adds up."""

from __future__ import annotations

from collections.abc import Sequence

from dashboards.formats import Formats, Kind
from dashboards.metrics import METRICS
from dashboards.queries.change import Change


def total_shown(formats: Formats, change: Change) -> float:
    """What leads from the number before to the number now, each to the last digit it can show."""
    places = formats.decimals(METRICS[change.metric].kind)
    return round(change.after, places) - round(change.before, places)


def effects_shown(formats: Formats, change: Change) -> dict[str, float]:
    """Each effect, so rounded that as shown they add up to the total."""
    kind, effects = METRICS[change.metric].kind, change.effects
    total = total_shown(formats, change)
    return dict(zip(effects, adding_up(formats, [*effects.values()], total, kind), strict=True))


def adding_up(formats: Formats, parts: Sequence[float], total: float, kind: Kind) -> list[float]:
    """The parts as they are shown, adding up to the total by the method of largest remainders.

    Steps are given to parts whose last digit is worth most (+1.23M beside +310.0K): the sum is no
    more exact than they are.
    """
    steps = [formats.step(part, kind) for part in parts]
    shown = [formats.rounded(part, kind) for part in parts]
    if not parts:
        return shown
    largest = max(steps)
    missing = round((total - sum(shown)) / largest)
    step = largest if missing > 0 else -largest
    places = [place for place in range(len(parts)) if steps[place] == largest]
    places.sort(key=lambda place: (shown[place] - parts[place]) / step)
    for place in places[: abs(missing)]:
        shown[place] += step
    return shown
