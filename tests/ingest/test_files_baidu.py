"""Baidu search exports as their users choose the columns: without ids, summed, by search term."""

import pytest

ABOVE = "数据生成时间：2026-05-02 08:30,,\r\n1. 时间范围：{days},,\r\n2. 时间单位：{unit},,\r\n\r\n"
NAMES = "日期,账户,推广计划,推广单元,关键词,展现,点击,消费,点击率\r\n"
DEAREST = '2026-05-01,清水,品牌[已删除],单元甲,清水理财,"1,000",10,"1,078.50",1%\r\n'
OTHER = "2026-05-01,清水,品牌,单元甲,理财,10,1,1.50,1%\r\n"


def export(text, unit="分日", days="20260501"):
    return (ABOVE.format(days=days, unit=unit) + text).encode("gb18030")


def spent(company):
    columns = "level, sum(cast(cost_raw as decimal(18, 2)))::varchar"
    return dict(company.ask("ad_spend", f"select {columns} from lake group by 1"))


def test_without_ids_names_stand_for_campaign_unit_and_keyword(company):
    company.drop(
        "baidu_sem/关键词.csv", export(NAMES + DEAREST + OTHER + "总计,,,,,1010,11,1080.00,\r\n")
    )
    assert company.ingest().rejected == 0
    ids = company.rows("ad_spend", "account_id, campaign_id, adgroup_id, keyword_id")
    assert ids == [
        ("清水", "name:品牌", "name:单元甲", "name:清水理财"),
        ("清水", "name:品牌", "name:单元甲", "name:理财"),
    ]
    assert company.rows("deliveries", "is_complete, reason_en") == [(True, None)]


def test_a_report_of_campaigns_needs_neither_units_nor_keywords(company):
    text = "日期\t推广计划\t展现\t点击\t消费\r\n2026/5/1\t品牌\t1,000\t10\t￥1,078.50\r\n"
    company.drop("baidu_sem/计划.txt", text.encode("utf-16"))
    company.ingest()
    assert spent(company) == {"keyword": "1078.50"}


@pytest.mark.parametrize("with_date", [True, False])
def test_sums_over_one_day_are_that_day(company, with_date):
    text = NAMES + DEAREST
    if not with_date:
        text = text.replace("日期,", "").replace("2026-05-01,", "")
    company.drop("baidu_sem/计划.csv", export(text, "合计"))
    company.ingest()
    assert company.rows("ad_spend", "stat_date, cost_raw") == [("2026-05-01", "1078.50")]


def test_sums_over_several_days_are_refused_with_advice(company):
    company.drop("baidu_sem/计划.csv", export(NAMES + DEAREST, "合计", "20260501至20260507"))
    (words,) = company.ingest().sources["baidu_sem"].refusals.values()
    assert "sums from 20260501 to 20260507" in words.en
    assert "分日" in words.zh


def test_search_terms_of_a_day_leave_its_spend_as_the_keywords_told_it(company):
    company.drop("baidu_sem/关键词.csv", export(NAMES + DEAREST + OTHER))
    terms = "日期,账户,推广计划,推广单元,关键词,搜索词,展现,点击,消费\r\n"
    terms += "2026-05-01,清水,品牌,单元甲,理财,理财 安全吗,5,1,1.20\r\n"
    terms += "2026-05-01,清水,品牌,单元甲,理财,,5,0,0.30\r\n"
    company.drop("baidu_sem/搜索词.csv", export(terms))
    company.ingest()
    assert spent(company) == {"keyword": "1080.00", "search_term": "1.50"}
    days = company.rows("deliveries", "level, stat_date", "where is_complete")
    assert sorted(days) == [("keyword", "2026-05-01"), ("search_term", "2026-05-01")]
