"""What was truly spent, by day, channel and type, as far as it is known."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ingest.simulator.deliveries.media import Report, final
from ingest.simulator.deliveries.partner_reports import reported_statuses
from ingest.simulator.deliveries.partners import DECLINED, NETWORKS
from ingest.simulator.lives.fates import CONFIRMED
from ingest.simulator.lives.referrals import PAID, REWARD_YUAN
from ingest.simulator.lives.society import Society
from ingest.simulator.world import activities, contracts
from ingest.simulator.world.activities import Activity
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.company import Company
from ingest.simulator.world.contracts import Contract
from ingest.simulator.world.partner_terms import signed_with_partners
from ingest.simulator.world.story import DAY, Columns, Ints, Story, take

Spend = Counter[tuple[int, str, str]]
"""Fen by (day index, channel, spend type)."""


def media_spend(story: Story, catalog: Catalog, found: list[Report]) -> Spend:
    """Cost of the reports that count."""
    spend: Spend = Counter()
    channel = [placement.channel for placement in catalog.placements]
    for (_, day), report in final(story, found).items():
        rows = take(report.rows, report.rows["day"] == day)
        for place, fen in zip(rows["placement"].tolist(), rows["fen"].tolist(), strict=True):
            spend[day, channel[place], "media"] += fen
    return spend


def contract_spend(story: Story, signed: list[Contract], as_of: int) -> Spend:
    """Contracts spread over their days, up to the last day of data."""
    spend: Spend = Counter()
    sent = [day for day in contracts.sheet_days(story) if day <= story.last_delivery]
    for one in contracts.known_contracts(signed, sent[-1]) if sent else []:
        _, amount = one.versions(sent[-1])[-1]
        for day, fen in enumerate(contracts.spread(one, amount).tolist(), start=one.first):
            if day <= as_of:
                spend[day, one.channel, "contract"] += fen
    return spend


def activity_spend(story: Story, held: list[Activity]) -> Spend:
    """Latest version of every cost line in the sheets sent so far."""
    spend: Spend = Counter()
    sent = [day for day in activities.sheet_days(story) if day <= story.last_delivery]
    for one in held if sent else []:
        latest = {line.line_no: line for line in activities.known_costs(one, sent[-1])}
        for line in latest.values():
            spend[line.incurred_on, one.channel, "activity"] += line.amount_fen
    return spend


def reported_spend(story: Story, claims: Columns) -> Spend:
    """Commissions whose latest reported status is not declined, of networks without a contract."""
    signed = [NETWORKS.index(one.network) for one in signed_with_partners(story)]
    rows = reported_statuses(story, claims)
    is_sent = rows["last_day"] + 1 <= story.last_delivery
    status = np.full(len(claims["at"]), DECLINED)
    status[rows["claim"][is_sent]] = rows["status"][is_sent]
    due = (status != DECLINED) & ~np.isin(claims["network"], signed)
    spend: Spend = Counter()
    days, numbers = claims["at"][due] // DAY, claims["network"][due]
    for day, number, fen in zip(days, numbers, claims["fen"][due], strict=True):
        spend[int(day), NETWORKS[number], "partner"] += int(fen)
    return spend


def promotion_spend(story: Story, society: Society) -> Spend:
    """Coupons used and not given back, packets received, rewards paid."""
    orders, packets, rewards = society.orders, society.packets, society.rewards
    is_back = (orders["outcome"] != CONFIRMED) & (orders["resolved"] < story.known)
    used = (orders["face"] > 0) & (orders["at"] < story.known) & ~is_back
    taken = (packets["received"] >= 0) & (packets["received"] < story.known)
    paid = (rewards["outcome"] == PAID) & (rewards["decided"] < story.known)
    reward = np.full(int(paid.sum()), REWARD_YUAN * 100)
    return (
        _by_day(orders["at"][used], orders["face"][used] * 100, "coupon", "coupon")
        + _by_day(packets["received"][taken], packets["fen"][taken], "red_packet", "red_packet")
        + _by_day(rewards["decided"][paid], reward, "referral", "invite_reward")
    )


def _by_day(at: Ints, fen: Ints, channel: str, spend_type: str) -> Spend:
    days, place = np.unique(at // DAY, return_inverse=True)
    sums = np.bincount(place, weights=fen, minlength=len(days)).astype(np.int64)
    return Counter(
        {
            (day, channel, spend_type): total
            for day, total in zip(days.tolist(), sums.tolist(), strict=True)
        }
    )


def all_spend(
    company: Company, society: Society, as_of: int, found: list[Report], partners: Spend
) -> Spend:
    """Everything spent, of all types; `as_of` is the last day of data."""
    story, spend = company.story, Counter()
    for part in (
        media_spend(story, company.catalog, found),
        contract_spend(story, company.contracts, as_of),
        activity_spend(story, company.activities),
        partners,
        promotion_spend(story, society),
    ):
        spend.update(part)
    return spend
