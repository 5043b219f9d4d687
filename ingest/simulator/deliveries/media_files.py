"""The file of each report of an advertising platform: its name, its moment, its format."""

from __future__ import annotations

from functools import partial

from ingest.simulator.deliveries.baidu_sem import baidu_sem_csv
from ingest.simulator.deliveries.delivery import Delivery, day_stamp, stamp
from ingest.simulator.deliveries.dsp_ipinyou import dsp_ipinyou_csv
from ingest.simulator.deliveries.media import Report
from ingest.simulator.deliveries.ocean_engine import ocean_engine_json
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import Story

_WRITERS = {
    "baidu_sem": baidu_sem_csv,
    "ocean_engine": ocean_engine_json,
    "dsp_ipinyou": dsp_ipinyou_csv,
}


def media_delivery(story: Story, catalog: Catalog, report: Report) -> Delivery:
    """The file of one report."""
    return Delivery(
        source=report.source,
        file_name=_file_name(story, report),
        stat_day=report.stat_day,
        kind=report.kind,
        at=report.at,
        content=partial(_WRITERS[report.source], story, catalog, report),
        note=report.shape,
    )


def _file_name(story: Story, report: Report) -> str:
    day = day_stamp(story, report.stat_day)
    if report.source == "dsp_ipinyou":
        return f"dsp_ipinyou_{day}{'_2' if report.kind == 'duplicate' else ''}.csv"
    ending = "csv" if report.source == "baidu_sem" else "json"
    return f"{report.source}_{day}_{stamp(story, report.at)}.{ending}"
