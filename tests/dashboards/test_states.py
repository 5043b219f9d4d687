"""What a reader sees when there is nothing to see: why, and what to do."""

import json
import logging
from pathlib import Path

import duckdb
import pytest

from tests.dashboards.conftest import APP, texts
from tests.dashboards.fixture import write_serving_file


@pytest.fixture
def link(tmp_path):
    """A company of its own for tests that break it."""
    return write_serving_file(tmp_path / "home" / "serving" / "headwater.duckdb", "one")


def change(link: Path, sql: str) -> None:
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute(sql)


def write_status(link: Path, **status: object) -> None:
    link.with_name("status.json").write_text(json.dumps(status), encoding="utf-8")


def test_without_a_serving_file_the_page_names_the_command(open_page, tmp_path):
    home = tmp_path / "new"
    app = open_page(serving=home / "serving" / "headwater.duckdb")
    assert "Nothing has been published yet" in texts(app)
    assert app.code[0].value == f"headwater --home {home} run"
    assert not app.metric


def test_without_a_serving_file_the_page_says_so_in_chinese(open_page, tmp_path):
    app = open_page(serving=tmp_path / "serving" / "headwater.duckdb", lang="zh")
    assert "还没有发布任何数据" in texts(app)


def test_without_the_environment_the_page_says_how_to_start(open_page, monkeypatch):
    app = open_page()
    monkeypatch.delenv("HEADWATER_SERVING")
    assert "headwater --home DIR serve" in texts(app.run())


def test_the_first_publish_appears_without_a_restart(open_page, tmp_path):
    link = tmp_path / "serving" / "headwater.duckdb"
    app = open_page(serving=link)
    write_serving_file(link, "first")
    assert "First investors: 540" in texts(app.run())


def test_a_damaged_file_is_explained(open_page, tmp_path):
    link = tmp_path / "headwater.duckdb"
    link.write_bytes(b"half a copy" * 1000)
    written = texts(open_page(serving=link))
    assert "The published file cannot be read" in written
    assert "not a valid DuckDB database file" in written


def test_a_file_of_another_version_says_what_it_lacks(open_page, link):
    change(link, "alter table fct_growth_daily drop column outstanding_amount")
    written = texts(open_page(serving=link))
    assert "made by another version" in written
    assert "`fct_growth_daily.outstanding_amount`" in written
    assert f"headwater --home {link.parent.parent} run" in written


def test_a_company_without_a_single_day_is_told_what_to_connect(open_page, link):
    change(link, "delete from fct_growth_daily")
    assert "This company has no data yet" in texts(open_page(serving=link))


def test_a_failed_publish_shows_a_banner_over_the_last_good_numbers(open_page, link):
    write_status(
        link,
        status="failed",
        failed_checks=["assert_spend_is_conserved", "b", "c", "d", "e"],
        message_en="Spend does not add up.",
        message_zh="花费合计不一致。",
    )
    english = open_page(serving=link)
    banner = english.warning[0].value
    assert "was not published; you see the last good numbers (data to 29 May 2026)" in banner
    assert "Spend does not add up." in banner
    assert "`assert_spend_is_conserved`, `b`, `c` and 2 more" in banner
    assert "First investors: 540" in texts(english)
    assert "花费合计不一致。" in open_page(serving=link, lang="zh").warning[0].value


def test_a_good_publish_shows_no_banner(open_page, link):
    write_status(link, status="ok", build_id="one")
    assert not open_page(serving=link).warning


def test_a_status_that_cannot_be_read_is_said_and_not_swallowed(open_page, link):
    link.with_name("status.json").write_text("{half", encoding="utf-8")
    assert "status.json" in open_page(serving=link).warning[0].value


def test_a_file_swapped_in_the_middle_of_a_session_is_read_at_the_next_click(open_page, link):
    app = open_page(serving=link)
    assert "First investors: 540" in texts(app)
    write_serving_file(link, "two")
    change(link, "update fct_growth_daily set first_investments = first_investments * 2")
    assert "First investors: 1,080" in texts(app.run())


def test_filters_that_match_nothing_say_what_there_is(open_page):
    app = open_page(period="custom", from_="2024-01-01", to="2024-01-31")
    written = texts(app)
    assert "Nothing matches these filters" in written
    assert "There are data from 1 Dec 2025 to 29 May 2026" in written
    app.button(key="show_everything").click().run()
    assert "First investors: 900" in texts(app)


def test_a_page_that_fails_shows_a_reference_and_never_a_traceback(open_page, link, caplog):
    change(
        link,
        "drop table fct_cohort_activity; create table fct_cohort_activity as "
        "select 'week' as cohort_grain, 'never' as cohort_start, '' as channel, "
        "0 as period_index, 1 as cohort_size, 1 as active_investors, 1 as invested_amount, "
        "1 as first_period_amount, true as is_complete",
    )
    with caplog.at_level(logging.ERROR):
        app = open_page("retention", serving=link)
    written = texts(app)
    assert "This page could not be drawn" in written
    assert "Conversion Error" not in written
    assert not app.exception
    reference = caplog.records[-1].getMessage().split()[-1]
    assert f"`{reference}`" in written


def test_tables_without_rows_are_figures_that_say_so(open_page, link):
    change(
        link,
        "delete from fct_rejects; delete from fct_deliveries; delete from annotations; "
        "delete from fct_plan_vs_actual; delete from meta_checks; delete from dim_dates; "
        "delete from fct_source_freshness; delete from fct_data_quality; "
        "delete from fct_restatements; delete from fct_tracking_audit; "
        "delete from fct_unmatched_traffic; delete from fct_code_conflicts; "
        "delete from fct_spend_daily; delete from fct_channel_credit_daily; "
        "delete from fct_campaign_credit_daily; delete from fct_city_credit_daily; "
        "delete from fct_credit_certainty; delete from fct_channel_truths; "
        "delete from fct_cohort_activity; delete from fct_channel_cohorts; "
        "delete from fct_funnel_daily",
    )
    for page in ("overview", "channels", "funnel", "attribution", "retention", "health"):
        app = open_page(page, serving=link)
        assert "could not be drawn" not in texts(app), page
        assert not app.exception
    assert "No row was rejected in this window." in texts(app)


def test_the_apps_settings_send_nothing_anywhere_and_show_no_errors():
    settings = (APP.parent / ".streamlit" / "config.toml").read_text("utf-8")
    assert "gatherUsageStats = false" in settings
    assert 'showErrorDetails = "none"' in settings
    assert "disableDataExport = true" in settings
