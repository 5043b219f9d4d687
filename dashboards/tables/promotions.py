"""Tables of the promotions page."""

from __future__ import annotations

from dashboards.components.table import Column

STATUSES = (("scale", "good"), ("fix", "warn"), ("stop", "bad"), ("cannot tell", "plain"))
VERDICTS = (
    Column("label", "text", "promotions.promotion", is_pinned=True, width="medium"),
    Column(
        "verdict",
        "status",
        "promotions.verdict",
        prefix="promotions.verdict_",
        statuses=STATUSES,
        width=110,
    ),
    Column("net_profit", "money", "promotions.net_profit"),
    Column("net_low", "money", "promotions.low"),
    Column("net_high", "money", "promotions.high"),
    Column("cost", "money", "promotions.cost"),
    Column("first_investors", "difference", "promotions.firsts"),
    Column("cost_per_first", "unit_money", "promotions.cost_per_first"),
    Column("persistence", "ratio", "promotions.persistence"),
    Column("payback_days", "count", "promotions.payback"),
    Column("method", "code", "promotions.method", prefix="promotions.method_", width="medium"),
    Column("people", "count", "promotions.people"),
    Column("control_people", "count", "promotions.control_people"),
    Column("warnings", "either", "promotions.warnings", width="large"),
    Column("registered", "either", "promotions.registered", width="large"),
)
LEDGER = (
    Column("promotion_name", "text", "promotions.promotion", is_pinned=True, width="medium"),
    Column("arm", "code", "promotions.arm", prefix="promotions.arm_"),
    Column("people_exposed", "count", "promotions.people"),
    Column("people_held_out", "count", "promotions.control_people"),
    Column("budget_amount", "money", "promotions.budget"),
    Column("cost_amount", "money", "promotions.subsidy"),
    Column("coupons_granted", "count", "promotions.granted"),
    Column("coupons_redeemed", "count", "promotions.redeemed"),
    Column("coupons_redeemed_amount", "money", "promotions.redeemed_amount"),
    Column("coupons_expired", "count", "promotions.expired"),
    Column("reversed_amount", "money", "promotions.reversed"),
    Column("packets_sent", "count", "promotions.packets_sent"),
    Column("packets_received", "count", "promotions.packets_received"),
    Column("packets_received_amount", "money", "promotions.packets_amount"),
    Column("packets_refunded_amount", "money", "promotions.packets_refunded"),
    Column("investments", "count", "promotions.investments"),
    Column("invested_amount", "money", "promotions.invested"),
    Column("annualised_amount", "money", "promotions.annualised"),
    Column("people_in_two_arms", "count", "promotions.two_arms"),
)
OVERLAPS = (
    Column("promotion_name", "text", "promotions.promotion", is_pinned=True, width="medium"),
    Column("other_name", "text", "promotions.other", width="medium"),
    Column("people_in_common", "count", "promotions.in_common"),
    Column("common_share", "ratio", "promotions.common_share"),
)
CONFLICTS = (
    Column("promotion_name", "text", "promotions.promotion", is_pinned=True, width="medium"),
    Column("conflict", "code", "promotions.conflict", prefix="promotions.conflict_"),
    Column("other_name", "either", "promotions.other", width="medium"),
    Column("starts_on", "day", "promotions.starts_on"),
    Column("ends_on", "day", "promotions.ends_on"),
)
PLANS = (
    Column("promotion_name", "text", "promotions.promotion", is_pinned=True, width="medium"),
    Column("starts_on", "day", "promotions.starts_on"),
    Column("ends_on", "day", "promotions.ends_on"),
    Column("budget_amount", "money", "promotions.budget"),
    Column("holdout_share", "ratio", "promotions.holdout"),
    Column("audience", "text", "promotions.audience", width="medium"),
    Column("hypothesis", "text", "promotions.hypothesis", width="large"),
    Column("metric", "code", "promotions.metric", prefix="promotions.metric_"),
    Column("stop_rule", "text", "promotions.stop_rule", width="medium"),
)
MEMORY = (
    Column("kind", "code", "promotions.kind", prefix="promotions.kind_", is_pinned=True),
    Column("promotion_name", "text", "promotions.promotion", width="medium"),
    Column("effect", "unit_money", "promotions.per_unit"),
    Column("shrunk", "unit_money", "promotions.shrunk"),
    Column("shrunk_low", "unit_money", "promotions.low"),
    Column("shrunk_high", "unit_money", "promotions.high"),
    Column("kind_low", "unit_money", "promotions.kind_low"),
    Column("kind_high", "unit_money", "promotions.kind_high"),
)
EFFECTS = (
    Column("period_start", "day", "common.period_start", is_pinned=True),
    Column("phase", "code", "promotions.phase", prefix="promotions."),
    Column("effect", "difference", "promotions.effect"),
    Column("low", "difference", "promotions.low"),
    Column("high", "difference", "promotions.high"),
    Column("cumulative", "difference", "promotions.cumulative"),
)
