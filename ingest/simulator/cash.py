"""Money in and out of the accounts, and the visits in which people invest."""

from __future__ import annotations

import numpy as np

from ingest.simulator.investing import EXTRA
from ingest.simulator.journeys import INVEST, RECHARGE, Diary, pages_read, return_placements
from ingest.simulator.people import Chunk
from ingest.simulator.placements import Catalog
from ingest.simulator.story import DAY, HOUR, SECOND, Columns, Story, stack, take

SUCCESS, FAIL = 0, 1


def recharges(
    story: Story, chunk: Chunk, accounts: Columns, orders: Columns, diary: Diary
) -> Columns:
    """One row per recharge: row (of the account), created, confirmed, fen, outcome."""
    rng = story.rng("recharges", chunk.number)
    row = np.flatnonzero(accounts["funded"] >= 0)
    first_yuan = rng.integers(2, 80, len(accounts["funded"])) * 500
    first = np.unique(orders["row"], return_index=True)
    first_yuan[first[0]] = orders["amount"][first[1]]
    funded = accounts["funded"][row]
    opening = _recharge(rng, row, funded, first_yuan[row])
    more = take(orders, orders["kind"] == EXTRA)
    wait = rng.integers(15, 45, len(more["at"])) * SECOND
    extra = _recharge(rng, more["row"], np.maximum(more["at"] - wait, 0), more["amount"])
    for part in (opening, extra):
        seen = accounts["device"][part["row"]] >= 0
        good = take(part, seen)
        device = accounts["device"][good["row"]]
        person = accounts["person"][good["row"]]
        diary.step(person, good["confirmed"], device, RECHARGE, good["fen"] // 100)
    return stack([opening, extra, _failures(rng, opening)])


def _recharge(
    rng: np.random.Generator, row: np.ndarray, confirmed: np.ndarray, yuan: np.ndarray
) -> Columns:
    created = confirmed - rng.integers(2, 9, len(row)) * SECOND
    is_same_day = created // DAY == confirmed // DAY
    return {
        "row": row,
        "created": np.where(is_same_day, created, confirmed),
        "confirmed": confirmed,
        "fen": yuan * 100,
        "outcome": np.full(len(row), SUCCESS, dtype=np.int8),
    }


def _failures(rng: np.random.Generator, opening: Columns) -> Columns:
    failed = take(opening, rng.random(len(opening["row"])) < 0.06)
    count = len(failed["row"])
    return failed | {
        "created": failed["confirmed"] - 30 * SECOND,
        "confirmed": failed["confirmed"] - 20 * SECOND,
        "outcome": np.full(count, FAIL, dtype=np.int8),
    }


def withdrawals(
    story: Story, chunk: Chunk, people: Columns, accounts: Columns, orders: Columns
) -> Columns:
    """Matured money that is not invested again leaves; one row per withdrawal, as recharges."""
    rng = story.rng("withdrawals", chunk.number)
    leaving = take(orders, (orders["paid"] >= 0) & ~orders["again"])
    hunter = people["is_hunter"][accounts["person"][leaving["row"]]]
    count = len(hunter)
    hours = np.where(hunter, rng.uniform(0.2, 2, count), rng.exponential(20, count) + 0.5)
    created = leaving["paid"] + (hours * HOUR).astype(np.int64) // SECOND * SECOND
    confirmed = created + rng.integers(2 * 3600, 26 * 3600, count) * SECOND
    return {
        "row": leaving["row"],
        "created": created,
        "confirmed": confirmed,
        "fen": leaving["amount"] * 100 + leaving["interest"],
        "outcome": np.where(rng.random(count) < 0.03, FAIL, SUCCESS).astype(np.int8),
    }


def note_orders(
    story: Story, catalog: Catalog, chunk: Chunk, accounts: Columns, orders: Columns, diary: Diary
) -> np.ndarray:
    """Write the orders' visits into the diary; returns the placement of each order's visit."""
    rng = story.rng("order visits", chunk.number)
    row = orders["row"]
    placement = accounts["placement"][row]
    new = ~orders["same_visit"]
    placement[new] = return_placements(rng, catalog, placement[new])
    seen = accounts["device"][row] >= 0
    person, device = accounts["person"][row], accounts["device"][row]
    visits = np.flatnonzero(new & seen)
    start = np.maximum(orders["at"][visits] - 80 * SECOND, 0)
    pages = pages_read(rng, len(visits), 2.2)
    diary.visit(person[visits], start, placement[visits], device[visits], pages, True)
    noted = np.flatnonzero(seen & (rng.random(len(row)) > 0.02))
    yuan = orders["amount"][noted]
    diary.step(person[noted], orders["at"][noted], device[noted], INVEST, yuan)
    return placement
