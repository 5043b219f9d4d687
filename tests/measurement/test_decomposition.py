"""Why a number changed: sums are exact, and each cause stands where it was put."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurement.decomposition import METRICS, Chain, explain

COLUMNS = ("visitors", "registrations", "first_investments", "spend_amount", "invested_amount")
NUMBERS = st.integers(min_value=0, max_value=10_000)
WORLDS = st.dictionaries(
    st.sampled_from(["sem", "feed", "portal", "campus"]),
    st.tuples(*[NUMBERS] * len(COLUMNS)),
    max_size=4,
)


def frame(rows: dict[str, tuple[int, ...]]) -> pd.DataFrame:
    """One row per channel with the columns above."""
    return pd.DataFrame([(name, *row) for name, row in rows.items()], columns=["channel", *COLUMNS])


def effects(before: pd.DataFrame, after: pd.DataFrame, metric: str) -> dict[str, float]:
    """Sum of contributions per effect."""
    told = explain(before, after, metric)
    return {
        name: float(value) for name, value in told.groupby("effect")["contribution"].sum().items()
    }


def value(table: pd.DataFrame, metric: str) -> float | None:
    """The metric itself, over all channels."""
    how = METRICS[metric]
    if isinstance(how, Chain):
        return float(table[how.columns[-1]].sum())
    below = table[how.below.columns[-1]].sum()
    return None if below == 0 else float(table[how.above.columns[-1]].sum() / below)


@pytest.mark.parametrize("metric", METRICS)
@given(before=WORLDS, after=WORLDS)
def test_contributions_add_up_to_the_change(
    metric: str, before: dict[str, tuple[int, ...]], after: dict[str, tuple[int, ...]]
) -> None:
    """Whatever the two windows hold, channels that are new or gone and zeros included."""
    old, new = frame(before), frame(after)
    told = explain(old, new, metric)["contribution"].sum()
    was, now = value(old, metric), value(new, metric)
    expected = 0.0 if was is None or now is None else now - was
    assert told == pytest.approx(expected, rel=1e-9, abs=1e-6 * (1 + abs(was or 0) + abs(now or 0)))


def test_twice_the_visitors_everywhere_is_volume() -> None:
    """Same shares, same rates."""
    before = frame({"sem": (100, 0, 10, 0, 0), "feed": (300, 0, 6, 0, 0)})
    after = frame({"sem": (200, 0, 20, 0, 0), "feed": (600, 0, 12, 0, 0)})
    told = effects(before, after, "first_investments")
    assert told == {"volume": pytest.approx(16)}


def test_visitors_who_move_to_a_better_channel_are_mix() -> None:
    """400 visitors both times; 100 of them move from 2 % to 10 %."""
    before = frame({"sem": (100, 0, 10, 0, 0), "feed": (300, 0, 6, 0, 0)})
    after = frame({"sem": (200, 0, 20, 0, 0), "feed": (200, 0, 4, 0, 0)})
    told = effects(before, after, "first_investments")
    assert told == {"mix": pytest.approx(8)}


def test_two_causes_share_what_they_did_together() -> None:
    """100 x 10 % becomes 200 x 20 %: 40 - 10, of it 100 x 15 % volume and 10 % x 150 conversion."""
    before, after = frame({"sem": (100, 0, 10, 0, 0)}), frame({"sem": (200, 0, 40, 0, 0)})
    told = effects(before, after, "first_investments")
    assert told == {"volume": pytest.approx(15), "conversion": pytest.approx(15)}


def test_dearer_visitors_raise_cac_by_price_and_better_conversion_lowers_it() -> None:
    """CAC 100 > 200 by the price of a visitor alone, and 100 > 50 by conversion alone."""
    before = frame({"sem": (100, 0, 10, 1000, 0)})
    dearer, better = frame({"sem": (100, 0, 10, 2000, 0)}), frame({"sem": (100, 0, 20, 1000, 0)})
    assert effects(before, dearer, "blended_cac") == {"price": pytest.approx(100)}
    assert effects(before, better, "blended_cac") == {"conversion": pytest.approx(-50)}


def test_more_of_everything_leaves_cac_alone() -> None:
    """Two channels, both ten times as large."""
    before = frame({"sem": (100, 0, 10, 1000, 0), "feed": (50, 0, 1, 400, 0)})
    after = frame({"sem": (1000, 0, 100, 10000, 0), "feed": (500, 0, 10, 4000, 0)})
    told = explain(before, after, "blended_cac")
    assert told["contribution"].sum() == pytest.approx(0, abs=1e-9)


def test_spend_without_visitors_is_told_apart() -> None:
    """A poster brings nobody who can be seen: its money is neither price nor volume."""
    before = frame({"outdoor": (0, 0, 0, 100, 0), "sem": (10, 0, 1, 50, 0)})
    after = frame({"outdoor": (0, 0, 0, 700, 0), "sem": (10, 0, 1, 50, 0)})
    told = explain(before, after, "spend_amount")
    assert told.to_dict("records") == [
        {"channel": "outdoor", "effect": "unlinked", "contribution": pytest.approx(600)}
    ]


def test_a_new_channel_brings_volume_and_mix_not_conversion() -> None:
    """It had no rate before that could have changed."""
    before = frame({"sem": (100, 0, 10, 0, 0)})
    after = frame({"sem": (100, 0, 10, 0, 0), "campus": (100, 0, 30, 0, 0)})
    told = effects(before, after, "first_investments")
    assert "conversion" not in told
    assert sum(told.values()) == pytest.approx(30)


def test_no_change_is_told_where_cac_is_undefined() -> None:
    """No investor before: there is no CAC to have changed."""
    before, after = frame({"sem": (100, 0, 0, 500, 0)}), frame({"sem": (100, 0, 10, 500, 0)})
    assert explain(before, after, "blended_cac").empty


def test_a_channel_twice_is_refused() -> None:
    """One row per channel."""
    twice = pd.concat([frame({"sem": (1, 1, 1, 1, 1)})] * 2)
    with pytest.raises(ValueError, match="sem"):
        explain(twice, twice, "visitors")
