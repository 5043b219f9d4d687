"""The bulk route of delimited files gives, row for row, what the reader of small files gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from ingest import readers, table_files
from ingest.delivery import FileDelivery, describe, understand
from ingest.descriptions import SourceDescription
from ingest.engine import connect
from ingest.gathering import Desk, Harvest, Opened, harvest
from ingest.ledger import Entry, RejectedRow
from ingest.normalise import Limits
from ingest.pii import Hasher
from ingest.sections import Engine
from ingest.streams import UnreadableError
from ingest.table_files import TableStream
from ingest.words import RefusalError

SOURCE = SourceDescription.model_validate(
    {
        "name": "web",
        "format": "csv",
        "dataset": "ad_spend",
        "columns": {
            "account_id": "账户",
            "stat_date": "日期",
            "campaign_id": "计划ID",
            "campaign_name": "计划",
            "device": "设备",
            "clicks": "点击",
            "cost_raw": "消费(元)",
        },
        "optional": ["account_id", "stat_date", "campaign_id", "device"],
        "named": {"campaign_id": "campaign_name"},
        "values": {"device": {"计算机": "pc", "*": "mobile"}},
        "constants": {"stat_date": "{day}", "level": "campaign", "cost_unit": "yuan"},
        "covers": {"file_name": "_([0-9]{8})"},
    }
)
HEADERS = (
    "账户,日期,计划ID,计划,设备,点击,点击率,消费(元)",
    "备注,日期,计划ID,计划,设备,点击,点击率,消费（万元）",
    "计划,点击,消费(元)",
)
CELLS = st.sampled_from(
    [
        *("2026-05-01", "2026/5/2", "理财", "理财[已删除]", " 基 金 ", "1", "１２", '"1,078.50"'),
        *("--", "", "\u3000", "总计", "合 计：", "total", "计算机", '"a""b"', 'c"d', '"多\n行"'),
        *("1e3", "-5", "1.5"),
    ]
)
GOOD = "A1,2026-05-01,81,理财,计算机,10,1%,1078.5"
LINES = st.one_of(
    st.lists(CELLS, min_size=1, max_size=10).map(",".join),
    st.lists(CELLS, min_size=8, max_size=8).map(",".join),
    st.sampled_from([GOOD, '"torn', "", ",,,,,,,", "总计,--,,,,10,,1078.5", "a\rb", *HEADERS]),
)


@dataclass(frozen=True)
class Outcome:
    """What came of a file: its rows and books, or the code of its refusal."""

    rows: list[dict[str, object]]
    entries: Sequence[Entry] = ()
    rejected: Sequence[RejectedRow] = ()
    refusal: str = ""


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    with connect(Engine(threads=1), tmp_path_factory.mktemp("spill")) as connection:
        limits = Limits(datetime(2026, 6, 1, tzinfo=UTC))
        yield Desk(connection, Hasher(SecretStr("a key")), limits)


def delivered(path: Path) -> FileDelivery:
    return FileDelivery(0, path, SOURCE, "sha", datetime(2026, 5, 3), path.name)


def held(desk: Desk, path: Path) -> Outcome:
    """By the reader that holds the file."""
    delivery = delivered(path)
    try:
        reading = readers.read(path, SOURCE)
        understand(desk.connection, [describe(delivery, reading)], SOURCE.timezone)
        found = harvest(desk, SOURCE, [Opened(delivery, reading)], {})
    except RefusalError as refusal:
        return Outcome([], refusal=refusal.code)
    return outcome(found, [row for table in found.parts.get("ad_spend", []) for row in rows(table)])


def streamed(desk: Desk, path: Path, **changes: int) -> Outcome:
    """Part by part, with `changes` to how a file is read."""
    delivery = delivered(path)
    passed: list[pa.RecordBatch] = []
    try:
        file = table_files.open_file(delivery)
        understand(desk.connection, [describe(delivery, file.reading)], SOURCE.timezone)
        stream = TableStream([(delivery, replace(file, **changes))])
        found = stream.pour(desk, passed.append)
    except UnreadableError as error:
        return Outcome([], refusal=error.refusals[0].code)
    except RefusalError as refusal:
        return Outcome([], refusal=refusal.code)
    return outcome(found, [row for batch in passed for row in rows(pa.table(batch))])


def rows(table: pa.Table) -> list[dict[str, object]]:
    return table.select(sorted(table.column_names)).to_pylist()


def outcome(found: Harvest, passed: list[dict[str, object]]) -> Outcome:
    return Outcome(passed, found.entries, found.rejected)


def agree(desk: Desk, path: Path, block: int = 100) -> Outcome:
    expected = held(desk, path)
    assert streamed(desk, path) == expected
    assert streamed(desk, path, coded_from=0) == expected
    assert streamed(desk, path, block=block, coded_from=0) == expected
    return expected


FILES = st.builds(
    lambda above, header, lines, end, encoding: end.join([*above, header, *lines]).encode(encoding),
    st.lists(st.sampled_from(["时间范围：20260501", "", ",,"]), max_size=3),
    st.sampled_from(HEADERS),
    st.lists(LINES, max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)


@settings(max_examples=8, deadline=None)
@given(content=FILES)
def test_both_routes_agree_on_any_file(desk, tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "web_20260501.csv"
    path.write_bytes(content)
    agree(desk, path)


@pytest.mark.parametrize("tail", [b"\xff\xff", b"\0", b"\x81"])
def test_bytes_that_are_no_text_refuse_the_file_wherever_they_stand(desk, tmp_path, tail):
    path = tmp_path / "web_20260501.csv"
    path.write_bytes("\n".join([HEADERS[0], *[GOOD] * 50]).encode("gb18030") + tail)
    assert agree(desk, path).refusal == "wrong_encoding"


def test_torn_quotes_in_a_large_file_cost_only_the_rows_that_they_run_into(desk, tmp_path):
    lines = [GOOD] * 3600
    for place in range(0, 3600, 900):
        lines[place] = 'A1,2026-05-01,"81,理财,计算机,10,1%,5'
        lines[place + 1] = 'A1,2026-05-01,81,"理财",计算机,10,1%,5'
    path = tmp_path / "web_20260501.csv"
    path.write_bytes("\n".join([HEADERS[0], *lines]).encode("gb18030"))
    found = agree(desk, path, block=20_000)
    assert (len(found.rows), len(found.rejected)) == (3592, 4)


def test_a_total_in_the_last_of_many_blocks_is_held_against_all_of_them(desk, tmp_path):
    total = "总计,,,,,{},,"
    for clicks, is_complete in ((30000, True), (30010, False)):
        path = tmp_path / "web_20260501.csv"
        text = "\n".join([HEADERS[0], *[GOOD] * 3000, total.format(clicks)])
        path.write_bytes(text.encode("gb18030"))
        (entry,) = agree(desk, path, block=5_000).entries
        assert (entry.row_count, entry.is_complete) == (3000, is_complete)


def test_spend_in_ten_thousands_and_in_another_order_comes_out_alike(desk, tmp_path):
    path = tmp_path / "web_20260501.csv"
    path.write_text(f"{HEADERS[1]}\n,2026-05-01,,理财,计算机,10,1%,1.2\n")
    (row,) = agree(desk, path).rows
    assert (row["cost_raw"], row["campaign_id"], row["device"]) == ("12000", "name:理财", "pc")


@pytest.mark.parametrize("place", [3, 6])
def test_bytes_that_are_no_text_refuse_the_file_in_columns_that_nobody_asks_for(
    desk, tmp_path, place
):
    cells = [cell.encode("gb18030") for cell in GOOD.split(",")]
    cells[place] = b"\x81"
    lines = [GOOD.encode("gb18030")] * 30
    path = tmp_path / "web_20260501.csv"
    path.write_bytes(b"\n".join([HEADERS[0].encode("gb18030"), *lines, b",".join(cells), *lines]))
    assert agree(desk, path).refusal == "wrong_encoding"


def test_letters_of_four_bytes_and_of_ascii_ends_come_out_alike_in_gb18030(desk, tmp_path):
    names = ["𠮷理财", "俓亅乗", "plain", ""]
    lines = [GOOD.replace("理财", name) for name in names * 10]
    path = tmp_path / "web_20260501.csv"
    path.write_bytes("\n".join([HEADERS[0], *lines]).encode("gb18030"))
    assert {row["campaign_name"] for row in agree(desk, path).rows} == {*names[:3], None}
