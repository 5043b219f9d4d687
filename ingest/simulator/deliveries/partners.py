"""What partners claim: registrations and orders, with the status each claim had when."""

from __future__ import annotations

import numpy as np

from ingest.simulator.lives.fates import CONFIRMED
from ingest.simulator.lives.society import Society
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.partner_terms import (
    CPS,
    FIRST,
    REGISTER,
    PartnerContract,
    commission_fen,
    reaches,
    signed_with_partners,
)
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

NETWORKS = ("cpa_network", "yiqifa", "fanli", "linktech", "duomai", "awin", "cj")
NETWORKS += ("wdzj", "wdty", "xicai")
PENDING, APPROVED, DECLINED = range(3)
_BONUS = ("cpa_network", "fanli", "wdzj", "wdty", "xicai")
_BONUS_REFUSED = {"cpa_network": 0.2}
_REFUSED = 0.05
_RATE_BP = {"linktech": 120, "duomai": 125, "awin": 110, "cj": 110}
"""What networks without a contract of ours take of the annualised amount, in hundredths of a
percent."""
_SELLERS = ("yiqifa", "fanli", *_RATE_BP, "wdzj", "wdty", "xicai")
_TIERED = "wdzj"
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
    signed = {one.network: one for one in signed_with_partners(story)}
    parts = [_bonus(story, society, opened_by, signed[network]) for network in _BONUS]
    sales = [_sales(story, society, came_by, network) for network in _SELLERS]
    parts += [_priced(society, one, signed) for one in sales]
    parts.append(_firsts(society, sales[_SELLERS.index(_TIERED)], signed[_TIERED]))
    claims = stack(parts)
    return claims | {"number": 70_000_001 + np.arange(len(claims["at"]))}


def _sellers(channel: np.ndarray, society: Society, opened_by: np.ndarray) -> np.ndarray:
    """The partner to whom an account's orders belong: who brought the registration, else the
    rebate portal or network through which the first order was placed."""
    investor, first = np.unique(society.orders["row"], return_index=True)
    bought_by = channel[society.orders["placement"][first]]
    captured = np.isin(bought_by, _SELLERS) & ~np.isin(opened_by[investor], NETWORKS)
    came_by = opened_by.copy()
    came_by[investor[captured]] = bought_by[captured]
    return came_by


def _bonus(
    story: Story, society: Society, opened_by: np.ndarray, contract: PartnerContract
) -> Columns:
    """A fixed sum for each registration that came through the network."""
    network = contract.network
    rng, accounts = story.rng("bonus", network), society.accounts
    row = np.flatnonzero((opened_by == network) & ~accounts["is_app_only"])
    count, at = len(row), accounts["registered"][row]
    refused = rng.random(count) < _BONUS_REFUSED.get(network, _REFUSED)
    fees = [_due(contract, REGISTER, day, 0, 0) for day in (at // DAY).tolist()]
    return _claims(network, REGISTER, row, at) | {
        "clicked": at - rng.integers(20, 45, count) * SECOND,
        "fen": np.array(fees, dtype=np.int64),
        "fate": np.where(refused, DECLINED, APPROVED).astype(np.int8),
        "decided": at + rng.integers(7 * 24 * 60, 12 * 24 * 60, count) * MINUTE,
    }


def _sales(story: Story, society: Society, came_by: np.ndarray, network: str) -> Columns:
    """Orders of the people whom the network brought, not priced yet; bids that fail are
    declined."""
    rng, orders = story.rng("sales", network), society.orders
    age = orders["at"] - society.accounts["registered"][orders["row"]]
    order = np.flatnonzero((came_by[orders["row"]] == network) & (age < _CPS_DAYS * DAY))
    some, count = take(orders, order), len(order)
    is_good = some["outcome"] == CONFIRMED
    checked = some["resolved"] + rng.integers(1, 15 * 24, count) * HOUR
    return _claims(network, CPS, some["row"], some["at"]) | {
        "order": order,
        "clicked": some["at"] - rng.integers(60, 75, count) * SECOND,
        "yuan": some["amount"] - some["face"],
        "fen": np.zeros(count, dtype=np.int64),
        "fate": np.where(is_good, APPROVED, DECLINED).astype(np.int8),
        "decided": np.where(is_good, checked, some["resolved"]),
    }


def _priced(society: Society, claims: Columns, signed: dict[str, PartnerContract]) -> Columns:
    """The commission of each order: by contract, else by the network's own share."""
    if not len(claims["at"]):
        return claims
    network = NETWORKS[int(claims["network"][0])]
    some = take(society.orders, claims["order"])
    if network in signed:
        whole = (claims["at"] // DAY, some["amount"], some["face"], some["product"])
        lines = zip(*(values.tolist() for values in whole), strict=True)
        fen = np.array([_sale(signed[network], *line) for line in lines], dtype=np.int64)
    else:
        days = TERM_DAYS[some["product"]]
        fen = claims["yuan"] * 100 * _RATE_BP[network] * days // (10_000 * 365)
    return claims | {"fen": np.maximum(fen, 1)}


def _sale(contract: PartnerContract, day: int, amount: int, face: int, product: int) -> int:
    terms = contract.terms(contract.version(day))
    of_paid = any(term.of_paid for term in terms if term.event == CPS)
    return _due(contract, CPS, day, amount - face if of_paid else amount, product)


def _firsts(society: Society, sales: Columns, contract: PartnerContract) -> Columns:
    """The first order of each account once more, for the fee of its tier."""
    _, first = np.unique(sales["row"], return_index=True)
    some = take(sales, first)
    amounts = society.orders["amount"][some["order"]]
    days = (some["at"] // DAY).tolist()
    fees = [_due(contract, FIRST, *one, 0) for one in zip(days, amounts.tolist(), strict=True)]
    priced = some | {"fen": np.array(fees, dtype=np.int64)}
    return take(priced | {"event": np.full_like(some["event"], FIRST)}, priced["fen"] > 0)


def _due(contract: PartnerContract, event: int, day: int, yuan: int, product: int) -> int:
    """Fen by contract; 0 where no tier is reached."""
    version = contract.version(day)
    line = contract.line(version, event, yuan)
    if line is None or not reaches(contract.terms(version)[line - 1], yuan):
        return 0
    return commission_fen(contract.terms(version)[line - 1], yuan, product)


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
