"""What partners claim: registrations and orders, with the status each claim had when."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.fates import CONFIRMED
from ingest.simulator.lives.society import Society
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.products import TERM_DAYS
from ingest.simulator.world.story import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Columns,
    Ints,
    Story,
    stack,
    take,
)

NETWORKS = ("cpa_network", "yiqifa", "fanli", "linktech", "duomai", "awin", "wdzj", "wdty", "xicai")
REGISTER, CPS = range(2)
PENDING, APPROVED, DECLINED = range(3)
_BONUS_FEN = {"cpa_network": 2_600, "fanli": 1_200, "wdzj": 1_500, "wdty": 1_500, "xicai": 1_800}
_BONUS_REFUSED = {"cpa_network": 0.2}
_REFUSED = 0.05
_RATE_BP = {"yiqifa": 130, "fanli": 160, "linktech": 120, "duomai": 125, "awin": 110}
_RATE_BP |= {"wdzj": 100, "wdty": 100, "xicai": 90}
"""Commission on the annualised amount, in hundredths of a percent."""
_CPS_DAYS = 90
"""Orders of an account count for its partner for this long after registration."""


def partner_claims(story: Story, catalog: Catalog, society: Society) -> Columns:
    """One row per claim.

    Columns: network (position), event, row (account), order (position or -1), at, clicked, yuan,
    fen (commission), fate (final status), decided, number (unique).
    """
    channel = np.array([placement.channel for placement in catalog.placements])
    opened_by = channel[society.accounts["opened_by"]]
    came_by = _sellers(channel, society, opened_by)
    parts = [_bonus(story, society, opened_by, network) for network in _BONUS_FEN]
    parts += [_sales(story, society, came_by, network) for network in _RATE_BP]
    claims = stack(parts)
    return claims | {"number": 70_000_001 + np.arange(len(claims["at"]))}


def _sellers(channel: np.ndarray, society: Society, opened_by: np.ndarray) -> np.ndarray:
    """The partner to whom an account's orders belong: who brought the registration, else the
    rebate portal or network through which the first order was placed."""
    investor, first = np.unique(society.orders["row"], return_index=True)
    bought_by = channel[society.orders["placement"][first]]
    captured = np.isin(bought_by, tuple(_RATE_BP)) & ~np.isin(opened_by[investor], NETWORKS)
    came_by = opened_by.copy()
    came_by[investor[captured]] = bought_by[captured]
    return came_by


def _bonus(story: Story, society: Society, opened_by: np.ndarray, network: str) -> Columns:
    """A fixed sum for each registration that came through the network."""
    rng, accounts = story.rng("bonus", network), society.accounts
    row = np.flatnonzero((opened_by == network) & ~accounts["is_app_only"])
    count, at = len(row), accounts["registered"][row]
    refused = rng.random(count) < _BONUS_REFUSED.get(network, _REFUSED)
    return _claims(network, REGISTER, row, at) | {
        "clicked": at - rng.integers(20, 45, count) * SECOND,
        "fen": np.full(count, _BONUS_FEN[network]),
        "fate": np.where(refused, DECLINED, APPROVED).astype(np.int8),
        "decided": at + rng.integers(7 * 24 * 60, 12 * 24 * 60, count) * MINUTE,
    }


def _sales(story: Story, society: Society, came_by: np.ndarray, network: str) -> Columns:
    """A share of each order's annualised amount; nothing for bids that fail."""
    rng, orders = story.rng("sales", network), society.orders
    age = orders["at"] - society.accounts["registered"][orders["row"]]
    order = np.flatnonzero((came_by[orders["row"]] == network) & (age < _CPS_DAYS * DAY))
    some, count = take(orders, order), len(order)
    paid, days = some["amount"] - some["face"], TERM_DAYS[some["product"]]
    is_good = some["outcome"] == CONFIRMED
    checked = some["resolved"] + rng.integers(1, 15 * 24, count) * HOUR
    return _claims(network, CPS, some["row"], some["at"]) | {
        "order": order,
        "clicked": some["at"] - rng.integers(60, 75, count) * SECOND,
        "yuan": paid,
        "fen": np.maximum(paid * 100 * _RATE_BP[network] * days // (10_000 * 365), 1),
        "fate": np.where(is_good, APPROVED, DECLINED).astype(np.int8),
        "decided": np.where(is_good, checked, some["resolved"]),
    }


def _claims(network: str, event: int, row: Ints, at: Ints) -> Columns:
    count = len(row)
    return {
        "network": np.full(count, NETWORKS.index(network), dtype=np.int8),
        "event": np.full(count, event, dtype=np.int8),
        "row": row,
        "order": np.full(count, -1, dtype=np.int64),
        "at": at,
        "yuan": np.zeros(count, dtype=np.int64),
    }


def statuses(story: Story, claims: Columns) -> Columns:
    """One row per claim and status it had: claim (position), status, since; in order of time."""
    count = len(claims["at"])
    rows = {
        "claim": np.tile(np.arange(count), 2),
        "status": np.concatenate([np.full(count, PENDING, dtype=np.int8), claims["fate"]]),
        "since": np.concatenate([claims["at"], claims["decided"]]),
    }
    rows = take(rows, rows["since"] < story.horizon)
    return take(rows, np.lexsort((rows["claim"], rows["since"])))
