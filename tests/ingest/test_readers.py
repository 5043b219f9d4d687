"""Files as platforms and Excel really write them: the same rows come out of every variant."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

import openpyxl
import pytest

from tests.ingest.company import BAIDU_HEADER, Company, baidu, baidu_row, ocean_row, pages

DAY = "2026-05-01"
TOTAL = '总计,,,,,,,,,150,15,"1,100.00",'
ROWS = [baidu_row(DAY, "理财", '100,10,"1,078.50"'), baidu_row(DAY, "基金", "50,5,21.50")]
PLAIN = baidu(DAY, ROWS, TOTAL)
TEXT = PLAIN.decode("gb18030")
TABBED = TEXT.replace('"1,078.50"', "1078.5").replace('"1,100.00"', "1100").replace(",", "\t")


def resaved(text: str) -> str:
    """What Excel makes of it: a padded preamble, slashed days, no quotes."""
    lines = text.split("\r\n")
    padded = [line + "," * 12 if "," not in line else line for line in lines[:-1]]
    quiet = [line.replace('"1,078.50"', "1078.5") for line in padded]
    return "\r\n".join(line.replace(f"{DAY},A1", "2026/5/1,A1") for line in quiet)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        resaved(TEXT).encode("gb18030"),
        resaved(TEXT).encode("utf-8-sig"),
        TABBED.encode("utf-16"),
        TABBED.encode("gb18030"),
        TEXT.replace("理财,9", "理财[已删除],9").encode("gb18030"),
        TEXT.replace("\r\n", "\n").encode("gb18030"),
    ],
    ids=[
        "as exported",
        "UTF-8",
        "UTF-8 with mark",
        "Excel, GB18030",
        "Excel, UTF-8",
        "Excel, Unicode text",
        "tabs",
        "a deleted keyword",
        "other line ends",
    ],
)
def test_every_variant_of_a_baidu_export_gives_the_same_rows(company, content):
    company.drop("baidu_sem/baidu_sem_20260501_202605030830.csv", content)
    report = company.ingest()
    assert (report.rows, report.rejected) == (2, 0)
    found = company.rows(
        "ad_spend",
        "stat_date, account_id, campaign_id, keyword_text, device, impressions, clicks, "
        "cast(cost_raw as decimal(18,2))::varchar, cost_unit, level",
    )
    shared = (DAY, "A1", "8101")
    assert found == [
        (*shared, "理财", "计算机", "100", "10", "1078.50", "yuan", "keyword"),
        (*shared, "基金", "计算机", "50", "5", "21.50", "yuan", "keyword"),
    ]
    assert company.rows("deliveries", "is_complete") == [(True,)]


def test_columns_are_found_by_name_in_any_order(company):
    names = BAIDU_HEADER.split(",")
    cells = baidu_row(DAY, "理财", "100,10,12.00").split(",")
    turned = ",".join(reversed(names)) + "\n" + ",".join(reversed(cells)) + "\n"
    company.drop("baidu_sem/anything.csv", turned.encode("gb18030"))
    company.ingest()
    assert company.rows("ad_spend", "keyword_text, cost_raw") == [("理财", "12.00")]


def test_a_total_in_the_second_row_with_dashes_is_no_row(company):
    header = "日期,推广计划ID,推广计划,展现,点击,花费(分)\n"
    company.drop("dsp_ipinyou/d.csv", header + "合计,--,--,--,--,50\n2026-05-01,1,a,--,1,50\n")
    assert company.ingest().rows == 1
    assert company.rows("ad_spend", "impressions, clicks, cost_raw") == [(None, "1", "50")]


def test_a_report_by_hours_is_refused_with_advice(company):
    by_hour = TEXT.replace("时间单位：分日", "时间单位：分时").encode("gb18030")
    company.drop("baidu_sem/b.csv", by_hour)
    report = company.ingest()
    (words,) = report.sources["baidu_sem"].refusals.values()
    assert "时间单位：分时" in words.en
    assert "分日" in words.zh


def test_api_money_is_exact_text(company):
    rows = [ocean_row(DAY, 1, "12.34"), ocean_row(DAY, 2, "0.1")]
    text = pages(DAY, rows).replace("0.1,", "1234567890123.10,")
    company.drop("ocean_engine/a.json", text)
    company.ingest()
    found = company.rows("ad_spend", "account_id, stat_date, campaign_id, cost_raw")
    assert found == [("1699", DAY, "1", "12.34"), ("1699", DAY, "2", "1234567890123.10")]


def test_an_api_error_page_makes_the_delivery_partial(company):
    text = pages(DAY, [ocean_row(DAY, 1, "1")], came=1, of=1)
    broken = text.replace('"responses": [', '"responses": [{"code": 50000, "message": "busy"}, ')
    company.drop("ocean_engine/a.json", broken)
    company.ingest()
    assert company.rows("deliveries", "is_complete, row_count") == [(False, 1)]


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


CONTRACT_HEADER = [
    *("合同号", "版本", "渠道", "合作方", "说明", "计价方式", "城市", "开始日期", "结束日期"),
    "金额（元）",
]


SUMMER = (date(2026, 5, 1), date(2026, 8, 31))


def test_contracts_come_from_a_workbook_with_dates_numbers_and_full_width_digits(company):
    rows = [
        ["媒介合同 2026"],
        CONTRACT_HEADER,
        ["H1", 1, "metro", "地铁", "灯箱", "FLAT", "上海", *SUMMER, 90000.5],
        [
            "H2",
            2,
            "outdoor",
            "户外",
            "",
            "FLAT",
            "北京",
            "2026.5.1",
            "２０２６／６／３０",
            "￥12,000",
        ],
        ["H3", None, "newspaper", "报纸", None, None, None, "2026年5月1日", "20260502", "1000元"],
    ]
    company.drop("spend_contracts/contracts_1.xlsx", workbook({"合同": rows}))
    report = company.ingest()
    assert (report.rows, report.rejected) == (3, 0)
    columns = "contract_id, version, pricing_model, start_date, end_date, amount_raw, _row_number"
    assert company.rows("spend_contracts", columns) == [
        ("H1", "1", "FLAT", "2026-05-01", "2026-08-31", "90000.5", 3),
        ("H2", "2", "FLAT", "2026-05-01", "2026-06-30", "12000", 4),
        ("H3", "1", "CPT", "2026-05-01", "2026-05-02", "1000", 5),
    ]


def test_activities_fill_four_datasets_from_four_sheets(company):
    sheets: dict[str, list[list[object]]] = {
        "活动": [
            ["活动编号", "类型", "名称", "渠道", "城市", "开始日期", "结束日期"],
            ["A1", "talk", "财商讲座", "campus", "武汉", "2026-05-01", "2026-05-01"],
        ],
        "费用": [["活动编号", "行号", "金额(元)", "发生日期"], ["A1", 1, 350.5, "2026-05-01"]],
        "人数": [["活动编号", "日期", "指标", "数值"], ["A1", "2026-05-01", "到场", 80]],
        "代码": [["代码", "活动编号"], ["CAM001", "A1"]],
    }
    company.drop("activities/activities_1.xlsx", workbook(sheets))
    assert company.ingest().rows == 4
    assert company.rows("activity_counts", "metric, value, method") == [
        ("attended", "80", "counted")
    ]
    assert company.rows("activity_costs", "amount_raw, version") == [("350.5", "1")]
    assert {row[0] for row in company.rows("deliveries", "dataset")} == {
        "activities",
        "activity_costs",
        "activity_counts",
        "activity_codes",
    }


def test_a_workbook_without_the_sheet_says_which_it_has(company):
    sheets = {"Sheet1": [["a"], [1]], "Sheet2": [["b"], [2]]}
    company.drop("spend_contracts/contracts_1.xlsx", workbook(sheets))
    (words,) = company.ingest().sources["spend_contracts"].refusals.values()
    assert "合同" in words.en
    assert "Sheet1, Sheet2" in words.zh


YIQIFA = "Y7||投资||||||2026-05-01 10:00:00||T9||||P90||1||980.00||104||{status}||3.14\r\n"


def test_yiqifa_orders_carry_their_status_as_of_the_file_day(company):
    for day, status in (("20260501", "R"), ("20260503", "F")):
        company.drop(f"yiqifa/yiqifa_{day}.txt", YIQIFA.format(status=status).encode("gbk"))
    company.ingest()
    columns = (
        "network_txn_id, our_order_id, event_type, commission_raw, order_at, status, status_at"
    )
    shared = ("Y7", "T9", "invest_cps", "3.14", "2026-05-01 02:00:00")
    assert company.rows("partner_orders", columns) == [
        (*shared, "pending", "2026-05-01 15:59:59"),
        (*shared, "declined", "2026-05-03 15:59:59"),
    ]


def test_fanli_pays_for_a_registration_and_for_an_investment(company):
    order = (
        "<order><s_id>801</s_id><order_id>{order}</order_id><order_id_parent>{txn}</order_id_parent>"
        "<order_time>2026-05-01 12:00:00</order_time><uid>104</uid><tc>abc</tc><status>{status}"
        "</status><lastmod>2026-05-02 12:00:00</lastmod><products><product><pid>P1</pid>"
        "<real_pay_fee>{paid}</real_pay_fee><commission>{pay}</commission><comm_type>{kind}"
        "</comm_type></product></products></order>"
    )
    bonus = order.format(order="R104", txn="", status=2, paid="0", pay="5.00", kind="register")
    invest = order.format(order="T1", txn="F2", status=0, paid="900", pay="9.10", kind="invest")
    declared = '<?xml version="1.0" encoding="GBK"?>'
    company.drop("fanli/fanli_20260501.xml", f"{declared}<orders>{bonus}{invest}</orders>")
    company.ingest()
    columns = "network_txn_id, event_type, commission_raw, status, raw_status"
    assert company.rows("partner_orders", columns) == [
        ("R104", "register_cpa", "5.00", "approved", "2"),
        ("F2", "invest_cps", "9.10", "declined", "0"),
    ]


def test_times_of_a_source_become_utc(company: Company):
    header = "txn_id,event,user_id,sub_id,click_time,order_time,commission_yuan,status,updated_time"
    row = "C1,register,104,pub1,,2026-05-01 00:30:00,26.00,approved,2026-05-02 08:00:00"
    company.drop("cpa_network/cpa_network_20260501.csv", f"{header}\n{row}\n")
    company.ingest()
    assert company.rows("partner_orders", "click_at, order_at, status_at") == [
        (None, "2026-04-30 16:30:00", "2026-05-02 00:00:00")
    ]
