"""Which cities to treat, by what past periods would have shown."""

import numpy as np
import pandas as pd
import pytest

from measurement.geo import choose, power
from measurement.tables import TableError
from tests.measurement.geo.cities import exact, panel


def test_a_city_without_noise_shows_every_effect_and_no_false_one():
    told = power(exact(days=60, start=60), "mix", 10)
    assert told["power"] == {0.02: 1.0, 0.05: 1.0, 0.1: 1.0, 0.2: 1.0}
    assert told["minimum_effect"] == 0.02
    assert told["windows"] == 5


def test_larger_effects_are_seen_more_often():
    told = power(panel(3, days=90), "c0", 14)
    shown = list(told["power"].values())
    assert shown == sorted(shown)
    assert told["power"][0.2] >= 0.8
    assert told["false_alarms"] <= 0.2


def test_the_steadier_cities_are_chosen_before_a_restless_one():
    table = panel(5, cities=14, days=70)
    wild = table["location"] == "c3"
    table.loc[wild, "y"] *= np.random.default_rng(1).lognormal(0, 0.5, 70)
    ranked = choose(table, 1, 10, candidates=14)
    found = pd.Series({told["treated"][0]: told["minimum_effect"] for told in ranked}, dtype=float)
    assert len(found) == 14
    assert found.fillna(9).is_monotonic_increasing
    assert np.isnan(found["c3"])
    assert found.min() <= 0.1


def test_too_short_a_history_has_no_window_and_no_power():
    told = power(panel(3, days=20), "c0", 10)
    assert (told["windows"], told["false_alarms"], told["minimum_effect"]) == (0, None, None)
    with pytest.raises(TableError, match="no location nowhere"):
        power(panel(3, days=20), "nowhere", 5)
