"""How often and for how much people will buy again, from a model of each one's own rhythm.

BG/NBD (Fader, Hardie and Lee 2005): people buy at rates that are gamma distributed, and after each
purchase some never come back. Gamma-Gamma (Fader and Hardie 2013): what each one spends. Both are
those of pymc-marketing, an optional extra, fitted by maximum likelihood and loaded when asked for.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from measurement.words import Phrases, Words, say

if TYPE_CHECKING:
    from pymc_marketing.clv import BetaGeoModel, GammaGammaModel

LEAST_RETURNED = 50
"""People who bought again; fewer cannot tell four parameters."""
MOST_FITTED = 5_000
"""People that parameters are learned from, drawn evenly; expectations are reckoned for all."""
STEEPEST = 1e-3
"""Slope of the log-likelihood per person and logarithm of a parameter that is no summit."""
EVEN = 1e-6
"""Means of people closer than this share of their mean are the same."""
LEAST_Q = 2.0
"""Of Gamma-Gamma: below, what people spend has no finite variance, and the model's mean of it is
made by a tail that nobody has seen."""
SEED = 20_260_101
PHRASES: Phrases = {
    "no_library": (
        "Forecasts from each person's rhythm need the optional extra `lifetime`: "
        "pip install 'headwater[lifetime]'.",
        "按个人购买节奏预测需要可选组件 lifetime：pip install 'headwater[lifetime]'。",
    ),
    "none_returned": (
        "None of {people} people has bought a second time, so nothing is known of their rhythm.",
        "{people} 人中无人再次购买，无法得知购买节奏。",
    ),
    "few_returned": (
        "Only {returned} people have bought a second time; at least {least} are needed to learn "
        "their rhythm.",
        "仅 {returned} 人再次购买，至少需要 {least} 人才能学习购买节奏。",
    ),
    "not_converged": (
        "The model of people's rhythm found no stable answer on these purchases.",
        "购买节奏模型在这些数据上未能收敛。",
    ),
}


class CannotTellError(ValueError):
    """These purchases, or this installation, cannot tell; `words` says why to people."""

    def __init__(self, words: Words) -> None:
        super().__init__(words["en"])
        self.words = words


@dataclass(frozen=True)
class Rhythm:
    """Fitted models of how often people buy and, where amounts are known, for how much.

    `parameters` are r, alpha (days), a, b of BG/NBD and p, q, v (amount) of Gamma-Gamma; where all
    spend the same, few anything, or some enormously, everyone is expected to spend the mean.
    """

    parameters: dict[str, float]
    _counts: BetaGeoModel
    _amounts: GammaGammaModel | None
    _mean: float

    def expected(self, people: pd.DataFrame, days: int) -> pd.DataFrame:
        """Transactions (days with a purchase) and amount of each of `people` in the next `days`.

        The index is that of `people`, which has the columns of `Purchases.people`.
        """
        asked = _as_the_library_names(people, self._mean or 1.0)
        with _without_compiler():
            told = pd.DataFrame(index=people.index)
            often = self._counts.expected_purchases(data=asked, future_t=days)
            told["transactions"] = np.asarray(often).ravel()
            told["amount"] = told["transactions"] * self._mean
            if self._amounts is not None:
                spent = self._amounts.expected_customer_spend(data=asked)
                told["amount"] *= np.asarray(spent).ravel()
        if not np.isfinite(told.to_numpy()).all() or (told.to_numpy() < 0).any():
            raise CannotTellError(say(PHRASES, "not_converged"))
        return told


def require_library() -> None:
    """Say plainly that the optional extra is missing.

    Raises:
        CannotTellError: when pymc-marketing is not installed.
    """
    if find_spec("pymc_marketing") is None:
        raise CannotTellError(say(PHRASES, "no_library"))


def fit(people: pd.DataFrame) -> Rhythm:
    """The rhythm of `people`, who have the columns of `Purchases.people`.

    Raises:
        CannotTellError: without the library, with too few people who came back, or where no
            stable answer is found.
    """
    returned = int((people["frequency"] > 0).sum())
    if returned < LEAST_RETURNED:
        code = "few_returned" if returned else "none_returned"
        values = {"people": f"{len(people):,}", "returned": returned, "least": LEAST_RETURNED}
        raise CannotTellError(say(PHRASES, code, **values))
    require_library()
    mean = float((people["amount"] * people["frequency"]).sum() / people["frequency"].sum())
    learned = _as_the_library_names(_sample(people), mean or 1.0)
    with _without_compiler():
        return _fitted(learned, mean)


def _fitted(learned: pd.DataFrame, mean: float) -> Rhythm:
    from pymc_marketing.clv import BetaGeoModel, GammaGammaModel

    counts = BetaGeoModel(model_config=_flat("r", "alpha", "a", "b"))
    parameters = _solved(counts, learned)
    spending = learned[learned["monetary_value"] > 0]
    if len(spending) < LEAST_RETURNED or np.ptp(spending["monetary_value"]) < EVEN:
        return Rhythm(parameters, counts, None, mean)
    amounts = GammaGammaModel(model_config=_flat("p", "q", "v"))
    found = _solved(amounts, spending)
    if found["q"] <= LEAST_Q:
        return Rhythm(parameters, counts, None, mean)
    return Rhythm(parameters | found | {"v": found["v"] * mean}, counts, amounts, mean)


def _flat(*names: str) -> dict[str, object]:
    """Priors that say nothing: the summit is the maximum likelihood, in whatever unit."""
    from pymc_extras.prior import Prior

    return {name: Prior("HalfFlat") for name in names}


def _solved(model: BetaGeoModel | GammaGammaModel, learned: pd.DataFrame) -> dict[str, float]:
    """The parameters at the summit of the likelihood; refused where the search ended elsewhere."""
    model.build_model(_uneven(learned))
    model.fit(method="map", progressbar=False)
    found = {str(name): float(np.ravel(value)[0]) for name, value in model.fit_result.items()}
    with np.errstate(all="ignore"):
        point = {f"{name}_log__": np.log(value) for name, value in found.items()}
        slope = model.model.compile_dlogp(jacobian=False)(point) / len(learned)
    if not np.isfinite(list(found.values())).all() or not (np.abs(slope) < STEEPEST).all():
        raise CannotTellError(say(PHRASES, "not_converged"))
    return found


def _as_the_library_names(people: pd.DataFrame, unit: float) -> pd.DataFrame:
    told = people[["frequency", "recency"]].reset_index(drop=True)
    told["T"] = people["age"].to_numpy()
    told["monetary_value"] = people["amount"].to_numpy() / unit
    return told.assign(customer_id=np.arange(len(people)))


def _uneven(learned: pd.DataFrame) -> pd.DataFrame:
    """The same with a trace of difference in a column of equal values: the library takes such a
    column for a constant and never ends simplifying it."""
    told = learned.copy()
    for name in ("frequency", "recency", "T", "monetary_value"):
        if told[name].nunique() == 1:
            told[name] = told[name].where(told.index != told.index[0], told[name] * (1 + 1e-9))
    return told


def _sample(people: pd.DataFrame) -> pd.DataFrame:
    if len(people) <= MOST_FITTED:
        return people
    chosen = np.random.default_rng(SEED).choice(len(people), MOST_FITTED, replace=False)
    return people.iloc[np.sort(chosen)]


@contextmanager
def _without_compiler() -> Generator[None]:
    """Plain numpy behind the library: compiling would take longer than the fit, and a compiler."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("pytensor.configdefaults").setLevel(logging.ERROR)
        import pymc_marketing.clv  # noqa: F401 - its warnings end here
        import pytensor

        with pytensor.config.change_flags(cxx="", linker="py", mode="FAST_COMPILE"):
            yield
