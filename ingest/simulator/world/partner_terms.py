"""Contracts with partners: what registrations and orders earn, and how that changes half-way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.simulator.world.products import PRODUCTS
from ingest.simulator.world.story import Story

REGISTER, CPS, FIRST = range(3)
EVENT_TYPES = ("register_cpa", "invest_cps", "first_invest_cpa")
MILLION = 1_000_000


@dataclass(frozen=True)
class Term:
    """One line of a contract: a fee in fen, or a rate in millionths of what was invested.

    `is_yearly` takes the rate for a year, so that the product's term counts; `of_paid` leaves the
    coupon out of the amount. Bounds are fen, `tier_from` yuan; None bounds nothing.
    """

    event: int
    fee_fen: int | None = None
    rate: int | None = None
    is_yearly: bool = True
    of_paid: bool = False
    tier_from: int | None = None
    minimum_fen: int | None = None
    cap_fen: int | None = None
    monthly_cap_fen: int | None = None
    order_days: int | None = None
    clawback_days: int | None = None
    is_new_only: bool = True


@dataclass(frozen=True)
class PartnerContract:
    """A contract with one network; each version is its first day and its lines, in order."""

    contract_id: str
    partner: str
    network: str
    versions: tuple[tuple[int, tuple[Term, ...]], ...]

    def version(self, day: int) -> int:
        """Number of the version in force on a day of the story."""
        return sum(first <= day for first, _ in self.versions)

    def terms(self, version: int) -> tuple[Term, ...]:
        """The lines of a version."""
        return self.versions[version - 1][1]

    def line(self, version: int, event: int, yuan: int) -> int | None:
        """Number of the line for an event: the highest tier that was reached, else the last one
        of its kind; None where the version says nothing of such events."""
        lines = [no for no, term in enumerate(self.terms(version), 1) if term.event == event]
        reached = [no for no in lines if reaches(self.terms(version)[no - 1], yuan)]
        return max(reached or lines, key=lambda no: self._tier(version, no), default=None)

    def _tier(self, version: int, line: int) -> int:
        return self.terms(version)[line - 1].tier_from or 0


def reaches(term: Term, yuan: int) -> bool:
    """Whether an amount reaches the line's tier."""
    return (term.tier_from or 0) <= yuan


def commission_fen(term: Term, yuan: int, product: int) -> int:
    """What an event earns before the month's cap, half a fen rounded up."""
    due = term.fee_fen or 0
    if term.rate is not None:
        one = PRODUCTS[product]
        value, year = one.term if term.is_yearly else (1, 1)
        whole = MILLION * year
        due = (2 * yuan * 100 * term.rate * value + whole) // (2 * whole)
    due = max(due, term.minimum_fen or 0)
    return due if term.cap_fen is None else min(due, term.cap_fen)


def amended_on(story: Story) -> int:
    """The day on which every contract's second version begins."""
    return max(story.part(0.5), 1)


def signed_with_partners(story: Story) -> list[PartnerContract]:
    """All contracts with partners; the networks that are not named here have none."""
    month = story.visitors * 30 // story.days
    cpa = Term(REGISTER, fee_fen=2_600, monthly_cap_fen=month * 24 + 10_000)
    yiqifa = Term(CPS, rate=13_000, of_paid=True, cap_fen=30_000, order_days=90)
    yiqifa = replace(yiqifa, is_new_only=False)
    share = Term(CPS, order_days=90, clawback_days=35)
    fanli = replace(share, rate=16_000, of_paid=True, is_new_only=False)
    wdty = replace(share, rate=10_000, minimum_fen=100)
    xicai = replace(share, rate=3_000, is_yearly=False)
    drawn = [
        ("cpa_network", "积分墙联盟", (cpa,), (replace(cpa, fee_fen=2_200),)),
        ("yiqifa", "亿起发", (yiqifa,), (replace(yiqifa, rate=12_000),)),
        ("fanli", "返利网", *_hybrid(1_200, fanli)),
        ("wdzj", "网贷之家", *_tiered(replace(share, rate=10_000))),
        ("wdty", "网贷天眼", *_hybrid(1_500, wdty)),
        ("xicai", "希财网", *_hybrid(1_800, xicai)),
    ]
    return [
        PartnerContract(
            f"YJ{story.start.year}{number:03d}",
            partner,
            network,
            ((0, first), (amended_on(story), second)),
        )
        for number, (network, partner, first, second) in enumerate(drawn, start=1)
    ]


def _hybrid(fee_fen: int, sale: Term) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """A fee per registration and a share of orders; half-way the share falls by a tenth."""
    bonus = Term(REGISTER, fee_fen=fee_fen)
    return (bonus, sale), (bonus, replace(sale, rate=(sale.rate or 0) * 9 // 10))


def _tiered(sale: Term) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Fees by the size of the first investment beside the hybrid; half-way they rise."""
    first, second = _hybrid(1_500, sale)
    tiers = [
        Term(FIRST, fee_fen=fee, tier_from=yuan, clawback_days=35)
        for yuan, fee in ((1_000, 3_000), (10_000, 8_000), (50_000, 15_000))
    ]
    raised = [replace(term, fee_fen=(term.fee_fen or 0) + 500) for term in tiers]
    return (*first, *tiers), (*second, *raised)
