import gzip
import json
import sqlite3
from collections import Counter, defaultdict
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest

pytestmark = pytest.mark.xdist_group("simulator")

COMMISSION = "advCommissionAmountAdvCurrency"
KINDS = {
    "baidu_sem": {"normal", "restated", "late", "duplicate", "broken"},
    "ocean_engine": {"normal", "restated", "late", "duplicate", "partial"},
    "dsp_ipinyou": {"normal", "late", "duplicate", "broken"},
    "qihoo": {"normal", "restated"},
    "gdt": {"normal", "restated", "late"},
    "sogou": {"restated", "late", "duplicate"},
    "own_channels": {"normal", "restated"},
    "weibo_ads": {"normal", "partial", "late"},
    "tencent_ads": {"normal", "partial", "late"},
    "cpa_network": {"broken"},
    "linktech": {"normal"},
    "duomai": {"normal"},
    "awin": {"normal"},
    "cj": {"normal"},
    "google_ads_clicks": {"normal"},
    "portal_bills": {"normal"},
    "sensors": {"normal"},
    "ga4": {"normal"},
    "snowplow": {"normal"},
    "matomo": {"normal"},
    "yiqifa": {"normal"},
    "fanli": {"normal"},
    "spend_contracts": {"normal"},
    "partner_contracts": {"normal"},
    "activities": {"normal"},
    "targets": {"normal"},
    "annotations": {"normal"},
    "promotion_plans": {"normal"},
    "events": {"normal", "late", "broken"},
}


def baidu(path):
    return path.read_bytes().decode("gb18030").split("\r\n")


def ocean_total(path):
    pages = json.loads(path.read_text(encoding="utf-8"))["responses"]
    return sum(len(page["data"]["list"]) for page in pages)


def of_day(paths, day):
    return [path for path in paths.values() if path.name.split("_")[2].startswith(day)]


@pytest.mark.parametrize("source", KINDS)
def test_even_the_smallest_company_has_every_kind_of_delivery(tiny, source):
    rows = [row for row in tiny.truth("deliveries.csv") if row["source"] == source]
    assert {row["kind"] for row in rows} >= KINDS[source]


def test_a_file_is_dated_with_the_moment_of_its_delivery(tiny):
    zone = ZoneInfo("Asia/Shanghai")
    for row in tiny.truth("deliveries.csv"):
        modified = tiny.files(row["source"])[row["file"]].stat().st_mtime
        arrived = datetime.fromisoformat(row["delivered_at"]).replace(tzinfo=zone)
        assert modified == arrived.timestamp()
        assert row["delivered_day"] == str(arrived.date())


def test_baidu_is_gb18030_with_a_preamble_and_a_total(company):
    rows = [row for path in company.delivered("baidu_sem", "normal") for row in baidu(path)]
    assert rows[0].startswith("数据生成时间：")
    assert rows[2].startswith("1. 时间范围：")
    assert rows[3] == "2. 时间单位：分日"
    assert sum(row.startswith("总计,") for row in rows) == rows.count(rows[3])
    with pytest.raises(UnicodeDecodeError):
        company.delivered("baidu_sem", "normal")[0].read_bytes().decode("utf-8")


def test_baidu_restates_with_other_numbers_with_fewer_rows_and_with_none(tiny):
    shapes = {}
    for row in tiny.truth("deliveries.csv"):
        if row["source"] == "baidu_sem" and row["kind"] == "restated":
            files = tiny.files("baidu_sem")
            again = files[row["file"]]
            first = of_day(files, row["file"].split("_")[2])[0]
            assert first.read_bytes() != again.read_bytes()
            shapes[row["note"]] = (len(baidu(first)), len(baidu(again)))
    assert shapes["changed"][0] == shapes["changed"][1]
    assert shapes["fewer"][0] > shapes["fewer"][1]
    assert shapes["zero"][1] == 8 + 1 + 1 + 1


def test_deleted_keywords_are_marked(company):
    restated = [row for path in company.delivered("baidu_sem", "restated") for row in baidu(path)]
    assert any("[已删除]" in row for row in restated)


def test_the_same_content_comes_twice_under_another_name(tiny):
    for source in ("baidu_sem", "ocean_engine", "dsp_ipinyou"):
        again = tiny.delivered(source, "duplicate")[0]
        same = [path for path in tiny.files(source).values() if path != again]
        assert again.read_bytes() in [path.read_bytes() for path in same]


def test_a_csv_without_its_cost_column_is_followed_by_the_right_one(tiny):
    broken = tiny.delivered("baidu_sem", "broken")[0]
    both = of_day(tiny.files("baidu_sem"), broken.name.split("_")[2])
    header = [next(row for row in baidu(path) if row.startswith("日期")) for path in both]
    assert ["消费" in row.split(",") for row in header] == [False, True]


def test_a_partial_answer_is_completed_a_day_later(company):
    partial = company.delivered("ocean_engine", "partial")[0]
    both = of_day(company.files("ocean_engine"), partial.name.split("_")[2])
    assert both[0] == partial
    pages = json.loads(both[0].read_text(encoding="utf-8"))["responses"]
    assert len(pages) < pages[0]["data"]["page_info"]["total_page"]
    total = pages[0]["data"]["page_info"]["total_number"]
    assert ocean_total(both[0]) < ocean_total(both[1]) == total


def test_the_dsp_sends_fen_and_three_rows_nobody_can_use(tiny):
    text = tiny.delivered("dsp_ipinyou", "broken")[0].read_bytes().decode("utf-8-sig")
    header, *rows = text.splitlines()
    assert header == "日期,推广计划ID,推广计划,展现,点击,花费(分)"
    assert [row.split(",")[-1] for row in rows[-3:]] == ["待结算", "-1250", "300"]
    assert rows[-1].startswith("2037-")


def test_the_half_written_event_file_is_followed_by_the_whole_one(tiny):
    half, whole = (tiny.delivered("events", kind)[0] for kind in ("broken", "late"))
    with pytest.raises(EOFError):
        gzip.decompress(half.read_bytes())
    assert whole.read_bytes().startswith(half.read_bytes())
    assert gzip.decompress(whole.read_bytes()).endswith(b"}\n")


def test_late_reports_come_three_days_late(tiny):
    late = [
        row
        for row in tiny.truth("deliveries.csv")
        if row["kind"] == "late" and row["source"] in ("baidu_sem", "dsp_ipinyou")
    ]
    for row in late:
        waited = datetime.fromisoformat(row["delivered_day"]) - datetime.fromisoformat(
            row["stat_date"]
        )
        assert waited.days == 4


def test_yiqifa_is_gbk_with_thirteen_fields(company):
    lines = company.delivered("yiqifa", "normal")[-1].read_bytes().decode("gbk").splitlines()
    cells = [line.split("||") for line in lines]
    assert {len(row) for row in cells} == {13}
    assert {row[1] for row in cells} == {"投资"}
    assert {row[11] for row in cells} <= {"R", "A", "F"}


def test_what_cj_takes_back_or_corrects_is_a_row_below_zero_beside_its_original(company):
    actions = defaultdict(list)
    for path in company.delivered("cj", "normal"):
        for page in json.loads(path.read_text(encoding="utf-8"))["responses"]:
            for row in page["data"]["advertiserCommissions"]["records"]:
                actions[path.name, row["originalActionId"]].append(row)
    corrected = [rows for rows in actions.values() if len(rows) == 2]
    assert 0 < len(corrected) < len(actions)
    for first, second in corrected:
        booked, back = (Decimal(row[COMMISSION]) for row in (first, second))
        assert [first["original"], second["original"]] == [True, False]
        assert back < 0 <= booked + back
        assert (booked + back == 0) == (first["validationStatus"] == "DECLINED")


def test_partner_orders_are_orders_of_the_platform(company):
    with sqlite3.connect(company.home / "platform.db") as connection:
        known = dict(connection.execute("select order_id, user_id from investments").fetchall())
    text = b"".join(path.read_bytes() for path in company.delivered("yiqifa", "normal"))
    claims = [line.split("||") for line in text.decode("gbk").splitlines()]
    assert len(claims) > 50
    assert all(known[row[5]] == row[10] for row in claims)


def test_sheets_have_chinese_headers_with_units_and_versions(company):
    *_, last = (
        path for path in company.delivered("spend_contracts", "normal") if "media" not in path.name
    )
    sheet = openpyxl.load_workbook(last)["合同"]
    header, *rows = sheet.values
    assert header[-1] == "金额(元)"
    versions = Counter(row[0] for row in rows)
    assert max(versions.values()) == 2
    book = openpyxl.load_workbook(company.delivered("activities", "normal")[-1])
    assert book.sheetnames == ["活动", "费用", "人数", "代码"]


def test_plan_and_notes_are_csv(tiny):
    targets = next(iter(tiny.files("targets").values())).read_text(encoding="utf-8").splitlines()
    assert targets[0] == "month,channel,metric,target_value"
    assert targets[1].startswith("2026-06-01,company,visitors,")
    notes = next(iter(tiny.files("annotations").values())).read_text(encoding="utf-8")
    assert "周年庆投资券" in notes
