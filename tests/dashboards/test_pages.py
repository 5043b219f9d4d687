"""Every page from the app's entry point, in both languages, asserting numbers that are on it."""

import ast
import re
from pathlib import Path

import duckdb
import pytest

from dashboards.charts import remembered
from dashboards.charts.base import TrustedChart
from dashboards.charts.written import written
from dashboards.navigation import PAGES
from tests.dashboards.conftest import go_to, texts
from tests.dashboards.fixture import write_serving_file

VIEWS = Path(__file__).resolve().parents[2] / "dashboards" / "views"
ANSWERS = {
    ("overview", "en"): [
        "**540** people invested for the first time, 50.0% more than in the 90 days before",
        "Each cost **¥200.00** all in, 11.1% less than in the 90 days before",
        "First investors: 540 +50.0%",
        "Visitors: 18.9K +31.2%",
        "Outstanding: ¥2.79M +47.6%",
        "1 Mar – 29 May 2026 · as of 29 May 2026",
    ],
    ("overview", "zh"): [
        "**540** 人完成首投（比前 90 天多 50.0%）",
        "访客: 1.89万 +31.2%",
        "投资金额: ¥540.0万 +50.0%",
        "2026年3月1日 – 5月29日 · 数据截至 2026年5月29日",
    ],
    ("channels", "en"): [
        "**¥108.0K** went with **540** first investors: blended CAC **¥200.00**, paid CAC "
        "**¥240.00**",
        "Baidu generic was cheapest (¥200.00) and Outdoor dearest (¥400.00)",
        "Paid CAC: ¥240.00 -20.0%",
    ],
    ("channels", "zh"): ["花费 **¥10.8万**，首投 **540** 人", "百度通用词成本最低（¥200.00）"],
    ("funnel", "en"): [
        "none of these 90 entry days is 90 days old. So far **28.6** of 1,000 visitors invested",
        "0 of 90 entry days are 90 days old",
        "First-investment rate: 2.9% Too young to judge",
    ],
    ("funnel", "zh"): ["这 90 个进入日都未满 90 天。目前每 1,000 名访客首投 **28.6** 人"],
    ("attribution", "en"): [
        "**540** first investments. The models differ most about",
        "16.7% had no touchpoint in the 30 days before",
        "Unattributed: 90 16.7%",
        "Amount: ¥2.70M",
        "**Not enough conversions to tell apart:**\n\n- Baidu generic, Outdoor",
    ],
    ("attribution", "zh"): [
        "共 **540** 次首投",
        "未归因: 90 16.7%",
        "**转化数不足以区分**：\n\n- 百度通用词、户外广告",
    ],
    ("retention", "en"): [
        "In the week after their first, **50.0%** of investors invest again; in the fourth week "
        "after, 20.0%. Their money in the week after is **75.0%** of the first.",
        "Investors in cohorts: 1,680",
    ],
    ("retention", "zh"): ["首投后下一周有 **50.0%** 的投资人再次投资", "群组人数: 1,680"],
    ("spend", "en"): [
        "These months cost **¥108.6K**; Media is the largest part with",
        "**1** of 3 statements agree with what we count. Invoices come to ¥16.0K, ¥400 against",
        "Taken back: ¥8",
        "Statements that agree: 1 / 3",
        "Mar 2026 – May 2026 · as of 29 May 2026",
    ],
    ("spend", "zh"): ["这几个月共花费 **¥10.9万**", "3 份对账单中 **1** 份与我方一致"],
    ("economics", "en"): [
        "The people of these months cost **¥108.0K** and had brought back **0.58×** of that by day "
        "30. It has not paid for itself so far (day 30). None of the 2 channels with spend has "
        "paid back.",
        "Value per investor: ¥233.33 Day 30",
        "Investors still to come: 55 41 – 71",
        "each ¥1 spent is expected to bring **1.14×**",
        "on average such forecasts were off by **1.6%**",
        "Mar 2026 – May 2026 · as of 29 May 2026",
    ],
    ("economics", "zh"): [
        "共花费 **¥10.8万**，到第 30 天已带回 **0.58×**。至今尚未回本（第 30 天）。",
        "有花费的 2 个渠道均未回本",
    ],
    ("planner", "en"): [
        "With the same **¥36.0K** for 30 days, moving **¥6,000**, most of all from Outdoor to "
        "Baidu generic, would bring **+3** first investors",
        "if a channel's elasticity is 0.7",
    ],
    ("planner", "zh"): ["调动 **¥6,000**（主要从户外广告转向百度通用词），首投 **+3** 人"],
    ("partners", "en"): [
        "By contract we owe **¥50** for 4 events of these days: ¥20 is paid, **¥30** still to pay. "
        "Partners claim **¥61**. **2** lines are in dispute, with ¥11 claimed and ¥0 owed. More "
        "are with Outdoor than with any other.",
        "Still to pay: ¥30",
        "Owed: ¥50 1 reversed",
    ],
    ("partners", "zh"): [
        "按合同应付 **¥50**：已付 ¥20，尚欠 **¥30**；合作方主张 **¥61**",
        "争议笔数: 2",
    ],
    ("promotions", "en"): [
        "**3** promotions touch these days and cost **¥8,500** so far",
        "**Scale**: Newcomer coupon; **Stop**: Anniversary week; **Cannot tell**: Red packets.",
        "Clear verdicts: 2 2 of 3",
        "Net profit: ¥3,000",
        "Net profit: **¥6,000** (¥4,000 to ¥8,000)",
        "The running total paid the cost on day **9**",
        "It borrowed from later.",
        "Only 3 days lie before.",
        "- The next **coupon**: -¥1.20 to ¥4.50 of net profit per ¥1 spent, from 3 before it.",
    ],
    ("promotions", "zh"): [
        "这些日期共有 **3** 个活动，至今花费 **¥8,500**",
        "**扩大**：Newcomer coupon；**停止**：Anniversary week；**无法判断**：Red packets。",
    ],
    ("offline", "en"): [
        "**2** activities of these days cost **¥400** and brought **4** first investors by their "
        "codes, **¥100.00** each. The cheapest was Spring talk at ¥100.00.",
        "surely invested in **1** of the 1 places that could be compared",
        "Cost per investor won: ¥50.00",
        "Cost: ¥400 1 without any cost line",
    ],
    ("offline", "zh"): ["**2** 场活动花费 **¥400**", "在可比较的 1 处中，有 **1** 处"],
    ("hunters", "en"): [
        "With a score of 70 or more, **60** of 540 first investors of these days (11.1%) are bonus "
        "hunters; they took **¥1,200** (57.1%) of the subsidy. Without them a first investor costs "
        "**¥225.00** instead of ¥200.00.",
        "2 inviters have brought 50 accounts so far, and 25 of those invested.",
        "Brought per account: 0.030 in 30 days, 1 mo.",
        "Rewards to hunters: 75.0% of ¥1,000 paid",
    ],
    ("hunters", "zh"): [
        "540 位首投用户中有 **60** 位（11.1%）是羊毛党",
        "剔除后首投成本为 **¥225.00**",
    ],
    ("alerts", "en"): [
        "**1** of 4 watched numbers are out of line. Registrations of Baidu generic on 29 May "
        "2026: **4**, where 10 is usual. Chance alone would leave it between 5 and 17.",
        "Registrations: 10 → **4** (-6). Volume -3, Conversion -3.",
    ],
    ("alerts", "zh"): [
        "监控的 4 个数字中有 **1** 个异常。百度通用词的注册（2026年5月29日）：**4**，通常为 10。",
    ],
    ("tracking", "en"): [
        "**¥55.6K** is at stake in **6** findings. The largest: spend without traffic, Outdoor, "
        "¥36.0K.",
    ],
    ("tracking", "zh"): ["共 **6** 个问题，涉及 **¥5.56万**"],
    ("health", "en"): [
        "Data reach to **29 May 2026**; **1 of 2** sources are up to date. **1** of 3 checks did "
        "not pass.",
        "refused files 1, incomplete deliveries 1, rejected rows 3",
        "Complete deliveries: 91",
    ],
    ("health", "zh"): ["**2 个来源中 1 个**按时", "拒收文件 1 个，不完整交付 1 次，剔除 3 行"],
}


RAW_KEY = re.compile(
    r"\b(alerts|attribution|channels|common|economics|funnel|health|hunters|metric|offline"
    r"|overview|partners|promotions|retention|spend|state|tracking)\.[a-z_]+\b"
)


@pytest.fixture
def valid_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every chart that is drawn is valid Vega-Lite, and written as its library would write it."""

    def checked(chart):
        expected = super(TrustedChart, chart).to_dict(validate=True)
        assert written(chart) == {name: expected[name] for name in expected if name != "config"}
        return written(chart)

    monkeypatch.setattr(remembered, "written", checked)


@pytest.mark.parametrize(("page", "language"), ANSWERS)
@pytest.mark.usefixtures("valid_charts")
def test_a_page_answers_its_question_and_shows_no_raw_key_or_failure(open_page, page, language):
    app = open_page(page, lang=language)
    assert not app.exception
    told = texts(app)
    for expected in ANSWERS[page, language]:
        assert expected in told
    assert not RAW_KEY.search(told)
    assert "could not be drawn" not in told
    assert "无法显示" not in told
    assert len(app.get("vega_lite_chart")) >= 2
    heads = [text.value for text in app.markdown if text.value.startswith("### ")]
    assert len(heads) >= 2
    if language == "en":
        # Every figure carries its window and its as-of day.
        assert all("as of 29 May 2026" in head or "Published" in head for head in heads)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("valid_charts")
def test_a_page_over_all_days_draws_valid_charts(open_page, page):
    app = open_page(page, period="all")
    assert "could not be drawn" not in texts(app)
    assert len(app.get("vega_lite_chart")) >= 2


def test_every_page_of_the_navigation_has_its_answers_asserted():
    assert set(ANSWERS) == {(page, language) for page in PAGES for language in ("en", "zh")}


def test_the_conversion_that_is_chosen_changes_the_attribution_page(open_page):
    app = open_page("attribution")
    app.segmented_control(key="conversion_en").set_value("registration").run()
    written = texts(app)
    assert "**1,800** registrations. The models differ most about **Outdoor**" in written
    assert "**900** by first touch, **360** by last touch, 630 by linear" in written


def test_the_cohort_grain_and_the_money_change_the_retention_page(open_page):
    app = open_page("retention", period="all")
    app.segmented_control(key="cohort_en").set_value("month").run()
    assert "In the month after their first, **50.0%** of investors invest again; in the third " in (
        texts(app)
    )
    app.segmented_control(key="of_en").set_value("money").run()
    assert "Money retention by cohort" in texts(app)


def test_the_judged_days_are_one_click_away(open_page):
    app = open_page("funnel")
    app.button(key="judged_days").click().run()
    written = texts(app)
    assert "Of 1,000 visitors **25** invest within 90 days and **12.5** invest again" in written
    assert "90 of 90 entry days are 90 days old" in written
    assert "First-investment rate: 2.5% Judged" in written


def test_a_page_opened_after_another_shows_its_own_numbers(open_page):
    app = open_page("overview")
    assert "Unattributed" not in texts(app)
    assert "Unattributed: 90" in texts(go_to(app, "attribution"))
    assert "First investors: 540" in texts(go_to(app, "overview"))


def test_views_hold_no_sql_no_arithmetic_and_stay_short():
    for path in VIEWS.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\bselect\b", source, re.IGNORECASE)
        assert len(source.splitlines()) <= 90
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, ast.BinOp), f"{path.name} computes on line {node.lineno}"


@pytest.mark.parametrize("page", ["overview", "channels", "economics", "promotions"])
def test_amounts_in_dollars_are_no_formulas(open_page, tmp_path, page):
    link = write_serving_file(tmp_path / "serving" / "headwater.duckdb")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("update meta_build set currency = 'USD'")
    told = [item.value for item in open_page(page, link).markdown]
    assert any(r"\$" in text for text in told)
    assert [text for text in told if re.search(r"(?<!\\)\$", text)] == []
