"""Random logs: the answer of a search that tries everything, and the same answer every time."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement.funnels import parts, run, write_layout
from tests.measurement.funnels.stories import DAY_ONE, hours, journeys, steps

NAMES = "abcx"
LOGS = st.dictionaries(
    st.sampled_from(["ann", "bob", "cat"]),
    st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 12)), max_size=9),
    max_size=3,
)
FUNNELS = st.lists(st.sampled_from([*"abc", "*"]), min_size=1, max_size=4)
WINDOWS = st.integers(1, 8)


def fits(event: str, step: str) -> bool:
    return step in {"*", event}


def tries_everything(deeds, wanted, window, order, so_far=()) -> int:
    """The most steps that distinct events can fill, by trying every event for every step."""
    done = len(so_far)
    if done == len(wanted):
        return done
    best = done
    for place, (_event, at) in enumerate(deeds):
        used = [deeds[other] for other in so_far if other is not None]
        late = used and (at < used[-1][1] or at - used[0][1] > window)
        if place in so_far or late or not fits(deeds[place][0], wanted[done]):
            continue
        best = max(best, tries_everything(deeds, wanted, window, order, (*so_far, place)))
    return best


def fills_most(deeds, wanted, window) -> int:
    """Without an order: the most steps that events within one window can fill."""

    def filled(open_steps, within) -> int:
        if not within:
            return 0
        (event, _), *rest = within
        ways = [filled(open_steps, rest)]
        for place, step in enumerate(open_steps):
            if fits(event, step):
                ways.append(1 + filled(open_steps[:place] + open_steps[place + 1 :], rest))
        return max(ways)

    spans = [[deed for deed in deeds if 0 <= deed[1] - at <= window] for _, at in deeds]
    return max((filled(list(wanted), within[:7]) for within in spans), default=0)


def levels(log, wanted, window, order) -> list[int]:
    reached = [
        tries_everything(deeds, wanted, window, order)
        if order == "ordered"
        else fills_most(deeds, wanted, window)
        for deeds in log.values()
    ]
    return [sum(level > step for level in reached) for step in range(len(wanted))]


@settings(max_examples=60, deadline=None)
@given(LOGS, FUNNELS, WINDOWS)
def test_ordered_funnels_find_the_furthest_chain_of_distinct_events(log, wanted, window):
    found = run(journeys(log), steps(" ".join(wanted), window=hours(window)))
    assert found["counts"] == levels(log, wanted, window, "ordered")


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["ann", "bob"]),
        st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 12)), max_size=7),
    ),
    FUNNELS,
    WINDOWS,
)
def test_unordered_funnels_fill_the_most_steps(log, wanted, window):
    asked = steps(" ".join(wanted), window=hours(window), order="unordered")
    assert run(journeys(log), asked)["counts"] == levels(log, wanted, window, "unordered")


DEFINITIONS = {
    "ordered": steps("a b c", window=hours(30)),
    "strict": steps("a b c", order="strict", window=hours(30)),
    "unordered": steps("a b *", order="unordered", window=hours(30)),
    "optional": steps("a b? c", window=hours(30)),
    "spoiled": steps("a b c", exclusions=[{"event": "x", "from_step": 0, "to_step": 2}]),
    "spoiled trend": steps(
        "a b c", exclusions=[{"event": "x", "from_step": 0, "to_step": 1}], interval="day"
    ),
    "own windows": {
        "steps": [{"event": "a"}, {"event": "b", "window": hours(3)}, {"event": "c"}],
        "window": hours(30),
    },
    "by first touch": steps("a b", breakdown={"prop": "v"}, interval="day"),
    "by all": steps("a b", breakdown={"prop": "v", "attribution": "all"}),
    "by step": steps("a b", breakdown={"prop": "v", "attribution": "step:1"}, interval="day"),
}


def random_log(persons: int, seed: int = 3) -> pd.DataFrame:
    draw = random.Random(seed)
    return journeys(
        {
            f"p{person}": [
                (draw.choice(NAMES), draw.randrange(120), {"v": draw.choice("uvw")})
                for _ in range(draw.randrange(1, 25))
            ]
            for person in range(persons)
        }
    )


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_order_of_rows_and_repeated_deliveries_change_nothing(name, tmp_path):
    log = random_log(60)
    log["event_id"] = [f"e{row}" for row in range(len(log))]
    log["props"] = log["props"].map(lambda props: f'{{"v": "{props["v"]}"}}')
    told = run(log, DEFINITIONS[name])
    shuffled = pd.concat([log, log.iloc[::3]]).sample(frac=1, random_state=5)
    assert run(shuffled, DEFINITIONS[name]) == told
    (tmp_path / "two").mkdir()
    log.iloc[::2].to_parquet(tmp_path / "two" / "first.parquet")
    log.iloc[1::2].to_parquet(tmp_path / "two" / "second.parquet")
    assert run(tmp_path / "two", DEFINITIONS[name]) == told
    write_layout(shuffled, tmp_path / "layout.parquet")
    assert run(tmp_path / "layout.parquet", DEFINITIONS[name]) == told


@pytest.mark.parametrize("name", DEFINITIONS)
def test_other_names_and_another_time_zone_change_nothing(name):
    log = random_log(60)
    told = run(log, DEFINITIONS[name])
    renamed = log.assign(person="new " + log["person"])
    shifted = renamed.assign(ts=log["ts"].dt.tz_localize("UTC").dt.tz_convert("Asia/Tokyo"))
    again = run(shifted, DEFINITIONS[name])
    told["persons_at_step"] = {
        step: [f"new {person}" for person in persons]
        for step, persons in told["persons_at_step"].items()
    }
    assert again == told


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_compiled_search_over_hashed_persons_agrees_with_the_plain_one(name, monkeypatch):
    """And the same people seven times over, under new names, count seven times."""
    log = random_log(120)
    told = run(log, DEFINITIONS[name])
    many = pd.concat([log.assign(person=f"{n} " + log["person"]) for n in range(7)])
    monkeypatch.setattr("measurement.funnels.rows.FEW_ROWS", 0)
    again = run(many, DEFINITIONS[name], most_persons=0)
    assert again["counts"] == [7 * count for count in told["counts"]]
    assert again["average_conversion_seconds"] == pytest.approx(told["average_conversion_seconds"])
    if "by_breakdown" in told:
        assert again["by_breakdown"] == {
            value: [7 * count for count in counts] for value, counts in told["by_breakdown"].items()
        }
    if "by_entry_period" in told:
        times = Counter({row["period"]: row["reached_to"] for row in told["by_entry_period"]})
        assert {row["period"]: row["reached_to"] for row in again["by_entry_period"]} == {
            period: 7 * count for period, count in times.items()
        }


def test_a_shared_key_of_two_persons_is_found_out_and_keyed_anew(monkeypatch):
    log = random_log(120)
    told = run(log, DEFINITIONS["ordered"])
    monkeypatch.setattr("measurement.funnels.rows.FEW_ROWS", 0)
    monkeypatch.setattr("measurement.funnels.rows.HASH", "(hash({0}) % 50)")
    monkeypatch.setattr("measurement.funnels.search.SALTS", ("", "1"))
    with pytest.raises(parts.SharedKeyError):
        run(log, DEFINITIONS["ordered"])
    monkeypatch.undo()
    monkeypatch.setattr("measurement.funnels.rows.FEW_ROWS", 0)
    assert run(log, DEFINITIONS["ordered"]) == told


def test_several_passes_find_what_one_does(monkeypatch):
    log = random_log(120)
    asked = DEFINITIONS["by all"]
    told = run(log, asked)
    monkeypatch.setattr("measurement.funnels.rows.FEW_ROWS", 0)
    monkeypatch.setattr("measurement.funnels.search.ROWS_PER_PASS", 400)
    assert run(log, asked) == told


def test_events_of_one_busy_person_are_sorted():
    times = np.random.default_rng(2).permutation(5000)
    log = pd.DataFrame(
        {"person": "ann", "event": "a", "ts": [DAY_ONE + timedelta(seconds=int(t)) for t in times]}
    )
    log.loc[log["ts"].idxmax(), "event"] = "b"
    told = run(log, steps("a b", window=hours(1)))
    assert told["average_conversion_seconds"] == [None, 1.0]


def test_a_layout_without_any_event_of_the_funnel_answers_nobody(tmp_path, monkeypatch):
    write_layout(random_log(20), tmp_path / "layout.parquet")
    monkeypatch.setattr("measurement.funnels.rows.FEW_ROWS", 0)
    assert run(tmp_path / "layout.parquet", steps("never ever"))["counts"] == [0, 0]
    assert run(random_log(20), steps("never ever"))["counts"] == [0, 0]
    assert run(tmp_path / "layout.parquet", DEFINITIONS["ordered"], most_persons=5) == run(
        random_log(20), DEFINITIONS["ordered"], most_persons=5
    )
