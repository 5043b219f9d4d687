"""What each metric of a day is made of: what is counted, what it is divided by, its volume."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["sum", "rate", "cost", "return", "stock"]
Table = Literal["channels", "company", "funnel", "cohorts"]
COHORT_AGE_DAYS = 30
"""Age at which the return of a day's people is watched."""


@dataclass(frozen=True)
class DailyMetric:
    """One number per day: the sum of `noisy`, or that and `given` divided.

    `noisy` is what varies by chance, `given` what it is counted of: a rate is noisy / given, a
    cost is given / noisy, a return is noisy / given - 1, a stock is the last day's value.
    """

    code: str
    noisy: str
    given: str = ""
    form: Form = "sum"
    table: Table = "channels"
    is_count: bool = True
    times: float = 1.0
    is_paid_only: bool = False
    cities: str = ""
    """The column of the cities' table that holds it, where there is one."""

    @property
    def volume(self) -> str:
        """The column that a floor is about: what is counted, or divided by."""
        return self.given if self.form in ("rate", "return") else self.noisy

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is made of."""
        return (self.noisy, self.given) if self.given else (self.noisy,)

    def value(self, noisy: float, given: float) -> float | None:
        """The number of sums of its columns; None where it is undefined."""
        match self.form:
            case "rate":
                return self.times * noisy / given if given else None
            case "cost":
                return self.times * given / noisy if noisy else None
            case "return":
                return noisy / given - 1 if given else None
        return noisy


def _rate(code: str, noisy: str, given: str, table: Table = "channels") -> DailyMetric:
    return DailyMetric(code, noisy, given, "rate", table)


def _cost(code: str, noisy: str, times: float = 1.0) -> DailyMetric:
    return DailyMetric(code, noisy, "spend_amount", "cost", times=times)


def _money(code: str, cities: str = "") -> DailyMetric:
    return DailyMetric(code, code, is_count=False, cities=cities)


_ALL = (
    *(DailyMetric(code, code) for code in ("visitors", "sessions", "registrations")),
    DailyMetric("verifications", "verifications"),
    DailyMetric("first_investments", "first_investments", cities="firsts"),
    *(DailyMetric(code, code) for code in ("impressions", "clicks")),
    *(
        DailyMetric(code, code, table="company")
        for code in ("card_bounds", "fundings", "repeat_investments")
    ),
    *map(_money, ("first_invested_amount", "invested_amount", "annualised_amount")),
    _money("revenue_amount", cities="revenue"),
    _money("spend_amount"),
    DailyMetric("outstanding_amount", "outstanding_amount", "", "stock", "company", False),
    _rate("ctr", "clicks", "impressions"),
    _cost("cpc", "clicks"),
    _cost("cpm", "impressions", 1000.0),
    _cost("cost_per_registration", "registrations"),
    _cost("cac", "first_investments"),
    _cost("blended_cac", "first_investments"),
    DailyMetric("paid_cac", "first_investments", "spend_amount", "cost", is_paid_only=True),
    *(
        DailyMetric(code, "revenue_amount", "spend_amount", form, "cohorts", False)
        for code, form in (("roi", "return"), ("roas", "rate"))
    ),
    DailyMetric("annualised_ratio", "annualised_amount", "spend_amount", "cost", "cohorts", False),
    _rate("registration_rate", "registrations", "visitors", "funnel"),
    _rate("first_investment_rate", "first_investments", "visitors", "funnel"),
    _rate("repeat_rate", "repeat_investments", "first_investments", "funnel"),
)
DAILY_METRICS = {metric.code: metric for metric in _ALL}
