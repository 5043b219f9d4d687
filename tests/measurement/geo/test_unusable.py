"""Panels, series and people that cannot be measured: words instead of a traceback or a NaN."""

import numpy as np
import pandas as pd
import pytest

from measurement.geo import lift
from measurement.matched import difference
from measurement.series import interrupted
from tests.measurement.geo.cities import day, exact

SPAN = (day(20), day(29))


@pytest.mark.parametrize(
    ("change", "treated", "words"),
    [
        ({"y": np.nan}, "mix", "y has no number in any row"),
        ({"y": "many"}, "mix", "y has no number in any row"),
        ({"y": 1e300}, "mix", "y has no number in any row"),
        ({"date": "someday"}, "mix", "The panel cannot be read"),
        ({}, "Atlantis", "no location Atlantis"),
        ({}, [], "none was given"),
        ({}, None, "none was given"),
    ],
)
def test_a_panel_that_is_none_is_refused_in_words(change, treated, words):
    with pytest.raises(ValueError, match=words):
        lift(exact().assign(**change), treated, *SPAN)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"start": "soon"}, "A day is told like"),
        ({"start": day(29), "end": day(20)}, "before it starts"),
        ({"level": 0}, "level lies between 0 and 1"),
        ({"level": float("nan")}, "level lies between 0 and 1"),
        ({"placebos": 0}, "one placebo at least"),
    ],
)
def test_a_question_that_is_none_is_refused_in_words(how, words):
    with pytest.raises(ValueError, match=words):
        lift(exact(), "mix", **({"start": day(20), "end": day(29)} | how))


def test_a_treated_place_without_any_number_is_said_to_lack_them():
    panel = exact()
    panel["y"] = panel["y"].where(panel["location"] != "mix")
    assert lift(panel, "mix", *SPAN)["refusal"]["code"] == "nothing_told"


def test_rows_in_any_order_and_one_absurd_number_of_a_control_change_nothing_much():
    panel = exact()
    usual = lift(panel, "mix", *SPAN)["incremental"]
    shuffled = panel.sample(frac=1, random_state=1)
    assert lift(shuffled, "mix", *SPAN)["incremental"] == pytest.approx(usual)
    first = (panel["location"] == "c1") & (panel["date"] == panel["date"].min())
    absurd = panel.assign(y=panel["y"].mask(first, 1e300))
    assert lift(absurd, "mix", *SPAN)["incremental"] == pytest.approx(usual, abs=5)


@pytest.mark.parametrize("change", [{"y": np.nan}, {"y": "many"}, {"date": "someday"}])
def test_a_series_or_people_without_numbers_or_days_are_refused_in_words(change):
    panel = exact().assign(**change)
    with pytest.raises(ValueError, match=r"no day with a number|cannot be read"):
        interrupted(panel, *SPAN)
    people = panel.rename(columns={"location": "unit"}).assign(treated=True)
    with pytest.raises(ValueError, match=r"has no number in any row|cannot be read"):
        difference(people, *SPAN)


def test_a_promotion_after_the_last_day_is_said_to_lie_there():
    people = exact().rename(columns={"location": "unit"})
    people["treated"] = people["unit"] == "mix"
    told = difference(people, "2027-01-01", "2027-01-09")
    assert told["refusal"]["code"] == "not_reached"


def test_whether_someone_was_treated_is_true_or_false():
    people = pd.DataFrame(exact().rename(columns={"location": "unit"})).assign(treated="coupon")
    with pytest.raises(ValueError, match="cannot be read"):
        difference(people, *SPAN)
