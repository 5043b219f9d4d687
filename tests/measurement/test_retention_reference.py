"""Random logs and random questions: the answer is that of counting person by person."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from measurement import retention
from tests.measurement.slow_retention import slow_amounts, slow_matrix

BEGIN = datetime(2026, 3, 20, tzinfo=UTC)
EVENTS = st.fixed_dictionaries(
    {
        "person": st.sampled_from(["ann", "bob", "cai", "dai"]),
        "event": st.sampled_from(["visit", "invest"]),
        "ts": st.integers(0, 16 * 96).map(lambda quarter: BEGIN + timedelta(minutes=15 * quarter)),
        "props": st.sampled_from([{}, {"channel": "a"}, {"channel": "b"}]),
    }
)
WHERE = st.sampled_from([[], [{"prop": "channel", "op": "=", "value": "a"}]])
QUESTIONS = st.fixed_dictionaries(
    {
        "period": st.sampled_from(["hour", "day", "week", "month"]),
        "total_intervals": st.sampled_from([1, 2, 5, 70]),
        "date_to": st.sampled_from(["2026-03-28", "2026-03-29", "2026-04-02"]),
        "retention_type": st.sampled_from(["recurring", "first_time", "first_ever"]),
        "start_event": st.sampled_from([None, "visit", "invest"]),
        "return_event": st.sampled_from([None, "visit", "invest"]),
        "start_where": WHERE,
        "return_where": WHERE,
        "mode": st.sampled_from(["calendar", "rolling"]),
        "return": st.sampled_from(["on", "on_or_after"]),
        "minimum_occurrences": st.sampled_from([1, 1, 2]),
    }
)


def table(events):
    rows = [event | {"props": json.dumps(event["props"])} for event in events]
    kinds = {"person": pa.string(), "event": pa.string(), "ts": pa.timestamp("us", "UTC")}
    return pa.Table.from_pylist(rows, pa.schema([*kinds.items(), ("props", pa.string())]))


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENTS, max_size=30), QUESTIONS, st.sampled_from(["UTC", "Europe/Berlin"]))
def test_random_questions_are_answered_as_by_counting_person_by_person(events, asked, zone):
    answer = retention.run(table(events), asked, timezone=zone)
    assert answer["matrix"] == slow_matrix(events, asked, ZoneInfo(zone))


PAYMENTS = st.fixed_dictionaries(
    {
        "person": st.sampled_from(["ann", "bob"]),
        "ts": st.integers(0, 6 * 24).map(lambda hour: BEGIN + timedelta(hours=hour)),
        "amount": st.decimals(0, 10_000, places=2, allow_nan=False, allow_infinity=False),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PAYMENTS, max_size=15))
def test_random_amounts_are_added_up_as_by_hand(payments):
    rows = [payment | {"event": "invest", "amount": str(payment["amount"])} for payment in payments]
    kinds = {"person": pa.string(), "event": pa.string(), "ts": pa.timestamp("us", "UTC")}
    events = pa.Table.from_pylist(rows, pa.schema([*kinds.items(), ("amount", pa.string())]))
    asked = {"total_intervals": 5, "date_to": "2026-03-24", "weight": {"prop": "amount"}}
    slow = slow_amounts(payments, 5, date(2026, 3, 20))
    told = retention.run(events, asked)["amounts"]
    assert told == [[float(Decimal(amount)) for amount in row] for row in slow]
