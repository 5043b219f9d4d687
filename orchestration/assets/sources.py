"""Sources and the lake's datasets as assets: one op picks up whatever has come."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import dagster as dg

from ingest.config import ConfigError
from ingest.contracts import DATASETS
from ingest.descriptions import SourceDescription
from ingest.inbox import IngestInProgressError, ingest
from orchestration import builds, lake
from orchestration.assets.warehouse import POOL
from orchestration.history import LOADED_TAG
from orchestration.lake import Arrival
from orchestration.stages import Stages
from orchestration.workspace import Workspace

FIRST_DAY = "2020-01-01"
LEDGERS = ("deliveries", "rejects")
FRESH = "is_fresh"
RETRY_SECONDS = 30
Sources = Mapping[str, SourceDescription]


def source_assets(
    workspace: Workspace, sources: Sources, stages: Stages, retries: int = 0
) -> dg.AssetsDefinition:
    """One op for all sources: a load has a cost of its own, and only one may run at a time.

    Files are taken as they come. A day of a source counts as materialised when a delivery that
    covers it was loaded, whichever day the run was asked for. A source that does not answer is
    asked again `retries` times, then left for the next run.
    """
    days = dg.DailyPartitionsDefinition(
        FIRST_DAY, timezone=workspace.settings.company.timezone, end_offset=1
    )

    @dg.multi_asset(
        name="ingest",
        specs=[*_source_specs(sources, days), *_dataset_specs(sources)],
        check_specs=[_freshness_spec(source) for source in sources.values()],
        can_subset=True,
        pool=POOL,
        backfill_policy=dg.BackfillPolicy.single_run(),
        required_resource_keys={"one_run"},
    )
    def pick_up(
        context: dg.AssetExecutionContext,
    ) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        before = lake.newest_load(workspace.paths.lake)
        _ingest(workspace, stages, _chosen(context, sources))
        if stages.unread and context.retry_number < retries:
            wait = RETRY_SECONDS * 2**context.retry_number
            raise dg.RetryRequested(max_retries=retries, seconds_to_wait=wait)
        yield from _materialised(
            context, sources, lake.arrivals_after(workspace.paths.lake, before)
        )
        yield from _fresh(context, workspace, sources)

    return pick_up


def _ingest(workspace: Workspace, stages: Stages, chosen: list[str] | None) -> None:
    with stages.stage("ingest") as tell:
        try:
            report = ingest(workspace.paths.home, workspace.settings, tell, chosen)
        except (ConfigError, IngestInProgressError) as error:
            raise dg.Failure(str(error), allow_retries=False) from error
    stages.note(report.summary)
    for warning in report.warnings:
        stages.warn(warning)
    stages.unread = [name for name, told in report.sources.items() if told.error]


def _source_specs(sources: Sources, days: dg.PartitionsDefinition) -> list[dg.AssetSpec]:
    return [
        dg.AssetSpec(
            _source_key(name),
            description=f"{source.label} {source.label_zh}".strip() or name,
            group_name="sources",
            owners=[f"team:{source.owner.replace(' ', '_')}"] if source.owner else None,
            kinds={source.format},
            skippable=True,
            partitions_def=days if source.is_spend else None,
            metadata={"repull_days": source.repull_days, "schedule": source.schedule},
        )
        for name, source in sources.items()
    ]


def _dataset_specs(sources: Sources) -> list[dg.AssetSpec]:
    fed_by = {name: _feeding(sources, name) for name in DATASETS}
    ledgers = {ledger: list(sources) for ledger in LEDGERS}
    return [
        dg.AssetSpec(
            ["lake", dataset],
            deps=[_source_key(name) for name in names],
            description=DATASETS[dataset].description if dataset in DATASETS else None,
            group_name="lake",
            kinds={"parquet"},
        )
        for dataset, names in (fed_by | ledgers).items()
    ]


def _freshness_spec(source: SourceDescription) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        FRESH,
        asset=_source_key(source.name),
        description=f"Something came within the last {source.freshness_hours} hours.",
    )


def _source_key(name: str) -> dg.AssetKey:
    return dg.AssetKey(["sources", name])


def _feeding(sources: Sources, dataset: str) -> list[str]:
    return [name for name, source in sources.items() if dataset in source.datasets]


def _chosen(context: dg.AssetExecutionContext, sources: Sources) -> list[str] | None:
    if not context.is_subset:
        return None
    wanted = {key.path[1] for key in context.selected_asset_keys if key.path[0] == "sources"}
    for key in context.selected_asset_keys:
        wanted |= set(_feeding(sources, key.path[1])) if key.path[0] == "lake" else set()
    return sorted(wanted)


def _tag_days(context: dg.AssetExecutionContext, arrivals: list[Arrival]) -> None:
    days = sorted(arrival.day for arrival in arrivals if arrival.day)
    if days:
        tags = {LOADED_TAG: f"{days[0]}..{days[-1]}"}
        context.instance.add_run_tags(context.run_id, tags)


def _materialised(
    context: dg.AssetExecutionContext, sources: Sources, arrivals: list[Arrival]
) -> Iterator[dg.MaterializeResult]:
    selected = context.selected_asset_keys
    for arrival in arrivals:
        key = _source_key(arrival.source)
        if key not in selected:
            continue
        metadata = {"dagster/row_count": arrival.rows, "rejected_rows": arrival.rejected}
        if arrival.day is not None:
            context.log_event(
                dg.AssetMaterialization(key, partition=arrival.day, metadata=metadata)
            )
        elif not sources[arrival.source].is_spend:
            yield dg.MaterializeResult(asset_key=key, metadata=metadata)
    for key in sorted(selected):
        if key.path[0] == "lake":
            yield dg.MaterializeResult(asset_key=key)


def _fresh(
    context: dg.AssetExecutionContext, workspace: Workspace, sources: Sources
) -> Iterator[dg.AssetCheckResult]:
    last = lake.last_deliveries(workspace.paths.lake)
    for key in sorted(context.selected_asset_check_keys):
        source = sources[key.asset_key.path[1]]
        came = last.get(source.name)
        allowed = timedelta(hours=source.freshness_hours)
        yield dg.AssetCheckResult(
            asset_key=key.asset_key,
            check_name=key.name,
            passed=came is not None and builds.now() - came <= allowed,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"last_delivery": str(came or "never")},
        )
