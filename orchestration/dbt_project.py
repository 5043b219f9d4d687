"""The dbt project seen from outside: where it is, its fingerprint, manifest and variables."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from ingest.config import has_hash_key, hash_key
from ingest.funnels import ACQUISITION, Funnel
from ingest.sections import Channel, ChannelRule, KindWindow, Windows, followed
from orchestration.parsed import ensure_manifest, project_digest
from orchestration.workspace import Workspace
from orchestration.zones import steady_offset

FIRST_PRIORITY = 1
"""Rules of the company's own come before those of the seed, which begin at 110."""
MEASURED = "source:measured+"
"""What can only be built once measurement has read the rest."""
PUBLISHED_MARTS = (
    "dim_channels",
    "dim_cities",
    "dim_dates",
    "dim_campaigns",
    "dim_promotions",
    "fct_spend_daily",
    "fct_campaign_daily",
    "fct_conversion_paths",
    "fct_channel_daily",
    "fct_funnel_daily",
    "fct_funnel_steps_daily",
    "fct_funnel_breakdowns",
    "dim_funnels",
    "fct_channel_cohorts",
    "fct_channel_credit_daily",
    "fct_campaign_credit_daily",
    "fct_city_credit_daily",
    "fct_credit_certainty",
    "fct_journey_samples",
    "fct_channel_truths",
    "fct_cohort_activity",
    "fct_partner_payables",
    "fct_spend_waterfall",
    "fct_spend_reconciliation",
    "fct_city_daily",
    "fct_promotion_ledger",
    "fct_promotion_overlaps",
    "fct_registration_evidence",
    "fct_registration_times",
    "fct_hunter_scores",
    "fct_bonus_hunters",
    "fct_hunter_clusters",
    "fct_inviters",
    "fct_invite_trees",
    "fct_referral_cohorts",
    "fct_reward_scores",
    "fct_activities",
    "fct_activity_codes",
    "fct_placements",
    "fct_offline_cities_monthly",
    "fct_payback",
    "fct_cohort_ages",
    "fct_growth_daily",
    "fct_plan_vs_actual",
    "fct_deliveries",
    "fct_rejects",
    "fct_source_freshness",
    "fct_data_quality",
    "fct_restatements",
    "fct_tracking_audit",
    "fct_unmatched_traffic",
    "fct_code_conflicts",
    "fct_identity_fragments",
    "annotations",
)


class Mart(NamedTuple):
    """A table of the warehouse that is published: its schema, relation, and published name."""

    schema: str
    relation: str
    name: str
    key: tuple[str, ...] = ()
    """Columns by which a daily run writes some rows of it anew; none where it writes all."""
    rebuilt: str = ""
    """Relation in the same schema that lists those keys."""


def company_vars(workspace: Workspace) -> dict[str, object]:
    """The dbt variables that the company's settings decide."""
    windows = workspace.settings.windows
    return {
        "company_timezone": workspace.settings.company.timezone,
        "company_offset": steady_offset(workspace.settings.company.timezone),
        "session_timeout_minutes": windows.session_timeout_minutes,
        "attribution_lookback_days": windows.attribution_lookback_days,
        "attribution_half_life_days": windows.attribution_half_life_days,
        "attribution_windows": attribution_windows(windows),
        "attribution_training_days": windows.attribution_training_days,
        "attribution_own_model": windows.attribution_own_model,
        "platform_conversion_kind": windows.platform_conversion_kind,
        "measured_lifts": [lift.row for lift in workspace.settings.lift],
        "funnel_window_days": windows.funnel_window_days,
        "own_channels": own_channels(workspace.settings.channel),
        "own_channel_rules": own_channel_rules(workspace.settings.channel),
        "merged_channels": followed(workspace.settings.merged_channels),
        "merged_codes": followed(workspace.settings.merged_codes),
        "as_of": workspace.as_of.isoformat(" ") if workspace.as_of else "",
        "own_funnels": own_funnels(workspace.settings.funnel, windows.funnel_window_days),
        "pseudonym_key": pseudonym_key(workspace),
        "acquisition_step_windows": acquisition_step_windows(workspace.settings.funnel),
    }


def pseudonym_key(workspace: Workspace) -> str:
    """Key of the names that pages give people, derived from the hash key and no way back to it."""
    home = workspace.paths.home
    if not has_hash_key(home):
        return ""
    key = hash_key(home).get_secret_value().encode()
    return hmac.new(key, b"pseudonyms", hashlib.sha256).hexdigest()


def attribution_windows(windows: Windows) -> dict[str, dict[str, float]]:
    """Look-back and half-life per kind of conversion, where a kind has one of its own."""
    kinds = {
        "registration": windows.registration,
        "first_investment": windows.first_investment,
        "repeat_investment": windows.repeat_investment,
    }
    return {
        kind: {
            "lookback_days": own.lookback_days or windows.attribution_lookback_days,
            "half_life_days": own.half_life_days or windows.attribution_half_life_days,
        }
        for kind, own in kinds.items()
        if own != KindWindow()
    }


def own_channels(channels: Sequence[Channel]) -> list[dict[str, object]]:
    """The company's own channels as rows of the seed `channels`; they come before its rows."""
    return [
        {
            "channel": channel.name,
            "channel_name": channel.label or channel.name,
            "channel_name_zh": channel.label_zh or channel.label or channel.name,
            "channel_class": channel.channel_class,
            "platform": channel.platform or None,
            "medium": channel.medium or None,
            "owner": channel.owner or None,
            "pricing_model": channel.pricing_model,
            "channel_role": channel.role,
            "is_paid": channel.is_paid,
            "sort_order": number - len(channels),
        }
        for number, channel in enumerate(channels)
    ]


def own_channel_rules(channels: Sequence[Channel]) -> list[dict[str, object]]:
    """Their rules as rows of the seed `channel_rules`, the first of a channel before its next."""
    rules = [
        (channel.name, rule)
        for channel in channels
        for rule in channel.rules or [ChannelRule(utm_source=channel.name)]
    ]
    return [
        {
            "priority": FIRST_PRIORITY + number,
            "channel": name,
            "click_id_type": rule.click_id,
            "utm_source": _lower(rule.utm_source),
            "utm_medium": _lower(rule.utm_medium),
            "utm_content": _lower(rule.utm_content),
            "code_prefix": rule.code_prefix,
            "has_invite": None,
            "referrer_domain": _lower(rule.referrer_domain),
        }
        for number, (name, rule) in enumerate(rules)
    ]


def own_funnels(funnels: Sequence[Funnel], window_days: int) -> list[dict[str, object]]:
    """The company's own funnels as rows of `dim_funnels`; `window_days` where one names none."""
    return [
        {
            "funnel": funnel.name,
            "funnel_name": funnel.label or funnel.name,
            "funnel_name_zh": funnel.label_zh or funnel.label or funnel.name,
            "step_number": number,
            "step": item.step,
            "window_days": funnel.window_days or window_days,
            "step_window_days": item.window_days,
        }
        for funnel in funnels
        if funnel.name != ACQUISITION
        for number, item in enumerate(funnel.steps, start=1)
    ]


def acquisition_step_windows(funnels: Sequence[Funnel]) -> dict[str, int]:
    """The days that single steps of the acquisition funnel have, after the step before."""
    return {
        item.step: item.window_days
        for funnel in funnels
        if funnel.name == ACQUISITION
        for item in funnel.steps
        if item.window_days is not None
    }


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def fingerprint(workspace: Workspace) -> str:
    """Changes whenever the project's files or the company's variables do: then rebuild all."""
    digest = hashlib.sha256(json.dumps(company_vars(workspace), sort_keys=True).encode())
    if workspace.engine == "spark":
        digest.update(workspace.settings.spark.model_dump_json().encode())
    else:
        # Another DuckDB may give people other numbers than those its tables keep.
        digest.update(duckdb.__version__.encode())
    digest.update(project_digest().encode())
    return digest.hexdigest()


def read_manifest(workspace: Workspace) -> dict[str, dict]:
    """The parsed project; a test of several models hangs on the last one that it names."""
    path = ensure_manifest(workspace)
    return _read(path, path.stat().st_mtime_ns)


def published_marts(workspace: Workspace) -> list[Mart]:
    """Each mart that the pages read: the models marked `publish`, else the known ones."""
    nodes = read_manifest(workspace)["nodes"].values()
    models = [node for node in nodes if node["resource_type"] == "model"]
    marked = [node for node in models if node["config"].get("meta", {}).get("publish")]
    chosen = marked or [node for node in models if node["name"] in PUBLISHED_MARTS]
    shown = "main" if workspace.engine == "spark" else ""
    return sorted(
        Mart(shown or node["schema"], node["alias"], node["name"], *_rebuilt(node))
        for node in chosen
    )


def _rebuilt(node: Mapping[str, dict]) -> tuple[tuple[str, ...], str]:
    config = node["config"]
    listed = config.get("meta", {}).get("rebuilt", "")
    if config["materialized"] != "incremental" or not listed:
        return (), ""
    key = config["unique_key"]
    return (key,) if isinstance(key, str) else tuple(key), listed


@lru_cache(maxsize=2)
def _read(path: Path, _changed_at: int) -> dict[str, dict]:
    manifest = json.loads(path.read_text(encoding="utf-8"))
    later = _made_of_measured(manifest["child_map"])
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test" and not node.get("attached_node"):
            parents = node["depends_on"]["nodes"]
            node["attached_node"] = ([name for name in parents if name in later] or parents)[-1]
    return manifest


def _made_of_measured(children: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [name for name in children if name.startswith("source.") and ".measured." in name]
    while ahead:
        new = set(children.get(ahead.pop(), ())) - found
        found |= new
        ahead += new
    return found
