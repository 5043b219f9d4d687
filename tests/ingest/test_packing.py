"""Packing the lake: fewer files, the same rows, and nothing lost wherever it is stopped."""

from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest

from ingest.lake import Lake
from ingest.lake_files import files_of, lake_files, pack_name
from ingest.ledger import lake_schemas
from ingest.packing import PackingError, pack, packed
from tests.ingest.company import SHORT_SPEND, Company, event, json_lines

FOREVER = "9999999999.0000000"


def deliver(company: Company, numbers: list[int]) -> str:
    """One load of one file with these events."""
    company.drop(f"events/events_{numbers[0]}.jsonl.gz", json_lines([event(n) for n in numbers]))
    load_id = company.ingest().load_id
    assert load_id is not None
    return load_id


def event_ids(company: Company) -> list[str]:
    """The events that a reader of the lake finds."""
    tables = [pq.read_table(path) for path in Lake(company.paths).files("events")]
    return sorted(value for table in tables for value in table["event_id"].to_pylist())


def test_a_pack_holds_the_rows_of_its_loads_in_their_order(company):
    loads = [deliver(company, [1, 2]), deliver(company, [3])]
    made = {found.dataset: found for found in pack(Lake(company.paths), FOREVER)}
    assert (made["events"].files, made["events"].rows) == (2, 3)
    table = pq.read_table(made["events"].path)
    assert table["_load_id"].to_pylist() == [loads[0], loads[0], loads[1]]
    assert table.schema.equals(lake_schemas()["events"])


def test_what_a_pack_replaces_is_ignored_before_it_is_removed(company):
    deliver(company, [1, 2])
    deliver(company, [3])
    before = event_ids(company)
    made = [found.path for found in pack(Lake(company.paths), FOREVER) if found.dataset == "events"]
    assert len(lake_files(company.paths.lake / "events")) == 3
    assert Lake(company.paths).files("events") == made
    assert event_ids(company) == before
    for path in packed(Lake(company.paths)):
        path.unlink()
    assert event_ids(company) == before


def test_loads_after_the_last_to_pack_stay_as_they_are(company):
    first, second, third = deliver(company, [1]), deliver(company, [2]), deliver(company, [3])
    list(pack(Lake(company.paths), second))
    left = [
        (file.first_load, file.last_load)
        for file in files_of(company.paths.lake / "events", {first, second, third})
    ]
    assert left == [(first, second), (third, third)]


def test_a_pack_grows_with_the_loads_that_came_since(company):
    first, _ = deliver(company, [1]), deliver(company, [2])
    list(pack(Lake(company.paths), FOREVER))
    third = deliver(company, [3])
    list(pack(Lake(company.paths), FOREVER))
    (path,) = Lake(company.paths).files("events")
    assert path.name == pack_name(first, third)
    assert event_ids(company) == sorted(str(event(n)["event_id"]) for n in (1, 2, 3))


def test_packing_what_is_packed_does_nothing(company):
    deliver(company, [1])
    deliver(company, [2])
    assert list(pack(Lake(company.paths), FOREVER))
    assert list(pack(Lake(company.paths), FOREVER)) == []


def test_a_pack_that_was_killed_half_way_is_begun_again(company):
    deliver(company, [1])
    deliver(company, [2])
    half = company.paths.lake / "events" / "1.0.since_0_5.parquet.part"
    half.write_bytes(b"PAR1")
    assert event_ids(company) == sorted(str(event(n)["event_id"]) for n in (1, 2))
    list(pack(Lake(company.paths), FOREVER))
    assert not half.exists()


def test_a_torn_file_is_named_and_nothing_is_replaced(company):
    deliver(company, [1])
    deliver(company, [2])
    torn = Lake(company.paths).files("events")[1]
    torn.write_bytes(torn.read_bytes()[:200])
    with pytest.raises(PackingError, match=torn.name):
        list(pack(Lake(company.paths), FOREVER))
    assert len(Lake(company.paths).files("events")) == 2


def test_the_next_ingest_knows_what_is_in_a_pack(company):
    spend = SHORT_SPEND + "2026-05-01,1,a,9,1,50\n"
    for number, name in enumerate(("dsp_ipinyou_20260501.csv", "dsp_ipinyou_20260502.csv")):
        company.drop(f"dsp_ipinyou/{name}", spend.replace("05-01", f"05-0{number + 1}"))
        company.ingest()
    list(pack(Lake(company.paths), FOREVER))
    for path in packed(Lake(company.paths)):
        path.unlink()
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", spend)
    assert company.ingest().sources["dsp_ipinyou"].duplicate == 1
    assert len(company.rows("ad_spend")) == 2


def test_columns_that_an_old_file_lacks_are_empty(company):
    deliver(company, [1])
    deliver(company, [2])
    old = Lake(company.paths).files("events")[0]
    pq.write_table(pq.read_table(old).drop_columns(["ip_block_hash"]), old)
    list(pack(Lake(company.paths), FOREVER))
    (path,) = Lake(company.paths).files("events")
    assert pq.read_table(path)["ip_block_hash"].to_pylist()[0] is None


def test_months_of_loading_are_packed_apart(company):
    deliver(company, [1])
    folder = company.paths.lake / "events"
    for day in (0, 1, 31, 32, 33):
        load_id = f"{datetime(2026, 1, 1, tzinfo=UTC).timestamp() + day * 86400:.7f}"
        table = lake_schemas()["events"].empty_table()
        pq.write_table(table, folder / f"{load_id}.0.parquet")
        (company.paths.lake / "_dlt_loads" / f"headwater__{load_id}.jsonl").write_text("{}\n")
    upto = f"{datetime(2026, 3, 1, tzinfo=UTC).timestamp():.7f}"
    assert [found.files for found in pack(Lake(company.paths), upto)] == [2, 3]
