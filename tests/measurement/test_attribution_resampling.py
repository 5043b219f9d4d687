"""Numbers of a bootstrap over counted paths: Poisson, each as often as chance says."""

import numpy as np
import pytest
from scipy import stats

from measurement.attribution.journeys import Journeys, Sequences
from measurement.attribution.leave_one_out import LeftPaths
from measurement.attribution.resampling import Counts


@pytest.mark.parametrize("rate", [0.3, 1, 7, 40, 256, 257, 5_000])
def test_numbers_follow_the_poisson_distribution(rate):
    drawn = Counts.of(np.full(40_000, float(rate))).draw(np.random.default_rng(1))
    edges = np.unique(stats.poisson.ppf(np.linspace(0.05, 0.95, 10), rate))
    seen = np.array([(drawn <= edge).mean() for edge in edges])
    assert seen == pytest.approx(stats.poisson.cdf(edges, rate), abs=0.012)
    assert drawn.var() / drawn.mean() == pytest.approx(1, abs=0.04)


def test_every_path_keeps_its_place_and_one_without_count_has_none():
    counts = np.array([0, 1_000, 0, 5, 200, 0], dtype=float)
    drawn = Counts.of(counts).draw(np.random.default_rng(2))
    assert drawn[counts == 0].tolist() == [0, 0, 0]
    assert abs(drawn - counts).max() < 6 * np.sqrt(1_000)
    assert (drawn[counts > 100] > 100).all()
    assert Counts.of(np.zeros(3)).draw(np.random.default_rng(3)).tolist() == [0, 0, 0]


def test_the_same_seed_draws_the_same_numbers():
    counts = Counts.of(np.arange(300.0))
    first, second = (counts.draw(np.random.default_rng(4)) for _ in range(2))
    assert first.tolist() == second.tolist()


def test_leave_one_out_of_a_draw_is_that_of_its_shares():
    random = np.random.default_rng(6)
    lengths = random.integers(1, 6, 400)
    touches = random.integers(0, 3, lengths.sum()).astype(np.int32)
    sequences = Sequences(touches, np.cumsum(lengths) - lengths, lengths)
    amounts = [random.integers(0, 5, 400).astype(float) for _ in range(2)]
    journeys = Journeys(
        list("ABC"), sequences, amounts[0], amounts[0], amounts[0], amounts[1], touches
    )
    left = LeftPaths.of(journeys.counted())
    conversions, nulls = (random.poisson(3, left.begins.size) * 1.0 for _ in range(2))
    conversions[left.begins < 0] = 0
    told = left.credits(left.shares(conversions, nulls), conversions)
    assert left.drawn(conversions, nulls) == pytest.approx(told, rel=1e-12)
    assert told.sum() == pytest.approx(conversions.sum())
