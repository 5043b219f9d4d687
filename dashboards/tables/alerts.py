"""Tables of the alerts page: as they are read, and with plain numbers for files."""

from __future__ import annotations

from dashboards.components.table import Column

OUTCOMES = (
    ("fired", "bad"),
    ("inside_interval", "good"),
    ("not_reached", "good"),
    *((reason, "plain") for reason in ("below_floor", "nothing_before", "too_few_days")),
    *((reason, "warn") for reason in ("no_data", "late")),
)
_OUTCOME = Column(
    "reason", "status", "alerts.reason", prefix="alerts.reason_", statuses=OUTCOMES, width=130
)
_DAY = Column("stat_date", "day", "alerts.day", is_pinned=True)
_WHERE = Column("where", "text", "alerts.where")
_NUMBERS = (
    Column("value_text", "text", "alerts.value"),
    Column("usual_text", "text", "alerts.usual"),
    Column("range", "text", "alerts.range"),
)
_MESSAGE = (
    Column("delivery", "code", "alerts.delivery", prefix="alerts.delivery_"),
    Column("delivered_at", "instant", "alerts.delivered_at"),
)
FIRED = (_DAY, _WHERE, Column("rule", "text", "alerts.rule"), *_NUMBERS, *_MESSAGE)
RULES = (
    Column("alert", "text", "alerts.alert", is_pinned=True),
    Column("rule", "text", "alerts.rule"),
    _WHERE,
    _OUTCOME,
    *_NUMBERS,
    Column("volume", "credit", "alerts.volume"),
    Column("floor", "credit", "alerts.floor"),
)
LOG = (_DAY, _OUTCOME, Column("alert", "text", "alerts.alert"), _WHERE, *_NUMBERS, *_MESSAGE)
EXPORTED = (
    Column("stat_date", "day", "alerts.day"),
    Column("alert", "text", "alerts.alert"),
    Column("rule", "text", "alerts.rule"),
    Column("metric", "code", "alerts.metric", prefix="metric."),
    Column("channel", "channel", "common.channel"),
    Column("city", "text", "alerts.city"),
    Column("reason", "code", "alerts.reason", prefix="alerts.reason_"),
    *(
        Column(name, "credit", f"alerts.{name}")
        for name in ("value", "usual", "low", "high", "volume", "floor")
    ),
    Column("occasion", "text", "alerts.occasion_column"),
    *_MESSAGE,
    Column("evaluated_at", "instant", "alerts.evaluated_at"),
)
HISTORY = (
    Column("stat_date", "day", "alerts.day"),
    *(Column(name, "credit", f"alerts.{name}") for name in ("value", "usual", "low", "high")),
    Column("has_fired", "flag", "alerts.reason_fired"),
)
