"""Was it pulled forward? What randomised arms won during, and what they lost after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import norm

from measurement.profit import Amount

LEVEL = 0.05
"""A loss after is claimed where chance brings one so large in one of twenty promotions."""
POWER = 0.9
KEPT = 0.5
"""Share of what was won during: where a loss of so much after is ruled out, it was kept."""
SURELY = float(norm.isf(0.025))


@dataclass(frozen=True)
class Family:
    """What an arm won during and after in one kind of thing (totals over its people)."""

    during: Amount
    later: Amount

    @property
    def is_seen(self) -> bool:
        """Whether something was surely won during."""
        return self.during.se > 0 and self.during.value > SURELY * self.during.se

    @property
    def p(self) -> float:
        """Chance of such a loss after where nothing is lost, one-sided."""
        if not self.later.se:
            return 1.0
        return float(norm.cdf(self.later.value / self.later.se))


@dataclass(frozen=True)
class Later:
    """The answer: `pull_forward` is yes, no or cannot tell, None where nothing was won during.

    `persistence` is the mean effect per day after over that during; `people` how many of the arm
    would tell, where these cannot.
    """

    pull_forward: str | None
    persistence: float | None
    people: int | None = None

    @property
    def is_borrowed(self) -> bool:
        """Whether what was won was lost after, beyond chance."""
        return self.pull_forward == "yes"


def pulled_forward(
    families: Sequence[Family], whole: Family | None, people: int, days: tuple[int, int]
) -> Later:
    """First investors, further orders and their money each tell; Holm's step guards the choice.

    A family counts when it surely won something during, so that with nothing won nothing can be
    said to be borrowed. `whole` tells persistence where no family counts; `days` are those during
    and after.
    """
    seen = [family for family in families if family.is_seen]
    if not seen or not all(days):
        return Later(None, _persistence(whole, days) if whole else None)
    worst = min(seen, key=lambda family: family.p)
    share = _persistence(worst, days)
    if worst.p * len(seen) < LEVEL:
        return Later("yes", share)
    if worst.later.value - SURELY * worst.later.se > -KEPT * worst.during.value:
        return Later("no", share)
    return Later("cannot tell", share, _needed(worst, people))


def _persistence(family: Family, days: tuple[int, int]) -> float | None:
    if not family.during.value or not all(days):
        return None
    return (family.later.value / days[1]) / (family.during.value / days[0])


def _needed(family: Family, people: int) -> int:
    """People of the arm with whom a loss of half of what was won is found in nine of ten cases."""
    reach = (float(norm.isf(LEVEL)) + float(norm.ppf(POWER))) * family.later.se
    times = (reach / (KEPT * family.during.value)) ** 2
    return round(people * max(times, 1.1))


def family(during: Mapping, later: Mapping, people: int) -> Family | None:
    """From two answers of a test per person; None where either could not be measured."""
    told = [_total(answer, people) for answer in (during, later)]
    return Family(told[0], told[1]) if told[0] and told[1] else None


def _total(answer: Mapping, people: int) -> Amount | None:
    found = answer["absolute"]
    if answer["refusal"] or not found or None in found["ci"]:
        return None
    low, high = found["ci"]
    return Amount(found["effect"] * people, (high - low) / 2 / SURELY * people)
