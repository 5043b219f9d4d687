"""Who came only for the subsidy, and who brought whom: September to December 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from measurement.hunters import Offer, score
from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Rows, merged
from tests.dbt.stories import Step, event, invest, journeys, register, repaid, utc

pytestmark = pytest.mark.xdist_group("stories")

SMALL = {"product_id": "p7", "coupon_raw": "20"}


def withdrawn(at: str, status: str = "success") -> Step:
    return lambda name: {
        "withdrawals": [
            {
                "withdrawal_id": f"w|{name}|{at}",
                "user_id": f"u_{name}",
                "amount_raw": "100",
                "status": status,
                "created_at": utc(at),
                "updated_at": utc(at),
            }
        ]
    }


def bound(card: str) -> Step:
    """A bank card whose number others may have bound, too."""
    row = {"card_number_hash": card, "bound_at": utc("2026-12-20 09:00")}
    return lambda name: {
        "card_binds": [
            {**row, "card_id": f"c|{name}", "user_id": f"u_{name}", "updated_at": row["bound_at"]}
        ]
    }


def registered(at: str, device: str = "", **account: str) -> Step:
    """An account whose registration the tracker saw on a named phone."""

    def rows(name: str) -> Rows:
        opened = register(at, device=None, **account)(name)
        seen = event(name, "register", at, user_id=f"u_{name}", device_id=device or f"d_{name}")
        return merged(opened, {"events": [seen]})

    return rows


def came_and_went(name: str, leaves: str) -> list[Step]:
    return [
        registered("2026-09-01 09:00"),
        invest("2026-09-02 10:00", "100", order_id=f"{name}_1", **SMALL),
        repaid("2026-09-09 10:00", f"{name}_1", "100"),
        withdrawn(leaves),
    ]


def late(inviter: str, day: str, *more: Step, device: str = "") -> list[Step]:
    """One who invested too late to have matured by the end of the year."""
    joined = registered(f"2026-12-{day} 09:00", device, inviter_user_id=f"u_{inviter}")
    return [joined, invest("2026-12-30 10:00", "100", **SMALL), *more]


STORY = merged(
    {
        "products": [
            {
                "product_id": "p7",
                "product_name": "p7",
                "term_value": "7",
                "term_unit": "days",
                "min_amount_raw": "100",
                "fee_rate": "0.01",
                "updated_at": utc("2026-01-01 00:00"),
            }
        ]
    },
    journeys(
        {
            "hunter": came_and_went("hunter", "2026-09-10 10:00"),
            "failed": [
                *came_and_went("failed", "2026-09-10 09:00")[:3],
                withdrawn("2026-09-10 09:00", "fail"),
            ],
            "patient": came_and_went("patient", "2026-10-20 10:00"),
            "saver": [
                *came_and_went("saver", "2026-09-09 11:00"),
                invest("2026-10-01 10:00", "5000", product_id="p180"),
            ],
            "ring0": late("hunter", "20", bound("gang")),
            "ring1": late("ring0", "21", bound("gang")),
            "ring2": late("ring1", "22", bound("gang"), device="phone"),
            "tail1": late("nobody", "23", device="phone"),
            "tail2": late("nobody", "24", device="phone"),
            "alone": late("alone", "25", bound("own")),
        }
    ),
    {
        "invite_rewards": [
            {
                "reward_id": "r|ring0",
                "inviter_user_id": "u_hunter",
                "invitee_user_id": "u_ring0",
                "amount_raw": "50",
                "status": "paid",
                "paid_at": utc("2026-12-31 09:00"),
                "updated_at": utc("2026-12-31 09:00"),
            }
        ]
    },
)


ORDERS = """
    select
        orders.user_id as investor_id, invested_date as invested_at, amount, term_days,
        coalesce(coupon_amount, 0) > 0 as has_coupon,
        coalesce(due.due_date, invested_date + term_days) as matures_at
    from fct_investments as orders
    left join (
        select order_id, max(cast(due_at + interval 8 hour as date)) as due_date
        from stg_platform__repayments group by 1
    ) as due using (order_id)
"""
LEFT = """
    select user_id as investor_id, created_at + interval 8 hour as withdrawn_at
    from stg_platform__withdrawals where status not in ('fail', 'exception')
"""


def scores(company: Company, columns: str) -> dict[str, tuple[Cell, ...]]:
    rows = company.rows(f"select user_id, {columns} from int_investor_scores")
    return {str(user_id).removeprefix("u_"): tuple(rest) for user_id, *rest in rows}


def test_taking_the_coupon_and_leaving_at_maturity_makes_80(company: Company) -> None:
    found = scores(company, "score_percent, has_left, is_mature")
    # 25 + 10 + 20 + 25; who stayed until October lacks the last 25.
    assert found["hunter"] == (80, True, True)
    assert found["patient"] == (55, False, True)
    assert found["failed"] == (55, False, True)
    # Own money for half a year, not due before 2027.
    assert found["saver"] == (10, False, False)


def test_before_maturity_a_shared_card_or_phone_gives_a_ring_away(company: Company) -> None:
    found = scores(company, "score_percent, shares_card, shares_device")
    assert found["alone"] == (65, False, False)
    assert found["ring1"] == (85, True, False)
    assert found["ring2"] == (100, True, True)
    assert found["tail1"] == (85, False, True)


def test_rings_that_hang_together_are_one_cluster(company: Company) -> None:
    found = scores(company, "cluster_id")
    ring = {found[name] for name in ("ring0", "ring1", "ring2", "tail1", "tail2")}
    assert len(ring) == 1
    assert found["alone"] == (None,)
    cluster = company.row(
        "select investors, shared_cards, shared_devices, subsidy_amount from fct_hunter_clusters "
        f"where cluster_id = '{ring.pop()[0]}'"
    )
    assert cluster == (5, 1, 1, Decimal("50.00"))


def measured(company: Company) -> dict[str, int]:
    """The scores that `measurement.hunters` gives for the warehouse's own facts."""
    asked = (
        ORDERS,
        LEFT,
        "select user_id as investor_id, kind, tie_value as value from int_account_ties",
    )
    with duckdb.connect(str(company.warehouse), read_only=True) as connection:
        orders, left, ties = (connection.sql(sql).df() for sql in asked)
    as_of = company.value("select as_of_date from int_as_of")
    assert isinstance(as_of, date)
    found = score(orders, left, ties, Offer(as_of, minimum=100))
    return dict(zip(found["investor_id"], (100 * found["score"]).round().astype(int), strict=True))


def test_the_warehouse_and_the_measurement_give_the_same_scores(company: Company) -> None:
    kept = company.rows("select user_id, score_percent from int_investor_scores")
    assert len(kept) >= 10
    assert {str(name): percent for name, percent in kept} == measured(company)


def test_an_invite_tree_has_its_root_and_its_depth(company: Company) -> None:
    found = company.rows(
        "select user_id, inviter_key, depth from int_invites where user_id like 'u_ring%' "
        "or user_id in ('u_tail1', 'u_alone') order by 1"
    )
    assert found == [
        # Nobody invites oneself; an inviter without an account is a code of its own.
        ("u_alone", "code:u_alone", 1),
        ("u_ring0", "u_hunter", 1),
        ("u_ring1", "u_ring0", 2),
        ("u_ring2", "u_ring1", 3),
        ("u_tail1", "code:u_nobody", 1),
    ]
    tree = company.row(
        "select depth, accounts, direct_accounts, investors from fct_invite_trees "
        "where tree_id = (select tree_id from int_invites where user_id = 'u_ring2')"
    )
    assert tree == (3, 3, 1, 3)


def test_an_inviter_has_their_people_and_rewards(company: Company) -> None:
    found = company.row(
        "select inviter_kind, invited_accounts, invited_investors, reward_amount, score_percent "
        "from fct_inviters where inviter_id = "
        "(select investor from int_investor_scores where user_id = 'u_hunter')"
    )
    assert found == ("account", 1, 1, Decimal("50.00"), 80)


def test_rewards_are_kept_by_the_scores_of_both(company: Company) -> None:
    assert company.rows(
        "select inviter_score_percent, invitee_score_percent, rewards, reward_amount "
        "from fct_reward_scores where paid_date = date '2026-12-31'"
    ) == [(80, 85, 1, Decimal("50.00"))]


def test_a_month_of_registration_counts_whom_it_brought_by_age(company: Company) -> None:
    # ring0 invited ring1 a day later, ring1 invited ring2; hunter's invite came after 110 days.
    december = company.row(
        "select inviters, invited_accounts, invited_accounts_30, is_mature_30 "
        "from fct_referral_cohorts where registered_month = date '2026-12-01'"
    )
    assert december == (2, 2, 2, False)
    september = company.row(
        "select inviters, invited_accounts, invited_accounts_90, is_mature_90 "
        "from fct_referral_cohorts where registered_month = date '2026-09-01'"
    )
    assert september == (1, 1, 0, True)


def test_no_account_is_named_where_pages_read(company: Company) -> None:
    for mart in ("fct_bonus_hunters", "fct_hunter_clusters", "fct_inviters", "fct_invite_trees"):
        assert company.value(f"select count(*) from {mart}") != 0
        named = f"select count(*) from {mart} as t where contains(t::varchar, ' u_')"
        assert company.value(named) == 0
