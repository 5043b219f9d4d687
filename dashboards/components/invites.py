"""Invites on the page of referral and bonus hunters."""

from __future__ import annotations

from dashboards.charts import hunters as charts
from dashboards.components.figure import columns, figure
from dashboards.components.table import show_or_say, show_table
from dashboards.queries import referral
from dashboards.queries.hunters import Question
from dashboards.scope import Scope
from dashboards.tables import hunters as tables


def invites(page: Scope, asked: Question) -> None:
    """How many each account brings, how good they are, by whom, how deep."""
    left, right = columns([3, 2])
    with left, figure(page, "hunters.cohorts", caption=page.all_data) as card:
        cohorts = referral.cohorts(page.build)
        card.offer(cohorts, tables.COHORTS, "k_factor")
        card.chart(charts.k_factor(page, cohorts))
    with right, figure(page, "hunters.tree_depths", caption=page.all_data) as card:
        trees = referral.trees(page.build)
        card.offer(trees, tables.TREES, "invite_trees")
        show_or_say(page, trees, tables.TREES, "hunters.no_trees", key="trees")
    with figure(page, "hunters.quality") as card:
        quality = referral.quality(page.build, asked)
        card.offer(quality, tables.QUALITY, "referral_quality")
        show_table(page, quality, tables.QUALITY, key="quality", height="content")
    with figure(page, "hunters.inviter_list", caption=page.all_data) as card:
        inviters = referral.inviters(page.build, asked)
        card.offer(inviters, tables.INVITERS, "inviters")
        show_or_say(page, inviters, tables.INVITERS, "hunters.no_trees", key="inviters")
        card.note("hunters.contract_note")
