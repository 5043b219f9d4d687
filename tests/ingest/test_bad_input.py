"""Every way in which deliveries go wrong: a clear message or a reject, and the rest is loaded."""

import gzip

import pytest

from tests.ingest.company import (
    BAIDU_HEADER,
    SHORT_SPEND,
    Company,
    baidu,
    baidu_row,
    event,
    json_lines,
    ocean_row,
    pages,
)

DAY = "2026-05-01"


def reason_file(company: Company) -> str:
    (path,) = company.paths.refused.rglob("*.reason.txt")
    return path.read_text(encoding="utf-8")


def test_a_file_in_a_wrong_encoding_is_refused_and_the_others_are_loaded(company):
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", b"\xff\xd8\xff\xe0 no text \x81\xff")
    company.drop("dsp_ipinyou/dsp_ipinyou_20260502.csv", SHORT_SPEND + "2026-05-02,1,a,9,1,50\n")
    report = company.ingest()
    assert (report.sources["dsp_ipinyou"].refused, report.rows) == (1, 1)
    assert "gb18030" in reason_file(company)
    assert "编码" in reason_file(company)
    assert company.in_folder("done") == ["dsp_ipinyou/dsp_ipinyou_20260502.csv"]


def test_text_in_another_encoding_than_declared_is_refused(company):
    company.settle(
        """
        [[source]]
        name = "notes"
        dataset = "annotations"
        format = "csv"
        files = "*.csv"
        encoding = "utf-8"
        [source.columns]
        annotation_id = "id"
        starts_on = "day"
        title = "title"
        """
    )
    company.drop("notes/a.csv", "id,day,title\n1,2026-05-01,周年庆活动\n".encode("gb18030"))
    assert company.ingest().sources["notes"].refused == 1
    assert "utf-8" in reason_file(company)


def test_a_missing_column_is_named_with_what_was_found(company):
    content = BAIDU_HEADER.replace(",消费", "") + "\n2026-05-01,A1,x,1,y,2,z,3,计算机,1,1,5%\n"
    company.drop("baidu_sem/baidu_sem_20260501_202605020830.csv", content.encode("gb18030"))
    company.ingest()
    assert "no column 消费" in reason_file(company)
    assert "缺少列：消费" in reason_file(company)
    assert "Found: 日期, 账户" in reason_file(company)
    assert company.rows("deliveries", "status, file_name") == [
        ("refused", "baidu_sem_20260501_202605020830.csv")
    ]


def test_text_negative_and_impossible_values_are_rejected_row_by_row(company):
    rows = [
        "2026-05-01,1,good,100,10,1250",
        "2026-05-01,2,words,100,10,待结算",
        "2026-05-01,3,negative,100,10,-5",
        "2046-05-01,4,far ahead,100,10,5",
        "1989-12-31,5,long ago,100,10,5",
        "2026-02-30,6,no such day,100,10,5",
        "2026-05-01,7,half a click,100,1.5,5",
        "2026-05-01,8,two mistakes,-1,x,5",
        "2026-05-01,9,too large,1,1,12345678901234567890",
        ",10,no day,1,1,5",
    ]
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", SHORT_SPEND + "\n".join(rows))
    report = company.ingest()
    assert (report.rows, report.rejected) == (1, 9)
    assert company.reasons() == [
        (3, "cost_raw", "not_a_number"),
        (4, "cost_raw", "negative"),
        (5, "stat_date", "in_the_future"),
        (6, "stat_date", "too_early"),
        (7, "stat_date", "not_a_day"),
        (8, "clicks", "not_a_count"),
        (9, "clicks", "not_a_count"),
        (9, "impressions", "negative"),
        (10, "cost_raw", "too_large"),
        (11, "stat_date", "required"),
    ]
    (said,) = company.rows("rejects", "reason_en, reason_zh, value, raw_row", "where value = '-5'")
    assert said[0] == "花费(分): -5 is negative; it may not be below 0"
    assert said[1] == "花费(分)：-5 为负数，不能小于 0"
    assert '"推广计划": "negative"' in said[3]


def test_an_end_before_its_start_is_rejected(company):
    header = "annotation_id,starts_on,ends_on,title\n"
    rows = "N1,2026-05-09,2026-05-01,upside down\nN2,2026-05-01,2026-05-09,fine\n"
    company.drop("annotations/annotations_1.csv", header + rows)
    assert company.ingest().rows == 1
    assert company.reasons() == [(2, "ends_on", "end_before_start")]


def test_a_row_with_a_comma_too_many_is_rejected(company):
    content = SHORT_SPEND + "2026-05-01,1,a,9,1,1,250\n2026-05-01,2,b,9,1,250\n"
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", content)
    assert (company.ingest().rows, company.reasons()) == (1, [(2, None, "too_many_cells")])


def test_the_total_row_is_not_spend_but_a_check(company):
    rows = [baidu_row(DAY, "理财", '100,10,"1,078.50"'), baidu_row(DAY, "基金", "50,5,21.50")]
    right = baidu(DAY, rows, '总计,,,,,,,,,150,15,"1,100.00",')
    wrong = baidu(DAY, rows[:1], '总计,,,,,,,,,150,15,"1,100.00",', made="2026-05-04 08:30:00")
    company.drop("baidu_sem/baidu_sem_20260501_202605030830.csv", right)
    company.drop("baidu_sem/baidu_sem_20260501_202605040830.csv", wrong)
    company.ingest()
    assert [row[0] for row in company.rows("ad_spend", "cost_raw")] == [
        "1078.50",
        "21.50",
        "1078.50",
    ]
    found = company.rows("deliveries", "row_count, platform_total_raw, is_complete, reason_en")
    assert sorted(found) == [
        (
            1,
            "1100.00",
            False,
            "The rows do not add up to the platform's own total row: 消费 1078.5 ≠ 1100.00",
        ),
        (2, "1100.00", True, None),
    ]


def test_an_empty_file_and_one_with_blanks_only_are_refused(company):
    company.drop("targets/targets_1.csv", "")
    company.drop("targets/targets_2.csv", "\n \n,,\n")
    company.drop("events/events_20260501.jsonl.gz", b"")
    report = company.ingest()
    assert (report.sources["targets"].refused, report.sources["events"].refused) == (2, 1)
    assert report.rows == 0


@pytest.mark.parametrize("kept", [0.4, 0.9, 0.999])
def test_a_half_written_gzip_is_refused_whole_and_others_are_loaded(company, kept):
    whole = json_lines([event(n, url=f"https://x.cn/{n * 7919}") for n in range(3000)])
    company.drop("events/events_20260501.jsonl.gz", whole[: int(len(whole) * kept)])
    company.drop("events/events_20260502.jsonl.gz", json_lines([event(1), event(2)]))
    report = company.ingest()
    assert report.sources["events"].refused == 1
    assert company.rows("events", "distinct _source_file") == [("events_20260502.jsonl.gz",)]
    assert "gzip" in reason_file(company)


def test_a_gzip_that_breaks_off_unnoticed_at_its_end_is_found_while_reading(company):
    whole = json_lines([event(n, url=f"https://x.cn/{n * 7919}") for n in range(3000)])
    plausible = (len(whole) * 10).to_bytes(4, "little")
    company.drop("events/events_20260501.jsonl.gz", whole[: len(whole) // 2] + plausible)
    company.drop("events/events_20260502.jsonl.gz", json_lines([event(1)]))
    report = company.ingest()
    assert (report.sources["events"].refused, report.sources["events"].loaded) == (1, 1)
    assert report.rows == 1


def test_the_same_content_twice_is_loaded_once_and_recorded(company):
    content = SHORT_SPEND + "2026-05-01,1,a,9,1,50\n"
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", content)
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501_2.csv", content)
    company.ingest()
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", content)
    report = company.ingest()
    assert (report.rows, report.sources["dsp_ipinyou"].duplicate) == (0, 1)
    assert len(company.rows("ad_spend")) == 1
    assert sorted(company.rows("deliveries", "status, row_count, file_name")) == [
        ("duplicate", 0, "dsp_ipinyou_20260501.csv"),
        ("duplicate", 0, "dsp_ipinyou_20260501_2.csv"),
        ("loaded", 1, "dsp_ipinyou_20260501.csv"),
    ]
    assert company.in_folder("inbox") == []


def test_a_day_restated_with_fewer_rows_or_none_covers_the_same_partition(company):
    first = baidu(
        DAY,
        [baidu_row(DAY, "理财", "100,10,30.00"), baidu_row(DAY, "基金", "50,5,20.00")],
        "总计,,,,,,,,,150,15,50.00,",
        "2026-05-02 08:30:00",
    )
    fewer = baidu(
        DAY, [baidu_row(DAY, "理财", "90,9,27.00")], "总计,,,,,,,,,90,9,27.00,", "2026-05-03 08:30"
    )
    none = baidu(DAY, [], "总计,,,,,,,,,0,0,0.00,", "2026-05-04 08:30:00")
    for number, content in enumerate((first, fewer, none)):
        company.drop(f"baidu_sem/baidu_sem_20260501_{number}.csv", content)
        company.ingest()
    columns = "account_id, level, stat_date, row_count, is_complete, cast(delivered_at as varchar)"
    assert company.rows("deliveries", columns) == [
        ("A1", "keyword", DAY, 2, True, "2026-05-02 00:30:00"),
        ("A1", "keyword", DAY, 1, True, "2026-05-03 00:30:00"),
        ("A1", "keyword", DAY, 0, True, "2026-05-04 00:30:00"),
    ]


def test_partial_api_pages_never_count_as_a_whole_day(company):
    rows = [ocean_row(DAY, 1, "12.34")]
    company.drop("ocean_engine/a.json", pages(DAY, rows, came=1, of=2))
    company.drop("ocean_engine/b.json", pages(DAY, [], made="2026-05-03 09:00:00"))
    company.ingest()
    assert sorted(company.rows("deliveries", "is_complete, row_count, reason_en")) == [
        (False, 1, "The answer is partial (1 / 2 pages), so an earlier delivery keeps counting"),
        (True, 0, None),
    ]


def test_a_file_of_another_kind_is_refused_with_words(company):
    company.drop("spend_contracts/contracts_1.xlsx", "合同号,渠道\n")
    company.drop("targets/targets_1.csv", b"PK\x03\x04 a workbook")
    company.drop("ocean_engine/a.json", '{"rows": []}')
    company.drop("fanli/fanli_1.xml", "<orders><order>")
    company.drop("yiqifa/yiqifa_1.txt", "no bars here\n")
    company.drop("events/events_1.jsonl.gz", "no gzip")
    company.drop("events/events_2.jsonl", json_lines([event(1)]))
    report = company.ingest()
    assert {name: source.refused for name, source in report.sources.items()} == {
        **dict.fromkeys(("spend_contracts", "targets", "ocean_engine", "fanli", "yiqifa"), 1),
        "events": 2,
    }
    assert report.load_id is not None


def test_xml_with_entities_is_refused_unread(company):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><orders>&a;</orders>'
    company.drop("fanli/fanli_20260501.xml", bomb)
    assert company.ingest().sources["fanli"].refused == 1
    assert "DTD" in reason_file(company)


def test_unknown_channels_and_visitors_are_loaded_for_later_stations_to_judge(company):
    strange = event(1, user_id="999999", url="https://x.cn/?utm_source=nobody", channel_code="ZZZ9")
    company.drop("events/events_20260501.jsonl.gz", json_lines([strange]))
    report = company.ingest()
    assert (report.rows, report.rejected) == (1, 0)
    assert company.rows("events", "user_id, channel_code") == [("999999", "ZZZ9")]


def test_an_event_without_a_visitor_is_rejected(company):
    company.drop("events/events_1.jsonl.gz", json_lines([event(1, anonymous_id=None), event(2)]))
    assert (company.ingest().rows, company.reasons()) == (1, [(1, "anonymous_id", "required")])


def test_lines_that_are_no_json_become_rejects_that_keep_their_text(company):
    good = [event(n) for n in range(1, 4)]
    packed = json_lines(good, "", '{"event_id": "torn', "   ", "[1, 2]", '"text"', "{}")
    company.drop("events/events_20260501.jsonl.gz", packed)
    report = company.ingest()
    assert (report.rows, report.rejected) == (3, 4)
    found = company.rows("rejects", "_row_number, reason_code, raw_row")
    assert found == [
        (4, "malformed_line", '{"event_id": "torn'),
        (5, "malformed_line", "[1, 2]"),
        (6, "malformed_line", '"text"'),
        (7, "malformed_line", "{}"),
    ]


def test_a_gzip_file_with_several_members_is_read_to_its_end(company):
    content = json_lines([event(1)]) + gzip.compress(b"\n") + json_lines([event(2)])
    company.drop("events/events_20260501.jsonl.gz", content)
    assert company.ingest().rows == 2


def test_spend_in_another_currency_than_the_companys_is_rejected(company):
    company.settle(
        """
        [[source]]
        name = "abroad"
        dataset = "ad_spend"
        format = "csv"
        files = "*.csv"
        [source.columns]
        stat_date = "day"
        campaign_id = "campaign"
        cost_raw = "cost"
        currency = "currency"
        """
    )
    rows = "2026-05-01,1,5,cny\n2026-05-01,2,100,USD\n2026-05-01,3,7,\n"
    company.drop("abroad/a.csv", "day,campaign,cost,currency\n" + rows)
    assert company.ingest().rows == 2
    assert company.reasons() == [(3, "currency", "other_currency")]
    assert company.rows("ad_spend", "cost_raw, currency") == [("5", "CNY"), ("7", None)]
    (said,) = company.rows("deliveries", "is_complete, reason_en")
    assert said == (
        True,
        "Rejected rows missing from this day until it is delivered again: 1",
    )


def test_rows_about_the_same_object_are_added_up_and_pointed_out(company):
    row = "2026-05-01,1,a,9,1,50\n"
    other = "2026-05-02,1,a,9,1,50\n"
    company.drop("dsp_ipinyou/d.csv", SHORT_SPEND + row + row.replace("50", "60") + other)
    assert company.ingest().rows == 3
    said = company.rows("deliveries", "stat_date, row_count, is_complete, reason_zh")
    assert sorted(said) == [
        (DAY, 2, True, "有 1 行与当天其他行属于同一对象，已累加计入"),
        ("2026-05-02", 1, True, None),
    ]


def test_two_days_without_rows_are_two_deliveries_although_their_content_is_the_same(company):
    for day in ("20260501", "20260502"):
        row = f"2026-05-{day[-2:]},1,a,9,1,50\n"
        company.drop(f"dsp_ipinyou/dsp_ipinyou_{day}.csv", SHORT_SPEND + row)
    company.ingest()
    for day in ("20260501", "20260502"):
        company.drop(f"dsp_ipinyou/dsp_ipinyou_{day}_b.csv", SHORT_SPEND)
    assert company.ingest().sources["dsp_ipinyou"].loaded == 2
    found = company.rows("deliveries", "stat_date, row_count, is_complete")
    assert sorted(found) == [
        ("2026-05-01", 0, True),
        ("2026-05-01", 1, True),
        ("2026-05-02", 0, True),
        ("2026-05-02", 1, True),
    ]


def test_an_old_delivery_that_comes_again_after_a_restatement_stays_out_and_says_so(company):
    old = SHORT_SPEND + "2026-05-01,1,a,9,1,50\n"
    for content in (old, old.replace("50", "60")):
        company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", content)
        company.ingest()
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501_again.csv", old)
    (said,) = company.ingest().warnings
    assert "dsp_ipinyou_20260501_again.csv" in said
    assert "restated since" in said
    assert "重述" in said


def test_a_day_whose_rows_were_all_rejected_keeps_what_was_there_and_is_named(company):
    company.drop("dsp_ipinyou/spend.csv", SHORT_SPEND + '2026-05-01,1,a,9,1,"1.234,50"\n')
    (said,) = company.ingest().warnings
    assert "Every row of this day was rejected" in said
    found = company.rows("deliveries", "stat_date, row_count, rejected_count, is_complete")
    assert found == [(DAY, 0, 1, False)]


def test_a_quote_that_is_never_closed_is_named(company):
    rows = '2026-05-01,1,a,9,1,5\n2026-05-01,"2,b,9,1,5\n2026-05-01,3,c,9,1,5\n'
    company.drop("dsp_ipinyou/spend.csv", SHORT_SPEND + rows)
    assert company.ingest().rows == 1
    assert company.reasons() == [(3, None, "unclosed_quote")]
    assert "2026-05-01,3,c" in company.rows("rejects", "raw_row")[0][0]
