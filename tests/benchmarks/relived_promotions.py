"""Lots of the coupon week drawn anew among the people of one company, who live on as it moves them.

Who they are and what they did before stays; the lot decides whose orders the week brings forward,
and what follows from these orders follows anew. So every lot has an effect, which the simulator
knows, and the intervals of so many lots show whether they hold effects as often as they say.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from ingest.simulator.lives import coupons, funnel
from ingest.simulator.lives.diary import Diary
from ingest.simulator.lives.fates import CONFIRMED
from ingest.simulator.lives.investing import invest
from ingest.simulator.lives.journeys import browse
from ingest.simulator.lives.people import Chunk, chunks, draw_people
from ingest.simulator.lives.scene import Scene
from ingest.simulator.lives.society import Society
from ingest.simulator.truth.promotions_file import write_promotions
from ingest.simulator.world.company import found_company
from ingest.simulator.world.products import MINIMUM_YUAN, PRODUCTS
from ingest.simulator.world.promotions import WEEK, WEEK_FACE, WEEK_HOLDOUT, all_promotions
from ingest.simulator.world.story import DAY, Columns, Ints, Story, stack
from orchestration import promotion_verdicts
from tests.benchmarks.bench_verdicts import MODELS
from tests.benchmarks.promotion_scores import BORROWS, DAYS, END
from tests.benchmarks.simulated_promotions import STAGED
from tests.dbt.harness import Company, Manifest

AT_ONCE = 20
"""Lots judged in one warehouse, each as a promotion of its own among people of its own."""
NO_PACKETS = {"received": np.zeros(0, dtype=np.int64), "fen": np.zeros(0, dtype=np.int64)}
Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Relived:
    """Of one lot: the net profit that is true, and the interval that was told."""

    truth: float
    low: float
    high: float

    @property
    def is_covered(self) -> bool:
        """Whether the interval holds the truth."""
        return self.low <= self.truth <= self.high

    @property
    def errors(self) -> float:
        """How many standard errors the middle of the interval lies above the truth."""
        return ((self.low + self.high) / 2 - self.truth) / ((self.high - self.low) / 2 / 1.96)


def relived(
    home: Path, seed: int, visitors: int, lots: Sequence[int], manifest: Manifest
) -> list[Relived]:
    """Each lot of one company judged; `home` is a scratch folder and is gone afterwards."""
    story = Story(visitors, DAYS, seed, END, None, None)
    stage = [_scene(story, chunk) for chunk in chunks(story)]
    found: list[Relived] = []
    for first in range(0, len(lots), AT_ONCE):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        found += _judged(home, story, stage, lots[first : first + AT_ONCE], manifest)
    shutil.rmtree(home)
    return found


def _scene(story: Story, chunk: Chunk) -> tuple[Scene, Columns]:
    """A chunk of people and their accounts as they were when the week began."""
    catalog = found_company(story).catalog
    scene = Scene(story, catalog, chunk, draw_people(story, catalog, chunk), Diary())
    accounts = funnel.climb(scene, browse(scene))
    return scene, accounts | coupons.assign(scene, accounts)


def _judged(
    home: Path,
    story: Story,
    stage: Sequence[tuple[Scene, Columns]],
    lots: Sequence[int],
    manifest: Manifest,
) -> list[Relived]:
    truths, told = {}, []
    for lot in lots:
        society = _lived_on(stage, lot)
        write_promotions(story, home, society)
        with (home / "promotions.csv").open(encoding="utf-8") as file:
            rows = {row["promotion_id"]: row for row in csv.DictReader(file)}
        truths[f"R{lot}"] = float(rows[BORROWS]["net_profit"])
        told.append(_frames(story, society, f"R{lot}"))
    tables = {name: pd.concat([one[name] for one in told]) for name in told[0]}
    company = Company(home, home, manifest)
    with duckdb.connect(str(company.warehouse)) as connection:
        for name, table in (tables | _shared(story, lots)).items():
            connection.register(name, table)
        connection.execute(STAGED)
    company.build(select=MODELS)
    with duckdb.connect(str(company.warehouse), read_only=True) as connection:
        rows = promotion_verdicts.measured(connection, {})["fct_promotion_verdicts"]
    return [_found(truths, row) for row in rows]


def _found(truths: Mapping[str, float], row: Mapping[str, Any]) -> Relived:
    return Relived(truths[row["promotion_id"]], row["net_low"], row["net_high"])


def _lived_on(stage: Sequence[tuple[Scene, Columns]], lot: int) -> Society:
    """Everyone's orders after this lot."""
    accounts, orders, before = [], [], 0
    for scene, mine in stage:
        rng = scene.story.rng("relived", lot, scene.chunk.number)
        drawn = mine | {"week_arm": rng.random(len(mine["person"])) < 1 - WEEK_HOLDOUT}
        lived = invest(scene, drawn)
        orders.append(lived | {"row": lived["row"] + before})
        accounts.append(drawn)
        before += len(mine["person"])
    return Society(stack(accounts), stack(orders), {}, {}, NO_PACKETS, {})


def _frames(story: Story, society: Society, name: str) -> Frames:
    """What the platform says of those in the week's experiment, named by the lot."""
    accounts, orders = society.accounts, society.orders
    row, week = np.flatnonzero(accounts["in_week"]), all_promotions(story)[WEEK]
    kept = np.flatnonzero(accounts["in_week"][orders["row"]] & (orders["outcome"] == CONFIRMED))
    kept = kept[orders["resolved"][kept] < story.known]
    used = kept[orders["coupon"][kept] == WEEK]
    starts, ends = _moments(story, np.array([week.first, week.last + 1]) * DAY)
    arm = np.where(accounts["week_arm"][row], "treatment", "control")
    given = {"promotion_id": name, "face": WEEK_FACE, "granted_at": starts, "expires_at": ends}
    status = np.where(arm == "control", "void", "unused")
    return {
        "users": pd.DataFrame({"user_id": _ids(name, row), "city": "", "registered_at": starts}),
        "investments": pd.DataFrame(
            {
                "order_id": _ids(name, kept),
                "user_id": _ids(name, orders["row"][kept]),
                "product_id": orders["product"][kept],
                "amount": orders["amount"][kept],
                "invested_at": _moments(story, orders["at"][kept]),
                "status": "confirmed",
            }
        ),
        "coupon_grants": pd.DataFrame(
            {"grant_id": _ids(name, row), "user_id": _ids(name, row), "status": status, "arm": arm}
        ).assign(**given),
        "coupon_redemptions": pd.DataFrame(
            {
                "grant_id": _ids(name, orders["row"][used]),
                "order_id": _ids(name, used),
                "promotion_id": name,
                "user_id": _ids(name, orders["row"][used]),
                "discount": orders["face"][used],
                "redeemed_at": _moments(story, orders["at"][used]),
                "reversed_at": pd.NaT,
            }
        ),
    }


def _ids(name: str, numbers: Ints) -> pd.Series:
    return name + "-" + pd.Series(numbers).astype(str)


def _moments(story: Story, at: Ints) -> np.ndarray:
    return np.datetime64(story.start, "ms") + at.astype("timedelta64[ms]")


def _shared(story: Story, lots: Sequence[int]) -> Frames:
    """What is alike for all lots: products, and the week under the name of each."""
    week, names = all_promotions(story)[WEEK], [f"R{lot}" for lot in lots]
    told = {"promotion_id": names, "promotion_name": week.name, "kind": week.kind}
    spans = {"starts_on": story.day(week.first), "ends_on": story.day(week.last)}
    starts, ends = _moments(story, np.array([week.first * DAY, (week.last + 1) * DAY - 1_000]))
    packets = dict.fromkeys(("packet_id", "promotion_id", "user_id", "amount"), "")
    packets |= dict.fromkeys(("sent_at", "received_at", "refunded_at"), starts)
    plan = {"budget_amount": float(week.budget_yuan), "holdout_share": week.holdout_share}
    return {
        "products": pd.DataFrame(
            [
                (number, *one.term, one.fee_rate, MINIMUM_YUAN)
                for number, one in enumerate(PRODUCTS)
            ],
            columns=["product_id", "term_value", "year", "fee_rate", "min_amount"],
        ).assign(term_unit=["months" if one.term_months else "days" for one in PRODUCTS]),
        "promotions": pd.DataFrame(
            told | {"budget": week.budget_yuan, "starts_at": starts, "ends_at": ends}
        ),
        "plans": pd.DataFrame(told | plan | spans),
        "cash_packets": pd.DataFrame(packets, index=[0]).iloc[:0],
    }
