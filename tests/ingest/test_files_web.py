"""Web exports of Chinese ad platforms, as downloaded: preambles, totals, days in file names."""

import pytest

DAY = "2026-05-01"
KEYS = "stat_date, channel, account_id, campaign_id, adgroup_id, campaign_name"
FIGURES = "impressions, clicks, cast(cost_raw as decimal(18,2))::varchar, cost_unit"
EXPORTS = {
    "baidu_feed": (
        "信息流.csv",
        "数据生成时间：2026-05-02 08:30:00,,,\r\n1. 时间范围：20260501,,,\r\n"
        "2. 时间单位：分日\r\n\r\n"
        "日期,推广计划,推广计划ID,展现,点击,消费,点击率,千次展现消费\r\n"
        '2026-05-01,理财[已删除],81,"1,000",10,"1,078.50",1%,107.85\r\n'
        '总计,,,"1,000",10,"1,078.50",1%,\r\n',
        (DAY, "baidu_feed", "", "81", "", "理财"),
    ),
    "baidu_union": (
        "百度网盟_2026-05-01.csv",
        "推广计划,展现,点击,消费,下载,安装,激活\r\n理财,1000,10,1078.50,0,0,3\r\n",
        (DAY, "baidu_union", "", "name:理财", "", "理财"),
    ),
    "sogou": (
        "sogou.csv",
        "编号,日期,账户,推广计划,消耗,点击数,展示数,点击率,点击均价,有消耗词量\r\n"
        '--,总计,--,--,"1,078.50",10,1000,1%,--,--\r\n'
        '1,2026/5/1,S1,理财,"1,078.50",10,1000,1%,107.85,4\r\n',
        (DAY, "sogou", "S1", "name:理财", "", "理财"),
    ),
    "shenma": (
        "shenma.txt",
        "时间\t账户\t推广计划\t展现量\t点击量\t消费\t点击率\t平均点击价格\r\n"
        "2026-05-01\tM1\t理财\t1000\t10\t1078.50\t1%\t107.85\r\n",
        (DAY, "shenma", "M1", "name:理财", "", "理财"),
    ),
    "uc": (
        "UC报表.csv",
        "日期,账户id,账户,计划id,计划,展现,点击,消费,点击率,平均点击价格,千次展现价格\r\n"
        "2026-05-01,9007199254740993,某公司,55,理财,1000,10,1078.5,1%,107.85,1078.5\r\n",
        (DAY, "uc", "9007199254740993", "55", "", "理财"),
    ),
    "toutiao": (
        "头条.csv",
        "时间,广告计划id,广告计划,广告组id,广告组,展示数,点击数,点击率(%),平均点击单价(元),"
        "平均千次展现费用(元),总花费（元）\r\n"
        "2026-05-01,7001,计划甲,600,理财,1000,10,1.0,107.85,1078.5,1078.50\r\n",
        (DAY, "ocean_engine", "", "600", "7001", "理财"),
    ),
    "qihoo": (
        "效果评估报告_2026-05-01至2026-05-01_20260502.csv",
        "推广账户,产品线,推广计划,展示次数,点击次数,点击率,总费用,平均每次点击费用\r\n"
        'Q1,搜索推广,理财,"1,000",10,1.00%,"1,078.50",107.85\r\n',
        (DAY, "qihoo", "Q1", "name:理财", "", "理财"),
    ),
    "gdt": (
        "gdt_20260501_20260502.csv",
        "推广计划名称,限额(元),状态,曝光量,点击量,点击率,花费(元),点击均价(元)\r\n"
        '理财,5000,投放中,"1,000",10,1%,"1,078.50",107.85\r\n总计,,,"1,000",10,1%,"1,078.50",\r\n',
        (DAY, "tencent_ads", "", "name:理财", "", "理财"),
    ),
}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("source", EXPORTS)
def test_an_export_becomes_one_row_of_spend(company, source, encoding):
    name, text, keys = EXPORTS[source]
    company.drop(f"{source}/{name}", text.encode(encoding))
    report = company.ingest()
    assert (report.rows, report.rejected) == (1, 0)
    assert company.rows("ad_spend", f"{KEYS}, {FIGURES}") == [
        (*keys, "1000", "10", "1078.50", "yuan")
    ]
    assert company.rows("deliveries", "is_complete, stat_date") == [(True, DAY)]


@pytest.mark.parametrize("source", EXPORTS)
def test_an_export_saved_again_in_excel_is_read_alike(company, source):
    name, text, keys = EXPORTS[source]
    padded = "".join(
        line + "," * 9 + "\r\n" if line and "," not in line and "\t" not in line else line + "\r\n"
        for line in text.split("\r\n")
    )
    company.drop(f"{source}/{name}", padded.replace("2026-05-01,", "2026/5/1,").encode("gb18030"))
    assert company.ingest().rows == 1
    assert company.rows("ad_spend", KEYS) == [keys]


def test_a_file_name_that_says_its_source_needs_no_folder(company):
    name, text, _ = EXPORTS["qihoo"]
    company.drop(name, text.encode("gb18030"))
    assert company.ingest().sources["qihoo"].loaded == 1


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("qihoo", "效果评估报告_2026-05-01至2026-05-07_20260508.csv"),
        ("gdt", "gdt_2026-05-01至2026-05-02.csv"),
        ("baidu_union", "百度网盟_20260501-20260502.csv"),
    ],
)
def test_sums_over_several_days_without_a_date_column_are_refused_with_advice(
    company, source, name
):
    company.drop(f"{source}/{name}", EXPORTS[source][1].encode("gb18030"))
    report = company.ingest()
    (words,) = report.sources[source].refusals.values()
    assert report.rows == 0
    assert "Export each day by itself" in words.en
    assert "逐日导出" in words.zh


def test_a_report_that_says_no_day_anywhere_is_refused_with_advice(company):
    company.drop("gdt/export.csv", EXPORTS["gdt"][1].encode("gb18030"))
    (words,) = company.ingest().sources["gdt"].refusals.values()
    assert "file name" in words.en
    assert "文件名" in words.zh


def test_a_date_column_makes_a_report_over_several_days_welcome(company):
    text = "日期,推广计划名称,曝光量,点击量,花费(元)\n2026-05-01,a,1,1,1\n2026-05-02,a,1,1,2\n"
    company.drop("gdt/gdt_2026-05-01至2026-05-02.csv", text)
    company.ingest()
    assert company.rows("ad_spend", "stat_date, cost_raw") == [(DAY, "1"), ("2026-05-02", "2")]


def test_the_day_of_a_dateless_report_may_stand_above_its_header(company):
    text = f"时间范围：20260501\n{EXPORTS['baidu_union'][1]}"
    company.drop("baidu_union/export.csv", text.encode("gb18030"))
    company.ingest()
    assert company.rows("ad_spend", "stat_date, platform_conversions") == [(DAY, "3")]


def test_a_later_export_of_the_same_day_is_known_as_the_same_partition(company):
    name, text, _ = EXPORTS["qihoo"]
    company.drop(f"qihoo/{name}", text.encode("gb18030"))
    company.drop(
        "qihoo/效果评估报告_2026-05-01至2026-05-01_20260503.csv", text.replace("10,", "11,")
    )
    company.ingest()
    found = company.rows("deliveries", "account_id, level, stat_date")
    assert found == [("Q1", "keyword", DAY)] * 2


def test_two_days_without_rows_are_two_deliveries_although_their_content_is_the_same(company):
    name, text, _ = EXPORTS["qihoo"]
    header = text.split("\r\n")[0] + "\r\n"
    company.drop(f"qihoo/{name}", text.encode("gb18030"))
    company.drop("qihoo/效果评估报告_2026-05-02至2026-05-02_20260503.csv", header.encode("gb18030"))
    again = "效果评估报告_2026-05-01至2026-05-01_20260504.csv"
    company.drop(f"qihoo/{again}", header.encode("gb18030"))
    assert company.ingest().sources["qihoo"].duplicate == 0
    counted = company.rows("deliveries", "stat_date, row_count")
    assert sorted(counted) == [("2026-05-01", 0), ("2026-05-01", 1), ("2026-05-02", 0)]


def test_chinese_device_names_and_keywords_without_ids_stay_apart(company):
    header = "日期,账户,推广计划,推广组,关键词,设备,展示数,点击数,消耗\n"
    row = "2026-05-01,S1,a,b,{},{},1,1,1\n"
    lines = row.format("理财", "计算机") + row.format("理财", "移动设备")
    company.drop("sogou/keywords.csv", f"时间范围：2026-05-01至2026-05-01\n{header}{lines}")
    company.ingest()
    assert company.rows("ad_spend", "keyword_id, device") == [
        ("name:理财", "计算机"),
        ("name:理财", "移动设备"),
    ]


def test_a_total_that_the_rows_do_not_reach_makes_the_export_incomplete(company):
    name, text, _ = EXPORTS["gdt"]
    company.drop(f"gdt/{name}", text.replace('总计,,,"1,000"', '总计,,,"9,000"').encode("gb18030"))
    company.ingest()
    assert company.rows("deliveries", "is_complete") == [(False,)]


def test_a_total_that_says_nothing_leaves_the_check_to_the_one_that_does(company):
    name, text, _ = EXPORTS["sogou"]
    silent = text.replace('总计,--,--,"1,078.50",10,1000', "总计,--,--,--,--,--")
    company.drop(f"sogou/{name}", (silent + "合计,,,,1079.50,10,1000,,,\r\n").encode("gb18030"))
    company.ingest()
    assert company.rows("deliveries", "is_complete, platform_total_raw") == [(False, "1079.50")]
