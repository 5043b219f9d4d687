"""When people come: growth, weekdays, holidays, hours of the day, flights of a campaign."""

from __future__ import annotations

from datetime import date

import chinese_calendar
import numpy as np

from ingest.simulator.world.story import DAY, HOUR, SECOND, Floats, Ints, Story

_WEEKEND = 0.78
_HOLIDAY = 0.5
_NIGHT_AND_MORNING = (1.6, 0.9, 0.5, 0.4, 0.4, 0.7, 1.6, 2.8, 4.4, 6.2, 6.9, 6.4)
_DAY_AND_EVENING = (5.6, 5.3, 5.8, 6.0, 5.7, 5.0, 4.7, 5.6, 7.1, 7.6, 6.2, 3.4)
_HOURS = np.array([*_NIGHT_AND_MORNING, *_DAY_AND_EVENING])


def day_weight(day: date) -> float:
    """How busy a day is: 1 on a workday, less at weekends, least on public holidays."""
    try:
        holiday, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return _WEEKEND if day.weekday() >= 5 else 1.0
    if holiday and name:
        return _HOLIDAY
    return _WEEKEND if holiday else 1.0


def base(story: Story) -> Floats:
    """Relative traffic of every day: the week and the holidays on a gently rising trend."""
    weights = np.array([day_weight(story.day(day)) for day in range(story.days)])
    noise = story.rng("rhythm").lognormal(0, 0.06, story.days)
    return weights * noise * np.linspace(0.85, 1.2, story.days)


def flight(rhythm: Floats, first: int, last: int, half_life: float) -> Floats:
    """The rhythm while a campaign runs, fading after its last day."""
    day = np.arange(len(rhythm))
    fade = np.where(day > last, 0.5 ** ((day - last) / half_life), 1.0)
    return np.where(day < first, 0.0, rhythm * fade)


def bursts(story: Story, rhythm: Floats, share: float = 0.15, factor: float = 6.0) -> Floats:
    """The rhythm with sudden days of several times the traffic."""
    sudden = story.rng("bursts").random(story.days) < share
    return rhythm * np.where(sudden, factor, 1.0)


def draw_days(rng: np.random.Generator, curve: Floats, count: int) -> Ints:
    """Day indices drawn in proportion to a curve."""
    cumulative = np.cumsum(curve)
    return np.searchsorted(cumulative, rng.random(count) * cumulative[-1], side="right")


def draw_clock(rng: np.random.Generator, count: int) -> Ints:
    """Milliseconds after midnight, by how busy the hours are; whole seconds."""
    hours = draw_days(rng, _HOURS, count)
    return hours * HOUR + rng.integers(0, HOUR // SECOND, count) * SECOND


def draw_night(rng: np.random.Generator, count: int) -> Ints:
    """Milliseconds after midnight between two and five in the morning; whole seconds."""
    return rng.integers(2 * HOUR // SECOND, 5 * HOUR // SECOND, count) * SECOND


def later_days(rng: np.random.Generator, start: Ints, gap_days: Ints) -> Ints:
    """A busy hour of the day that lies `gap_days` (one or more) after each start."""
    return (start // DAY + gap_days) * DAY + draw_clock(rng, len(start))
