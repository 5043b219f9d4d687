"""Was it pulled forward? What randomised arms won during, and what they lost after.

What was brought forward is missing most where it would have come soonest: the dip after a promotion
is deepest at first (van Heerde, Leeflang and Wittink 2000). So a loss is looked for in what came
after, each thing the less the later, while persistence is told of all that came after alike.
"""

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
EVEN = 0.5
"""Mean weight of what comes after, where it comes evenly over the days that count."""


@dataclass(frozen=True)
class Family:
    """What an arm won during, after and soon after in one kind of thing (totals over its people).

    Without `soon` a loss is looked for in all that came after.
    """

    during: Amount
    later: Amount
    soon: Amount | None = None

    @property
    def is_seen(self) -> bool:
        """Whether something was surely won during."""
        return self.during.se > 0 and self.during.value > SURELY * self.during.se

    @property
    def p(self) -> float:
        """Chance of such a loss soon after where nothing is lost, one-sided.

        1 where all that came after is no loss: what was only put off was not borrowed.
        """
        seen = self.soon or self.later
        if not seen.se or self.later.value >= 0:
            return 1.0
        return float(norm.cdf(seen.value / seen.se))

    @property
    def is_kept(self) -> bool:
        """Whether a loss after of half of what was won during is ruled out.

        The same people do both, so the two doubts are added as if they went together.
        """
        left = self.later.value + KEPT * self.during.value
        return left > SURELY * (self.later.se + KEPT * self.during.se)

    def people_to_tell(self, people: int) -> int:
        """Of the arm, to find a loss of half of what was won in nine of ten cases."""
        seen, share = (self.soon, KEPT * EVEN) if self.soon else (self.later, KEPT)
        reach = (float(norm.isf(LEVEL)) + float(norm.ppf(POWER))) * seen.se
        times = (reach / (share * self.during.value)) ** 2
        return round(people * max(times, 1.1))


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
    if worst.is_kept:
        return Later("no", share)
    return Later("cannot tell", share, worst.people_to_tell(people))


def _persistence(family: Family, days: tuple[int, int]) -> float | None:
    if not family.during.value or not all(days):
        return None
    return (family.later.value / days[1]) / (family.during.value / days[0])


def family(during: Mapping, later: Mapping, soon: Mapping, people: int) -> Family | None:
    """From answers of tests per person; None where those during or after could not be measured."""
    first, after, early = (_total(answer, people) for answer in (during, later, soon))
    return Family(first, after, early) if first and after else None


def _total(answer: Mapping, people: int) -> Amount | None:
    found = answer["absolute"]
    if answer["refusal"] or not found or None in found["ci"]:
        return None
    low, high = found["ci"]
    return Amount(found["effect"] * people, (high - low) / 2 / SURELY * people)
