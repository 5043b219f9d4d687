"""Events as people have them: unreadable times, missing values, files that differ."""

import math
import warnings

import pandas as pd
import pytest

from measurement.funnels import run
from measurement.tables import TableError

COLUMNS = ["person", "event", "ts"]
STEPS = {"steps": [{"event": "visit"}, {"event": "invest"}]}


def test_a_time_that_is_none_is_told():
    events = pd.DataFrame([("ann", "visit", "soon")], columns=COLUMNS)
    with pytest.raises(TableError, match="soon"):
        run(events, STEPS)


@pytest.mark.parametrize("value", [None, math.nan, {"y": math.nan}["y"]])
def test_what_is_not_a_number_is_a_missing_value(value):
    events = pd.DataFrame([("ann", "visit", "2026-05-01")], columns=COLUMNS)
    events["props"] = [{"amount": value}]
    steps = [{"event": "visit", "where": [{"prop": "amount", "op": "is_not_set"}]}]
    told = run(events, {"steps": steps, "breakdown": {"prop": "amount"}})
    assert told["by_breakdown"] == {"": [1]}


def test_a_persons_value_that_is_not_a_number_is_missing():
    events = pd.DataFrame([("ann", "visit", "2026-05-01")], columns=COLUMNS)
    asked = {"steps": [{"event": "visit"}], "breakdown": {"person_prop": "age"}}
    told = run(events, asked, {"ann": {"age": math.nan, "cities": ["Wuhan", math.nan]}})
    assert told["by_breakdown"] == {"": [1]}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_deliveries_may_differ_in_their_columns(kind, tmp_path):
    first = pd.DataFrame([("ann", "visit", "2026-05-01")], columns=COLUMNS)
    second = pd.DataFrame([("Wuhan", "invest", "bob", "2026-05-02")])
    second.columns = ["city", "event", "person", "ts"]
    for name, delivery in (("1", first), ("2", second)):
        write = delivery.to_csv if kind == "csv" else delivery.to_parquet
        write(tmp_path / f"{name}.{kind}", index=False)
    asked = {"steps": [{"event": None}], "breakdown": {"prop": "city"}}
    told = run(str(tmp_path / f"*.{kind}"), asked)
    assert told["by_breakdown"] == {"": [1], "Wuhan": [1]}


def test_conditions_on_persons_warn_of_nothing():
    events = pd.DataFrame([("ann", "visit", "2026-05-01")], columns=COLUMNS)
    inner = [{"person_prop": "city", "op": "is_set"}]
    steps = [{"event": "visit", "where": [{"any": [{"all": inner}]}]}]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run(events, {"steps": steps}, {"ann": {"city": "Wuhan"}})["counts"] == [1]
        assert run(events, {"steps": steps})["counts"] == [0]
