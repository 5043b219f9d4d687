"""Days of a timeline kept in memory, against the same rows read from tables."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.attribution import (
    DAY,
    MODELS,
    DatedTimeline,
    Moments,
    Sorts,
    Timeline,
    from_timeline,
    from_touches,
)

FIRST = date(1970, 1, 11)
LAST = date(1970, 1, 20)
NOON = DAY // 2
touch = st.tuples(st.integers(1, 3), st.integers(5, 24), st.sampled_from("abc"))


def kept(touches, conversions):
    touched, done = sorted(touches), sorted(conversions)
    names = sorted({channel for *_, channel in touched})
    users, days = (np.array([row[place] for row in touched], dtype=int) for place in (0, 1))
    buyers, bought = (np.array([row[place] for row in done], dtype=int) for place in (0, 1))
    timeline = Timeline(
        names,
        Moments(users, days * DAY + NOON),
        np.array([names.index(channel) for *_, channel in touched], dtype="int32"),
        Moments(buyers, bought * DAY + NOON),
        np.full(len(done), 100.0),
        None,
        None,
        (),
    )
    return DatedTimeline(timeline, days, bought)


def read(touches, conversions, lookback):
    told = [(user, noon(day), name) for user, day, name in touches if 10 - lookback <= day <= 19]
    bought = [one for one in conversions if 10 <= one[1] <= 19]
    done = [(place, user, noon(day), 100.0) for place, (user, day) in enumerate(bought)]
    return from_touches(
        pd.DataFrame(told, columns=["user_id", "ts", "channel"]),
        pd.DataFrame(done, columns=["conversion_id", "user_id", "ts", "revenue"]),
        MODELS,
        lookback,
    )


def noon(day):
    return pd.Timestamp(day * DAY + NOON, unit="us")


def test_of_two_touches_at_one_instant_the_rarer_channel_of_those_days_comes_first():
    # Over all days a is rarer (2 of 5); within reach b is (1 of 3), so b was there first.
    touches = [(1, 12, "a"), (1, 12, "b"), (2, 12, "a"), (3, 24, "b"), (3, 24, "b")]
    found = kept(touches, [(1, 13)]).within(FIRST, LAST, 5)
    assert found.channels == ["b", "a"]
    assert found.touches.tolist() == [0, 1, 1]
    told = from_timeline(found, ("first",), 5, Sorts(half_life=DAY))
    assert told.set_index("channel").loc["b", "conversions"] == 1


@settings(deadline=None, max_examples=25)
@given(
    st.lists(touch, min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(1, 3), st.integers(5, 24)), max_size=4),
    st.sampled_from([2, 5]),
)
def test_days_of_a_kept_timeline_say_what_the_same_rows_say_when_they_are_read(
    touches, conversions, lookback
):
    told = kept(touches, conversions).within(FIRST, LAST, lookback)
    anew = from_timeline(told, MODELS, lookback, Sorts(half_life=7 * DAY))
    expected = read(touches, conversions, lookback)
    pd.testing.assert_frame_equal(pd.DataFrame(anew), pd.DataFrame(expected))
