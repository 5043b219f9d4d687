"""Verdicts on the promotions of simulated companies, beside what the simulator knows of them."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import duckdb

from orchestration import promotion_verdicts
from tests.benchmarks.bench_verdicts import MODELS
from tests.benchmarks.simulated_promotions import simulated
from tests.dbt.harness import Company, Manifest

DAYS, END = 180, date(2026, 6, 30)
BORROWS = "PROMO-WEEK"
CLEAR = 3.24
"""Standard errors from zero at which a test of 5 % finds an effect in nine of ten cases."""


@dataclass(frozen=True)
class Score:
    """One promotion of one company: what is true, and what was said."""

    seed: int
    promotion: str
    truth: float
    verdict: str
    method: str | None
    net: tuple[float, float, float] | None
    firsts: tuple[float, float] | None
    true_firsts: float
    is_borrowed: bool
    people_to_tell: int | None

    @property
    def is_open(self) -> bool:
        """Whether it was said that more people would be needed to tell."""
        return self.people_to_tell is not None

    @property
    def errors(self) -> float:
        """How many standard errors the truth lies from zero; 0 where no interval was told."""
        if self.net is None:
            return 0.0
        return abs(self.truth) / ((self.net[2] - self.net[1]) / 2 / 1.96)

    @property
    def is_clear(self) -> bool:
        """Whether so many people can show what is true."""
        return self.errors > CLEAR

    @property
    def is_right(self) -> bool:
        """Scale where it earned, stop or fix where it lost."""
        return self.verdict in (("scale",) if self.truth > 0 else ("stop", "fix"))

    @property
    def is_opposite(self) -> bool:
        """Said to have earned where it lost, or the other way round."""
        return self.verdict != "cannot tell" and not self.is_right

    @property
    def is_covered(self) -> bool:
        """Whether the interval of net profit holds the truth."""
        return self.net is not None and self.net[1] <= self.truth <= self.net[2]

    @property
    def has_firsts_covered(self) -> bool:
        """Whether the interval of first investors won holds the truth."""
        return self.firsts is not None and self.firsts[0] <= self.true_firsts <= self.firsts[1]


def scores(folder: Path, seeds: Sequence[int], visitors: int, manifest: Manifest) -> list[Score]:
    """Every promotion of a company per seed; companies that were judged already are read."""
    found: list[Score] = []
    for seed in seeds:
        home = folder / f"{visitors}-{seed}"
        told = home / "scores.json"
        if not told.exists():
            judged = [asdict(one) for one in _judged(home, seed, visitors, manifest)]
            told.write_text(json.dumps(judged), encoding="utf-8")
            logging.info("%s visitors, seed %s done", visitors, seed)
        found += [Score(**one) for one in json.loads(told.read_text(encoding="utf-8"))]
    return found


def _judged(home: Path, seed: int, visitors: int, manifest: Manifest) -> list[Score]:
    truth = simulated(home, visitors, DAYS, seed, END)
    Company(home, home, manifest).build(select=MODELS)
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        rows = promotion_verdicts.measured(connection, {})["fct_promotion_verdicts"]
    return [_score(seed, one, rows) for one in truth]


def _score(seed: int, truth: dict[str, str], rows: list[dict]) -> Score:
    (row,) = [row for row in rows if row["promotion_id"] == truth["promotion_id"]]
    net = row["net_profit"], row["net_low"], row["net_high"]
    firsts = row["first_investors_low"], row["first_investors_high"]
    return Score(
        seed=seed,
        promotion=truth["promotion_id"],
        truth=float(truth["net_profit"]),
        verdict=row["verdict"],
        method=row["method"],
        net=None if net[0] is None else net,
        firsts=None if firsts[0] is None else firsts,
        true_firsts=float(truth["incremental_first_investments"]),
        is_borrowed=bool(row["is_borrowed"]),
        people_to_tell=row["people_to_tell"],
    )
