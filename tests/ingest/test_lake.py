"""The lake: one schema per dataset, files as they were written, loads visible when complete."""

import shutil

import duckdb
import pyarrow.parquet as pq
import pytest
from dlt.pipeline.exceptions import PipelineStepFailed

from ingest.contracts import DATASETS
from ingest.lake import Lake
from ingest.ledger import lake_schemas
from tests.ingest.company import SHORT_SPEND, Company, event, json_lines

SPEND = SHORT_SPEND + "2026-05-01,1,a,9,1,50\n2026-05-01,2,b,x,1,50\n"


def fill(company: Company) -> str:
    company.drop("events/events_1.jsonl.gz", json_lines([event(1), event(2)], "torn"))
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", SPEND)
    load_id = company.ingest().load_id
    assert load_id is not None
    return load_id


def test_every_dataset_reads_before_anything_was_delivered(company):
    company.ingest()
    for name, dataset in DATASETS.items():
        names = [row[0] for row in company.ask(name, "select * from (describe lake)")]
        assert names[6:] == list(dataset.lake_columns)
        assert company.ask(name, "select count(*) from lake") == [(0,)]


def test_files_have_the_schema_of_the_contract_to_the_letter(company):
    fill(company)
    for name, schema in lake_schemas().items():
        for path in (company.paths.lake / name).glob("*.parquet"):
            assert pq.read_schema(path).equals(schema), path


def test_dlt_takes_the_files_as_they_were_written(company):
    fill(company)
    (path,) = Lake(company.paths).files("events")
    column = pq.ParquetFile(path).metadata.row_group(0).column(0)
    assert column.compression == "ZSTD"


def test_a_load_is_one_line_in_the_ledger_of_loads_and_one_file_per_dataset(company):
    load_id = fill(company)
    lake = Lake(company.paths)
    assert lake.finished_loads() == [load_id]
    names = {name: [path.name for path in lake.files(name)] for name in lake_schemas()}
    filled = {name: found for name, found in names.items() if found}
    assert set(filled) == {"events", "ad_spend", "deliveries", "rejects"}
    assert all(len(found) == 1 and found[0].startswith(load_id) for found in filled.values())


def test_rows_know_their_load_file_line_and_delivery(company):
    load_id = fill(company)
    columns = "source, _delivery_id, _load_id, _source_file, _row_number"
    (row,) = company.rows("ad_spend", columns)
    (book,) = company.rows("deliveries", "delivery_id", "where source = 'dsp_ipinyou'")
    assert row == ("dsp_ipinyou", book[0], load_id, "dsp_ipinyou_20260501.csv", 2)
    is_recent = "min(_loaded_at) > now()::timestamp - interval 1 hour"
    moments = f"select count(distinct _loaded_at), {is_recent}"
    assert company.ask("events", f"{moments} from lake") == [(1, True)]


def test_a_file_of_a_dataset_that_was_not_named_stops_the_load(company):
    company.ingest()
    lake = Lake(company.paths)
    before = lake.finished_loads()
    path = company.paths.home / "users.parquet"
    with pytest.raises(PipelineStepFailed, match="written but not named: users"):
        lake.load(["events"], lambda _: {"users": (path, 1)})
    assert lake.finished_loads() == before


def test_nothing_new_makes_no_load(company):
    load_id = fill(company)
    assert company.ingest().load_id is None
    assert Lake(company.paths).finished_loads() == [load_id]


def test_files_of_an_unfinished_load_are_cleared_and_those_of_others_stay(company):
    load_id = fill(company)
    (path,) = Lake(company.paths).files("events")
    orphan = path.with_name("9999999999.1.aaaa.parquet")
    orphan.write_bytes(path.read_bytes())
    company.ingest()
    assert not orphan.exists()
    assert path.name.startswith(load_id)
    assert path.exists()


def test_losing_the_state_folder_loses_nothing(company):
    fill(company)
    shutil.rmtree(company.paths.state)
    company.drop("dsp_ipinyou/dsp_ipinyou_20260501.csv", SPEND)
    company.drop("events/events_2.jsonl.gz", json_lines([event(9)]))
    report = company.ingest()
    assert (report.rows, report.sources["dsp_ipinyou"].duplicate) == (1, 1)


def test_the_spend_of_one_load_can_be_read_by_a_plain_glob(company):
    fill(company)
    pattern = str(company.paths.lake / "ad_spend" / "*.parquet")
    sql = f"select sum(cast(cost_raw as decimal(18, 2))) from read_parquet('{pattern}')"
    assert duckdb.execute(sql).fetchall()[0][0] == 50
