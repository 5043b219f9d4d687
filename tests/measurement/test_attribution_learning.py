"""What the data-driven models learn from counted paths, and how touches share it."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.attribution import Learned, learn
from tests.measurement.attributed import COUNTED

PATHS = st.dictionaries(
    st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=5).map(" > ".join),
    st.tuples(st.integers(0, 9), st.integers(0, 20)),
    min_size=1,
    max_size=12,
)


def learned(counted: Mapping[str, tuple[float, float]], draws: int = 20) -> Learned:
    """What is learned from paths with conversions and nulls; all of them want weights."""
    conversions, nulls = zip(*counted.values(), strict=True) if counted else ((), ())
    columns = {
        "path": pa.array(list(counted), pa.string()),
        "conversions": pa.array(conversions, pa.int64()),
        "nulls": pa.array(nulls, pa.int64()),
        "is_credited": pa.array([True] * len(counted), pa.bool_()),
    }
    return learn(pa.table(columns), draws)


def weights(told: Learned, path: str, model: str) -> list[float]:
    frame = told.weights.to_pandas()
    rows = frame[(frame["path"] == path) & (frame["model"] == model)].sort_values("touch_number")
    return rows["weight"].round(4).tolist()


def credited(told: Learned, counted: Mapping[str, tuple[float, float]], model: str) -> dict:
    frame = told.weights.to_pandas().query("model == @model")
    touches = [
        path.split(" > ")[n - 1] for path, n in zip(frame.path, frame.touch_number, strict=True)
    ]
    amounts = frame["weight"] * frame["path"].map(lambda path: counted[path][0])
    return amounts.groupby(touches).sum().round(4).to_dict()


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("markov", {"A": 17.9088, "B": 18.3011, "C": 22.7901}),
        ("shapley", {"A": 26.3, "B": 15.9, "C": 16.8}),
        ("leave_one_out", {"A": 25.5371, "B": 16.7907, "C": 16.6722}),
    ],
)
def test_weights_of_touches_add_up_to_the_credit_of_channels(model, expected):
    told = learned(COUNTED)
    assert credited(told, COUNTED, model) == pytest.approx(expected, abs=1e-4)
    own = told.channels[told.channels["model"] == model].set_index("channel")
    assert own["conversions"].to_dict() == pytest.approx(expected, abs=1e-4)
    assert own["gap"].tolist() == [0, 0, 0]


@settings(max_examples=60, deadline=None)
@given(PATHS)
def test_weights_of_a_path_sum_to_one_under_every_model(counted):
    frame = learned(counted).weights.to_pandas()
    sums = frame.groupby(["model", "path"])["weight"].sum()
    assert len(sums) == 3 * len(counted)
    assert sums.to_numpy() == pytest.approx(np.ones(len(sums)), abs=1e-12)


def test_a_channel_credited_beyond_the_conversions_it_is_in_leaves_a_gap():
    # All 10 conversions come by A, or by A and B: B is in 2 of them, whatever Markov says.
    counted = {"A": (8, 0), "A > B": (2, 0), "B": (0, 30)}
    told = learned(counted)
    markov = told.channels[told.channels["model"] == "markov"].set_index("channel")
    assert markov["conversions"].sum() == pytest.approx(10)
    assert markov["gap"].sum() == pytest.approx(0, abs=1e-6)
    assert markov.loc["B", "conversions"] + markov.loc["B", "gap"] <= 2 + 1e-6
    assert credited(told, counted, "markov")["A"] >= 8


def test_raking_starts_from_removal_effects_so_equal_channels_share_evenly():
    told = learned({"A > B": (10, 10), "A": (5, 5), "B": (5, 5)})
    assert weights(told, "A > B", "markov") == [0.5, 0.5]


def test_a_path_nobody_went_lately_shares_by_what_is_known_of_its_channels():
    told = learned({**COUNTED, "A > Z": (0, 0), "Y > Z": (0, 0)})
    assert weights(told, "A > Z", "shapley") == [0.5, 0.5]
    assert weights(told, "A > Z", "leave_one_out") == [0, 1]
    # Nothing is known of Z: it takes what a channel takes on average.
    assert sum(weights(told, "A > Z", "markov")) == pytest.approx(1)
    assert weights(told, "Y > Z", "markov") == [0.5, 0.5]


def test_shapley_credit_of_a_channel_is_spread_over_its_touches():
    told = learned({"A > A > B": (10, 10), "A": (5, 5), "B": (5, 15)})
    first, second, last = weights(told, "A > A > B", "shapley")
    # v(A) = .5, v(B) = .25, v(AB) = .5: A is worth .375, B .125, of .5.
    assert (first, second, last) == (0.375, 0.375, 0.25)


def test_channels_with_too_few_conversions_to_tell_apart_share_a_number():
    few = learned(COUNTED, draws=200).channels
    assert set(few["alike_group"]) == {1}
    many = {path: (400 * n, 400 * nulls) for path, (n, nulls) in COUNTED.items()}
    assert learned(many, draws=200).channels["alike_group"].isna().any()


def test_no_journeys_teach_nothing():
    told = learned({})
    assert told.channels.empty
    assert told.weights.num_rows == 0
