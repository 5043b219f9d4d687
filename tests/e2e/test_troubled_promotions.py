"""What a run says of promotions that went wrong: no number, why, and what would be needed."""

import duckdb
import pytest

from tests.troubled import TROUBLES

pytestmark = pytest.mark.xdist_group("company")

# Of each refusal what happened and what would be needed, in English and Chinese.
REFUSED = {
    "NO-CONTROL": ("Hold a random tenth of the people out", "请随机留出一成的人"),
    "ONE-DAY": ("Run it for a week", "请持续一周"),
    "WON-BACK": ("4 with and 29 without the promotion could be matched", "请随机留出一成的人"),
    "SHARES": (
        "control got 50.0% of the people in the first half of its days and 5.8%",
        "重新抽签",
    ),
    "ARM-ENDED": ("old got 33.3% of the people in the first half", "old 组前半段占 33.3%"),
    "SWITCHED": ("in two arms: 10 (5.6%), more than 1 %", "请每人只抽一次签"),
    "RATIO": ("Find and deliver them", "请找回并提交缺失的人"),
    "FEW": ("Arm control has 7 people with a known revenue", "请增加该组人数"),
    "NO-TIME": ("no row of the held out came", "请提交他们的发放记录"),
    "STRANGERS": ("No account belongs to 100% (control), 0% (coupon)", "请从同一份名单抽签"),
    "AHEAD": ("It begins on 2026-07-05", "活动将于 2026-07-05 开始"),
    "NOBODY": ("deliver its grants", "请提交发放记录"),
    "NOWHERE": ("check how the city is spelt", "请核对城市写法"),
    "NO-RECORD": ("record the subsidy spent", "请录入实际补贴"),
    "NO-COST": ("record the subsidy spent", "请录入实际补贴"),
}
WARNED = {
    "ONE-SWITCHED": "in two arms and are left out: 1 (0.6%)",
    "RATIO-NEARLY": "look for people lost in one arm",
    "NO-RECORD": "90 coupons are marked as used, but no redemption of them came",
    "GOES-ON": "It is still running",
}


@pytest.fixture(scope="module")
def verdicts(company):
    asked = (
        "select promotion_id, verdict, verdict_en, verdict_zh, net_profit, warnings_en "
        "from fct_promotion_verdicts"
    )
    with duckdb.connect(str(company.serving.resolve()), read_only=True) as connection:
        return {row[0]: row[1:] for row in connection.execute(asked).fetchall()}


@pytest.mark.parametrize("promotion_id", REFUSED)
def test_a_promotion_that_went_wrong_has_no_profit_and_says_what_is_needed(verdicts, promotion_id):
    verdict, english, chinese, net_profit, _ = verdicts[promotion_id]
    assert (verdict, net_profit) == ("cannot tell", None)
    assert REFUSED[promotion_id][0] in english
    assert REFUSED[promotion_id][1] in chinese


@pytest.mark.parametrize("promotion_id", WARNED)
def test_what_only_calls_for_caution_is_said_beside_the_verdict(verdicts, promotion_id):
    assert WARNED[promotion_id] in verdicts[promotion_id][-1]


def test_people_of_another_promotion_are_counted_and_it_is_named(verdicts):
    assert "100% of the people were in another promotion, too (" in verdicts["RATIO-NEARLY"][-1]


def test_every_trouble_is_judged_and_none_is_scaled(verdicts):
    assert {verdicts[one.promotion_id][0] for one in TROUBLES} == {"cannot tell"}


def test_grants_without_a_time_are_refused_with_the_reason(company):
    asked = "select count(*), min(reason_en) from fct_rejects where dataset = 'coupon_grants'"
    with duckdb.connect(str(company.serving.resolve()), read_only=True) as connection:
        ((rows, reason),) = connection.execute(asked).fetchall()
    assert rows == 90
    assert "granted_at" in reason
