"""What the serving file must hold: every published table and the columns that pages read."""

from __future__ import annotations

COUNTS = ("visitors", "registrations", "verifications")
STEPS = (*COUNTS, "card_bounds", "fundings", "first_investments", "repeat_investments")
MONEY = ("invested_amount", "annualised_amount", "revenue_amount")
MODELS = (
    "first",
    "last",
    "last_non_direct",
    "last_paid",
    "linear",
    "position",
    "time_decay",
    "markov",
    "shapley",
    "leave_one_out",
)
"""Attribution models, in the order of pages."""


_CREDITED = tuple(f"{model}_conversions" for model in MODELS)
_SCORED = ("score_percent", "is_mature", "first_invested_date", "subsidy_amount")
_BROUGHT = ("scans", "registrations", "first_investments", "invested_amount", "revenue_amount")
PROMOTIONS: dict[str, tuple[str, ...]] = {
    "fct_registration_evidence": (
        *("channel", "user_id", "account", "signs", "seconds_to_register", "registered_hour"),
        *("device_accounts", "block_registrations", "is_doubtful", "paid_date"),
        "registered_date",
    ),
    "fct_registration_times": (
        *("channel", "seconds_from", "registered_hour", "registrations", "is_partner"),
        "registered_date",
    ),
    "fct_hunter_scores": (
        *("breakdown", "breakdown_value", "channel", *_SCORED, "investors", "invested_amount"),
        "revenue_amount",
    ),
    "fct_bonus_hunters": (
        *("investor", "cluster_id", "channel", "partner", *_SCORED, "investments"),
        *("invested_amount", "is_smallest", "is_shortest", "is_coupon_carried", "has_left"),
        *("shares_card", "shares_device", "shares_inviter", "shares_ip_block"),
    ),
    "fct_hunter_clusters": (
        *("cluster_id", "first_channel", "channels", "investors", "shared_cards", "shared_devices"),
        *("shared_inviters", "shared_ip_blocks", "subsidy_amount", "first_invested_date"),
        "last_invested_date",
    ),
    "fct_inviters": (
        *("inviter_id", "inviter_kind", "partner", "contract_id", "registered_date"),
        *("invited_accounts", "invited_investors", "invited_amount", "invited_revenue_amount"),
        *("reward_amount", "owed_amount", "score_percent"),
    ),
    "fct_invite_trees": ("depth", "accounts", "investors", "invested_amount"),
    "fct_referral_cohorts": (
        *("registered_month", "accounts", "inviters", "invited_accounts", "invited_investors"),
        *("invited_accounts_30", "invited_accounts_90", "is_mature_30", "is_mature_90"),
    ),
    "fct_reward_scores": (
        *("paid_date", "inviter_score_percent", "invitee_score_percent", "reward_amount"),
    ),
    "fct_activities": (
        *("activity_id", "activity_name", "activity_type", "channel", "city", "venue", "owner"),
        *("start_date", "end_date", "planned_amount", "cost_amount", "cost_lines", *_BROUGHT),
        *("distributed", "attended", "scanned", "told_registrations"),
    ),
    "fct_activity_codes": ("code", "activity_id", "team", "venue", *_BROUGHT),
    "fct_placements": (
        *("placement_id", "placement_name", "placement_kind", "channel", "city", "start_date"),
        *("watched_until", "cost_amount"),
    ),
    "fct_place_lifts": (
        *("placement_id", "metric", "verdict", "incremental", "incremental_low"),
        *("incremental_high", "p", "controls", "refusal_en", "refusal_zh"),
    ),
    "fct_placement_verdicts": (
        *("placement_id", "verdict", "verdict_en", "verdict_zh", "why_en", "why_zh", "investors"),
        *("investors_low", "investors_high", "revenue_per_investor", "net_profit", "net_low"),
        *("net_high", "cost_per_investor", "cost_per_investor_low", "cost_per_investor_high"),
        *("warnings_en", "warnings_zh"),
    ),
    "fct_offline_cities_monthly": (
        *("channel", "city", "month", "birth_decade", "spend_amount", "registrations"),
        *("first_investments", "first_invested_amount"),
    ),
}

_ALERT = ("alert", "channel", "city", "stat_date", "evaluated_at")
ALERTS: dict[str, tuple[str, ...]] = {
    "fct_alerts": (
        *(*_ALERT, "metric", "kind", "bound", "against", "days", "floor", "level", "start_date"),
        *("has_fired", "reason", "value", "usual", "low", "high", "volume", "before"),
        *("occasion_en", "occasion_zh", "is_current", "delivery", "delivered_at"),
    ),
    "fct_alert_parts": (*_ALERT, "part_channel", "effect", "contribution"),
}

TABLES: dict[str, tuple[str, ...]] = {
    "meta_build": (
        *("build_id", "built_at", "as_of_date", "company_name", "company_name_zh", "timezone"),
        *("currency", "session_timeout_minutes", "attribution_lookback_days"),
        "funnel_window_days",
    ),
    "meta_checks": ("check_name", "status", "failures", "message", "checked_at"),
    "dim_channels": (
        *("channel", "channel_name", "channel_name_zh", "channel_class", "pricing_model"),
        *("channel_role", "is_paid", "sort_order"),
    ),
    "dim_cities": ("city", "city_en", "longitude", "latitude"),
    "dim_dates": ("date_day", "is_workday", "holiday_name", "holiday_name_zh"),
    "fct_channel_daily": (
        *("stat_date", "channel", "impressions", "clicks", "spend_amount", "sessions", *COUNTS),
        *("first_investments", "first_invested_amount", *MONEY),
    ),
    "fct_channel_cohorts": (
        *("entry_date", "channel", "age_days", "spend_amount", "visitors", "registrations"),
        *("first_investments", *MONEY, "is_mature"),
    ),
    "fct_payback": (
        *("cohort_month", "channel", "age_days", "entry_days", "mature_days", "spend_amount"),
        *("visitors", "registrations", "first_investments", *MONEY),
    ),
    "fct_cohort_ages": (
        *("entry_date", "channel", "age_days", "first_investments", "revenue_amount"),
    ),
    "fct_repeat_forecasts": (
        *("horizon_days", "channel", "investors", "investments", "revenue_amount"),
        *("revenue_low_amount", "revenue_high_amount"),
        *("model_error", "curve_error", "refusal_en", "refusal_zh"),
    ),
    "fct_campaign_daily": (
        *("stat_date", "channel", "source", "campaign_id", "adgroup_id", "keyword_id"),
        *("impressions", "clicks", "spend_amount", "visitors", "registrations"),
        *("first_investments", "revenue_7_amount", "revenue_30_amount", "revenue_90_amount"),
        "revenue_180_amount",
    ),
    "fct_conversion_paths": ("month", "conversion_kind", "path", "is_rest", "conversions"),
    "fct_channel_credit_daily": (
        *("conversion_date", "conversion_kind", "model", "channel", "conversions", "amount"),
    ),
    "fct_campaign_credit_daily": (
        *("conversion_date", "conversion_kind", "channel", "campaign_id", "keyword_id"),
        *_CREDITED,
    ),
    "fct_city_credit_daily": (
        *("conversion_date", "conversion_kind", "channel", "city", "last_non_direct_amount"),
        *_CREDITED,
    ),
    "fct_credit_certainty": (
        *("conversion_kind", "model", "channel", "conversions", "low", "high", "gap"),
        *("alike_group", "decision", "flips_between_models", "flips_within_interval"),
        *("learned_from", "learned_until"),
    ),
    "fct_journey_samples": (
        *("person", "event", "channel", "happened_at", "happened_date", "amount", "weight"),
    ),
    "fct_channel_truths": (
        *("month", "channel", "conversion_kind", "own_model", "claimed_conversions"),
        *("claimed_amount", "own_conversions", "own_amount", "incremental_conversions"),
        *("incremental_low", "incremental_high", "is_demand_capture"),
    ),
    "dim_campaigns": ("channel", "campaign_id", "campaign_name"),
    "fct_cohort_activity": (
        *("cohort_grain", "cohort_start", "channel", "period_index", "cohort_size"),
        *("active_investors", "invested_amount", "first_period_amount", "is_complete"),
    ),
    "fct_funnel_daily": ("entry_date", "channel", *STEPS, "is_mature"),
    "fct_funnel_steps_daily": (
        *("funnel", "entry_date", "channel", "step_number", "step", "people", "is_mature"),
    ),
    "fct_funnel_breakdowns": (
        *("funnel", "entry_month", "breakdown", "breakdown_value", "value_name", "is_rest"),
        *("step_number", "step", "people", "median_seconds_from_previous"),
        *("p90_seconds_from_previous", "median_seconds_from_entry", "is_mature"),
    ),
    "dim_funnels": (
        *("funnel", "funnel_name", "funnel_name_zh", "step_number", "step", "window_days"),
    ),
    "fct_growth_daily": (
        *("stat_date", "sessions", *STEPS, *MONEY, "outstanding_amount", "spend_amount"),
    ),
    "fct_plan_vs_actual": ("month", "channel", "metric", "target_value", "actual_value"),
    "fct_spend_daily": ("stat_date", "channel", "spend_type", "source", "spend_amount"),
    "fct_spend_waterfall": (
        *("month_start", "component", "component_order", "gross_amount", "taken_back_amount"),
        *("spend_amount", "opening_amount", "closing_amount"),
    ),
    "fct_spend_reconciliation": (
        *("statement_kind", "stated_by", "channel", "reason", "stated_amount", "counted_amount"),
        *("difference_amount", "period_start", "period_end"),
    ),
    "fct_partner_payables": (
        *("channel", "event_type", "event_key", "contract_id", "network_txn_id", "order_id"),
        *("payable_state", "reason", "dispute", "evidence", "owed_amount", "reported_amount"),
        *("billed_amount", "paid_amount", "claimed_amount", "event_date", "partner"),
    ),
    "dim_promotions": (
        *("promotion_id", "promotion_name", "kind", "starts_on", "ends_on", "budget_amount"),
        *("cities", "audience", "hypothesis", "metric", "stop_rule", "holdout_share", "owner"),
    ),
    "fct_promotion_ledger": (
        *("promotion_id", "arm", "is_control", "budget_amount", "people_exposed"),
        *("people_held_out", "people_in_two_arms", "coupons_granted", "coupons_redeemed"),
        *("coupons_redeemed_amount", "coupons_expired", "reversed_amount", "packets_sent"),
        *("packets_received", "packets_received_amount", "packets_refunded_amount"),
        *("cost_amount", "investments", "invested_amount", "annualised_amount"),
    ),
    "fct_promotion_overlaps": (
        *("promotion_id", "other_promotion_id", "people_in_common", "people", "common_share"),
    ),
    "fct_promotion_verdicts": (
        *("promotion_id", "arm", "verdict", "verdict_en", "verdict_zh", "method", "why_en"),
        *("why_zh", "not_used_en", "not_used_zh", "people", "control_people", "subsidy_amount"),
        *("activity_cost_amount", "net_profit", "net_low", "net_high", "first_investors"),
        *("first_investors_low", "first_investors_high", "cost_per_first", "persistence"),
        *("is_borrowed", "payback_days", "days_during", "days_after", "warnings_en"),
        *("warnings_zh", "registered_en", "registered_zh"),
    ),
    "fct_promotion_effects": (
        *("promotion_id", "arm", "stat_date", "effect", "low", "high", "cumulative"),
    ),
    "fct_promotion_memory": (
        *("promotion_id", "arm", "kind", "effect", "shrunk", "shrunk_low", "shrunk_high"),
        *("kind_mean", "kind_low", "kind_high"),
    ),
    **PROMOTIONS,
    **ALERTS,
    "fct_deliveries": (
        *("source", "dataset", "delivery_id", "file_name", "account_id", "level", "stat_date"),
        *("row_count", "rejected_count", "is_complete", "status", "reason_en", "reason_zh"),
        *("delivered_at", "_loaded_at", "is_current"),
    ),
    "fct_rejects": (
        *("source", "dataset", "delivery_id", "_source_file", "_row_number", "column_name"),
        *("reason_code", "reason_en", "reason_zh", "value", "raw_row", "_loaded_at"),
    ),
    "fct_source_freshness": (
        *("source", "last_loaded_at", "last_stat_date", "deliveries", "loaded_rows"),
        *("rejected_rows", "refused_files", "duplicate_files", "incomplete_deliveries"),
    ),
    "fct_data_quality": ("metric", "value"),
    "fct_restatements": (
        *("source", "stat_date", "age_days", "spend_amount", "latest_spend_amount"),
        "moved_spend_amount",
    ),
    "fct_tracking_audit": (
        *("stat_date", "channel", "campaign_id", "campaign_name", "spend_amount", "touchpoints"),
    ),
    "fct_unmatched_traffic": ("stat_date", "utm_source", "utm_medium", "code", "sessions"),
    "fct_code_conflicts": (
        *("code", "channel", "other_channel", "claimed_by", "other_claimed_by"),
    ),
    "fct_identity_fragments": (
        *("first_month", "is_tied", "ids_up_to_5", "people", "people_on_shared_ids"),
        "anonymous_ids",
    ),
    "unmatched_suggestions": ("field", "value", "suggestion"),
    "annotations": ("annotation_id", "starts_on", "ends_on", "title", "title_zh", "kind"),
}


def missing_columns(present: dict[str, set[str]]) -> list[str]:
    """The tables and columns that pages need and the file lacks, as `table.column` or `table`."""
    missing: list[str] = []
    for table, columns in TABLES.items():
        if table not in present:
            missing.append(table)
        else:
            missing += [f"{table}.{name}" for name in columns if name not in present[table]]
    return missing
