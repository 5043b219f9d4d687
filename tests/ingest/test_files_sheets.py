"""Workbooks of several tables, with a sheet per city or without one of the tables."""

import io

import openpyxl

HEADER = ["活动编号", "类型", "名称", "渠道", "开始日期", "结束日期", "预算(万元)"]
TALK = ["讲座", "校园讲座", "校园推广", "2016.4.20", "2016.4.20", "１．５"]


def book(**sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def planned(company):
    return company.rows("activities", "activity_id, city, start_date, planned_raw")


def test_activities_of_each_city_may_have_a_sheet_of_their_own(company):
    content = book(北京=[HEADER, ["A1", *TALK]], 上海=[HEADER, ["A2", *TALK]])
    company.drop("activities/春季.xlsx", content)
    assert company.ingest().rejected == 0
    assert planned(company) == [
        ("A1", "北京", "2016-04-20", "15000"),
        ("A2", "上海", "2016-04-20", "15000"),
    ]


def test_a_form_may_lack_a_sheet_for_which_there_is_nothing_to_say(company):
    costs = [["活动编号", "行号", "金额(元)", "发生日期"], ["A1", 1, "3,000元", "2016.4.20"]]
    activities = [[*HEADER, "城市"], ["A1", *TALK, "北京"]]
    company.drop("activities/春季.xlsx", book(活动=activities, 费用=costs))
    assert company.ingest().rejected == 0
    assert planned(company) == [("A1", "北京", "2016-04-20", "15000")]
    assert company.rows("activity_costs", "activity_id, amount_raw") == [("A1", "3000")]


def test_a_sheet_that_no_table_of_the_form_reads_refuses_the_workbook(company):
    activities = [[*HEADER, "城市"], ["A1", *TALK, "北京"]]
    costs = [["活动编号", "行号", "金额(元)", "发生日期"], ["A1", 1, 300, "2016.4.20"]]
    company.drop("activities/春季.xlsx", book(活动=activities, 费用明细=costs))
    (words,) = company.ingest().sources["activities"].refusals.values()
    assert "no sheet '费用'" in words.en
    assert "费用明细" in words.zh


def test_a_stray_cell_at_the_end_of_a_sheet_is_not_laid_out(company):
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "合同号"
    workbook.worksheets[0]["XFD1048576"] = "x"
    content = io.BytesIO()
    workbook.save(content)
    company.drop("spend_contracts/a.xlsx", content.getvalue())
    (words,) = company.ingest().sources["spend_contracts"].refusals.values()
    assert "1,048,576 rows and 16,384 columns" in words.en
