"""Proportions where an arm has nobody, or everybody: exact p and a score interval."""

from __future__ import annotations

from scipy.stats import fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep


def compare_rare(control: tuple[int, int], arm: tuple[int, int], alpha: float = 0.05) -> dict:
    """Absolute difference of two proportions, each given as (successes, people).

    Interval by Newcombe (1998, method 10), p by Fisher's exact test; neither needs a variance to
    be above 0. There is no `se`.
    """
    (a, n), (b, m) = control, arm
    low, high = confint_proportions_2indep(b, m, a, n, method="newcomb", alpha=alpha)
    p = float(fisher_exact([[b, m - b], [a, n - a]]).pvalue)
    return {"effect": b / m - a / n, "ci": [float(low), float(high)], "se": None, "p": p}
