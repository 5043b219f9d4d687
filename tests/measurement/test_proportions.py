"""Intervals of rates agree with those of a statistics library."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from measurement.proportions import most_expected, newcombe, wilson

PAIRS = st.integers(1, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(PAIRS)
def test_wilson(pair):
    expected = proportion_confint(*pair, method="wilson")
    assert wilson(*pair) == pytest.approx(expected, abs=1e-12)


@given(PAIRS, PAIRS)
def test_newcombe(pair, other):
    expected = confint_proportions_2indep(*pair, *other, method="newcomb", compare="diff")
    assert newcombe(*pair, *other) == pytest.approx(expected, abs=1e-9)


def test_a_rate_of_nobody_has_no_interval():
    assert wilson(0, 0) is None
    assert newcombe(1, 2, 0, 0) is None


def test_a_count_of_nobody_still_allows_three_and_a_half():
    assert most_expected(0) == pytest.approx(-math.log(0.025))
    assert poisson.cdf(4, most_expected(4, 0.05)) == pytest.approx(0.05)
