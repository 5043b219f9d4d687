import sqlite3
from collections import Counter
from datetime import timedelta

import pytest

from ingest.contracts import DATASETS
from ingest.simulator import simulate
from ingest.simulator.deliveries.platform_db import TABLES, column_name, kept
from tests.simulator.conftest import END

pytestmark = pytest.mark.xdist_group("simulator")

ORDER = """
select count(*) from users u
left join (select user_id, min(verified_at) at from kyc where is_valid group by 1) k using (user_id)
left join (select user_id, min(bound_at) at from card_binds group by 1) c using (user_id)
left join (select user_id, min(confirmed_at) at from recharges where status = 'success' group by 1)
  r using (user_id)
left join (select user_id, min(invested_at) at from investments group by 1) i using (user_id)
where u.registered_at > k.at or k.at > c.at or c.at > r.at or r.at > i.at
   or (c.at is not null and k.at is null) or (r.at is not null and c.at is null)
   or (i.at is not null and r.at is null)
"""


@pytest.fixture(scope="module")
def platform(company):
    with sqlite3.connect(company.home / "platform.db") as connection:
        yield connection


def rows(connection, query):
    return connection.execute(query).fetchall()


def test_every_versioned_table_has_the_columns_of_its_contract(platform):
    assert set(TABLES) == {name for name, one in DATASETS.items() if one.is_versioned}
    for name in TABLES:
        columns = [row[1] for row in rows(platform, f"pragma table_info({name})")]
        assert columns == [column_name(column) for column in kept(DATASETS[name])]
        assert rows(platform, f"select count(*) from {name}") > [(0,)]
        assert f"{name}_updated_at" in str(rows(platform, f"pragma index_list({name})"))


def test_required_columns_are_filled_and_words_are_those_of_the_contract(platform):
    for name in TABLES:
        for column in kept(DATASETS[name]):
            found = {row[0] for row in rows(platform, f"select {column_name(column)} from {name}")}
            assert not (column.required and None in found), (name, column.name)
            if column.choices:
                assert found <= set(column.choices)


def test_nobody_takes_a_step_before_the_one_before(platform):
    assert rows(platform, ORDER) == [(0,)]


def test_orders_are_confirmed_after_they_are_made_and_repaid_when_due(platform):
    assert rows(platform, "select count(*) from investments where confirmed_at < invested_at") == [
        (0,)
    ]
    early = "select count(*) from repayments r join investments i using (order_id) where "
    assert rows(platform, early + "r.due_at <= i.confirmed_at or r.paid_at < r.due_at") == [(0,)]
    missing = "select count(*) from investments where (status = 'confirmed') != "
    assert rows(platform, missing + "(order_id in (select order_id from repayments))") == [(0,)]


def test_nothing_is_newer_than_the_last_day(platform, company):
    for name in TABLES:
        newest = rows(platform, f"select max(updated_at) from {name}")[0][0]
        assert newest <= f"{company.report.end} 23:59:59"


def test_before_the_end_the_database_holds_the_state_of_that_midnight(platform, tmp_path):
    until = END - timedelta(days=25)
    simulate(tmp_path, 20_000, 120, 5, END, deliver_from=until, deliver_until=until)
    midnight = f"{until + timedelta(days=1)} 00:00:00"
    with sqlite3.connect(tmp_path / "platform.db") as early:
        kept = f"select * from investments where updated_at < '{midnight}'"
        assert set(rows(platform, kept)) <= set(rows(early, "select * from investments"))
        made = f"select order_id from investments where invested_at < '{midnight}'"
        assert rows(platform, made) == rows(early, "select order_id from investments")
        bids = {row[0] for row in rows(early, "select status from investments")}
        assert "bid" in bids
        for name in TABLES:
            assert rows(early, f"select max(updated_at) from {name}")[0][0] < midnight


def test_numbers_of_phones_identities_and_cards_look_real(platform):
    phones = [row[0] for row in rows(platform, "select phone from users")]
    assert all(len(phone) == 11 and phone[0] == "1" for phone in phones)
    assert len(set(phones)) > 0.99 * len(phones)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    for (number,) in rows(platform, "select id_number from kyc limit 200"):
        total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
        assert len(number) == 18
        assert "10X98765432"[total % 11] == number[-1]
    for (number,) in rows(platform, "select card_number from card_binds limit 200"):
        doubled = [int(digit) * 2 for digit in number[-2::-2]]
        total = sum(map(int, number[-1::-2])) + sum(digit // 10 + digit % 10 for digit in doubled)
        assert len(number) == 19
        assert total % 10 == 0


def test_rings_of_bonus_hunters_share_a_card(platform):
    holders = Counter(row[0] for row in rows(platform, "select card_number from card_binds"))
    assert max(holders.values()) >= 3
    assert sum(count > 1 for count in holders.values()) < 0.05 * len(holders)


def test_coupons_are_used_by_treated_accounts_on_their_own_orders(platform):
    strange = """select count(*) from coupon_redemptions r join coupon_grants g using (grant_id)
        join investments i using (order_id)
        where g.arm != 'treatment' or g.user_id != i.user_id or g.user_id != r.user_id
           or g.status != 'used' or r.discount != i.coupon or r.redeemed_at < g.granted_at"""
    assert rows(platform, strange) == [(0,)]
    given = "select count(*) from investments where coupon > 0"
    assert rows(platform, given) == rows(platform, "select count(*) from coupon_redemptions")


def test_inviters_had_an_account_before_those_they_invited(platform):
    invited = """select count(*), sum(i.registered_at >= u.registered_at),
        sum(u.invite_code is null) from users u join users i on i.user_id = u.inviter_user_id"""
    count, too_late, without_code = rows(platform, invited)[0]
    assert count > 50
    assert (too_late, without_code) == (0, 0)
