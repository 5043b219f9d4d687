"""Pages over a company that was simulated, ingested, built and published: they equal its marts."""

import duckdb
import pytest

from dashboards.formats import Formats
from dashboards.navigation import PAGES
from dashboards.queries.contract import MODELS
from tests.dashboards.conftest import texts

pytestmark = pytest.mark.xdist_group("company")

WITHOUT_CARDS = ("alerts", "tracking")
FORMATS = {language: Formats(language, "CNY", "Asia/Shanghai") for language in ("en", "zh")}


@pytest.fixture
def ask(company):
    """One value from the published file."""

    def one(sql: str):
        with duckdb.connect(str(company.serving), read_only=True) as connection:
            row = connection.execute(sql).fetchone()
        assert row is not None
        return row[0]

    return one


def card(app, label: str) -> str:
    return next(str(metric.value) for metric in app.metric if metric.label == label)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws(open_page, company, page):
    """In the language in which the browser tests do not draw it."""
    language = ("zh", "en")[PAGES.index(page) % 2]
    app = open_page(page, serving=company.serving, lang=language)
    assert not app.exception
    assert app.metric or page in WITHOUT_CARDS
    assert "could not be drawn" not in texts(app)
    assert "无法显示" not in texts(app)


@pytest.mark.parametrize(
    "number",
    [
        ("First investors", "count", "sum(first_investments)"),
        ("Visitors", "count", "sum(visitors)"),
        ("Registrations", "count", "sum(registrations)"),
        ("Repeat investors", "count", "sum(repeat_investments)"),
        ("Spend", "money", "sum(spend_amount)"),
        ("Invested", "money", "sum(invested_amount)"),
        ("Outstanding", "money", "arg_max(outstanding_amount, stat_date)"),
        ("Blended CAC", "unit_money", "sum(spend_amount) / sum(first_investments)"),
    ],
)
def test_the_overview_equals_growth_daily(open_page, company, ask, number):
    label, kind, column = number
    app = open_page(serving=company.serving, period="all")
    expected = float(ask(f"select {column} from fct_growth_daily"))
    assert card(app, label) == FORMATS["en"].show(expected, kind)


def test_the_channels_add_up_to_the_spend_to_the_fen(open_page, company, ask):
    app = open_page("channels", serving=company.serving, period="all")
    table = app.dataframe[0].value
    spend = ask("select sum(spend_amount) from fct_spend_daily")
    assert round(table["spend_amount"].sum(), 2) == float(spend)
    first = ask("select sum(first_investments) from fct_growth_daily")
    assert table["first_investments"].sum() == first


def test_one_channel_shows_that_channels_figures_only(open_page, company, ask):
    app = open_page(serving=company.serving, period="all", channels="baidu_generic")
    where = "from fct_channel_daily where channel = 'baidu_generic'"
    spend = float(ask(f"select sum(spend_amount) {where}"))
    assert card(app, "Spend") == FORMATS["en"].show(spend, "money")
    assert card(app, "Visitors") == FORMATS["en"].show(
        int(ask(f"select sum(visitors) {where}")), "count"
    )


def test_every_attribution_model_credits_all_conversions(open_page, company, ask):
    app = open_page("attribution", serving=company.serving, period="all")
    table = app.dataframe[0].value
    total = ask("select sum(first_investments) from fct_growth_daily")
    for model in MODELS:
        assert table[f"{model}_credit"].sum() == pytest.approx(float(total))


def test_the_investors_of_all_cohorts_are_all_first_investors(open_page, company, ask):
    app = open_page("retention", serving=company.serving, period="all", cohort="month")
    total = ask("select sum(first_investments) from fct_growth_daily")
    assert card(app, "Investors in cohorts") == FORMATS["en"].show(int(total), "count")


def test_data_health_counts_what_was_refused_and_rejected(open_page, company, ask):
    app = open_page("health", serving=company.serving, period="all")
    refused = ask("select sum(refused_files) from fct_source_freshness")
    assert card(app, "Refused files") == str(refused)
    rejected = int(ask("select count(*) from fct_rejects"))
    assert card(app, "Rejected rows") == FORMATS["en"].show(rejected, "count")
