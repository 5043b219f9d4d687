"""The arithmetic of single parts, on numbers small enough to check by hand."""

from datetime import date

import numpy as np
import pytest

from ingest.simulator.deliveries.money import grouped_yuan, yuan
from ingest.simulator.deliveries.text_columns import decimal9, hex16, mixed, text, utc
from ingest.simulator.lives.coupons import borrow
from ingest.simulator.lives.tracked import EVENT
from ingest.simulator.truth.visitors import first_seen
from ingest.simulator.world.company import found_company
from ingest.simulator.world.contracts import Contract, spread
from ingest.simulator.world.products import interest_fen
from ingest.simulator.world.promotions import WEEK, all_promotions
from ingest.simulator.world.rhythm import day_weight
from ingest.simulator.world.story import DAY, HOUR, Story

STORY = Story(visitors=100, days=100, seed=1, end=date(2026, 6, 30))


def contract(first, last):
    return Contract("HT1", "metro", "x", "y", "FLAT", "", first, last, 0, "", 1.0)


def test_a_contract_is_spread_to_the_fen_with_the_rest_on_the_first_days():
    assert spread(contract(0, 2), 1_000).tolist() == [334, 333, 333]
    assert spread(contract(5, 8), 1_003).tolist() == [251, 251, 251, 250]


def test_all_contracts_add_up_and_only_street_press_and_merchants_have_codes():
    signed = found_company(STORY).contracts
    assert all(spread(one, one.amount_fen).sum() == one.amount_fen for one in signed)
    coded = {one.channel for one in signed if one.code}
    street = {"outdoor", "metro", "newspaper", "vehicle"}
    assert coded == street | {"media", "merchant_alliance"}


def test_holidays_are_quietest_and_years_without_a_calendar_know_weekends():
    assert day_weight(date(2026, 10, 1)) == 0.5
    assert day_weight(date(2026, 6, 27)) == 0.78
    assert day_weight(date(2026, 6, 30)) == 1.0
    assert day_weight(date(2051, 10, 1)) == 0.78
    assert day_weight(date(2051, 10, 2)) == 1.0


def test_interest_is_amount_times_rate_times_days_in_fen():
    assert interest_fen(np.array([10_000]), np.array([1])).tolist() == [4520]


def test_money_is_written_exactly():
    assert [yuan(fen) for fen in (0, 5, 107_850, -1_250)] == ["0.00", "0.05", "1078.50", "-12.50"]
    assert [grouped_yuan(fen) for fen in (99_999, 107_850)] == ["999.99", '"1,078.50"']


def test_instants_are_written_in_utc():
    rows = utc(STORY, np.array([0, 8 * HOUR + 61_007]))
    assert text(rows).to_pylist() == ["2026-03-22T16:00:00.000Z", "2026-03-23T00:01:01.007Z"]


def test_numbers_become_text_of_fixed_width():
    assert text(decimal9(np.array([7, 123_456_789]))).to_pylist() == ["000000007", "123456789"]
    assert text(hex16(np.array([255], dtype=np.uint64))).to_pylist() == ["ff00000000000000"]


def test_ids_never_collide_and_differ_by_purpose():
    numbers = np.arange(100_000)
    assert len(np.unique(mixed(STORY, numbers, 0))) == 100_000
    assert not np.intersect1d(mixed(STORY, numbers, 0), mixed(STORY, numbers, 1)).size


def test_only_treated_orders_of_the_month_after_move_into_the_coupon_week():
    week = all_promotions(STORY)[WEEK]
    count = 1_000
    closes = (week.last + 1) * DAY
    wanted = np.repeat([closes + 5 * DAY, closes + 40 * DAY], count // 2)
    treated = np.tile([True, False], count // 2)
    free_at = np.zeros(count, dtype=np.int64)
    at, moved = borrow(STORY, np.random.default_rng(1), treated, free_at, wanted)
    assert 200 < 4 * moved.sum() / 2 < 600
    assert not moved[~treated].any()
    assert not moved[count // 2 :].any()
    assert ((at[moved] >= week.first * DAY) & (at[moved] < closes)).all()
    assert (at[~moved] == wanted[~moved]).all()


def events(*rows):
    found = np.zeros(len(rows), dtype=EVENT)
    for place, (anonymous, user, at) in enumerate(rows):
        found[place]["anonymous"], found[place]["user"], found[place]["at"] = anonymous, user, at
    return found


def accounts(**registered):
    users = [int(name[1:]) for name in registered]
    return {"user": np.array(users), "registered": np.array(list(registered.values()))}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, -1, 5), (1, -1, 9)], {-2: 5, 7: 50}),
        ([(1, -1, 5), (1, 7, 50)], {7: 5}),
        ([(1, -1, 5), (1, 7, 50), (2, -1, 3), (2, 7, 60)], {7: 3}),
        ([(1, -1, 5), (1, 7, 50), (1, -1, 60), (1, 8, 70), (1, -1, 80)], {7: 5, 8: 70}),
        ([(2, -1, 90)], {-3: 90, 7: 50}),
    ],
    ids=["untied", "tied", "two devices", "shared phone", "no event of the account"],
)
def test_visitors_are_people_tied_by_their_log_ins(rows, expected):
    known = accounts(u7=50) | {}
    if 8 in expected:
        known = accounts(u7=50, u8=70)
    keys, firsts = first_seen(STORY, events(*rows), known)
    assert dict(zip(keys.tolist(), firsts.tolist(), strict=True)) == expected


def test_a_robot_is_no_visitor():
    seen = events((1, -1, 5))
    seen["agent"] = 12
    keys, _ = first_seen(STORY, seen, accounts(u7=50))
    assert keys.tolist() == [7]
