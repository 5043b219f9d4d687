"""What only the weekly report asks: the year before by weekdays, single weeks, verdicts, cities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pandas as pd

from dashboards.formats import Number
from dashboards.queries import overview
from dashboards.queries.channels import performance
from dashboards.queries.compare import Headline
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build

YEAR_DAYS = 364
"""52 weeks, so that each weekday meets its like."""
FEWEST_INVESTORS = 5
SMALLEST_SHARE = 0.01
MOST_CHANNELS = 3
MOST_PROMOTIONS = 12
RECENT_DAYS = 28

_TABLES = "select table_name from duckdb_tables()"
_VERDICTS = """
    select
        promotion_name || case when arm in ('', 'treatment') then '' else ' · ' || arm end
            as promotion_name,
        verdict,
        verdict_en,
        verdict_zh
    from fct_promotion_verdicts as verdicts
    inner join dim_promotions as promotions using (promotion_id)
    where starts_on <= $end and ends_on >= $recent
    order by ends_on desc nulls last, promotions.promotion_id, arm
"""
_CITIES = """
    select
        city,
        sum(last_non_direct_conversions) filter (where conversion_date >= $start) as conversions,
        coalesce(sum(last_non_direct_conversions) filter (where conversion_date < $start), 0)
            as previous,
        sum(last_non_direct_amount) filter (where conversion_date >= $start) as amount
    from fct_city_credit_daily
    where conversion_date between $previous_start and $end
        and conversion_kind = 'first_investment' and last_non_direct_conversions is not null
        and list_contains($cities::varchar[], city)
        and ($every_channel or list_contains($channels::varchar[], channel))
    group by city
    order by conversions desc nulls last, city
"""


@dataclass(frozen=True)
class Compared:
    """A number of the week beside those of the week before and of 52 weeks before."""

    week: Headline
    year: Headline


def headlines(build: Build, filters: Filters) -> dict[str, Compared]:
    """Every headline number of the overview for the week that `filters` covers."""
    now = overview.totals(build, filters)
    then = overview.totals(build, _moved(filters, YEAR_DAYS))
    known = build.first_date is not None and build.first_date <= _moved(filters, YEAR_DAYS).start
    return {
        code: Compared(headline, Headline(headline.value, _value(then, code) if known else None))
        for code, headline in now.items()
        if headline.value is not None
    }


def channel_costs(build: Build, filters: Filters) -> pd.DataFrame:
    """Channels with spend worth the name: channel, spend, first investors, CAC, CAC before.

    Costliest first; those that spent and brought nobody lead. Coupons and red packets, which are
    given to people whom other channels bring, are left out.
    """
    week, before = (
        performance(build, window).set_index("channel")
        for window in (filters, _moved(filters, filters.day_count))
    )
    brings = week["channel_role"].isin(["creates", "captures"])
    frame = week[brings & (week["spend_share"] >= SMALLEST_SHARE) & (week["spend_amount"] > 0)]
    chosen = frame[["spend_amount", "first_investments", "cac"]].copy()
    chosen["cac_before"] = before["cac"].reindex(chosen.index)
    return chosen.reset_index().sort_values(
        ["cac", "spend_amount"], ascending=False, na_position="first", ignore_index=True
    )


def verdicts(build: Build, filters: Filters) -> pd.DataFrame:
    """Verdicts on promotions of the last weeks; empty where none were published."""
    if not _has(build, "fct_promotion_verdicts", "dim_promotions"):
        return pd.DataFrame()
    recent = filters.start - timedelta(days=RECENT_DAYS)
    return build.read(_VERDICTS, {**filters.parameters, "recent": recent}).head(MOST_PROMOTIONS)


def cities(build: Build, filters: Filters, names: tuple[str, ...]) -> pd.DataFrame:
    """One row per named city: credited first investments, those of the week before, amount."""
    return build.read(_CITIES, {**filters.parameters, "cities": names})


def _moved(filters: Filters, days: int) -> Filters:
    back = timedelta(days=days)
    return replace(filters, start=filters.start - back, end=filters.end - back)


def _value(totals: dict[str, Headline], code: str) -> Number | None:
    return totals[code].value if code in totals else None


def _has(build: Build, *tables: str) -> bool:
    return set(tables) <= set(build.read(_TABLES)["table_name"])
