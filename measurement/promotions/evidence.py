"""What each method says of a promotion, as far as its data allow the method at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from measurement import geo, matched, matched_phrases
from measurement.promotions.drawn import drawn
from measurement.promotions.parts import METRICS, Places, Promotion
from measurement.promotions.phrases import PHRASES
from measurement.series import interrupted
from measurement.words import say

AT_ONCE = 0.9
"""Share of people given a promotion at its start below which getting it tells who they are."""
LEAST_WEEKS_BEFORE = 8
LENGTHS_BEFORE = 4
"""A series looks back eight weeks, or four lengths of the promotion where that is longer."""

DAYS_OF_THIRD = 14
"""People are matched on six weeks before the start, in thirds."""
MOST_WIDE = 20
"""An interval so many times what was counted says nothing: single investors in small places."""
DAYS_OF_PLACES = 182
"""Half a year before the start shows which places move alike; older days only cost time."""
PLACEBOS = 100
"""Enough for p = .05 told to a hundredth, in half the time of the usual 200."""
MOST_SHARED = 0.5
"""Share of people in another promotion above which a single series cannot tell the two apart."""

Answers = dict[str, dict | None]


@dataclass(frozen=True)
class Evidence:
    """The company's sums: `cells` by promotion (rows of `matched.judge` and, last, the mean and
    variance of first investors), and revenue by place and day."""

    cells: Mapping[str, Sequence[tuple]]
    places: Places

    def of(self, promotion: Promotion) -> Answers:
        """Answers by method. Where lots were drawn nothing weaker stands in for them."""
        if promotion.has_control and not promotion.cities:
            return {"randomised": drawn(promotion)}
        answers: Answers = {}
        if promotion.has_control:
            answers["randomised"] = drawn(promotion)
        elif promotion.lacks_control:
            words = say(PHRASES, "control_missing", share=promotion.holdout_share)
            return {"randomised": {"refusal": words, "warnings": []}}
        if promotion.cities:
            answers["geo"] = self._geo(promotion)
            return answers
        matching = answers["matched"] = self._matched(promotion)
        if not matching or matching["refusal"]:
            answers["series"] = self._series(promotion)
        return answers

    def _matched(self, promotion: Promotion) -> dict | None:
        if promotion.share_at_once is None:
            return None
        if promotion.share_at_once < AT_ONCE:
            words = say(PHRASES, "came_by_acting", share=promotion.share_at_once)
            return matched.refused(words)
        if promotion.days_during < 2:
            return matched.refused(say(matched_phrases.PHRASES, "one_day"))
        spans = promotion.days_during, promotion.days_after, DAYS_OF_THIRD
        days = dict(zip(("days_during", "days_after", "days_3"), spans, strict=True))
        answer = matched.judge(self.cells.get(promotion.promotion_id, []), days)
        further = answer.get("further")
        return answer | {"firsts": _sum(further | {"refusal": None}) if further else None}

    def _series(self, promotion: Promotion) -> dict | None:
        if promotion.overlap > MOST_SHARED:
            words = say(PHRASES, "mixed", share=promotion.overlap, other=promotion.overlaps_with)
            return {"refusal": words, "warnings": []}
        start, end, last = promotion.span
        length = max(7 * LEAST_WEEKS_BEFORE, LENGTHS_BEFORE * promotion.days_during)
        days = self.places.series(start - timedelta(length), last)
        if not len(days):
            return None
        money, firsts = (
            interrupted(days.rename(columns={metric: "y"})[["date", "y"]], start, end)
            for metric in METRICS
        )
        return money | {"firsts": _sum(firsts)}

    def _geo(self, promotion: Promotion) -> dict:
        start, end, last = promotion.span
        known = set(self.places.wide["revenue"].columns)
        unknown = [city for city in promotion.cities if city not in known]
        if unknown:
            words = say(PHRASES, "unknown_cities", cities=", ".join(unknown))
            return {"refusal": words, "warnings": []}
        since = start - timedelta(DAYS_OF_PLACES)
        money, firsts = (
            geo.measured(
                geo.arranged(
                    self._wide(promotion, metric, since, last), promotion.cities, start, end
                ),
                start,
                end,
                placebos=PLACEBOS,
            )
            for metric in METRICS
        )
        return money | {"firsts": _lifted(firsts, len(promotion.cities))}

    def _wide(self, promotion: Promotion, metric: str, since: date, until: date) -> pd.DataFrame:
        """Without cities where another promotion of places ran."""
        others = [
            cities for name, cities in self.places.busy.items() if name != promotion.promotion_id
        ]
        busy = frozenset().union(*others) - set(promotion.cities)
        table = self.places.wide[metric]
        kept = [name for name in table.columns if name not in busy | {"?"}]
        return table.loc[since:until, kept]


def _sum(answer: dict) -> dict | None:
    """First investors won during, by a method that tells totals."""
    if answer["refusal"]:
        return None
    return {"value": answer["incremental"], "interval": answer["incremental_interval"]}


def _lifted(answer: dict, cities: int) -> dict | None:
    if answer["refusal"]:
        return None
    days = len(answer["daily"]) * cities
    low, high = (bound * days for bound in answer["interval"])
    usual = sum(day["actual"] for day in answer["daily"]) * cities
    if high - low > MOST_WIDE * max(usual, 1.0):
        return None
    return {"value": answer["incremental"], "interval": [low, high]}
