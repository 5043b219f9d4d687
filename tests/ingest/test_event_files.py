"""Events in bulk: rows keep their numbers and order, however many files and batches."""

import gzip
import json
import os
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.event_files import lines
from tests.ingest.company import event, json_lines

BIG = 300_000
"""More rows than two row groups and several batches hold."""


def test_row_numbers_follow_the_file_through_batches_and_threads(company):
    start = '{"event_id":"e%d","event_name":"v","event_at":"2026-05-01T00:00:00Z"'
    rest = ',"anonymous_id":"a","user_agent":"%s"}\n' % ("x" * 60)
    text = "".join(start % number + rest for number in range(1, BIG + 1))
    company.drop("events/events_1.jsonl.gz", gzip.compress(text.encode(), 1))
    company.drop("events/events_2.jsonl.gz", json_lines([event(1), event(2), event(3)]))
    assert company.ingest().rows == BIG + 3
    wrong = "select count(*) from lake where event_id <> 'e' || _row_number"
    assert company.ask("events", wrong) == [(0,)]
    sql = "select count(*), max(_row_number) from lake group by _source_file order by 1"
    assert company.ask("events", sql) == [(3, 3), (BIG, BIG)]


def test_many_files_in_one_ingest_keep_their_own_deliveries(company):
    for day in range(1, 29):
        many = [event(100 * day + n) for n in range(day)]
        company.drop(f"events/events_202605{day:02d}.jsonl.gz", json_lines(many, "torn {"))
    report = company.ingest()
    assert (report.rows, report.rejected) == (sum(range(1, 29)), 28)
    rows = Counter(name for (name,) in company.rows("events", "_source_file"))
    books = company.rows("deliveries", "file_name, row_count, rejected_count")
    assert {name: count for name, count, _ in books} == rows
    assert {refused for *_, refused in books} == {1}
    assert {number for number, *_ in company.reasons()} == set(range(2, 30))


def test_a_file_that_breaks_off_in_the_middle_of_many_leaves_the_others_whole(company):
    for day in range(1, 6):
        many = [event(100 * day + n, url=f"https://x.cn/{n * 7919}") for n in range(2000)]
        content = json_lines(many)
        if day == 3:
            content = content[:-40] + (len(content) * 9).to_bytes(4, "little")
        company.drop(f"events/events_{day}.jsonl.gz", content)
    report = company.ingest()
    assert (report.rows, report.sources["events"].refused) == (8000, 1)
    names = company.rows("events", "distinct _source_file", "where _row_number = 2000")
    assert [name for (name,) in names] == [f"events_{day}.jsonl.gz" for day in (1, 2, 4, 5)]


def test_plain_json_lines_are_read_as_well(company):
    content = gzip.decompress(json_lines([event(1), event(2)]))
    company.drop("events/events_20260501.jsonl", content)
    assert company.ingest().rows == 2


def test_properties_and_odd_types_arrive_as_text(company):
    odd = event(1, user_id=12345678901234567890, props={"amount": 5, "tags": ["a", "b"]})
    none = event(2, props=None, url="")
    company.drop("events/events_1.jsonl.gz", json_lines([odd, none, event(3, props="no json")]))
    company.ingest()
    rows = company.rows("events", "user_id, props, url")
    assert rows[0][0] == "12345678901234567890"
    assert json.loads(rows[0][1]) == {"amount": 5, "tags": ["a", "b"]}
    assert rows[1] == (None, None, None)
    assert company.reasons() == [(3, "props", "not_json")]


def test_a_delivery_without_a_moment_of_its_own_has_that_of_its_file(company):
    early = company.drop("events/events_b.jsonl.gz", json_lines([event(1)]))
    late = company.drop("events/events_a.jsonl.gz", json_lines([event(1)], " "))
    os.utime(early, (1, 1))
    os.utime(late, (2, 2))
    company.ingest()
    moments = company.rows("deliveries", "file_name, cast(epoch(delivered_at) as int)")
    assert sorted(moments) == [("events_a.jsonl.gz", 2), ("events_b.jsonl.gz", 1)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["x", "yy", "", " ", "\t", "z\r", "\r"]), max_size=40), st.data())
def test_the_text_of_a_line_is_found_by_counting_filled_lines(tmp_path_factory, texts, data):
    path = tmp_path_factory.mktemp("lines") / "file.jsonl"
    path.write_bytes("\n".join(texts).encode())
    filled = [text.strip() for text in texts if text.strip()]
    if not filled:
        return
    wanted = data.draw(st.sets(st.integers(1, len(filled)), min_size=1))
    found = [(row.number, row.text) for row in lines(path, sorted(wanted))]
    assert found == [(number, filled[number - 1]) for number in sorted(wanted)]
