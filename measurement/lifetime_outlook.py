"""What investors will yet bring, by channel, and which of two forecasts has earned belief.

Both are held to the same days: what was known `days` before the end is carried on over them, by
each person's rhythm (BG/NBD) and by the growth of older cohorts (the plain curve), and compared
with what these people then brought, cohort by cohort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from measurement.lifetime import ahead
from measurement.lifetime_people import BLOCK_DAYS, Purchases, purchases_of
from measurement.lifetime_repeat import CannotTellError, Rhythm, fit, require_library
from measurement.tables import Table
from measurement.words import Phrases, Words, say

PHRASES: Phrases = {
    "nobody": ("Nobody has bought anything yet.", "尚无人购买。"),
    "too_young": (
        "The purchases reach back {story} days; to hold {days} days out takes at least {least}.",
        "购买记录仅 {story} 天；留出 {days} 天检验至少需要 {least} 天。",
    ),
    "nothing_later": (
        "Nothing was bought in the {days} days held out, so no forecast of them can be judged.",
        "留出的 {days} 天内没有购买，无法检验预测。",
    ),
}
TABLE_COLUMNS = ("channel", "people", "transactions", "amount", "amount_low", "amount_high")
DEVIATIONS = 1.96
"""Of a normal distribution, on either side of its middle: 95 %."""


@dataclass(frozen=True)
class Ahead:
    """What the people there are will bring in the next `days`, or why nobody can say.

    `table` has a row per channel: people, expected transactions (days with a purchase) and amount
    with its 95 % interval, NaN where `refusal` says why. The interval is as wide as the sum of the
    hold-out was off, and the chance of its cohorts, for all channels alike. The errors on the
    hold-out are mean absolute errors of cohorts as a share of what they brought: `model_error` of
    the model of each one's rhythm, `curve_error` of the plain curve over the same cohorts (NaN
    where it has no older ones to go by).
    """

    days: int
    table: pd.DataFrame
    model_error: float
    curve_error: float
    refusal: Words | None

    @property
    def is_model_closer(self) -> bool:
        """Whether the model was nearer to what came than the curve, or the curve had no answer."""
        return self.refusal is None and not self.model_error > self.curve_error


def look_ahead(purchases: Table, days: Sequence[int], as_of: date | None = None) -> list[Ahead]:
    """What people will bring in each of `days` after `as_of` (the last day with a purchase).

    `purchases` has person, channel, day and amount; channels are those of first purchases. `days`
    are multiples of 30.

    Raises:
        TableError: when the table cannot be read or has rows without person, day or fit amount.
        ValueError: for days that are no multiple of 30.
    """
    if wrong := [one for one in days if one < BLOCK_DAYS or one % BLOCK_DAYS]:
        raise ValueError(f"days are multiples of {BLOCK_DAYS}, unlike {wrong[0]}")
    with purchases_of(purchases) as known:
        span = known.span()
        end = as_of or (span[1] if span else date.min)
        people = known.people(end)
        try:
            rhythm = _rhythm(people)
        except CannotTellError as error:
            return [_untold(people, one, error.words) for one in days]
        return [_judged(known, end, people, rhythm, one) for one in days]


def _rhythm(people: pd.DataFrame) -> Rhythm:
    if people.empty:
        raise CannotTellError(say(PHRASES, "nobody"))
    require_library()
    return fit(people)


def _judged(known: Purchases, end: date, people: pd.DataFrame, rhythm: Rhythm, days: int) -> Ahead:
    """The forecast of `people` with both errors, or why it cannot be made or tested."""
    try:
        model_error, curve_error, spread = _errors(known, end, days)
        expected = rhythm.expected(people, days)
    except CannotTellError as error:
        return _untold(people, days, error.words)
    table = _by_channel(_beside(people, expected), "expected_amount", spread)
    return Ahead(days, table, model_error, curve_error, None)


def _errors(known: Purchases, end: date, days: int) -> tuple[float, float, float]:
    """Of the model and of the curve on the last `days` before `end`, and the model's spread."""
    cut = end - timedelta(days=days)
    span = known.span()
    story = (end - span[0]).days + 1 if span else 0
    least = days + 2 * BLOCK_DAYS
    if story < least:
        raise CannotTellError(say(PHRASES, "too_young", story=story, days=days, least=least))
    people = known.people(cut)
    told = _beside(people, fit(people).expected(people, days))
    cohort = (told["age"] // BLOCK_DAYS).astype(int)
    model = told["expected_amount"].groupby(cohort).sum()
    actual = known.later(cut, end).reindex(model.index, fill_value=0.0)
    curve = ahead(known.cohorts(cut), days // BLOCK_DAYS).reindex(model.index)
    if actual.sum() <= 0:
        raise CannotTellError(say(PHRASES, "nothing_later", days=days))
    spread = _spread(model, actual)
    if curve.isna().all() or actual[curve.notna()].sum() <= 0:
        return _off(model, actual), float("nan"), spread
    is_told = curve.notna()
    return _off(model[is_told], actual[is_told]), _off(curve[is_told], actual[is_told]), spread


def _spread(model: pd.Series, actual: pd.Series) -> float:
    """How far off the sum was, as a logarithm, with what its cohorts may add by chance."""
    is_told = (actual > 0) & (model > 0)
    came, expected = actual[is_told], model[is_told]
    miss = np.log(actual.sum() / model.sum())
    single = (came / came.sum() * (np.log(came / expected) - miss)) ** 2
    return float(np.sqrt(miss**2 + single.sum()))


def _beside(people: pd.DataFrame, expected: pd.DataFrame) -> pd.DataFrame:
    return people.join(expected.rename(columns={"amount": "expected_amount"}))


def _off(guess: pd.Series, actual: pd.Series) -> float:
    return float((guess - actual).abs().sum() / actual.sum())


def _untold(people: pd.DataFrame, days: int, refusal: Words | None) -> Ahead:
    nothing = people.assign(transactions=np.nan, nothing=np.nan)
    return Ahead(days, _by_channel(nothing, "nothing", np.nan), np.nan, np.nan, refusal)


def _by_channel(told: pd.DataFrame, amount: str, spread: float) -> pd.DataFrame:
    table = told.groupby("channel", as_index=False).agg(
        people=("person", "size"),
        transactions=("transactions", lambda values: values.sum(min_count=1)),
        amount=(amount, lambda values: values.sum(min_count=1)),
    )
    factor = np.exp(DEVIATIONS * spread)
    bounds = {"amount_low": table["amount"] / factor, "amount_high": table["amount"] * factor}
    return table.assign(**bounds)[list(TABLE_COLUMNS)]
