"""What the platform deleted, or books to another account, leaves every number it was in.

The same way day by day and in a full build.
"""

from tests.dbt.harness import Company
from tests.dbt.lake import Lake, Row, Rows, merged
from tests.dbt.stories import (
    bind_card,
    invest,
    journeys,
    partner_claim,
    products,
    recharge,
    register,
    verify,
    visit,
)

PEOPLE = {
    "ann": [
        visit("2026-05-01 09:00"),
        register("2026-05-01 09:10"),
        invest("2026-05-01 10:00", "1000.00"),
    ],
    "bob": [visit("2026-05-01 11:00"), register("2026-05-01 11:10")],
    "eve": [visit("2026-05-01 12:00"), register("2026-05-01 12:10")],
}
ASKED = (
    "select user_id from dim_users where registered_at is not null order by 1",
    "select user_id, amount from fct_investments order by 1",
    "select count(*), count(registered_at), count(first_invested_at) from fct_funnel",
)
MARTS = ("+dim_users", "+fct_investments", "+fct_funnel", "+fct_touchpoints")


def test_a_deleted_account_and_a_deleted_order_leave_all_marts(tmp_path, manifest):
    people = journeys(PEOPLE)
    lake = Lake(tmp_path / "lake")
    first = lake.load(merged(products(), people), "2026-05-02 04:00:00")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    daily.build(select=MARTS)
    gone = {
        "users": [row for row in people["users"] if "bob" in str(row["user_id"])],
        "investments": people["investments"],
    }
    marks = {name: [{**row, "is_deleted": "true"} for row in rows] for name, rows in gone.items()}
    lake.load(marks, "2026-05-03 04:00:00")
    daily.build(first, MARTS)
    whole = Company(tmp_path / "whole", lake.path, manifest)
    whole.build(select=MARTS)
    people_left, orders_left, funnel = [daily.rows(sql) for sql in ASKED]
    assert [user for (user,) in people_left if "bob" in str(user)] == []
    assert (len(people_left), orders_left, funnel) == (2, [], [(3, 2, 0)])
    assert [daily.rows(sql) for sql in ASKED] == [whole.rows(sql) for sql in ASKED]


MOVED = {
    "kit": [verify("2026-05-01 09:20")],
    "cat": [bind_card("2026-05-01 09:30")],
    "ron": [recharge("2026-05-01 09:40")],
    "ivy": [invest("2026-05-01 10:00", "1000.00")],
    "pam": [partner_claim("2026-05-01 10:00")],
}
TAKEN = (
    "select user_id from fct_funnel"
    " where greatest(verified_at, card_bound_at, funded_at, first_invested_at) is not null"
    " union select substr(visitor_id, 3) from fct_touchpoints where channel = 'yiqifa' order by 1"
)


NEW = {"zoe": [invest("2026-05-02 10:00", "70.00"), recharge("2026-05-02 09:00")]}


def test_what_is_booked_to_another_account_leaves_the_first_one(tmp_path, manifest):
    lake = Lake(tmp_path / "lake")
    facts, new = journeys(MOVED), journeys(NEW)
    people = journeys(dict.fromkeys(("eve", "fay", "zoe", *MOVED), PEOPLE["bob"]))
    first = lake.load(merged(products(), people, facts), "2026-05-02 04:00:00")
    daily = Company(tmp_path / "daily", lake.path, manifest)
    daily.build(select=MARTS)
    assert daily.rows(TAKEN) == [(f"u_{name}",) for name in sorted(MOVED)]
    lake.load(merged(_booked(facts, "eve", "2026-05-02 08:00:00"), new), "2026-05-03 04:00:00")
    daily.build(first, MARTS)
    assert daily.rows(TAKEN) == [("u_eve",), ("u_zoe",)]
    # Once more, while the build of the first load is still the published one.
    again = _booked(merged(facts, new), "fay", "2026-05-03 08:00:00")
    lake.load(again, "2026-05-04 04:00:00")
    daily.build(first, MARTS)
    whole = Company(tmp_path / "whole", lake.path, manifest)
    whole.build(select=MARTS)
    assert daily.rows(TAKEN) == [("u_fay",)]
    asked = (*ASKED, "select * exclude (_person) from fct_funnel order by visitor_id")
    assert [daily.rows(sql) for sql in asked] == [whole.rows(sql) for sql in asked]


def _booked(facts: Rows, name: str, at: str) -> Rows:
    return {
        dataset: [{**row, **_taken_over(dataset, f"u_{name}", at)} for row in rows]
        for dataset, rows in facts.items()
    }


def _taken_over(dataset: str, user_id: str, at: str) -> Row:
    if dataset == "partner_orders":
        return {"our_user_id": user_id, "status_at": at}
    return {"user_id": user_id, "updated_at": at}
