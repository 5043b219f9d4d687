"""Past verdicts drawn towards each other, by hand and over simulated promotions."""

import numpy as np
import pytest

from measurement.memory import Past, remember


def test_three_equally_certain_verdicts_by_hand():
    memory = remember(
        [Past("spring", 1.0, 1.0), Past("summer", 3.0, 1.0), Past("autumn", 5.0, 1.0)]
    )
    # variance of effects 4 = 1 + 3 between; each keeps 3/4 of its distance from the mean
    assert memory is not None
    assert memory.mean == pytest.approx(3.0)
    assert memory.spread == pytest.approx(3**0.5)
    assert [told.effect for told in memory.promotions] == pytest.approx([1.5, 3.0, 4.5])
    assert memory.promotions[0].own_weight == pytest.approx(0.75)


def test_promotions_that_differ_no_more_than_chance_are_all_alike():
    memory = remember(
        [Past(name, effect, 2.0) for name, effect in zip("abc", (1, 2, 3), strict=True)]
    )
    assert memory is not None
    assert memory.spread == 0
    assert [told.effect for told in memory.promotions] == pytest.approx([2.0] * 3)


def test_the_next_promotion_lies_in_the_expected_range_in_80_of_100_cases():
    rng = np.random.default_rng(3)
    held = []
    for _ in range(400):
        truth = rng.normal(5, 2, 9)
        errors = rng.uniform(0.5, 1.5, 8)
        seen = rng.normal(truth[:8], errors)
        memory = remember([Past(str(k), seen[k], errors[k]) for k in range(8)])
        assert memory is not None
        held.append(memory.expected_range[0] < truth[8] < memory.expected_range[1])
    assert np.mean(held) == pytest.approx(0.8, abs=0.05)


def test_shrunk_effects_are_nearer_the_truth_than_the_raw_ones():
    rng = np.random.default_rng(4)
    truth = rng.normal(5, 1, 40)
    seen = rng.normal(truth, 2)
    memory = remember([Past(str(k), seen[k], 2.0) for k in range(40)])
    assert memory is not None
    shrunk = np.array([told.effect for told in memory.promotions])
    assert ((shrunk - truth) ** 2).mean() < ((seen - truth) ** 2).mean() / 2


def test_two_verdicts_are_no_memory_and_certainty_is_refused():
    assert remember([Past("a", 1, 1), Past("b", 2, 1)]) is None
    with pytest.raises(ValueError, match="above 0"):
        remember([Past("a", 1, 0)])
