"""Every promotion judged after a build: sums out of the warehouse, verdicts into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pandas as pd

from measurement.memory import Past, remember
from measurement.profit import USUAL
from measurement.promotions import (
    Promotion,
    at_standard_values,
    between,
    daily_effects,
    judge_promotion,
    values,
)
from measurement.words import Words
from orchestration import builds, promotion_sums, promotion_tables
from orchestration.promotion_tables import EFFECTS
from orchestration.registered import compared
from orchestration.registrations import Entry, latest, read_book
from orchestration.workspace import Workspace

COST_COLUMNS = ("cost_per_first", "cost_per_first_low", "cost_per_first_high")
Rows = dict[str, list[dict[str, object]]]


def judge_promotions(workspace: Workspace) -> Rows:
    """Write the measured marts of the newest build, and return their rows.

    None are written where that build did not pass: publishing says so.
    """
    entries = latest(read_book(workspace.paths.registrations), workspace.as_of)
    with builds.open_warehouse(workspace.paths.warehouse) as connection:
        build = builds.newest(connection)
        if build is None or build.status not in {"built", "published"}:
            return {}
        rows = measured(connection, entries, workspace.settings.company.currency)
        promotion_tables.write(connection, rows)
    return rows


def measured(
    connection: duckdb.DuckDBPyConnection, entries: Mapping[str, Entry], currency: str = "CNY"
) -> Rows:
    """The rows of the measured marts; `connection` finds the dbt models by their names."""
    known, described = promotion_sums.promotions(connection)
    evidence = promotion_sums.evidence(connection, known)
    days = promotion_sums.arm_days(connection)
    rows: Rows = {"fct_promotion_verdicts": [], "fct_promotion_effects": []}
    for promotion in known:
        entry = entries.get(promotion.promotion_id)
        ready = replace(_planned(promotion, entry), currency=currency)
        effects = _effects(ready, days.get(ready.promotion_id))
        daily = {str(arm): _day_by_day(ready, part) for arm, part in effects.groupby("arm")}
        for told in judge_promotion(ready, evidence, daily):
            rows["fct_promotion_verdicts"].append(_row(ready, told) | compared(ready, told, entry))
            codes = {words["code"] for words in told["warnings"]}
            by_day = effects
            if codes & {"amounts_moved", "amounts_may_have_moved"}:
                money = _effects(ready, days.get(ready.promotion_id), is_standard=False)
                by_day = money if "amounts_moved" in codes else between(effects, money)
            rows["fct_promotion_effects"] += _shown(ready, told, by_day)
    kinds = dict(zip(described["promotion_id"], described["kind"], strict=True))
    rows["fct_promotion_memory"] = _memory(rows["fct_promotion_verdicts"], kinds)
    return rows


def _planned(promotion: Promotion, entry: Entry | None) -> Promotion:
    """With the share that was registered where the plan names none."""
    if entry is None or promotion.holdout_share is not None:
        return promotion
    return replace(promotion, holdout_share=entry.registration.holdout_share)


def _effects(
    promotion: Promotion, days: pd.DataFrame | None, is_standard: bool = True
) -> pd.DataFrame:
    control = next((arm.arm for arm in promotion.arms if arm.is_control), None)
    if days is None or control is None:
        return pd.DataFrame(columns=list(EFFECTS))
    if is_standard:
        days = at_standard_values(days, values(promotion.arms))
    people = {arm.arm: arm.people for arm in promotion.arms}
    return daily_effects(days, people, control)


def _day_by_day(promotion: Promotion, effects: pd.DataFrame) -> list[float]:
    """The effect of every day from the start on, 0 where nobody invested."""
    start, _, last = promotion.span
    found = dict(zip(pd.to_datetime(effects["stat_date"]).dt.date, effects["effect"], strict=True))
    return [float(found.get(start + timedelta(k), 0.0)) for k in range((last - start).days + 1)]


def _shown(promotion: Promotion, told: Mapping, effects: pd.DataFrame) -> list[dict[str, object]]:
    """The effect of each day, where the verdict's method tells it."""
    if told["method"] not in ("geo", "randomised"):
        return []
    found = _of_places(told) if told["method"] == "geo" else effects
    rows = found[found["arm"] == told["arm"]].to_dict("records")
    return [{"promotion_id": promotion.promotion_id} | row for row in rows]


def _of_places(told: Mapping) -> pd.DataFrame:
    days = pd.DataFrame(told["daily"])
    running = days["effect"].cumsum()
    dates = [date.fromisoformat(day[:10]) for day in days["date"]]
    return days[["effect"]].assign(arm=told["arm"], stat_date=dates, cumulative=running)


def _row(promotion: Promotion, told: Mapping) -> dict[str, object]:
    """A verdict as a row of its mart, without what was registered."""
    words, why = told["words"], told["why"]
    return {
        "promotion_id": promotion.promotion_id,
        "arm": told["arm"],
        "verdict": told["verdict"],
        "verdict_en": words["en"],
        "verdict_zh": words["zh"],
        "method": told["method"],
        "why_en": why["en"],
        "why_zh": why["zh"],
        **_lines("not_used", list(told["not_used"].values())),
        "people": told["people"],
        "control_people": told["control_people"],
        "subsidy_amount": told["subsidy"],
        "activity_cost_amount": told["activity_cost"],
        **_interval("incremental_revenue", "incremental", told["incremental"]),
        **_interval("net_profit", "net", told["net_profit"]),
        **_interval("first_investors", "first_investors", told["firsts"]),
        **dict(zip(COST_COLUMNS, told["cost_per_first"], strict=True)),
        "persistence": told["persistence"],
        "is_borrowed": told["is_borrowed"],
        "people_to_tell": told["people_to_tell"],
        "payback_days": told["payback_day"],
        "test": told["test"],
        "days_during": promotion.days_during,
        "days_after": promotion.days_after,
        "warning_codes": ",".join(words["code"] for words in told["warnings"]),
        **_lines("warnings", told["warnings"]),
    }


def _lines(name: str, said: Sequence[Words]) -> dict[str, object]:
    """Sentences, one a line, in both languages."""
    en, zh = ("\n".join(words[lang] for words in said) for lang in ("en", "zh"))
    return {f"{name}_en": en, f"{name}_zh": zh}


def _interval(value: str, bounds: str, told: Mapping | None) -> dict[str, object]:
    low, high = told["interval"] if told else (None, None)
    return {value: told["value"] if told else None, f"{bounds}_low": low, f"{bounds}_high": high}


def _memory(verdicts: Sequence[Mapping], kinds: Mapping[str, str | None]) -> list[dict]:
    """Net profit per unit of spend of each verdict, drawn to its kind where three are known."""
    by_kind: dict[str, list[tuple[Mapping, Past]]] = {}
    for row in verdicts:
        spent = (row["subsidy_amount"] or 0.0) + (row["activity_cost_amount"] or 0.0)
        if row["net_profit"] is not None and spent > 0:
            error = (row["net_high"] - row["net_low"]) / 2 / USUAL / spent
            name = f"{row['promotion_id']} {row['arm']}".strip()
            past = Past(name, row["net_profit"] / spent, max(error, 1e-9))
            by_kind.setdefault(kinds.get(row["promotion_id"]) or "", []).append((row, past))
    return [told for kind, found in by_kind.items() for told in _of_kind(kind, found)]


def _of_kind(kind: str, found: Sequence[tuple[Mapping, Past]]) -> list[dict]:
    memory = remember([past for _, past in found])
    low, high = memory.expected_range if memory else (None, None)
    rows = []
    for k, (row, past) in enumerate(found):
        shrunk = memory.promotions[k] if memory else None
        rows.append(
            {
                "promotion_id": row["promotion_id"],
                "arm": row["arm"],
                "kind": kind,
                "effect": past.effect,
                "se": past.se,
                "shrunk": shrunk.effect if shrunk else None,
                "shrunk_low": shrunk.interval[0] if shrunk else None,
                "shrunk_high": shrunk.interval[1] if shrunk else None,
                "kind_mean": memory.mean if memory else None,
                "kind_low": low,
                "kind_high": high,
            }
        )
    return rows
