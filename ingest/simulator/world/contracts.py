"""Fixed-price contracts: portal slots, outdoor, metro, newspapers, agencies, owned media."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ingest.simulator.world.channels import BY_CODE, CODE_PREFIXES, CODED
from ingest.simulator.world.story import Story


@dataclass(frozen=True)
class Contract:
    """One contract; `first` and `last` are day indices and may lie beyond the story's end.

    `amended_on` is the day from which a second version with `amended_fen` is known.
    """

    contract_id: str
    channel: str
    partner: str
    description: str
    pricing_model: str
    city: str
    first: int
    last: int
    amount_fen: int
    code: str
    weight: float
    amended_on: int | None = None
    amended_fen: int = 0

    def versions(self, day: int) -> list[tuple[int, int]]:
        """(version, fen) of every version known on a day."""
        known = [(1, self.amount_fen)]
        if self.amended_on is not None and self.amended_on <= day:
            known.append((2, self.amended_fen))
        return known


_Plan = tuple[str, str, str, str, str, int, int, float]


def draw_contracts(story: Story) -> list[Contract]:
    """All contracts, priced by the visitors they are expected to send."""
    plans = [*_monthly(story), *_flights(story), *_whole(story)]
    rng = story.rng("contracts")
    totals = {channel: sum(p[7] for p in plans if p[0] == channel) for channel in BY_CODE}
    contracts = []
    for number, plan in enumerate(plans, start=1):
        channel, weight = BY_CODE[plan[0]], plan[7]
        visitors = story.visitors * channel.share * weight / totals[plan[0]]
        fen = max(int(visitors * channel.visit_cost * rng.uniform(70, 135)), 50_001)
        contracts.append(_contract(story, number, plan, fen))
    return contracts


def _contract(story: Story, number: int, plan: _Plan, fen: int) -> Contract:
    channel, partner, description, pricing, city, first, last, weight = plan
    code = f"{CODE_PREFIXES[channel]}{number:03d}" if channel in CODED else ""
    is_amended = number % 5 == 2 and first + 6 < story.days
    return Contract(
        f"HT{story.start.year}{number:04d}",
        channel,
        partner,
        description,
        pricing,
        city,
        first,
        last,
        fen,
        code,
        weight,
        amended_on=first + 5 if is_amended else None,
        amended_fen=fen * 108 // 100,
    )


def _monthly(story: Story) -> list[_Plan]:
    plans: list[_Plan] = []
    for first in range(0, story.days, 30):
        slots = (("网贷之家", "首页通栏"), ("网贷天眼", "焦点图第二轮播"))
        for partner, slot in slots:
            plans.append(("cpt_portal", partner, slot, "CPT", "", first, first + 29, 1.0))
        plans.append(("media", "财经媒体联盟", "品牌软文", "FLAT", "", first + 3, first + 9, 1.0))
        plans.append(("wechat", "财经公众号联盟", "头条软文", "FLAT", "", first, first + 27, 1.0))
    return plans


def _flights(story: Story) -> list[_Plan]:
    plans: list[_Plan] = []
    windows = {"outdoor": ((0.1, 0.24), (0.5, 0.64)), "metro": ((0.2, 0.36), (0.6, 0.72))}
    cities = {"outdoor": ("北京", "上海", "杭州"), "metro": ("上海", "深圳")}
    words = {"outdoor": ("城市传媒", "高炮广告"), "metro": ("地铁通成", "车厢灯箱")}
    for channel, spans in windows.items():
        for start, end in spans:
            for city in cities[channel]:
                first, last = story.part(start), max(story.part(end), story.part(start) + 1)
                plans.append((channel, *words[channel], "FLAT", city, first, last, 1.0))
    for start, end in ((0.15, 0.3), (0.55, 0.75)):
        for city in ("北京", "上海"):
            span = (story.part(start), max(story.part(end), story.part(start) + 1))
            plans.append(("vehicle", "公交传媒", "车身广告", "FLAT", city, *span, 1.0))
    for share, city in ((0.15, "北京"), (0.45, "上海"), (0.75, "杭州")):
        first = story.part(share)
        plans.append(("newspaper", "都市晨报", "半版彩广", "FLAT", city, first, first + 2, 1.0))
    return plans


def _whole(story: Story) -> list[_Plan]:
    plans: list[_Plan] = [("seo", "云搜科技", "SEO 代运营", "FLAT", "", 0, story.days - 1, 1.0)]
    edges = [*range(0, story.days, 90), story.days]
    for first, after in pairwise(edges):
        weight = (after - first) / 90
        plan = ("merchant_alliance", "咖啡连锁", "杯套二维码", "FLAT", "上海", first, after - 1)
        plans.append((*plan, weight))
    return plans


def spread(contract: Contract, fen: int) -> np.ndarray:
    """Fen of each of its days; the remainder goes to the first days, so the sum is exact."""
    count = contract.last - contract.first + 1
    amounts = np.full(count, fen // count, dtype=np.int64)
    amounts[: fen % count] += 1
    return amounts


def sheet_days(story: Story) -> list[int]:
    """The days on which the contract sheet is sent again, all known contracts in it."""
    return list(range(0, story.days, 30 if story.days >= 60 else 7))


def known_contracts(contracts: list[Contract], day: int) -> list[Contract]:
    """Contracts signed by a day: those that start within the following five weeks."""
    return [contract for contract in contracts if contract.first <= day + 35]
