"""What partners report: registrations and orders they claim, with the status they had when."""

from __future__ import annotations

import numpy as np

from ingest.simulator.investing import CONFIRMED
from ingest.simulator.placements import Catalog
from ingest.simulator.products import TERM_DAYS
from ingest.simulator.story import DAY, HOUR, MINUTE, SECOND, Columns, Story, stack

NETWORKS = ("cpa_network", "yiqifa", "fanli")
REGISTER, CPS = 0, 1
PENDING, APPROVED, DECLINED = range(3)
_BONUS_FEN = {"cpa_network": 2_600, "fanli": 1_200}
_RATE_BP = {"yiqifa": 130, "fanli": 160}
_CPS_DAYS = 90


def partner_claims(story: Story, catalog: Catalog, accounts: Columns, orders: Columns) -> Columns:
    """One row per claim: network (position), event, row (account), order (position or -1), at,
    clicked, yuan, fen (commission), fate (final status), decided, number (unique)."""
    channel = np.array([placement.channel for placement in catalog.placements])
    opened_by = channel[accounts["opened_by"]]
    came_by = opened_by.astype(object)
    first = np.unique(orders["row"], return_index=True)
    bought_by = channel[orders["placement"][first[1]]]
    captured = np.isin(bought_by, ("yiqifa", "fanli"))
    is_free = ~np.isin(opened_by[first[0]], NETWORKS)
    came_by[first[0][captured & is_free]] = bought_by[captured & is_free]
    parts = [_bonus(story, accounts, opened_by, network) for network in ("cpa_network", "fanli")]
    parts += [_sales(story, accounts, orders, came_by, network) for network in ("yiqifa", "fanli")]
    claims = stack(parts)
    return claims | {"number": 70_000_001 + np.arange(len(claims["at"]))}


def _bonus(story: Story, accounts: Columns, opened_by: np.ndarray, network: str) -> Columns:
    rng = story.rng("bonus", network)
    row = np.flatnonzero((opened_by == network) & ~accounts["is_app_only"])
    count, at = len(row), accounts["registered"][row]
    refused = rng.random(count) < (0.2 if network == "cpa_network" else 0.05)
    waited = rng.integers(7 * 24 * 60, 12 * 24 * 60, count) * MINUTE
    return _claims(network, REGISTER, row, np.full(count, -1), at) | {
        "clicked": np.maximum(at - rng.integers(60, 900, count) * SECOND, 0),
        "fen": np.full(count, _BONUS_FEN[network]),
        "fate": np.where(refused, DECLINED, APPROVED).astype(np.int8),
        "decided": at + waited,
    }


def _sales(
    story: Story, accounts: Columns, orders: Columns, came_by: np.ndarray, network: str
) -> Columns:
    rng = story.rng("sales", network)
    age = orders["at"] - accounts["registered"][orders["row"]]
    order = np.flatnonzero((came_by[orders["row"]] == network) & (age < _CPS_DAYS * DAY))
    at, paid = orders["at"][order], orders["amount"][order] - orders["face"][order]
    days = TERM_DAYS[orders["product"][order]]
    is_good = orders["outcome"][order] == CONFIRMED
    count = len(order)
    checked = orders["resolved"][order] + rng.integers(1, 15 * 24, count) * HOUR
    return _claims(network, CPS, orders["row"][order], order, at) | {
        "clicked": np.maximum(at - rng.integers(60, 3_600, count) * SECOND, 0),
        "yuan": paid,
        "fen": np.maximum(paid * 100 * _RATE_BP[network] * days // (10_000 * 365), 1),
        "fate": np.where(is_good, APPROVED, DECLINED).astype(np.int8),
        "decided": np.where(is_good, checked, orders["resolved"][order]),
    }


def _claims(
    network: str, event: int, row: np.ndarray, order: np.ndarray, at: np.ndarray
) -> Columns:
    count = len(row)
    return {
        "network": np.full(count, NETWORKS.index(network), dtype=np.int8),
        "event": np.full(count, event, dtype=np.int8),
        "row": row,
        "order": order,
        "at": at,
        "yuan": np.zeros(count, dtype=np.int64),
    }


def statuses(story: Story, claims: Columns) -> Columns:
    """One row per claim and status it had: claim (position), status, since; in order of time."""
    count = len(claims["at"])
    rows = {
        "claim": np.tile(np.arange(count), 2),
        "status": np.concatenate([np.zeros(count, dtype=np.int8), claims["fate"]]),
        "since": np.concatenate([claims["at"], claims["decided"]]),
    }
    kept = np.flatnonzero(rows["since"] < story.horizon)
    order = kept[np.lexsort((rows["claim"][kept], rows["since"][kept]))]
    return {name: values[order] for name, values in rows.items()}
