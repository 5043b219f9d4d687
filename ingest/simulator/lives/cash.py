"""Money in and out of the accounts, and the visits in which people invest."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.diary import INVEST, RECHARGE, UNTRACKED
from ingest.simulator.lives.fates import EXTRA
from ingest.simulator.lives.journeys import pages_read, return_placements
from ingest.simulator.lives.scene import Scene
from ingest.simulator.world.story import DAY, HOUR, SECOND, Columns, Ints, stack, take

SUCCESS, FAIL = 0, 1


def recharges(scene: Scene, accounts: Columns, orders: Columns) -> Columns:
    """One row per recharge: row (of the account), created, confirmed, fen, outcome."""
    rng = scene.rng("recharges")
    row = np.flatnonzero(accounts["funded"] >= 0)
    yuan = rng.integers(2, 80, len(accounts["funded"])) * 500
    investor, first = np.unique(orders["row"], return_index=True)
    yuan[investor] = orders["amount"][first]
    opening = _recharge(rng, row, accounts["funded"][row], yuan[row])
    more = take(orders, orders["kind"] == EXTRA)
    wait = rng.integers(15, 45, len(more["at"])) * SECOND
    extra = _recharge(rng, more["row"], more["at"] - wait, more["amount"])
    for part in (opening, extra):
        _note(scene, accounts, part)
    return stack([opening, extra, _failures(rng, opening)])


def _recharge(rng: np.random.Generator, row: Ints, confirmed: Ints, yuan: Ints) -> Columns:
    """Recharges confirmed seconds after they are made, always on the same day."""
    created = confirmed - rng.integers(2, 9, len(row)) * SECOND
    is_same_day = created // DAY == confirmed // DAY
    return {
        "row": row,
        "created": np.where(is_same_day, created, confirmed),
        "confirmed": confirmed,
        "fen": yuan * 100,
        "outcome": np.full(len(row), SUCCESS, dtype=np.int8),
    }


def _note(scene: Scene, accounts: Columns, recharged: Columns) -> None:
    tracked = accounts["device"][recharged["row"]] != UNTRACKED
    good = take(recharged, tracked)
    where = {name: accounts[name][good["row"]] for name in ("person", "device")}
    scene.diary.step(RECHARGE, where | {"at": good["confirmed"]}, good["fen"] // 100)


def _failures(rng: np.random.Generator, opening: Columns) -> Columns:
    """First attempts that fail half a minute before the one that works."""
    failed = take(opening, rng.random(len(opening["row"])) < 0.06)
    return failed | {
        "created": failed["confirmed"] - 30 * SECOND,
        "confirmed": failed["confirmed"] - 20 * SECOND,
        "outcome": np.full(len(failed["row"]), FAIL, dtype=np.int8),
    }


def withdrawals(scene: Scene, accounts: Columns, orders: Columns) -> Columns:
    """Matured money that is not invested again leaves; one row per withdrawal, as recharges."""
    rng = scene.rng("withdrawals")
    leaving = take(orders, (orders["paid"] >= 0) & ~orders["again"])
    count = len(leaving["row"])
    hunter = scene.trait("is_hunter", accounts)[leaving["row"]]
    hours = np.where(hunter, rng.uniform(0.2, 2, count), rng.exponential(20, count) + 0.5)
    created = leaving["paid"] + (hours * HOUR).astype(np.int64) // SECOND * SECOND
    return {
        "row": leaving["row"],
        "created": created,
        "confirmed": created + rng.integers(2 * 3600, 26 * 3600, count) * SECOND,
        "fen": leaving["amount"] * 100 + leaving["interest"],
        "outcome": np.where(rng.random(count) < 0.03, FAIL, SUCCESS).astype(np.int8),
    }


def note_orders(scene: Scene, accounts: Columns, orders: Columns) -> np.ndarray:
    """Write the orders' visits into the diary; returns the placement of each order's visit."""
    rng, row = scene.rng("order visits"), orders["row"]
    where = {name: accounts[name][row] for name in ("person", "device", "placement")}
    new, seen = ~orders["same_visit"], where["device"] != UNTRACKED
    placement = where["placement"]
    placement[new] = return_placements(rng, scene.catalog, placement[new])
    visits = take(where | {"at": orders["at"] - 80 * SECOND}, new & seen)
    pages = pages_read(rng, len(visits["at"]), 2.2)
    scene.diary.visit(visits | {"pages": pages}, is_login=True)
    noted = seen & (rng.random(len(row)) > 0.02)
    steps = {"person": where["person"], "device": where["device"], "at": orders["at"]}
    scene.diary.step(INVEST, take(steps, noted), orders["amount"][noted])
    return placement
