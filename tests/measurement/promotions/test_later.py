"""Whether what was won during was lost after, from totals with standard errors."""

import numpy as np
import pytest

from measurement.profit import Amount
from measurement.promotions.later import Family, pulled_forward

DAYS = (10, 30)


def won(during: float, later: float, error: float = 10.0) -> Family:
    return Family(Amount(during, error), Amount(later, error))


def test_a_loss_beyond_chance_after_a_sure_gain_was_pulled_forward():
    told = pulled_forward([won(100, -100)], None, 1000, DAYS)
    assert (told.pull_forward, told.people) == ("yes", None)
    # -100 over 30 days against 100 over 10
    assert told.persistence == pytest.approx(-1 / 3)


def test_a_gain_that_stayed_was_kept():
    assert pulled_forward([won(100, 0)], None, 1000, DAYS).pull_forward == "no"


def test_where_half_of_it_may_be_lost_unseen_the_people_who_would_tell_are_named():
    told = pulled_forward([won(100, -30, error=30)], None, 1000, DAYS)
    assert told.pull_forward == "cannot tell"
    # ((1.645 + 1.2816) x 30 / 50) squared times 1000
    assert told.people == pytest.approx(3083, abs=2)


def soon_lost(soon: float, later: float, error: float) -> Family:
    return Family(Amount(100, 10), Amount(later, 50), Amount(soon, error))


def test_a_loss_soon_after_the_end_is_found_where_all_that_came_after_hides_it():
    # -60 of 50 after is 1.2 errors from zero, -40 of 15 soon after 2.7
    assert pulled_forward([soon_lost(-40, -60, 15)], None, 1000, DAYS).pull_forward == "yes"
    whole = Family(Amount(100, 10), Amount(-60, 50))
    assert pulled_forward([whole], None, 1000, DAYS).pull_forward == "cannot tell"


def test_what_was_only_put_off_for_some_days_was_not_borrowed():
    assert soon_lost(-40, 10, 15).p == 1.0


def test_people_to_tell_are_those_who_show_an_even_loss_at_its_mean_weight():
    # half of 100 lost evenly weighs 25: ((1.645 + 1.2816) x 15 / 25) squared times 1000
    assert soon_lost(-10, -20, 15).people_to_tell(1000) == pytest.approx(3083, abs=2)


def test_with_nothing_surely_won_during_nothing_can_be_borrowed():
    told = pulled_forward([won(10, -100)], won(10, -100), 1000, DAYS)
    assert (told.pull_forward, told.is_borrowed) == (None, False)
    assert told.persistence == pytest.approx(-100 / 30)


def test_without_days_after_nothing_is_said():
    assert pulled_forward([won(100, -100)], None, 1000, (10, 0)).pull_forward is None


def test_a_gain_that_lasts_is_called_borrowed_at_most_once_in_twenty():
    rng = np.random.default_rng(1)
    told = [
        pulled_forward([won(100, x), won(100, y)], None, 1000, DAYS).is_borrowed
        for x, y in rng.normal(0, 10, (2000, 2))
    ]
    assert 0.03 < np.mean(told) < 0.065
