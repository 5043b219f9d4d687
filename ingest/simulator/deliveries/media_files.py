"""The file of each report of an advertising platform: its name, its moment, its format."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ingest.simulator.deliveries.api_answers import APIS, api_answer
from ingest.simulator.deliveries.baidu_sem import baidu_sem_csv
from ingest.simulator.deliveries.delivery import Delivery, day_stamp, stamp
from ingest.simulator.deliveries.dsp_ipinyou import dsp_ipinyou_csv
from ingest.simulator.deliveries.ipinyou_log import ipinyou_log
from ingest.simulator.deliveries.media import Report
from ingest.simulator.deliveries.ocean_engine import ocean_engine_json
from ingest.simulator.deliveries.own_channels import own_channels_book
from ingest.simulator.deliveries.saved_answers import Asked, answer_name
from ingest.simulator.deliveries.web_exports import LAYOUTS, web_export
from ingest.simulator.world.catalog import Catalog
from ingest.simulator.world.story import Story

Writer = Callable[[Story, Catalog, Report], bytes]
_WRITERS: dict[str, Writer] = {
    "baidu_sem": baidu_sem_csv,
    "ocean_engine": ocean_engine_json,
    "dsp_ipinyou": dsp_ipinyou_csv,
    "dsp_ipinyou_log": ipinyou_log,
    "own_channels": own_channels_book,
}
_WRITERS |= dict.fromkeys(LAYOUTS, web_export) | dict.fromkeys(APIS, api_answer)
_ENDINGS = {
    "ocean_engine": "json",
    "own_channels": "xlsx",
    "shenma": "txt",
    "dsp_ipinyou_log": "txt.bz2",
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
    source, day = report.source, day_stamp(story, report.stat_day)
    again = report.kind == "duplicate"
    if source in APIS:
        return answer_name(
            story,
            source,
            Asked(APIS[source].account, report.stat_day, report.last_day, report.at),
        )
    if source == "dsp_ipinyou":
        return f"dsp_ipinyou_{day}{'_2' if again else ''}.csv"
    if source == "qihoo":
        first, last = story.day(report.stat_day), story.day(report.last_day)
        made = f"{story.moment(report.at):%Y%m%d}"
        return f"效果评估报告_{first}至{last}_{made}{' (1)' if again else ''}.csv"
    if source == "gdt":
        return f"gdt_{day}_{story.moment(report.at):%Y%m%d}{' (1)' if again else ''}.csv"
    last = day_stamp(story, report.last_day)
    days = day if last == day else f"{day}_{last}"
    return f"{source}_{days}_{stamp(story, report.at)}.{_ENDINGS.get(source, 'csv')}"
