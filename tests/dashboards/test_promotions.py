"""Pages on bonus hunters and activities: the cut-off moves, nothing delivered is explained."""

import duckdb
import pytest

from dashboards.queries import hunters, offline, referral
from dashboards.queries.hunters import Question
from tests.dashboards.conftest import texts
from tests.dashboards.fixture import write_serving_file


@pytest.fixture
def serving(tmp_path):
    return write_serving_file(tmp_path / "serving" / "headwater.duckdb")


def change(serving, order: str) -> None:
    with duckdb.connect(str(serving.resolve())) as connection:
        connection.execute(order)


def test_a_higher_cut_off_counts_fewer_hunters(open_page):
    assert "**0** of 540 first investors" in texts(open_page("hunters", cut_off="90"))
    written = texts(open_page("hunters", cut_off="50"))
    assert "With a score of 50 or more, **60** of 540" in written


def test_groups_have_costs_with_and_without_hunters(build, last_90_days):
    found = hunters.groups(build, Question(last_90_days, 70), "channel").set_index(
        "breakdown_value"
    )
    search = found.loc["baidu_generic"]
    assert (search["investors"], search["hunters"]) == (360, 60)
    # 72,000 over 360 and over 300; 2,100 of subsidy over the same.
    assert (search["cac"], search["real_cac"]) == (200, 240)
    assert (round(search["subsidy_per_investor"], 4), search["subsidy_per_real_investor"]) == (
        5.8333,
        7,
    )
    assert found.loc["direct", "hunters"] == 0


def test_a_contracted_inviter_costs_rewards_and_what_the_contract_gives(build, last_90_days):
    found = referral.inviters(build, Question(last_90_days, 70)).set_index("inviter_id")
    assert found["cost_per_investor"].tolist() == [50, 120]
    assert found["hunters"].tolist() == [60, 0]


def test_reasons_stand_beside_a_pseudonym_in_the_readers_language(open_page):
    for language, reason in (("en", "shares a card with others"), ("zh", "到期提现后再未投资")):
        table = open_page("hunters", lang=language).dataframe
        people = next(one.value for one in table if "reasons" in one.value)
        assert reason in people["reasons"].iloc[0]
        assert "user_id" not in people


def test_codes_add_up_by_team_and_venue(build, last_90_days):
    teams = offline.grouped(build, last_90_days, "team")
    assert dict(zip(teams["name"], teams["registrations"], strict=True)) == {
        "Red": 7,
        "Blue": 3,
        "South team": 1,
    }
    assert offline.grouped(build, last_90_days, "venue")["scans"].sum() == 35


def test_a_company_without_activities_is_told_what_to_deliver(open_page, serving):
    for table in ("fct_activities", "fct_activity_codes", "fct_placements", "fct_place_lifts"):
        change(serving, f"delete from {table}")
    app = open_page("offline", serving)
    assert not app.exception
    assert "headwater template activities" in texts(app)


def test_a_company_without_investors_and_invites_is_told_what_to_deliver(open_page, serving):
    for table in ("hunter_scores", "bonus_hunters", "hunter_clusters", "inviters"):
        change(serving, f"delete from fct_{table}")
    for table in ("invite_trees", "referral_cohorts", "reward_scores"):
        change(serving, f"delete from fct_{table}")
    app = open_page("hunters", serving)
    assert not app.exception
    assert "Nobody invested for the first time" in texts(app)
    assert "`investments`, `products`, `repayments`" in texts(app)


def test_registrations_in_doubt_stand_on_the_partners_page(open_page):
    app = open_page("partners", lang="zh")
    table = next(one.value for one in app.dataframe if "told" in one.value)
    assert table["told"].tolist() == ["数秒内注册；注册后无任何行为"]
