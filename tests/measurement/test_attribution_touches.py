"""Credits of timed touches: windows, ties, half-lives, and what is strange about the data."""

import duckdb
import pandas as pd
import pytest

from measurement.attribution import AttributionError, from_touches
from tests.measurement.attributed import conversions, credit, touches

ANN = touches("ann 2026-01-01T00:00 A", "ann 2026-01-08T00:00 B", "ann 2026-01-15T00:00 C")
BUYS = conversions(("o1", "ann", "2026-01-15T00:00", 70.0))


def test_time_decay_halves_the_weight_with_every_half_life():
    week = from_touches(ANN, BUYS, "time_decay", half_life_days=7)
    assert credit(week, "time_decay") == {"A": 0.1429, "B": 0.2857, "C": 0.5714}
    assert credit(week, "time_decay", "revenue") == {"A": 10, "B": 20, "C": 40}
    day = from_touches(ANN, BUYS, "time_decay", half_life_days=0.01)
    assert credit(day, "time_decay")["C"] == 1


def test_age_is_counted_in_hours_and_not_in_days():
    seen = touches("ann 2026-01-01T00:00 A", "ann 2026-01-01T12:00 B")
    bought = conversions(("o1", "ann", "2026-01-01T12:00", 1.0))
    table = from_touches(seen, bought, "time_decay", half_life_days=0.5)
    assert credit(table, "time_decay") == {"A": 0.3333, "B": 0.6667}


@pytest.mark.parametrize(
    ("lookback", "expected"),
    [(14, {"A": 1}), (13.99, {"B": 1}), (7, {"B": 1}), (6, {"C": 1})],
)
def test_both_ends_of_the_window_belong_to_it(lookback, expected):
    assert credit(from_touches(ANN, BUYS, "first", lookback_days=lookback), "first") == expected


def test_a_touch_after_the_conversion_gets_nothing_and_an_old_one_neither():
    late = conversions(("o1", "ann", "2025-12-31T23:59:59", 5.0), ("o2", "ann", "2026-06-01", 7.0))
    table = from_touches(ANN, late, ["first", "markov"])
    assert credit(table, "first") == credit(table, "markov") == {"(unattributed)": 2}
    assert credit(table, "first", "revenue") == {"(unattributed)": 12}
    assert "2 conversions have no touch of their user" in table.notes[0]


@pytest.mark.parametrize(
    ("journey", "non_direct", "paid"),
    [
        (["baidu", "seo", "Direct"], "seo", "baidu"),
        (["seo", "direct"], "seo", "seo"),
        (["direct", "直接访问"], "直接访问", "直接访问"),
    ],
)
def test_last_paid_falls_back_to_last_non_direct_and_that_to_the_last(journey, non_direct, paid):
    seen = touches(*(f"ann 2026-01-0{day + 1} {name}" for day, name in enumerate(journey)))
    bought = conversions(("o1", "ann", "2026-01-05", None))
    table = from_touches(seen, bought, ["last_non_direct", "last_paid"])
    assert credit(table, "last_non_direct") == {non_direct: 1}
    assert credit(table, "last_paid") == {paid: 1}


def test_the_caller_may_say_what_is_direct_and_what_is_paid():
    table = from_touches(ANN, BUYS, ["last_non_direct", "last_paid"], direct=["C"], paid=["a"])
    assert credit(table, "last_non_direct") == {"B": 1}
    assert credit(table, "last_paid") == {"A": 1}


def test_journeys_that_did_not_convert_are_the_touches_after_the_last_conversion():
    # ann: A converts, then B does not; ben: B does not. So A converts 1 of 1 and B 0 of 2.
    seen = touches("ann 2026-01-01 A", "ann 2026-01-03 B", "ben 2026-01-01 B", "ben 2026-03-01 B")
    bought = conversions(("o1", "ann", "2026-01-02", 1.0))
    matrix = from_touches(seen, bought, "markov").transition_matrix
    assert matrix is not None
    assert matrix.loc["(start)", ["A", "B"]].tolist() == pytest.approx([1 / 3, 2 / 3])
    assert matrix.loc["A", "(conversion)"] == 1
    assert matrix.loc["B", "(null)"] == 1


def test_every_conversion_has_its_own_window_and_a_touch_may_serve_two():
    bought = conversions(("o1", "ann", "2026-01-08", 1.0), ("o2", "ann", "2026-01-15", 1.0))
    table = from_touches(ANN, bought, "linear")
    assert credit(table, "linear") == {"A": 0.8333, "B": 0.8333, "C": 0.3333}


def test_touches_of_one_instant_have_an_order_of_their_own():
    # B is seen once and A twice: the rarer comes first, in whichever order the rows come.
    seen = touches("ann 2026-01-01 A", "ann 2026-01-01 B", "ben 2026-01-01 A")
    bought = conversions(("o1", "ann", "2026-01-01", 1.0))
    for rows in (seen, seen.iloc[::-1]):
        assert credit(from_touches(rows, bought, "first"), "first") == {"B": 1}
    told = seen.assign(touchpoint_id=["t1", "t2", "t3"])
    assert credit(from_touches(told, bought, "first"), "first") == {"A": 1}


def test_what_has_no_user_no_instant_or_no_channel_is_named():
    seen = pd.concat([ANN, touches("x 2026-01-01 A", "ann 2026-01-01 B", "ann 2026-01-02 C")])
    seen = seen.reset_index(drop=True)
    seen.loc[3, "user_id"], seen.loc[4, "ts"], seen.loc[5, "channel"] = None, None, " "
    bought = conversions(("o1", "ann", "2026-01-15", None), ("o2", None, "2026-01-15", 1.0))
    table = from_touches(seen, bought, "linear")
    assert credit(table, "linear") == {"A": 0.3333, "B": 0.3333, "C": 0.3333, "(unattributed)": 1}
    assert table.notes == (
        "1 touches without user are left out.",
        "1 touches without an instant are left out.",
        "1 touches without channel are left out.",
        "1 conversions without user are unattributed.",
        "1 conversions without revenue count, and add none.",
    )


def test_a_user_number_is_the_same_whether_or_not_another_one_is_missing():
    seen = ANN.assign(user_id=[7.0, 7.0, None])
    table = from_touches(seen, BUYS.assign(user_id=7), "linear")
    assert credit(table, "linear") == {"A": 0.5, "B": 0.5}


def test_nobody_seen_and_nobody_converting_are_answers_too():
    unseen = from_touches(ANN.iloc[:0], BUYS, draws=5)
    assert unseen["channel"].unique().tolist() == ["(unattributed)"]
    assert unseen["conversions"].tolist() == [1] * 10
    idle = from_touches(ANN, BUYS.iloc[:0], draws=5)
    assert set(idle["channel"]) == {"A", "B", "C", "(unattributed)"}
    assert idle["conversions"].sum() == 0


def test_the_same_conversion_twice_counts_once_and_two_stories_are_refused():
    table = from_touches(ANN, pd.concat([BUYS, BUYS]), "first")
    assert credit(table, "first", "revenue") == {"A": 70}
    assert table.notes == ("1 conversions told more than once count once.",)
    with pytest.raises(AttributionError, match=r"for instance o1\. Each conversion is one row"):
        from_touches(ANN, pd.concat([BUYS, BUYS.assign(revenue=71)]), "first")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"revenue": -1.0}, "1 conversions have a revenue below 0 .* for instance o1"),
        ({"revenue": float("inf")}, "below 0 or without bound"),
        ({"conversion_id": None}, "1 conversions have no conversion_id"),
        ({"ts": "soon"}, "cannot be read"),
    ],
)
def test_what_no_conversion_can_be_is_refused_in_words(changed, words):
    with pytest.raises(AttributionError, match=words):
        from_touches(ANN, BUYS.assign(**changed), "first")


def test_windows_must_be_positive_and_channels_not_reserved():
    with pytest.raises(AttributionError, match="above 0"):
        from_touches(ANN, BUYS, lookback_days=0)
    with pytest.raises(AttributionError, match="cannot be called"):
        from_touches(ANN.assign(channel="(unattributed)"), BUYS)


def test_files_and_relations_answer_like_frames(tmp_path):
    ANN.to_csv(tmp_path / "touches.csv", index=False)
    bought = duckdb.connect().sql(
        "select 1 as conversion_id, 'ann' as user_id,"
        " timestamptz '2026-01-15 08:00+08' as ts, 70 as revenue"
    )
    table = from_touches(tmp_path / "touches.csv", bought)
    assert table.equals(pd.DataFrame(from_touches(ANN, BUYS)))
