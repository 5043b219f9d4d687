"""Bonus hunters: investors who came for the subsidy, scored with the reasons for each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

import pandas as pd

from measurement.tables import Resources, Table, opened
from measurement.words import Phrases, Words, say

CUT_OFF = 0.7
"""All of the behaviour, or most of it and a tie to others who behave so."""
DAYS_TO_LEAVE = 3
LEAST_RING = 3
"""Two on one card or device may be a family."""


@dataclass(frozen=True)
class Offer:
    """The day of judgement, and the smallest amount (yuan) and term (days) that were on offer.

    None takes the smallest that anybody invested.
    """

    as_of: date
    minimum: float | None = None
    shortest: int | None = None


PHRASES: Phrases = {
    "smallest": ("only minimum-sized investments", "只投最低金额"),
    "shortest": ("only the shortest term", "只投最短期限"),
    "coupon": ("every investment carried by a coupon", "每笔都用券"),
    "left": ("withdrew at maturity and never came back", "到期提现后再未投资"),
    "card": ("shares a bank card with others who do the same", "与同类人共用银行卡"),
    "device": ("shares a device with others who do the same", "与同类人共用设备"),
    "inviter": ("invited together with others who do the same", "与同类人同一邀请人"),
    "ip_block": ("registered from the network of others who do the same", "与同类人同一网段"),
}

SCORES = """
with rules as (
    select
        coalesce($minimum, min(amount)) as minimum,
        coalesce($shortest, min(term_days)) as shortest
    from investments where amount > 0
),
behaviour as (
    select
        investor_id,
        bool_and(amount <= minimum) as smallest,
        bool_and(term_days <= shortest) as shortest,
        bool_and(coalesce(cast(has_coupon as boolean), false)) as coupon,
        max(cast(invested_at as date)) as last_invested,
        max(cast(matures_at as date)) as last_matures
    from investments cross join rules
    where investor_id is not null and amount > 0
    group by investor_id
),
gone as (
    select
        investor_id,
        bool_or(
            cast(withdrawn_at as date) between last_matures and last_matures + $days
        ) as withdrew
    from withdrawals join behaviour using (investor_id) group by investor_id
),
judged as (
    select
        behaviour.*,
        last_matures + $days <= $as_of as is_mature,
        last_matures + $days <= $as_of and coalesce(withdrew, false) as left_at_maturity,
        0.25 * cast(smallest as int) + 0.1 * cast(behaviour.shortest as int)
        + 0.2 * cast(coupon as int) as early
    from behaviour left join gone using (investor_id)
),
based as (
    select
        *,
        early + case when left_at_maturity then 0.25 when is_mature then 0 else 0.1 end as base
    from judged
),
rings as (
    select kind, value
    from ties join based using (investor_id)
    where value is not null
    group by kind, value
    having count(distinct investor_id) >= $ring
        and avg(case when base >= 0.5 then 1 else 0 end) > 0.5
),
tied as (
    select
        investor_id,
        bool_or(kind = 'card') as card, bool_or(kind = 'device') as device,
        bool_or(kind = 'inviter') as inviter, bool_or(kind = 'ip_block') as ip_block
    from ties join rings using (kind, value) group by investor_id
)
select
    investor_id,
    least(
        base + 0.2 * coalesce(cast(card as int), 0) + 0.2 * coalesce(cast(device as int), 0)
        + 0.05 * coalesce(cast(inviter as int), 0) + 0.05 * coalesce(cast(ip_block as int), 0),
        1
    ) as score,
    concat_ws(
        ',',
        case when smallest then 'smallest' end, case when shortest then 'shortest' end,
        case when coupon then 'coupon' end, case when left_at_maturity then 'left' end,
        case when card then 'card' end, case when device then 'device' end,
        case when inviter then 'inviter' end, case when ip_block then 'ip_block' end
    ) as reasons,
    is_mature
from based left join tied using (investor_id)
order by score desc nulls last, investor_id nulls last
"""

SHARES = """
select
    grants."group" as "group",
    count(distinct investor_id) as investors,
    count(distinct investor_id) filter (where score >= $cut_off) as hunters,
    sum(subsidy) as subsidy,
    coalesce(sum(subsidy) filter (where score >= $cut_off), 0) as subsidy_of_hunters,
    sum(subsidy) / nullif(count(distinct investor_id), 0) as subsidy_per_investor,
    sum(subsidy) / nullif(
        count(distinct investor_id) filter (where coalesce(score, 0) < $cut_off), 0
    ) as subsidy_per_real_investor
from grants left join scores using (investor_id)
group by 1
order by subsidy_of_hunters desc nulls last, 1 nulls last
"""


def score(
    investments: Table,
    withdrawals: Table,
    ties: Table,
    offer: Offer,
    resources: Resources | None = None,
) -> pd.DataFrame:
    """Score 0 to 1 of every investor, with `reasons` (codes of `PHRASES`) and `is_mature`.

    `investments`: investor_id, invested_at, amount (yuan), term_days, has_coupon, matures_at;
    `withdrawals`: investor_id, withdrawn_at; `ties`: investor_id, kind (card, device, inviter,
    ip_block), value. Before maturity nobody is a hunter by behaviour alone.

    Raises:
        TableError: when a table cannot be read or lacks a column.
    """
    tables = {"investments": investments, "withdrawals": withdrawals, "ties": ties}
    required = {
        "investments": (
            *("investor_id", "invested_at", "amount", "term_days", "has_coupon", "matures_at"),
        ),
        "withdrawals": ("investor_id", "withdrawn_at"),
        "ties": ("investor_id", "kind", "value"),
    }
    asked = asdict(offer) | {"days": DAYS_TO_LEAVE, "ring": LEAST_RING}
    with opened(tables, required, resources) as connection:
        return connection.execute(SCORES, asked).df()


def by_group(
    grants: Table, scores: Table, *, cut_off: float = CUT_OFF, resources: Resources | None = None
) -> pd.DataFrame:
    """Subsidy per group (channel, partner, promotion, inviter) with and without bonus hunters.

    `grants`: group, investor_id, subsidy (yuan actually spent); `scores` as `score` gives them.
    `subsidy_per_real_investor` is what one investor who is no hunter cost.
    """
    required = {"grants": ("group", "investor_id", "subsidy"), "scores": ("investor_id", "score")}
    with opened({"grants": grants, "scores": scores}, required, resources) as connection:
        return connection.execute(SHARES, {"cut_off": cut_off}).df()


def reasons(codes: str) -> list[Words]:
    """The reasons of one investor in words."""
    return [say(PHRASES, code) for code in codes.split(",") if code]
