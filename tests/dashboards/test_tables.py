"""Downloads: the same rows as the page, readable in Excel, harmless."""

import csv
import io
from datetime import date

import pytest

from dashboards.components.table import table_csv
from dashboards.formats import Formats
from dashboards.i18n import Words
from dashboards.queries import channels, health, retention
from dashboards.queries.company import channels as known_channels
from dashboards.queries.filters import Filters
from dashboards.scope import Scope
from dashboards.tables import channels as channel_tables
from dashboards.tables import health as health_tables
from dashboards.tables import retention as retention_tables


@pytest.fixture
def scope(build, last_90_days):
    def of(language):
        formats = Formats(language, build.currency, build.timezone)
        return Scope(Words(language), formats, build, last_90_days, known_channels(build))

    return of


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_download_has_the_readers_headers_names_and_exact_money(scope, build, last_90_days):
    frame = channels.performance(build, last_90_days)
    english = rows(table_csv(scope("en"), frame, channel_tables.PERFORMANCE))
    chinese = rows(table_csv(scope("zh"), frame, channel_tables.PERFORMANCE))
    assert english[0]["Channel"] == "Baidu generic"
    assert english[0]["Spend (¥)"] == "72000.00"
    assert english[1]["CPC (¥)"] == ""
    assert chinese[1]["渠道"] == "户外广告"
    assert chinese[1]["首投成本 (¥)"] == "400.00"
    assert sum(float(row["Spend (¥)"]) for row in english) == 108_000


def test_rejected_rows_download_whole_and_without_formulas(scope, build, last_90_days):
    frame = health.rejects(build, last_90_days, 10)
    found = rows(table_csv(scope("zh"), frame, health_tables.REJECTS))
    assert [row["值"] for row in found] == ['\'=HYPERLINK("http://x")', "twelve", "31/31/2026"]
    assert found[0]["原因"] == "不是金额。"
    # 22:30 UTC is half past six the next morning in Shanghai.
    assert found[0]["导入时间"] == "2026-05-30 06:30:00"


def test_states_of_deliveries_are_words(scope, build, last_90_days):
    frame = health.deliveries(build, last_90_days, "problems")
    found = rows(table_csv(scope("en"), frame, health_tables.DELIVERIES))
    assert [row["State"] for row in found] == ["duplicate", "loaded", "refused", "incomplete"]
    assert found[2]["Reason"] == "The XML ends in the middle of a line."


def test_incomplete_cells_are_marked_in_the_download(scope, build):
    frame = retention.cells(build, Filters(date(2026, 4, 1), date(2026, 5, 29)), "month")
    found = rows(table_csv(scope("en"), frame, retention_tables.CELLS))
    assert [row["Complete"] for row in found] == ["true", "false", "false"]
    assert found[0]["Investor retention"] == "1.000000"
