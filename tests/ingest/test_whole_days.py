"""Event exports that are delivered again: days of GA4, parts of an export, visits of Matomo."""

import gzip
import json
import os

import pytest

from ingest.config import ConfigError
from tests.ingest.company import Company
from tests.ingest.test_event_formats import AT_MS, ga4_row, lines, tracked, visit

DAYS = "stat_date, level, row_count, rejected_count, is_complete"


def of_day(day: str, **changes: object) -> dict:
    return ga4_row(event_date=day, event_bundle_sequence_id=day, **changes)


def test_each_day_of_a_ga4_file_is_covered_by_the_day_of_its_table(company: Company):
    # the instant is the same: the day is that of the property's zone, as Google says it
    company.drop("ga4/x.jsonl.gz", lines(of_day("20260501"), of_day("20260502")))
    company.ingest()
    told = [("2026-05-01", "day", 1, 0, True), ("2026-05-02", "day", 1, 0, True)]
    assert company.rows("deliveries", DAYS, "where stat_date is not null") == told
    assert company.rows("events", "partition_id") == [("2026-05-01",), ("2026-05-02",)]


def test_a_file_named_for_a_day_covers_it_without_rows(company: Company):
    company.drop("ga4/events_20260502.jsonl.gz", gzip.compress(b""))
    company.drop("ga4/ga4_20260503_20260504.jsonl.gz", gzip.compress(b""))
    assert company.ingest().sources["ga4"].loaded == 2
    told = company.rows("deliveries", DAYS, "where stat_date is not null")
    days = [f"2026-05-0{day}" for day in (2, 3, 4)]
    assert sorted(told) == [(day, "day", 0, 0, True) for day in days]


def test_a_file_named_for_another_day_than_its_rows_covers_only_theirs(company: Company):
    company.drop("ga4/exported_20260509.jsonl.gz", lines(of_day("20260501")))
    company.ingest()
    assert company.rows("deliveries", "stat_date") == [("2026-05-01",)]


def test_a_file_that_breaks_off_never_covers_its_day_completely(company: Company):
    company.drop("ga4/ga4_20260501.jsonl.gz", lines(of_day("20260501"), '{"event_date": "2026'))
    report = company.ingest().sources["ga4"]
    assert (report.rows, report.rejected, report.incomplete) == (1, 1, 1)
    day = company.rows("deliveries", "is_complete, reason_en", "where stat_date is not null")
    reason = "(line 2, the last one, breaks off), so an earlier delivery keeps counting"
    assert [(done, reason in words) for done, words in day] == [(False, True)]


def test_a_torn_line_in_the_middle_is_missed_but_told(company: Company):
    company.drop("ga4/ga4_20260501.jsonl.gz", lines('{"event_da', of_day("20260501")))
    company.ingest()
    told = company.rows("deliveries", DAYS)
    assert sorted(told, key=str) == [
        ("2026-05-01", "day", 1, 0, True),
        (None, None, 0, 1, True),
    ]


def test_rows_without_a_day_are_loaded_and_cover_none(company: Company):
    company.drop("ga4/x.jsonl.gz", lines(ga4_row(event_date=None)))
    assert company.ingest().rows == 1
    assert company.rows("deliveries", "stat_date, row_count") == [(None, 1)]
    assert company.rows("events", "partition_id") == [(None,)]


def test_parts_of_one_export_are_dated_alike_and_count_together(company: Company):
    for part in (0, 1):
        row = of_day("20260501", event_name=f"part_{part}")
        path = company.drop(f"ga4/ga4_20260501-{part:012}.jsonl.gz", lines(row))
        os.utime(path, (1777800000 + part, 1777800000 + part))
    company.ingest()
    told = company.rows("deliveries", "is_complete, count(distinct delivered_at) over ()")
    assert told == [(True, 1), (True, 1)]


def test_an_export_that_lacks_a_part_is_not_complete(company: Company):
    company.drop("ga4/ga4_20260501-000000000001.jsonl.gz", lines(of_day("20260501")))
    company.ingest()
    ((is_complete, reason),) = company.rows("deliveries", "is_complete, reason_en")
    assert not is_complete
    assert "part 0 of the export" in reason


def test_a_matomo_visit_is_known_by_the_day_it_began_and_its_id(company: Company):
    company.drop("matomo/a.json", json.dumps([visit(2)]))
    company.ingest()
    assert company.rows("events", "partition_id") == [("2026-05-01 9",)] * 2
    assert company.rows("deliveries", DAYS) == [("2026-05-01", "visit", 2, 0, True)]


def test_old_content_of_a_restated_day_stays_out_and_says_so(company: Company):
    old = lines(of_day("20260501"))
    for content in (old, lines(of_day("20260501", event_name="buy")), old):
        company.drop("ga4/ga4_20260501.jsonl.gz", content)
        report = company.ingest()
    assert "restated since" in report.sources["ga4"].doubts["ga4_20260501.jsonl.gz"].en


def test_only_a_format_whose_rows_tell_their_day_can_deliver_whole_days(company: Company):
    company.settle(
        '[[source]]\nname = "shop"\nfiles = "shop*"\nformat = "snowplow"\n'
        'delivers = "whole_days"\ndataset = "targets"\n'
        'columns = {month = "m", metric = "k", target_value = "t"}\n'
    )
    with pytest.raises(ConfigError, match="needs format = 'ga4'"):
        company.ingest()


def test_files_of_many_parts_keep_their_row_numbers_and_ties_in_order(company: Company):
    pages = [tracked(time=AT_MS + n, properties={"title": "x" * 900}) for n in range(9_000)]
    ties = [
        tracked("$SignUp", type="track_signup", distinct_id=f"u{n}", original_id=f"c{n}")
        for n in (2, 1)
    ]
    company.drop("sensors/a.jsonl.gz", lines(ties[0], *pages, "{", ties[1]))
    assert company.ingest().rows == 9_002 + 2
    assert company.reasons() == [(9_002, None, "malformed_line")]
    known = company.rows("identity_links", "user_id, _row_number")
    assert known == [("u2", 1), ("u1", 9_003)]


def test_a_file_that_breaks_off_on_the_way_is_refused_once_and_others_are_loaded(company: Company):
    good = "\n".join(json.dumps(tracked(time=AT_MS + n)) for n in range(10))
    company.drop("sensors/a.jsonl", good)
    company.drop("sensors/b.jsonl", good.encode() + b"\n\x00\x00\n")
    report = company.ingest().sources["sensors"]
    assert (report.loaded, report.refused, report.rows) == (1, 1, 10)
    assert [name.rsplit("/", 1)[1] for name in company.in_folder("inbox")] == []
