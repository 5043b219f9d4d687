"""Credits of counted paths against numbers worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from measurement.attribution import AttributionError, from_paths
from measurement.tables import TableError
from tests.measurement.attributed import COUNTED, credit, paths


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("first", {"A": 40, "B": 13, "C": 6}),
        ("last", {"A": 10, "B": 16, "C": 33}),
        ("linear", {"A": 23.3333, "B": 17.8333, "C": 17.8333}),
        ("position", {"A": 24, "B": 16.5, "C": 18.5}),
        ("markov", {"A": 17.9088, "B": 18.3011, "C": 22.7901}),
        ("shapley", {"A": 26.3, "B": 15.9, "C": 16.8}),
        ("leave_one_out", {"A": 25.5371, "B": 16.7907, "C": 16.6722}),
    ],
)
def test_every_model_gives_the_credit_worked_out_by_hand(model, expected):
    table = from_paths(paths(COUNTED), models=[model])
    assert credit(table, model) == expected
    assert credit(table, model, "revenue") == {
        channel: pytest.approx(10 * value, abs=1e-3) for channel, value in expected.items()
    }


def test_markov_tells_its_transitions_and_removal_effects():
    table = from_paths(paths(COUNTED), models="markov")
    matrix, effects = table.transition_matrix, table.removal_effects
    assert matrix is not None
    assert effects is not None
    # Of 470 journeys 220 start with A; of 220 visits of A 70 go on to B.
    assert matrix.loc["(start)", "A"] == pytest.approx(220 / 470)
    assert matrix.loc["A", "B"] == pytest.approx(70 / 220)
    assert matrix.sum(axis=1).to_numpy() == pytest.approx(np.ones(4))
    assert effects.round(6).to_dict() == {"A": 0.439522, "B": 0.449153, "C": 0.559322}


def removed(table: pd.DataFrame, channel: str) -> float:
    """P(conversion) with the channel's inflow sent to null, by walking the chain."""
    chances, converted = table.loc["(start)"].drop(["(conversion)", "(null)"]), 0.0
    for _ in range(200):
        chances = chances.where(chances.index != channel, 0.0)
        converted += float(chances @ table.loc[chances.index, "(conversion)"])
        chances = chances @ table.loc[chances.index, chances.index]
    return converted


def test_one_inverse_gives_the_effect_of_every_removal_even_with_loops():
    counted = {"A > B > A": (3, 5), "B > A > C > B": (2, 7), "C": (1, 9), "A > C": (4, 4)}
    table = from_paths(paths(counted), models="markov")
    matrix, effects = table.transition_matrix, table.removal_effects
    assert matrix is not None
    assert effects is not None
    everything = removed(matrix, "nobody")
    for channel in "ABC":
        expected = 1 - removed(matrix, channel) / everything
        assert effects[channel] == pytest.approx(expected, abs=1e-12)


def test_consecutive_repeats_do_not_change_markov():
    once = from_paths(paths({"A > B": (2, 3), "B": (1, 4)}), models="markov")
    often = from_paths(paths({"A > A > A > B": (2, 3), "B > B": (1, 4)}), models="markov")
    assert credit(once, "markov") == credit(often, "markov")


def test_shapley_knows_the_last_four_distinct_channels():
    table = from_paths(paths({"A > B > C > D > E": (4, 0)}), models="shapley")
    assert credit(table, "shapley") == {"B": 1, "C": 1, "D": 1, "E": 1}


def test_leave_one_out_without_any_fall_credits_the_last_touch():
    # A > B, A and B all convert one journey in two: no removal lowers the rate.
    table = from_paths(paths({"B": (6, 6), "A": (1, 1), "A > B": (5, 5)}), "leave_one_out")
    assert credit(table, "leave_one_out") == {"A": 1, "B": 11}


def test_a_row_without_path_is_unattributed_under_every_model():
    table = from_paths(paths({"": (3, 8), "A > B": (1, 1)}))
    for model in table["model"].unique():
        assert credit(table, model)["(unattributed)"] == 3
        assert sum(credit(table, model).values()) == pytest.approx(4)


def test_a_missing_value_is_missing_and_not_zero():
    frame = paths({"A": (2, 1), "B": (4, 1)})
    frame.loc[frame["path"] == "A", "value"] = None
    table = from_paths(frame, models=["linear", "shapley"])
    for model in ("linear", "shapley"):
        revenue = table[table["model"] == model].set_index("channel")["revenue"]
        assert np.isnan(revenue["A"])
        assert revenue["B"] == 40
        assert revenue["(unattributed)"] == 0
    assert table.notes == ("1 paths convert without value: they count, and add none.",)


def test_a_channel_without_conversions_is_in_the_table():
    table = from_paths(paths({"A": (2, 1), "B > C": (0, 9)}))
    assert set(table["channel"]) == {"A", "B", "C", "(unattributed)"}


def test_names_may_hold_spaces_and_arrows_that_stand_alone_do_not_join():
    table = from_paths(paths({" Portal slots  > a>b > 百度 品牌": (3, 0)}), models="linear")
    assert credit(table, "linear") == {"Portal slots": 1, "a>b": 1, "百度 品牌": 1}
    assert "'a>b' holds a >" in table.notes[0]


@pytest.mark.parametrize("path", ["A >  > B", "> A", "A > ", "A > > B", " > "])
def test_a_path_with_a_nameless_channel_is_refused(path):
    with pytest.raises(AttributionError, match="channel without name"):
        from_paths(paths({path: (1, 1)}))


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("conversions", -1, "conversions missing, below 0"),
        ("nulls", None, "nulls missing, below 0"),
        ("conversions", "many", "conversions missing, below 0 or no number"),
        ("value", -5, "a value below 0"),
        ("value", "free", "a value below 0 or no number"),
        ("path", "A > (start)", "cannot be called"),
    ],
)
def test_what_no_path_can_have_is_refused_in_words(column, value, words):
    frame = paths(COUNTED).astype(object)
    frame.loc[2, column] = value
    with pytest.raises(AttributionError, match=words):
        from_paths(frame)


def test_time_decay_needs_instants_and_says_where_they_are():
    with pytest.raises(AttributionError, match="use from_touches"):
        from_paths(paths(COUNTED), models=["time_decay"])
    with pytest.raises(AttributionError, match="Unknown model: lats"):
        from_paths(paths(COUNTED), models=["lats"])
    with pytest.raises(TableError, match="no column nulls"):
        from_paths(paths(COUNTED).drop(columns="nulls"))
