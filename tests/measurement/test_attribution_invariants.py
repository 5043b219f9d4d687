"""What must hold for any journeys: sums, order, names; and how sure the credits are."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.attribution import (
    MODELS,
    AttributionError,
    decisions,
    from_paths,
    from_touches,
)
from tests.measurement.attributed import COUNTED, credit, paths

CHANNELS = ["direct", "seo", "baidu", "a > b", "校园 推广"]
DAYS = st.integers(0, 60)
TOUCHES = st.lists(
    st.tuples(st.sampled_from("uvw"), DAYS, st.sampled_from(CHANNELS)), min_size=1, max_size=25
)
CONVERSIONS = st.lists(
    st.tuples(st.sampled_from("uvwx"), DAYS, st.none() | st.integers(0, 99)), min_size=1, max_size=8
)


def tables(seen: list, bought: list) -> tuple[pd.DataFrame, pd.DataFrame]:
    touched = pd.DataFrame(seen, columns=["user_id", "ts", "channel"])
    converted = pd.DataFrame(bought, columns=["user_id", "ts", "revenue"])
    for frame in (touched, converted):
        frame["ts"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame["ts"], unit="D")
    converted["revenue"] = converted["revenue"].astype(float)
    return touched, converted.assign(conversion_id=range(len(converted)))


@settings(max_examples=40, deadline=None)
@given(TOUCHES, CONVERSIONS)
def test_every_model_shares_out_all_conversions_and_all_known_revenue(seen, bought):
    touched, converted = tables(seen, bought)
    table = from_touches(touched, converted, lookback_days=20)
    sums = table.groupby("model")[["conversions", "revenue"]].sum()
    assert set(sums.index) == set(MODELS)
    assert sums["conversions"].to_numpy() == pytest.approx(np.full(10, len(bought)))
    assert sums["revenue"].to_numpy() == pytest.approx(np.full(10, converted["revenue"].sum()))


@settings(max_examples=25, deadline=None)
@given(TOUCHES, CONVERSIONS)
def test_each_conversion_alone_is_shared_out_by_every_rule(seen, bought):
    touched, converted = tables(seen, bought)
    for row in range(len(converted)):
        table = from_touches(touched, converted.iloc[[row]], MODELS[:7], lookback_days=20)
        assert table.groupby("model")["conversions"].sum().to_numpy() == pytest.approx(np.ones(7))


@settings(max_examples=25, deadline=None)
@given(TOUCHES, CONVERSIONS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seen, bought, random):
    expected = from_touches(*tables(seen, bought))
    random.shuffle(seen)
    touched, converted = tables(seen, bought)
    found = from_touches(touched, converted.iloc[::-1])
    pd.testing.assert_frame_equal(pd.DataFrame(found), pd.DataFrame(expected))


def test_names_of_channels_change_nothing():
    renamed = {path.translate(str.maketrans("ABC", "ZXY")): n for path, n in COUNTED.items()}
    before, after = from_paths(paths(COUNTED)), from_paths(paths(renamed))
    for model in before["model"].unique():
        told = credit(before, model)
        assert credit(after, model) == {"Z": told["A"], "X": told["B"], "Y": told["C"]}


def test_paths_told_in_parts_are_the_same_paths():
    halves = {path: (n / 2, nulls / 2) for path, (n, nulls) in COUNTED.items()}
    table = from_paths(pd.concat([paths(halves), paths(halves)]))
    pd.testing.assert_frame_equal(pd.DataFrame(table), pd.DataFrame(from_paths(paths(COUNTED))))


def test_intervals_hold_the_credit_and_shrink_with_more_journeys():
    few = from_paths(paths(COUNTED), draws=200).intervals
    many = from_paths(
        paths({path: (100 * n, 100 * nulls) for path, (n, nulls) in COUNTED.items()}), draws=200
    ).intervals
    assert few is not None
    assert many is not None
    assert ((few["low"] < few["conversions"]) & (few["conversions"] < few["high"])).all()
    narrower = (many["high"] - many["low"]) / many["conversions"]
    # A hundred times the journeys: intervals a tenth as wide.
    assert (narrower * 10).to_numpy() == pytest.approx(
        ((few["high"] - few["low"]) / few["conversions"]).to_numpy(), rel=0.35
    )


def test_the_same_journeys_have_the_same_intervals_in_any_order():
    rows = paths(COUNTED)
    first, second = from_paths(rows, draws=20), from_paths(rows.iloc[::-1], draws=20)
    assert first.intervals is not None
    assert second.intervals is not None
    pd.testing.assert_frame_equal(first.intervals, second.intervals)


def test_too_few_conversions_are_said_to_be_too_few():
    few = from_paths(paths(COUNTED), "shapley", draws=200)
    assert few.notes == ("Not enough conversions to tell these channels apart (shapley): A, C, B.",)
    many = {path: (400 * n, 400 * nulls) for path, (n, nulls) in COUNTED.items()}
    assert from_paths(paths(many), "shapley", draws=200).notes == ()


def test_a_decision_that_flips_is_flagged():
    table = from_paths(paths(COUNTED), ["first", "last", "markov"], draws=200)
    # 59 conversions over three channels are 19.67 each: A leads by first touch, not by last.
    said = decisions(table, table.intervals).set_index("channel")
    assert said.loc["A", ["first", "last", "markov"]].tolist() == ["more", "less", "less"]
    assert said["flips_between_models"].to_dict() == {"A": True, "B": False, "C": True}
    assert said["flips_within_interval"].all()


def test_a_decision_with_spend_goes_by_conversions_per_yuan():
    table = from_paths(paths(COUNTED), "first", draws=200)
    # A: 40 for 400, B: 13 for 100; both together 53 for 500, so 0.106 per yuan.
    said = decisions(table, table.intervals, {"A": 400, "B": 100}).set_index("channel")
    assert said["first"].to_dict() == {"A": "less", "B": "more"}


@settings(max_examples=25, deadline=None)
@given(TOUCHES, CONVERSIONS)
def test_people_of_weight_two_count_as_two_people_alike(seen, bought):
    touched, converted = tables(seen, bought)
    twins = [table.assign(user_id=table["user_id"] + "2") for table in (touched, converted)]
    twins[1]["conversion_id"] += len(converted)
    told = from_touches(pd.concat([touched, twins[0]]), pd.concat([converted, twins[1]]))
    found = from_touches(touched.assign(weight=2), converted.assign(weight=2))
    names = ["conversions", "revenue"]
    assert found[names].to_numpy() == pytest.approx(told[names].to_numpy(), nan_ok=True)


def test_a_weight_that_is_no_number_above_zero_is_refused():
    touched, converted = tables([("u", 1, "seo")], [("u", 2, 5)])
    for weight in (0, -1, None):
        with pytest.raises(AttributionError, match="every weight must be a number above 0"):
            from_touches(touched, converted.assign(weight=weight))
