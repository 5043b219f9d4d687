"""A company that describes its own channel, source and rules: they behave like built-in ones."""

import duckdb
import pytest

from tests.e2e.own_channels import LANDINGS
from tests.e2e.published import rows

pytestmark = pytest.mark.xdist_group("small_company")


def test_visits_come_from_the_channel_whose_rule_they_show(calm):
    asked = (
        "select channel, count(*) from fct_touchpoints inner join int_sessions using (session_id) "
        "where anonymous_id in (select unnest($people)) group by 1"
    )
    with duckdb.connect(str(calm.warehouse), read_only=True) as connection:
        found = connection.execute(asked, {"people": list(LANDINGS)}).fetchall()
    assert sorted(found) == [("podcast", 1), ("radio", 2), ("unmatched", 3), ("wechat", 1)]


def test_its_spend_is_paid_media_of_its_class(calm):
    spent = (
        "select channel, sum(spend_amount)::varchar from fct_spend_daily "
        "where channel in ('radio', 'leaflets') group by 1"
    )
    assert sorted(rows(calm, spent)) == [("leaflets", "33.00"), ("radio", "200.00")]


def test_channels_carry_the_companys_words_and_unknown_ones_that_cost_money_are_paid(calm):
    columns = "channel, channel_name, channel_name_zh, channel_class, is_paid"
    named = "('radio', 'podcast', 'wechat', 'leaflets')"
    found = rows(calm, f"select {columns} from dim_channels where channel in {named}")
    assert sorted(found) == [
        ("leaflets", "leaflets", "leaflets", "Other", True),
        ("podcast", "podcast", "podcast", "Other", True),
        ("radio", "City radio", "城市电台", "Offline", True),
        ("wechat", "WeChat service account", "微信服务号", "Social", False),
    ]
