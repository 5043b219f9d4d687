"""Alert rules: every outcome has its reason, and rules that cannot be used are refused."""

import duckdb
import pytest

from ingest.config import ConfigError
from measurement.daily_metrics import DAILY_METRICS
from orchestration.definitions import build
from orchestration.doctor import examine
from orchestration.stages import Stages
from orchestration.workspace import open_workspace
from tests.orchestration.alert_company import alerts, asked, outcomes, rule, settle


def test_every_silence_has_its_reason(alert_home):
    assert outcomes(alert_home) == {
        "baidu_generic": "fired",
        "outdoor": "inside_interval",
        "direct": "inside_interval",
        "unmatched": "no_data",
    }
    assert outcomes(settle(alert_home, rule(channels=["outdoor"], unusual="low", floor=6))) == {
        "outdoor": "below_floor"
    }
    assert outcomes(settle(alert_home, rule(below=10))) == {"company": "not_reached"}
    # 1 against 10 is a fall of 90 %, but so few people may do that by chance
    few = rule(channels=["baidu_generic"], falls_by=0.5, interval=0.999)
    assert outcomes(settle(alert_home, few)) == {"baidu_generic": "inside_interval"}
    years = rule(falls_by=0.5, against="year")
    assert outcomes(settle(alert_home, years)) == {"company": "nothing_before"}
    assert outcomes(settle(alert_home, rule(metric="roas", below=9, channels=["direct"]))) == {
        "direct": "no_data"
    }


def test_a_day_that_a_source_has_not_delivered_is_late_and_not_low(alert_home):
    with duckdb.connect(str((alert_home / "serving" / "headwater.duckdb").resolve())) as connection:
        connection.execute(
            "update fct_source_freshness set last_stat_date = date '2026-05-28' "
            "where source = 'baidu_sem'"
        )
    late = rule(metric="spend_amount", each="channel", unusual="low")
    assert outcomes(settle(alert_home, late))["baidu_generic"] == "late"
    assert outcomes(settle(alert_home, rule(unusual="low", metric="cac"))) == {"company": "late"}


def test_a_holiday_and_a_note_are_named_with_the_number(alert_home):
    with duckdb.connect(str((alert_home / "serving" / "headwater.duckdb").resolve())) as connection:
        connection.execute("update annotations set starts_on = date '2026-05-29'")
        connection.execute(
            "update dim_dates set holiday_name = 'Fair', holiday_name_zh = '庙会' "
            "where date_day = date '2026-05-29'"
        )
    _, found = asked(alert_home)
    assert {one.occasion_en for one in found} == {"Fair · Metro campaign starts"}
    assert {one.occasion_zh for one in found} == {"庙会 · 地铁广告上线"}


def test_parts_add_up_to_the_difference_for_every_metric(alert_home):
    codes = [code for code in DAILY_METRICS if code != "paid_cac"]
    rules = [rule(name=code, metric=code, above=-2.0, interval=0) for code in codes]
    _, found = asked(settle(alert_home, "".join(rules)))
    fired = [one for one in found if one.has_fired]
    assert {one.metric for one in found} == set(codes)
    assert len(fired) > 15
    for one in fired:
        difference = one.value - one.before
        assert sum(part.contribution for part in one.parts) == pytest.approx(difference, abs=1e-6)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"metric": "registration", "below": 1}, "did you mean 'registrations'?"),
        ({"below": 1, "channels": ["baidu_generik"]}, "did you mean 'baidu_generic'?"),
        ({"below": 1, "to": ["ceo"]}, "no recipient is called 'ceo'"),
        ({"below": 1, "each": "city"}, "is not known by city; first_investments"),
        ({"metric": "outstanding_amount", "unusual": "low"}, "is a balance"),
        ({"metric": "fundings", "each": "channel", "below": 1}, "of the whole company only"),
    ],
)
def test_a_rule_about_what_does_not_exist_is_refused_with_words(alert_home, told, words):
    settle(alert_home, rule(**told))
    code, output = alerts(alert_home)
    assert code == 1
    assert words in output
    [found] = [one for one in examine(alert_home) if one.subject == "alerts"]
    assert (found.state, words in found.found) == ("fail", True)
    with pytest.raises(ConfigError, match=r"\[\[alert\]\] in headwater.toml cannot be used"):
        build(open_workspace(alert_home), Stages())


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (rule(), "set exactly one of below, above"),
        (rule(below=1, above=2), "set exactly one of below, above"),
        (rule(below=1) * 2, "described twice: r"),
        (rule(below=1, each="channel", cities=["成都"]), "set only one of each"),
        (rule(falls_by=30), "falls_by"),
    ],
)
def test_settings_that_say_too_little_or_too_much_are_named(alert_home, rules, words):
    settle(alert_home, rules)
    code, output = alerts(alert_home)
    assert (code, words in output) == (1, True)
