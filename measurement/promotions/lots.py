"""Were the lots kept? Arms that changed on the way, and arms of people whom nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from scipy.stats import chi2_contingency

from measurement.experiments.ratio_check import BLOCKS_BELOW, WARNS_BELOW
from measurement.promotions.parts import ArmSums
from measurement.promotions.phrases import PHRASES
from measurement.words import Words, say


def changed_half_way(arms: Sequence[ArmSums]) -> Words | None:
    """A refusal when the arms' shares differ between the halves of its days beyond chance."""
    early = [arm.people_early for arm in arms]
    late = [arm.people - arm.people_early for arm in arms]
    if len(arms) < 2 or not sum(early) or not sum(late) or 0 in [arm.people for arm in arms]:
        return None
    if float(chi2_contingency([early, late]).pvalue) >= BLOCKS_BELOW:
        return None
    shares = [(a / sum(early), b / sum(late)) for a, b in zip(early, late, strict=True)]
    changes = [abs(before - after) for before, after in shares]
    most = changes.index(max(changes))
    before, after = shares[most]
    code = "began_late" if not before else "ended_early" if not after else "changed_half_way"
    return say(PHRASES, code, arm=arms[most].arm, early=before, late=after)


def strangers(arms: Sequence[ArmSums]) -> tuple[Words | None, list[Words]]:
    """A refusal or warnings where ids belong to no account, which can never invest."""
    unknown = [arm.people_unknown for arm in arms]
    if not sum(unknown):
        return None, []
    known = [arm.people - arm.people_unknown for arm in arms]
    shares = ", ".join(
        f"{count / arm.people:.0%} ({arm.arm})"
        for arm, count in zip(arms, unknown, strict=True)
        if arm.people
    )
    p = float(chi2_contingency([unknown, known]).pvalue) if len(arms) > 1 and sum(known) else 1.0
    if p < BLOCKS_BELOW or not sum(known):
        return say(PHRASES, "strangers_block", shares=shares), []
    code = "strangers_differ" if p < WARNS_BELOW else "strangers"
    return None, [say(PHRASES, code, shares=shares, people=sum(unknown))]
