"""What the platform deleted leaves every number, the same way day by day and in a full build."""

from tests.dbt.harness import Company
from tests.dbt.lake import Lake, merged
from tests.dbt.stories import invest, journeys, products, register, visit

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
MARTS = ("+dim_users", "+fct_investments", "+fct_funnel")


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
