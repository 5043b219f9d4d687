"""Promotions that went wrong, added to a simulated company before it is run.

Nothing is redeemed, so that no money of the company changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from ingest.config import Paths

FIRST, LATE = "2026-06-12 08:00:00", "2026-06-19 08:00:00"
"""Moments (UTC) at the start and in the second half of most of them."""
HEADER = "活动编号,活动名称,类型,开始日期,结束日期,预算(元),其他费用(元),留出比例,城市"


@dataclass(frozen=True)
class Gift:
    """People from one place in the list to another, the arm they were drawn into, and when.

    The list is of `accounts`; or of `lapsed` ones, which have invested but not lately, so that they
    will do less than others whatever they are given; or of `strangers`, who have no account.
    """

    arm: str | None
    first: int
    last: int
    at: str | None = FIRST
    status: str = "unused"
    who: str = "accounts"


@dataclass(frozen=True)
class Trouble:
    """A promotion: its plan and whom it was given to."""

    promotion_id: str
    gifts: Sequence[Gift] = ()
    starts_on: str = "2026-06-12"
    ends_on: str = "2026-06-21"
    holdout: str = ""
    cost: str = "0"
    city: str = ""


def lots(held_out: int, given: int) -> list[Gift]:
    """So many people in each of two arms."""
    return [Gift("control", 0, held_out), Gift("coupon", held_out, held_out + given)]


LISTS = {
    "accounts": "select user_id from users where registered_at < '2026-06-11' order by user_id",
    "lapsed": """
        select users.user_id from users inner join investments using (user_id)
        where users.registered_at < '2026-05-14'
        group by users.user_id having max(investments.invested_at) < '2026-06-04'
        order by users.user_id
    """,
    "strangers": "select cast(900000000 + user_id as text) from users order by user_id",
}
LATER = {"starts_on": "2026-06-25", "ends_on": "2026-07-10"}
WEEK = {"starts_on": "2026-06-25", "ends_on": "2026-06-28"}
ONE_DAY = {"starts_on": "2026-06-15", "ends_on": "2026-06-15"}
TROUBLES = (
    Trouble("NO-CONTROL", [Gift(None, 0, 100)], ends_on="2026-06-18"),
    Trouble("ONE-DAY", [Gift(None, 0, 100, "2026-06-15 01:00:00")], **ONE_DAY),
    Trouble(
        "SHARES",
        [*lots(30, 30), Gift("control", 60, 67, LATE), Gift("coupon", 67, 180, LATE)],
    ),
    Trouble(
        "ARM-ENDED",
        [
            *(*lots(40, 40), Gift("old", 80, 120)),
            *(Gift("control", 120, 160, LATE), Gift("coupon", 160, 200, LATE)),
        ],
    ),
    Trouble("SWITCHED", [Gift("control", 0, 90), Gift("coupon", 80, 180)]),
    Trouble("ONE-SWITCHED", [Gift("control", 0, 90), Gift("coupon", 89, 180)], holdout="0.5"),
    Trouble("NO-RECORD", [lots(90, 90)[0], Gift("coupon", 90, 180, status="used")]),
    Trouble("RATIO", lots(60, 120), holdout="0.5"),
    Trouble("RATIO-NEARLY", lots(72, 108), holdout="0.5"),
    Trouble("FEW", lots(7, 70)),
    Trouble("NO-TIME", [Gift("control", 0, 90, None), lots(90, 90)[1]], holdout="0.5"),
    Trouble("STRANGERS", [Gift("control", 0, 90, who="strangers"), lots(90, 90)[1]]),
    Trouble("WON-BACK", [Gift(None, 0, 100, "2026-06-25 01:00:00", who="lapsed")], **WEEK),
    Trouble("GOES-ON", [Gift("control", 0, 90, LATE), Gift("coupon", 90, 180, LATE)], **LATER),
    Trouble("AHEAD", starts_on="2026-07-05", ends_on="2026-07-10"),
    Trouble("NOBODY"),
    Trouble("NOWHERE", city="亚特兰蒂斯", cost="500"),
    Trouble("NO-COST", city="北京", cost=""),
)


def add_troubles(company: Paths) -> None:
    """Grants into the platform's database, plans into the inbox."""
    with closing(sqlite3.connect(company.home / "platform.db")) as platform, platform:
        people = {
            who: [user for (user,) in platform.execute(asked)] for who, asked in LISTS.items()
        }
        rows = [row for one in TROUBLES for row in _grants(one, people)]
        marks = ", ".join("?" * len(rows[0]))
        platform.executemany(f"insert into coupon_grants values ({marks})", rows)
    plans = [HEADER, *(_plan(one) for one in TROUBLES)]
    path = company.inbox / "promotion_plans" / "promotion_plans_troubled.csv"
    path.write_text("\n".join(plans) + "\n", encoding="utf-8")


def _grants(one: Trouble, people: Mapping[str, Sequence[str]]) -> list[tuple]:
    rows = []
    for gift in one.gifts:
        for place, user in enumerate(people[gift.who][gift.first : gift.last], gift.first):
            grant = f"{one.promotion_id}|{gift.arm}|{place}"
            status = "void" if gift.arm == "control" else gift.status
            told = (50, "2026-07-20 00:00:00", status, gift.arm, gift.at or FIRST)
            rows.append((grant, one.promotion_id, user, gift.at, *told))
    return rows


def _plan(one: Trouble) -> str:
    name = one.promotion_id.capitalize()
    span = (one.starts_on, one.ends_on)
    return ",".join([one.promotion_id, name, "", *span, "", one.cost, one.holdout, one.city])
