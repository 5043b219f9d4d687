"""Revenue won day by day."""

from datetime import date

import pandas as pd

from measurement.promotions.effects import between


def test_between_two_answers_lies_their_middle_and_the_interval_holds_both():
    day = {"arm": ["coupon"], "stat_date": [date(2026, 5, 1)]}
    one = pd.DataFrame(
        {**day, "effect": [10.0], "low": [4.0], "high": [16.0], "cumulative": [30.0]}
    )
    two = pd.DataFrame(
        {**day, "effect": [20.0], "low": [8.0], "high": [32.0], "cumulative": [50.0]}
    )
    found = between(one, two).to_dict("records")
    told = {"effect": 15.0, "low": 4.0, "high": 32.0, "cumulative": 40.0}
    assert found == [{"arm": "coupon", "stat_date": date(2026, 5, 1), **told}]
