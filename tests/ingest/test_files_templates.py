"""Forms that people fill in: written, filled in the ways people do, and loaded back."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from ingest.config import ConfigError
from ingest.descriptions import built_in_sources
from ingest.template import write_template
from orchestration.cli import app

FORMS = ("spend_contracts", "activities", "portal_bills", "own_channels")
SENT = {
    "日期": date(2026, 5, 1),
    "渠道": "短信",
    "任务编号": "J1",
    "任务名称": "五一召回",
    "发送量": 1000,
    "送达量": 980,
    "点击或接通量": 31,
    "费用(元)": 49.5,
}
CONTRACT = {
    "合同号": "H1",
    "渠道": "地铁",
    "合作方": "地铁传媒",
    "计价方式": "FLAT",
    "开始日期": "2016.4.20",
    "结束日期": "2016.5.19",
    "金额(元)": "1.2万",
}
INVOICE = {
    "发票号": "F1",
    "行号": 1,
    "供应商": "地铁传媒",
    "渠道": "地铁",
    "开始日期": date(2026, 5, 1),
    "结束日期": date(2026, 5, 31),
    "金额(元)": 900,
    "币种": "人民币",
}
BILL = {
    "平台": "网贷天眼",
    "账单行号": "B1",
    "事件": "首投",
    "用户编号": "104",
    "我方订单号": "T9",
    "发生时间": "2026-05-01 10:00:00",
    "投资金额(元)": "２万元",
    "佣金(元)": "１２０．５０",
    "状态": "已结算",
}
SPEND = "stat_date, channel, account_id, campaign_id, impressions, clicks, cost_raw"
AMOUNTS = "contract_id, channel, city, start_date, end_date, amount_raw"


def form(tmp_path, source, kind="xlsx"):
    target = tmp_path / f"form.{kind}"
    write_template(built_in_sources()[source], kind, target)
    return target


def fill(sheet: Worksheet, *rows: dict) -> None:
    names = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=2):
        for name, value in row.items():
            sheet.cell(number, names.index(name) + 1).value = value


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def typed(*rows: dict) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("gb18030")


@pytest.mark.parametrize("source", FORMS)
def test_an_empty_form_is_a_delivery_without_rows(company, tmp_path, source):
    company.drop(f"{source}/{source}.xlsx", form(tmp_path, source).read_bytes())
    report = company.ingest()
    assert (report.sources[source].loaded, report.rows, report.rejected) == (1, 0, 0)


def test_a_form_checks_lists_days_and_amounts_while_they_are_typed(tmp_path):
    sheet = openpyxl.load_workbook(form(tmp_path, "own_channels"))["数据"]
    names = [cell.value for cell in sheet[1]]
    rules = {str(rule.sqref).split("2:")[0]: rule for rule in sheet.data_validations.dataValidation}
    letters = zip(names, "ABCDEFGH", strict=True)
    found = {name: rules[letter] for name, letter in letters if letter in rules}
    assert found["渠道"].formula1 == '"短信,App推送,邮件,微信图文,电话销售"'
    assert found["日期"].type == "date"
    for name, kind in (("费用(元)", "decimal"), ("送达量", "whole"), ("发送量", "whole")):
        assert (found[name].type, found[name].operator) == (kind, "greaterThanOrEqual")
        assert found[name].formula1 == "0"


def test_a_filled_form_of_own_channels_is_spend_with_deliveries_and_clicks(company, tmp_path):
    book = openpyxl.load_workbook(form(tmp_path, "own_channels"))
    call = SENT | {"渠道": "电话销售", "任务编号": None, "费用(元)": 0}
    fill(book["数据"], SENT, call)
    company.drop("own_channels/own_channels_may.xlsx", saved(book))
    report = company.ingest()
    assert (report.rows, report.rejected) == (2, 0)
    assert company.rows("ad_spend", SPEND) == [
        ("2026-05-01", "sms", "sms", "J1", "980", "31", "49.5"),
        ("2026-05-01", "telesales", "telesales", "name:五一召回", "980", "31", "0"),
    ]


def test_the_csv_form_loads_back_as_well(company, tmp_path):
    header = form(tmp_path, "own_channels", "csv").read_bytes()
    assert header.startswith(b"\xef\xbb\xbf")
    names = header.decode("utf-8-sig").strip().split(",")
    company.drop("own_channels/own_channels.csv", typed({name: SENT[name] for name in names}))
    assert company.ingest().rows == 1


def test_each_channel_may_send_its_own_file_of_the_same_day(company):
    company.drop("own_channels/own_channels_1.csv", typed(SENT))
    company.drop("own_channels/own_channels_2.csv", typed(SENT | {"渠道": "邮件"}))
    company.ingest()
    assert company.rows("deliveries", "account_id", "where is_complete") == [("sms",), ("email",)]


def test_a_contract_in_ten_thousands_with_dotted_days(company, tmp_path):
    book = openpyxl.load_workbook(form(tmp_path, "spend_contracts"))
    fill(book["合同"], CONTRACT | {"城市": "上海"})
    company.drop("spend_contracts/contracts_1.xlsx", saved(book))
    company.ingest()
    assert company.rows("spend_contracts", AMOUNTS) == [
        ("H1", "metro", "上海", "2016-04-20", "2016-05-19", "12000")
    ]


def test_a_header_in_ten_thousands_counts_for_bare_numbers_only(company):
    names = [name.replace("(元)", "（万元）") for name in CONTRACT]
    rows = [
        dict(zip(names, (CONTRACT | {"合同号": n, "金额(元)": amount}).values(), strict=True))
        for n, amount in (("H1", "1.25"), ("H2", "１．２"), ("H3", "3万"), ("H4", "500元"))
    ]
    company.drop("spend_contracts/contracts_1.csv", typed(*rows))
    assert company.ingest().rejected == 0
    amounts = [row[0] for row in company.rows("spend_contracts", "amount_raw")]
    assert amounts == ["12500", "12000", "30000", "500"]


def test_one_sheet_per_city_fills_the_city_and_notes_are_left_alone(company, tmp_path):
    book = openpyxl.load_workbook(form(tmp_path, "spend_contracts"))
    second = book.copy_worksheet(book["合同"])
    book["合同"].title, second.title = "上海", "北京"
    fill(book["上海"], CONTRACT)
    fill(book["北京"], CONTRACT | {"合同号": "H2"}, CONTRACT | {"合同号": "H3", "城市": "天津"})
    company.drop("spend_contracts/contracts_1.xlsx", saved(book))
    report = company.ingest()
    assert (report.rows, report.rejected) == (3, 0)
    found = company.rows("spend_contracts", "contract_id, city, _row_number")
    assert sorted(found) == [
        ("H1", "上海", 2),
        ("H2", "北京", 2_000_002),
        ("H3", "天津", 2_000_003),
    ]


def test_merged_cells_hold_for_all_their_rows_but_an_amount_counts_once(company, tmp_path):
    book = openpyxl.load_workbook(form(tmp_path, "spend_contracts"))
    sheet = book["合同"]
    rest = {"合同号": "H2", "金额(元)": None, "渠道": None}
    fill(sheet, CONTRACT, CONTRACT | rest)
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    for name in ("渠道", "金额(元)"):
        sheet.merge_cells(f"{letters[name]}2:{letters[name]}3")
    company.drop("spend_contracts/contracts_1.xlsx", saved(book))
    report = company.ingest()
    assert (report.rows, report.rejected) == (1, 1)
    assert company.reasons() == [(3, "amount_raw", "required")]


def test_a_portal_bill_is_orders_of_the_portal(company, tmp_path):
    book = openpyxl.load_workbook(form(tmp_path, "portal_bills"))
    fill(book["数据"], BILL, BILL | {"平台": "希财网", "事件": "投资", "状态": "无效"})
    company.drop("portal_bills/portal_bills_20260601.xlsx", saved(book))
    company.ingest()
    columns = "network, channel, event_type, order_amount_raw, commission_raw, status, raw_status"
    assert company.rows("partner_orders", columns) == [
        ("wdty", "wdty", "first_invest_cpa", "20000", "120.50", "settled", "已结算"),
        ("xicai", "xicai", "invest_cps", "20000", "120.50", "declined", "无效"),
    ]


def bills(*names: str) -> openpyxl.Workbook:
    """A workbook with one bill of 120.50 yuan per sheet, none of which says whose it is."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    told = {header: value for header, value in BILL.items() if header != "平台"}
    for name in names:
        sheet = book.create_sheet(name)
        sheet.append(list(told))
        sheet.append(list(told.values()))
    return book


def test_one_sheet_per_portal_tells_the_portal_that_no_column_tells(company):
    book = bills("返利网", "希财网", "汇总")
    company.drop("portal_bills/portal_bills_20260601.xlsx", saved(book))
    report = company.ingest()
    assert (report.rows, report.rejected) == (2, 0)
    found = company.rows("partner_orders", "network, channel, commission_raw")
    assert sorted(found) == [("fanli", "fanli", "120.50"), ("xicai", "xicai", "120.50")]


def test_a_sheet_without_a_name_of_its_own_tells_no_portal(company):
    company.drop("portal_bills/portal_bills_20260601.xlsx", saved(bills("Sheet1")))
    report = company.ingest()
    (words,) = report.sources["portal_bills"].refusals.values()
    assert "平台" in words.en


def test_a_filled_activities_form_loads_back(company, tmp_path):
    book = openpyxl.load_workbook(form(tmp_path, "activities"))
    days = {"开始日期": date(2026, 5, 1), "结束日期": date(2026, 5, 2)}
    about = {
        "活动编号": "A1",
        "类型": "talk",
        "名称": "讲座",
        "渠道": "校园推广",
        "预算(元)": "0.5万",
    }
    fill(book["活动"], about | days)
    fill(book["人数"], {"活动编号": "A1", "日期": "2026.5.1", "指标": "到场", "数值": "８０"})
    company.drop("activities/activities_1.xlsx", saved(book))
    assert company.ingest().rows == 2
    assert company.rows("activities", "channel, planned_raw") == [("campus", "5000")]
    assert company.rows("activity_counts", "count_date, value") == [("2026-05-01", "80")]


def test_a_source_without_a_form_says_so(tmp_path):
    with pytest.raises(ConfigError, match="no template"):
        form(tmp_path, "ocean_engine")
    with pytest.raises(ConfigError, match="Excel workbooks only"):
        form(tmp_path, "activities", "csv")


def test_the_command_writes_a_form_and_never_over_another(company, tmp_path):
    target = tmp_path / "out" / "form.csv"
    words = ["--home", str(company.home), "template", "own_channels", "--out", str(target)]
    first, second = (CliRunner().invoke(app, words) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 1)
    assert target.read_text("utf-8-sig").startswith("日期,渠道,")
    assert "already" in second.output


def test_the_command_names_the_forms_there_are(company):
    told = CliRunner().invoke(app, ["--home", str(company.home), "template", "nonsense"])
    assert told.exit_code == 1
    assert "portal_bills" in told.output


def test_an_invoice_names_its_channel_in_chinese_and_a_credit_is_below_zero(company, tmp_path):
    book = openpyxl.load_workbook(form(tmp_path, "invoices"))
    rules = book["发票"].data_validations.dataValidation
    assert any(float(rule.formula1) < -1e9 for rule in rules if rule.type == "decimal")
    fill(
        book["发票"],
        INVOICE,
        INVOICE | {"行号": 2, "金额(元)": -50, "币种": "CNY"},
        INVOICE | {"行号": 3, "币种": "USD"},
    )
    company.drop("invoices/invoices_1.xlsx", saved(book))
    company.ingest()
    found = company.rows("invoices", "line_no, channel, amount_raw, currency")
    assert sorted(found) == [("1", "metro", "900", "CNY"), ("2", "metro", "-50", "CNY")]
    assert company.reasons() == [(4, "currency", "other_currency")]
